"""Merging 2,000 records with 200 new and 200 changed ones, against `keepassxc-cli merge` of as many entries.

    python -m tests.benchmarks.bench_keepass [--rounds 7]

Both are run as commands, by turns, on a fresh copy each time: the whole command, and the same command with next to
nothing to merge. The difference is what entries cost; start, unlocking and closing are in both. Every entry has five
texts, the same on both sides. Run by hand; without keepassxc-cli (Debian: keepassxc) it says so and ends.
"""

import argparse
import base64
import os
import secrets
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import msgspec

from models.merge import keys
from models.merge.enrolment import enrol_unit
from models.merge.from_centre import read_plan_package
from models.merge.intake import merge_all
from models.records.entry import Entry, read_line
from models.records.registry import ledger
from models.records.version import REST, advance_vector
from models.store.base.workspace import Workspace, open_workspace
from models.store.records import records
from models.submit.centre import export_plan, set_up_centre
from models.submit.unit import set_up_unit
from tests.benchmarks.merge_data import CLERK, PASSPHRASE
from tests.models.merge.crafted import craft
from tests.models.offices import ISSUE
from ui.cli.arguments import tell

OLD, NEW, CHANGED = 2000, 200, 200
ROOT = Path(__file__).parents[2]
THEIRS, OURS = "keepassxc-cli merge", "merge"
MISSING = "keepassxc-cli is not there (Debian: apt-get install keepassxc): nothing was compared."
WHO = ("2020-01-01T00:00:00Z", "张三")
Texts = tuple[str, str, str, str, str]


class Cost(NamedTuple):
    """Seconds by the clock and of the processor."""

    clock: float
    processor: float


