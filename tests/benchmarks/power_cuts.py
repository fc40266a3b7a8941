"""The power goes at every moment of every act, and what was not forced out is lost. Run by hand, on Linux with cc.

python -m tests.benchmarks.power_cuts [--random 4] [--only ACT …]

A log of every write, flush and name is played back without what was not forced out, in as many ways as asked for: each
disk that may be left is opened, looked through by 完整性检查, and must have what was told as done, or take it again.
"""

import argparse
import random
import shutil
import tempfile
import time
from pathlib import Path

from models.store.base import keyring
from tests.models.offices import prepare
from tests.models.power.acts import ACTS, watched
from tests.models.power.disk_log import MISSING, compile_log
from tests.models.power.lost_power import POLICIES, some
from ui.cli.arguments import tell


def main() -> None:
    """Every act, every moment, every policy and so many random ones."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--random", type=int, default=4)
    parser.add_argument("--only", nargs="*", default=list(ACTS))
    args = parser.parse_args()
    if MISSING:
        tell(MISSING)
        return
    keyring.MEMORY_KIB, keyring.ITERATIONS, keyring.LANES = 64, 1, 1  # stretching a 密码 would take most of the time
    with tempfile.TemporaryDirectory() as home:
        prepared, library = prepare(Path(home) / "prepared"), compile_log(Path(home))
        for name in args.only:
            _cut(name, prepared, library, Path(home) / "disks", args.random)


def _cut(name: str, prepared: Path, library: Path, home: Path, times: int) -> None:
    home.mkdir()
    start, looked, done = time.perf_counter(), 0, 0
    disk = watched(name, prepared, home / "盘", library)
    chance, seen = random.Random(name), set[tuple[int, ...]]()  # noqa: S311 - moments, not secrets
    for moment in disk.moments():
        for keep in (*POLICIES.values(), *(some(chance) for _ in range(times))):
            place = home / "left"
            have = disk.put_up(moment, keep, place)
            if have not in seen or moment in disk.told:
                seen.add(have)
                looked, found = looked + 1, ACTS[name].check(place)
                done += found >= len(disk.told)
                if found < disk.told_until(moment):
                    raise SystemExit(f"{name}: told as done and lost, behind record {moment} with {have}")
            shutil.rmtree(place)
    took = time.perf_counter() - start
    tell(f"{name} | {disk.length} records | {looked} disks | {done} with all of it done | {took:.0f} s")
    shutil.rmtree(home)


if __name__ == "__main__":
    main()
