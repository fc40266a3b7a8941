"""写文书 beside a case: what is lacking is told, the office is described once, the document opens."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu, QToolButton

from models.records.registry import ledger
from models.store.base.workspace import TEMPLATES, Workspace
from models.store.records import records
from reports.case_papers.office_facts import CREDIT_CODE
from tests.reports.forms.samples import suit
from ui.ledgers.case_paper_panel import CasePaperPanel
from ui.ledgers.page import LedgerPage, LedgerPane
from ui.window.main_window import MainWindow

Wait = Callable[[], None]
NUMBER = "（2020）豫7101行初5号"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    seen: list[Path] = []

    def open_url(url: QUrl) -> bool:
        seen.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return seen


@pytest.fixture
def pane(window: MainWindow, workspace: Workspace, idle: Wait) -> LedgerPane:
    with workspace.write("王经办") as tx:
        records.save(tx, ledger("case"), "X01", suit(NUMBER, "2020-03-02", agents=[{"name": "张三"}]))
    window.show_page("cases")
    assert isinstance(window.page, LedgerPage)
    idle()
    return window.page.pane


def menu_of(pane: LedgerPane) -> QMenu:
    button = next(one for one in pane.form.findChildren(QToolButton) if one.text().startswith("写文书"))
    menu = button.menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    return menu


def choose(pane: LedgerPane, label: str, idle: Wait) -> CasePaperPanel:
    next(one for one in menu_of(pane).actions() if one.text() == label).trigger()
    idle()
    panel = pane.stack.currentWidget()
    assert isinstance(panel, CasePaperPanel)
    return panel


def test_a_paper_from_menu_to_word(pane: LedgerPane, opened: list[Path], tmp_path: Path, idle: Wait) -> None:
    assert [one.text() for one in menu_of(pane).actions()] == ["先在列表里选一件案件，或者先保存"]
    pane.list.table.selectRow(0)
    idle()
    panel = choose(pane, "答辩状", idle)
    assert "本案里没有：案由、被诉行为文号、诉讼请求、主要案情。" in panel.lacking.text()
    assert "本单位情况里没有：单位地址" in panel.lacking.text()
    panel.facts["单位地址"].setText("示例路1号")
    panel.facts["单位地址"].editingFinished.emit()
    idle()
    assert "单位地址" not in panel.lacking.text()
    panel.facts[CREDIT_CODE].setText("91410100ABCDEFGH1X")
    panel.facts[CREDIT_CODE].editingFinished.emit()
    idle()
    assert "校验位不符" in panel.complaint.text()
    panel.save_to(tmp_path / "答辩状.docx")
    idle()
    assert opened == [tmp_path / "答辩状.docx"]
    assert "住所地：示例路1号" in docx.Document(str(opened[0])).paragraphs[1].text
    panel.back.click()
    assert pane.stack.currentWidget() is pane.split
    assert choose(pane, "授权委托书（张三）", idle).facts["单位地址"].text() == "示例路1号"


def test_a_template_is_taken_spoilt_and_told_of(
    pane: LedgerPane, workspace: Workspace, opened: list[Path], tmp_path: Path, idle: Wait
) -> None:
    pane.list.table.selectRow(0)
    idle()
    panel = choose(pane, "答辩状", idle)
    panel.template.click()
    idle()
    path = workspace.folder / TEMPLATES / "答辩状.docx"
    assert (path.is_file(), panel.template.text()) == (True, "打开模板")
    panel.template.click()
    assert opened == [path]
    made = docx.Document(str(path))
    made.add_paragraph("{按号}")
    made.save(str(path))
    panel.read()
    idle()
    assert "“{按号}”程序不认识：是不是“{案号}”？" in panel.complaint.text()
    assert not panel.save.isEnabled()
    panel.save_to(tmp_path / "x.docx")
    idle()
    assert not (tmp_path / "x.docx").exists()


def test_a_template_changed_meanwhile_is_the_one_that_is_written(
    pane: LedgerPane, workspace: Workspace, opened: list[Path], tmp_path: Path, idle: Wait
) -> None:
    """As a clerk does it: 改成本单位的模板, changed and saved in Word, and back to the page that is still open."""
    pane.list.table.selectRow(0)
    idle()
    panel = choose(pane, "答辩状", idle)
    panel.template.click()
    idle()
    path = workspace.folder / TEMPLATES / "答辩状.docx"
    made = docx.Document(str(path))
    made.add_paragraph("本单位的话")
    made.save(str(path))
    panel.save_to(tmp_path / "x.docx")
    idle()
    assert opened == [tmp_path / "x.docx"]
    assert docx.Document(str(tmp_path / "x.docx")).paragraphs[-1].text == "本单位的话"
    path.write_bytes(b"broken")
    panel.save_to(tmp_path / "y.docx")
    idle()
    assert "没有写文书：" in panel.complaint.text()
    assert not (tmp_path / "y.docx").exists()
    assert panel.save.isEnabled()
