"""Random years as in `tests/models/merge/year_machine.py`, many and long. Run by hand.

    python -m tests.benchmarks.long_years [--years 2000] [--steps 50] [--seed 1]

Batches of 50 years, each under a seed of its own, so that a run that is stopped still says how far it came and one that
fails can be had again. What happened in the years is counted, to show that they are not idle.
"""

import argparse
import tempfile
import time
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from models.store.base import keyring
from tests.models.merge.year_machine import YearMachine, prepare_second_pc
from tests.models.offices import prepare
from ui.cli.arguments import tell

BATCH = 50
HAPPENED: Counter[str] = Counter()


class CountingMachine(YearMachine):
    """Counts what there was at the end of each year."""

    def teardown(self) -> None:
        year = self.year
        HAPPENED.update(
            years=1,
            desks=len(year.desks),
            submissions=len(year.sent),
            lost=len(year.lost),
            handovers=len(year.handed),
            receipts=len(year.receipts),
            centres_restored=year.centres - 1,
        )
        super().teardown()


def main() -> None:
    """Run batch after batch; the first year that fails is told step by step."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--years", type=int, default=2000)
    parser.add_argument("--steps", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    keyring.MEMORY_KIB, keyring.ITERATIONS, keyring.LANES = 64, 1, 1  # stretching the 密码 would take most of the time
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        YearMachine.prepared = prepare_second_pc(prepare(Path(folder) / "first"), Path(folder) / "second")
        for number in range(0, args.years, BATCH):
            _batch(args.seed * 1000 + number // BATCH, min(BATCH, args.years - number), args.steps)
            tell(f"{time.perf_counter() - start:.0f} s: {dict(HAPPENED)}")


def _batch(number: int, years: int, steps: int) -> None:
    limits = settings(
        max_examples=years,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    tell(f"seed {number}")
    run_state_machine_as_test(seed(number)(CountingMachine), settings=limits)


if __name__ == "__main__":
    main()
