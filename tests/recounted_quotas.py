"""The plan's quotas of one unit counted anew from rows of exported ledgers; see `tests/recounted.py`.

What is asked for is read off the printed form: 第7项普法人数应每季度不少于50人次，已120人次，未达到，….
A 工作记录 counts for the item it is of and those it is said to prove, as often as its 场次 says, once where that is
empty; a training for every item, or for those alone that it is said to prove.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from tests.recounted import Row, Rows, day_of

TRAININGS = frozenset(
    {
        *("中心组学法", "法治专题讲座", "中层以上法治培训", "法制干部培训", "执法人员培训", "应诉培训"),
        *("规范性文件培训", "全员法治培训", "其他"),
    }
)
_MONTHS = {"每月": 1, "每两个月": 2, "每季度": 3, "每半年": 6, None: 12}
_SUMMED = ("人数", "份数", "件数", "办成数", "金额（元）", "学时")
_QUOTA = re.compile(
    r"第(?P<item>\d+)项(?P<label>.+?)应(?P<span>每月|每两个月|每季度|每半年)?不少于(?P<each>\d+)(?P<unit>[^\d，]+)，"
    r"(?:已(?P<done>\d+)(?P<said>[^；]*)|要人工认定)"
)


class PrintedQuota(NamedTuple):
    """A quota as the form prints it: `done` is None where a person has to judge it."""

    item: int
    label: str
    months: int
    each: int
    unit: str
    done: int | None
    by_hand: bool
    met: bool

    @property
    def name(self) -> str:
        """What it is called in a table of figures."""
        return f"第{self.item}项{self.label}"


def printed_quotas(words: str) -> Iterator[PrintedQuota]:
    """Every quota of a unit's form."""
    for one in _QUOTA.finditer(words):
        done = None if one["done"] is None else int(one["done"])
        said = one["said"] or ""
        yield PrintedQuota(
            int(one["item"]),
            one["label"],
            _MONTHS[one["span"]],
            int(one["each"]),
            one["unit"],
            done,
            "（单位认定）" in said,
            done is not None and "未达到" not in said,
        )


def joint_quotas(said: Iterable[str]) -> Iterator[tuple[str, PrintedQuota]]:
    """The quotas that several units meet together, each with whose it is: 全县：第7项…."""
    for words in said:
        who, _, rest = words.partition("：")
        for quota in printed_quotas(rest):
            yield who, quota


def meant(who: str, units: Sequence[str]) -> list[str]:
    """The names of the units that a plan's words for several mean."""
    if re.search("乡|镇|街道", who):
        ends = "(乡|镇|(?<!街道)办事处)$" if "街道" not in who else "(乡|镇|街道|办事处)$"
        return [name for name in units if re.search(ends, name)]
    if re.search("部门|局", who):
        return [name for name in units if not re.search("(乡|镇|街道|办事处|本级)$", name)]
    return list(units)


def done_and_met(quota: PrintedQuota, rows: Mapping[str, Rows], day: dt.date) -> tuple[int, bool] | None:
    """What the records add up to by the day, and whether that is enough in every range; None where nobody knows."""
    if quota.by_hand or quota.done is None:
        given = _judged(quota, rows["progress"], day.year)
        return None if given is None else (given, given >= quota.each * 12 // quota.months)
    ranges = [Decimal(0)] * (12 // quota.months)
    for on, amount in _counted(quota, rows, day):
        ranges[(on.month - 1) // quota.months] += amount
    unit = 10_000 if quota.unit == "万元" else 1
    whole = [int(one // unit) for one in ranges]
    return sum(whole), all(one >= quota.each for one in whole)


def _counted(quota: PrintedQuota, rows: Mapping[str, Rows], day: dt.date) -> Iterator[tuple[dt.date, Decimal]]:
    summed = next((one for one in _SUMMED if quota.label.endswith(one)), "")
    kind = quota.label.removesuffix(summed)
    ledger = "training" if kind in TRAININGS else "work"
    return amounts(rows[ledger], ledger, kind, summed, {quota.item}, day)


def amounts(
    rows: Rows, ledger: str, kind: str, summed: str, items: Collection[int], day: dt.date
) -> Iterator[tuple[dt.date, Decimal]]:
    """Of each record of the kind that counts for one of the items by the day, its day and what it adds."""
    of_training = ledger == "training"
    for row in rows:
        on, proven = day_of(row["日期"]), _items(row["证明第几项"])
        named = proven if of_training else {row["项号"], *proven}
        mine = not items or not named or not named.isdisjoint(items)
        if row["类别"] == kind and mine and on is not None and on.year == day.year and on <= day:
            yield on, _added(row, summed, of_training=of_training)


def _added(row: Row, summed: str, *, of_training: bool) -> Decimal:
    if not summed and of_training:
        return Decimal(1)
    cell: Any = row[summed or "场次"]
    return max(Decimal(str((0 if summed else 1) if cell is None else cell)), Decimal(0))


def _items(cell: object) -> set[int]:
    return {int(one) for one in re.findall(r"\d+", str(cell or ""))}


def _judged(quota: PrintedQuota, progress: Rows, year: int) -> int | None:
    """What the unit says of a quota, where it names a basis or has files."""
    for row in progress:
        if (row["年度"], row["项号"]) != (year, quota.item):
            continue
        for line in str(row["人工认定的定额"] or "").split("\n"):
            parts = dict(part.split("：", 1) for part in line.split("；") if "：" in part)
            if quota.label in parts.get("定额", quota.label) and parts.get("实际完成"):
                return int(parts["实际完成"]) if parts.get("依据") or row["佐证材料"] else None
    return None
