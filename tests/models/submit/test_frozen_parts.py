"""Points and the records behind them are kept apart, and what older programs kept as one is read all the same."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import msgspec
import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from models.assess.frozen import POINTS, Appeal, Frozen, frozen_at, frozen_of, versions, whole
from models.assess.frozen_parts import joined, pack, parted, pointed, shared, unpacked, unshared
from models.assess.score import Assessment, RecordRef, Score, ScoreState, UnitScore
from models.merge.from_centre import receive_from_centre
from models.store.base import journal
from models.store.base.workspace import Workspace
from models.store.files import verify
from models.store.records import documents
from models.store.records.frozen_years import ASSESSMENT, history
from models.submit.results import export_results, freeze_results, received_results, record_appeal, unfreeze_results
from tests.models.offices import AS_THEY_ARE, Offices
from tests.models.submit.test_results import SCHEME, result

FIRST = "2020-12-30T08:00:00Z"
CHANGE = Appeal(
    year=2020,
    unit="A01",
    indicator="1.1",
    asked="漏了一次培训",
    outcome="调整",
    reply="补上",
    on=dt.date(2020, 12, 28),
    points=Decimal(2),
)


def put_as_before(centre: Workspace, number: int = 1) -> None:
    """As programs kept it that had all in one document."""
    body = {"year": 2020, "scheme": SCHEME, "result": result(), "by": "李四", "at": FIRST, "reason": "", "change": ""}
    with centre.write("李四") as tx:
        documents.save_document(tx, ASSESSMENT, number, body)


def stood(connection: Connection) -> list[Assessment]:
    """All versions with all that is behind them."""
    found = [frozen_at(connection, one) for one in versions(connection, 2020)]
    return [whole(connection, one) for one in found if one]


def kept_now(connection: Connection) -> Frozen:
    found = frozen_of(connection, 2020)
    assert found
    return found


def behind(unit: UnitScore | None) -> list[tuple[str, ...]]:
    return [tuple(ref.title for ref in score.because) for score in unit.scores] if unit else []


def test_points_are_read_without_the_records_behind_them(offices: Offices) -> None:
    freeze_results(offices.centre, parted(result()), SCHEME, "李四", AS_THEY_ARE)
    with offices.centre.read() as connection:
        kept = kept_now(connection)
        some = whole(connection, kept, lambda code: code == "B02")
        assert stood(connection) == [result()]
    assert kept.result.units == tuple(map(pointed, result().units))
    assert [behind(one) for one in some.units] == [[()], [("民法典",)], [()]]


def test_a_result_kept_as_one_is_read(offices: Offices) -> None:
    put_as_before(offices.centre)
    with offices.centre.read() as connection:
        kept = kept_now(connection)
        assert (kept.behind, kept.scheme, kept.result, stood(connection)) == ({}, SCHEME, result(), [result()])


@pytest.mark.parametrize("as_before", [True, False])
def test_units_get_their_points_with_all_that_is_behind_them(offices: Offices, *, as_before: bool) -> None:
    if as_before:
        put_as_before(offices.centre)
    else:
        freeze_results(offices.centre, parted(result()), SCHEME, "李四", AS_THEY_ARE)
    sent = export_results(offices.centre, 2020, offices.folder, "李四")
    receive_from_centre(offices.b, sent.paths[1], "张三")
    with offices.b.read() as connection:
        assert [one.score for one in received_results(connection)] == [result().of("B02")]


def test_an_appeal_parts_a_result_kept_as_one(offices: Offices) -> None:
    put_as_before(offices.centre)
    record_appeal(offices.centre, CHANGE, "王五")
    with offices.centre.read() as connection:
        now, before = stood(connection)
        assert kept_now(connection).behind.keys() == {"A01", "B02", "C03"}
    assert (before, behind(now.of("A01")), now.of("B02")) == (result(), [("民法典", "复核")], result().of("B02"))


@pytest.mark.parametrize("as_before", [True, False])
def test_what_was_frozen_is_opened_and_frozen_again(offices: Offices, *, as_before: bool) -> None:
    if as_before:
        put_as_before(offices.centre)
    else:
        freeze_results(offices.centre, parted(result()), SCHEME, "李四", AS_THEY_ARE)
    unfreeze_results(offices.centre, 2020, "有误", "王五")
    freeze_results(offices.centre, parted(result()), SCHEME, "李四", AS_THEY_ARE)
    with offices.centre.read() as connection:
        assert [one.reason for one in history(connection, 2020)] == ["", "有误", ""]
        assert stood(connection) == [result(), result()]
        assert [frozen_at(connection, one) is None for one in history(connection, 2020)] == [False, True, False]


def test_an_appeal_keeps_again_only_what_it_changed(offices: Offices) -> None:
    freeze_results(offices.centre, parted(result()), SCHEME, "李四", AS_THEY_ARE)
    with offices.centre.read() as connection:
        before = kept_now(connection).behind
    record_appeal(offices.centre, CHANGE, "王五")
    with offices.centre.read() as connection:
        now = kept_now(connection).behind
    assert {code for code, row in now.items() if before[code] != row} == {"A01"}


def test_another_year_has_records_of_its_own(offices: Offices) -> None:
    other = msgspec.structs.replace(result(), year=2021)
    bare = tuple(pointed(one) for one in other.units)
    freeze_results(offices.centre, parted(result()), SCHEME, "李四", AS_THEY_ARE)
    freeze_results(offices.centre, parted(msgspec.structs.replace(other, units=bare)), SCHEME, "李四", AS_THEY_ARE)
    record_appeal(offices.centre, CHANGE, "王五")
    with offices.centre.read() as connection:
        assert whole(connection, kept_now(connection)).of("B02") == result().of("B02")


def test_who_touches_the_records_behind_the_points_is_found_out(offices: Offices) -> None:
    freeze_results(offices.centre, parted(result()), SCHEME, "李四", AS_THEY_ARE)
    assert verify.verify_workspace(offices.centre) == []
    with offices.centre.write("李四") as tx:
        row = kept_now(tx.connection).behind["A01"]
        tx.connection.exec_driver_sql("UPDATE journal SET line = replace(line, '1.5', '2') WHERE seq = ?", (row,))
    assert [one.kind for one in verify.verify_workspace(offices.centre)] == ["journal"]


def test_the_journal_lists_the_freezing_only(offices: Offices) -> None:
    freeze_results(offices.centre, parted(result()), SCHEME, "李四", AS_THEY_ARE)
    with offices.centre.read() as connection:
        first, second, *others = journal.recent_rows(connection, 50)
        older = journal.recent_rows(connection, 50, second.seq)
    assert (first.ledger, second.ledger) == (POINTS, ASSESSMENT)
    assert journal.BEHIND not in {one.act for one in (*others, *older)}


def test_freezing_happens_wholly_or_not_at_all(offices: Offices) -> None:
    with offices.centre.write("李四") as tx:
        before = journal.last_seq(tx.connection)
        tx.connection.exec_driver_sql(
            "CREATE TRIGGER no_points BEFORE INSERT ON document WHEN new.kind = 'assessment-points' "
            "BEGIN SELECT raise(ABORT, 'full'); END"
        )
    with pytest.raises(DatabaseError, match="full"):
        freeze_results(offices.centre, parted(result()), SCHEME, "李四", AS_THEY_ARE)
    with offices.centre.read() as connection:
        assert (journal.last_seq(connection), history(connection, 2020)) == (before, [])


def test_equal_scores_are_kept_once_and_to_the_letter() -> None:
    first, *others = result().units
    fuller = tuple(msgspec.structs.replace(one, full=Decimal("2.00")) for one in first.scores)
    units = (msgspec.structs.replace(first, scores=fuller), *others)
    kept = shared(msgspec.structs.replace(result(), units=units))
    assert [str(one.full) for one in kept.scores] == ["2.00", "2"]
    assert kept.places == {"A01": (0,), "B02": (1,), "C03": (1,)}
    assert msgspec.json.encode(unshared(kept).units) == msgspec.json.encode(units)


def test_how_many_a_veto_counted_stays_known() -> None:
    refs = (RecordRef("case", "1" * 32, "甲", Decimal(0), ""), RecordRef("", "9", "复核", Decimal(0), ""))
    veto = Score(
        indicator="9", name="败诉", chapter="", full=Decimal(0), points=Decimal(0), state=ScoreState.SCORED, reason=""
    )
    veto = msgspec.structs.replace(veto, because=refs)
    unit = UnitScore(unit="A01", name="甲", category="town", total=Decimal(0), scores=(veto,))
    bare = pointed(unit)
    assert (bare.scores[0].found, bare.scores[0].because) == (1, ())
    assert joined(bare, unpacked(pack(unit))) == unit
