"""Packages made under an older issue or name, by units that were merged or split, and without acknowledged evidence."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec
import pytest

from models.merge import keys
from models.merge.enrolment import enrol_unit
from models.merge.from_centre import read_plan_package, receive_from_centre
from models.merge.keys import own_fingerprint
from models.merge.outcome import PackageOutcome, PackageState
from models.merge.undo import undo_merge
from models.package.keys import recipient_of
from models.records.office import FormerName, Period, Unit
from models.records.plan import Chapter, Item, Plan
from models.store.base.workspace import EVIDENCE, Workspace
from models.store.files import evidence
from models.store.records import packages
from models.submit.centre import export_receipts, save_issue
from models.submit.contents import package_size
from models.submit.unit import Signers, set_up_unit, submit
from tests.models.merge.crafted import craft, line
from tests.models.offices import ISSUE, TODAY, Offices, put, training

RENAMED = Unit(
    "A01",
    "甲街道办事处",
    "乡镇",
    former=(FormerName("甲乡", dt.date(2011, 3, 1)), FormerName("甲办事处", dt.date(2020, 9, 1))),
)
MERGED_INTO_B = Unit("A01", "甲办事处", "乡镇", successors=("B02",))
ABOLISHED = Unit("A01", "甲办事处", "乡镇", ended=dt.date(2020, 9, 1))
UNDATED = Unit("A01", "甲街道办事处", "乡镇", undated=("甲办事处",))
SPLIT = Unit("A01", "甲办事处", "乡镇", successors=("B02", "C03"))


def issued(offices: Offices, *units: Unit) -> None:
    """The centre issues for these units and those of before, but A01."""
    kept = tuple(unit for unit in ISSUE.units if unit.code != "A01")
    save_issue(offices.centre, msgspec.structs.replace(ISSUE, units=(*units, *kept)), "李四")


def sent(offices: Offices) -> PackageOutcome:
    """What becomes of A01's next submission, which knows only the first issue."""
    training(offices.a)
    return offices.merge(offices.send(offices.a, "a2.fzb").path)[0]


@pytest.mark.parametrize(
    ("units", "words"),
    [
        ((RENAMED,), "报送时的单位名称是“甲办事处”（2020-09-01前的名称），现为“甲街道办事处”，是同一个单位。"),
        ((MERGED_INTO_B,), "“甲办事处”（A01）已由“乙办事处”（B02）承接，记录仍归在原单位名下。"),
        (
            (msgspec.structs.replace(MERGED_INTO_B, ended=dt.date(2020, 9, 1)),),
            "“甲办事处”（A01）已于2020-09-01由“乙办事处”（B02）承接，记录仍归在原单位名下。",
        ),
        ((ABOLISHED,), "“甲办事处”（A01）已于2020-09-01撤销，记录仍归在原单位名下。"),
        ((UNDATED,), "报送时的单位名称是“甲办事处”（曾用名，日期不明），现为“甲街道办事处”，是同一个单位。"),
        ((SPLIT,), "“甲办事处”（A01）已由“乙办事处”（B02）、C03承接，记录仍归在原单位名下。"),
        ((), "“甲办事处”（A01）已不在现行名册里，是以前任务中的单位，记录仍归在原单位名下。"),
    ],
)
def test_package_of_a_changed_unit_still_merges(offices: Offices, units: tuple[Unit, ...], words: str) -> None:
    issued(offices, *units)
    outcome = sent(offices)
    assert (outcome.state, outcome.counts.added) == (PackageState.MERGED, 1)
    assert outcome.reason == "按第1号任务编报，现行的是第2号，内容照常合并。" + words


@pytest.mark.parametrize("units", [(RENAMED,), (MERGED_INTO_B,), (SPLIT,), ()])
def test_the_centre_sees_why_before_and_after(offices: Offices, units: tuple[Unit, ...]) -> None:
    """In the preview, in the outcome, and in the report that is kept, in the same words."""
    issued(offices, *units)
    training(offices.a)
    path = offices.send(offices.a, "a2.fzb").path
    shown = offices.merge(path, dry_run=True)[0]
    done = offices.merge(path)[0]
    with offices.centre.read() as connection:
        kept = packages.find_packages(connection, id=done.package)[0].reason
    undo_merge(offices.centre, "A01", "李四")
    again = offices.merge(path)[0]
    assert (shown.state, shown.reason) == (PackageState.MERGED, done.reason)
    assert (kept, again.reason, again.counts.added) == (done.reason, done.reason, 1)


def test_a_key_that_waits_is_still_its_units(offices: Offices) -> None:
    """A second PC set up under the old name and plan: enrolled under the new, then merged with the same words."""
    second = set_up_unit(
        offices.folder / "A01b", read_plan_package(offices.folder / "plan.fzb"), "A01", None, "张三"
    ).workspace
    training(second)
    issued(offices, RENAMED)
    path = offices.send(second, "b1.fzb").path
    assert offices.merge(path)[0].state is PackageState.PENDING
    enrol_unit(offices.centre, "A01", own_fingerprint(second), "李四")
    outcome = offices.merge(path)[0]
    second.close()
    assert outcome.state is PackageState.MERGED
    assert "报送时的单位名称是“甲办事处”（2020-09-01前的名称），现为“甲街道办事处”" in outcome.reason


