"""SIGKILL while typing: what is in the draft afterwards. Run by hand.

    python -m tests.benchmarks.bench_kill [--times 50]

A process types one field after the other and says, before each key, what it is about to have typed; it is killed at
a random moment. Then the workspace is opened again and the draft compared with what was said. Lost may be at most the
field that was being typed.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from models.records.registry import ledger
from models.store.base.workspace import UNIT, Office, create_workspace, open_workspace
from models.store.files.verify import verify_workspace
from models.store.records.drafts import load_draft
from ui.cli.arguments import tell

PERSON = ledger("person")
FIELDS = ("name", "phone", "photo", "post", "rank", "left_why", "remarks")
KEY_EVERY = 0.02
"""Seconds between two keys: fifty a second, several times what a fast typist does."""
LONGEST = 3.0


def main() -> None:
    """Kill, look, count."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=50)
    times = parser.parse_args().times
    chance = random.Random(20)  # noqa: S311 - moments, not secrets
    lost = [_once(chance.uniform(0.3, LONGEST)) for _ in range(times)]
    tell(f"killed {times} times; fields lost: {json.dumps({n: lost.count(n) for n in sorted(set(lost))})}")
    if max(lost) > 1:
        raise SystemExit("more than the last field was lost")


def _once(after: float) -> int:
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "w"
        create_workspace(folder, Office(UNIT, "X01", "示例办事处"), None)[0].close()
        command = [sys.executable, "-m", "tests.benchmarks.kill_probe", str(folder), home]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(after)
            child.kill()
            said = [json.loads(line) for line in child.stdout if line.endswith("\n")]
        return _lost(folder, said[-1] if said else {})


def _lost(folder: Path, said: dict[str, Any]) -> int:
    workspace = open_workspace(folder, None)
    with workspace.read() as connection:
        draft = load_draft(connection, PERSON)
    faults = verify_workspace(workspace)
    workspace.close()
    if faults:
        raise SystemExit(f"the workspace is damaged: {faults}")
    kept = draft.fields if draft else {}
    return sum(kept.get(name) != text for name, text in said.items())


if __name__ == "__main__":
    main()
