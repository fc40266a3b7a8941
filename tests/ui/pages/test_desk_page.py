from collections.abc import Callable
from typing import Any

from pytestqt.qtbot import QtBot

from models.merge.intake import merge_all
from models.records.registry import ledger
from models.store import records
from tests.ui.pages.conftest import Opener, Year
from ui.pages.desk_page import DeskPage
from ui.pages.page import Page
from ui.pages.places import progress_uid

Settle = Callable[[Page], None]


def figures(page: DeskPage) -> dict[str, str]:
    return {name: tile.figure.text() for name, tile in page.tiles.items()}


def test_a_unit_sees_what_is_due(year: Year, open_page: Opener[Any]) -> None:
    page: DeskPage = open_page(year.unit, DeskPage)
    assert [(due.what, due.title) for due in page.due.rows.rows] == [("执法证件到期", "王伟 豫A0001")]
    assert figures(page) == {"late": "1", "soon": "0", "open": "0", "remarks": "0", "last": "已上报"}
    assert page.tiles["last"].name.text() == "最近报送：2020年度第1次"
    assert [(bar.name, bar.done, bar.total) for bar in page.quotas.bars] == [("中层以上法治培训", 1, 1)]


def test_every_chapter_leads_to_its_first_item(year: Year, open_page: Opener[Any], qtbot: QtBot) -> None:
    page: DeskPage = open_page(year.unit, DeskPage)
    assert len(page.chapters.bars) == 10
    with qtbot.waitSignal(page.session.record_wanted) as told:
        page.chapters.clicked.emit(page.chapters.bars[1].key)
    assert told.args == ["progress", progress_uid("X01", 2020, 6)]


def test_it_follows_a_change(year: Year, open_page: Opener[Any], settle: Settle) -> None:
    page: DeskPage = open_page(year.unit, DeskPage)
    uid = progress_uid("X01", 2020, 1)
    progress = ledger("progress")
    page.session.change(lambda tx: records.save(tx, progress, "X01", {"state": "推进中"}, uid), ledger=progress)
    settle(page)
    assert figures(page)["open"] == "1"


def test_a_centre_sees_what_waits(year: Year, open_page: Opener[Any]) -> None:
    merge_all(year.centre, [year.stick], "李四")
    page: DeskPage = open_page(year.centre, DeskPage)
    assert figures(page)["keys"] == "1"
    assert figures(page)["review"] == "0"
    assert [(bar.name, bar.done, bar.total) for bar in page.periods.bars] == [("2020年度", 0, 2)]
    assert page.chapters.bars[0].total == 15
