from __future__ import annotations

import datetime as dt

from models.records.entry import to_record
from models.records.registry import ledger
from models.store.base.workspace import Workspace
from models.store.records import records
from models.store.records.stored_context import StoredContext
from tests.models.offices import delete, training

CASE = ledger("case")


def test_records_are_found_deleted_or_not(unit: Workspace) -> None:
    kept, deleted, _other = (training(unit, topic).uid for topic in ("一", "二", "三"))
    delete(unit, "training", deleted)
    with unit.read() as connection:
        context = StoredContext(connection, dt.date(2020, 12, 1))
        found = context.records("training", [kept, deleted, "nobody"])
        assert {uid: record.topic for uid, record in found.items()} == {kept: "一", deleted: "二"}  # type: ignore[attr-defined]  # a training
        assert context.records("training", []) == {}


def test_what_refers_is_the_same_one_by_one_and_at_once(unit: Workspace) -> None:
    with unit.write("张三") as tx:
        first, other = (records.save(tx, CASE, "A01", {"number": number}).uid for number in ("一", "二"))
        later = [
            records.save(tx, CASE, "A01", {"number": f"上诉{n}", "instance": "二审", "previous": first}) for n in (1, 2)
        ]
    delete(unit, "case", later[1].uid)
    uids = [first, other, later[0].uid]
    with unit.read() as connection:
        at_once, alone = (StoredContext(connection, dt.date(2020, 12, 1)) for _ in range(2))
        at_once.read_referring("case", "previous", uids)
        found = {uid: at_once.referring("case", "previous", uid) for uid in uids}
        assert found == {uid: alone.referring("case", "previous", uid) for uid in uids}
        assert [len(found[uid]) for uid in uids] == [1, 0, 0]
        at_once.put("case", later[0].uid, to_record(CASE, {"number": "改了"}))
        assert at_once.referring("case", "previous", first) == []
