from collections.abc import Callable
from decimal import Decimal

import pytest

from models.assess.frozen_parts import parted
from models.assess.hand_points import GivenPoints, HandCell, PointsChange
from models.assess.scheme import ByHand
from models.records.entry import Entry
from models.records.ledgers.score import LEDGER
from models.store.base import journal
from models.store.base.transaction import Transaction
from models.store.base.workspace import Workspace
from models.store.records import records
from models.store.records.frozen_years import AlreadyFrozenError
from models.submit.hand_points import GivenBefore, GivenMeanwhileError, give_points_to_many, restore_points
from models.submit.results import freeze_results, unfreeze_results
from tests.models.offices import AS_THEY_ARE, Offices
from tests.models.submit.test_results import SCHEME, result

PROOF = [{"name": "核查记录.pdf", "digest": "0" * 64, "size": 1}]
KEY = {"year": 2020, "scored": "A01", "indicator": "1.1"}
OLD, NEW = GivenPoints("1.5", "较好"), GivenPoints("2", "复核后满分")


def change(unit: str, before: GivenPoints, after: GivenPoints = NEW) -> PointsChange:
    return PointsChange(HandCell("乡镇", unit, "某办事处", "1.1", "学法", Decimal(2), ByHand.POINTS, before), after)


@pytest.fixture
def centre(offices: Offices) -> Workspace:
    with offices.centre.write("李四") as tx:
        records.save(tx, LEDGER, offices.centre.unit, {**KEY, **OLD._asdict(), "evidence": PROOF})
    return offices.centre


def give(centre: Workspace, *changes: PointsChange) -> list[GivenBefore]:
    with centre.write("李四") as tx:
        return give_points_to_many(tx, 2020, centre.unit, changes)


def given(centre: Workspace) -> dict[str, tuple[str, str, bool]]:
    with centre.read() as connection:
        found = [one.fields for one in records.entries(connection, LEDGER)]
    return {one["scored"]: (one["points"], one["reason"], "evidence" in one) for one in found}


def test_points_are_given_and_their_proof_stays(centre: Workspace) -> None:
    give(centre, change("A01", OLD), change("B02", GivenPoints()))
    assert given(centre) == {"A01": (*NEW, True), "B02": (*NEW, False)}
    with centre.read() as connection:
        assert [(one.act, one.operator) for one in journal.recent_rows(connection, 2)] == [
            ("create", "李四"),
            ("change", "李四"),
        ]


def test_points_are_taken_back(centre: Workspace) -> None:
    before = give(centre, change("A01", OLD), change("B02", GivenPoints()))
    with centre.write("李四") as tx:
        restore_points(tx, before)
    assert given(centre) == {"A01": (*OLD, True)}
    assert len(give(centre, change("B02", GivenPoints()))) == 1


def test_proof_of_points_in_the_recycle_bin_does_not_come_back(centre: Workspace) -> None:
    with centre.write("李四") as tx:
        records.delete(tx, LEDGER, [one.uid for one in records.entries(tx.connection, LEDGER)])
    give(centre, change("A01", GivenPoints()))
    assert given(centre) == {"A01": (*NEW, False)}


def test_points_given_meanwhile_are_not_written_over(centre: Workspace) -> None:
    with pytest.raises(GivenMeanwhileError, match="某办事处的“学法”刚才又评过分"):
        give(centre, change("B02", GivenPoints()), change("A01", GivenPoints()))
    assert given(centre) == {"A01": (*OLD, True)}


ACTS: dict[str, Callable[[Transaction, str], object]] = {
    "given to one": lambda tx, _: records.save(tx, LEDGER, "GWH", {**KEY, "scored": "B02", **NEW._asdict()}),
    "changed": lambda tx, uid: records.save(tx, LEDGER, "GWH", NEW._asdict(), uid),
    "moved away": lambda tx, uid: records.save(tx, LEDGER, "GWH", {"year": 2019}, uid),
    "moved here": lambda tx, _: records.save(tx, LEDGER, "GWH", {"year": 2020}, of_2019(tx).uid),
    "deleted": lambda tx, uid: records.delete(tx, LEDGER, [uid]),
    "undone": lambda tx, uid: records.undo_last_change(tx, LEDGER, uid),
    "imported": lambda tx, _: records.new_entry(tx, LEDGER, "GWH", {**KEY, **NEW._asdict()}),
    "decided": lambda tx, uid: records.decide_conflicts(tx, LEDGER, uid, {"points": "2"}),
}


def of_2019(tx: Transaction) -> Entry:
    return next(one for one in records.entries(tx.connection, LEDGER) if one.fields["year"] == 2019)


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_no_way_leads_to_the_points_of_a_frozen_year(
    centre: Workspace, act: Callable[[Transaction, str], object]
) -> None:
    """Whoever asks: page, list, form, import, command or 日志; of another year they stay open."""
    with centre.write("李四") as tx:
        uid = records.save(tx, LEDGER, "GWH", {**KEY, **OLD._asdict()}).uid
        records.save(tx, LEDGER, "GWH", {**KEY, "year": 2019, **OLD._asdict()})
    freeze_results(centre, parted(result()), SCHEME, "李四", AS_THEY_ARE)
    with pytest.raises(AlreadyFrozenError, match="要改分请先写明原因解除冻结"), centre.write("李四") as tx:
        act(tx, uid)
    with centre.write("李四") as tx:
        records.save(tx, LEDGER, "GWH", {"points": "0.5"}, of_2019(tx).uid)
    unfreeze_results(centre, 2020, "漏评一项", "李四")
    with centre.write("李四") as tx:
        act(tx, uid)


def test_nothing_is_given_or_taken_back_once_frozen(centre: Workspace) -> None:
    before = give(centre, change("A01", OLD))
    freeze_results(centre, parted(result()), SCHEME, "李四", AS_THEY_ARE)
    with pytest.raises(AlreadyFrozenError):
        give(centre, change("A01", NEW, OLD))
    with pytest.raises(AlreadyFrozenError), centre.write("李四") as tx:
        restore_points(tx, before)
    assert given(centre) == {"A01": (*NEW, True)}
