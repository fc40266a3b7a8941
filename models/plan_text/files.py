"""A plan from a file: what bytes it may be, and what is wrong when it is none of them."""

from __future__ import annotations

import codecs
import enum
from pathlib import Path

from models.plan_text.docx_text import docx_text
from models.small_file import read_small


class PlanFileFault(enum.Enum):
    """What is wrong with a file offered as a plan."""

    KIND = "kind"
    NOT_WORD = "not_word"
    NOT_TEXT = "not_text"


class PlanFileError(Exception):
    """The other party's file is no plan text: `path`, and the `fault`."""

    def __init__(self, path: Path, fault: PlanFileFault) -> None:
        super().__init__(path, fault)
        self.path = path
        self.fault = fault


def file_text(path: Path) -> str:
    """The text of a .txt (UTF-8, GB 18030, or UTF-16 with its mark) or .docx file.

    Raises:
        PlanFileError: it is another kind of file, or not what its name says.
        OSError: it cannot be read.
    """
    match path.suffix.lower():
        case ".txt":
            return _decoded(path)
        case ".docx":
            return _word(path)
        case _:
            raise PlanFileError(path, PlanFileFault.KIND)


def _decoded(path: Path) -> str:
    data = read_small(path)
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise PlanFileError(path, PlanFileFault.NOT_TEXT)


def _word(path: Path) -> str:
    from zipfile import BadZipFile

    from docx.opc.exceptions import PackageNotFoundError

    with path.open("rb"):  # a missing file is the environment's fault, not the document's
        pass
    try:
        return docx_text(path)
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise PlanFileError(path, PlanFileFault.NOT_WORD) from error
