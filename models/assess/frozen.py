"""An assessment that stands: scheme, day and all points as they were when it was frozen, and the appeals against it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import msgspec
from sqlalchemy import Connection

from models.assess.frozen_parts import Shared, joined, shared, unpacked, unshared
from models.assess.score import Assessment, UnitScore
from models.store.base import journal
from models.store.base.transaction import Transaction
from models.store.records import documents
from models.store.records.frozen_years import ASSESSMENT, Version, history, standing_version

POINTS, APPEAL = "assessment-points", "appeal"
KEPT, CHANGED = "维持", "调整"
OUTCOMES = (KEPT, CHANGED)


class Frozen(Version, frozen=True, kw_only=True):
    """A frozen version with the points of every unit.

    Attributes:
        scheme: The scheme as it was issued.
        result: All points; with the records behind them only where `behind` is empty, as older programs kept it.
        behind: By unit, the row of the journal that holds its scores with the records behind them.
    """

    scheme: dict[str, Any]
    result: Assessment
    behind: dict[str, int] = msgspec.field(default_factory=dict)


class _Head(Version, frozen=True, kw_only=True):
    """What is kept under ASSESSMENT: small, so that all versions can be listed. Older programs kept the result here."""

    scheme: dict[str, Any]
    result: Assessment | None = None


class _Points(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept under POINTS, by the same number."""

    points: Shared
    behind: dict[str, int]


class Appeal(msgspec.Struct, frozen=True, kw_only=True):
    """A unit's request to look again at an indicator (复核), and what came of it.

    `points` are those the indicator has from then on, `before` those it had, where frozen points were changed.
    """

    year: int
    unit: str
    indicator: str
    asked: str
    outcome: str
    reply: str
    on: dt.date
    by: str = ""
    points: Decimal | None = None
    before: Decimal | None = None


def versions(connection: Connection, year: int) -> list[Version]:
    """Every result of the year that stood at some time, the newest first; the last of them is the first version."""
    return [one for one in history(connection, year) if one.stands]


def frozen_of(connection: Connection, year: int) -> Frozen | None:
    """The year's assessment where it is frozen now."""
    version = standing_version(connection, year)
    return frozen_at(connection, version) if version else None


def frozen_at(connection: Connection, version: Version) -> Frozen | None:
    """A version with its points; None for the end of one, which has none of its own."""
    head = documents.document_at(connection, ASSESSMENT, version.number, _Head)
    kept = documents.document_at(connection, POINTS, version.number, _Points)
    if head is None:
        return None
    result, behind = (unshared(kept.points), kept.behind) if kept else (head.result, {})
    if result is None:
        return None
    return Frozen(**msgspec.structs.asdict(version), scheme=head.scheme, result=result, behind=behind)


def with_behind(connection: Connection, frozen: Frozen, unit: UnitScore) -> UnitScore:
    """`unit` of the frozen result with the records behind its points; unchanged if none were kept."""
    seq = frozen.behind.get(unit.unit)
    return joined(unit, journal.line_at(connection, seq)) if seq else unit


def whole(connection: Connection, frozen: Frozen, wanted: Callable[[str], bool] = lambda _: True) -> Assessment:
    """The frozen result, with the records behind the points of the units that `wanted` holds for."""
    units = tuple(with_behind(connection, frozen, one) if wanted(one.unit) else one for one in frozen.result.units)
    return msgspec.structs.replace(frozen.result, units=units)


def save_frozen(tx: Transaction, frozen: Frozen, behind: Mapping[str, bytes]) -> Frozen:
    """Keep a version whose `result` lacks the records behind the points, and those of these units beside it.

    Of units that are not in `behind` the rows the version names already hold.
    """
    number = documents.latest_number(tx.connection, ASSESSMENT) + 1
    rows = {unit: _keep_behind(tx, f"{frozen.year}/{unit}", unpacked(packed)) for unit, packed in behind.items()}
    made = msgspec.structs.replace(frozen, number=number, behind=frozen.behind | rows)
    keep_head(tx, made, made.scheme)
    documents.save_document(tx, POINTS, number, _Points(points=shared(made.result), behind=made.behind))
    return made


def _keep_behind(tx: Transaction, uid: str, text: str) -> int:
    return tx.chain.append([(tx.at, tx.operator, journal.BEHIND, ASSESSMENT, uid, "", "", text)])


def keep_head(tx: Transaction, version: Version, scheme: dict[str, Any]) -> None:
    """Save what identifies a version, and its scheme, but not its points."""
    known = {name: getattr(version, name) for name in Version.__struct_fields__}
    documents.save_document(tx, ASSESSMENT, version.number, _Head(**known, scheme=scheme))


def appeals_of(connection: Connection, year: int, unit: str | None = None) -> list[Appeal]:
    """The year's appeals, the newest first; of one unit if it is named."""
    found = documents.documents_of_kind(connection, APPEAL, Appeal)
    return [one for one in found if one.year == year and unit in (None, one.unit)]
