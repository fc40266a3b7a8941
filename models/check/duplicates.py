"""Records of one unit's ledger that claim to be the same thing."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping

from models.records.context import title_of
from models.records.finding import Finding, error
from models.records.ledger import Ledger
from models.records.record import Record


def check_duplicates(ledger: Ledger, records: Mapping[str, Record]) -> Iterator[tuple[str, Finding]]:
    """Uid and finding for every record that shares a unique field, or all of the key, with another.

    Values are compared without spaces and without regard to case or width. They are never put into the message: an
    ID number may be among them.
    """
    for names in _identities(ledger):
        for uids in _groups(records, names):
            for uid in uids:
                yield uid, _finding(ledger, names, [records[other] for other in uids if other != uid])


def _identities(ledger: Ledger) -> list[tuple[str, ...]]:
    """Groups of fields that no two records share, each once."""
    unique: list[tuple[str, ...]] = [(field.name,) for field in ledger.fields if field.spec.unique]
    return [*unique, ledger.key] if ledger.key and ledger.key not in unique else unique


def _groups(records: Mapping[str, Record], names: tuple[str, ...]) -> Iterator[list[str]]:
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for uid, record in records.items():
        values = tuple(plain_value(getattr(record, name)) for name in names)
        if all(values):
            found[values].append(uid)
    return (uids for uids in found.values() if len(uids) > 1)


def plain_value(value: object) -> str:
    """A value as it is compared: without spaces, case and width."""
    return "" if value is None else "".join(unicodedata.normalize("NFKC", str(value)).split()).casefold()


def _finding(ledger: Ledger, names: tuple[str, ...], others: list[Record]) -> Finding:
    labels = "、".join(ledger.by_name[name].label for name in names)
    title = title_of(ledger, others[0])
    more = f"等{len(others)}条记录" if len(others) > 1 else ""
    return error(
        names[0],
        f"{ledger.id}.{'+'.join(names)}.unique",
        f"{labels}与“{title}”{more}重复，请改正，或者删除多余的一条。",
    )
