"""Scoring patterns of published schemes (docs/schemes.md), each a file an office could write, with its points."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.assess.assess import assess, nobody
from models.assess.inputs import Basis, Submission, Timing, UnitInput
from models.assess.kept import with_records
from models.assess.reading import read_scheme
from models.assess.score import UnitScore
from models.records.registry import ledger
from models.store.base.transaction import Transaction
from models.store.base.workspace import CENTRE, Office, Workspace, create_workspace
from models.store.records import records
from tests.models.assess.samples import PLAN, entries, hand, unit

FILES = sorted(Path(__file__).with_name("schemes").glob("*.json"))
KEPT = {path.stem: json.loads(path.read_text(encoding="utf-8"), parse_float=str) for path in FILES}
CASES = [
    pytest.param(name, case, id=f"{name}-{at}") for name, one in KEPT.items() for at, case in enumerate(one["cases"])
]


def result(name: str, case: dict[str, Any]) -> UnitScore:
    read = read_scheme(json.dumps(KEPT[name]["scheme"], ensure_ascii=False))
    assert read.scheme, read.findings
    return assess(Basis(read.scheme, PLAN), [given("A01", case)]).units[0]


def given(code: str, case: dict[str, Any]) -> UnitInput:
    """The case as that of a unit."""
    rows = {name: entries(*some) for name, some in case.get("records", {}).items()}
    scores = entries(*(hand(indicator, points, unit=code) for indicator, points in case.get("hand", {}).items()))
    reports = tuple(Submission(one, one, Timing(how), "。") for one, how in case.get("submissions", {}).items())
    return UnitInput(unit(code, case.get("category", "town")), rows, scores, reports)


@pytest.mark.parametrize(("name", "case"), CASES)
def test_points_of_a_published_pattern(name: str, case: dict[str, Any]) -> None:
    found = result(name, case)
    points = {one.indicator: one.points for one in found.scores}
    wanted = {at: Decimal(worth) for at, worth in case.get("points", {}).items()}
    assert {at: points[at] for at in wanted} == wanted
    assert (found.total, found.grade) == (Decimal(case["total"]), case.get("grade", found.grade))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The records of every case, each kept by a unit of its own."""
    workspace, _ = create_workspace(tmp_path_factory.mktemp("centre") / "w", Office(CENTRE, "GWH", "管委会"), None)
    with workspace.write("张三") as tx:
        for name, one in KEPT.items():
            for at, case in enumerate(one["cases"]):
                _keep(tx, f"{name}-{at}", case.get("records", {}))
    yield workspace
    workspace.close()


def _keep(tx: Transaction, unit_code: str, rows_by_ledger: dict[str, list[dict[str, Any]]]) -> None:
    for ledger_id, rows in rows_by_ledger.items():
        for row in rows:
            records.save(tx, ledger(ledger_id), unit_code, row)


@pytest.mark.parametrize("name", KEPT)
def test_as_a_workspace_keeps_the_records_the_points_are_the_same(kept: Workspace, name: str) -> None:
    read = read_scheme(json.dumps(KEPT[name]["scheme"], ensure_ascii=False))
    assert read.scheme
    cases = {f"{name}-{at}": case for at, case in enumerate(KEPT[name]["cases"])}
    with kept.read() as connection:
        inputs = with_records(connection, read.scheme, [given(code, case) for code, case in cases.items()])
        found = assess(Basis(read.scheme, PLAN), inputs, nobody)
    totals = {code: (Decimal(case["total"]), case.get("grade")) for code, case in cases.items()}
    assert {one.unit: (one.total, totals[one.unit][1] and one.grade) for one in found.units} == totals


FAULTS = [
    ("henan-2015", '"office": 100', '"office": 90', "等于总分100分", "{"),
    ("henan-2015", '"at_least": 75', '"at_least": 70', "从高分到低分", '"bands": ['),
    ("lost-each-two", '"lost_cases"', '"lost"', "没有名为“lost”的计量", '"measure"'),
    ("lost-each-two", '"weight": 5', '"weight": 5, "items": [7]', "没有第7项", '"items"'),
    ("training-quarterly", '"中心组学法"', '"大会"', "不会是“大会”", '"大会"'),
    ("training-quarterly", '"quarter"', '"week"', "不能填“week”", '"per"'),
    ("training-quarterly", '"training"', '"progress"', "没有记到日", '"per"'),
    ("bonus-capped", '"each"', '"eech"', "不认识“eech”", '"rule"'),
    ("category-tables", '"town": 4', '"village": 4', "没有代号为“village”的考核类别", '"village"'),
    ("category-tables", '"town": 6', '"town": 5', "类别“乡镇”：指标分值合计9分，不等于总分10分", "{"),
    ("deducted-to-nothing", '"late": "0.5"', '"late": "0"', "late（迟报一次扣分）是0", '"late"'),
    ("veto", '"at_most": "一般"', '"at_most": "差"', "没有“差”这个等次", '"at_most"'),
]


@pytest.mark.parametrize(("name", "good", "bad", "says", "where"), FAULTS)
def test_a_fault_is_refused_with_its_line(name: str, good: str, bad: str, says: str, where: str) -> None:
    text = json.dumps(KEPT[name]["scheme"], ensure_ascii=False, indent=1)
    assert good in text
    spoiled = text.replace(good, bad, 1)
    read = read_scheme(spoiled, PLAN)
    assert read.scheme is None
    said = next(one.message for one in read.findings if says in one.message)
    number = int(said.removeprefix("第").partition("行")[0])
    assert where in spoiled.splitlines()[number - 1]
