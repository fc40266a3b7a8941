"""What a centre changes in its issue before it saves it under a new number, kept between two sessions."""

from __future__ import annotations

import msgspec

from models.records.office import Issue
from models.store.base.transaction import Transaction
from models.store.base.workspace import Workspace

DRAFT = "draft.issue"


def save_issue_draft(tx: Transaction, issue: Issue | None) -> None:
    """Keep what is not saved yet; None forgets it."""
    tx.set_setting(DRAFT, msgspec.json.encode(issue).decode() if issue else "")


def load_issue_draft(workspace: Workspace) -> Issue | None:
    """The plan left unpublished when the page was last closed, or None."""
    text = workspace.setting(DRAFT)
    return msgspec.json.decode(text, type=Issue) if text else None
