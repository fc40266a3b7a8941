"""Files that are read whole: plans, lists, schemes. One that cannot be such a file is not read at all."""

from __future__ import annotations

import codecs
import json
from pathlib import Path
from typing import Any

from models.errors import FazhiError

MOST_BYTES = 50_000_000
"""The longest plan ever read has 0.2 MB."""


class LargeFileError(FazhiError):
    """Somebody chose another file than the one meant; it was not read. `megabytes` is how large it is."""

    path: Path
    megabytes: int
    template = "“{path.name}”有{megabytes}MB，太大，没有读（这里最多50MB）：请核对选的是不是要用的那个文件。"


def read_small(path: Path) -> bytes:
    """The whole content.

    Raises:
        LargeFileError: It is larger than MOST_BYTES.
        OSError: It cannot be read.
    """
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise LargeFileError(path, round(size / 10**6))
    return path.read_bytes()


def decode_text(data: bytes) -> str:
    """Text as editors, Excel and PowerShell write it: UTF-8 or UTF-16 with a mark, UTF-8 without, or GB 18030.

    Raises:
        UnicodeDecodeError: It is none of them.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def decode_json(text: str, **how: Any) -> Any:
    """The value that a JSON file spells; `how` as `json.loads` takes it.

    Raises:
        json.JSONDecodeError: It is no JSON, or what nobody could keep: lists in lists without end, a number of
            thousands of digits, half a character.
    """
    try:
        value = json.loads(text, **how)
        json.dumps(value, ensure_ascii=False, default=str).encode()
    except json.JSONDecodeError:
        raise
    except (RecursionError, ValueError) as fault:
        raise json.JSONDecodeError(str(fault), text, 0) from fault
    return value
