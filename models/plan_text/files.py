"""A plan from a file: what bytes it may be, and what is wrong when it is none of them."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from models.plan_text.docx_text import docx_text
from models.plan_text.libreoffice import NotConvertedError, OfficeMissingError, converted_to_docx
from models.plan_text.source_text import SourceText
from models.small_file import decode_text, read_small

PdfPages = Callable[[bytes], Sequence[str] | None]
"""Reads the words of each page of a PDF, None for one that cannot be read; whoever calls has a process for it."""

_OLD_WORD, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
_CONVERTED = {".doc", ".wps", ".wpt", ".rtf", ".odt"}
_SCANNED = 10
"""Fewer characters a page than this are no text."""
_SET_APART = re.compile(r"([\u4e00-\u9fff，。；：、（“]) ?([0-9][0-9.,%]*)(?: (?=[\u4e00-\u9fff，。；：、）]))?")
"""Figures inside a Chinese sentence, around which a PDF seems to have blanks: 每年调整 1 次."""
TEXT_FILES = "*.txt *.docx *.doc *.wps *.rtf *.odt *.pdf"
"""What is offered where a text is chosen."""


class PlanFileFault(enum.Enum):
    """What is wrong with a file offered as a plan."""

    KIND = "kind"
    NOT_WORD = "not_word"
    NOT_TEXT = "not_text"
    NO_OFFICE = "no_office"
    NOT_CONVERTED = "not_converted"
    NOT_PDF = "not_pdf"
    SCANNED = "scanned"


class PlanFileError(Exception):
    """The other party's file is no plan text: `path`, and the `fault`."""

    def __init__(self, path: Path, fault: PlanFileFault) -> None:
        super().__init__(path, fault)
        self.path = path
        self.fault = fault


def file_text(path: Path, pages: PdfPages = lambda _: None) -> SourceText:
    """The text of a .txt (UTF-8, GB 18030, or UTF-16 with its mark) or .docx file.

    Older Word files, WPS's own and .rtf go through LibreOffice where it is installed, a .pdf through `pages`.

    Raises:
        PlanFileError: it is another kind of file, or not what its name says.
        OSError: it cannot be read.
    """
    suffix = path.suffix.lower()
    if suffix == ".txt":
        return SourceText(_decoded(path))
    if suffix == ".docx" or suffix in _CONVERTED:
        return _word(path)
    if suffix == ".pdf":
        return SourceText(_pdf(path, pages))
    raise PlanFileError(path, PlanFileFault.KIND)


def _decoded(path: Path) -> str:
    try:
        text = decode_text(read_small(path))
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise PlanFileError(path, PlanFileFault.NOT_TEXT)
    return text


def _word(path: Path) -> SourceText:
    """By what the file is, whatever its name says."""
    with path.open("rb") as file:
        start = file.read(len(_ZIP))
    if start == _ZIP and path.suffix.lower() != ".odt":
        return _docx(path)
    if path.suffix.lower() == ".docx" and start != _OLD_WORD:
        raise PlanFileError(path, PlanFileFault.NOT_WORD)
    try:
        with converted_to_docx(path) as docx:
            return _docx(docx)
    except OfficeMissingError:
        raise PlanFileError(path, PlanFileFault.NO_OFFICE) from None
    except (NotConvertedError, PlanFileError):
        raise PlanFileError(path, PlanFileFault.NOT_CONVERTED) from None


def _docx(path: Path) -> SourceText:
    from zipfile import BadZipFile

    from docx.opc.exceptions import PackageNotFoundError

    try:
        return docx_text(path)
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise PlanFileError(path, PlanFileFault.NOT_WORD) from error


def _pdf(path: Path, pages: PdfPages) -> str:
    found = pages(read_small(path))
    if found is None:
        raise PlanFileError(path, PlanFileFault.NOT_PDF)
    if sum(len("".join(page.split())) for page in found) < _SCANNED * max(len(found), 1):
        raise PlanFileError(path, PlanFileFault.SCANNED)
    return _SET_APART.sub(r"\1\2", "\n".join(found))
