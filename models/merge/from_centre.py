"""The unit's door for what the centre sends: plan, receipt, results."""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import msgspec
from sqlalchemy import Connection

from models.clock import local_day
from models.errors import FazhiError
from models.merge import keys
from models.merge.enrolment import fingerprint_digits
from models.merge.issue_bounds import bad_codes, bad_periods, beyond_counting
from models.merge.outcome import PackageState
from models.merge.package_rows import known_as, row_of
from models.merge.states import REVIEWED
from models.package.envelope import Envelope, read_envelope
from models.package.errors import DamagedPackageError, PackageError, ReadingStep, UntrustedPackageError, explain_refusal
from models.package.header import Header
from models.package.payload import Payload, open_payload
from models.package.roster import Roster, SignedRoster, accept_roster
from models.package.suites import fingerprint
from models.package.trust import KIND_NAMES, require_kind, require_program, require_recipient, require_signer
from models.records.bounds import FIRST_DAY, LAST_DAY, MOST_INTEGER
from models.records.office import Issue, IssuedHolidays, Unit
from models.store.base.transaction import Transaction
from models.store.base.workspace import Workspace
from models.store.files import evidence
from models.store.records import documents, packages
from models.store.records.calendar import save_issued_days
from models.store.records.documents import ISSUE
from models.store.records.packages import IN, OUT, PackageRow, Remark
from models.version import VERSION

PLAN_JSON, ROSTER_JSON, RECEIPT, RESULTS = "plan.json", "roster.json", "receipt.json", "results.json"
MOST_NAMED = 20
"""Faults of a plan that are named in the details of an error."""
ROSTERED = frozenset({"plan", "receipt"})
"""Kinds that carry the roster, by which a new key of the centre is vouched for."""


class RemarkNote(msgspec.Struct, frozen=True, kw_only=True):
    """A remark of the centre on a record or one of its fields."""

    ledger: str
    uid: str
    field: str = ""
    text: str


class ReceiptNote(msgspec.Struct, frozen=True, kw_only=True):
    """What a receipt (回执) tells a unit of one submission; `evidence` are digests of its files the centre holds.

    `holidays` is the table of the newest issue, None from an older program.
    """

    submission: str
    digest: str
    period: str
    sequence: int
    review: str
    reason: str = ""
    received_on: str | None = None
    remarks: Annotated[tuple[RemarkNote, ...], msgspec.Meta(max_length=10_000)] = ()
    evidence: tuple[str, ...] = ()
    holidays: IssuedHolidays | None = None


class RefusedPackageError(FazhiError):
    """The file was not taken; `problem` says at which step."""

    path: Path
    problem: PackageError

    @property
    def sentence(self) -> str:
        """Says which file and why."""
        return f"“{self.path.name}”没有接收：{explain_refusal(self.problem)}"


class UnreadableFileError(FazhiError):
    """The file cannot be read at all."""

    path: Path
    what: str
    template = "“{path}”读不出来（{what}）：请检查路径，或重新插好U盘再试。"


DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def package_file(path: Path) -> Iterator[BinaryIO]:
    """A package, open to be read and taken in.

    Raises:
        RefusedPackageError: What is read there cannot be believed.
        UnreadableFileError: It cannot be read.
        OSError: The system fails elsewhere meanwhile, as on a full disk of this computer.
    """
    try:
        with path.open("rb") as source:
            yield source
    except PackageError as problem:
        raise RefusedPackageError(path, problem) from problem
    except OSError as problem:
        if not is_about(problem, path):
            raise
        raise UnreadableFileError(path, problem.strerror or str(problem)) from problem


def is_about(problem: OSError, path: Path) -> bool:
    """Whether the system complains of the file that is being read: no other is named, nor does reading fill a disk."""
    return problem.errno not in DISK_FULL and (problem.filename is None or Path(problem.filename) == path)


@dataclass(frozen=True)
class PlanOffer:
    """What a plan package offers to a unit that is not set up yet; the centre itself keeps unit `centre_unit`."""

    issue: Issue
    signed: SignedRoster
    centre_key: str
    header: bytes
    digest: str
    package: str
    centre_unit: str

    @property
    def units(self) -> tuple[Unit, ...]:
        """Units that set up a workspace of their own: the roster without the one whose ledgers the centre keeps."""
        return tuple(unit for unit in self.issue.units if unit.code != self.centre_unit)

    @property
    def fingerprint(self) -> str:
        """The centre's fingerprint, to be compared with the printed notice or by phone."""
        return fingerprint(self.centre_key)


