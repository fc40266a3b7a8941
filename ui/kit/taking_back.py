"""撤销 of what was done to records: on offer in the window, by Ctrl+Z and in 编辑 as long as nothing builds on it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from models.store.base.journal import last_seq
from models.store.base.transaction import Transaction
from models.store.records import undo_steps
from models.store.records.undo_steps import UndoStep
from ui.base.session import Session
from ui.kit.record_names import GONE, record_names_of


def save_number(tx: Transaction) -> int:
    """The number under which the one record just saved can be taken back; 0 where nothing was written."""
    return 0 if tx.chain.seq == tx.chain.start else tx.chain.seq


def offer_undo(session: Session, done: str, number: int, then: Callable[[], None] = lambda: None) -> None:
    """Say what was done and offer to take the step back; `then` is called once it was. Step 0 changed nothing."""
    if number:
        session.undoable.emit(done, partial(take_step_back, session, number, then))
    else:
        session.told.emit(f"{done}。")


def take_step_back(
    session: Session, number: int, then: Callable[[], None] = lambda: None, *, said: str = "已撤销。"
) -> None:
    """Take a step back, have every list and form show it, and say so; or say why that cannot be done any more."""

    def done(records: list[tuple[str, str]]) -> None:
        for name in dict.fromkeys(ledger for ledger, _ in records):
            session.records_changed.emit(name)
        session.told.emit(said)
        then()

    session.change(lambda tx: undo_steps.take_back(tx, number), done, label="正在撤销")


def open_acts(session: Session, since: int = 0) -> list[tuple[UndoStep, str]]:
    """What can still be named to be taken back, newest first, each in words; only what was done after row `since`."""
    with session.workspace.read() as connection:
        acts = [one for one in undo_steps.latest_acts(connection) if not one.is_undone and one.number > since]
        names = record_names_of(connection, [one.record for one in acts if one.record])
        return [(one, act_words(one, names[one.record] if one.record else "")) for one in acts]


def act_words(step: UndoStep, name: str) -> str:
    """What was done, with the record's name where it was to one and it is still there."""
    return f"{step.words}“{name}”" if name and name != GONE else step.words


def journal_end(session: Session) -> int:
    """Number of the last row of the journal now."""
    with session.workspace.read() as connection:
        return last_seq(connection)
