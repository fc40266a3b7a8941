"""The centre's door for submissions: read, believe, merge; one transaction a package, and a row for every outcome."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection

from models.collector import collector_at_rest
from models.errors import FazhiError
from models.merge import keys
from models.merge.changes import MOST, RecordChange, read_changes, stays_as_typed
from models.merge.disk_space import require_space_to_keep, require_space_to_open
from models.merge.from_centre import DISK_FULL, is_about
from models.merge.order import judge_order
from models.merge.outcome import MergeCounts, PackageOutcome, PackageState, Refusal
from models.merge.package_notes import package_notes
from models.merge.package_rows import come_before, keep_row, keep_waiting, known_as, row_of
from models.merge.past import past_findings, past_words, seen_package, seen_packages
from models.merge.past_note import PastFinding
from models.merge.records import merge_lines
from models.merge.report import MergeReport, SubmissionNote, read_note
from models.merge.supersede_proxy import (
    SupersededProxy,
    proxy_on_record,
    supersede_records,
    supersede_reports,
    superseded_words,
)
from models.merge.withdrawal import take_withdrawal
from models.package.envelope import Envelope, read_cover, read_envelope
from models.package.errors import (
    DamagedPackageError,
    OtherRecipientError,
    OversizedPackageError,
    PackageError,
    UnsupportedPackageError,
    UntrustedPackageError,
    explain_refusal,
)
from models.package.header import Header
from models.package.payload import Payload, open_payload
from models.package.roster import KeyDirectory, KeyState
from models.package.suites import fingerprint, key_id
from models.package.trust import KIND_NAMES, require_kind, require_program, require_recipient
from models.records.registry import ledgers
from models.store.base.transaction import Transaction
from models.store.base.workspace import Workspace
from models.store.files import evidence
from models.store.files.disk_space import NoDiskSpaceError
from models.store.records import documents, packages, proxy, quarantine
from models.store.records.packages import Enrolment, PackageRow
from models.store.records.quarantine import QuarantinedFile
from models.version import VERSION

SUFFIX = ".fzb"
JUST_ENROLLED = "密钥在这期间已由别人登记：请再合并一次。"
NO_ROOM = "本机磁盘已满，没有合并：请腾出空间后再合并一次，这个包没有损坏。"

STATES: dict[type[PackageError], PackageState] = {
    DamagedPackageError: PackageState.DAMAGED,
    OversizedPackageError: PackageState.DAMAGED,
    UnsupportedPackageError: PackageState.UNSUPPORTED,
    UntrustedPackageError: PackageState.UNTRUSTED,
    OtherRecipientError: PackageState.OTHER,
}


class _WaitsError(Exception):
    """Nothing of the package is kept: a person has to agree first."""

    def __init__(self, outcome: PackageOutcome) -> None:
        super().__init__(outcome)
        self.outcome = outcome


class NoCentreError(FazhiError):
    """Only a centre merges submissions."""

    template = "这是填报单位的工作区，不能合并报送包：请打开汇总单位的工作区。"


def package_files(sources: Iterable[Path]) -> Iterator[Path]:
    """Packages among files and folders, in order of their names; a named file is taken whatever its ending."""
    for source in sources:
        if source.is_dir():
            yield from sorted(path for path in source.rglob(f"*{SUFFIX}") if path.is_file())
        else:
            yield source


Progress = Callable[[str, int, int], None]
"""Told the name of a file before it is taken, its number from 1, and how many there are."""


def merge_all(
    workspace: Workspace,
    sources: Iterable[Path],
    operator: str,
    *,
    dry_run: bool = False,
    progress: Progress = lambda *_: None,
    second_identity: str = "",
    replace_typed: bool = False,
) -> list[PackageOutcome]:
    """Merge every package found, in order of their names; one bad package never stops the others.

    A preview (`dry_run`) gives the changes field by field too. `second_identity` is the centre's sealed second one: it
    opens submissions to a centre whose own keys are lost, whatever key they name. With `replace_typed` a person has
    agreed that the submissions take the place of what was typed for their units (代录, see
    `models.merge.supersede_proxy`); without it they wait.

    Raises:
        NoCentreError: The workspace is a unit's.
        WorkspaceBusyError: Another writer holds the workspace; packages merged so far stay merged.
    """
    files = list(package_files(sources))
    door = _Door(workspace, operator, second_identity, dry_run=dry_run, replace_typed=replace_typed)
    return in_file_order(files, door.take_all(files, progress))


def merge_each(
    workspace: Workspace,
    files: Sequence[Path],
    operator: str,
    progress: Progress,
    *,
    dry_run: bool = False,
    replace_typed: bool = False,
) -> Iterator[PackageOutcome]:
    """Merge like `merge_all`, one outcome at a time, so that the caller may stop; a preview goes unit by unit."""
    return _Door(workspace, operator, "", dry_run=dry_run, replace_typed=replace_typed).take_all(files, progress)


def in_file_order(files: Sequence[Path], outcomes: Iterable[PackageOutcome]) -> list[PackageOutcome]:
    """Sort outcomes into the order in which their files were given."""
    order = {str(path): number for number, path in enumerate(files)}
    return sorted(outcomes, key=lambda outcome: order[outcome.file])


def _by_unit(files: Iterable[Path]) -> Iterator[list[Path]]:
    """Files by the unit on their covers, each unit's in their order; those without one that can be read together."""
    groups: dict[str, list[Path]] = {}
    for path in files:
        try:
            with path.open("rb") as source:
                unit = read_cover(source).unit
        except (OSError, PackageError):
            unit = ""
        groups.setdefault(unit, []).append(path)
    yield from groups.values()