def read_plan_package(path: Path, pinned: str | None = None) -> PlanOffer:
    """A plan package; `pinned` is the centre key a unit already believes, None before the first time.

    Raises:
        RefusedPackageError: It cannot be believed.
        UnreadableFileError: It cannot be read.
    """
    with package_file(path) as source:
        envelope = read_envelope(source)
        require_kind(envelope.header, {"plan"})
        require_program(envelope.header, VERSION)
        if pinned is not None:
            require_signer(envelope.header, {pinned})
        with open_payload(envelope) as payload:
            return _offer(envelope, payload)


def _offer(envelope: Envelope, payload: Payload) -> PlanOffer:
    signed = _document(payload, ROSTER_JSON, SignedRoster)
    accept_roster(signed, envelope.header.public_key)
    issue = _document(payload, PLAN_JSON, Issue)
    if unusable := (*bad_codes(issue), *bad_periods(issue), *beyond_counting(issue)):
        raise DamagedPackageError(
            ReadingStep.ENTRY, expected=PLAN_JSON, found="、".join(map(repr, unusable[:MOST_NAMED]))
        )
    header = envelope.header
    key, made, own = header.public_key, envelope.header_bytes, header.unit
    return PlanOffer(issue, signed, key, made, envelope.digest, header.package_id, own)


def _document(payload: Payload, name: str, shape: type[Any]) -> Any:
    try:
        return msgspec.convert(payload.json(name), shape)
    except msgspec.ValidationError as problem:
        raise DamagedPackageError(ReadingStep.ENTRY, expected=name, found=problem) from problem


def keep_offer(tx: Transaction, offer: PlanOffer) -> str:
    """Keep what a plan package brought, under its own numbers: issue, roster, holidays; gives words on what differs.

    What is kept under a number stays: another issue of that number is not taken.
    """
    issue, words = _with_place(offer.issue, documents.latest_document(tx.connection, ISSUE, Issue))
    if documents.document_at(tx.connection, ISSUE, issue.number, Issue) is None:
        documents.save_document(tx, ISSUE, issue.number, issue, offer.package)
    words += keep_roster(tx, offer.signed, offer.package)
    return words + _keep_holidays(tx, offer.issue.number, offer.issue.holidays, offer.package)


def _with_place(issue: Issue, before: Issue | None) -> tuple[Issue, str]:
    """A package of an older program brings no place: what the workspace has stays, else national law alone; says so."""
    if not isinstance(issue.place, msgspec.UnsetType):
        return issue, ""
    kept = msgspec.structs.replace(issue, place=before.place if before else None)
    return kept, f"任务包里没有地方规定，按“{kept.profile.name}”的检查。"


def _keep_holidays(tx: Transaction, number: int, days: Mapping[dt.date, bool] | None, source: str) -> str:
    if not save_issued_days(tx, number, days, source):
        return ""
    years = "、".join(f"{year}年" for year in sorted({day.year for day in days or ()}))
    if not years:
        return "汇总单位撤回了它的放假安排，期限已重新算过。"
    return f"放假安排有变化，{years}以汇总单位下发的为准，期限已重新算过。"


def keep_roster(tx: Transaction, signed: SignedRoster, source: str) -> str:
    """Keep a roster that was accepted, unless one of its number or a newer one is known; says where two clash."""
    roster = msgspec.convert(signed.roster, Roster)
    if roster.number > documents.latest_number(tx.connection, keys.ROSTER):
        documents.save_document(tx, keys.ROSTER, roster.number, signed, source)
    known = documents.document_at(tx.connection, keys.ROSTER, roster.number, SignedRoster)
    if known is None or known.roster == signed.roster:
        return ""
    return f"已有另一份第{roster.number}号名册，继续以先收到的为准：请与汇总单位核对，它可能从一份备份恢复了两次。"


def receive_from_centre(workspace: Workspace, path: Path, operator: str, trust: str = "") -> str:
    """Take a plan, receipt or results package at a unit; gives one sentence on what it brought.

    `trust` is the fingerprint of a new centre key that a person has compared: a plan signed by that key pins it.

    Raises:
        RefusedPackageError: It cannot be believed, or is for someone else.
        UnreadableFileError: It cannot be read.
    """
    with package_file(path) as source:
        return receive_envelope(workspace, read_envelope(source), path, operator, trust)


