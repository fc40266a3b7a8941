"""What of a workbook is crossed out: rows that somebody struck out instead of deleting them.

In xlsx the font of a cell's style says so, or those of the parts of its text; in ods the style, or that of a part.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from reports.filled_in.sheet_looks import Struck

_FONTS = re.compile(rb"<(?:\w+:)?fonts\b.*?</(?:\w+:)?fonts>", re.DOTALL)
_FONT = re.compile(rb"<(?:\w+:)?font(?:\s[^>]*)?(?:/>|>(.*?)</(?:\w+:)?font>)", re.DOTALL)
_LINE = re.compile(rb'<(?:\w+:)?strike(?!\s+val="(?:0|false)")[\s/>]')
_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<(?:\w+:)?xf\s[^>]*>")
_FONT_OF_STYLE = re.compile(rb'\bfontId="(\d+)"')
_SHARED = re.compile(rb"<(?:\w+:)?si(?:\s[^>]*)?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
_RUN = re.compile(rb"<(?:\w+:)?r>(.*?)</(?:\w+:)?r>", re.DOTALL)
_TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>\s*[^\s<]")
_ODS_STYLE = re.compile(rb"<style:style\s([^>]*[^/])>(.*?)</style:style>", re.DOTALL)
_ODS_STYLE_NAME = re.compile(rb'style:name="([^"]*)"')
_ODS_LINE = re.compile(rb'text-line-through-(?:style|type)="(?!none")')
_ODS_CELL_STYLE = re.compile(rb'table:style-name="([^"]*)"')
_ODS_SPAN = re.compile(rb'<text:span\s[^>]*?text:style-name="([^"]*)"[^>]*>(.*?)</text:span>', re.DOTALL)
_TAGS = re.compile(rb"<[^>]*>")


def struck_styles(styles: bytes) -> frozenset[bytes]:
    """The styles of an xlsx that cross cells out, as cells name them."""
    fonts, used = _FONTS.search(styles), _STYLES.search(styles)
    if b"strike" not in styles or not fonts or not used:
        return frozenset()
    struck = {at for at, font in enumerate(_FONT.findall(fonts[0])) if _LINE.search(font)}
    named = (_FONT_OF_STYLE.search(style) for style in _STYLE.findall(used[0]))
    return frozenset(str(at).encode() for at, font in enumerate(named) if font and int(font[1]) in struck)


def struck_texts(shared: bytes) -> dict[bytes, Struck]:
    """Shared texts of an xlsx, by the number that cells name, that are crossed out whole or in part."""
    if b"strike" not in shared:
        return {}
    found = {str(at).encode(): struck_runs(text) for at, text in enumerate(_SHARED.findall(shared))}
    return {at: how for at, how in found.items() if how}


def struck_runs(text: bytes) -> Struck | None:
    """How much of a text of an xlsx is crossed out by its parts."""
    return _how_much(bool(_LINE.search(run)) for run in _RUN.findall(text) if _TEXT.search(run))


def struck_ods_styles(content: bytes) -> frozenset[bytes]:
    """The styles of an ods that cross cells or parts of their texts out."""
    if b"text-line-through" not in content:
        return frozenset()
    lined = (attributes for attributes, inside in _ODS_STYLE.findall(content) if _ODS_LINE.search(inside))
    return frozenset(name[1] for one in lined if (name := _ODS_STYLE_NAME.search(one)))


def struck_ods_cell(attributes: bytes, inside: bytes, styles: Collection[bytes]) -> Struck | None:
    """How much of a cell of an ods is crossed out."""
    own = _ODS_CELL_STYLE.search(attributes)
    if own and own[1] in styles:
        return "whole"
    spans = [style in styles for style, text in _ODS_SPAN.findall(inside) if _TAGS.sub(b"", text).strip()]
    outside = _TAGS.sub(b"", _ODS_SPAN.sub(b"", inside)).strip()
    return _how_much([*spans, *([False] if outside else [])])


def _how_much(parts: Iterable[bool]) -> Struck | None:
    kinds = set(parts)
    if True not in kinds:
        return None
    return "part" if False in kinds else "whole"
