"""What an import would do, in words: refused and unread rows first, then changes, then new records. Knows no Qt."""

from __future__ import annotations

from typing import Any

from models.records.field import Kind
from models.records.ledger import Ledger
from models.rules.identity import mask_id
from models.store.records.item_numbers import NAMING
from reports.excel.ledger_text import value_text
from reports.filled_in.import_ledger import Import, ImportRow
from reports.filled_in.import_rows import Refused

COUNTS = ("＋ 新增", "△ 更新", "○ 不变", "■ 未导入")
MOST = 3
Line = tuple[str, str, str, str]
"""Outcome, row number, what the record is called, and why or what changes."""


def preview_lines(prepared: Import) -> list[Line]:
    """One line per refused cell, unread, changed and new record, ledger by ledger where there are several."""
    unread = [("□ 未读", _place(one.sheet, one.rows), one.text, f"{one.why}，没有读") for one in prepared.unread]
    parts = [_lines_of(one, f"{one.ledger.label} " if prepared.beside else "") for one in prepared.every]
    refused, others = [line for part, _ in parts for line in part], [line for _, part in parts for line in part]
    return [*refused, *unread, *others]


def count_lines(prepared: Import) -> list[str]:
    """How many rows come to what, a line a ledger, and how many are not read."""
    found = []
    for one in prepared.every:
        figures = (len(one.added), len(one.updated), one.unchanged, one.refused_rows)
        words = "　".join(f"{name} {figure}" for name, figure in zip(COUNTS, figures, strict=True))
        found.append(f"{one.ledger.label}：{words}" if prepared.beside else words)
    unread = sum(one.last - one.row + 1 for one in prepared.unread)
    if unread:
        found[-1] += f"　□ 未读 {unread}"
    return found


def done_words(done: Import) -> str:
    """What was imported: 已导入 3 条、更新 1 条，2 行未导入."""
    some = [
        f"{one.ledger.label} {len(one.added)} 条、更新 {len(one.updated)} 条"
        if done.beside
        else f"{len(one.added)} 条、更新 {len(one.updated)} 条"
        for one in done.every
    ]
    refused = sum(one.refused_rows for one in done.every)
    return f"已导入 {'；'.join(some)}" + (f"，{refused} 行未导入" if refused else "")


def _lines_of(one: Import, prefix: str) -> tuple[list[Line], list[Line]]:
    """Refused rows, and the others."""
    ledger = one.ledger
    refused = [
        ("■ 未导入", _place(each.sheet, str(each.row)), prefix + (each.title or ledger.nameless), _why(each))
        for each in one.refused
    ]
    others = [
        (outcome, _place(draft.row.sheet, str(draft.row.number)), prefix + _title(ledger, draft), words(one, draft))
        for outcome, drafts, words in (("△ 更新", one.updated, _changes), ("＋ 新增", one.added, _values))
        for draft in drafts
    ]
    return refused, others


def _why(refused: Refused) -> str:
    return f"{refused.column} {refused.told}" if refused.column else refused.told


def _place(sheet: str, row: str) -> str:
    return f"{sheet} {row}" if sheet else row


def _title(ledger: Ledger, draft: ImportRow) -> str:
    field = ledger.by_name[ledger.title]
    if field.kind is Kind.REFERENCE and ledger.title in draft.row.cells:
        return draft.row.cells[ledger.title].text
    return str(draft.after.get(ledger.title) or ledger.nameless)


def _changes(prepared: Import, draft: ImportRow) -> str:
    ledger = prepared.ledger
    before = prepared.numbers.shown_in(ledger, draft.before.fields) if draft.before else {}
    words = [
        f"{ledger.by_name[name].label}：{_text(ledger, name, before.get(name))} → {_new_text(ledger, draft, name)}"
        for name in draft.changes
        if name in ledger.by_name
    ]
    if not words and draft.before and draft.before.deleted:
        return "从回收站恢复"
    return "；".join(words)


def _values(prepared: Import, draft: ImportRow) -> str:
    ledger = prepared.ledger
    shown = [name for name in draft.changes if name in ledger.by_name and name != ledger.title]
    return "；".join(f"{ledger.by_name[name].label} {_new_text(ledger, draft, name)}" for name in shown[:MOST])


def _new_text(ledger: Ledger, draft: ImportRow, name: str) -> str:
    """The value to be kept; another record, or an item, is called as the row calls it."""
    field = ledger.by_name[name]
    if field.kind is Kind.REFERENCE and name in draft.row.cells:
        return draft.row.cells[name].text
    if field.spec.format in NAMING and name in draft.row.cells:
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
