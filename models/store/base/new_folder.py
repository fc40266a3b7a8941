"""A folder that is filled wholly or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from models.store.base.errors import WorkspaceExistsError
from models.store.base.private_file import FOLDER_MODE


@contextmanager
def new_folder(folder: Path) -> Iterator[ExitStack]:
    """Fill a new or empty folder; on any exception it is afterwards as it was, and can be filled again.

    Gives the stack on which to put what must let go of the files before they are removed, such as an open database.

    Raises:
        WorkspaceExistsError: The folder is not empty.
    """
    if folder.exists() and any(folder.iterdir()):
        raise WorkspaceExistsError(folder)
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    with ExitStack() as failing:
        failing.callback(_empty, folder, missing)
        folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        yield failing
        failing.pop_all()


def _empty(folder: Path, missing: Sequence[Path]) -> None:
    with suppress(OSError):
        for path in folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
        for made in missing:
            made.rmdir()
