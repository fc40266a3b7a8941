"""Writing a handover package (移交包) for the other PCs of the own unit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from models.errors import FazhiError
from models.file_names import file_name
from models.merge import keys
from models.merge.intake import SUFFIX
from models.merge.transfer import HANDOVER, TransferNote
from models.package.keys import check_recipient, recipient_of
from models.package.payload_writer import PayloadWriter
from models.package.suites import KeyRefusedError
from models.store.base.workspace import Workspace
from models.store.records import packages, peers
from models.submit import contents
from models.submit.outgoing import PackageDraft, send_package, to_json


class NoPeerError(FazhiError):
    """No other PC is known."""

    template = "还不知道移交给哪台电脑：请在另一台电脑上运行 handover（不写目标）看它的接收码，再用 --to 写上接收码。"


class BadAddressError(FazhiError):
    """The text is no address (接收码)."""

    text: str

    @property
    def sentence(self) -> str:
        """Quotes the first 80 characters typed and says what a receiving code looks like."""
        return f"“{self.text[:80]}”不是接收码：接收码以 age1 开头，共62个字符，请照另一台电脑上显示的抄写。"


class RevokedPeerError(FazhiError):
    """The address is that of a PC whose key was revoked."""

    address: str
    template = "接收码“{address}”所在电脑的密钥已被撤销，没有生成移交包：请核对，那台电脑可能已经丢失。"


def own_address(workspace: Workspace) -> str:
    """This PC's receiving code (接收码, an age recipient), to which another PC seals a transfer package."""
    return recipient_of(keys.age_identity(workspace))


def export_transfer(workspace: Workspace, target: Path, operator: str, to: Sequence[str] = ()) -> Path:
    """Write all records of the own unit for its other PCs: those addressed, or all that are known; gives the file.

    Raises:
        NoPeerError, BadAddressError: It is not clear to which PC.
        RevokedPeerError: The roster says that the key of a PC addressed was revoked.
        OpenConflictsError: Something waits for a decision.
        NoRoomError: It does not fit on the target or where it is made; nothing was written.
        NotWrittenError: It could not be written whole.
        NoEvidenceError: A file of evidence is missing or damaged.
    """
    contents.require_decided(workspace)
    recipients = _recipients(workspace, to)
    note = TransferNote(recipient=own_address(workspace), operator=operator)
    roster = keys.current_roster(workspace)
    number, size = roster.number if roster else 0, contents.evidence_size(workspace)
    letter = PackageDraft("handover", workspace.unit, workspace.unit, recipients, "", number, evidence=size)
    path = target / _name(workspace) if target.is_dir() else target

    def fill(writer: PayloadWriter) -> str:
        writer.add_json(HANDOVER, to_json(note))
        return contents.add_records(workspace, writer)

    send_package(workspace, keys.signing_key(workspace), letter, path, fill, operator)
    with workspace.write(operator) as tx:
        for recipient in recipients:
            peers.save_address(tx, recipient)
    return path


def _recipients(workspace: Workspace, to: Sequence[str]) -> tuple[str, ...]:
    for text in to:
        try:
            check_recipient(text)
        except KeyRefusedError as problem:
            raise BadAddressError(text) from problem
    revoked, known = _revoked_keys(workspace), _known_peers(workspace)
    lost = {peer.recipient for peer in known if peer.public_key in revoked}
    for text in to:
        if text in lost:
            raise RevokedPeerError(text)
    found = tuple(to) or reachable_peers(workspace)
    if not found:
        raise NoPeerError
    return found


def reachable_peers(workspace: Workspace) -> tuple[str, ...]:
    """Age recipients of the known PCs that the newest roster lets a handover be sealed to.

    None of a PC whose key was revoked. Where a key was revoked that never came here, any PC that is known by its
    address only may be the one: it has to be addressed by a person.
    """
    revoked, known = _revoked_keys(workspace), _known_peers(workspace)
    lost = {peer.recipient for peer in known if peer.public_key in revoked}
    is_one_unmet = bool(revoked - {peer.public_key for peer in known} - set(keys.own_keys(workspace)))
    sure = [peer for peer in known if not (is_one_unmet and peer.public_key.startswith(peers.ADDRESSED))]
    return tuple(sorted({peer.recipient for peer in sure} - lost))


def _known_peers(workspace: Workspace) -> list[peers.Peer]:
    with workspace.read() as connection:
        return peers.known_peers(connection)


def _revoked_keys(workspace: Workspace) -> frozenset[str]:
    """Keys of the own unit that the newest roster calls revoked."""
    roster = keys.current_roster(workspace)
    mine = [key for entry in roster.entries if entry.unit == workspace.unit for key in entry.keys] if roster else []
    return frozenset(key.public_key for key in mine if key.status == "revoked")


def _name(workspace: Workspace) -> str:
    with workspace.read() as connection:
        made = packages.find_packages(connection, direction=packages.OUT, kind="handover", workspace=workspace.id)
    return file_name("移交", workspace.unit, workspace.id[:4], f"第{len(made) + 1:02d}次", ending=SUFFIX)
