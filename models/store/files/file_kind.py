"""What a file is, told from its content, and the name it is shown under.

Evidence comes from other offices. Only documents, pictures and recordings are handed to another program, each under an
ending of what it really is: the system chooses the program by the ending.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
import zipfile
from pathlib import Path
from typing import BinaryIO, NamedTuple

from models.file_names import plain_name

HEAD = 1 << 16
"""Bytes that tell the kind."""
TEXT_CONTROLS = frozenset("\t\r\n\f")


class FileKind(NamedTuple):
    """A kind of file by its endings, the usual one first."""

    endings: tuple[str, ...]


PDF, JPEG, PNG, GIF = FileKind((".pdf",)), FileKind((".jpg", ".jpeg")), FileKind((".png",)), FileKind((".gif",))
WEBP, BMP, TIFF = FileKind((".webp",)), FileKind((".bmp",)), FileKind((".tif", ".tiff"))
MP3, MP4, TEXT, ARCHIVE = (
    FileKind((".mp3",)),
    FileKind((".mp4", ".m4v", ".m4a", ".mov")),
    FileKind((".txt",)),
    FileKind((".zip",)),
)
OLD_OFFICE = FileKind((".doc", ".xls", ".wps", ".et", ".ppt", ".dps"))
PACKED = {
    "word/document.xml": FileKind((".docx",)),
    "xl/workbook.xml": FileKind((".xlsx", ".et")),
    "ppt/presentation.xml": FileKind((".pptx",)),
    "OFD.xml": FileKind((".ofd",)),
}
"""Kinds of zip, by an entry that each has."""
MACROS = "vbaproject.bin"

STARTS = (
    (re.compile(rb"%PDF-"), PDF),
    (re.compile(rb"\xff\xd8\xff"), JPEG),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), PNG),
    (re.compile(rb"GIF8[79]a"), GIF),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), WEBP),
    (re.compile(rb"BM....\0\0\0\0", re.DOTALL), BMP),
    (re.compile(rb"II\*\0|MM\0\*"), TIFF),
    (re.compile(rb"....ftyp", re.DOTALL), MP4),
    (re.compile(rb"ID3|\xff[\xf2\xf3\xfa\xfb]"), MP3),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), OLD_OFFICE),
)


def kind_of(path: Path) -> FileKind | None:
    """The kind of the file's content; None for a program, a script's container, or whatever is not known.

    Raises:
        OSError: The file cannot be read.
    """
    with path.open("rb") as file:
        return kind_of_content(file)


def kind_of_content(file: BinaryIO) -> FileKind | None:
    """The kind of what a file, open at its beginning, holds; None as in `kind_of`."""
    head = file.read(HEAD)
    for start, kind in STARTS:
        if start.match(head):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return _packed_kind(file)
    return TEXT if _is_text(head) else None


def name_for(name: str, kind: FileKind) -> str:
    """The name to hand the file over under: with an ending of its kind, whatever it was called."""
    shown = visible_name(name)
    return shown if Path(shown).suffix.lower() in kind.endings else plain_name(f"{shown}{kind.endings[0]}")


def visible_name(name: object) -> str:
    """A file's name as it may be shown and written: no folders, no control or direction marks, nothing that hides."""
    return plain_name(re.split(r"[/\\]", name if isinstance(name, str) else "")[-1])


def _packed_kind(file: BinaryIO) -> FileKind | None:
    try:
        with zipfile.ZipFile(file) as packed:
            names = packed.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return None
    if any(name.lower().endswith(MACROS) for name in names):
        return None
    return next((kind for name, kind in PACKED.items() if name in names), ARCHIVE)


def _is_text(head: bytes) -> bool:
    """Whether it is text of UTF-8 or GB 18030; a character cut at the end does not count."""
    for encoding in ("utf-8", "gb18030"):
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
        return all(char in TEXT_CONTROLS or unicodedata.category(char) != "Cc" for char in text)
    return False
