"""The end of a year's assessment: frozen, looked at again where a unit asks for it, and sent to the units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec
from sqlalchemy import Connection

from models.assess.adjust import Change, adjusted, limits_of, score_of
from models.assess.frozen import (
    APPEAL,
    CHANGED,
    OUTCOMES,
    Appeal,
    Frozen,
    appeals_of,
    frozen_of,
    keep_head,
    save_frozen,
    whole,
    with_behind,
)
from models.assess.frozen_parts import Parted, parted
from models.assess.reading import read_scheme
from models.assess.score import Assessment, UnitScore, words
from models.clock import local_day
from models.errors import FazhiError
from models.file_names import file_name
from models.merge import keys
from models.merge.from_centre import RESULTS
from models.merge.intake import SUFFIX
from models.package.payload_writer import PayloadWriter
from models.store.base.transaction import Transaction
from models.store.base.workspace import Workspace
from models.store.records import documents, packages
from models.store.records.frozen_years import ASSESSMENT, AlreadyFrozenError, Version, standing_version
from models.submit.freeze_list import FreezeLine, accepted_lines, freeze_list
from models.submit.numbering import jump_ahead
from models.submit.outgoing import PackageDraft, send_package, to_json
from models.submit.warnings import errors_by_unit

NONE_GIVEN: Mapping[str, str] = MappingProxyType({})
"""No line of the list before freezing is accepted as it is."""


class ResultsNote(msgspec.Struct, frozen=True, kw_only=True):
    """What a results package tells one unit: its own points and rank, never those of others.

    `peers` is how many units of its category were ranked; `records` behind the points are in `score`.
    """

    year: int
    name: str
    category: str
    peers: int
    frozen_on: str
    score: UnitScore
    appeals: tuple[Appeal, ...] = ()


class NotFrozenError(FazhiError):
    """There is no frozen assessment of the year."""

    year: int
    template = "{year}年度考核还没有冻结：请先在“考核评分”里冻结，再导出考核结果。"


class UnsaidError(FazhiError):
    """A reason that the journal must keep was left empty; `what` names it."""

    what: str
    template = "没有写明{what}：请填写后再保存，日志里要留下依据。"


class OutOfRangeError(FazhiError):
    """Points that an indicator cannot have."""

    indicator: str
    full: Decimal

    @property
    def sentence(self) -> str:
        """Gives the range: 0 to the indicator's full points."""
        return f"“{self.indicator}”的得分要在0到{words(self.full)}分之间，请改正后再保存。"


def freeze_lines(workspace: Workspace, result: Assessment) -> tuple[FreezeLine, ...]:
    """The list before freezing as it stands now."""
    wrong = errors_by_unit(workspace, workspace.clock.today(), result.year)
    with workspace.read() as connection:
        return freeze_list(connection, workspace, result, wrong)


def freeze_results(
    workspace: Workspace, made: Parted, scheme: dict[str, Any], operator: str, reasons: Mapping[str, str] = NONE_GIVEN
) -> Frozen:
    """Keep an assessment as it is now; from here on its points no longer follow the ledgers.

    The points are kept together, the records behind those of each unit beside them. What the list before freezing has
    open stands with its reason, by id of the line, in the version and in the journal.

    Raises:
        NotReadyError: A line of the list is open and has no reason.
        AlreadyFrozenError: The year is frozen.
    """
    result = made.result
    wrong = errors_by_unit(workspace, workspace.clock.today(), result.year)
    with workspace.write(operator) as tx:
        before = standing_version(tx.connection, result.year)
        if before:
            raise AlreadyFrozenError(before)
        accepted = accepted_lines(freeze_list(tx.connection, workspace, result, wrong), reasons)
        for one in accepted:
            said = f"{one.line}：{one.open}；理由：{one.reason}"
            tx.chain.append([(tx.at, tx.operator, "accept", ASSESSMENT, str(result.year), "", "", said)])
        frozen = Frozen(year=result.year, scheme=scheme, result=result, by=operator, at=tx.at, accepted=accepted)
        return save_frozen(tx, frozen, made.behind)


def unfreeze_results(workspace: Workspace, year: int, reason: str, operator: str) -> None:
    """Let the points follow the ledgers again; the frozen ones stay in the history.

    Raises:
        UnsaidError: No reason.
        NotFrozenError: The year is not frozen.
    """
    if not reason.strip():
        raise UnsaidError("解除冻结的原因")
    with workspace.write(operator) as tx:
        before = frozen_of(tx.connection, year)
        if before is None:
            raise NotFrozenError(year)
        number = documents.latest_number(tx.connection, ASSESSMENT) + 1
        keep_head(tx, Version(year=year, by=operator, at=tx.at, reason=reason.strip(), number=number), before.scheme)
        tx.chain.append([(tx.at, tx.operator, "unfreeze", ASSESSMENT, str(year), "", "", reason.strip())])


