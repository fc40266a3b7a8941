"""A machine without Qt's libraries can run every command."""

import subprocess
import sys
from pathlib import Path

from ui.cli import main as cli

ROOT = Path(__file__).parents[3]


def test_no_command_loads_qt() -> None:
    load = (
        "import sys\n"
        "from ui.cli import main as cli\n"
        "for name in cli.COMMANDS:\n"
        "    cli.load_module(name)\n"
        "    print(name)\n"
        "print(*(name for name in sys.modules if name.split('.')[0] in ('PySide6', 'shiboken6')))"
    )
    done = subprocess.run([sys.executable, "-c", load], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split() == list(cli.COMMANDS)
