from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from models.records.ledgers.case.record import Advice
from models.records.registry import ledger
from models.store.base.workspace import CENTRE, Office, Workspace, create_workspace
from models.store.records import records
from models.store.records.conditions import units_with_records
from models.store.records.unit_columns import Excerpt, Rows, rows_by_unit

CASES: list[tuple[str, dict[str, Any]]] = [
    ("A01", {"number": "一", "dishonest": True, "served_on": "2020-03-01"}),
    ("B02", {"number": "二", "dishonest": False, "advice": [{"kind": "司法建议"}]}),
    ("A01", {"number": "三", "plaintiff_count": 3, "cause": "李'四"}),
]

TOPICS = Excerpt(frozenset({"topic"}))


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Workspace]:
    workspace, _ = create_workspace(tmp_path / "w", Office(CENTRE, "GWH", "管委会"), None)
    with workspace.write("张三") as tx:
        for unit, row in CASES:
            records.save(tx, ledger("case"), unit, row)
        records.delete(tx, ledger("case"), [records.save(tx, ledger("case"), "A01", {"dishonest": True}).uid])
    yield workspace
    workspace.close()


def read(
    workspace: Workspace,
    *fields: str,
    units: tuple[str, ...] = ("B02", "A01", "C03"),
    among: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> dict[str, Rows]:
    with workspace.read() as connection:
        return dict(rows_by_unit(connection, {"case": Excerpt(frozenset(fields), among), "training": TOPICS}, units))


def test_rows_come_by_unit_in_order_of_code(kept: Workspace) -> None:
    found = read(kept, "number")
    assert [(unit, [one.number for one in rows["case"].values()]) for unit, rows in found.items()] == [
        ("A01", ["一", "三"]),
        ("B02", ["二"]),
    ]
    assert all(rows["training"] == {} for rows in found.values())


def test_a_unit_that_is_not_asked_for_is_not_read(kept: Workspace) -> None:
    assert read(kept, "number", units=("B02",)).keys() == {"B02"}


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("dishonest", [True, None, False]),
        ("plaintiff_count", [None, 3, None]),
        ("advice", [(), (), (Advice(kind="司法建议"),)]),
    ],
)
def test_a_row_has_what_the_record_has(kept: Workspace, field: str, values: list[object]) -> None:
    rows = [row for one in read(kept, field).values() for row in one["case"].items()]
    assert [getattr(row, field) for _, row in rows] == values
    with kept.read() as connection:
        assert {uid for uid, _ in rows} == {one.uid for one in records.entries(connection, ledger("case"))}


def test_a_row_has_no_other_fields(kept: Workspace) -> None:
    row = next(iter(read(kept, "number")["A01"]["case"].values()))
    with pytest.raises(AttributeError):
        _ = row.court


def test_rows_of_a_table_have_the_fields_that_are_named(kept: Workspace) -> None:
    (advice,) = next(iter(read(kept, "advice.kind")["B02"]["case"].values())).advice
    assert advice.kind == "司法建议"
    with pytest.raises(AttributeError):
        _ = advice.due


@pytest.mark.parametrize(
    ("among", "numbers"),
    [
        ({"number": {"二"}}, ["二"]),
        ({"number": {"一", "三"}}, ["一", "三"]),
        ({"number": {"一"}, "cause": {"李'四"}}, ["一", "三"]),
        ({"cause": {"'"}}, []),
    ],
)
def test_of_some_records_only_those_are_read(kept: Workspace, among: dict[str, set[str]], numbers: list[str]) -> None:
    named = {name: frozenset(values) for name, values in among.items()}
    found = read(kept, "number", among=named)
    assert [one.number for rows in found.values() for one in rows["case"].values()] == numbers


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ({"kind": {"A"}}, {"kind": {"B"}}, {"kind": {"A", "B"}}),
        ({"kind": {"A"}}, {"status": {"B"}}, {"kind": {"A"}, "status": {"B"}}),
        ({"kind": {"A"}}, {}, {}),
        ({}, {}, {}),
    ],
)
def test_two_excerpts_together_hold_both(
    one: dict[str, set[str]], other: dict[str, set[str]], both: dict[str, set[str]]
) -> None:
    some, more, all_of_both = (
        Excerpt(frozenset(said), {name: frozenset(values) for name, values in said.items()})
        for said in (one, other, both)
    )
    assert some.joined(more).among == more.joined(some).among == all_of_both.among
    assert some.joined(more).fields == {*one, *other}


def test_where_one_cannot_be_read_the_ledger_is_not_there(kept: Workspace) -> None:
    with kept.write("张三") as tx:
        tx.connection.exec_driver_sql("UPDATE l_case SET f_served_on = '五月' WHERE unit = 'B02'")
    found = {unit: set(rows) for unit, rows in read(kept, "served_on").items()}
    assert found == {"A01": {"case", "training"}, "B02": {"training"}}


def test_units_are_found_in_every_ledger(kept: Workspace) -> None:
    with kept.write("张三") as tx:
        records.save(tx, ledger("training"), "C03", {"topic": "宪法"})
        records.save(tx, ledger("score"), "E05", {"year": 2020})
        records.delete(tx, ledger("person"), [records.save(tx, ledger("person"), "D04", {"name": "张三"}).uid])
    with kept.read() as connection:
        assert units_with_records(connection) == ["A01", "B02", "C03", "D04"]
        assert units_with_records(connection, "score") == ["E05"]
