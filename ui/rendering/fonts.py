"""Chinese for PDFs that bring no fonts: those that come with the program, as the process may open no others."""

from __future__ import annotations

import ctypes
from typing import Any

from models.resources import resource

CHINESE = (134, 136)
"""Charsets GB 2312 and Big5 (pdfium's fpdf_sysfontinfo.h)."""
ROMAN = 16
"""The pitch family of typefaces with serifs."""
SERIF, SANS = 1, 2
FILES = {SERIF: "NotoSerifSC-Regular.ttf", SANS: "NotoSansSC-Medium.ttf"}
_kept: list[Any] = []


def install_fonts() -> None:
    """Have pdfium ask here for typefaces that a PDF does not bring; others than Chinese it has itself."""
    from pypdfium2 import raw

    held = {handle: resource("fonts", name).read_bytes() for handle, name in FILES.items()}

    def map_font(
        _info: Any, _weight: int, _italic: int, charset: int, pitch: int, _face: Any, _exact: Any
    ) -> int | None:
        return (SERIF if pitch & ROMAN else SANS) if charset in CHINESE else None

    def font_data(_info: Any, handle: int | None, table: int, buffer: Any, size: int) -> int:
        data = held.get(handle or 0, b"") if table == 0 else b""
        if buffer and size >= len(data):
            ctypes.memmove(buffer, data, len(data))
        return len(data)

    info = raw.FPDF_SYSFONTINFO(version=1)
    for name, call in (("MapFont", map_font), ("GetFontData", font_data)):
        wrapped = dict(raw.FPDF_SYSFONTINFO._fields_)[name](call)
        setattr(info, name, wrapped)
        _kept.append(wrapped)  # the library calls them for as long as it lives
    for name in ("Release", "EnumFonts", "GetFont", "GetFaceName", "GetFontCharset", "DeleteFont"):
        wrapped = dict(raw.FPDF_SYSFONTINFO._fields_)[name](lambda *_: 0)
        setattr(info, name, wrapped)
        _kept.append(wrapped)
    _kept.append(info)
    raw.FPDF_SetSystemFontInfo(ctypes.byref(info))
