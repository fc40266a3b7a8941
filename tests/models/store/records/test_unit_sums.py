from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.records.ledgers.case.record import Advice
from models.records.registry import ledger
from models.store.base.workspace import CENTRE, Office, Workspace, create_workspace
from models.store.records import records
from models.store.records.conditions import units_with_records
from models.store.records.unit_sums import OfUnit, Selection, by_unit

CASES: list[tuple[str, dict[str, Any]]] = [
    ("A01", {"number": "一", "dishonest": True, "served_on": "2020-03-01"}),
    ("B02", {"number": "二", "dishonest": False, "advice": [{"kind": "司法建议"}]}),
    ("A01", {"number": "三", "plaintiff_count": 3}),
]


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Workspace]:
    workspace, _ = create_workspace(tmp_path / "w", Office(CENTRE, "GWH", "管委会"), None)
    with workspace.write("张三") as tx:
        for unit, row in CASES:
            records.save(tx, ledger("case"), unit, row)
        records.delete(tx, ledger("case"), [records.save(tx, ledger("case"), "A01", {"dishonest": True}).uid])
    yield workspace
    workspace.close()


def read(workspace: Workspace, sums: tuple[str, ...], *fields: str, condition: str = "1") -> list[OfUnit]:
    with workspace.read() as connection:
        return list(by_unit(connection, "case", sums, [Selection(fields, condition)], {"year": 2020}))


def test_sums_and_rows_come_by_unit(kept: Workspace) -> None:
    first, second = read(kept, ("f_dishonest", "1"), "number", condition="f_number <> '二'")
    assert (first.unit, first.sums, second.unit, second.sums) == ("A01", [1, 2], "B02", [0, 1])
    assert ([one.number for one in first.rows[0] or ()], second.rows) == (["一", "三"], [[]])


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("dishonest", [True, None, False]),
        ("plaintiff_count", [None, 3, None]),
        ("advice", [(), (), (Advice(kind="司法建议"),)]),
    ],
)
def test_a_row_has_what_the_record_has(kept: Workspace, field: str, values: list[object]) -> None:
    rows = [row for one in read(kept, (), field) for row in one.rows[0] or ()]
    assert [getattr(row, field) for row in rows] == values
    with kept.read() as connection:
        assert {row.uid for row in rows} == {one.uid for one in records.entries(connection, ledger("case"))}


def test_where_one_cannot_be_read_there_are_no_rows(kept: Workspace) -> None:
    with kept.write("张三") as tx:
        tx.connection.exec_driver_sql("UPDATE l_case SET f_served_on = '五月' WHERE unit = 'B02'")
    first, second = read(kept, (), "served_on")
    assert (len(first.rows[0] or ()), second.rows) == (2, [None])


def test_units_are_found_in_every_ledger(kept: Workspace) -> None:
    with kept.write("张三") as tx:
        records.save(tx, ledger("training"), "C03", {"topic": "宪法"})
        records.delete(tx, ledger("person"), [records.save(tx, ledger("person"), "D04", {"name": "张三"}).uid])
    with kept.read() as connection:
        assert units_with_records(connection) == ["A01", "B02", "C03", "D04"]