class _Door:
    """What does not change from one package to the next."""

    def __init__(
        self, workspace: Workspace, operator: str, second_identity: str, *, dry_run: bool, replace_typed: bool = False
    ) -> None:
        if not workspace.is_centre:
            raise NoCentreError
        self.workspace, self.operator, self.dry_run = workspace, operator, dry_run
        self.replace_typed = replace_typed
        self.own_keys = keys.own_keys(workspace)
        self.own = None if second_identity else {key_id(key) for key in self.own_keys}
        self.identities = (*keys.age_identities(workspace), *filter(None, [second_identity]))
        roster = keys.current_roster(workspace)
        self.directory = KeyDirectory(roster) if roster else None
        self.tx: Transaction | None = None
        with workspace.read() as connection:
            self.own_ids = proxy.own_workspace_ids(connection)

    def take_all(self, files: Sequence[Path], progress: Progress) -> Iterator[PackageOutcome]:
        """Take one file after the other; in a preview each finds what those of its unit before it would have left."""
        numbers = itertools.count(1)
        for some in _by_unit(files) if self.dry_run else ([path] for path in files):
            with self._abandoned() if self.dry_run else nullcontext():
                outcomes = []
                for path in some:
                    progress(path.name, next(numbers), len(files))
                    with collector_at_rest():
                        outcomes.append(self.take(path))
            yield from outcomes

    @contextmanager
    def _abandoned(self) -> Iterator[None]:
        with self.workspace.write(self.operator) as self.tx:
            self.tx.abandoned = True
            yield
        self.tx = None

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        if self.tx:
            yield self.tx.connection
        else:
            with self.workspace.read() as connection:
                yield connection

    @contextmanager
    def _writing(self) -> Iterator[Transaction]:
        """A transaction for one package; in a preview a part of the one that is abandoned."""
        if self.tx:
            with self.tx.savepoint():
                yield self.tx
        else:
            with self.workspace.write(self.operator) as tx:
                yield tx

    def take(self, path: Path) -> PackageOutcome:
        """Read, believe and merge one file; every failure of the file becomes an outcome.

        Raises:
            OSError: The workspace's own folder fails.
        """
        try:
            with path.open("rb") as source:
                return self._believe(path, read_envelope(source))
        except PackageError as problem:
            return PackageOutcome(file=str(path), state=STATES[type(problem)], reason=explain_refusal(problem))
        except OSError as problem:
            if problem.errno in DISK_FULL:
                return PackageOutcome(file=str(path), state=PackageState.REFUSED, reason=NO_ROOM)
            if not is_about(problem, path):
                raise
            reason = f"文件读不出来（{problem.strerror or problem}）：请重新插好U盘，或换一份再试。"
            return PackageOutcome(file=str(path), state=PackageState.DAMAGED, reason=reason)

    def _believe(self, path: Path, envelope: Envelope) -> PackageOutcome:
        header = envelope.header
        said: dict[str, Any] = {
            "file": str(path),
            "unit": header.unit,
            "sequence": header.sequence,
        }
        with self._reading() as connection:
            said["package"], before = known_as(connection, header), come_before(connection, envelope)
        own = self.workspace.name if header.unit == self.workspace.unit else ""  # no unit of the roster, maybe
        said["unit_name"] = (self.directory.names.get(header.unit, "") if self.directory else "") or own
        if header.kind != "submission" and header.public_key in self.own_keys:
            return PackageOutcome(
                **said, state=PackageState.OWN, reason=f"本单位自己发的{KIND_NAMES[header.kind]}，不必合并。"
            )
        try:
            require_kind(header, {"submission"})
            if self.own is not None:
                require_recipient(header, self.own)
            require_program(header, VERSION)
            outcome = _as_before(before, said) if before else self._judge_key(envelope, said)
        except PackageError as problem:
            outcome = PackageOutcome(**said, state=STATES[type(problem)], reason=explain_refusal(problem))
        except NoDiskSpaceError as problem:
            outcome = PackageOutcome(**said, state=PackageState.REFUSED, reason=problem.sentence)
        if outcome.state is PackageState.UNTRUSTED:
            with self._writing() as tx:
                quarantine.quarantine_file(tx, _suspect(envelope, outcome))
        return outcome

    def _judge_key(self, envelope: Envelope, said: dict[str, Any]) -> PackageOutcome:
        header = envelope.header
        state = self.directory.find(header.unit, header.key_id) if self.directory else KeyState.UNKNOWN
        if state is KeyState.UNKNOWN:
            return PackageOutcome(
                **said, state=PackageState.UNTRUSTED, reason="名册里没有这个单位，或这把密钥属于另一个单位。"
            )
        require_space_to_open(header)
        with open_payload(envelope, self.identities) as payload:
            note = read_note(payload)
            if state is KeyState.PENDING:
                return self._wait(envelope, note, said)
            return (
                self._withdraw(envelope, note, said) if note.withdraws else self._merge(envelope, payload, note, said)
            )

    def _wait(self, envelope: Envelope, note: SubmissionNote, said: dict[str, Any]) -> PackageOutcome:
        header = envelope.header
        digits = fingerprint(header.public_key)
        reason = f"密钥还没有登记：请与盖章报送单上的指纹“{digits}”核对，一致后登记，再合并一次。"
        waiting = Enrolment(
            public_key=header.public_key,
            unit=header.unit,
            fingerprint=digits,
            recipient=note.recipient,
            state="pending",
            package=said["package"],
        )
        with self._writing() as tx:
            if before := come_before(tx.connection, envelope):
                return _as_before(before, said)
            known = packages.find_enrolment(tx.connection, header.public_key)
            if known and known.state == "active":
                return PackageOutcome(**said, state=PackageState.PENDING, reason=JUST_ENROLLED)
            packages.save_enrolment(tx, waiting)
            keep_waiting(tx, row_of(tx.connection, envelope, PackageState.PENDING, reason, said["file"]))
        return PackageOutcome(**said, state=PackageState.PENDING, reason=reason)

    def _withdraw(self, envelope: Envelope, note: SubmissionNote, said: dict[str, Any]) -> PackageOutcome:
        with self._writing() as tx:
            if before := come_before(tx.connection, envelope):
                return _as_before(before, said)
            row = row_of(tx.connection, envelope, PackageState.WITHDRAWAL, "", said["file"])
            state, reason = take_withdrawal(tx, row, note)
            past: tuple[PastFinding, ...] = ()
            if state is PackageState.WITHDRAWAL:
                past = tuple(_past_of(packages.find_submissions(tx.connection, row.unit), envelope, note))
                reason += past_words(past)
                keep_row(tx, MergeReport(MergeCounts(), note), msgspec.structs.replace(row, reason=reason))
        return PackageOutcome(**said, state=state, reason=reason, past=past)

    def _merge(
        self, envelope: Envelope, payload: Payload, note: SubmissionNote, said: dict[str, Any]
    ) -> PackageOutcome:
        try:
            return self._merge_now(envelope, payload, note, said)
        except _WaitsError as waits:
            with self._writing() as tx:
                if before := come_before(tx.connection, envelope):
                    return _as_before(before, said)
                keep_waiting(
                    tx, row_of(tx.connection, envelope, PackageState.TO_CONFIRM, waits.outcome.reason, said["file"])
                )
            return waits.outcome

    def _merge_now(
        self, envelope: Envelope, payload: Payload, note: SubmissionNote, said: dict[str, Any]
    ) -> PackageOutcome:
        header, counts, room = envelope.header, MergeCounts(), require_space_to_keep(self.workspace, payload)
        with self._writing() as tx:
            if before := come_before(tx.connection, envelope):
                return _as_before(before, said)
            row = row_of(tx.connection, envelope, PackageState.MERGED, "", said["file"])
            first, sent = tx.chain.seq + 1, packages.find_submissions(tx.connection, header.unit)
            issue = documents.issue_with_period(tx.connection, header.period)
            standing = proxy_on_record(tx.connection, sent, issue, header)
            own = self.own_ids if header.unit != self.workspace.unit else frozenset[str]()
            for ledger in ledgers().values():
                if ledger.id in payload.counts:
                    lines = payload.lines(ledger.id)
                    counts += merge_lines(tx, ledger, header.unit, lines, row.id, own)
            counts.refuse(*_unknown_ledgers(payload))
            state, reason = judge_order(sent, envelope, counts)
            replaced = supersede_records(tx, standing, row, counts)
            waits = replaced.anything and not self.replace_typed
            past = tuple(_past_of(sent, envelope, note))
            reason += past_words(past) + package_notes(tx.connection, issue, header, note)
            reason += superseded_words(replaced, confirmed=not waits)
            shown, more = _preview(tx, row.id, first, replaced) if self.dry_run or waits else ((), 0)
            found: dict[str, Any] = {
                "reason": reason,
                "counts": counts,
                "changes": shown,
                "more": more,
                "room": room,
                "past": past,
            }
            if waits:
                raise _WaitsError(PackageOutcome(**said, **found, state=PackageState.TO_CONFIRM))
            if not self.dry_run:
                self._keep_evidence(tx, payload, header.unit)
            supersede_reports(tx, replaced, row)
            report = MergeReport(counts, note, _unknown(header), first, tx.chain.seq, replaced.rows)
            keep_row(tx, report, msgspec.structs.replace(row, state=state.value, reason=reason))
        return PackageOutcome(**said, **found, state=state)

    def _keep_evidence(self, tx: Transaction, payload: Payload, unit: str) -> None:
        for digest, stream in payload.evidence():
            if not evidence.is_file_kept(tx, self.workspace, digest):
                evidence.add_stream(tx, self.workspace, stream)
            evidence.set_brought(tx, unit, [digest])


