"""What each picture of the README and the handbook shows: whose window, which page, in which state."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTabWidget

from models.records.registry import ledger
from models.store.base.workspace import Workspace, stand_at
from models.store.records import records
from models.submit.centre import latest_submissions
from ui.base.page import Page
from ui.base.places import EVIDENCE, INTAKE, ISSUE, PLAN, PRINT, PRINT_FORM, REPORTS, SCORES, SUBMIT
from ui.demo.places import Places
from ui.evidence.page import EvidencePage
from ui.intake.page import IntakePage
from ui.issue.page import IssuePage
from ui.issue.scheme_part import SchemePart
from ui.ledgers.list_output import export_shown
from ui.ledgers.page import LedgerPage, LedgerPane
from ui.ledgers.shelves_page import ShelvesPage
from ui.plan.page import PlanPage
from ui.review.page import ReportsPage
from ui.scores.page import ScoresPage
from ui.submit.page import SubmitPage
from ui.system.holidays_tab import HolidaysTab
from ui.system.keys_tab import KeysTab
from ui.system.page import TABS, SystemPage
from ui.system.staff_change_tab import StaffChangeTab
from ui.window.main_window import MainWindow

TOWNSHIP, BUREAU = "示例稻香乡", "示例市场监管局"
P = TypeVar("P", bound=Page)


@dataclass(frozen=True)
class Viewer:
    """Somebody before the window; `places` is the demo it stands in, `home` a folder for files."""

    window: MainWindow
    places: Places
    home: Path
    rest: Callable[[], None]

    def go(self, name: str, kind: type[P]) -> P:
        """Turn to a page."""
        self.window.show_page(name)
        self.rest()
        page = self.window.page
        assert isinstance(page, kind)
        return page

    def ledger(self, name: str, tab: int) -> LedgerPane:
        """Turn to the list and form of a ledger."""
        page = self.go(name, LedgerPage)
        page.tabs.setCurrentIndex(tab)
        self.rest()
        return page.pane

    def turn(self, tabs: QTabWidget, label: str) -> None:
        """Turn to the tab whose label begins so."""
        tabs.setCurrentIndex(next(at for at in range(tabs.count()) if tabs.tabText(at).startswith(label)))
        self.rest()

    def choose(self, table: QAbstractItemView, words: str) -> None:
        """Choose the first row that has a cell with these words."""
        model = table.model()
        for row in range(model.rowCount()):
            for column in range(model.columnCount()):
                if words in str(model.index(row, column).data(Qt.ItemDataRole.DisplayRole)):
                    table.setCurrentIndex(model.index(row, column))
                    table.scrollTo(model.index(row, 0))
                    self.rest()
                    return
        raise LookupError(words)


@dataclass(frozen=True)
class Scene:
    """One picture.

    Attributes:
        name: Of its file.
        demo: Which of the demos.
        office: Whose workspace, "" for the centre's.
        pose: Puts the window into the state to be seen.
        readme: Whether the README shows it.
        handbook: Whether the handbook does.
        prepare: What is done to the workspace before.
    """

    name: str
    demo: str
    office: str
    pose: Callable[[Viewer], None]
    readme: bool = False
    handbook: bool = True
    prepare: Callable[[Workspace], Workspace] | None = None


def _desk(viewer: Viewer) -> None:
    viewer.go("desk", Page)


def _plan(viewer: Viewer) -> None:
    page = viewer.go(PLAN, PlanPage)
    page.tree.setCurrentItem(page.tree.lines()[page.tree.uids().index(3)])
    viewer.rest()
    page.missing_button.setChecked(True)


def _certificates(viewer: Viewer) -> None:
    pane = viewer.ledger("certificates", 1)
    viewer.choose(pane.list.table, "已换发")


def _form(viewer: Viewer) -> None:
    pane = viewer.ledger("certificates", 0)
    pane.list.table.selectRow(1)
    viewer.rest()
    pane.form.fields.go_to("id_number")
    pane.form.show_help()


def _views(viewer: Viewer) -> None:
    pane = viewer.ledger("certificates", 1)
    pane.list.filter_button.setChecked(True)
    for edit in pane.list.header.edits:
        edit.setText(FILTERS.get(edit.accessibleName(), ""))
    viewer.rest()
    pane.list.views.keep("2025年到期的省证")
    pane.list.table.selectRow(0)


def _export(workspace: Workspace, path: Path) -> None:
    declared = ledger("certificate")
    with workspace.read() as connection:
        uids = [one.uid for one in records.entries(connection, declared, workspace.unit)]
    export_shown(workspace, declared, uids, path, "")


FILTERS = {"按证件种类筛选": "河南", "按有效期止筛选": "2025"}


def _import(viewer: Viewer) -> None:
    pane, path = viewer.ledger("certificates", 1), viewer.home / "执法证件.xlsx"
    _export(viewer.window.session.workspace, path)
    book = load_workbook(path)
    head, changed, wrong, copied, *_ = book.worksheets[0].iter_rows()
    at = {str(cell.value): place for place, cell in enumerate(head)}
    head[at["执法区域"]].value = "辖区"
    changed[at["委托组织"]].value = "示例市场监管中队"
    wrong[at["有效期止"]].value = "2025年13月"
    fresh = {"证件编号": "示例部J01099", "记录编号": None}
    book.worksheets[0].append([fresh.get(str(one.value), cell.value) for one, cell in zip(head, copied, strict=True)])
    book.save(path)
    pane.import_file(path)


def _history(viewer: Viewer) -> None:
    pane = viewer.ledger("cases", 0)
    pane.list.table.selectRow(0)
    viewer.rest()
    pane.form.show_history()
    older = pane.form.history.tree.topLevelItem(1)
    assert older is not None
    pane.form.history.tree.setCurrentItem(older)


def _evidence(viewer: Viewer) -> None:
    page = viewer.go(EVIDENCE, EvidencePage)
    viewer.choose(page.table, ".pdf")


def _submit(viewer: Viewer) -> None:
    page = viewer.go(SUBMIT, SubmitPage)
    viewer.choose(page.findings.table, "零报送")


def _print(viewer: Viewer) -> None:
    viewer.window.session.memory.set(PRINT_FORM, "progress")
    viewer.go(PRINT, Page)


def _handover(viewer: Viewer) -> None:
    _system(viewer, "人员交接", StaffChangeTab)


def _holidays(viewer: Viewer) -> None:
    _system(viewer, "放假安排", HolidaysTab).text.setPlainText(NOTICE)


T = TypeVar("T", StaffChangeTab, HolidaysTab, KeysTab)


def _system(viewer: Viewer, label: str, kind: type[T]) -> T:
    page = viewer.go("system", SystemPage)
    viewer.turn(page.tabs, label)
    tab = page.tab([name for name, _ in TABS].index(label))
    viewer.rest()
    assert isinstance(tab, kind)
    return tab


def _all(viewer: Viewer) -> None:
    viewer.go("all", ShelvesPage).turn_to("progress")


def _scheme(viewer: Viewer) -> None:
    page = viewer.go(ISSUE, IssuePage)
    viewer.turn(page.tabs, "考核方案")
    viewer.choose(page.tab(SchemePart).table, "执法证件有效率")


def _intake(viewer: Viewer) -> None:
    page = viewer.go(INTAKE, IntakePage)
    page.take([viewer.places.submitted])


def _forks(viewer: Viewer) -> None:
    viewer.turn(viewer.go(INTAKE, IntakePage).tabs, "同次两包")


def _proxy(viewer: Viewer) -> None:
    page = viewer.go(INTAKE, IntakePage)
    viewer.turn(page.tabs, "代录")
    page.proxies.table.selectRow(0)


def _reports(viewer: Viewer) -> None:
    page = viewer.go(REPORTS, ReportsPage)
    workspace = viewer.window.session.workspace
    again = next(row for row in latest_submissions(workspace) if row.sequence > 1)
    line = next(at for at in range(page.grid.rowCount()) if page._unit_at(at) == again.unit)
    page.grid.setCurrentCell(line, 1)


def _keys(viewer: Viewer) -> None:
    tab = _system(viewer, "密钥", KeysTab)
    assert tab.units is not None
    tab.units.table.selectRow(1)
    tab.units.stop.click()
    tab.units.question.text.setText("12月18日单位来电：电脑被盗")


def _scores(viewer: Viewer) -> None:
    page = viewer.go(SCORES, ScoresPage)
    page.units.selectRow(1)


NEXT_YEAR = dt.date(2026, 11, 20)
"""A day on which the holidays of the year to come are not known yet."""
NOTICE = """（示例）国务院办公厅关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至12日（周五）放假调休，共8天。1月31日（周日）、2月20日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假，共1天。
六、中秋节：9月15日（周三）放假，共1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
"""


def _in_autumn(workspace: Workspace) -> Workspace:
    return stand_at(workspace, NEXT_YEAR, "")


def _without_cases(workspace: Workspace) -> Workspace:
    """A ledger with nothing in it has to be reported as such."""
    with workspace.read() as connection:
        uids = [one.uid for one in records.entries(connection, ledger("case"), workspace.unit)]
    with workspace.write("") as tx:
        records.delete(tx, ledger("case"), uids)
    return workspace


def _corrected(workspace: Workspace) -> Workspace:
    """Somebody has put the newest case right."""
    with workspace.read() as connection:
        newest = list(records.entries(connection, ledger("case"), workspace.unit))[-1]
    with workspace.write("韩淑芬") as tx:
        records.save(tx, ledger("case"), workspace.unit, CORRECTION, newest.uid)
    return workspace


CORRECTION = {"handler": "唐立新", "remarks": "承办人已调整。"}


SCENES = (
    Scene("desk", "unsent", TOWNSHIP, _desk, readme=True),
    Scene("plan", "year", TOWNSHIP, _plan, readme=True),
    Scene("certificates", "year", TOWNSHIP, _certificates, readme=True, handbook=False),
    Scene("form", "year", BUREAU, _form),
    Scene("views", "year", BUREAU, _views),
    Scene("import", "year", BUREAU, _import),
    Scene("history", "year", BUREAU, _history, prepare=_corrected),
    Scene("evidence", "year", TOWNSHIP, _evidence, readme=True),
    Scene("submit", "unsent", TOWNSHIP, _submit, readme=True, prepare=_without_cases),
    Scene("print", "year", TOWNSHIP, _print, readme=True),
    Scene("handover", "unsent", TOWNSHIP, _handover),
    Scene("holidays", "year", TOWNSHIP, _holidays, prepare=_in_autumn),
    Scene("all", "year", "", _all),
    Scene("scheme", "year", "", _scheme),
    Scene("intake", "december", "", _intake, readme=True),
    Scene("forks", "december", "", _forks),
    Scene("proxy", "december", "", _proxy),
    Scene("reports", "december", "", _reports),
    Scene("keys", "december", "", _keys),
    Scene("scores", "december", "", _scores, readme=True),
)
