"""What an import would do, in words: refused rows first, then changes, then new records. Knows no Qt."""

from __future__ import annotations

from typing import Any

from models.records.field import Kind
from models.records.ledger import Ledger
from models.rules.identity import mask_id
from models.store.records.item_numbers import ITEM
from reports.excel.ledger_text import value_text
from reports.filled_in.import_ledger import Import, ImportRow

COUNTS = ("＋ 新增", "△ 更新", "○ 不变", "■ 拒收")
MOST = 3
Line = tuple[str, str, str, str]
"""Outcome, row number, what the record is called, and why or what changes."""


def preview_lines(prepared: Import) -> list[Line]:
    """One line per refused cell, changed and new record."""
    ledger = prepared.ledger
    refused = [("■ 拒收", str(one.row), one.column, one.reason) for one in prepared.refused]
    updated = [("△ 更新", str(one.row.number), _title(ledger, one), _changes(ledger, one)) for one in prepared.updated]
    added = [("＋ 新增", str(one.row.number), _title(ledger, one), _values(ledger, one)) for one in prepared.added]
    return [*refused, *updated, *added]


def _title(ledger: Ledger, draft: ImportRow) -> str:
    return str(draft.after.get(ledger.title) or ledger.nameless)


def _changes(ledger: Ledger, draft: ImportRow) -> str:
    before = draft.before.fields if draft.before else {}
    words = [
        f"{ledger.by_name[name].label}：{_text(ledger, name, before.get(name))} → {_new_text(ledger, draft, name)}"
        for name in draft.changes
        if name in ledger.by_name
    ]
    if not words and draft.before and draft.before.deleted:
        return "从回收站恢复"
    return "；".join(words)


def _values(ledger: Ledger, draft: ImportRow) -> str:
    shown = [name for name in draft.changes if name in ledger.by_name and name != ledger.title]
    return "；".join(f"{ledger.by_name[name].label} {_new_text(ledger, draft, name)}" for name in shown[:MOST])


def _new_text(ledger: Ledger, draft: ImportRow, name: str) -> str:
    """The value to be kept; another record, or an item, is called as the row calls it."""
    field = ledger.by_name[name]
    if field.kind is Kind.REFERENCE and name in draft.row.values:
        return str(draft.row.values[name])
    if field.spec.format == ITEM and name in draft.row.cells:
        return draft.row.cells[name].text
    return _text(ledger, name, draft.changes[name])


def _text(ledger: Ledger, name: str, value: Any) -> str:
    field = ledger.by_name[name]
    if value in (None, "", []):
        return "（空）"
    if field.kind is Kind.TABLE:
        return f"{len(value)} 条"
    if field.kind is Kind.REFERENCE:
        return "（另一条记录）"
    return mask_id(str(value)) if field.spec.private == "id_number" else value_text(field, value)
