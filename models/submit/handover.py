"""Writing a handover package (移交包) for the other PCs of the own unit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from models.errors import FazhiError
from models.merge import keys
from models.merge.handover import HANDOVER, HandoverNote
from models.merge.intake import SUFFIX
from models.package.keys import check_recipient, recipient_of
from models.package.payload_writer import PayloadWriter
from models.package.suites import KeyRefusedError
from models.store.base.workspace import Workspace
from models.store.records import packages, peers
from models.submit import contents
from models.submit.outgoing import Letter, send, to_json


class NoPeerError(FazhiError):
    """No other PC is known."""

    template = "还不知道移交给哪台电脑：请在另一台电脑上运行 handover（不写目标）看它的接收码，再用 --to 写上接收码。"


class BadAddressError(FazhiError):
    """The text is no address (接收码)."""

    text: str

    @property
    def sentence(self) -> str:
        """Says how one looks."""
        return f"“{self.text[:80]}”不是接收码：接收码以 age1 开头，共62个字符，请照另一台电脑上显示的抄写。"


def own_address(workspace: Workspace) -> str:
    """What the other PC needs for sealing a handover to this one (接收码)."""
    return recipient_of(keys.identity(workspace))


def export_handover(workspace: Workspace, target: Path, operator: str, to: Sequence[str] = ()) -> Path:
    """Write all records of the own unit for its other PCs: those addressed, or all that are known; gives the file.

    Raises:
        NoPeerError, BadAddressError: It is not clear to which PC.
        OpenConflictsError: Something waits for a decision.
        NoRoomError: It does not fit on the target or where it is made; nothing was written.
        NotWrittenError: It could not be written whole.
        NoEvidenceError: A file of evidence is missing or damaged.
    """
    contents.require_decided(workspace)
    recipients = _recipients(workspace, to)
    note = HandoverNote(recipient=own_address(workspace), operator=operator)
    roster = keys.current_roster(workspace)
    number, size = roster.number if roster else 0, contents.evidence_size(workspace)
    letter = Letter("handover", workspace.unit, workspace.unit, recipients, "", number, evidence=size)
    path = target / _name(workspace) if target.is_dir() else target

    def fill(writer: PayloadWriter) -> None:
        writer.add_json(HANDOVER, to_json(note))
        contents.add_records(workspace, writer)

    send(workspace, keys.signing_key(workspace), letter, path, fill, operator)
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
    with workspace.read() as connection:
        found = tuple(to) or peers.peer_recipients(connection)
    if not found:
        raise NoPeerError
    return found


def _name(workspace: Workspace) -> str:
    with workspace.read() as connection:
        made = packages.find_packages(connection, direction=packages.OUT, kind="handover", workspace=workspace.id)
    return f"移交_{workspace.unit}_{workspace.id[:4]}_第{len(made) + 1:02d}次{SUFFIX}"
