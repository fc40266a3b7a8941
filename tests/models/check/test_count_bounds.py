"""A count with a digit too many is asked about, never refused, never summed without a word."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest

from models.check.run import check_record
from models.records.context import BasicContext
from models.records.count_bounds import bounds_at, shipped_bounds
from models.records.entry import to_record
from models.records.finding import Level
from models.records.place import NATIONAL, CountBound, PlaceProfile
from models.records.place_file import place_faults
from models.records.registry import ledger

RALLY = CountBound("工作记录", "人数", 20_000, "普法")
OWN = msgspec.structs.replace(NATIONAL, bounds=(RALLY, CountBound("工作记录", "人数", 300)))


def asked(ledger_id: str, place: PlaceProfile, **fields: Any) -> list[str]:
    declared = ledger(ledger_id)
    context = BasicContext({}, dt.date(2020, 12, 1), place=place)
    found = check_record(declared, "u", to_record(declared, fields, "u"), context)
    assert {one.level for one in found if one.code.endswith(".most")} <= {Level.WARNING}
    return [one.field for one in found if one.code.endswith(".most")]


@pytest.mark.parametrize(
    ("ledger_id", "place", "fields", "found"),
    [
        ("work", NATIONAL, {"kind": "普法", "people": 18_000}, ["people"]),
        ("work", NATIONAL, {"kind": "普法", "people": 5_000}, []),
        ("work", NATIONAL, {"sessions": 51, "copies": 20_001}, ["sessions", "copies"]),
        ("work", NATIONAL, {"pieces": 1_001, "amount": "100000000.01", "hours": 101}, ["pieces", "amount", "hours"]),
        ("work", OWN, {"kind": "普法", "people": 18_000}, []),
        ("work", OWN, {"kind": "会议", "people": 301}, ["people"]),
        ("training", NATIONAL, {"people": 18_000, "hours": 400}, ["people", "hours"]),
        ("mediation", NATIONAL, {"people": 5_000}, ["people"]),
        ("case", NATIONAL, {"compensation_paid": "1000000000"}, ["compensation_paid"]),
    ],
)
def test_what_is_far_too_much_is_asked_about(
    ledger_id: str, place: PlaceProfile, fields: dict[str, Any], found: list[str]
) -> None:
    assert asked(ledger_id, place, **fields) == found


@pytest.mark.parametrize("ledger_id", ["work", "training", "mediation"])
def test_every_count_of_a_deed_that_is_added_up_has_a_bound(ledger_id: str) -> None:
    """Others, of the year's statistics, are sums already."""
    assert [field.label for field in ledger(ledger_id).summed if field.spec.most is None] == []


def test_a_place_s_own_bound_stands_for_the_declared_one() -> None:
    assert bounds_at(OWN)[:2] == list(OWN.bounds)
    assert len(bounds_at(OWN)) == len(shipped_bounds()) + 1


@pytest.mark.parametrize(
    ("bound", "fault"),
    [
        (CountBound("工作记录", "人数", 20_000, "普法"), ""),
        (CountBound("工作记录", "负责人", 20_000), "数量上限里不能写“工作记录”的“负责人”，能写的是工作记录的人数、"),
        (CountBound("工作", "人数", 20_000), "数量上限里不能写“工作”的“人数”"),
        (CountBound("工作记录", "人数", 0), "数量上限里工作记录“人数”的最多0不能用，请写1以上的整数"),
    ],
)
def test_a_bound_that_binds_nothing_is_a_fault(bound: CountBound, fault: str) -> None:
    found = place_faults(msgspec.structs.replace(NATIONAL, bounds=(bound,)))
    assert len(found) == bool(fault)
    assert all(one.startswith(fault.partition("，能写的是")[0]) for one in found)
