"""The centre's door for submissions: read, believe, merge; one transaction a package, and a row for every outcome."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from models.errors import FazhiError
from models.merge import keys
from models.merge.order import is_merged, judge_order
from models.merge.outcome import Counts, Outcome, Refusal, State
from models.merge.records import merge_lines
from models.package.envelope import Envelope, read_envelope
from models.package.errors import (
    DamagedPackageError,
    OtherRecipientError,
    OversizedPackageError,
    PackageError,
    Step,
    UnsupportedPackageError,
    UntrustedPackageError,
    explain,
)
from models.package.header import encode_header
from models.package.keys import check_recipient
from models.package.payload import Payload, open_payload
from models.package.roster import KeyState, Roster, find_key
from models.package.suites import KeyRefusedError, fingerprint, key_id
from models.package.trust import require_kind, require_program, require_recipient
from models.records.registry import ledgers
from models.store import evidence, packages
from models.store.packages import IN, Enrolment, PackageRow
from models.store.transaction import Transaction
from models.store.workspace import Workspace
from models.version import VERSION

SUFFIX = ".fzb"
SUBMISSION = "submission.json"

STATES: dict[type[PackageError], State] = {
    DamagedPackageError: State.DAMAGED,
    OversizedPackageError: State.DAMAGED,
    UnsupportedPackageError: State.UNSUPPORTED,
    UntrustedPackageError: State.UNTRUSTED,
    OtherRecipientError: State.OTHER,
}


class NoCentreError(FazhiError):
    """Only a centre merges submissions."""

    @property
    def sentence(self) -> str:
        """Says what to do."""
        return "这是填报单位的工作区，不能合并报送包：请打开汇总单位的工作区。"


class SubmissionNote(msgspec.Struct, frozen=True, kw_only=True):
    """What a submission says beside its records.

    Attributes:
        recipient: Age recipient (public) of the unit, for receipts.
        operator: 填表人.
        reviewer: 审核人.
        head: 单位负责人.
        acknowledged: Digests of evidence left out because a receipt named them.
    """

    recipient: str
    operator: str = ""
    reviewer: str = ""
    head: str = ""
    acknowledged: tuple[str, ...] = ()


def package_files(sources: Iterable[Path]) -> Iterator[Path]:
    """Packages among files and folders, in order of their names; a named file is taken whatever its ending."""
    for source in sources:
        if source.is_dir():
            yield from sorted(path for path in source.rglob(f"*{SUFFIX}") if path.is_file())
        else:
            yield source


def merge_all(
    workspace: Workspace,
    sources: Iterable[Path],
    operator: str,
    *,
    dry_run: bool = False,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> list[Outcome]:
    """Merge every package found; one bad package never stops the others.

    Raises:
        NoCentreError: The workspace is a unit's.
        WorkspaceBusyError: Another writer holds the workspace; packages merged so far stay merged.
    """
    if not workspace.is_centre:
        raise NoCentreError
    files = list(package_files(sources))
    door = _Door(workspace, operator, dry_run=dry_run)
    outcomes = []
    for number, path in enumerate(files, 1):
        progress(path.name, number, len(files))
        with _collector_at_rest():
            outcomes.append(door.take(path))
    return outcomes


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Spare a package's records the search for circles of references, of which they have none: an eighth of a merge."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class _Door:
    """What does not change from one package to the next."""

    def __init__(self, workspace: Workspace, operator: str, *, dry_run: bool) -> None:
        self.workspace, self.operator, self.dry_run = workspace, operator, dry_run
        self.own = {key_id(keys.signing_key(workspace).public_key)}
        self.identity = keys.identity(workspace)
        self.roster: Roster | None = keys.current_roster(workspace)

    def take(self, path: Path) -> Outcome:
        """Read, believe and merge one file; every failure becomes an outcome."""
        try:
            with path.open("rb") as source:
                return self._believe(path, read_envelope(source))
        except PackageError as problem:
            return Outcome(file=str(path), state=STATES[type(problem)], reason=explain(problem))
        except OSError as problem:
            reason = f"文件读不出来（{problem.strerror or problem}）：请重新插好U盘，或换一份再试。"
            return Outcome(file=str(path), state=State.DAMAGED, reason=reason)

    def _believe(self, path: Path, envelope: Envelope) -> Outcome:
        header = envelope.header
        said: dict[str, Any] = {
            "file": str(path),
            "unit": header.unit,
            "sequence": header.sequence,
            "package": header.package_id,
        }
        entry = next((e for e in self.roster.entries if e.unit == header.unit), None) if self.roster else None
        said["unit_name"] = entry.name if entry else ""
        try:
            require_kind(header, {"submission"})
            require_recipient(header, self.own)
            require_program(header, VERSION)
            return self._judge_key(envelope, said)
        except PackageError as problem:
            return Outcome(**said, state=STATES[type(problem)], reason=explain(problem))

    def _judge_key(self, envelope: Envelope, said: dict[str, Any]) -> Outcome:
        header = envelope.header
        with self.workspace.read() as connection:
            before = packages.select(connection, id=header.package_id)
        if before and before[0].digest != envelope.digest:
            return Outcome(
                **said, state=State.UNTRUSTED, reason="包的编号与另一个包相同，内容不同：请让报送单位重新导出。"
            )
        if before and is_merged(before[0]) and not _can_take_more(before[0]):
            return Outcome(**said, state=State.KNOWN, reason=f"已于{before[0].at[:10]}接收，内容相同，没有变化。")
        state = find_key(self.roster, header.unit, header.key_id) if self.roster else KeyState.UNKNOWN
        if state is KeyState.REVOKED:
            return Outcome(**said, state=State.UNTRUSTED, reason="签名的密钥已被撤销：请与报送单位核对后重新登记。")
        if state is KeyState.UNKNOWN:
            return Outcome(**said, state=State.UNTRUSTED, reason="名册里没有这个单位，或这把密钥属于另一个单位。")
        with open_payload(envelope, [self.identity]) as payload:
            if state is KeyState.PENDING:
                return self._wait(envelope, _note(payload), said)
            return self._merge(envelope, payload, said)

    def _wait(self, envelope: Envelope, note: SubmissionNote, said: dict[str, Any]) -> Outcome:
        header = envelope.header
        digits = fingerprint(header.public_key)
        reason = f"密钥还没有登记：请与盖章报送单上的指纹“{digits}”核对，一致后登记，再合并一次。"
        waiting = Enrolment(
            public_key=header.public_key,
            unit=header.unit,
            fingerprint=digits,
            recipient=note.recipient,
            state="pending",
            package=header.package_id,
        )
        if not self.dry_run:
            with self.workspace.write(self.operator) as tx:
                packages.keep_enrolment(tx, waiting)
                packages.keep(tx, _row(envelope, State.PENDING, reason, said["file"]))
        return Outcome(**said, state=State.PENDING, reason=reason)

    def _merge(self, envelope: Envelope, payload: Payload, said: dict[str, Any]) -> Outcome:
        counts = Counts()
        with self.workspace.write(self.operator) as tx:
            for ledger in ledgers().values():
                if ledger.id in payload.counts:
                    lines = payload.lines(ledger.id)
                    counts += merge_lines(tx, ledger, envelope.header.unit, lines, envelope.header.package_id)
            counts.refused += _unknown_ledgers(payload)
            state, reason = judge_order(tx.connection, envelope, counts)
            tx.abandoned = self.dry_run
            if not self.dry_run:
                self._keep_evidence(tx, payload)
                _keep_row(tx, envelope, _note(payload), counts, _row(envelope, state, reason, said["file"]))
        return Outcome(**said, state=state, reason=reason, counts=counts)

    def _keep_evidence(self, tx: Transaction, payload: Payload) -> None:
        for digest, stream in payload.evidence():
            if not evidence.is_kept(tx, self.workspace, digest):
                evidence.add_stream(tx, self.workspace, stream)


def _note(payload: Payload) -> SubmissionNote:
    """What the submission says of itself; one without a place to send receipts to is not whole.

    Raises:
        DamagedPackageError: It is not one.
    """
    try:
        note = msgspec.convert(payload.json(SUBMISSION), SubmissionNote)
        check_recipient(note.recipient)
    except (msgspec.ValidationError, KeyRefusedError) as problem:
        raise DamagedPackageError(Step.ENTRY, expected=SUBMISSION, found=problem) from problem
    return note


def _unknown_ledgers(payload: Payload) -> list[Refusal]:
    unknown = set(payload.counts) - set(ledgers())
    return [
        Refusal(name, "", f"本程序不认识台账“{name}”（{payload.counts[name]}条）：请升级程序后再合并一次。")
        for name in sorted(unknown)
        if payload.counts[name]
    ]


class _Report(msgspec.Struct):
    """What is kept of a merge."""

    counts: Counts
    note: SubmissionNote
    unknown: tuple[str, ...] = ()


def _can_take_more(row: PackageRow) -> bool:
    """Whether the package brought a ledger that this program knows by now."""
    return any(name in ledgers() for name in msgspec.json.decode(row.report, type=_Report).unknown)


def _keep_row(tx: Transaction, envelope: Envelope, note: SubmissionNote, counts: Counts, row: PackageRow) -> None:
    for key in packages.enrolments(tx.connection, row.unit):
        if key.public_key == row.signer and key.recipient != note.recipient:
            packages.keep_enrolment(tx, msgspec.structs.replace(key, recipient=note.recipient))
    unknown = tuple(sorted(set(envelope.header.counts) - set(ledgers())))
    report = msgspec.json.encode(_Report(counts, note, unknown)).decode()
    before = packages.select(tx.connection, id=row.id)
    received_on = before[0].received_on if before else None
    review = "" if row.state == State.OLDER else "pending"
    packages.keep(tx, msgspec.structs.replace(row, report=report, review=review, received_on=received_on))


def _row(envelope: Envelope, state: State, reason: str, file: str) -> PackageRow:
    header = envelope.header
    return PackageRow(
        id=header.package_id,
        direction=IN,
        kind=header.kind,
        unit=header.unit,
        period=header.period,
        workspace=header.workspace,
        sequence=header.sequence,
        digest=envelope.digest,
        signer=header.public_key,
        header=encode_header(header).decode(),
        state=state.value,
        reason=reason,
        file=file,
    )
