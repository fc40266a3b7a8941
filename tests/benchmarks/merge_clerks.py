"""Four processes merge the same 300 packages into one centre at once: each goes in once. Run by hand.

python -m tests.benchmarks.merge_clerks [--clerks 4] [--packages 300]
"""

import argparse
import tempfile
import time
from collections import Counter
from pathlib import Path

from models.store.base import keyring
from tests.models.clerks import merge_at_once
from tests.models.killing import check_merged, stock
from tests.models.offices import copy_of, prepare
from ui.cli.arguments import tell


def main() -> None:
    """Merge and count."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--clerks", type=int, default=4)
    parser.add_argument("--packages", type=int, default=300)
    args = parser.parse_args()
    keyring.MEMORY_KIB, keyring.ITERATIONS, keyring.LANES = 64, 1, 1  # stretching a 密码 is not what is measured
    with tempfile.TemporaryDirectory() as home:
        offices = copy_of(prepare(Path(home) / "prepared"), Path(home) / "offices")
        stock(offices, args.packages)
        offices.close()
        start = time.perf_counter()
        told = Counter(state for states in merge_at_once(offices.folder, args.clerks) for state in states)
        took = time.perf_counter() - start
        merged = check_merged(offices.folder, [])
    tell(f"{args.clerks} processes, {args.packages} packages, {took:.0f} s: {dict(told)}, {merged} in the centre")
    if told != {"merged": args.packages, "known": args.packages * (args.clerks - 1)}:
        raise SystemExit("not each of them once")


if __name__ == "__main__":
    main()
