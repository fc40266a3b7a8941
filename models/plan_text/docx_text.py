"""The text of a Word document: paragraphs with the numbers Word draws itself, and tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.plan_text.numerals import chinese_numeral
from models.plan_text.source_text import SourceText
from models.plan_text.tables import table_lines

if TYPE_CHECKING:
    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_VALUE = f"{_W}val"
_SHOWN = {
    f"{_W}t": None,
    _MATH_TEXT: None,
    f"{_W}tab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
}
_UNSEEN = {f"{_W}{name}" for name in ("del", "moveFrom", "rt", "pPr", "rPr", "txbxContent", "delText", "instrText")}
"""What is no text of the paragraph: deleted, moved away, phonetic, properties; boxes follow their paragraph."""
_AROUND = {f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
_TRACKED = {f"{_W}{name}" for name in ("ins", "del", "moveFrom", "moveTo")}
_NOTES = {f"{_W}{name}" for name in ("footnoteReference", "endnoteReference")}
_CHINESE_FORMATS = {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand"}
_CIRCLED_FORMATS = {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"}


def docx_text(path: Path) -> SourceText:
    """The text of the document at `path`, one paragraph a line, tables as the lines they stand for.

    Deleted (tracked), moved away, hidden and phonetic words are left out, inserted ones kept; text boxes follow their
    paragraph.

    Raises:
        PackageNotFoundError, BadZipFile, KeyError, SyntaxError: `path` holds no Word document.
    """
    import docx

    document = docx.Document(str(path))
    body = document.element.body
    hidden = (
        "".join(words.text or "" for words in run.iter(f"{_W}t")) for run in body.iter(f"{_W}r") if _is_hidden(run)
    )
    return SourceText(
        "\n".join(_lines(body, document, _Numbers(document))),
        tuple(words for words in hidden if words.strip()),
        is_tracked=any(True for _ in body.iter(*_TRACKED)),
        has_notes=any(True for _ in body.iter(*_NOTES)),
    )


def _lines(element: Any, parent: Any, numbers: _Numbers) -> Iterator[str]:
    """The lines of a body or cell, those inside content controls and inner tables with them."""
    from docx.text.paragraph import Paragraph

    joined = ""
    for child in _inside(element):
        if child.tag == f"{_W}p":
            words = joined + "".join(_words(child))
            joined = words if _ends_nowhere(child) else ""
            if not _ends_nowhere(child):
                yield numbers.label(Paragraph(child, parent)) + words
            yield from _boxes(child)
        elif child.tag == f"{_W}tbl":
            yield from table_lines(_rows(child, parent, numbers))
    if joined:
        yield joined


def _inside(element: Any) -> Iterator[Any]:
    """The children, those in content controls and the like among them."""
    for child in element:
        if child.tag in _AROUND:
            yield from _inside(child)
        else:
            yield child


def _ends_nowhere(paragraph: Any) -> bool:
    """Whether the end of a paragraph is deleted or moved away, so that it goes on in the next one."""
    mark = paragraph.find(f"{_W}pPr/{_W}rPr")
    return mark is not None and any(mark.find(f"{_W}{name}") is not None for name in ("del", "moveFrom"))


def _words(element: Any) -> Iterator[str]:
    """The words of a paragraph or run that a reader sees."""
    for child in element:
        if child.tag in _SHOWN:
            yield _SHOWN[child.tag] or child.text or ""
        elif child.tag not in _UNSEEN and not str(child.tag).endswith("}Fallback") and not _is_hidden(child):
            yield from _words(child)


def _is_hidden(run: Any) -> bool:
    hidden = run.find(f"{_W}rPr/{_W}vanish") if run.tag == f"{_W}r" else None
    return hidden is not None and hidden.get(_VALUE) not in ("0", "false")


def _boxes(paragraph: Any) -> list[str]:
    """The paragraphs in text boxes anchored in `paragraph`; Word writes each box twice, the second as a fallback."""
    return [
        "".join(_words(inner))
        for box in paragraph.iter(f"{_W}txbxContent")
        if not any(outer.tag.endswith("}Fallback") for outer in box.iterancestors())
        for inner in box.iter(f"{_W}p")
    ]


def _rows(table: Any, parent: Any, numbers: _Numbers) -> list[list[str]]:
    """The cells by row; a merged one stands in each place it covers."""
    rows: list[list[str]] = []
    for row in (child for child in _inside(table) if child.tag == f"{_W}tr"):
        if row.find(f"{_W}trPr/{_W}del") is not None:
            continue
        cells = [""] * int(_value(row.find(f"{_W}trPr"), "gridBefore") or 0)
        for cell in (child for child in _inside(row) if child.tag == f"{_W}tc"):
            properties = cell.find(f"{_W}tcPr")
            merged = None if properties is None else properties.find(f"{_W}vMerge")
            goes_on = merged is not None and merged.get(_VALUE, "continue") == "continue"
            above = rows[-1][len(cells) : len(cells) + 1] if rows else []
            text = above[0] if goes_on and above else "\n".join(_lines(cell, parent, numbers))
            cells += [text] * int(_value(properties, "gridSpan") or 1)
        rows.append(cells)
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
            if self._levels.get((place[0], key[1]), level)["restarts"]:
                del self._counts[key]
        self._counts[family, depth] = self._counts.get((family, depth), level["start"] - 1) + 1
        return self._drawn(level["text"], place[0], family)

    def _drawn(self, pattern: str, number: int, family: int) -> str:
        for depth in range(9):
            level = self._levels.get((number, depth))
            value = self._counts.get((family, depth), 1)
            pattern = pattern.replace(f"%{depth + 1}", _counted(value, level["format"] if level else ""))
        return f"{pattern} " if pattern[-1:].isdecimal() else pattern


def _counted(value: int, form: str) -> str:
    if form in _CHINESE_FORMATS:
        return chinese_numeral(value)
    circled = form in _CIRCLED_FORMATS and value <= 20  # noqa: PLR2004 - Unicode has no more of them
    return chr(ord("①") + value - 1) if circled else str(value)


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
    abstract = root.element.findall(f"{_W}abstractNum")
    families = {family.get(f"{_W}abstractNumId"): family for family in abstract}
    styled = {_value(family, "styleLink"): family for family in abstract}
    for num in root.element.findall(f"{_W}num"):
        family = families.get(_value(num, "abstractNumId"))
        family = styled.get(_value(family, "numStyleLink") or "-", family)
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
        "restarts": _value(level, "lvlRestart") != "0",
        "start": int(again or _value(level, "start") or 1),
    }
