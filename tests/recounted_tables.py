"""The yearly tables worked out anew from rows of exported ledgers; see `tests/recounted.py`.

By heading of the printed table. What counts is said in docs/yearly_tables.md and below the tables.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from decimal import Decimal

from tests.recounted import STANDING, Figures, Row, Rows, day_of, holder_of, rate
from tests.recounted_quotas import TRAININGS

BARRED = ("工勤人员", "劳动合同工", "临时工")
DUTIES = ("召开会议", "带头学法", "带头讲法", "听取汇报", "督促检查", "出庭应诉")
Table = Callable[[dict[str, Rows], dt.date], Figures]


def _of_year(rows: Rows, head: str, day: dt.date) -> list[Row]:
    return [row for row in rows if (on := day_of(row[head])) and on.year == day.year and on <= day]


def _work(rows: dict[str, Rows], kind: str, day: dt.date) -> list[Row]:
    return [row for row in _of_year(rows["work"], "日期", day) if row["类别"] == kind]


def _added(rows: Iterable[Row], head: str, blank: int = 0) -> Decimal:
    return sum((Decimal(str(blank if row[head] is None else row[head])) for row in rows), Decimal(0))


def publicity(rows: dict[str, Rows], day: dt.date) -> Figures:
    """普法: records, and how often, for how many, how many copies and files."""
    mine = _work(rows, "普法", day)
    files = sum(len(str(row["佐证材料"]).split("\n")) for row in mine if row["佐证材料"])
    return {
        "记录（条）": Decimal(len(mine)),
        "场次": _added(mine, "场次", 1),
        "人数": _added(mine, "人数"),
        "发放资料（份）": _added(mine, "份数"),
        "佐证材料（份）": Decimal(files),
    }


def first_duties(rows: dict[str, Rows], day: dt.date) -> Figures:
    """How often the first one responsible did what."""
    mine = _work(rows, "第一责任人履职", day)
    parts = {way: _added((row for row in mine if row["方式"] == way), "场次", 1) for way in DUTIES}
    others = _added((row for row in mine if row["方式"] not in DUTIES), "场次", 1)
    return {**parts, "其他": others, "合计": _added(mine, "场次", 1)}


def trainings(rows: dict[str, Rows], day: dt.date) -> Figures:
    """Trainings by kind, and how many came."""
    mine = _of_year(rows["training"], "日期", day)
    kinds = {kind: Decimal(sum(row["类别"] == kind for row in mine)) for kind in TRAININGS}
    return {**kinds, "合计": Decimal(len(mine)), "人次": _added(mine, "人数")}


def certified(rows: dict[str, Rows], day: dt.date) -> Figures:
    """Officers of the establishment, and those with a card in use that holds already."""
    officers = {
        str(one["记录编号"])
        for one in rows["person"]
        if one["编制情况"] not in BARRED
        and (one["人员状态"] in STANDING or (day_of(one["离岗日期"]) or dt.date.min) > day)
    }
    cards = [one for one in rows["certificate"] if one["证件状态"] == "在用"]
    begun = [one for one in cards if all((day_of(one[head]) or day) <= day for head in ("发证日期", "有效期起"))]
    held = {holder_of(one, rows["person"]) for one in begun} & officers
    return {
        "在编在岗执法人员（人）": Decimal(len(officers)),
        "持证人员（人）": Decimal(len(held)),
        "未持证人员（人）": Decimal(len(officers - held)),
        "持证率": rate(len(held), len(officers)),
    }


_LICENCES = {"申请数量（件）": "申请", "受理数量（件）": "受理"}
_DECIDED = {"许可数量（件）": "准予许可", "不予许可数量（件）": "不予许可", "撤销许可数量（件）": "撤销许可"}
_GRANTED = ("", "准予许可", "许可", "变更许可", "延续许可")
_REFUSED = ("不予许可", "不予变更", "不予延续")


def licences(rows: dict[str, Rows], day: dt.date) -> Figures:
    """Licences as the sheet of the year says, what it leaves open as the decisions do; None where neither can know."""
    sheet = next((row for row in rows["enforcement_year"] if row["年度"] == day.year), {})
    made = [row for row in _of_year(rows["enforcement"], "决定日期", day) if row["决定种类"] == "行政许可"]
    said = {"准予许可": _GRANTED, "不予许可": _REFUSED, "撤销许可": ("撤销许可",)}
    decided = {name: sum(str(row["具体种类"] or "") in words for row in made) for name, words in said.items()}
    typed = {head: _typed(sheet, name) for head, name in _LICENCES.items()}
    known = {head: _typed(sheet, name) for head, name in _DECIDED.items()}
    return {**typed, **{head: Decimal(decided[_DECIDED[head]]) if one is None else one for head, one in known.items()}}


def _typed(sheet: Row, name: str) -> Decimal | None:
    return None if sheet.get(name) is None else Decimal(str(sheet[name]))


def reconsidered(rows: Rows, day: dt.date) -> Figures:
    """行政复议案件统计表, its sums: 上期结转 + 受理 = 已审结 + 未审结."""
    known = [row for row in rows if (on := day_of(row["收到申请日期"])) and on <= day]
    taken = [(row, _accepted(row)) for row in known if row["受理情况"] == "受理"]
    alive = [(row, on) for row, on in taken if on <= day and (_ended(row, day) or day).year >= day.year]
    accepted = [row for row, on in alive if on.year == day.year]
    ended = [row for row, _ in alive if _ended(row, day)]
    return {
        "1 上期结转": Decimal(len(alive) - len(accepted)),
        "2 本期新收": Decimal(len(_of_year(known, "收到申请日期", day))),
        "3 受理": Decimal(len(accepted)),
        "4 申请人总数": _added(accepted, "申请人数", 1),
        "6 县级政府的部门": Decimal(sum(row["被申请人类别"] == "县级政府的部门" for row in accepted)),
        "15 县级政府": Decimal(sum(row["复议机关类别"] == "县级政府" for row in accepted)),
        "21 行政处罚": Decimal(sum(row["复议事项"] == "行政处罚" for row in accepted)),
        "31 总计": Decimal(len(ended)),
        "33 维持": Decimal(sum(row["审结方式"] == "维持" for row in ended)),
        "35 撤销": Decimal(sum(row["审结方式"] == "撤销" for row in ended)),
        "43 未审结": Decimal(len(alive) - len(ended)),
        "45 赔偿数额（元）": _added(ended, "赔偿数额（元）"),
    }


def _accepted(row: Row) -> dt.date:
    return day_of(row["受理日期"]) or day_of(row["收到申请日期"]) or dt.date.max


def _ended(row: Row, day: dt.date) -> dt.date | None:
    on = day_of(row["审结日期"])
    return on if on and on <= day else None


BY_UNIT: tuple[tuple[str, int, Table], ...] = (
    ("publicity", 0, publicity),
    ("first-duties", 0, first_duties),
    ("trainings", 0, trainings),
    ("certified", 0, certified),
    ("enforcement-zhejiang", 1, licences),
)
"""Form, place of the sheet among those of it, and what works it out for a unit."""
