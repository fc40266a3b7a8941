"""After a correction people see today's numbers; what they see and type is kept by uid."""

from __future__ import annotations

import msgspec
import pytest

from models.assess.scheme_words import items_words, read_items
from models.records.office import Issue
from models.records.plan_edits import with_moved_item, without_items
from tests.ui.worked_year import plan_of_2020
from ui.issue.preview import changes_words, tasks_of

FIRST = msgspec.structs.replace(plan_of_2020(), number=1)
SHIFTED = msgspec.structs.replace(FIRST, number=2, plan=without_items(FIRST.plan, {20}))
MOVED = msgspec.structs.replace(FIRST, number=2, plan=with_moved_item(FIRST.plan, 1, 1))


@pytest.mark.parametrize(
    ("uids", "words"), [([1, 2, 3], "1-3"), ([19, 20, 21, 22, 23], "19-22"), ([20], ""), ([36], "35")]
)
def test_indicators_are_read_by_today_s_numbers(uids: list[int], words: str) -> None:
    assert items_words(uids, SHIFTED.plan) == words
    assert read_items(words, SHIFTED.plan) == [uid for uid in uids if uid != 20]


def test_a_number_that_is_none_any_more_is_refused() -> None:
    assert read_items("36", SHIFTED.plan) is None
    assert read_items("36", FIRST.plan) == [36]


def test_units_see_what_is_gone_and_what_only_has_another_number() -> None:
    tasks = {task.item.uid: task.what for task in tasks_of(SHIFTED.units[1], SHIFTED, FIRST)}
    assert (tasks[19], tasks[20], tasks[21], tasks[36]) == ("不变", "不再要求", "改了项号", "改了项号")


@pytest.mark.parametrize(
    ("issue", "words"),
    [
        (
            SHIFTED,
            "1项任务有变化，涉及3个单位；不再要求的任务，已填的落实情况仍保留；16项只改了项号，落实情况跟着事项走",
        ),
        (MOVED, "和第1号相比：2项只改了项号，落实情况跟着事项走"),
    ],
)
def test_the_notice_says_what_becomes_of_progress(issue: Issue, words: str) -> None:
    assert words in changes_words(issue, FIRST)
