"""The empty Word document drafts are written into: own styles by GB/T 9704-2012, nothing of python-docx's template.

Its parts are the files of `resources/word`, where an office can change fonts and sizes. Every style names its East
Asian font and none asks a theme.
"""

from __future__ import annotations

import io
import zipfile

from models.resources import resource

TITLE, HEADINGS, BODY = "Title", ("Heading 1", "Heading 2", "Heading 3"), "Body Text"
ADDRESS, NOTE, SIGNATURE, FOOTER, GAP = "主送", "表注", "Signature", "Footer", "待补充"
TABLE, CELL, STRONG_CELL, HEAD_CELL = "台账表格", "表格文字", "表格小计", "表头文字"
"""Names of the styles, as python-docx speaks of them."""

_PARTS = {
    "[Content_Types].xml": "content-types.xml",
    "_rels/.rels": "package-rels.xml",
    "word/_rels/document.xml.rels": "document-rels.xml",
    **{f"word/{name}.xml": f"{name}.xml" for name in ("document", "styles", "settings", "fontTable")},
}
_DATE = (1980, 1, 1, 0, 0, 0)


def blank_document() -> io.BytesIO:
    """A Word document with styles, margins and settings, and no text."""
    return _packed({name: resource("word", file).read_bytes() for name, file in _PARTS.items()})


def packed_evenly(document: io.BytesIO) -> bytes:
    """The same document with every part dated alike: the same content gives the same bytes."""
    with zipfile.ZipFile(document) as source:
        return _packed({name: source.read(name) for name in source.namelist()}).getvalue()


def _packed(parts: dict[str, bytes]) -> io.BytesIO:
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _DATE), content, zipfile.ZIP_DEFLATED)
    found.seek(0)
    return found
