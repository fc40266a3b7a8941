"""A record as it is kept, sent and journalled: one canonical JSON line.

The line is the truth. Tables hold its fields again so that lists can be filtered; the journal and packages hold the
line itself, byte for byte.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from typing import Any

import msgspec

from models.clock import milliseconds
from models.errors import FazhiError
from models.records.bounds import beyond_bounds
from models.records.ledger import Ledger
from models.records.record import Record
from models.records.version import REST, Stamps, Vector

DELETED = "deleted"
"""The name under which `Entry.deleted` is merged."""
_encoder = msgspec.json.Encoder(order="sorted")


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One record with what the program adds to it.

    Attributes:
        uid: Stable id over all workspaces.
        unit: Code of the unit that owns it.
        created: Time (ISO 8601, UTC; information only) and operator.
        changed: The same of the last change.
        deleted: In the recycle bin; merged as a field of this name.
        vector: See `models.records.version`.
        stamps: See `models.records.version`.
        fields: Values as JSON; names this version does not know are kept.
        known: The vector of the changes that the fields contain, where a tombstone told of later ones; None where it is
            `vector`, which always says what is known of whether the record is deleted.
    """

    uid: str
    unit: str
    created: tuple[str, str]
    changed: tuple[str, str]
    deleted: bool
    vector: Vector
    stamps: Stamps
    fields: dict[str, Any]
    known: Vector | None = None

    def line(self) -> str:
        """The entry as one line of canonical JSON: what a package carries and a digest is taken of."""
        return _encoder.encode(self).decode()

    @property
    def fields_vector(self) -> Vector:
        """The vector of the changes that the fields contain."""
        return self.vector if self.known is None else self.known

    def tombstone(self) -> Entry:
        """What a package says of it once it is deleted: that it is, by whom and when; nothing of what it said."""
        stamps = {name: stamp for name, stamp in self.stamps.items() if name in (REST, DELETED)}
        return msgspec.structs.replace(self, fields={}, stamps=stamps, known={})


class BadRecordError(FazhiError):
    """A record does not fit its ledger's declaration; `detail` says at which field."""

    def __init__(self, ledger: str, uid: str, detail: str) -> None:
        super().__init__(ledger, uid, detail)
        self.ledger, self.uid, self.detail = ledger, uid, detail

    @property
    def sentence(self) -> str:
        """Says which field cannot be kept as it is."""
        return f"这条记录不能这样保存：{self.detail}，请改正。"


_decoder = msgspec.json.Decoder(Entry)


def read_line(line: str | bytes) -> Entry:
    """The entry in a line that this program wrote.

    Raises:
        msgspec.ValidationError: It is not one.
    """
    return _decoder.decode(line)


def to_record(ledger: Ledger, fields: dict[str, Any], uid: str = "", *, coming_in: bool = False) -> Record:
    """The typed record; unknown names are ignored here (they stay in the entry).

    Raises:
        BadRecordError: A value has the wrong type, or is beyond `models.records.bounds`, which asks more of what is
            `coming_in`: typed, imported or merged now.
    """
    return to_records(ledger, [fields], uid, coming_in=coming_in)[0]


def to_records(
    ledger: Ledger, many: Iterable[dict[str, Any]], uid: str = "", *, coming_in: bool = False
) -> list[Record]:
    """Typed records like `to_record`, many at once; whatever is wrong with one of them is raised under this `uid`."""
    try:
        found = [msgspec.convert(fields, ledger.record) for fields in many]
    except msgspec.ValidationError as problem:
        raise BadRecordError(ledger.id, uid, str(problem)) from problem
    fault = beyond_bounds(found, coming_in=coming_in)
    if fault:
        raise BadRecordError(ledger.id, uid, fault)
    return found


def new_uid() -> str:
    """A fresh uid of 32 hexadecimal digits that sort by time, so that indexes grow at their end."""
    return f"{milliseconds():012x}{secrets.token_hex(10)}"


def is_rightful(ledger: Ledger, entry: Entry) -> bool:
    """Whether the entry's uid follows from its unit and key: whoever else uses that uid has no right to it."""
    return ledger.fixed_uid and entry.uid == uid_for(ledger, entry.unit, entry.fields)


def uid_for(ledger: Ledger, unit: str, fields: dict[str, Any]) -> str:
    """The uid of a record: from unit and key where the ledger says so, fresh otherwise."""
    if not ledger.fixed_uid:
        return new_uid()
    parts = [ledger.id, unit, *(str(fields.get(name, "")) for name in ledger.key)]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]