def receive_envelope(workspace: Workspace, envelope: Envelope, path: Path, operator: str, trust: str = "") -> str:
    """Like `receive_from_centre`, for an envelope already read.

    Raises:
        PackageError: It cannot be believed, or is for someone else.
    """
    header = envelope.header
    require_kind(header, {"plan", "receipt", "results"})
    require_program(header, VERSION)
    require_recipient(header, {workspace.unit})
    pinned = keys.centre_key(workspace)
    if header.kind not in ROSTERED:
        require_signer(header, {pinned})
    with workspace.read() as connection:
        known = _known(connection, header)
    if known:
        return known
    with open_payload(envelope, keys.age_identities(workspace)) as payload, workspace.write(operator) as tx:
        if known := _known(tx.connection, header):
            return known
        centre = _believed_centre(envelope, payload, pinned, trust)
        words = _pin(tx, pinned, centre) + TAKERS[header.kind](tx, envelope, payload, centre)
        packages.save_package(tx, row_of(tx.connection, envelope, PackageState.MERGED, words, str(path)))
    return words


def _known(connection: Connection, header: Header) -> str:
    """What to say of a package that was received before, "" of another.

    Asked before reading, which it spares, and again within the transaction: another window may have been faster.
    """
    before = packages.find_packages(connection, id=known_as(connection, header), direction=IN)
    return f"这个{KIND_NAMES[header.kind]}已于{local_day(before[0].at)}接收，没有变化。" if before else ""


def _believed_centre(envelope: Envelope, payload: Payload, pinned: str, trust: str) -> str:
    """The centre's key that signed: the pinned one, one the pinned one vouches for, or one a person has compared.

    Raises:
        UntrustedPackageError: It is none of these.
    """
    key = envelope.header.public_key
    if key == pinned:
        return key
    signed = _document(payload, ROSTER_JSON, SignedRoster)
    compared = (
        envelope.header.kind == "plan" and trust and fingerprint_digits(trust) == fingerprint_digits(fingerprint(key))
    )
    roster = accept_roster(signed, key if compared else pinned)
    if roster.centre_key != key:
        raise UntrustedPackageError(ReadingStep.SIGNER, expected=roster.centre_key, found=key)
    return key


def _pin(tx: Transaction, pinned: str, centre: str) -> str:
    if centre == pinned:
        return ""
    tx.set_setting(keys.CENTRE_KEY, centre)
    said = f"{fingerprint(pinned)} → {fingerprint(centre)}"
    tx.chain.append([(tx.at, tx.operator, "centre-key", "enrolment", centre, "", "", said)])
    return f"汇总单位换了密钥，今后以新指纹 {fingerprint(centre)} 为准。"


def _take_plan(tx: Transaction, envelope: Envelope, payload: Payload, pinned: str) -> str:
    offer = _offer(envelope, payload)
    if offer.centre_key != pinned:
        raise UntrustedPackageError(ReadingStep.SIGNER, expected=pinned, found=offer.centre_key)
    year, number = offer.issue.year, offer.issue.number
    before = documents.issue_of_year(tx.connection, year)
    said = keep_offer(tx, offer)
    if documents.document_at(tx.connection, ISSUE, number, Issue) != offer.issue:
        return f"已有另一个第{number}号任务，继续以先收到的为准：请与汇总单位核对，由它重新保存并下发。{said}"
    if before and number < before.number:
        return f"这是较旧的第{number}号任务，已有第{before.number}号，继续以第{before.number}号为准。{said}"
    present = documents.present_year(tx.connection)
    beside = "" if present == year else f"现在仍办{present}年度，{year}年度的可以在各页的年度里选。"
    return f"已接收{year}年度工作要点（第{number}号）。{beside}{said}"


