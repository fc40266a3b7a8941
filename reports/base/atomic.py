"""Files that are whole or not there: written beside their place under another name, then moved."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from models.errors import FazhiError


class TargetBusyError(FazhiError, OSError):
    """The environment's: the file to be replaced is open elsewhere, or its folder takes no writing."""

    path: Path
    template = "“{path}”写不进去：请先关闭打开它的程序，或换一个位置。"


def write_whole(target: Path | BinaryIO, write: Callable[[BinaryIO], object]) -> None:
    """Let `write` fill `target`. A path appears complete or stays as it was; a stream is simply written to.

    Raises:
        TargetBusyError: the place cannot be written (the file is open in another program, or read-only).
    """
    if not isinstance(target, Path):
        write(target)
        return
    with _beside(target) as (stream, place):
        write(stream)
        stream.flush()
        os.fsync(stream.fileno())
        stream.close()
        try:
            place.replace(target)
        except PermissionError as error:
            raise TargetBusyError(target) from error


@contextmanager
def _beside(target: Path) -> Iterator[tuple[BinaryIO, Path]]:
    place = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        stream = place.open("xb")
    except PermissionError as error:
        raise TargetBusyError(target) from error
    try:
        with stream:
            yield stream, place
    finally:
        place.unlink(missing_ok=True)
