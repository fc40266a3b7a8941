"""Before freezing every line is done, or accepted with a reason that is kept and printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from models.assess.frozen_parts import parted
from models.clock import Clock
from models.merge.states import centre_state
from models.records.registry import ledger
from models.store.base import journal
from models.store.records import packages, records
from models.store.records.frozen_years import standing_version
from models.store.records.waivers import Claim, Decision, claims_of, decide, undo_decisions
from models.submit.centre import confirm_received, review_submission
from models.submit.freeze_list import FreezeLine, NotReadyError, accepted_lines, freeze_list
from models.submit.results import freeze_results
from models.submit.warnings import errors_by_unit
from tests.models.offices import TODAY, Offices
from tests.models.submit.test_results import SCHEME, result

JUDGED = {
    "instance": "一审",
    "role": "被告",
    "outcome": "全部撤销",
    "judged_on": "2020-03-02",
    "received_on": "2020-03-03",
}


def lines(offices: Offices, *pending: str) -> dict[str, tuple[str, ...]]:
    wrong = errors_by_unit(offices.centre, TODAY, 2020)
    with offices.centre.read() as connection:
        return {one.id: one.open for one in freeze_list(connection, offices.centre, result(*pending), wrong)}


def newest(offices: Offices, unit: str) -> packages.PackageRow:
    with offices.centre.read() as connection:
        rows = packages.find_packages(connection, direction="in", kind="submission", unit=unit)
    row = centre_state(rows)[1]
    assert row
    return row


def approve(offices: Offices, unit: str, verdict: str = "approved") -> None:
    review_submission(offices.centre, newest(offices, unit).id, verdict, "太笼统", [], "李四")


def put(offices: Offices, ledger_id: str, unit: str, **fields: Any) -> None:
    with offices.centre.write("李四") as tx:
        records.save(tx, ledger(ledger_id), unit, fields)


def test_what_waits_is_named(offices: Offices) -> None:
    found = lines(offices)
    assert len(found["pending"]) == len(found["days"]) == 2
    assert not any(found[one] for one in ("unreported", "returned", "conflicts", "not_applicable", "effects", "points"))


def test_what_is_done_leaves_the_list(offices: Offices) -> None:
    for unit in ("A01", "B02"):
        confirm_received(offices.centre, newest(offices, unit).id, TODAY, "李四")
        approve(offices, unit)
    assert not any(lines(offices).values())
    made = freeze_results(offices.centre, parted(result()), SCHEME, "李四")
    assert made.accepted == ()


def returned(offices: Offices) -> None:
    approve(offices, "A01", "returned")


def not_applicable(offices: Offices) -> None:
    put(offices, "progress", "A01", year=2020, item=2, state="不适用", not_applicable="没有职能")


def wrong(offices: Offices) -> None:
    put(offices, "progress", "A01", year=2020, item=2, state="推进中", percentage=130)


def presumed(offices: Offices) -> None:
    put(offices, "case", "A01", number="（2020）豫0191行初1号", **JUDGED)


@pytest.mark.parametrize(
    ("act", "line"),
    [(returned, "returned"), (not_applicable, "not_applicable"), (presumed, "effects"), (wrong, "errors")],
)
def test_each_kind_has_its_line(offices: Offices, act: Callable[[Offices], None], line: str) -> None:
    before = lines(offices)[line]
    act(offices)
    assert (len(before), len(lines(offices)[line])) == (0, 1)


def claim(offices: Offices) -> Claim:
    with offices.centre.read() as connection:
        return claims_of(connection, 2020)[0]


def test_the_centre_agrees_to_what_does_not_apply_or_refuses_as_long_as_the_reason_stands(offices: Offices) -> None:
    not_applicable(offices)
    approve(offices, "A01")
    seen: list[object] = [
        len(lines(offices)["not_applicable"])
    ]  # to approve a report is not to agree to all that is in it
    for decision in (Decision(agreed=False, reason="有执法职能"), Decision(agreed=True)):
        with offices.centre.write("李四") as tx:
            decide(tx, 2020, offices.centre.unit, [claim(offices)], decision)
        seen += [claim(offices).agreed, len(lines(offices)["not_applicable"])]
    assert seen == [1, False, 0, True, 0]
    put(offices, "progress", "A01", year=2020, item=2, state="不适用", not_applicable="另一个理由")
    assert (claim(offices).agreed, len(lines(offices)["not_applicable"])) == (None, 1)
    with offices.centre.write("李四") as tx:
        undo_decisions(tx, 2020, offices.centre.unit, [claim(offices)._replace(waiver=None)])
    assert claim(offices).waiver is None


def test_missing_points_are_a_line(offices: Offices) -> None:
    assert len(lines(offices, "1.1")["points"]) == 3


def test_a_unit_that_never_reported_is_named(offices: Offices) -> None:
    with offices.centre.write("李四") as tx:
        packages.update_package(tx, newest(offices, "B02").id, state="damaged")
    assert len(lines(offices)["unreported"]) == 1


def test_a_report_that_is_not_due_yet_is_wanting_all_the_same(offices: Offices) -> None:
    early = replace(offices.centre, clock=Clock(as_of=dt.date(2020, 2, 1)))
    with early.write("李四") as tx:
        packages.update_package(tx, newest(offices, "B02").id, unit="gone")
    with early.read() as connection:
        missing = next(one for one in freeze_list(connection, early, result(), {}) if one.id == "unreported")
    assert len(missing.open) == 1


def test_nothing_is_frozen_before_every_open_line_has_its_reason(offices: Offices) -> None:
    with pytest.raises(NotReadyError, match="没有确认的收到日期（days）") as refused:
        freeze_results(offices.centre, parted(result()), SCHEME, "李四", {"pending": "审核另有记录", "days": " "})
    assert [one.id for one in refused.value.lines] == ["days"]
    with offices.centre.read() as connection:
        assert standing_version(connection, 2020) is None


def test_a_reason_is_kept_and_journalled(offices: Offices) -> None:
    given = {"pending": "审核另有记录", "days": "以报送单为准"}
    freeze_results(offices.centre, parted(result()), SCHEME, "李四", given)
    with offices.centre.read() as connection:
        kept = standing_version(connection, 2020)
        acts = [line.act for line in journal.recent_rows(connection, 20)]
    assert kept
    assert [(one.line, one.reason) for one in kept.accepted] == [
        ("等着登记密钥或审核的", "审核另有记录"),
        ("没有确认的收到日期", "以报送单为准"),
    ]
    assert acts.count("accept") == 2


def test_a_line_names_a_few_and_counts_the_rest() -> None:
    line = FreezeLine("days", "没有确认的收到日期", tuple("甲乙丙丁戊己"))
    assert line.words == "甲、乙、丙、丁、戊等6项"
    assert accepted_lines([FreezeLine("points", "待评的指标"), line], {"days": "以报送单为准"})[0].open == line.words
