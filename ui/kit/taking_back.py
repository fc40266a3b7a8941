"""撤销 of what was marked as a step: on offer for ten seconds, and by command as long as nothing was changed since."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from models.records.ledger import Ledger
from models.store.records import undo_steps
from ui.base.session import Session


def offer_undo(
    session: Session, ledger: Ledger, done: str, number: int, then: Callable[[], None] = lambda: None
) -> None:
    """Say what was done and offer to take the step back; `then` is called once it was. Step 0 changed nothing."""
    if number:
        session.undoable.emit(done, partial(take_step_back, session, ledger, number, then))
    else:
        session.told.emit(f"{done}。")


def take_step_back(session: Session, ledger: Ledger, number: int, then: Callable[[], None]) -> None:
    """Take a step back, or say why that cannot be done any more."""
    session.change(lambda tx: undo_steps.take_back(tx, number), lambda _: then(), ledger=ledger, label="正在撤销")
