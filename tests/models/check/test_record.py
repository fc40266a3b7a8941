"""One record judged while it is typed."""

import datetime as dt
from typing import Any

import pytest

from models.check.record import TAKEN, check_form
from models.records.registry import ledger
from models.store.base.workspace import Workspace
from tests.models.offices import put

TODAY = dt.date(2020, 6, 1)
NUMBER = "410105198801071870"


@pytest.mark.parametrize(("fields", "taken"), [({"id_number": NUMBER}, True), ({"name": "王伟"}, False)])
def test_a_record_that_is_there_already_is_told_while_typing(
    unit: Workspace, fields: dict[str, Any], *, taken: bool
) -> None:
    put(unit, "person", name="王伟", id_number=NUMBER)
    found = check_form(unit, ledger("person"), "A01", "", fields, TODAY).findings
    assert any(one.code.endswith(TAKEN) for one in found) is taken


def test_a_record_is_no_twin_of_its_own(unit: Workspace) -> None:
    kept = put(unit, "person", name="王伟", id_number=NUMBER)
    found = check_form(unit, ledger("person"), "A01", kept.uid, kept.fields, TODAY).findings
    assert [one.code for one in found if one.code.endswith(TAKEN)] == []


def test_what_follows_is_computed(unit: Workspace) -> None:
    verdict = check_form(unit, ledger("certificate"), "A01", "", {"valid_to": "2020-06-11"}, TODAY)
    assert "10" in {one.text for one in verdict.computed.values()}