def record_appeal(workspace: Workspace, appeal: Appeal, operator: str) -> None:
    """Save a unit's appeal about an indicator and its outcome; may change a frozen result.

    Frozen points that are to change become a new version of the result, with the old one kept; while nothing is
    frozen, points are changed by scoring and the appeal only says so.

    Raises:
        UnsaidError: The request, the answer, the outcome or the new points are missing.
        OutOfRangeError: The new points are more than the indicator's full marks, or below 0.
    """
    if appeal.outcome not in OUTCOMES:
        raise UnsaidError("复核结果（维持或调整）")
    if not appeal.asked.strip() or not appeal.reply.strip():
        raise UnsaidError("申请复核的理由和复核意见")
    with workspace.write(operator) as tx:
        standing = frozen_of(tx.connection, appeal.year)
        kept = msgspec.structs.replace(appeal, by=operator, points=appeal.points if standing else None)
        if standing and appeal.outcome == CHANGED:
            kept = _change_frozen(tx, standing, kept)
        documents.save_document(tx, APPEAL, documents.latest_number(tx.connection, APPEAL) + 1, kept)


def _change_frozen(tx: Transaction, standing: Frozen, appeal: Appeal) -> Appeal:
    """Put a new version beside the one that stands; gives the appeal with the points before.

    Of all other units the records behind the points are those of that version, and are not kept again unless it has
    them among its points as older programs kept them.
    """
    score = score_of(standing.result, appeal.unit, appeal.indicator)
    scheme = read_scheme(standing.scheme).scheme
    if appeal.points is None or score is None or scheme is None:
        raise UnsaidError("调整后的得分")
    low, high = limits_of(scheme, score)
    if not low <= appeal.points <= high:
        raise OutOfRangeError(score.name, score.full)
    unit = standing.result.of(appeal.unit)
    name = unit.name if unit else appeal.unit
    said = f"{name}“{score.name}”复核由{words(score.points)}分调整为{words(appeal.points)}分：{appeal.reply.strip()}"
    change = Change(appeal.unit, appeal.indicator, appeal.points, appeal.reply.strip())
    before = whole(tx.connection, standing, lambda code: code == appeal.unit)
    result, behind = parted(adjusted(scheme, before, change), [appeal.unit] if standing.behind else None)
    save_frozen(tx, msgspec.structs.replace(standing, result=result, change=said, by=appeal.by, at=tx.at), behind)
    tx.chain.append([(tx.at, tx.operator, "adjust", ASSESSMENT, str(standing.year), appeal.unit, "", said)])
    return msgspec.structs.replace(appeal, before=score.points)


@dataclass(frozen=True)
class ResultsSent:
    """The packages written, and the names of units that have no confirmed key to seal one to."""

    paths: tuple[Path, ...]
    unreachable: tuple[str, ...]


def export_results(workspace: Workspace, year: int, folder: Path, operator: str) -> ResultsSent:
    """Write every unit's frozen result to `folder`, sealed to that unit's keys.

    Raises:
        NotFrozenError: The year is not frozen.
        NotWrittenError: One could not be written; those before it are there.
    """
    jump_ahead(workspace, operator)
    with workspace.read() as connection:
        frozen = frozen_of(connection, year)
        if frozen is None:
            raise NotFrozenError(year)
        notes = [one for one in _notes(connection, frozen) if one.score.unit != workspace.unit]
        sealed = {note.score.unit: packages.reachable_at(connection, note.score.unit) for note in notes}
    paths = [
        _export(workspace, _with_records(workspace, frozen, note), sealed[note.score.unit], folder, operator)
        for note in notes
        if sealed[note.score.unit]
    ]
    return ResultsSent(tuple(paths), tuple(note.score.name for note in notes if not sealed[note.score.unit]))


def _notes(connection: Connection, frozen: Frozen) -> Iterator[ResultsNote]:
    """One for every unit of the result, without the records behind the points."""
    peers = Counter(one.category for one in frozen.result.units if one.rank)
    names = {one["id"]: one["name"] for one in frozen.scheme.get("categories", ())}
    appeals: dict[str, list[Appeal]] = {}
    for one in appeals_of(connection, frozen.year):
        appeals.setdefault(one.unit, []).append(one)
    for score in frozen.result.units:
        yield ResultsNote(
            year=frozen.year,
            name=frozen.result.name,
            category=names.get(score.category, score.category),
            peers=peers[score.category],
            frozen_on=local_day(frozen.at),
            score=score,
            appeals=tuple(appeals.get(score.unit, ())),
        )


def _with_records(workspace: Workspace, frozen: Frozen, note: ResultsNote) -> ResultsNote:
    """The note with the records behind the points; they are read when its turn comes."""
    with workspace.read() as connection:
        return msgspec.structs.replace(note, score=with_behind(connection, frozen, note.score))


def _export(workspace: Workspace, note: ResultsNote, recipients: tuple[str, ...], folder: Path, operator: str) -> Path:
    unit = note.score.unit
    path = folder / file_name("考核结果", f"{note.year}年度", unit, note.score.name, ending=SUFFIX)

    def fill(writer: PayloadWriter) -> None:
        writer.add_json(RESULTS, to_json(note))

    send_package(
        workspace, keys.signing_key(workspace), PackageDraft("results", unit, unit, recipients), path, fill, operator
    )
    return path


def received_results(connection: Connection) -> Iterator[ResultsNote]:
    """At a unit: the results it has received, the newest first, but for what an older program took unread."""
    for text in documents.documents_of_kind(connection, documents.RESULTS, msgspec.Raw):
        with suppress(msgspec.ValidationError):
            yield msgspec.json.decode(text, type=ResultsNote)
