"""What was done and can be taken back: a save of one record, or what a mark in the journal says of many.

A mark is a row of the journal right behind the rows it is about: it is kept together with the change or not at all,
sealed like every row, and there after the program was closed. The save of one record needs none: its own row is its
number. What each record was before stands in the journal as well, so nothing else is kept.
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
SAVES = {"create": "新增", "change": "修改", "delete": "删除", "restore": "恢复"}
"""Acts of the journal that change one record, and what they are called."""
NEAR = 5_000
"""Rows of the journal, from its end, among which saves of one record are looked for."""


class UndoStep(msgspec.Struct, frozen=True, kw_only=True):
    """A step: `words` say what it was, in Chinese.

    Attributes:
        number: The journal's row that marks it.
        first: The first row of its changes, which go on up to its mark.
        at: When (UTC, ISO 8601).
        operator: 经办人 who took it.
        words: What it was, in Chinese.
        is_undone: Whether it was taken back.
        record: Ledger id and uid where it was the save of one record, which `words` do not name; else None.
    """

    number: int
    first: int
    at: str
    operator: str
    words: str
    is_undone: bool
    record: tuple[str, str] | None = None


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
    undone = _undone(connection)
    rows = connection.exec_driver_sql(
        "SELECT seq, source, at, operator, line FROM journal WHERE uid = ? AND act = ? ORDER BY seq DESC LIMIT ?",
        (STEP, STEP, MOST),
    ).all()
    return [
        UndoStep(
            number=row.seq,
            first=int(row.source),
            at=row.at,
            operator=row.operator,
            words=row.line,
            is_undone=str(row.seq) in undone,
        )
        for row in rows
    ]


def latest_acts(connection: Connection) -> list[UndoStep]:
    """The steps that are remembered and the saves of one record among the last rows, newest first."""
    steps, undone = latest_steps(connection), _undone(connection)
    rows = connection.exec_driver_sql(
        "SELECT seq, at, operator, act, ledger, uid FROM journal WHERE seq > (SELECT max(seq) FROM journal) - ? "
        f"AND act IN ({', '.join('?' * len(SAVES))}) ORDER BY seq DESC LIMIT ?",
        (NEAR, *SAVES, MOST),
    ).all()
    saves = [
        UndoStep(
            number=row.seq,
            first=row.seq,
            at=row.at,
            operator=row.operator,
            words=f"{SAVES[row.act]}{ledgers()[row.ledger].label}",
            is_undone=str(row.seq) in undone,
            record=(row.ledger, row.uid),
        )
        for row in rows
        if row.ledger in ledgers() and not any(one.first <= row.seq < one.number for one in steps)
    ]
    return sorted([*steps, *saves], key=lambda one: one.number, reverse=True)


def _undone(connection: Connection) -> set[str]:
    """The numbers of what was taken back already."""
    return set(
        connection.exec_driver_sql(
            "SELECT source FROM journal WHERE uid = ? AND act = ? ORDER BY seq DESC LIMIT ?",
            (STEP, STEP_UNDONE, 2 * MOST),
        ).scalars()
    )


def undo_obstacle(connection: Connection, step: UndoStep) -> str:
    """Why the step cannot be taken back any more, in Chinese; "" where it can."""
    if step.is_undone:
        return "已经撤销过"
    for ledger, uid in _changed_since(connection, step):
        left = rollback.line_before(connection, ledger, uid, step.number + 1)
        present = rollback.line_before(connection, ledger, uid, rollback.ENDLESS)
        if _content(left) != _content(present):
            return rollback.later_change_text(_latest_change(connection, ledger, uid))
    return ""


def _changed(connection: Connection, step: UndoStep) -> list[tuple[str, str, int]]:
    """Ledger and uid of the records the step changed, with the first row of each, in their order."""
    rows = connection.exec_driver_sql(
        "SELECT ledger, uid, min(seq) FROM journal WHERE seq BETWEEN ? AND ? GROUP BY ledger, uid ORDER BY 3",
        (step.first, step.number),
    )
    return [(ledger, uid, first) for ledger, uid, first in rows if ledger in ledgers()]


def _changed_since(connection: Connection, step: UndoStep) -> list[tuple[str, str]]:
    """Those of the step's records of which anything was written since."""
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT later.ledger, later.uid FROM journal one CROSS JOIN journal later "
        "WHERE one.seq BETWEEN ? AND ? AND later.uid = one.uid AND later.ledger = one.ledger AND later.seq > ?",
        (step.first, step.number, step.number),
    )
    return [(ledger, uid) for ledger, uid in rows if ledger in ledgers()]


def _latest_change(connection: Connection, ledger: str, uid: str) -> LaterChange:
    row = connection.exec_driver_sql(
        "SELECT ledger, uid, at, operator, act FROM journal WHERE uid = ? AND ledger = ? ORDER BY seq DESC LIMIT 1",
        (uid, ledger),
    ).one()
    return LaterChange(*row)


def take_back(tx: Transaction, number: int) -> list[tuple[str, str]]:
    """Return every record of a step to what it was before, as a new change; gives ledger id and uid of each.

    One that was not there before goes to the recycle bin.

    Raises:
        NoStepError: No such step is remembered.
        CannotUndoStepError: It was taken back, or one of its records was changed since; nothing was changed.
    """
    step = next((one for one in latest_acts(tx.connection) if one.number == number), None)
    if step is None:
        raise NoStepError(number)
    why = undo_obstacle(tx.connection, step)
    if why:
        raise CannotUndoStepError(step, why)
    changed = _changed(tx.connection, step)
    for ledger, uid, first in reversed(changed):
        declared, before = ledger_with(ledger), rollback.line_before(tx.connection, ledger, uid, first)
        if before is None:
            gone = msgspec.structs.replace(records.load(tx.connection, declared, uid), deleted=True)
            records.return_to(tx, declared, gone)
        else:
            records.return_to(tx, declared, read_line(before))
    tx.chain.append([(tx.at, tx.operator, STEP_UNDONE, STEP, STEP, "", str(number), step.words)])
    return [(ledger, uid) for ledger, uid, _ in changed]


def _content(line: str | None) -> tuple[bool, dict[str, Any]] | None:
    """What a record says: when it was written, and by whom, does not count."""
    if line is None:
        return None
    entry = read_line(line)
    return entry.deleted, entry.fields
