from __future__ import annotations

import datetime as dt

from models.store.base.workspace import Workspace
from models.store.records.stored_context import StoredContext
from tests.models.offices import delete, training


def test_records_are_found_deleted_or_not(unit: Workspace) -> None:
    kept, deleted, _other = (training(unit, topic).uid for topic in ("一", "二", "三"))
    delete(unit, "training", deleted)
    with unit.read() as connection:
        context = StoredContext(connection, dt.date(2020, 12, 1))
        found = context.records("training", [kept, deleted, "nobody"])
        assert {uid: record.topic for uid, record in found.items()} == {kept: "一", deleted: "二"}  # type: ignore[attr-defined]  # a training
        assert context.records("training", []) == {}
