from models.records.registry import ledger
from models.store.base.workspace import Workspace
from models.store.records import records
from models.store.records.conditions import chained, kept
from models.store.records.stored_context import list_row_id


def case(unit: Workspace, previous: str | None = None) -> str:
    with unit.write("张三") as tx:
        return records.save(tx, ledger("case"), "A01", {"previous": previous} if previous else {"court": "一"}).uid


def test_of_the_named_records_those_that_are_not_deleted(unit: Workspace) -> None:
    there, gone, _other = case(unit), case(unit), case(unit)
    with unit.write("张三") as tx:
        records.delete(tx, ledger("case"), [gone])
    with unit.read() as connection:
        assert kept(connection, "case", [there, gone, "nobody"]) == [there]
        assert kept(connection, "case", []) == []


def test_all_instances_of_a_case_are_found_from_any_of_them(unit: Workspace) -> None:
    first = case(unit)
    second = case(unit, first)
    third, other = case(unit, second), case(unit)
    with unit.read() as connection:
        for one in (first, second, third):
            found = chained(connection, "case", "previous", [one])
            assert {uid for _, uid, _ in found} == {first, second, third}
        assert [uid for _, uid, _ in chained(connection, "case", "previous", [other])] == [other]
        assert chained(connection, "case", "previous", []) == []


def test_a_list_knows_a_record_by_its_row(unit: Workspace) -> None:
    uids = [case(unit) for _ in range(3)]
    with unit.read() as connection:
        assert [list_row_id(connection, "case", uid) for uid in (*uids, "nobody")] == [1, 2, 3, None]
