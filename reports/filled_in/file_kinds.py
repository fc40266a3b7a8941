"""What a file that should be a workbook really is, told from its first bytes: a sentence for each kind of mistake."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

from reports.filled_in.errors import (
    LockedWorkbookError,
    NotAWorkbookError,
    OldWorkbookError,
    OtherFileError,
    TextTableError,
    WebPageError,
)
from reports.filled_in.xls_cells import OLE, kind_of_xls

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")
_WEB = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!doctype|<\?xml|<!--|<html|<head|<body|<meta|<table|<div|mime-version:)", re.IGNORECASE
)
_OLDER = re.compile(rb"\x09[\x00\x02\x04][\x04\x06]\x00")
"""How workbooks of Excel 2 to 4 begin: they have no container ([MS-XLS] 2.4.21, BOF)."""
_STARTS = {
    b"%PDF": "PDF 文件",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"Rar!": "压缩包",
    b"7z\xbc\xaf": "压缩包",
}
_LOOKED_AT = 4096


def refuse_other_kinds(path: Path, data: bytes) -> None:
    """Raise for what is no workbook, or none that can be read.

    Raises:
        NotAWorkbookError: One of its kinds, with what to do.
        LockedWorkbookError: It wants a password.
    """
    if data.startswith(OLE):
        _refuse_containers(path, data)
    elif data.startswith(b"PK"):
        _refuse_archives(path, data)
    elif _WEB.match(data):
        raise WebPageError(path)
    elif _OLDER.match(data):
        raise OldWorkbookError(path)
    else:
        what = next((what for start, what in _STARTS.items() if data.startswith(start)), "")
        if what:
            raise OtherFileError(path, what=what)
        if _is_text(data[:_LOOKED_AT]):
            raise TextTableError(path)


def _refuse_containers(path: Path, data: bytes) -> None:
    kind = "locked" if _ENCRYPTED in data else kind_of_xls(data)
    if kind == "locked":
        raise LockedWorkbookError(path)
    if kind == "old":
        raise OldWorkbookError(path)
    if _WORD in data:
        raise OtherFileError(path, what="Word 文档")


def _refuse_archives(path: Path, data: bytes) -> None:
    try:
        names = set(zipfile.ZipFile(BytesIO(data)).namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise NotAWorkbookError(path) from error
    if "word/document.xml" in names:
        raise OtherFileError(path, what="Word 文档")
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"} and not any(
        "workbook" in one for one in names
    ):
        raise OtherFileError(path, what="压缩包")


def _is_text(beginning: bytes) -> bool:
    """Letters and lines only, in UTF-8, UTF-16 or GB 18030; the last letter may be cut in two."""
    if not beginning.strip():
        return False
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        text = beginning.decode(encoding, "ignore")
        letters = sum(one.isprintable() or one in "\r\n\t" for one in text)
        if letters == len(text) and len(text.encode(encoding)) + 4 >= len(beginning):
            return True
    return False
