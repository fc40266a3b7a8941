"""Keeps what is typed into a form and not saved, and lets go of it when it was saved or wiped."""

from __future__ import annotations

from models.records.ledger import Ledger
from models.store.base.transaction import Transaction
from models.store.records.drafts import FormDraft, load_draft, save_draft
from ui.base.session import Session
from ui.base.workers import Trouble


class DraftKeeper:
    """Saves the unsaved input of one ledger's form, so that it survives a crash."""

    def __init__(self, session: Session, ledger: Ledger) -> None:
        self._session, self._ledger = session, ledger
        self._is_kept = self._has_failed = False
        self._last: FormDraft | None = None

    def keep(self, draft: FormDraft) -> None:
        """Save the unsaved input to the database in the background, unless it equals the last saved."""
        if draft != self._last or self._has_failed:
            self._is_kept, self._last, self._has_failed = True, draft, False
            self._write()

    def drop(self) -> None:
        """Delete the saved draft, since the form has nothing unsaved any more."""
        if self._is_kept:
            self._is_kept, self._last = False, None
            self._write()

    def _write(self) -> None:
        # What is typed by the time it is written: behind slow writing this draft would be an old one.
        self._session.change(
            lambda tx: save_draft(tx, self._ledger, self._last, self._session.acting), on_error=self._not_written
        )

    def _not_written(self, trouble: Trouble) -> None:
        self._is_kept = self._has_failed = True  # so that it is tried again, and what stands there is dropped
        self._session.failed.emit(trouble)

    def forget(self, tx: Transaction) -> None:
        """Drop the saved draft within `tx`, the transaction that saves the record itself."""
        if self._is_kept:
            save_draft(tx, self._ledger, None, self._session.acting)

    def left_behind(self) -> list[FormDraft]:
        """What the lock or else a crash left, [] if everything was saved; from now on a draft can be dropped."""
        with self._session.workspace.read() as connection:
            draft = load_draft(connection, self._ledger, self._session.acting)
        self._is_kept = self._is_kept or draft is not None
        return self._session.carried.pop((self._ledger.id, self._session.acting), [draft] if draft else [])
