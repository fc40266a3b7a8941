"""A centre of 2,400 units × 456 records: its pages, the assessment of all units and of one after a change. By hand.

    python -m tests.benchmarks.bench_centre FOLDER [--no-pages | --page ID …] [--forms] [--no-assessment] [--freeze]

FOLDER is a copy of what `bench_province --keep HOME` leaves in HOME/merged, under its passphrase; one record in it is
changed. It is opened once before anything is clocked: an older one is brought up to date by that.

With --freeze its assessment is frozen and one indicator of a unit adjusted before the pages are clocked. Points by
hand that are missing stay 0 then, which the window would not allow.

The bare aggregates are the statements of the assessment alone, one a ledger, whose rows nobody decodes. They and the
assessment run by turns in this process.
"""

import argparse
import datetime as dt
import gc
import json
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec

from models.assess.frozen import CHANGED, Appeal
from models.assess.frozen_parts import Parted
from models.assess.rules import columns_of
from models.assess.scheme import Scheme
from models.assess.shipped import shipped_scheme
from models.records.entry import new_uid
from models.records.registry import ledger
from models.store.base.workspace import Workspace, open_workspace
from models.store.records import records
from models.store.records.unit_columns import statement
from models.submit.results import freeze_results, record_appeal
from reports.figures import current_scores
from reports.figures.form_data import Scope
from reports.figures.scores import assess_workspace
from tests.benchmarks.centre_pages import shown
from tests.benchmarks.merge_data import CLERK, PASSPHRASE, YEAR
from tests.models.offices import AS_THEY_ARE
from ui.cli.arguments import tell

TODAY = dt.date(YEAR, 12, 31)
ASKED = Scope(YEAR, TODAY, None)
ROUNDS, CHANGES = 2, 5
PAGE_AIM = 0.5
"""Seconds from a click until the figures stand."""


class Clocked(NamedTuple):
    """Seconds by the clock and of the processor."""

    clock: float
    processor: float


def main() -> None:
    """Clock what was not left out, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--no-pages", action="store_true")
    parser.add_argument("--page", action="append", default=[], help="only the page with this id")
    parser.add_argument("--forms", action="store_true", help="every form of 统计与打印 too")
    parser.add_argument("--no-assessment", action="store_true")
    parser.add_argument("--freeze", action="store_true", help="freeze first, and adjust one indicator")
    args = parser.parse_args()
    workspace = open_workspace(args.folder, PASSPHRASE)
    if not args.no_assessment:
        _assessment(workspace)
        _one_unit(workspace)
    if args.freeze:
        _freeze(workspace)
    workspace.close()
    if not args.no_pages:
        _pages(args.folder, frozenset(args.page), forms=args.forms)


def _assessment(workspace: Workspace) -> None:
    found = current_scores.standing_of(workspace, ASKED)
    tell(f"{len(found.result.units)} units scored")
    bare, whole = [], []
    for _ in range(ROUNDS):
        bare.append(_clocked(lambda: _bare(workspace, found.scheme, [one.unit for one in found.result.units])))
        current_scores.forget(workspace)
        whole.append(_clocked(lambda: current_scores.standing_of(workspace, ASKED)))
    for name, some in (("bare aggregates", bare), ("assessment of all units", whole)):
        said = "、".join(f"{one.clock:.1f}" for one in some)
        tell(f"{name}: clock {said} s, processor {_least(some):.2f} s")
    ratio = min(whole).clock / min(bare).clock
    tell(f"assessment / bare: clock {ratio:.2f}, processor {_least(whole) / _least(bare):.2f}")


def _least(some: list[Clocked]) -> float:
    return min(one.processor for one in some)


def _bare(workspace: Workspace, scheme: Scheme, units: list[str]) -> None:
    """Nothing but the statements."""
    with workspace.read() as connection:
        for name, fields in columns_of(scheme, worded=False).items():
            for _ in connection.exec_driver_sql(statement(ledger(name), fields), (json.dumps(units),)):
                pass


def _one_unit(workspace: Workspace) -> None:
    """A record of one unit is changed, and everybody stands anew."""
    with workspace.read() as connection:
        some = list(records.entries(connection, ledger("training"), "J01"))[:CHANGES]
    again, alone = [], []
    for number, entry in enumerate(some):
        with workspace.write(CLERK) as tx:
            records.save(tx, ledger("training"), entry.unit, {"topic": f"改过{new_uid()}第{number}次"}, entry.uid)
        again.append(_clocked(lambda: current_scores.standing_of(workspace, ASKED)))
        alone.append(_clocked(lambda: assess_workspace(workspace, Scope(YEAR, TODAY, "J01"))))
    for name, times in (("all units again after a change of one", again), ("that unit alone, with its records", alone)):
        tell(f"{name}: best {min(times).clock:.3f} s, worst {max(times).clock:.3f} s, processor {_least(times):.3f} s")


def _freeze(workspace: Workspace) -> None:
    """The result is kept with all records behind the points; then an appeal makes a second version of it."""
    parts: list[Parted] = []
    _tell("everything scored unit by unit", _clocked(lambda: parts.append(current_scores.parted_now(workspace, ASKED))))
    units = tuple(msgspec.structs.replace(one, pending=()) for one in parts[0].result.units)
    done = parts[0]._replace(result=msgspec.structs.replace(parts[0].result, units=units))
    _tell("frozen", _clocked(lambda: freeze_results(workspace, done, shipped_scheme(), CLERK, AS_THEY_ARE)))
    unit = units[-1]
    score = next(one for one in unit.scores if one.points)
    appeal = Appeal(
        year=YEAR,
        unit=unit.unit,
        indicator=score.indicator,
        asked="漏了一次",
        outcome=CHANGED,
        reply="查实",
        on=TODAY,
        points=score.points / 2,
    )
    _tell("adjusted", _clocked(lambda: record_appeal(workspace, appeal, CLERK)))


def _tell(what: str, one: Clocked) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    tell(f"{what}: clock {one.clock:.1f} s, processor {one.processor:.2f} s, most memory so far {peak:.0f} MB")


def _clocked(act: Callable[[], object]) -> Clocked:
    gc.collect()
    start = time.perf_counter(), time.process_time()
    act()
    return Clocked(time.perf_counter() - start[0], time.process_time() - start[1])


def _pages(folder: Path, only: frozenset[str], *, forms: bool) -> None:
    """The pages as rows of a table."""
    tell(f"| page, or what was clicked on it | aim | clock | processor | page again |{chr(10)}|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as home:
        for one in shown(folder, PASSPHRASE, Path(home), only, forms=forms):
            again = "" if one.again is None else f"{one.again:.2f} s"
            tell(f"| {one.label} | {PAGE_AIM} s | {one.clock:.2f} s | {one.processor:.2f} s | {again} |")


if __name__ == "__main__":
    main()
