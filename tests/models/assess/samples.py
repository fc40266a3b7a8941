"""A small plan, units and records to assess."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from models.assess.assess import assess
from models.assess.inputs import Basis, Submission, UnitInput
from models.assess.scheme import Band, Category, Indicator, Rule, Scheme
from models.assess.score import Score, UnitScore
from models.records.entry import Entry
from models.records.office import Unit
from models.records.plan import Chapter, Item, Plan

YEAR = 2020
PLAN = Plan("要点", YEAR, "", "", (Chapter(1, "一章", tuple(Item(n, f"事{n}", "", (), ()) for n in range(1, 5))),))
TOWN = Category(
    "town", "乡（镇）办事处", (Band("优秀", Decimal(90)), Band("良好", Decimal(80)), Band("一般", Decimal(0)))
)


def unit(code: str = "A01", category: str = "town") -> Unit:
    return Unit(code, f"{code}办事处", category)


def entry(uid: str, fields: dict[str, Any], *, deleted: bool = False) -> Entry:
    said = ("2020-12-01T00:00:00Z", "张三")
    return Entry(
        uid=uid,
        unit="A01",
        created=said,
        changed=said,
        deleted=deleted,
        vector={"w": 1},
        stamps={"": ("w", 1)},
        fields=fields,
    )


def entries(*records: dict[str, Any]) -> list[Entry]:
    return [entry(f"u{number:02}", fields) for number, fields in enumerate(records, 1)]


def scheme(*rules: Rule, weight: int = 10, items: tuple[int, ...] = (1, 2, 3, 4)) -> Scheme:
    """A scheme with one indicator a rule, each of the same weight."""
    indicators = tuple(
        Indicator(id=f"i{place}", name=f"指标{place}", chapter="一章", items=items, weight=Decimal(weight), rule=rule)
        for place, rule in enumerate(rules, 1)
    )
    return Scheme(id="s", name="方案", year=YEAR, categories=(TOWN,), indicators=indicators)


def outcome(
    judged_by: Scheme,
    records: dict[str, Iterable[Entry]] | None = None,
    *,
    scores: Iterable[Entry] = (),
    submissions: tuple[Submission, ...] = (),
    on: dt.date | None = None,
    plan: Plan = PLAN,
) -> UnitScore:
    """The result of the one unit that has these records."""
    given = UnitInput(unit(), records or {}, scores, submissions)
    return assess(Basis(judged_by, plan, on), [given]).units[0]


def score_by(rule: Rule, records: dict[str, Iterable[Entry]] | None = None, **given: Any) -> Score:
    """What one indicator of weight 10 comes to."""
    return outcome(scheme(rule), records, **given).scores[0]


def hand(indicator: str, points: str | None, *, unit: str = "A01", year: int = YEAR) -> dict[str, Any]:
    return {"year": year, "scored": unit, "indicator": indicator, "points": points, "reason": "资料齐全。"}
