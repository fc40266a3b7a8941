"""Views of lists: the program's and one's own."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from models.records.registry import ledger, ledgers
from models.store.base.workspace import Workspace
from models.store.records import listing, records
from models.store.records.listing import ListQuery
from models.store.records.packages import Remark, save_remarks
from ui.base.session import Session
from ui.list.record_list import RecordList
from ui.list.views import ALL, OwnView, ViewContext, own_views, views

TODAY = dt.date(2026, 11, 23)
CERTIFICATE = ledger("certificate")


def found(workspace: Workspace, label: str) -> list[Any]:
    query = next(one for one in views(CERTIFICATE) if one.label == label).narrow(
        ListQuery(), ViewContext("张晓明", TODAY)
    )
    with workspace.read() as connection:
        rows = listing.read_page(connection, CERTIFICATE, listing.row_ids(connection, CERTIFICATE, query))
    return [row.fields["number"] for row in rows]


@pytest.fixture
def certificates(workspace: Workspace) -> list[str]:
    rows: list[dict[str, Any]] = [
        {"number": "full", "holder": "x", "kind": "甲", "valid_to": "2026-12-01", "status": "在用"},
        {"number": "old", "holder": "x", "kind": "甲", "valid_to": "2026-11-22", "status": "在用"},
        {"number": "gone", "holder": "x", "kind": "甲", "valid_to": "2026-11-30", "status": "注销"},
        {"number": "draft", "evidence": [{"name": "a", "digest": "0" * 64, "size": 1}]},
    ]
    with workspace.write("张晓明") as tx:
        made = [records.save(tx, CERTIFICATE, "X01", row).uid for row in rows]
        remark = Remark(
            id="1", unit="X01", period="", ledger="certificate", uid=made[1], field="", text="请改", source=""
        )
        save_remarks(tx, [remark])
    return made


@pytest.mark.usefixtures("certificates")
@pytest.mark.parametrize(
    ("label", "numbers"),
    [
        (ALL, ["full", "old", "gone", "draft"]),
        ("我的未完成", ["draft"]),
        ("被退回", ["old"]),
        ("30天内到期", ["full"]),
        ("已过期", ["old"]),
        ("缺佐证", ["full", "old", "gone"]),
    ],
)
def test_views_of_certificates(workspace: Workspace, label: str, numbers: list[str]) -> None:
    assert found(workspace, label) == numbers


@pytest.mark.parametrize(
    ("ledger_id", "label", "inside", "outside"),
    [
        ("complaint", "逾期没有办结", {"due": "2019-01-01"}, {"due": "2019-01-01", "handled_on": "2019-01-01"}),
        ("adviser", "30天内到期", {"term_to": "2026-12-01", "status": "在聘"}, {"term_to": "2026-12-01"}),
        ("document", "30天内到期", {"valid_until": "2026-12-23"}, {"valid_until": "2026-12-24"}),
        ("complaint", "30天内到期", {"due": "2026-11-23"}, {"due": "2026-11-23", "handled_on": "2026-11-20"}),
        ("proposal", "30天内到期", {"due": "2026-11-30"}, {"due": "2026-11-22"}),
        ("proposal", "逾期没有答复", {"due": "2019-01-01"}, {"due": "2099-01-01"}),
        (
            "document",
            "过了有效期没有清理",
            {"valid_until": "2019-01-01"},
            {"valid_until": "2019-01-01", "cleaned": "废止"},
        ),
        (
            "adviser",
            "聘期已满",
            {"status": "在聘", "term_to": "2019-01-01"},
            {"status": "已解聘", "term_to": "2019-01-01"},
        ),
        ("disclosure", "没有答复的申请", {"kind": "依申请公开"}, {"kind": "主动公开"}),
        ("enforcement", "没有公示", {"number": "1"}, {"published_on": "2019-01-01"}),
        (
            "rectification",
            "逾期没有销号",
            {"due": "2019-01-01"},
            {"due": "2019-01-01", "closed_on": "2019-01-01"},
        ),
        (
            "legal_review",
            "过了写明的期限没有出具意见",
            {"due": "2019-01-01"},
            {"due": "2019-01-01", "opined_on": "2019-01-01"},
        ),
        ("inspection", "逾期没有检查", {"due": "2019-01-01"}, {"due": "2019-01-01", "visited_on": "2019-01-01"}),
        ("inspection", "没有公示结果", {"way": "双随机"}, {"not_published": "涉密"}),
        ("mediators", "任期已满", {"status": "在册", "term_to": "2019-01-01"}, {"term_to": "2019-01-01"}),
        ("reconsidered", "没有审结", {"acceptance": "受理"}, {"acceptance": "不予受理"}),
        ("mediation", "正在调解", {"result": "正在调解"}, {"result": "调解成功"}),
    ],
)
def test_views_of_other_ledgers(
    workspace: Workspace, ledger_id: str, label: str, inside: dict[str, str], outside: dict[str, str]
) -> None:
    declared = ledger(ledger_id)
    with workspace.write("甲") as tx:
        wanted = records.save(tx, declared, "X01", inside).uid
        records.save(tx, declared, "X01", outside)
        query = next(one for one in views(declared) if one.label == label).narrow(ListQuery(), ViewContext("甲", TODAY))
        assert listing.list_uids(tx.connection, declared, query) == [wanted]


def test_every_view_of_every_ledger_can_be_asked(workspace: Workspace) -> None:
    with workspace.read() as connection:
        for one in ledgers().values():
            for view in views(one):
                assert listing.row_ids(connection, one, view.narrow(ListQuery(), ViewContext("甲", TODAY))) == []


def test_one_s_own_view_comes_back_as_it_was_kept(
    qtbot: QtBot, session: Session, people: list[str], idle: Callable[[], None]
) -> None:
    shown = RecordList(session, ledger("person"))
    qtbot.addWidget(shown)
    idle()
    shown.filter_button.setChecked(True)
    shown.header.edits[0].setText("李")
    shown._sort_by(0)
    shown.views.keep("姓李的")
    idle()
    shown.clear_filters()
    shown.reload()
    idle()
    assert shown.model.rowCount() == 3
    kept = shown.views.own()
    assert kept == [OwnView("姓李的", filters={"name": "李"}, order="name", descending=False)]
    shown.views.choose_own(kept[0])
    idle()
    assert shown.model.rowCount() == 1
    shown.views.forget("姓李的")
    idle()
    with session.workspace.read() as connection:
        assert own_views(connection, ledger("person")) == []


def test_computed_columns_sort_and_filter(
    qtbot: QtBot, session: Session, workspace: Workspace, idle: Callable[[], None]
) -> None:
    today = session.today()
    with workspace.write("张晓明") as tx:
        for number, left in (("a", 400), ("b", -400), ("c", None), ("d", 800)):
            until = None if left is None else str(today + dt.timedelta(days=left))
            records.save(tx, CERTIFICATE, "X01", {"number": number, "valid_to": until, "status": "在用"})
    shown = RecordList(session, CERTIFICATE)
    qtbot.addWidget(shown)
    idle()
    names = [column.name if column else "" for column in shown.model.columns]
    shown._sort_by(names.index("days_left"))
    idle()
    at = names.index("number")
    assert [shown.model.index(row, at).data() for row in range(4)] == ["b", "a", "d", "c"]
    shown.header.edits[names.index("situation")].setText("过期")
    shown.reload()
    idle()
    assert [shown.model.index(row, at).data() for row in range(shown.model.rowCount())] == ["b"]
