"""Whatever is sorted, selected, looked for and saved: the form gives points to what the list has in front."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt

from tests.ui.worked_year import Opener, Year
from ui.base.page import Page
from ui.scores.page import ScoresPage

Settle = Callable[[Page], None]
SELECT = QItemSelectionModel.SelectionFlag


@pytest.fixture
def page(year: Year, open_page: Opener[Any]) -> ScoresPage:
    shown: ScoresPage = open_page(year.centre, ScoresPage)
    shown.views.setCurrentWidget(shown.by_indicator)
    choose(shown, "1.2")
    return shown


def choose(page: ScoresPage, indicator: str) -> None:
    page.by_indicator.which.setCurrentIndex(page.by_indicator.which.findData(indicator))


def lines(page: ScoresPage) -> list[str]:
    return [one.unit.unit for one in page.by_indicator.table.rows.rows]


def given(page: ScoresPage) -> dict[tuple[str, str], str]:
    assert page.scored is not None
    return {place: str(entry.fields["points"]) for place, entry in page.scored.hands.items()}


def give(page: ScoresPage, points: str) -> None:
    page.hand.points.setText(points)
    page.hand.reason.setText("现场看过")
    page.hand.save.click()


def agree(page: ScoresPage) -> None:
    """What is highlighted, what is shown in full and what the form says it gives points to are one."""
    view, unit, score = page.by_indicator, page.units.current(), page.scores.current()
    assert unit is not None
    assert score is not None
    chosen = [one.unit.unit for one in view.table.chosen()]
    front = view.table.current()
    assert front is not None
    assert (front.unit.unit, view.which.currentData()) == (unit.unit, score.indicator)
    if page.below.isTabVisible(1):
        assert page.hand.aim.indicator == score.indicator
        assert list(page.hand.aim.units) == (chosen if len(chosen) > 1 else [unit.unit])
        names = {one.unit: one.name for one in page.units.rows.all}
        whose = f"选中的{len(chosen)}个单位" if len(chosen) > 1 else names[unit.unit]
        assert page.hand.head.text().startswith(f"人工评分：{whose}，{score.indicator}")


def sort(page: ScoresPage, chance: Random) -> None:
    order = chance.choice([Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
    page.by_indicator.table.sortByColumn(chance.randrange(6), order)


def select(page: ScoresPage, chance: Random) -> None:
    page.by_indicator.table.selectRow(chance.randrange(len(lines(page))))


def select_more(page: ScoresPage, chance: Random) -> None:
    table = page.by_indicator.table
    index = table.rows.index(chance.randrange(len(lines(page))), 0)
    table.selectionModel().setCurrentIndex(index, SELECT.Select | SELECT.Rows)


def compare_another(page: ScoresPage, chance: Random) -> None:
    choose(page, chance.choice(["1.2", "2.2", "1.1"]))


def select_by_rank(page: ScoresPage, chance: Random) -> None:
    page.views.setCurrentIndex(0)
    page.units.selectRow(chance.randrange(len(page.units.rows.rows)))
    page.views.setCurrentWidget(page.by_indicator)


def read_again(page: ScoresPage, _chance: Random) -> None:
    page.appear()


ACTS = [sort, select, select_more, compare_another, select_by_rank, read_again]


@pytest.mark.parametrize("seed", range(3))
def test_form_and_list_never_disagree(page: ScoresPage, settle: Settle, seed: int) -> None:
    chance, wanted = Random(seed), dict[tuple[str, str], str]()  # noqa: S311 - sequences to try, no secret
    for turn in range(10):
        chance.choice(ACTS)(page, chance)
        settle(page)
        agree(page)
        if page.below.isTabVisible(1):
            aim, points = page.hand.aim, str(1 + turn % 2)
            wanted |= {(unit, aim.indicator): points for unit in aim.units}
            give(page, points)
            settle(page)
            agree(page)
    assert wanted
    assert given(page) == wanted


def test_the_next_shown_unit_is_in_front_after_saving(page: ScoresPage, settle: Settle) -> None:
    """Sorted by name downwards the second unit follows the first, not the one that ranks next."""
    page.by_indicator.table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    shown = lines(page)
    page.by_indicator.table.selectRow(0)
    for points in ("3", "1"):
        give(page, points)
        settle(page)
        agree(page)
    assert lines(page) == shown
    assert given(page) == {(shown[0], "1.2"): "3", (shown[1], "1.2"): "1"}


def test_all_selected_units_are_scored_in_one_change(page: ScoresPage, settle: Settle) -> None:
    undo: list[tuple[str, Callable[[], None]]] = []
    page.session.undoable.connect(lambda words, back: undo.append((words, back)))
    page.by_indicator.table.selectAll()
    assert (page.hand.save.text(), page.hand.proof.isVisibleTo(page)) == ("给3个单位评分", False)
    give(page, "2")
    settle(page)
    assert given(page) == dict.fromkeys([("GWH", "1.2"), ("X01", "1.2"), ("X02", "1.2")], "2")
    assert [words.partition("：")[0] for words, _ in undo] == ["已给3个单位评分"]
    undo[0][1]()
    settle(page)
    assert given(page) == {}
