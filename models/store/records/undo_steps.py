"""What was done to many records at once and can be taken back: marked in the journal right behind its rows.

A mark is a row of the journal: it is kept together with the change or not at all, sealed like every row, and there
after the program was closed. What each record was before stands in the journal as well, so nothing else is kept.
"""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection

from models.errors import FazhiError
from models.records.entry import read_line
from models.records.registry import ledger as ledger_with
from models.records.registry import ledgers
from models.store.base.transaction import Transaction
from models.store.records import records, rollback
from models.store.records.rollback import LaterChange

STEP, STEP_UNDONE = "step", "step-undone"
"""Acts of the journal: the mark of a step, and of its taking back, whose `source` is the number of the former."""
MOST = 100
"""Steps that are remembered: older ones stay as they are."""


class UndoStep(msgspec.Struct, frozen=True, kw_only=True):
    """A step: `words` say what it was, in Chinese.

    Attributes:
        number: The journal's row that marks it.
        first: The first row of its changes, which go on up to its mark.
        at: When (UTC, ISO 8601).
        operator: 经办人 who took it.
        words: What it was, in Chinese.
        is_undone: Whether it was taken back.
    """

    number: int
    first: int
    at: str
    operator: str
    words: str
    is_undone: bool


class NoStepError(FazhiError):
    """No such step is remembered."""

    number: int
    template = f"没有编号为{{number}}的操作：只记着最近{MOST}次，请重新列出可以撤销的。"


class CannotUndoStepError(FazhiError):
    """Something later builds on the step; `why` says what."""

    step: UndoStep
    why: str
    template = "“{step.words}”不能撤销（{why}），没有改动任何内容。"


def mark_step(tx: Transaction, words: str) -> int:
    """Let be taken back later what this transaction has changed; gives the step's number, 0 for no change."""
    if tx.chain.seq == tx.chain.start:
        return 0
    return tx.chain.append([(tx.at, tx.operator, STEP, STEP, STEP, "", str(tx.chain.start + 1), words)])


def latest_steps(connection: Connection) -> list[UndoStep]:
    """The steps that are remembered, newest first."""
    rows = connection.exec_driver_sql(
        "SELECT seq, source, at, operator, line, act FROM journal WHERE uid = ? AND ledger = ? "
        "ORDER BY seq DESC LIMIT ?",
        (STEP, STEP, 2 * MOST),
    ).all()
    undone = {row.source for row in rows if row.act == STEP_UNDONE}
    steps = [
        UndoStep(
            number=row.seq,
            first=int(row.source),
            at=row.at,
            operator=row.operator,
            words=row.line,
            is_undone=str(row.seq) in undone,
        )
        for row in rows
        if row.act == STEP
    ]
    return steps[:MOST]


def undo_obstacle(connection: Connection, step: UndoStep) -> str:
    """Why the step cannot be taken back any more, in Chinese; "" where it can."""
    if step.is_undone:
        return "已经撤销过"
    for ledger, uid in _changed_since(connection, step):
        left = rollback.line_before(connection, ledger, uid, step.number)
        present = rollback.line_before(connection, ledger, uid, rollback.ENDLESS)
        if _content(left) != _content(present):
            return rollback.later_change_text(_latest_change(connection, ledger, uid))
    return ""


def _changed(connection: Connection, step: UndoStep) -> list[tuple[str, str, int]]:
    """Ledger and uid of the records the step changed, with the first row of each, in their order."""
    rows = connection.exec_driver_sql(
        "SELECT ledger, uid, min(seq) FROM journal WHERE seq BETWEEN ? AND ? GROUP BY ledger, uid ORDER BY 3",
        (step.first, step.number - 1),
    )
    return [(ledger, uid, first) for ledger, uid, first in rows if ledger in ledgers()]


def _changed_since(connection: Connection, step: UndoStep) -> list[tuple[str, str]]:
    """Those of the step's records of which anything was written since."""
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT later.ledger, later.uid FROM journal one CROSS JOIN journal later "
        "WHERE one.seq BETWEEN ? AND ? AND later.uid = one.uid AND later.ledger = one.ledger AND later.seq > ?",
        (step.first, step.number - 1, step.number),
    )
    return [(ledger, uid) for ledger, uid in rows if ledger in ledgers()]


def _latest_change(connection: Connection, ledger: str, uid: str) -> LaterChange:
    row = connection.exec_driver_sql(
        "SELECT ledger, uid, at, operator, act FROM journal WHERE uid = ? AND ledger = ? ORDER BY seq DESC LIMIT 1",
        (uid, ledger),
    ).one()
    return LaterChange(*row)


def take_back(tx: Transaction, number: int) -> int:
    """Return every record of a step to what it was before, as a new change; gives how many these are.

    One that was not there before goes to the recycle bin.

    Raises:
        NoStepError: No such step is remembered.
        CannotUndoStepError: It was taken back, or one of its records was changed since; nothing was changed.
    """
    step = next((one for one in latest_steps(tx.connection) if one.number == number), None)
    if step is None:
        raise NoStepError(number)
    why = undo_obstacle(tx.connection, step)
    if why:
        raise CannotUndoStepError(step, why)
    changed = _changed(tx.connection, step)
    for ledger, uid, first in reversed(changed):
        before = rollback.line_before(tx.connection, ledger, uid, first)
        if before is None:
            records.delete(tx, ledger_with(ledger), [uid])
        else:
            records.return_to(tx, ledger_with(ledger), read_line(before))
    tx.chain.append([(tx.at, tx.operator, STEP_UNDONE, STEP, STEP, "", str(number), step.words)])
    return len(changed)


def _content(line: str | None) -> tuple[bool, dict[str, Any]] | None:
    """What a record says: when it was written, and by whom, does not count."""
    if line is None:
        return None
    entry = read_line(line)
    return entry.deleted, entry.fields
