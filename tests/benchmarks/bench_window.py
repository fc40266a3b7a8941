"""Start of the window on a workspace with 100,000 records, against a bare QMainWindow. Run by hand.

    python -m tests.benchmarks.bench_window [--records 100000] [--rounds 5] [--platform offscreen|xcb]

Every start is a process of its own. Ours begins on the page that asks for the 密码; the clock starts when the 密码 has
been accepted, and stops when the first page and after it a list have been painted. The bare one is clocked from its
own start, before PySide6 is imported, and from the moment Qt is loaded.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.window_data import make_workspace
from ui.cli.arguments import tell

PROBES = ("bare", "window")


def main() -> None:
    """Make the workspace, take turns, print medians and ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--platform", default="offscreen")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "workspace"
        tell(f"{make_workspace(workspace, args.records)} records")
        found: dict[str, list[dict[str, float]]] = {probe: [] for probe in PROBES}
        for turn in range(args.rounds + 1):
            for probe in PROBES:
                once = _start(probe, workspace, Path(folder), args.platform)
                if turn:  # the first turn only warms the disk's cache
                    found[probe].append(once)
    medians = {
        f"{probe}.{name}": statistics.median(once[name] for once in rounds)
        for probe, rounds in found.items()
        for name in rounds[0]
    }
    for name, value in medians.items():
        tell(f"{name:22} {value * 1000:7.0f} ms")
    tell(f"accepted to list / bare from its start   {medians['window.list'] / medians['bare.start']:.2f}")
    tell(f"accepted to list / bare with Qt loaded   {medians['window.list'] / medians['bare.shown']:.2f}")


def _start(probe: str, workspace: Path, home: Path, platform: str) -> dict[str, float]:
    """Seconds by name, as a fresh process found them."""
    command = [sys.executable, "-m", "tests.benchmarks.window_probe", probe, str(workspace)]
    around = {**os.environ, "QT_QPA_PLATFORM": platform, "HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    done = subprocess.run(command, env=around, capture_output=True, text=True, check=True, timeout=120)
    times: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return times


if __name__ == "__main__":
    main()
