"""Points given by hand to many units in one change, and taken back again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from models.assess.hand_points import GivenPoints, PointsChange, given_in
from models.errors import FazhiError
from models.records.entry import uid_for
from models.records.ledgers.score import LEDGER
from models.store.base.transaction import Transaction
from models.store.records import records


class GivenMeanwhileError(FazhiError):
    """Points were given by hand after the changes had been looked at."""

    unit: str
    indicator: str
    template = "{unit}的“{indicator}”刚才又评过分，一项也没有读入：请再读入一次，核对后再确认。"


class GivenBefore(NamedTuple):
    """What undo restores for one record; `given` is None where no points were given."""

    uid: str
    given: GivenPoints | None


def give_points_to_many(tx: Transaction, year: int, unit: str, changes: Iterable[PointsChange]) -> list[GivenBefore]:
    """Give these points, in records of `unit`, the centre; files that prove earlier ones stay.

    Raises:
        AlreadyFrozenError: The year's assessment is frozen.
        GivenMeanwhileError: What was given is no longer what the changes were made from.
    """
    return [_give(tx, year, unit, one) for one in changes]


def _give(tx: Transaction, year: int, unit: str, change: PointsChange) -> GivenBefore:
    cell = change.cell
    key = {"year": year, "scored": cell.unit, "indicator": cell.indicator}
    uid = uid_for(LEDGER, unit, key)
    kept = records.find(tx.connection, LEDGER, uid)
    before = given_in(kept.fields) if kept and not kept.deleted else None
    if (before or GivenPoints()) != cell.given:
        raise GivenMeanwhileError(cell.unit_name, cell.name)
    files = {} if before else {"evidence": None}  # those of a record in the recycle bin prove nothing any more
    saved = records.save(tx, LEDGER, unit, {**key, **change.after._asdict(), **files})
    return GivenBefore(saved.uid, before)


def restore_points(tx: Transaction, before: Sequence[GivenBefore]) -> None:
    """Restore the points as they were before a change: `before` as that change gave it.

    Raises:
        AlreadyFrozenError: The year's assessment was frozen since.
    """
    records.delete(tx, LEDGER, [one.uid for one in before if one.given is None])
    for one in before:
        if one.given is not None:
            records.save(tx, LEDGER, "", one.given._asdict(), one.uid)
