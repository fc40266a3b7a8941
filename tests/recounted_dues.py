"""What has to be done by a day, worked out anew from rows of exported ledgers; see `tests/recounted.py`.

Sources: 行政复议法 (2023) 48, 54, 88, for what was accepted before 2024 (2017) 23, 40; 国办发〔2018〕118号 and
市场监督管理行政处罚信息公示规定 9; 政府信息公开条例 30, 33, 35; 代表法; 信访工作条例 34.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from tests.recounted import Row, Rows, day_of, last_day, next_workday, workdays_later

NEW_LAW = dt.date(2024, 1, 1)
Terms = Mapping[str, int]


class Task(NamedTuple):
    """Something that came in on a day, is to be done by another, and was done on a third or not yet."""

    begun: dt.date | None
    due: dt.date
    done: dt.date | None

    def is_late(self, day: dt.date) -> bool:
        """Whether it came after its last day, or has not come though that is over."""
        return (self.done or day) > self.due

    def is_owed(self, day: dt.date) -> bool:
        """Whether its last day is one of the year, and is over or it is done."""
        return self.due.year == day.year and (self.done is not None or self.due < day)

    def is_in_time(self, day: dt.date) -> bool:
        """Whether it is owed and was done in time."""
        return self.is_owed(day) and self.done is not None and self.done <= self.due


def tasks(ledger: str, rows: Rows, terms: Terms) -> Iterator[Task]:
    """The tasks of a ledger's rows; rows that have no last day are none."""
    begun, done, due_of = _TASKS[ledger]
    for row in rows:
        due = due_of(row, terms)
        if due:
            yield Task(day_of(row[begun]), due, day_of(row[done]))


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last one of its month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _filing(row: Row, terms: Terms) -> dt.date | None:
    issued = day_of(row["印发日期"])
    return issued and last_day(issued, terms.get("规范性文件印发后报送备案", 15))


def _complaint(row: Row, _terms: Terms) -> dt.date | None:
    accepted = day_of(row["受理告知日期"]) if row["信访事项"] == "是" else None
    return day_of(row["办理期限"]) or (accepted and last_day(accepted, 60))


def _proposal(row: Row, _terms: Terms) -> dt.date | None:
    given, said = day_of(row["交办日期"]), day_of(row["答复期限"])
    if said or given is None or row["类别"] != "人大代表建议":
        return said if given else None
    return next_workday(months_later(given, 6 if row["涉及面广难度大"] == "是" else 3))


def _reply(row: Row, _terms: Terms) -> dt.date | None:
    received = day_of(row["收到副本日期"])
    if received is None:
        return None
    if (day_of(row["受理日期"]) or received) < NEW_LAW:
        return last_day(received, 10)
    return workdays_later(received, 5 if row["审理程序"] == "简易程序" else 10)


def _publication(row: Row, _terms: Terms) -> dt.date | None:
    """Seven working days for permits and penalties, twenty for others and for penalties in market supervision."""
    decided = None if row["不公开理由"] else day_of(row["决定日期"])
    is_short = row["决定种类"] in ("行政许可", "行政处罚") and row["执法领域"] != "市场监管"
    return decided and workdays_later(decided, 7 if is_short else 20)


def _application(row: Row, _terms: Terms) -> dt.date | None:
    received = day_of(row["收到申请日期"]) if row["类别"] == "依申请公开" else None
    if received is None:
        return None
    extended = day_of(row["延期至"])
    days = 20 + int(row["征求意见用时"] or 0) + (20 if extended else 0)
    longest = workdays_later(day_of(row["收到补正日期"]) or received, days)
    reasonable = str(row["延期依据"] or "").startswith("第三十五条")
    return extended if extended and (reasonable or extended <= longest) else longest


def _typed(head: str) -> Callable[[Row, Terms], dt.date | None]:
    return lambda row, _terms: day_of(row[head])


_TASKS: dict[str, tuple[str, str, Callable[[Row, Terms], dt.date | None]]] = {
    "document": ("印发日期", "报备日期", _filing),
    "complaint": ("收到日期", "办结日期", _complaint),
    "proposal": ("交办日期", "答复日期", _proposal),
    "reconsideration": ("收到副本日期", "答复日期", _reply),
    "enforcement": ("决定日期", "公示日期", _publication),
    "disclosure": ("收到申请日期", "答复申请日期", _application),
    "rectification": ("反馈日期", "销号日期", _typed("整改期限")),
}
"""Of each ledger the headings of when a task began and was done, and its last day."""
