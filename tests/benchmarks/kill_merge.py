"""SIGKILL while merging, saving and exporting: what was acknowledged is there, all is whole. Run by hand.

python -m tests.benchmarks.kill_merge [--kills 110] [--longest 0.5]
"""

import argparse
import random
import tempfile
import time
from pathlib import Path

from models.store.base import keyring
from tests.models.killing import JOBS, killed, stock
from tests.models.offices import copy_of, prepare
from ui.cli.arguments import tell

PACKAGES = 60


def main() -> None:
    """Kill each kind of work that often, and look after every kill."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=110)
    parser.add_argument("--longest", type=float, default=0.5, help="seconds of work before a kill, at most")
    args = parser.parse_args()
    keyring.MEMORY_KIB, keyring.ITERATIONS, keyring.LANES = 64, 1, 1  # stretching a 密码 would take most of the time
    with tempfile.TemporaryDirectory() as home:
        prepared = prepare(Path(home) / "prepared")
        for number, job in enumerate(JOBS):
            _kill(prepared, Path(home) / job, job, (args.kills, args.longest), number)


def _kill(prepared: Path, home: Path, job: str, how: tuple[int, float], seed: int) -> None:
    (work, check), (kills, longest) = JOBS[job], how
    chance, said, acknowledged, rounds = random.Random(seed), list[str](), 0, 0  # noqa: S311 - moments, not secrets
    last, start = PACKAGES, time.perf_counter()
    for _ in range(kills):
        if last >= PACKAGES and (not rounds or job == "merging"):
            rounds, folder, said = rounds + 1, home / str(rounds), []
            offices = copy_of(prepared, folder)
            stock(offices, PACKAGES)
            offices.close()
        new = killed(work, folder, chance.uniform(0.01, longest))
        said += new
        acknowledged += len(new)
        last = check(folder, said)
    took = time.perf_counter() - start
    tell(f"{job}: {kills} kills in {took:.0f} s, {rounds} fresh workspaces, {acknowledged} acknowledged, 0 lost")


if __name__ == "__main__":
    main()