def main() -> None:
    """Prepare both sides, take turns, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    if shutil.which("keepassxc-cli") is None:
        tell(MISSING)
        return
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        _prepare_theirs(home)
        _prepare_ours(home)
        whole: dict[str, list[Cost]] = {THEIRS: [], OURS: []}
        bare: dict[str, list[Cost]] = {THEIRS: [], OURS: []}
        for turn in range(rounds + 1):
            for name, merge in ((THEIRS, _merge_theirs), (OURS, _merge_ours)):
                costs = merge(home, empty=False), merge(home, empty=True)
                if turn:  # the first only fills the caches
                    whole[name].append(costs[0])
                    bare[name].append(costs[1])
        _check(home)
    _report(whole, bare)


def _texts(number: int, *, changed: bool) -> Texts:
    lecturer = "李四" if changed else "张三"
    return (f"民法典第{number}讲", f"第{number}会议室", f"{lecturer}{number}", "全体工作人员", "学习情况良好，有签到表")


# KeePassXC


def _prepare_theirs(home: Path) -> None:
    (home / "key").write_bytes(secrets.token_bytes(64))
    for name, numbers, changed in (("base", OLD, 0), ("other", OLD + NEW, CHANGED), ("one", 1, 0)):
        (home / f"{name}.xml").write_text(_xml(numbers, changed), encoding="utf-8")
        _run(
            "keepassxc-cli", "import", "-q", "--set-key-file", home / "key", home / f"{name}.xml", home / f"{name}.kdbx"
        )


def _xml(count: int, changed: int) -> str:
    entries = "".join(_xml_entry(number, changed=number < changed) for number in range(count))
    group = f"<Group><UUID>{_uuid(0)}</UUID><Name>Root</Name>{entries}</Group>"
    return f"<KeePassFile><Meta><DatabaseName>b</DatabaseName></Meta><Root>{group}</Root></KeePassFile>"


def _xml_entry(number: int, *, changed: bool) -> str:
    names = ("Title", "UserName", "Password", "URL", "Notes")
    moment, later = "2020-01-01T00:00:00Z", "2020-02-01T00:00:00Z" if changed else "2020-01-01T00:00:00Z"
    times = "".join(f"<{name}>{moment}</{name}>" for name in ("CreationTime", "LastAccessTime", "LocationChanged"))
    strings = "".join(
        f"<String><Key>{name}</Key><Value>{text}</Value></String>"
        for name, text in zip(names, _texts(number, changed=changed), strict=True)
    )
    times += f"<LastModificationTime>{later}</LastModificationTime>"
    return f"<Entry><UUID>{_uuid(number + 1)}</UUID><Times>{times}</Times>{strings}</Entry>"


def _uuid(number: int) -> str:
    return base64.b64encode((1 << 64 | number).to_bytes(16, "big")).decode()


def _merge_theirs(home: Path, *, empty: bool) -> Cost:
    base, other = ("one", "one") if empty else ("base", "other")
    target = shutil.copy(home / f"{base}.kdbx", home / "merged.kdbx")
    options = ("-q", "--no-password", "-k", home / "key", "-s")
    return _run("keepassxc-cli", "merge", *options, target, home / f"{other}.kdbx")


# Ours


def _prepare_ours(home: Path) -> None:
    (home / "password").write_text(PASSPHRASE, encoding="utf-8")
    (home / "nothing").mkdir()
    centre = set_up_centre(home / "centre", ("GWH", "示例管委会"), ISSUE, PASSPHRASE, CLERK).workspace
    offer = read_plan_package(export_plan(centre, home / "plan.fzb", CLERK))
    unit = set_up_unit(home / "unit", offer, "A01", None, "张三").workspace
    uids = [f"{number:032x}" for number in range(OLD + NEW)]
    old = [_entry(unit, uid, number) for number, uid in enumerate(uids[:OLD])]
    new = [*(_edited(unit, entry, number) for number, entry in enumerate(old[:CHANGED])), *old[CHANGED:]]
    new += [_entry(unit, uid, number) for number, uid in enumerate(uids[OLD:], OLD)]
    for name, entries, sequence in (("first", old, 1), ("second", new, 2)):
        craft(unit, home / f"{name}.fzb", {"training": [e.line().encode() for e in entries]}, sequence=sequence)
    merge_all(centre, [home / "first.fzb"], CLERK)
    enrol_unit(centre, "A01", keys.own_fingerprint(unit), CLERK)
    merge_all(centre, [home / "first.fzb"], CLERK)
    unit.close()
    centre.close()


def _fields(number: int, *, changed: bool) -> dict[str, str]:
    names = ("topic", "place", "lecturer", "audience", "remarks")
    return dict(zip(names, _texts(number, changed=changed), strict=True))


def _entry(unit: Workspace, uid: str, number: int) -> Entry:
    vector, stamp = advance_vector({}, unit.id)
    return Entry(
        uid=uid,
        unit="A01",
        created=WHO,
        changed=WHO,
        deleted=False,
        vector=vector,
        stamps={REST: stamp},
        fields=_fields(number, changed=False),
    )


def _edited(unit: Workspace, entry: Entry, number: int) -> Entry:
    vector, stamp = advance_vector(entry.vector, unit.id)
    stamps = {**entry.stamps, "lecturer": stamp}
    return msgspec.structs.replace(entry, vector=vector, stamps=stamps, fields=_fields(number, changed=True))


def _merge_ours(home: Path, *, empty: bool) -> Cost:
    merged = home / "merged"
    shutil.rmtree(merged, ignore_errors=True)
    shutil.copytree(home / "centre", merged)
    source = home / ("nothing" if empty else "second.fzb")
    words = (sys.executable, ROOT / "main.py", "merge", merged, source, "--passphrase-file", home / "password")
    return _run(*words, expected=1 if empty else 0)  # 1: there was no package


def _run(*words: object, expected: int = 0) -> Cost:
    start = time.perf_counter()
    quiet = subprocess.DEVNULL
    child = subprocess.Popen([str(word) for word in words], stdout=quiet, stderr=quiet, stdin=quiet)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != expected:
        raise SystemExit(f"{words[:2]} ended with {child.returncode}")
    return Cost(time.perf_counter() - start, used.ru_utime + used.ru_stime)


def _check(home: Path) -> None:
    """Both sides must have taken all that is new and changed, or nothing was compared."""
    _merge_theirs(home, empty=False)
    _merge_ours(home, empty=False)
    told = ("keepassxc-cli", "export", "-q", "-f", "csv", "--no-password", "-k", home / "key", home / "merged.kdbx")
    theirs = subprocess.run([str(word) for word in told], capture_output=True, text=True, check=True).stdout
    centre = open_workspace(home / "merged", PASSPHRASE)
    with centre.read() as connection:
        ours = [read_line(line) for line in records.lines(connection, ledger("training"))]
    centre.close()
    found = (theirs.count("民法典"), theirs.count("李四"))
    if found != (len(ours), sum("李四" in str(one.fields["lecturer"]) for one in ours)) or found != (
        OLD + NEW,
        CHANGED,
    ):
        raise SystemExit(f"not the same was merged: {found}, {len(ours)}")


def _report(whole: dict[str, list[Cost]], bare: dict[str, list[Cost]]) -> None:
    entries = OLD + NEW
    for kind in Cost._fields:
        each: dict[str, float] = {}
        for name in whole:
            all_of, none = (statistics.median(getattr(cost, kind) for cost in costs[name]) for costs in (whole, bare))
            each[name] = (all_of - none) / entries
            tell(
                f"{kind}, {name}: command {all_of * 1000:.0f} ms, with nothing to merge {none * 1000:.0f} ms, "
                f"{each[name] * 1e6:.1f} µs an entry"
            )
        tell(f"{kind}: theirs to ours, per entry {each[THEIRS] / each[OURS]:.1f}")


if __name__ == "__main__":
    main()
