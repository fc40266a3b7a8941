"""Every figure of the centre's desk opens exactly the records it counts, in the real window."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.merge.enrolment import enrol_unit
from models.merge.intake import merge_all
from models.merge.keys import own_fingerprint
from models.records.registry import ledger
from models.store.records import records
from tests.ui.worked_year import Year
from ui.base.memory import Memory
from ui.base.places import DESK
from ui.base.session import Session
from ui.base.workers import Jobs
from ui.desk.district_facts import YearFigure, without_unheld
from ui.desk.page import DeskPage
from ui.ledgers.page import PanesPage
from ui.review.page import ReportsPage
from ui.window.main_window import MainWindow

HEARD = [{"on": "2020-03-01", "kind": "开庭", "leader": "王", "leader_role": "正职"}]
LOST = {"role": "被告", "outcome": "全部撤销", "served_on": "2020-02-01", "judged_on": "2020-05-01"}
CASES: tuple[dict[str, Any], ...] = (
    {"number": "（2020）豫0191行初1号", **LOST, "effective_on": "2020-05-20", "hearings": HEARD},
    {"number": "（2020）豫0191行初2号", "role": "被告", "served_on": "2020-06-01", "hearings": [{"on": "2020-07-01"}]},
    {"number": "（2019）豫0191行初3号", **LOST, "served_on": "2019-02-01", "judged_on": "2019-05-01"},
)


@pytest.fixture
def wait(qtbot: QtBot) -> Callable[[Session], None]:
    return lambda session: qtbot.waitUntil(lambda: not session.jobs.running)


@pytest.fixture
def window(year: Year, qtbot: QtBot, tmp_path: Path, wait: Callable[[Session], None]) -> Iterator[MainWindow]:
    merge_all(year.centre, [year.stick], "李四")
    enrol_unit(year.centre, "X01", own_fingerprint(year.unit), "李四")
    merge_all(year.centre, [year.stick], "李四")
    with year.centre.write("李四") as tx:
        records.save(tx, ledger("progress"), "GWH", {"year": 2019, "item": 1, "state": "已完成"})
        for fields in CASES:
            records.save(tx, ledger("case"), "GWH", fields)
        again = {**CASES[0], "hearings": []}
        records.save(tx, ledger("case"), "X02", again)
        renewing = {"number": "豫A9", "status": "在用", "renewal": "待换发"}
        records.save(tx, ledger("certificate"), "X02", renewing)
    session = Session(year.centre, Memory(tmp_path / "user.json"), Jobs(), "李四")
    made = MainWindow(session)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.show_page(DESK)
    wait(session)
    yield made
    wait(session)
    session.close()


@pytest.fixture
def desk(window: MainWindow) -> DeskPage:
    assert isinstance(window.page, DeskPage)
    return window.page


def listed(window: MainWindow, wait: Callable[[Session], None]) -> tuple[str, int]:
    """The ledger in front and how many records its list shows."""
    wait(window.session)
    page = window.page
    assert isinstance(page, PanesPage)
    assert page.pane.list.only.isVisible()
    return page.pane.ledger.id, page.pane.list.model.rowCount()


Wait = Callable[[Session], None]


@pytest.mark.parametrize(("tile", "ledger_id", "count"), [("lost", "case", 1), ("renew", "certificate", 1)])
def test_a_tile_lists_what_it_counts(
    window: MainWindow, desk: DeskPage, wait: Wait, tile: str, ledger_id: str, count: int
) -> None:
    assert desk.tiles[tile].figure.text() == str(count)
    desk.tiles[tile].click()
    assert listed(window, wait) == (ledger_id, count)


@pytest.mark.parametrize(
    ("name", "column", "shown", "count"),
    [
        ("新收案件", 1, "2", 2),
        ("新收案件", 2, "1", 1),
        ("败诉案件", 1, "1", 1),
        ("开庭案件", 1, "2", 2),
        ("负责人出庭率", 1, "50.00%（1/2）", 2),
        ("待换发证件", 1, "1", 1),
    ],
)
def test_a_figure_lists_what_it_counts(
    window: MainWindow, desk: DeskPage, wait: Wait, name: str, column: int, shown: str, count: int
) -> None:
    at = [one.name for one in desk.figures.rows.rows].index(name)
    index = desk.figures.rows.index(at, column)
    assert index.data() == shown
    desk.tabs.setCurrentWidget(desk.figures)
    desk.figures.setCurrentIndex(index)
    QTest.keyClick(desk.figures, Qt.Key.Key_Return)
    assert listed(window, wait)[1] == count


def test_a_bar_lists_the_items_done(window: MainWindow, desk: DeskPage, wait: Wait) -> None:
    bar = desk.chapters.bars[0]
    desk.chapters.clicked.emit(bar.key)
    assert listed(window, wait) == ("progress", bar.done)
    assert bar.done == 5


def test_a_row_and_a_column_of_the_grid_are_listed(window: MainWindow, desk: DeskPage, wait: Wait) -> None:
    grid = desk.heat.viewport()
    height = desk.heat.fontMetrics().height()
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=QPoint(10, 3 * height + 16))
    assert listed(window, wait) == ("progress", 36)
    window.show_page(DESK)
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=QPoint(grid.width() - 4, 4))
    assert listed(window, wait) == ("progress", 1)


def test_nothing_counted_is_said(window: MainWindow, desk: DeskPage, wait: Wait) -> None:
    told: list[str] = []
    window.session.told.connect(told.append)
    at = [one.name for one in desk.figures.rows.rows].index("已换发证件")
    desk.figures.setCurrentIndex(desk.figures.rows.index(at, 1))
    desk.figures.opened.emit(desk.figures.rows.rows[at])
    wait(window.session)
    assert told == ["2020年已换发证件：没有这样的记录。"]


def test_all_records_come_back(window: MainWindow, desk: DeskPage, wait: Wait, qtbot: QtBot) -> None:
    desk.tiles["lost"].click()
    wait(window.session)
    assert isinstance(window.page, PanesPage)
    shown = window.page.pane.list
    with qtbot.waitSignal(shown.loaded):
        shown.only.all.click()
    wait(window.session)
    assert (shown.only.isVisible(), shown.model.rowCount()) == (False, 4)


@pytest.mark.parametrize(("part", "units"), [("review", ["杨桥办事处"]), ("reported:2020年度", ["杨桥办事处"])])
def test_reports_are_narrowed_to_what_is_counted(window: MainWindow, wait: Wait, part: str, units: list[str]) -> None:
    window.show_part("reports", part)
    wait(window.session)
    page = window.page
    assert isinstance(page, ReportsPage)
    assert [page.grid.model().index(at, 0).data() for at in range(page.grid.rowCount())] == units
    page.filter.put("")
    assert page.grid.rowCount() == 2


@pytest.mark.parametrize(("held", "before"), [(True, "3"), (False, "没有上年数据")])
def test_figures_of_a_year_that_is_not_held_are_not_shown(before: str, *, held: bool) -> None:
    (one,) = without_unheld([YearFigure("新收", "5", "3", "", "case")], held=held)
    assert (one.now, one.before) == ("5", before)
