"""Codes of the findings that a ledger's own rules make."""

from __future__ import annotations

from typing import Any

from models.records.entry import to_record
from models.records.ledger import Context
from models.records.registry import ledger
from tests.models.records.entries import context_of

EMPTY = context_of()


def codes(ledger_id: str, fields: dict[str, Any], context: Context = EMPTY, uid: str = "u") -> set[str]:
    declared = ledger(ledger_id)
    record = to_record(declared, fields)
    return {finding.code for check in declared.checks for finding in check(record, uid, context)}


def derived(ledger_id: str, name: str, fields: dict[str, Any], context: Context = EMPTY, uid: str = "u") -> object:
    declared = ledger(ledger_id)
    return next(one for one in declared.derived if one.name == name).value(to_record(declared, fields), uid, context)


def because(ledger_id: str, name: str, fields: dict[str, Any], context: Context = EMPTY, uid: str = "u") -> str:
    declared = ledger(ledger_id)
    why = next(one for one in declared.derived if one.name == name).reason(to_record(declared, fields), uid, context)
    assert why
    return why
