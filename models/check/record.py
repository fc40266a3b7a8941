"""One record judged while it is typed: findings, computed values and what the centre remarked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from models.check import check_record
from models.records.entry import BadRecordError, to_record
from models.records.finding import Finding, error, warning
from models.records.ledger import Derived, Ledger
from models.records.record import Record
from models.store.base.workspace import Workspace
from models.store.records import listing, packages
from models.store.records.listing import ListQuery
from models.store.records.stored_context import StoredContext

TAKEN = ".taken"
"""How codes of findings end that say a record of this key is there already: shown while typing."""
TYPED = "typed"
"""Uid under which a record that has none yet is known to rules."""


@dataclass(frozen=True)
class ComputedValue:
    """A derived value in words, and why it is so."""

    label: str
    text: str
    because: str = ""


@dataclass(frozen=True)
class FormVerdict:
    """All a form shows beside what was typed; `remarks` by field name, "" for the whole record.

    `unasked` are the fields that such a record has no use for.
    """

    findings: list[Finding] = field(default_factory=list)
    computed: dict[str, ComputedValue] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)
    unasked: frozenset[str] = frozenset()


def check_form(
    workspace: Workspace, ledger: Ledger, unit: str, uid: str, values: dict[str, Any], today: dt.date
) -> FormVerdict:
    """The verdict on a form's values; `uid` is "" for a record not kept yet."""
    with workspace.read() as connection:
        remarks = {one.field: one.text for one in packages.find_remarks(connection, unit) if one.uid == uid}
        try:
            record = to_record(ledger, values, uid)
        except BadRecordError as problem:
            return FormVerdict([error("", f"{ledger.id}.unreadable", f"这条记录有的值读不出来（{problem.detail}）。")])
        context = StoredContext(connection, today)
        context.put(ledger.id, uid or TYPED, record)
        findings = check_record(ledger, uid or TYPED, record, context)
        findings += _taken(connection, ledger, unit, uid, values)
        computed = {one.name: _compute(one, record, uid or TYPED, context) for one in ledger.derived}
        unasked = ledger.unasked(values, context.place) if ledger.unasked else frozenset[str]()
    return FormVerdict(findings, computed, remarks, unasked)


def _compute(one: Derived, record: Record, uid: str, context: StoredContext) -> ComputedValue:
    value = one.value(record, uid, context)
    return ComputedValue(one.label, "" if value is None else str(value), one.reason(record, uid, context))


def _taken(connection: Connection, ledger: Ledger, unit: str, uid: str, values: dict[str, Any]) -> Iterator[Finding]:
    for one in ledger.fields:
        value = values.get(one.name)
        if one.spec.unique and value and _others(connection, ledger, ListQuery(unit, equals=((one.name, value),)), uid):
            yield error(one.name, f"{ledger.id}.{one.name}{TAKEN}", _taken_words(ledger, one.label))
    key = [(name, values.get(name)) for name in ledger.key]
    whole = len(key) > 1 and all(value for _, value in key)
    if whole and _others(connection, ledger, ListQuery(unit, equals=tuple(key)), uid):
        labels = "、".join(ledger.by_name[name].label for name in ledger.key)
        yield warning(ledger.key[-1], f"{ledger.id}.{ledger.key[-1]}{TAKEN}", _taken_words(ledger, labels))


def _others(connection: Connection, ledger: Ledger, query: ListQuery, uid: str) -> bool:
    found = listing.row_ids(connection, ledger, query, limit=2)
    return any(row.uid != uid for row in listing.read_page(connection, ledger, found))


def _taken_words(ledger: Ledger, label: str) -> str:
    return f"{ledger.label}里已有{label}相同的记录，请核对是否重复登记。"