def _as_before(before: tuple[PackageState, str], said: dict[str, Any]) -> PackageOutcome:
    return PackageOutcome(**said, state=before[0], reason=before[1])


def _past_of(sent: Iterable[PackageRow], envelope: Envelope, note: SubmissionNote) -> list[PastFinding]:
    header = envelope.header
    seen = seen_packages(sent).get(header.unit, [])
    return past_findings(seen, seen_package(envelope.digest, header, note))


def _unknown_ledgers(payload: Payload) -> list[Refusal]:
    unknown = set(payload.counts) - set(ledgers())
    return [
        Refusal(name, "", f"本程序不认识台账“{name}”（{payload.counts[name]}条）：请升级程序后再合并一次。")
        for name in sorted(unknown)
        if payload.counts[name]
    ]


def _unknown(header: Header) -> tuple[str, ...]:
    return tuple(sorted(set(header.counts) - set(ledgers())))


def _preview(
    tx: Transaction, package: str, first: int, replaced: SupersededProxy
) -> tuple[tuple[RecordChange, ...], int]:
    """What would change; typed records that stay are no change, but a person has to look at each: they come first."""
    stay = (stays_as_typed(tx.connection, ledger, entry) for ledger, entry in replaced.staying)
    found = itertools.chain(stay, read_changes(tx.connection, package, first, tx.chain.seq))
    shown = tuple(itertools.islice(found, MOST))
    return shown, sum(1 for _ in found)


def _suspect(envelope: Envelope, outcome: PackageOutcome) -> QuarantinedFile:
    return QuarantinedFile(
        digest=envelope.digest,
        file=outcome.file,
        unit=outcome.unit,
        package=outcome.package,
        signer=envelope.header.public_key,
        reason=outcome.reason,
    )
