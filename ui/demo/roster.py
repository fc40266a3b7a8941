"""Invented units: the real list of the year 2020 was not found, and none of these names is meant to be real."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from models.records.office import Unit

COMMITTEE = "管委会本级"
TOWNSHIP = "乡（镇）办事处"
BUREAU = "局（办）"

CENTRE = Unit("GWH", COMMITTEE, COMMITTEE, contact="示例办公室", phone="0371-10000001")

_PLACES = (
    "青禾办事处",
    "柳岸镇",
    "稻香乡",
    "云桥办事处",
    "松涛办事处",
    "鹭洲镇",
    "杏林办事处",
    "石榴园乡",
    "槐荫办事处",
    "芦花镇",
)
_TRADES = (
    ("市场监管局", "市场监管"),
    ("综合执法局", "城市管理"),
    ("农业农村局", "农业农村"),
    ("建设环保局", "城乡建设"),
    ("交通运输局", "交通运输"),
    ("人事劳动局", "人力资源和社会保障"),
    ("文化旅游局", "文化旅游"),
    ("水务局", "水务"),
    ("卫生监督所", "卫生健康"),
    ("财政局", "财政"),
)
_QUARTERS = ("", "东片", "西片", "南片", "北片")
"""In front of the names once they have all been used."""

_SLACK = (4, 9)


class Way(StrEnum):
    """How an office works, which shows in all its ledgers."""

    THOROUGH = "thorough"
    USUAL = "usual"
    SLACK = "slack"


@dataclass(frozen=True)
class Office:
    """One unit of the story; `vague` is the one whose submission the centre returns, and why."""

    unit: Unit
    way: Way
    trade: str
    vague: bool = False

    @property
    def is_township(self) -> bool:
        """Whether the plan counts it among the 乡（镇）办事处."""
        return self.unit.category == TOWNSHIP

    @property
    def is_committee(self) -> bool:
        """Whether it is the centre's own 本级."""
        return self.unit.category == COMMITTEE


COMMITTEE_OFFICE = Office(CENTRE, Way.THOROUGH, "其他")


def offices(count: int) -> list[Office]:
    """`count` units, townships and bureaus by turns; two of twelve are slack, every third is thorough.

    One is always slack, the last if need be, and the first slack one writes too little.
    """
    found = [_office(number) for number in range(count)]
    first = next((place for place, office in enumerate(found) if office.way is Way.SLACK), count - 1)
    found[first] = replace(found[first], way=Way.SLACK, vague=True)
    return found


def _office(number: int) -> Office:
    turn, is_bureau = divmod(number, 2)
    names = [name for name, _ in _TRADES] if is_bureau else list(_PLACES)
    quarter, place = divmod(turn, len(names))
    about = "" if quarter == 0 else _QUARTERS[quarter % len(_QUARTERS)] + str(quarter // len(_QUARTERS) or "")
    code = f"{'J' if is_bureau else 'X'}{turn + 1:02d}"
    unit = Unit(
        code,
        f"示例{about}{names[place]}",
        BUREAU if is_bureau else TOWNSHIP,
        contact="示例联络员",
        phone=f"0371-1{number + 1:07d}",
    )
    return Office(unit, _way(number), _TRADES[place][1] if is_bureau else "城市管理")


def _way(number: int) -> Way:
    if number % 12 in _SLACK:
        return Way.SLACK
    return Way.THOROUGH if number % 3 == 0 else Way.USUAL
