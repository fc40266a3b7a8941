"""The text of a Word document: paragraphs with the numbers Word draws itself, and tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.plan_text.numerals import chinese_numeral
from models.plan_text.tables import table_lines

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VALUE = f"{_W}val"
_SHOWN = {f"{_W}t": None, f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_CHINESE_FORMATS = {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand"}


def docx_text(path: Path) -> str:
    """The text of the document at `path`, one paragraph a line, tables as the lines they stand for.

    Deleted (tracked) words are left out, inserted ones kept; text boxes follow their paragraph.

    Raises:
        PackageNotFoundError, BadZipFile, KeyError, SyntaxError: `path` holds no Word document.
    """
    import docx

    document = docx.Document(str(path))
    return "\n".join(_lines(document.element.body, document, _Numbers(document)))


def _lines(element: Any, parent: Any, numbers: _Numbers) -> Iterator[str]:
    """The lines of a body or cell, those inside content controls and inner tables with them."""
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    for child in element:
        if child.tag == f"{_W}p":
            paragraph = Paragraph(child, parent)
            yield numbers.label(paragraph) + _words(paragraph)
            yield from _boxes(paragraph)
        elif child.tag == f"{_W}tbl":
            yield from table_lines(_rows(Table(child, parent), numbers))
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins"):
            yield from _lines(child, parent, numbers)


def _words(paragraph: Any) -> str:
    """The words of a paragraph, without those of text boxes anchored in it."""
    element = paragraph._p  # noqa: SLF001  .text drops tracked insertions
    return "".join(_shown(node) for node in element.iter(*_SHOWN) if _home(node) is element)


def _boxes(paragraph: Any) -> list[str]:
    """The paragraphs in text boxes anchored in `paragraph`; Word writes each box twice, the second as a fallback."""
    return [
        "".join(_shown(node) for node in inner.iter(*_SHOWN) if _home(node) is inner)
        for box in paragraph._p.iter(f"{_W}txbxContent")  # noqa: SLF001  boxes have no public door
        if not any(outer.tag.endswith("}Fallback") for outer in box.iterancestors())
        for inner in box.iter(f"{_W}p")
    ]


def _home(node: Any) -> Any:
    return next(node.iterancestors(f"{_W}p"), None)


def _shown(node: Any) -> str:
    return _SHOWN[node.tag] or node.text or ""


def _rows(table: Table, numbers: _Numbers) -> list[list[str]]:
    seen: dict[Any, str] = {}
    rows: list[list[str]] = []
    for row in table.rows:
        rows.append([])
        for cell in row.cells:  # a merged cell comes once for each place it covers
            if cell._tc not in seen:  # noqa: SLF001 - a cell's identity
                seen[cell._tc] = "\n".join(_lines(cell._tc, cell, numbers))  # noqa: SLF001 - a cell's identity
            rows[-1].append(seen[cell._tc])  # noqa: SLF001 - a cell's identity
    return rows


class _Numbers:
    """Counts Word's automatic numbering, which stands in no paragraph's text."""

    def __init__(self, document: Document) -> None:
        self._levels = dict(_levels(document))
        self._counts: dict[tuple[int, int], int] = {}
        self._begun: set[tuple[int, int]] = set()

    def label(self, paragraph: Any) -> str:
        """The number Word draws before `paragraph`, "" for none and for bullets."""
        place = _place(paragraph)
        level = self._levels.get(place) if place else None
        if place is None or level is None:
            return ""
        family, depth = level["family"], place[1]
        if level["again"] and place not in self._begun:
            self._counts.pop((family, depth), None)
        self._begun.add(place)
        for key in [key for key in self._counts if key[0] == family and key[1] > depth]:
            del self._counts[key]
        self._counts[family, depth] = self._counts.get((family, depth), level["start"] - 1) + 1
        return self._drawn(level["text"], place[0], family)

    def _drawn(self, pattern: str, number: int, family: int) -> str:
        for depth in range(9):
            level = self._levels.get((number, depth))
            value = self._counts.get((family, depth), 1)
            shown = chinese_numeral(value) if level and level["format"] in _CHINESE_FORMATS else str(value)
            pattern = pattern.replace(f"%{depth + 1}", shown)
        return pattern


def _place(paragraph: Any) -> tuple[int, int] | None:
    """The (numId, level) of a paragraph, from itself or its style."""
    elements = [paragraph._p]  # noqa: SLF001  numbering has no public door
    style = paragraph.style
    while style is not None and style.element not in elements:  # a made file may have a style based on itself
        elements.append(style.element)
        style = style.base_style
    for element in elements:
        numbering = element.find(f"{_W}pPr/{_W}numPr")
        number = _value(numbering, "numId")
        if number is not None:
            return int(number), int(_value(numbering, "ilvl") or 0)
    return None


def _value(element: Any, child: str) -> str | None:
    found = element.find(f"{_W}{child}") if element is not None else None
    return None if found is None else found.get(_VALUE)


def _levels(document: Document) -> Iterator[tuple[tuple[int, int], dict[str, Any]]]:
    from docx.opc.constants import RELATIONSHIP_TYPE

    rels = document.part.rels.values()
    root: Any = next((rel.target_part for rel in rels if rel.reltype == RELATIONSHIP_TYPE.NUMBERING), None)
    if root is None:
        return
    families = {family.get(f"{_W}abstractNumId"): family for family in root.element.findall(f"{_W}abstractNum")}
    for num in root.element.findall(f"{_W}num"):
        family = families.get(_value(num, "abstractNumId"))
        for level in [] if family is None else family.findall(f"{_W}lvl"):
            if _value(level, "numFmt") not in ("bullet", "none"):
                yield (int(num.get(f"{_W}numId")), int(level.get(f"{_W}ilvl"))), _level(family, num, level)


def _level(family: Any, num: Any, level: Any) -> dict[str, Any]:
    overrides = {override.get(f"{_W}ilvl"): override for override in num.findall(f"{_W}lvlOverride")}
    again = _value(overrides.get(level.get(f"{_W}ilvl")), "startOverride")
    return {
        "again": again is not None,
        "family": int(family.get(f"{_W}abstractNumId")),
        "format": _value(level, "numFmt"),
        "text": _value(level, "lvlText") or "",
        "start": int(again or _value(level, "start") or 1),
    }
