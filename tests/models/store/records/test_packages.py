from __future__ import annotations

from typing import Any

import pytest

from models.store.base.workspace import Workspace
from models.store.records import packages
from models.store.records.packages import Enrolment, Remark


@pytest.mark.parametrize(("asked", "found"), [("A01", ["甲"]), ("B02", ["乙"]), (None, ["乙", "甲"])])
def test_remarks_and_keys_are_found_by_unit(unit: Workspace, asked: str | None, found: list[str]) -> None:
    with unit.write("张三") as tx:
        for code, name in (("A01", "甲"), ("B02", "乙")):
            said: dict[str, Any] = {"period": "2020年度", "ledger": "training", "uid": "1", "field": "topic"}
            packages.save_remarks(tx, [Remark(id=name, unit=code, text=name, **said)])
            packages.save_enrolment(tx, Enrolment(public_key=name, unit=code, fingerprint=name, state="active"))
        remarks = packages.find_remarks(tx.connection, asked)
        keys = packages.find_enrolments(tx.connection, asked)
    assert sorted(one.text for one in remarks) == sorted(one.public_key for one in keys) == found