def planned(*numbers: int) -> Plan:
    items = tuple(Item(number=at, title=f"第{at}件", text="", responsible=(), quotas=()) for at in numbers)
    return msgspec.structs.replace(ISSUE.plan, chapters=(Chapter(number=1, title="一", items=items),))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"plan": planned(1, 2)}, "其中第3项不在现行的工作要点里，记录照常保留，考核不计。"),
        ({"plan": planned(1, 3)}, ""),
        (
            {"periods": (Period("2020全年", "2020年全年", dt.date(2020, 12, 31)),)},
            "报送期“2020年度”不在现行任务里，是以前任务的报送期，记录照常合并，报送情况里不列。",
        ),
    ],
)
def test_an_older_plan_still_merges(offices: Offices, changed: dict[str, Any], words: str) -> None:
    put(offices.a, "progress", year=2020, item=3, state="推进中")
    path = offices.send(offices.a, "a2.fzb").path
    save_issue(offices.centre, msgspec.structs.replace(ISSUE, **changed), "李四")
    outcome = offices.merge(path)[0]
    assert (outcome.state, outcome.counts.added) == (PackageState.MERGED, 1)
    assert outcome.reason == f"按第1号任务编报，现行的是第2号，内容照常合并。{words}"


def with_evidence(offices: Offices, folder: Path) -> str:
    source = folder / "签到表.pdf"
    source.write_bytes(b"y" * 900_000)
    with offices.a.write("张三") as tx:
        link = evidence.add_file(tx, offices.a, source)
    training(offices.a, evidence=[{"name": link.name, "digest": link.digest, "size": link.size}])
    return str(link.digest)


def told(offices: Offices) -> None:
    """A01 gets the receipt of its newest submission."""
    paths = export_receipts(offices.centre, offices.folder, "李四")
    receive_from_centre(offices.a, next(path for path in paths if "A01" in path.name), "张三")


def test_acknowledged_evidence_need_not_travel_again(offices: Offices, tmp_path: Path) -> None:
    digest = with_evidence(offices, tmp_path)
    first = offices.send(offices.a, "a2.fzb").path
    offices.merge(first)
    told(offices)
    lean = offices.send(offices.a, "a3.fzb").path
    assert (first.stat().st_size > 900_000, lean.stat().st_size < 20_000) == (True, True)
    assert (offices.merge(lean)[0].reason, evidence.all_digests(offices.centre)) == ("", [digest])
    whole = submit(offices.a, offices.folder / "a4.fzb", Signers("张三"), TODAY, full=True).path
    assert whole.stat().st_size > 900_000


def test_nobody_passes_off_what_another_unit_sent(offices: Offices, tmp_path: Path) -> None:
    """B names the digest of A's file without having it: no receipt says that the centre holds it for B."""
    digest = with_evidence(offices, tmp_path)
    offices.merge(offices.send(offices.a, "a2.fzb").path)
    named = [{"name": "签到表.pdf", "digest": digest, "size": 900_000}]
    forged = {"training": [line(training(offices.b, evidence=named))]}
    note = {"recipient": recipient_of(keys.age_identity(offices.b)), "acknowledged": [digest]}
    outcome = offices.merge(craft(offices.b, offices.folder / "x.fzb", forged, note=note))[0]
    assert "有1份佐证材料没有随包带来，这里也没有" in outcome.reason
    told(offices)
    receive_from_centre(offices.b, offices.folder / "回执_2020年度_B02_乙办事处_第09次.fzb", "张三")
    assert [acknowledged(unit) for unit in (offices.a, offices.b)] == [{digest}, set()]


def test_the_same_file_from_two_units_is_held_for_both(offices: Offices, tmp_path: Path) -> None:
    digest = with_evidence(offices, tmp_path)
    with offices.b.write("张三") as tx:
        link = evidence.add_file(tx, offices.b, tmp_path / "签到表.pdf")
    training(offices.b, evidence=[{"name": link.name, "digest": link.digest, "size": link.size}])
    offices.merge(offices.send(offices.a, "a2.fzb").path, offices.send(offices.b, "b2.fzb").path)
    told(offices)
    receive_from_centre(offices.b, offices.folder / "回执_2020年度_B02_乙办事处_第02次.fzb", "张三")
    assert [acknowledged(unit) for unit in (offices.a, offices.b)] == [{digest}, {digest}]
    assert evidence.all_digests(offices.centre) == [digest]


def acknowledged(unit: Workspace) -> set[str]:
    with unit.read() as connection:
        return set(evidence.acknowledged_digests(connection))


def test_centre_that_lost_a_file_asks_for_it(offices: Offices, tmp_path: Path) -> None:
    digest = with_evidence(offices, tmp_path)
    offices.merge(offices.send(offices.a, "a2.fzb").path)
    told(offices)
    with offices.centre.write("李四") as tx:
        tx.connection.exec_driver_sql("DELETE FROM evidence")
    (offices.centre.folder / EVIDENCE / digest[:2] / f"{digest}.age").unlink()
    outcome = offices.merge(offices.send(offices.a, "a3.fzb").path)[0]
    assert (outcome.state, "有1份佐证材料没有随包带来，这里也没有" in outcome.reason) == (PackageState.MERGED, True)
    told(offices)
    assert offices.merge(offices.send(offices.a, "a4.fzb").path)[0].reason == ""
    assert evidence.all_digests(offices.centre) == [digest]


@pytest.mark.parametrize("full", [False, True])
def test_size_is_told_before(offices: Offices, tmp_path: Path, full: bool) -> None:
    with_evidence(offices, tmp_path)
    offices.merge(offices.send(offices.a, "a2.fzb").path)
    told(offices)
    said = package_size(offices.a, full=full)
    made = submit(offices.a, offices.folder / "a3.fzb", Signers("张三"), TODAY, full=full).path
    assert abs(said.total - made.stat().st_size) < 6_000
    assert (said.files, said.left_out) == ((1, 0) if full else (0, 1))
