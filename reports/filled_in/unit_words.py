"""Former names, other names and the end of a unit as people type them, in the window and in workbooks, and back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import NamedTuple

from models.records.office import UNKNOWN_DAY, FormerName, Unit
from models.records.unit_names import ABOLISHED, INTO, SPLIT
from models.rules.dates import read_date
from reports.filled_in.task_words import names_in

FORMER_HOW = "请写成“原名称（至年-月-日）”，不知道哪一天的只写名称，几个用分号隔开"
ENDING_HOW = f"请写成“年-月-日{INTO}某局”“年-月-日{SPLIT}甲局、乙局”或“年-月-日{ABOLISHED}”，日期不明的不写"
_FORMER = re.compile(rf"(?P<name>.+?)(?:[（(](?:至(?P<until>[^）)]+)|{UNKNOWN_DAY})[）)])?")
_ENDING = re.compile(rf"(?P<day>[^并分撤]*)(?:{INTO}(?P<into>.+)|{SPLIT[:2]}为?(?P<split>.+)|{ABOLISHED})")


class FormerNames(NamedTuple):
    """The names a unit had: with their last day, and those of which nobody knows it."""

    dated: tuple[FormerName, ...] = ()
    undated: tuple[str, ...] = ()


class Ending(NamedTuple):
    """When a unit ended, None where it is not known, and the codes of those that took over."""

    day: dt.date | None = None
    heirs: tuple[str, ...] = ()


def read_former(text: str) -> FormerNames | None:
    """Former names as typed; None where one cannot be read."""
    dated, undated = list[FormerName](), list[str]()
    for part in filter(None, map(str.strip, re.split(r"[；;]", text))):
        found = _FORMER.fullmatch(part)
        day = read_date(found["until"]) if found and found["until"] else None
        if found is None or (found["until"] and day is None):
            return None
        if day:
            dated.append(FormerName(found["name"].strip(), day))
        else:
            undated.append(found["name"].strip())
    return FormerNames(tuple(dated), tuple(undated))


def read_ending(text: str, units: Sequence[Unit]) -> Ending | str:
    """How a unit ended, by names or codes of the roster; a sentence where it cannot be read or names no unit.

    A unit that was abolished on an unknown day cannot be told from one that exists: its day is asked for.
    """
    if not text.strip():
        return Ending()
    found = _ENDING.fullmatch(text.strip())
    day = read_date(found["day"]) if found and found["day"].strip() else None
    if found is None or (found["day"].strip() and day is None):
        return f"“{text}”读不出，{ENDING_HOW}"
    codes = {key: unit.code for unit in units for key in (unit.name, unit.code)}
    heirs = names_in(found["into"] or found["split"] or "")
    unknown = [name for name in heirs if name not in codes]
    if unknown:
        return f"承接单位“{'、'.join(unknown)}”不在名册里，请先把它加进名册"
    if not heirs and day is None:
        return f"“{text}”没有写是哪一天{ABOLISHED}的，请写成“年-月-日{ABOLISHED}”"
    return Ending(day, tuple(codes[name] for name in heirs))


def undated_words(units: Sequence[Unit]) -> str:
    """A sentence on former names of which nobody said the last day; "" where there are none."""
    named = [f"“{unit.name}”的曾用名“{'、'.join(unit.undated)}”" for unit in units if unit.undated]
    return f"{'，'.join(named)}没有写用到哪一天，按{UNKNOWN_DAY}记下，不影响对应；知道日期的可以补上。" if named else ""
