from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from models.check.unit import Duty, check_unit
from models.records.context import BasicContext
from models.records.enforcement_figures import (
    FIGURES,
    decisions_by_unit,
    figures_of,
    inspections_by_unit,
    sheets_by_unit,
)
from models.records.plan import Plan
from models.rules.enforcement_kinds import KINDS, OTHER_ACTS
from tests.models.records.entries import entry
from tests.models.records.ledgers.codes import codes

SHEET: dict[str, Any] = {"year": 2020, "warning": 3, "fine": 5, "penalties": 8, "fined": "12000"}
LICENCES: dict[str, Any] = {"applied": 10, "carried": 1, "accepted": 11, "granted": 9, "refused": 2}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, set()),
        ({"penalties": 9}, {"enforcement_year.penalties_sum"}),
        ({"penalties": None}, set()),
        ({"warning": None, "fine": None}, set()),
        ({"fine": -1, "penalties": 2}, {"enforcement_year.fine"}),
        ({"sealing": 2, "court": 1, "forced": 2}, {"enforcement_year.forced_sum"}),
        (LICENCES, set()),
        ({**LICENCES, "carried": None}, {"enforcement_year.accepted_more"}),
        ({**LICENCES, "granted": 11}, {"enforcement_year.decided_more"}),
        ({"fine": None, "warning": None, "penalties": None}, {"enforcement_year.fined"}),
    ],
)
def test_figures_balance(change: dict[str, Any], found: set[str]) -> None:
    assert codes("enforcement_year", {**SHEET, **change}) == found


def decision(uid: str, kind: str, detail: str, on: str = "2020-05-06", **more: Any) -> Any:
    return entry(uid, kind=kind, detail=detail, decided_on=on, **more)


DECISIONS = [
    decision("a", "行政处罚", "警告、罚款", amount="500"),
    decision("b", "行政处罚", "警告", amount=None),
    decision("c", "行政处罚", "罚款", "2019-05-06", amount="9000"),
    decision("d", "行政处罚", "罚金", amount="70"),
    decision("e", "行政许可", ""),
    decision("f", "行政征收或者征用", "征收", amount="100"),
    decision("g", "行政确认", ""),
    decision("h", "行政批复", ""),
]


def test_what_the_sheet_leaves_open_is_counted_from_decisions() -> None:
    sheet = entry("s", year=2020, warning=4, granted=0)
    context = BasicContext({"enforcement": DECISIONS, "enforcement_year": [sheet]}, dt.date(2020, 12, 31))
    decisions = decisions_by_unit(context, 2020, context.today)[sheet.unit]
    found = figures_of(decisions, sheets_by_unit(context, 2020)[sheet.unit])
    assert {name: (one.amount, one.uids) for name, one in found.items()} == {
        "warning": (4, ("s",)),
        "fine": (1, ("a",)),
        "fined": (Decimal(500), ("a",)),
        "granted": (0, ("s",)),
        "levies": (1, ("f",)),
        "levied": (Decimal(100), ("f",)),
        "confirmations": (1, ("g",)),
        "other_acts": (1, ("h",)),
    }
    assert [uid for uid, _ in decisions[""]] == ["d"]


def test_visits_are_counted_from_inspections() -> None:
    visits = [entry("i", visited_on="2020-05-06", visits=12), entry("j", visited_on="2020-06-01"), entry("k")]
    context = BasicContext({"inspection": visits}, dt.date(2020, 12, 31))
    found = inspections_by_unit(context, 2020, context.today)[visits[0].unit]
    assert (found.amount, found.uids) == (13, ("i", "j"))
    assert figures_of({}, None, found)["inspections"] == found


def test_a_sheet_that_differs_from_the_decisions_is_said() -> None:
    sheet = entry("s", year=2020, warning=4, fine=1)
    context = BasicContext({"enforcement": DECISIONS, "enforcement_year": [sheet]}, dt.date(2020, 12, 31))
    duty = Duty(sheet.unit, Plan(title=None, year=None, preamble="", closing="", chapters=()), 2020)
    found = [one for one in check_unit(duty, context) if one.ledger == "enforcement_year"]
    assert [(one.uid, one.field) for one in found] == [("s", "warning")]
    assert "填的是4，台账里的决定数出来是1" in found[0].message


def test_every_kind_of_decision_has_its_figure() -> None:
    names = {name for kinds in KINDS.values() for name in kinds} | set(OTHER_ACTS)
    assert names <= set(FIGURES)
