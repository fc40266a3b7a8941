"""What a submission says, under its seal, of the journal behind it: whether it still holds what was sent before."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta

from models.package.header import Code, Count, Digest, decode_header
from models.store.base import journal
from models.store.base.workspace import Workspace
from models.store.records import packages, proxy
from models.store.records.packages import OUT

MOST = 10_000
"""Earlier packages that are named, the newest of them: more than any unit sends in a lifetime."""


class SentHead(msgspec.Struct, frozen=True, array_like=True):
    """The head of the journal that an earlier package named, and its row here; 0 where no row has that digest."""

    digest: Digest
    row: Count


class PastNote(msgspec.Struct, frozen=True, kw_only=True):
    """What a unit's journal knows of the packages made before this one.

    Attributes:
        heads: Of every earlier package, oldest first.
        last: Number of the newest of them in this workspace, 0 where there is none.
        whole: Whether every row of the journal follows from the row before, to the end.
        copied_from: Ids that the workspace had before it was restored from backups.
    """

    heads: Annotated[tuple[SentHead, ...], Meta(max_length=MOST)] = ()
    last: Count = 0
    whole: bool = True
    copied_from: Annotated[tuple[Code, ...], Meta(max_length=MOST)] = ()


class PastKind(StrEnum):
    """What a package tells of the past; the values are part of the command line's JSON."""

    REWRITTEN = "rewritten"
    BROKEN = "broken"
    COPIED = "old-copy"
    RESTORED = "restored"


ALARMS = frozenset({PastKind.REWRITTEN, PastKind.BROKEN, PastKind.COPIED})
"""Of these somebody at the centre has to ask the unit."""


class PastFinding(msgspec.Struct, frozen=True):
    """What one package tells; `what` is Chinese sentences."""

    kind: PastKind
    what: str


def past_note(workspace: Workspace) -> PastNote:
    """What the workspace's next submission says of those before."""
    with workspace.read() as connection:
        made = [row for row in packages.find_packages(connection, direction=OUT, kind="submission") if row.header]
        digests = [decode_header(row.header.encode()).journal_head for row in made][-MOST:]
        rows = journal.rows_of_digests(connection, filter(None, digests))
        return PastNote(
            heads=tuple(SentHead(digest, rows.get(digest, 0)) for digest in digests if digest),
            last=max((row.sequence for row in made if row.workspace == workspace.id), default=0),
            whole=_is_whole(workspace),
            copied_from=tuple(sorted(proxy.own_workspace_ids(connection) - {workspace.id})),
        )


def _is_whole(workspace: Workspace) -> bool:
    with workspace.read() as connection:
        broken = next(journal.broken_links(connection, workspace.journal_key), None)
        return broken is None and not journal.is_cut_off(connection, workspace.journal_key)
