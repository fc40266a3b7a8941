"""Six packages through the centre's door in all 720 orders: one end state. Run by hand.

python -m tests.benchmarks.all_orders

`tests/models/merge/test_all_orders.py` does it below the door, where a step can be taken back; here every step is a
merge of a real file into a copy of the centre as it was before, so that orders share their beginnings.
"""

import shutil
import tempfile
import time
from pathlib import Path

from models.merge.intake import merge_all
from models.store.base import keyring
from models.store.base.workspace import open_workspace
from tests.models.merge.crafted import craft
from tests.models.merge.test_all_orders import SIX
from tests.models.offices import SECRET, Offices, copy_of, lines, prepare, siblings
from ui.cli.arguments import tell

State = tuple[object, ...]
WRITERS = "aabcba"
"""Workspaces of the six."""


def main() -> None:
    """Merge in every order and compare."""
    keyring.MEMORY_KIB, keyring.ITERATIONS, keyring.LANES = 64, 1, 1  # stretching a 密码 is not what is looked at
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as home:
        offices = copy_of(prepare(Path(home) / "prepared"), Path(home) / "offices")
        files = _packages(offices)
        offices.close()
        found = _ends(offices.folder / "centre", files, Path(home))
    distinct = {repr(state) for state in found}
    tell(
        f"{len(found)} orders of {len(files)} packages, {len(distinct)} end states, {time.perf_counter() - start:.0f} s"
    )
    if (len(found), len(distinct)) != (720, 1):
        raise SystemExit("order matters")


def _packages(offices: Offices) -> list[Path]:
    """The six as files of the workspaces that wrote them, numbered there."""
    made, numbers = [], dict[str, int]()
    for at, (workspace, entries) in enumerate(zip(WRITERS, SIX, strict=True)):
        numbers[workspace] = numbers.get(workspace, 0) + 1
        some = {"training": [entry.line().encode() for entry in entries]}
        path = offices.folder / f"order-{at}.fzb"
        made.append(craft(offices.a, path, some, workspace=workspace, sequence=numbers[workspace]))
    return made


def _ends(centre: Path, left: list[Path], home: Path) -> list[State]:
    if not left:
        workspace = open_workspace(centre, SECRET)
        state = lines(workspace), siblings(workspace)
        workspace.close()
        return [state]
    found = []
    for path in left:
        after = Path(shutil.copytree(centre, home / f"after-{len(left)}"))
        workspace = open_workspace(after, SECRET)
        merge_all(workspace, [path], "李四")
        workspace.close()
        found += _ends(after, [other for other in left if other != path], home)
        shutil.rmtree(after)
    return found


if __name__ == "__main__":
    main()
