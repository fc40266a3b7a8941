"""The conflict queue: what two sides wrote without knowing of each other, and a person's decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection

from models.errors import FazhiError
from models.merge.values import entry_title, field_label, field_text
from models.records.entry import BadRecordError, Entry
from models.records.ledger import Ledger
from models.records.privacy import masked_text
from models.records.registry import ledgers
from models.records.version import stamp_of
from models.store.base.workspace import Workspace
from models.store.records import conflicts, packages, records
from models.store.records.conflicts import ConflictSide, shown_value, value_json


class DisputedVersion(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a disputed field.

    Attributes:
        value: JSON value.
        text: The value in words.
        shown: Whether the record shows it until somebody decides.
        workspace: Id of the workspace that wrote it.
        written_at: When the version it came in was last changed there, UTC; "" where that is not known.
        written_by: By whom.
        source: Id of the package that brought it, "" for this workspace's own.
        origin: The same in words.
    """

    value: Any
    text: str
    shown: bool
    workspace: str
    written_at: str
    written_by: str
    source: str
    origin: str


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """A field of a record with all its versions, the shown one first."""

    ledger: str
    uid: str
    field: str
    unit: str
    title: str
    label: str
    since: str
    versions: tuple[DisputedVersion, ...]


@dataclass(frozen=True)
class ChooseVersion:
    """A decision for one of the versions, counted from 1."""

    number: int


@dataclass(frozen=True)
class ChooseValue:
    """A decision for a value of one's own, as JSON."""

    value: Any


class NoConflictError(FazhiError):
    """The field has no open conflict, or its conflict has no version of this number."""

    ledger: str
    uid: str
    field: str
    versions: int = 0

    @property
    def sentence(self) -> str:
        """Says which version numbers there are, or that the field has no open conflict."""
        if self.versions:
            return f"“{self.field}”只有{self.versions}个版本，没有作决定：请写1到{self.versions}。"
        return f"台账“{self.ledger}”的记录{self.uid}在“{self.field}”上没有待决定的冲突：请刷新冲突清单。"


class BadDecisionError(FazhiError):
    """The value does not fit the field."""

    field: str
    detail: str
    template = "这个值不能填在“{field}”里（{detail}），没有作决定：请按字段的格式填写。"


def disputes(workspace: Workspace, unit: str | None = None) -> list[Dispute]:
    """Everything that waits for a decision, of one unit or of all, the oldest first."""
    with workspace.read() as connection:
        return open_disputes(connection, unit)


def open_disputes(connection: Connection, unit: str | None = None) -> list[Dispute]:
    """Like `disputes`, over an open connection; of one unit, or of all without `unit`."""
    rows = [row for row in conflicts.find_conflicts(connection) if unit in (None, row.unit) and row.ledger in ledgers()]
    places = dict.fromkeys((row.ledger, row.uid, row.field) for row in rows)
    found = (_dispute(connection, ledgers()[ledger], uid, field) for ledger, uid, field in places)
    return [one for one in found if one is not None]


def _dispute(connection: Connection, ledger: Ledger, uid: str, field: str) -> Dispute | None:
    rows = [row for row in conflicts.conflicts_of(connection, ledger.id, uid) if row.open and row.field == field]
    if not rows:
        return None
    entry = records.load(connection, ledger, uid)
    known = conflicts.sides_of(connection, ledger.id, uid)
    workspace, counter = stamp_of(entry.stamps, field)
    places = [(workspace, counter, value_json(shown_value(entry, field)))]
    places += [(row.workspace, row.counter, row.value) for row in rows]
    sides = [known.get((field, *place)) or _unknown(ledger.id, uid, field, place) for place in places]
    return Dispute(
        ledger=ledger.id,
        uid=uid,
        field=field,
        unit=entry.unit,
        title=entry_title(ledger, entry),
        label=field_label(ledger, field),
        since=min(row.at for row in rows),
        versions=tuple(_version(connection, ledger, side, entry.unit, is_shown=side is sides[0]) for side in sides),
    )


def mask_dispute(dispute: Dispute, own: str) -> Dispute:
    """The dispute with its values masked as lists of a workspace of unit `own` show them; the same where none is."""
    field = ledgers()[dispute.ledger].by_name.get(dispute.field)
    if field is None or not field.spec.private:
        return dispute
    is_foreign = dispute.unit != own
    versions = tuple(
        msgspec.structs.replace(
            one, value=masked_text(field, str(one.value), foreign=is_foreign) if one.value else one.value
        )
        for one in dispute.versions
    )
    return msgspec.structs.replace(dispute, versions=versions)


def _unknown(ledger: str, uid: str, field: str, place: tuple[str, int, str]) -> ConflictSide:
    workspace, counter, value = place
    return ConflictSide(ledger=ledger, uid=uid, field=field, workspace=workspace, counter=counter, value=value)


def _version(
    connection: Connection, ledger: Ledger, side: ConflictSide, unit: str, *, is_shown: bool
) -> DisputedVersion:
    value = msgspec.json.decode(side.value)
    return DisputedVersion(
        value=value,
        text=field_text(connection, ledger, side.field, value, unit),
        shown=is_shown,
        workspace=side.workspace,
        written_at=side.written_at,
        written_by=side.written_by,
        source=side.source,
        origin=_origin(connection, side.source),
    )


def _origin(connection: Connection, source: str) -> str:
    rows = packages.find_packages(connection, id=source) if source else []
    if not rows:
        return "本工作区"
    kind = "移交" if rows[0].kind == "handover" else "报送"
    return f"第{rows[0].sequence}次{kind}"


def decide_dispute(
    workspace: Workspace, ledger: Ledger, uid: str, field: str, choice: ChooseVersion | ChooseValue, operator: str
) -> Entry:
    """Settle one field: what is chosen is written anew, so that it dominates every version it was chosen from.

    Raises:
        NoConflictError: Nothing is disputed there, or the number is not that of a version.
        BadDecisionError: The value does not fit the field.
    """
    with workspace.write(operator) as tx:
        dispute = _dispute(tx.connection, ledger, uid, field)
        if dispute is None:
            raise NoConflictError(ledger.label, uid, field_label(ledger, field))
        value = choice.value if isinstance(choice, ChooseValue) else _taken(ledger, dispute, choice.number)
        try:
            return records.decide_conflicts(tx, ledger, uid, {field: value})
        except BadRecordError as problem:
            raise BadDecisionError(dispute.label, problem.detail) from problem


def _taken(ledger: Ledger, dispute: Dispute, number: int) -> Any:
    if not 1 <= number <= len(dispute.versions):
        raise NoConflictError(ledger.label, dispute.uid, dispute.label, len(dispute.versions))
    return dispute.versions[number - 1].value
