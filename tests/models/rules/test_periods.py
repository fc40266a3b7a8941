import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules import periods
from models.rules.holidays import Calendar
from models.rules.periods import Deadline

D = dt.date
UNPUBLISHED = 2090


def _dates(deadline: Deadline) -> tuple[dt.date, bool, bool]:
    return deadline.due, deadline.rolled, deadline.certain


@pytest.mark.parametrize(
    ("received", "due", "rolled"),
    [
        (D(2020, 3, 2), D(2020, 3, 17), False),
        (D(2020, 9, 16), D(2020, 10, 9), True),  # 国庆 and 中秋
        (D(2020, 9, 23), D(2020, 10, 9), True),  # the last day of the holiday
        (D(2020, 9, 24), D(2020, 10, 9), False),
        (D(2020, 9, 25), D(2020, 10, 10), False),  # a Saturday, but worked
        (D(2020, 9, 12), D(2020, 9, 27), False),  # a Sunday, but worked
        (D(2020, 1, 9), D(2020, 2, 3), True),  # the prolonged 春节
        (D(2020, 1, 16), D(2020, 2, 3), True),
        (D(2024, 1, 27), D(2024, 2, 18), True),  # a Sunday worked after 春节
        (D(2024, 9, 16), D(2024, 10, 8), True),
        (D(2024, 9, 27), D(2024, 10, 12), False),
        (D(2025, 1, 13), D(2025, 2, 5), True),
        (D(2025, 9, 20), D(2025, 10, 9), True),
        (D(2025, 9, 26), D(2025, 10, 11), False),
        (D(2023, 12, 17), D(2024, 1, 2), True),
    ],
)
def test_answer_is_due_in_fifteen_days(received: dt.date, due: dt.date, rolled: bool) -> None:
    deadline = periods.answer_due(received)
    assert _dates(deadline) == (due, rolled, True)
    assert (deadline.counted_from, deadline.days) == (received, "15日")
    assert "《行政诉讼法》第六十七条" in deadline.clause


def test_appeal_against_a_judgment_or_a_ruling() -> None:
    served = D(2020, 3, 2)
    assert periods.appeal_due(served).due == D(2020, 3, 17)
    assert periods.appeal_due(served, "裁定").due == D(2020, 3, 12)
    assert periods.appeal_due(served, "裁定").days == "10日"


@pytest.mark.parametrize(
    ("received", "accepted", "simple", "due", "days"),
    [
        (D(2020, 3, 2), None, False, D(2020, 3, 12), "10日"),
        (D(2020, 3, 2), None, True, D(2020, 3, 12), "10日"),  # no simple procedure then
        (D(2023, 12, 21), None, False, D(2024, 1, 2), "10日"),  # 12-31 is a Sunday, 元旦 follows
        (D(2023, 12, 31), None, False, D(2024, 1, 10), "10日"),
        (D(2024, 1, 1), None, False, D(2024, 1, 15), "10个工作日"),
        (D(2024, 1, 2), None, False, D(2024, 1, 16), "10个工作日"),
        (D(2024, 1, 2), D(2023, 12, 29), False, D(2024, 1, 12), "10日"),  # accepted under the old law
        (D(2024, 1, 2), None, True, D(2024, 1, 9), "5个工作日"),
        (D(2024, 2, 5), None, False, D(2024, 2, 23), "10个工作日"),  # over 春节
        (D(2024, 2, 5), None, True, D(2024, 2, 18), "5个工作日"),
        (D(2025, 9, 29), None, False, D(2025, 10, 20), "10个工作日"),  # over 国庆, 10-11 worked
    ],
)
def test_reconsideration_reply(
    received: dt.date,
    accepted: dt.date | None,
    simple: bool,
    due: dt.date,
    days: str,
) -> None:
    deadline = periods.reconsideration_reply_due(received, simple=simple, accepted=accepted)
    assert (deadline.due, deadline.days) == (due, days)
    assert ("2023" in deadline.clause) is ("工作日" in days)


@pytest.mark.parametrize(
    ("deadline", "due", "days", "clause"),
    [
        (periods.opinion_report_due(D(2024, 8, 4)), D(2024, 10, 8), "60日", "第七十六条"),
        (periods.procuratorial_reply_due(D(2020, 3, 2)), D(2020, 5, 6), "2个月", "检察公益诉讼"),
        (periods.procuratorial_reply_due(D(2023, 12, 31)), D(2024, 2, 29), "2个月", "检察公益诉讼"),
        (periods.procuratorial_reply_due(D(2024, 12, 31)), D(2025, 2, 28), "2个月", "检察公益诉讼"),
        (periods.procuratorial_reply_due(D(2020, 3, 2), urgent=True), D(2020, 3, 17), "15日", "检察公益诉讼"),
    ],
)
def test_other_periods(deadline: Deadline, due: dt.date, days: str, clause: str) -> None:
    assert (deadline.due, deadline.days) == (due, days)
    assert clause in deadline.clause


@pytest.mark.parametrize(
    ("date", "count", "later"),
    [
        (D(2024, 1, 31), 1, D(2024, 2, 29)),
        (D(2023, 1, 31), 1, D(2023, 2, 28)),
        (D(2020, 12, 15), 1, D(2021, 1, 15)),
        (D(2020, 11, 30), 3, D(2021, 2, 28)),
        (D(2020, 6, 30), 6, D(2020, 12, 30)),
        (D(2020, 1, 1), 11, D(2020, 12, 1)),
    ],
)
def test_months_end_on_the_same_day_or_the_months_last(date: dt.date, count: int, later: dt.date) -> None:
    assert periods.add_months(date, count) == later


@pytest.mark.parametrize(
    "deadline",
    [
        periods.answer_due(D(UNPUBLISHED, 3, 1)),
        periods.reconsideration_reply_due(D(UNPUBLISHED, 3, 1)),
        periods.procuratorial_reply_due(D(UNPUBLISHED, 3, 1)),
    ],
)
def test_unpublished_year_is_said_to_be_uncertain(deadline: Deadline) -> None:
    assert not deadline.certain
    assert "尚未公布" in deadline.explain()


def test_own_calendar_decides() -> None:
    closed = Calendar({D(2020, 3, 17): False, D(2020, 3, 18): False})
    assert periods.answer_due(D(2020, 3, 2), closed).due == D(2020, 3, 19)


def test_explanation_names_every_step() -> None:
    assert periods.answer_due(D(2020, 9, 16)).explain() == (
        "自2020-09-16起算（当日不计）15日，2020-10-01遇节假日，顺延至2020-10-09，"
        "依据《行政诉讼法》第六十七条、《行政诉讼法解释》（2018）第四十八条。"
    )
    assert periods.reconsideration_reply_due(D(2024, 1, 2)).explain() == (
        "自2024-01-02起算（当日不计）10个工作日，2024-01-16届满，依据《行政复议法》（2023）第四十八条、第八十八条。"
    )


@given(st.dates(D(2004, 1, 1), D(2100, 1, 1)))
def test_a_period_ends_on_a_workday_and_is_never_cut_short(received: dt.date) -> None:
    deadline = periods.answer_due(received)
    assert Calendar().is_workday(deadline.due)
    assert (deadline.due - received).days >= 15
    assert periods.answer_due(received + dt.timedelta(days=1)).due >= deadline.due
