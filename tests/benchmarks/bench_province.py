"""A province's packages merged into one centre: does the last take longer than the first? Run by hand.

    python -m tests.benchmarks.bench_province [--packages 2400] [--keep FOLDER]

Each package is of a unit of its own and brings 456 records of five ledgers. Every unit's key is enrolled first, all
under one roster. At the end all packages are merged once more. With `--keep` what was made stays in FOLDER: packages
and a centre that waits are made once, and each run merges into a copy of that centre, which stays too ("merged").
"""

import argparse
import itertools
import multiprocessing
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from models.assess.shipped import shipped_scheme
from models.merge.enrolment import enrol_units
from models.merge.from_centre import read_plan_package
from models.merge.intake import merge_all
from models.merge.outcome import PackageState
from models.package.keys import generate_signing_key
from models.package.suites import fingerprint
from models.plan_text import read_plan_file
from models.records.entry import Entry
from models.records.office import Issue
from models.resources import resource as shipped
from models.store.base.workspace import Workspace, open_workspace
from models.submit.centre import export_plan, set_up_centre
from models.submit.unit import set_up_unit
from tests.benchmarks.merge_data import CLERK, PASSPHRASE, PERIOD, YEAR
from tests.benchmarks.province_data import RECORDS, ledgers_of
from tests.models.merge.crafted import craft
from ui.cli.arguments import tell
from ui.demo.example import read_example
from ui.demo.roster import offices, own_office


def main() -> None:
    """Prepare in one process, merge in another, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--packages", type=int, default=2400)
    parser.add_argument("--keep", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        home = args.keep or Path(temporary)
        for step in (_prepare, _merge):
            with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
                pool.submit(step, home, args.packages).result()


def _prepare(home: Path, count: int) -> None:
    done = home / "prepared"
    if done.exists():
        tell("packages and centre are there already")
        return
    plan = read_plan_file(shipped("plans", "2020-郑东新区.txt")).plan
    members = offices(read_example(), count)
    own = own_office(read_example()).unit
    units = (own, *(office.unit for office in members))
    issue = Issue(
        number=0, year=YEAR, centre="示例省", plan=plan, units=units, periods=(PERIOD,), scheme=shipped_scheme()
    )
    centre = set_up_centre(home / "centre", (own.code, "示例省"), issue, PASSPHRASE, CLERK).workspace
    offer = read_plan_package(export_plan(centre, home / "plan.fzb", CLERK))
    sender = set_up_unit(home / "unit", offer, units[1].code, None, "张三").workspace
    (home / "packages").mkdir()
    digits = {}
    for number, office in enumerate(members, 1):
        digits[office.unit.code] = _package(
            sender, home / "packages", office.unit.code, ledgers_of(office, number, plan)
        )
    merge_all(centre, [home / "packages"], CLERK)
    start = time.perf_counter()
    enrol_units(centre, digits.items(), CLERK)
    tell(f"{count} keys enrolled under one roster in {time.perf_counter() - start:.1f} s")
    sender.close()
    centre.close()
    done.touch()


def _package(sender: Workspace, folder: Path, code: str, ledgers: Mapping[str, list[Entry]]) -> str:
    """A unit's package under a key of its own; gives the key's fingerprint."""
    key = generate_signing_key()
    lines = {name: [entry.line().encode() for entry in entries] for name, entries in ledgers.items()}
    craft(sender, folder / f"{code}.fzb", lines, key=key, unit=code, workspace=f"w{code}", sequence=1)
    return fingerprint(key.public_key)


def _merge(home: Path, count: int) -> None:
    merged = home / "merged"
    shutil.rmtree(merged, ignore_errors=True)
    centre = open_workspace(shutil.copytree(home / "centre", merged), PASSPHRASE)
    first = _each(centre, home, PackageState.MERGED)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    again = _each(centre, home, PackageState.KNOWN)
    centre.close()
    tenth = max(1, count // 10)
    tell(f"{count} packages of {RECORDS} records, peak {peak:.0f} MB")
    for clock, name in enumerate(("clock", "processor")):
        whole, repeat = [each[clock] for each in first], sum(each[clock] for each in again)
        start, end = statistics.median(whole[:tenth]), statistics.median(whole[-tenth:])
        tell(f"{name}: {sum(whole):.0f} s; merged again {repeat:.1f} s, {repeat / sum(whole):.3f} of the first time")
        tell(
            f"{name}: median of the first tenth {start * 1000:.1f} ms, of the last {end * 1000:.1f}: {end / start:.2f}"
        )


def _each(centre: Workspace, home: Path, expected: PackageState) -> list[tuple[float, float]]:
    """Seconds of each package by the clock, and of the processor."""
    moments: list[tuple[float, float]] = []

    def note(*_: object) -> None:
        moments.append((time.perf_counter(), time.process_time()))

    outcomes = merge_all(centre, [home / "packages"], CLERK, progress=note)
    note()
    bad = [outcome for outcome in outcomes if outcome.state is not expected or outcome.counts.refused]
    if bad:
        raise SystemExit(f"not {expected}: {bad[0]}")
    return [(after[0] - before[0], after[1] - before[1]) for before, after in itertools.pairwise(moments)]


if __name__ == "__main__":
    main()