def _take_receipt(tx: Transaction, envelope: Envelope, payload: Payload, pinned: str) -> str:
    signed = _document(payload, ROSTER_JSON, SignedRoster)
    accept_roster(signed, pinned)
    clash = keep_roster(tx, signed, envelope.header.package_id)
    note: ReceiptNote = _document(payload, RECEIPT, ReceiptNote)
    mine = packages.find_packages(tx.connection, id=note.submission, direction=OUT)
    outdated = bool(mine) and _is_outdated(tx, envelope, mine[0])
    if mine and mine[0].digest == note.digest and not outdated:
        packages.update_package(
            tx,
            note.submission,
            review=note.review,
            review_reason=note.reason,
            received_on=note.received_on,
            receipt=known_as(tx.connection, envelope.header),
        )
    _acknowledge(tx, envelope, note)
    told = {remark.id for remark in packages.find_remarks(tx.connection, open_only=False)}
    remarks = [_remark(envelope, note, remark) for remark in note.remarks]
    packages.save_remarks(tx, [remark for remark in remarks if remark.id not in told])
    if note.review == "approved" and not outdated:
        packages.close_remarks(tx, envelope.header.unit, note.period)
    words = f"第{note.sequence}次报送（{note.period}）：{REVIEWED.get(note.review, note.review)}"
    if note.reason:
        words += f"，原因：{note.reason.rstrip('。')}"
    if outdated:
        words += "；这是较早的回执，已有更新的，继续以更新的为准"
    table, source = note.holidays, envelope.header.package_id
    holidays = _keep_holidays(tx, table.number, table.days, source) if table else ""
    return words + (f"；有{len(note.remarks)}条意见，见各记录。" if note.remarks else "。") + clash + holidays


def _is_outdated(tx: Transaction, envelope: Envelope, mine: PackageRow) -> bool:
    """Whether the centre has said something newer of this submission, which came first."""
    header = envelope.header
    heard = packages.find_packages(tx.connection, id=mine.receipt, direction=IN, workspace=header.workspace)
    return any(row.sequence > header.sequence for row in heard)


def _acknowledge(tx: Transaction, envelope: Envelope, note: ReceiptNote) -> None:
    """What the newest receipt says the centre holds replaces what an older one said: a centre may lose files too."""
    header = envelope.header
    known = packages.find_packages(tx.connection, direction=IN, kind="receipt", workspace=header.workspace)
    if all(row.sequence < header.sequence for row in known):
        evidence.set_acknowledged(tx, note.evidence, header.package_id)


def _remark(envelope: Envelope, note: ReceiptNote, remark: RemarkNote) -> Remark:
    said = msgspec.json.encode([note.submission, remark])
    return Remark(
        id=hashlib.sha256(said).hexdigest()[:32],  # a second receipt of one submission repeats its remarks
        unit=envelope.header.unit,
        period=note.period,
        ledger=remark.ledger,
        uid=remark.uid,
        field=remark.field,
        text=remark.text,
        source=envelope.header.package_id,
    )


class _ResultsCover(msgspec.Struct):
    """What every results note says around the points, which `models.submit.results` reads."""

    year: Annotated[int, msgspec.Meta(ge=FIRST_DAY.year, le=LAST_DAY.year)]
    name: str
    category: str
    peers: Annotated[int, msgspec.Meta(ge=0, le=MOST_INTEGER)]
    frozen_on: str
    score: dict[str, Any]


def _take_results(tx: Transaction, envelope: Envelope, payload: Payload, _pinned: str) -> str:
    _document(payload, RESULTS, _ResultsCover)
    note = payload.json(RESULTS)
    if _has_newer_results(tx.connection, envelope.header, note):
        return "这是较早的考核结果，已有更新的，继续以更新的为准。"
    number = documents.latest_number(tx.connection, documents.RESULTS) + 1
    documents.save_document(tx, documents.RESULTS, number, note, known_as(tx.connection, envelope.header))
    return "已接收考核结果，请看“校验与报送”中的“考核结果”。"


def _has_newer_results(connection: Connection, header: Header, note: dict[str, Any]) -> bool:
    """Whether the centre's workspace has sent results of the same year under a higher number."""
    known = packages.find_packages(connection, direction=IN, kind="results", workspace=header.workspace)
    newer = {row.id for row in known if row.sequence > header.sequence}
    kept = documents.DOCUMENTS.select(connection, "number", kind=documents.RESULTS)
    return any(one.source in newer and msgspec.json.decode(one.body)["year"] == note.get("year") for one in kept)


TAKERS = {"plan": _take_plan, "receipt": _take_receipt, "results": _take_results}
