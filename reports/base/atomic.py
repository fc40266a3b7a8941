"""Files that are whole or not there, and streams, by one call."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from models.store.base.whole_file import write_file


def write_whole(target: Path | BinaryIO, write: Callable[[BinaryIO], object]) -> None:
    """Let `write` fill `target`. A path appears complete or stays as it was; a stream is simply written to.

    Raises:
        NotWrittenError: The place cannot be written, say because the file is open in another program.
    """
    if isinstance(target, Path):
        write_file(target, write)
    else:
        write(target)


def save_whole(target: Path | BinaryIO, save: Callable[[BinaryIO], object]) -> None:
    """As `write_whole`, by way of memory: openpyxl leaves its archive open when a device fails under it.

    Raises:
        NotWrittenError: As `write_whole`.
    """
    whole = io.BytesIO()
    save(whole)
    write_whole(target, lambda stream: stream.write(whole.getbuffer()))
