"""What is open when the clerk changes."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from models.records.registry import ledger
from models.store.base.workspace import Workspace
from models.store.records import records
from models.store.records.drafts import FormDraft, save_draft
from models.store.records.packages import Remark, save_remarks
from ui.base.session import Session
from ui.system.staff_change import Open, open_work, print_staff_change
from ui.system.staff_change_tab import StaffChangeTab

TODAY = dt.date(2026, 11, 23)
PERSON = ledger("person")


@pytest.fixture
def left_open(workspace: Workspace) -> list[Open]:
    with workspace.write("张晓明") as tx:
        uid = records.save(tx, PERSON, "X01", {"name": "王伟"}).uid
        records.save(tx, ledger("certificate"), "X01", {"number": "豫X01", "valid_to": "2026-12-01"})
        save_draft(tx, PERSON, FormDraft("", {"name": "李"}))
        remark = Remark(id="1", unit="X01", period="", ledger="person", uid=uid, field="", text="请补电话")
        save_remarks(tx, [remark])
    return open_work(workspace, TODAY)


def test_drafts_remarks_and_findings_are_listed(left_open: list[Open]) -> None:
    found = {(one.what, one.label) for one in left_open}
    assert [one.title for one in left_open if one.what == "被退回"] == ["王伟"]
    assert {("没保存的内容", "执法人员"), ("被退回", "执法人员"), ("必须改", "执法人员")} <= found


def test_what_is_due_is_listed_as_on_the_desk(left_open: list[Open]) -> None:
    due = [(one.label, one.title, one.words) for one in left_open if one.what == "执法证件到期"]
    left = (dt.date(2026, 12, 1) - TODAY).days
    assert due == [("执法证件", "豫X01", f"2026-12-01到期，还有{left}天")]


def test_the_list_is_printed_to_be_signed(workspace: Workspace, left_open: list[Open], tmp_path: Path) -> None:
    path = print_staff_change(workspace, left_open, tmp_path / "a.pdf", TODAY)
    text = PdfDocument(path)[0].get_textpage().get_text_range()
    assert all(words in text for words in ("工作移交清单", "请补电话", "移交人", "接收人"))


def test_whoever_takes_over_is_the_operator_from_then_on(session: Session, idle: Callable[[], None]) -> None:
    tab = StaffChangeTab(session)
    idle()
    tab.name.setText("李四")
    tab.take.click()
    idle()
    assert (session.operator, session.operators()) == ("李四", ["李四"])
    tab.deleteLater()
