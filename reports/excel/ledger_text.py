"""How values of a ledger read in a workbook's cell: the settled text, tables in one cell, references by title."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from models.records.entry import Entry
from models.records.field import BoundField, Kind
from models.records.ledger import Ledger
from models.records.natural_key import comparable
from reports.base.wording import clean

YES, NO = "是", "否"
NOT_IN_WORKBOOKS = frozenset({"evidence"})
"""Fields whose content is no text: files stay in the workspace, a workbook only names them."""

_ESCAPES = {"\\": "\\-", "\n": "\\n", "；": "\\；", ";": "\\;"}
_PLAIN = {escaped: char for char, escaped in _ESCAPES.items()}
_LAST_STOP = re.compile(r"(?<!\\)[；;]\s*$")


def as_read_back(text: str) -> str:
    """`text` as a workbook gives it back: control characters gone and blanks around it stripped."""
    cleaned = clean(text)
    return (cleaned if cleaned.isprintable() else cleaned.replace("\xa0", " ")).strip(" \t\n\ufeff\u200b\u3000")


def value_text(field: BoundField, value: Any) -> str:
    """A plain JSON value in words."""
    if value in (None, ""):
        return ""
    if field.kind is Kind.FLAG:
        return YES if value else NO
    return as_read_back(str(value))


def table_text(field: BoundField, rows: Iterable[Mapping[str, Any]]) -> str:
    r"""A table in one cell: a line a row, `开庭日期：2020-05-01；庭审方式：开庭`; empty values are left out.

    A `；` or line end within a value has a `\\` before it, so that `table_rows` gives back the same rows.
    """
    lines = []
    for row in rows:
        said = ((column.label, value_text(column, row.get(column.name))) for column in field.columns)
        lines.append("；".join(f"{label}：{_escape(text)}" for label, text in said if text))
    return "\n".join(filter(None, lines))


def table_parts(field: BoundField, text: str) -> list[dict[str, str]]:
    """The rows in a cell as text by column name.

    Raises:
        ValueError: A line does not begin with a column's label; the line is the argument.
    """
    return [_parts(field, line) for line in text.split("\n") if line.strip()]


def _parts(field: BoundField, line: str) -> dict[str, str]:
    names = {column.label: column.name for column in field.columns}
    label = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    marks = list(re.finditer(rf"(?:^|(?<!\\)[；;])\s*({label})\s*[：:]", line))
    if not marks or marks[0].start() != 0:
        raise ValueError(line)
    ends = [mark.start() for mark in marks[1:]] + [len(line)]
    found = {names[mark[1]]: _LAST_STOP.sub("", line[mark.end() : end]) for mark, end in zip(marks, ends, strict=True)}
    return {name: as_read_back(_unescape(text)) for name, text in found.items() if text.strip()}


def _escape(text: str) -> str:
    """`text` without line ends and bare separators; no escape ends in a backslash, which would hide a separator."""
    return "".join(_ESCAPES.get(char, char) for char in text)


def _unescape(text: str) -> str:
    return re.sub(r"\\[-n；;]", lambda found: _PLAIN[found[0]], text)


class Titles:
    """What cells call the records of a ledger: the title, with the key in 〔〕 where titles are not unique."""

    def __init__(self, ledger: Ledger, entries: Iterable[Entry] = ()) -> None:
        self.ledger = ledger
        self._named: dict[str, tuple[str, str]] = {}
        self._uids: dict[str, set[str]] = defaultdict(set)
        for entry in entries:
            self.add(entry.uid, entry.fields)
        self._titles = Counter(comparable(title) for title, _ in self._named.values())
        self._keyed = Counter(comparable(f"{title}〔{key}〕") for title, key in self._named.values())

    def add(self, uid: str, fields: Mapping[str, Any]) -> None:
        """Let a record be found under its names."""
        title = as_read_back(str(fields.get(self.ledger.title) or ""))
        key = as_read_back("、".join(str(fields.get(name) or "") for name in self.ledger.key).strip("、"))
        self._named[uid] = title, key
        for name in (title, key, f"{title}〔{key}〕", f"{title}〔{uid}〕", uid):
            if comparable(name):
                self._uids[comparable(name)].add(uid)

    def remove(self, uids: Collection[str]) -> None:
        """Let records no longer be found."""
        for kept in self._uids.values():
            kept.difference_update(uids)

    def label(self, uid: str) -> str:
        """What a cell calls the record; its uid in 〔〕 where it is unknown or nothing else tells it apart."""
        title, key = self._named.get(uid, ("", ""))
        if title and self._titles[comparable(title)] == 1:
            return title
        if key and key != title and self._keyed[comparable(f"{title}〔{key}〕")] == 1:
            return f"{title}〔{key}〕"
        return f"{title}〔{uid}〕"

    def find(self, text: str) -> list[str]:
        """Uids of the records that a cell may mean."""
        found = self._uids.get(comparable(text)) or self._uids.get(comparable(text).strip("()")) or set()
        return sorted(found)
