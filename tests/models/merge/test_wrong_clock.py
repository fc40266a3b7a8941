"""Clocks that are decades wrong: the whole way of a submission, and what a thief can do with a stamp."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from models.merge import keys
from models.merge.double_submissions import find_double_submissions
from models.merge.enrolment import revoke_keys
from models.merge.from_centre import receive_from_centre
from models.merge.intake import merge_all
from models.merge.outcome import PackageState
from models.merge.undo import undo_merge
from models.store.files.verify import verify_workspace
from models.store.records import packages
from models.submit.centre import export_receipts
from models.submit.unit import Signers, submit
from tests.clock import stopped_at
from tests.models.merge.crafted import craft, line
from tests.models.offices import TODAY, Offices, copy_of, everything, lines, training

EARLY, RIGHT, LATE = dt.date(1970, 1, 2), dt.date(2098, 1, 1), dt.date(2099, 12, 31)
"""The right one is behind the day of the prepared offices, which is that of the computer."""
Year = tuple[list[Any], list[tuple[str, int, str, str]], str]


def whole_way(prepared: Path, folder: Path, days: tuple[dt.date, dt.date, dt.date]) -> Year:
    """Save, change, submit, merge, receipt, and once more on the third day; gives records, states and the receipt."""
    offices = copy_of(prepared, folder)
    first, at_centre, second = (stopped_at(day) for day in days)
    unit, centre = replace(offices.a, clock=first), replace(offices.centre, clock=at_centre)
    said = ""
    for number, clock in enumerate((first, second)):
        unit = replace(unit, clock=clock)
        uid = training(unit, f"第{number}").uid
        training(unit, f"改过的第{number}", uid=uid)
        sent = submit(unit, folder / f"报送{number}.fzb", Signers("张三"), TODAY)
        assert [one.state for one in merge_all(centre, [sent.path], "李四")] == [PackageState.MERGED]
        (receipt,) = (path for path in export_receipts(centre, folder, "李四") if "A01" in path.name)
        said = receive_from_centre(unit, receipt, "张三")
    assert verify_workspace(unit) == verify_workspace(centre) == []
    kept = [msgspec.json.decode(text)["fields"] for text in lines(centre)["training"]]
    with centre.read() as connection:
        rows = packages.find_packages(connection, direction=packages.IN, kind="submission")
    offices.close()
    states = sorted((row.unit, row.sequence, row.state, row.period) for row in rows)
    return sorted(kept, key=lambda fields: str(fields["topic"])), states, said


@pytest.mark.parametrize(
    "days",
    [(EARLY, RIGHT, EARLY), (LATE, RIGHT, LATE), (RIGHT, LATE, RIGHT), (EARLY, LATE, RIGHT)],
    ids=["unit 1970", "unit 2099", "centre 2099", "unit 1970 put right, centre 2099"],
)
def test_a_wrong_clock_changes_no_record_and_no_state(
    prepared: Path, tmp_path: Path, days: tuple[dt.date, dt.date, dt.date]
) -> None:
    right = whole_way(prepared, tmp_path / "right", (RIGHT, RIGHT, RIGHT))
    assert whole_way(prepared, tmp_path / "wrong", days) == right


CREATED = ["1970-01-01T00:00:00Z", "2020-11-30T12:00:00Z", "2099-12-31T23:59:59Z"]


@pytest.mark.parametrize("created", CREATED)
def test_no_stamp_brings_a_stolen_key_back(offices: Offices, created: str) -> None:
    """Behind the revocation nothing it signs is believed, whenever it says that it was written."""
    stolen = keys.signing_key(offices.a)
    revoke_keys(offices.centre, "A01", "李四", reason="U盘和电脑被盗")
    before = everything(offices.centre, but=["quarantine"])
    theirs = [line(training(offices.a, "偷来的"))]
    forged = craft(offices.a, offices.folder / "x.fzb", {"training": theirs}, key=stolen, created=created)
    assert offices.merge(forged)[0].state is PackageState.UNTRUSTED
    assert everything(offices.centre, but=["quarantine"]) == before


def test_what_a_thief_sent_before_the_call_is_seen_and_taken_back(offices: Offices) -> None:
    """With the key a package is believed; the unit's own of the same number shows it, and undoing leaves no trace."""
    before = lines(offices.centre)
    theirs = [line(training(offices.a, "偷来的"))]
    forged = craft(offices.a, offices.folder / "x.fzb", {"training": theirs}, sequence=2)
    assert offices.merge(forged)[0].state is PackageState.MERGED
    own = offices.send(offices.a, "a2.fzb")
    offices.merge(own.path)
    assert ("A01", 2) in {(one.unit, one.sequence) for one in find_double_submissions(offices.centre)}
    for _ in range(2):
        undo_merge(offices.centre, "A01", "李四")
    assert lines(offices.centre) == before
