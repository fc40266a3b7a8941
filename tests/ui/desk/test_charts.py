from typing import Any

from pytestqt.qtbot import QtBot

from models.records.registry import ledger
from models.store.records import records
from tests.ui.worked_year import Opener, Year, settled
from ui.desk.page import DeskPage
from ui.scores.page import ScoresPage


def test_charts_are_read_when_looked_at(year: Year, open_page: Opener[Any], qtbot: QtBot) -> None:
    page: DeskPage = open_page(year.unit, DeskPage)
    assert page.charts.charts() == []
    page.tabs.setCurrentWidget(page.charts)
    settled(qtbot, page)
    first = page.charts.charts()[0].bars[0]
    assert (first.label, first.said) == ("依法全面履行政府职能", "5／5，100.00%")


def test_charts_follow_the_records(year: Year, open_page: Opener[Any], qtbot: QtBot) -> None:
    page: DeskPage = open_page(year.unit, DeskPage)
    page.tabs.setCurrentWidget(page.charts)
    settled(qtbot, page)
    with year.unit.write("张三") as tx:
        entry = next(records.entries(tx.connection, ledger("progress")))
        records.save(tx, ledger("progress"), "X01", {"state": "推进中"}, entry.uid)
    page.session.records_changed.emit("progress")
    settled(qtbot, page)
    assert page.charts.charts()[0].bars[0].said == "4／5，80.00%"


def test_the_ranking_is_drawn_beside_the_list(year: Year, open_page: Opener[Any]) -> None:
    page: ScoresPage = open_page(year.centre, ScoresPage)
    assert "乡（镇）办事处" in [chart.title for chart in page.charts.charts()]
