"""A province's packages merged into one centre: does the last take longer than the first? Run by hand.

    python -m tests.benchmarks.bench_province [--packages 2400]

Each package is of a unit of its own and brings 456 trainings. At the end all of them are merged once more.
"""

import argparse
import itertools
import multiprocessing
import resource
import statistics
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from models.merge.enrolment import enrol
from models.merge.intake import merge_all
from models.merge.outcome import State
from models.merge.receive import read_plan_package
from models.package.keys import generate_signing_key
from models.package.suites import fingerprint
from models.records.entry import Entry, new_uid
from models.records.office import Issue, Unit
from models.records.version import REST, advance
from models.store.workspace import Workspace, open_workspace
from models.submit.centre import export_plan, set_up_centre
from models.submit.unit import set_up_unit
from tests.models.merge.crafted import craft
from tests.models.offices import ISSUE, PROOF
from ui.commands.arguments import tell

RECORDS = 456
PASSPHRASE, CLERK = "benchmark", "李四"


def main() -> None:
    """Prepare in one process, merge in another, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--packages", type=int, default=2400)
    count = parser.parse_args().packages
    with tempfile.TemporaryDirectory() as home:
        for step in (_prepare, _merge):
            with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
                pool.submit(step, Path(home), count).result()


def _prepare(home: Path, count: int) -> None:
    codes = [f"U{number:04}" for number in range(count)]
    units = (*ISSUE.units, *(Unit(code, f"单位{code}", "乡镇") for code in codes))
    issue = Issue(**{name: getattr(ISSUE, name) for name in ISSUE.__struct_fields__} | {"units": units})
    centre = set_up_centre(home / "centre", ("GWH", "示例管委会"), issue, PASSPHRASE, CLERK).workspace
    plan = export_plan(centre, home / "plan.fzb", CLERK)
    sender = set_up_unit(home / "A01", read_plan_package(plan), "A01", None, "张三").workspace
    (home / "packages").mkdir()
    digits = {code: _package(sender, home / "packages", code) for code in codes}
    merge_all(centre, [home / "packages"], CLERK)
    for code, each in digits.items():
        enrol(centre, code, each, CLERK)
    sender.close()
    centre.close()


def _package(sender: Workspace, folder: Path, code: str) -> str:
    """A unit's package under a key of its own; gives the key's fingerprint."""
    key = generate_signing_key()
    lines = [_training(code, number).line().encode() for number in range(RECORDS)]
    craft(sender, folder / f"{code}.fzb", {"training": lines}, key=key, unit=code, workspace=f"w{code}", sequence=1)
    return fingerprint(key.public_key)


def _training(code: str, number: int) -> Entry:
    who = ("2020-05-01T08:00:00Z", "张三")
    vector, stamp = advance({}, f"w{code}")
    fields = {"topic": f"民法典{code}{number}", "held_on": "2020-05-01", "people": 30, "kind": "全员法治培训"}
    return Entry(
        uid=new_uid(),
        unit=code,
        created=who,
        changed=who,
        deleted=False,
        vector=vector,
        stamps={REST: stamp},
        fields={**fields, "explanations": PROOF},
    )


def _merge(home: Path, count: int) -> None:
    centre = open_workspace(home / "centre", PASSPHRASE)
    first = _each(centre, home, State.MERGED)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    again = _each(centre, home, State.KNOWN)
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


def _each(centre: Workspace, home: Path, expected: State) -> list[tuple[float, float]]:
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
