"""The December day in small: every mishap finds its state, and none stops the others."""

from __future__ import annotations

from collections import Counter

from models.assess.inputs import Timing
from models.assess.score import ScoreState as Scored
from models.assess.score import UnitScore
from models.merge.conflicts import disputes
from models.merge.double_submissions import copy_differences, find_double_submissions
from models.merge.enrolment import pending_keys
from models.merge.outcome import PackageState
from models.merge.same_person_or_case import find_shared_values
from models.records.registry import ledger
from models.store.base.workspace import Workspace, open_workspace
from models.store.records import listing, packages, records
from models.store.records.listing import ListQuery
from models.submit.centre import current_issue
from models.submit.proxy import read_proxies
from reports.figures.timing import submissions_of
from ui.demo.december import Day, december_summary
from ui.demo.on_paper import BASIS
from ui.demo.run import PASSPHRASE


def test_every_package_ends_as_it_should(day: Day) -> None:
    states = Counter(one.state for one in day.outcomes)
    assert states == {PackageState.MERGED: 10, PackageState.PENDING: 1, PackageState.DAMAGED: 1}
    assert sum("内容不同的两个包" in one.reason for one in day.outcomes) == 1
    assert (day.conflicts, day.joint, day.moved) == (1, 1, 1)


def test_three_came_late_and_those_missing_are_named(day: Day, centre: Workspace) -> None:
    issue = current_issue(centre)
    assert issue
    with centre.read() as connection:
        rows = packages.find_packages(connection, direction="in", kind="submission")
    timing = {unit.code: submissions_of(issue, unit.code, rows, day.result.on)[0].timing for unit in issue.units[1:]}
    cast = day.cast
    assert {code for code, how in timing.items() if how is Timing.LATE} == {one.code for one in cast.late}
    silent = {one.code for one in (*cast.missing, cast.damaged, cast.pending)}
    assert (len(cast.late), len(cast.missing)) == (3, 2)
    assert {code for code, how in timing.items() if how is not Timing.LATE and how is not Timing.ON_TIME} == silent


def test_an_empty_ledger_came_as_zero_report(day: Day, centre: Workspace) -> None:
    with centre.read() as connection:
        zero = [one.fields["ledger"] for one in records.entries(connection, ledger("zero_report"), day.cast.zero.code)]
    assert "case" in zero


def test_one_reported_on_paper(day: Day, centre: Workspace) -> None:
    """Every record of its workbooks is its own, marked, and as good as it is in the unit's own books."""
    (one,) = read_proxies(centre)
    cast = day.cast.on_paper
    assert (one.row.unit, one.total, one.paper.basis) == (cast.code, day.typed, BASIS)
    own = open_workspace(cast.workspace.folder, PASSPHRASE)
    for name, count in one.counts.items():
        with own.read() as theirs, centre.read() as ours:
            assert records.count(theirs, ledger(name), cast.code) == count
            assert len(listing.row_ids(ours, ledger(name), ListQuery(unit=cast.code, proxy=True))) == count
    own.close()


def test_one_fork_one_conflict_one_pending_key(day: Day, centre: Workspace) -> None:
    assert [one.unit for one in day.outcomes if "内容不同的两个包" in one.reason] == [day.cast.forked.code]
    assert {(one.unit, one.ledger, one.field) for one in disputes(centre)} == {
        (day.cast.disputed.code, "progress", "measures")
    }
    assert [one.unit for one in pending_keys(centre)] == [day.cast.pending.code]


def test_the_two_packages_differ_in_what_was_changed(centre: Workspace) -> None:
    (fork,) = find_double_submissions(centre)
    found = {one.label: one.texts for one in copy_differences(centre, fork)}
    assert (fork.sequence, set(found)) == (2, {"主要措施", "工作成效", "人数", "学时"})
    assert (found["主要措施"], found["人数"][1]) == (("召开专题会议30次，逐项部署。", "按要求开展了有关工作。"), "50")


def test_one_shared_case_one_who_moved(day: Day, centre: Workspace) -> None:
    both = {day.cast.first.code, day.cast.second.code}
    found = {one.ledger: {place.unit for place in one.places} for one in find_shared_values(centre)}
    assert found == {"case": both, "person": both}


def unexplained(one: UnitScore) -> list[str]:
    """Indicators that lost points without a record behind them, but for what there is none of, or nobody reported."""
    scored = [score for score in one.scores if score.state is Scored.SCORED and not score.outside_total]
    lost = [score for score in scored if score.points < score.full]
    told = "实有0次", *([one.reporting] if one.silent else [])
    return [score.indicator for score in lost if not score.because and not any(word in score.reason for word in told)]


def test_best_and_worst_are_explained(day: Day) -> None:
    ordered = sorted(day.result.units, key=lambda one: one.total)
    assert (unexplained(ordered[0]), unexplained(ordered[-1])) == ([], [])
    assert ordered[0].total < ordered[-1].total


def test_the_summary_names_every_mishap(day: Day) -> None:
    words = "\n".join(december_summary(day))
    assert all(
        member.office.unit.name in words
        for member in (*day.cast.late, *day.cast.missing, day.cast.pending, day.cast.on_paper)
    )
