"""A folder that is filled wholly or not at all, whatever ends the filling, a power cut too."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from models.store.base.errors import WholeDiskError, WorkspaceExistsError
from models.store.base.private_file import FOLDER_MODE
from models.store.base.whole_file import give_folder_name, make_folder

UNDER_CONSTRUCTION = ".新建中"


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """Fill a new or empty folder; gives one beside it to be filled, which takes its name at the end.

    On any exception everything is afterwards as it was. Behind a kill the folder is as it was too, and what lies beside
    it goes with the next try. Whoever fills it closes its files: an open one keeps a folder from being renamed.

    Raises:
        WorkspaceExistsError: The folder is not empty.
        WholeDiskError: It is a disk, which cannot be renamed.
    """
    if folder.exists() and any(folder.iterdir()):
        raise WorkspaceExistsError(folder)
    place = folder.resolve()
    if os.path.ismount(place):
        raise WholeDiskError(folder)
    missing = [one for one in place.parents if not one.exists()]
    part = place.with_name(place.name + UNDER_CONSTRUCTION)
    shutil.rmtree(part, ignore_errors=True)
    with ExitStack() as failing:
        failing.callback(_remove, part, missing)
        make_folder(part, FOLDER_MODE)
        yield part
        with suppress(FileNotFoundError):
            place.rmdir()
        give_folder_name(part, place)
        failing.pop_all()


def _remove(part: Path, missing: Sequence[Path]) -> None:
    shutil.rmtree(part, ignore_errors=True)
    with suppress(OSError):
        for made in missing:
            made.rmdir()
