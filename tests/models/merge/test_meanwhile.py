"""Two clerks at one centre: what one decides while the other's batch runs holds for the rest of the batch."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.merge import intake, keys
from models.merge.enrolment import enrol_unit, revoke_keys
from models.merge.intake import merge_all
from models.merge.key_change import change_unit_keys
from models.merge.outcome import PackageOutcome, PackageState
from models.merge.report import read_report
from models.records.registry import ledgers
from models.store.base.workspace import Workspace
from models.store.records import packages, quarantine
from models.store.records.packages import PackageRow
from models.submit.centre import confirm_received, export_receipts, review_submission
from tests.models.merge.typed import PERSON, TRAINING, Typed, typed_unit
from tests.models.offices import SECRET, Offices, lines


@pytest.fixture
def office(offices: Offices, monkeypatch: pytest.MonkeyPatch) -> Iterator[Typed]:
    monkeypatch.setattr("models.submit.unit.blocks_submission", lambda _: False)
    made = typed_unit(offices)
    made.on_paper()
    made.type("training", topic="纸上的", **TRAINING)
    yield made
    made.unit.close()


def kept(centre: Workspace, outcome: PackageOutcome) -> PackageRow:
    with centre.read() as connection:
        return packages.find_packages(connection, id=outcome.package)[0]


def test_a_key_revoked_meanwhile_signs_nothing_more(offices: Offices) -> None:
    path, before = offices.send(offices.a, "a2.fzb").path, lines(offices.centre)

    def revoked(*_: Any) -> None:
        revoke_keys(offices.centre, "A01", "乙")

    found = merge_all(offices.centre, [path], "李四", progress=revoked)[0]
    assert (found.state, lines(offices.centre)) == (PackageState.UNTRUSTED, before)
    with offices.centre.read() as connection:
        assert [one.package for one in quarantine.quarantined_files(connection)] == [found.package]


def test_a_key_enrolled_meanwhile_stays_enrolled(offices: Offices) -> None:
    change_unit_keys(offices.a, SECRET, "张三", "电脑被盗")
    path = offices.send(offices.a, "a2.fzb").path
    offices.merge(path)

    def enrolled(*_: Any) -> None:
        enrol_unit(offices.centre, "A01", keys.own_fingerprint(offices.a), "乙")

    found = merge_all(offices.centre, [path], "李四", progress=enrolled)[0]
    assert (found.state, found.reason) == (PackageState.PENDING, intake.JUST_ENROLLED)
    with offices.centre.read() as connection:
        assert [key.state for key in packages.find_enrolments(connection, "A01")] == ["active", "active"]
    assert offices.merge(path)[0].state is PackageState.MERGED


def test_a_package_merged_meanwhile_waits_for_nobody(office: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    path, alone = office.send("c1.fzb"), intake._Door._merge_now

    def overtaken(*args: Any) -> PackageOutcome:
        try:
            return alone(*args)
        finally:
            monkeypatch.undo()
            office.merge(path)

    monkeypatch.setattr(intake._Door, "_merge_now", overtaken)
    found = office.merge(path, agreed=False)[0]
    assert (found.state, kept(office.centre, found).state) == (PackageState.KNOWN, PackageState.MERGED)


def test_what_waits_for_consent_falls_with_its_key(office: Typed) -> None:
    found = office.merge(office.send("c1.fzb"), agreed=False)[0]
    revoke_keys(office.centre, "C03", "乙")
    assert (found.state, kept(office.centre, found).state) == (PackageState.TO_CONFIRM, PackageState.UNTRUSTED)


def test_the_day_it_came_outlasts_the_waiting(office: Typed) -> None:
    path = office.send("c1.fzb")
    found = office.merge(path, agreed=False)[0]
    confirm_received(office.centre, found.package, dt.date(2020, 12, 18), "李四")
    office.type("training", topic="又一次", **TRAINING)
    office.merge(path, agreed=False)
    assert (kept(office.centre, found).received_on, "2条签名报送里没有" in kept(office.centre, found).reason) == (
        "2020-12-18",
        True,
    )


def taken_twice(office: Typed, path: Path, monkeypatch: pytest.MonkeyPatch) -> PackageOutcome:
    """The package merged by a program that knew no person yet, reviewed, answered, and merged again by this one."""
    known = {name: one for name, one in ledgers().items() if name != "person"}
    with monkeypatch.context() as older:
        older.setattr(intake, "ledgers", lambda: known)
        found = office.merge(path)[0]
    review_submission(office.centre, found.package, "approved", "", (), "李四")
    export_receipts(office.centre, office.folder, "李四")
    return office.merge(path)[0]


def test_what_a_package_brings_later_goes_on_with_its_merge(office: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    office.put("person", **PERSON)
    again = taken_twice(office, office.send("c1.fzb"), monkeypatch)
    row = kept(office.centre, again)
    report = read_report(row)
    assert report
    assert (again.counts.added, row.review, len(report.replaces)) == (1, "pending", 1)
    assert row.told, "the receipt has left: the merge cannot be undone any more"
