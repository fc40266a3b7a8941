"""Handover packages (移交包) between the PCs of one unit: whom to believe, and the merge by the centre's engine."""

from __future__ import annotations

from pathlib import Path

import msgspec
from sqlalchemy import Connection

from models.clock import local_day
from models.errors import FazhiError
from models.merge import keys
from models.merge.disk_space import require_space_to_keep, require_space_to_open
from models.merge.enrolment import fingerprint_digits
from models.merge.outcome import MergeCounts, PackageState
from models.merge.package_rows import known_as, row_of
from models.merge.records import merge_lines
from models.merge.report import MergeReport, SubmissionNote
from models.package.envelope import Envelope
from models.package.errors import DamagedPackageError, ReadingStep, UntrustedPackageError
from models.package.header import Header
from models.package.keys import check_recipient
from models.package.payload import Payload, open_payload
from models.package.roster import KeyState, find_key
from models.package.suites import KeyRefusedError, fingerprint
from models.package.trust import require_kind, require_program, require_recipient
from models.records.registry import ledgers
from models.store.base.transaction import Transaction
from models.store.base.workspace import Workspace
from models.store.files import evidence
from models.store.records import packages, peers
from models.store.records.packages import IN, OUT, PackageRow
from models.version import VERSION

HANDOVER = "handover.json"


class TransferNote(msgspec.Struct, frozen=True, kw_only=True):
    """What a handover says of the PC it is from: where to seal the answer to, and who made it."""

    recipient: str
    operator: str = ""


class StrangerPcError(FazhiError):
    """The signing PC is not known yet: a person compares its fingerprint once."""

    path: Path
    fingerprint: str
    template = (
        "“{path.name}”是本单位另一台电脑的移交包，那台电脑的指纹是 {fingerprint}：请与那台电脑"
        "“系统›密钥”里显示的指纹逐位核对，一致后加 --trust 和这个指纹再接收一次。"
    )


def receive_transfer(workspace: Workspace, envelope: Envelope, path: Path, operator: str, trust: str = "") -> str:
    """Merge what the other PC of this unit knows; gives one sentence on what it brought.

    Raises:
        PackageError: It cannot be believed, or is for someone else.
        StrangerPcError: Its key is neither enrolled for this unit nor was it compared; nothing was read.
        NoRoomError: It does not fit on this computer; nothing was kept.
    """
    header = envelope.header
    require_kind(header, {"handover"})
    require_program(header, VERSION)
    require_recipient(header, {workspace.unit})
    with workspace.read() as connection:
        known = _known(connection, header)
    if known:
        return known
    believed = _require_peer(workspace, envelope, path, trust)
    require_space_to_open(envelope.header)
    with open_payload(envelope, keys.age_identities(workspace)) as payload:
        note = _note(payload)
        require_space_to_keep(workspace, payload)
        with workspace.write(operator) as tx:
            if known := _known(tx.connection, header):
                return known
            row = row_of(tx.connection, envelope, PackageState.MERGED, "", str(path))
            peers.save_peer(tx, header.public_key, note.recipient)
            brought, counts = _merge(tx, workspace, row, payload)
            words = f"{brought}{believed}"
            report = MergeReport(counts, SubmissionNote(recipient=note.recipient))
            text = msgspec.json.encode(report).decode()
            packages.save_package(tx, msgspec.structs.replace(row, reason=words, report=text))
    return words


def _known(connection: Connection, header: Header) -> str:
    """What to say of a package that was made or received here before, "" of another.

    Asked before reading, which it spares, and again within the transaction: another window may have been faster.
    """
    made = packages.find_packages(connection, id=header.package_id, direction=OUT, workspace=header.workspace)
    if any(header.public_key in row.header for row in made):
        return "这是本机自己导出的移交包，没有变化。"
    before = packages.find_packages(connection, id=known_as(connection, header), direction=IN)
    return f"这个移交包已于{local_day(before[0].at)}接收，没有变化。" if before else ""


def _require_peer(workspace: Workspace, envelope: Envelope, path: Path, trust: str) -> str:
    """Why the key is believed: enrolled for this unit, compared before or just now; raise where it is none of these."""
    header, roster = envelope.header, keys.current_roster(workspace)
    state = find_key(roster, header.unit, header.key_id) if roster else KeyState.PENDING
    if header.unit != workspace.unit or state in (KeyState.REVOKED, KeyState.UNKNOWN):
        raise UntrustedPackageError(ReadingStep.SIGNER, found=header.public_key)
    with workspace.read() as connection:
        known = peers.compared_keys(connection)
    shown = fingerprint(header.public_key)
    if state is KeyState.ACTIVE:
        return f"那台电脑的密钥（指纹 {shown}）已由汇总单位登记在名册里，不用再核对。"
    if header.public_key in known:
        return f"那台电脑的指纹 {shown} 以前核对过。"
    if trust and fingerprint_digits(trust) == fingerprint_digits(shown):
        return f"那台电脑的指纹 {shown} 核对一致。"
    raise StrangerPcError(path, shown)


def _note(payload: Payload) -> TransferNote:
    try:
        note = msgspec.convert(payload.json(HANDOVER), TransferNote)
        check_recipient(note.recipient)
    except (msgspec.ValidationError, KeyRefusedError) as problem:
        raise DamagedPackageError(ReadingStep.ENTRY, expected=HANDOVER, found=problem) from problem
    return note


def _merge(tx: Transaction, workspace: Workspace, row: PackageRow, payload: Payload) -> tuple[str, MergeCounts]:
    counts = MergeCounts()
    for ledger in ledgers().values():
        if ledger.id in payload.counts:
            counts += merge_lines(tx, ledger, row.unit, payload.lines(ledger.id), row.id)
    for digest, stream in payload.evidence():
        if not evidence.is_file_kept(tx, workspace, digest):
            evidence.add_stream(tx, workspace, stream)
    done = f"新增{counts.added} 更新{counts.updated} 删除{counts.deleted} 未变{counts.unchanged} 冲突{counts.conflicts}"
    words = f"已接收本单位另一台电脑的移交包：{done} 拒收{counts.refused_count}。"
    return words + ("冲突请在冲突清单里决定。" if counts.conflicts else ""), counts
