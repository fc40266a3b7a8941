"""SIGKILL while setting up, restoring and changing keys: it is done, or can be done again. Run by hand.

python -m tests.benchmarks.kill_set_up [--kills 40]
"""

import argparse
import os
import random
import signal
import tempfile
import time
from pathlib import Path

from models.store.base import keyring
from tests.models.offices import prepare
from tests.models.set_ups import ACTS, Act
from ui.cli.arguments import tell


def main() -> None:
    """Kill each act that often, at moments over the whole of its time, and look after every kill."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=40)
    kills = parser.parse_args().kills
    keyring.MEMORY_KIB, keyring.ITERATIONS, keyring.LANES = 64, 1, 1  # stretching a 密码 would take most of the time
    chance = random.Random(12)  # noqa: S311 - moments, not secrets
    with tempfile.TemporaryDirectory() as made:
        home = Path(made)
        prepared = prepare(home / "prepared")
        for number, (name, act) in enumerate(ACTS.items()):
            place = home / str(number)
            takes = max(_run(act, prepared, place / f"timed {turn}") for turn in range(2))
            done = [_once(act, prepared, place / str(at), chance.uniform(0, takes)) for at in range(kills)]
            tell(
                f"{name}: {kills} kills within {takes:.2f} s, {sum(done)} done, {kills - sum(done)} made again, 0 lost"
            )


def _run(act: Act, prepared: Path, home: Path, after: float | None = None) -> float:
    """Do it in a process, killed `after` seconds where that is given; gives the seconds it took."""
    home.mkdir(parents=True)
    act.ready(home, prepared)
    start = time.monotonic()
    child = os.fork()
    if not child:
        code = 1
        try:
            act.work(home)
            code = 0
        finally:
            os._exit(code)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    if status not in ((0, signal.SIGKILL) if after is not None else (0,)):
        raise RuntimeError(status)
    return time.monotonic() - start


def _once(act: Act, prepared: Path, home: Path, after: float) -> bool:
    _run(act, prepared, home, after)
    return bool(act.check(home))


if __name__ == "__main__":
    main()
