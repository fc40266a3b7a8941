"""A program that is killed while it saves loses nothing that it had acknowledged."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from models.store.base.workspace import open_workspace
from models.store.files.verify import verify_workspace
from tests.models.offices import SECRET, lines, lone_unit

pytestmark = pytest.mark.no_cover  # it goes through what other tests cover; tracing doubles its time

ROOT = Path(__file__).parents[3]
KILLS = 6
SAVE = """
import sys
from pathlib import Path
from models.records.registry import ledger
from models.store import records
from models.store.base.workspace import open_workspace
workspace = open_workspace(Path(sys.argv[1]), sys.argv[2])
declared = ledger("training")
while True:
    with workspace.write("张三") as tx:
        uids = [records.save(tx, declared, "A01", {"topic": str(n)}).uid for n in range(5)]
    print(*uids, flush=True)
"""


def saved_until_killed(folder: Path, after: int) -> list[str]:
    """Uids a saving program acknowledged before it was killed behind `after` lines and bytes of the next ones."""
    command = [sys.executable, "-c", SAVE, str(folder), SECRET]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout
        acknowledged = [program.stdout.readline() for _ in range(after)]
        program.send_signal(signal.SIGKILL)
        acknowledged += program.stdout.readlines()
    whole = [line for line in acknowledged if line.endswith("\n")]
    return [uid for line in whole for uid in line.split()]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="only where programs can be killed so")
def test_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    lone_unit(tmp_path / "unit").close()
    chance, acknowledged = random.Random(20), set[str]()  # noqa: S311 - the same moments every time
    for _ in range(KILLS):
        acknowledged |= set(saved_until_killed(tmp_path / "unit", chance.randint(1, 9)))
        workspace = open_workspace(tmp_path / "unit", SECRET)
        kept = lines(workspace)["training"]
        assert verify_workspace(workspace) == []
        workspace.close()
        assert len(kept) % 5 == 0
    assert acknowledged <= {line.split('"uid":"')[1][:32] for line in kept}
