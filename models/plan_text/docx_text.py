"""The text of a Word document: paragraphs with the numbers Word draws itself, and tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.plan_text.numerals import chinese
from models.plan_text.tables import table_lines

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

_TEXT = "w:t|w:tab|w:br|w:cr|w:noBreakHyphen"
_CHINESE_FORMATS = {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand"}


def docx_text(path: Path) -> str:
    """The text of the document at `path`, one paragraph a line, tables as the lines they stand for.

    Deleted (tracked) words are left out, inserted ones kept; text boxes follow their paragraph.

    Raises:
        PackageNotFoundError, BadZipFile, KeyError, SyntaxError: `path` holds no Word document.
    """
    import docx
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    document = docx.Document(str(path))
    numbers = _Numbers(document)
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            lines.append(numbers.label(block) + _words(block._p))  # noqa: SLF001  .text drops tracked insertions
            lines += [_words(box) for box in block._p.xpath(".//w:txbxContent[not(ancestor::mc:Fallback)]//w:p")]  # noqa: SLF001
        elif isinstance(block, Table):
            lines += table_lines(_rows(block, numbers))
    return "\n".join(lines)


def _words(element: Any) -> str:
    """The words standing in a paragraph element itself."""
    out: list[str] = []
    depth = len(element.xpath("ancestor::w:p"))
    for node in element.xpath(" | ".join(f".//{name}" for name in _TEXT.split("|"))):
        if len(node.xpath("ancestor::w:p")) != depth + 1:
            continue
        name = node.tag.rpartition("}")[2]
        out.append({"t": node.text or "", "tab": "\t", "noBreakHyphen": "-"}.get(name, "\n"))
    return "".join(out)


def _rows(table: Table, numbers: _Numbers) -> list[list[str]]:
    return [
        [
            "\n".join(numbers.label(paragraph) + _words(paragraph._p) for paragraph in cell.paragraphs)  # noqa: SLF001
            for cell in row.cells
        ]
        for row in table.rows
    ]


class _Numbers:
    """Counts Word's automatic numbering, which stands in no paragraph's text."""

    def __init__(self, document: Document) -> None:
        self._levels = dict(_levels(document))
        self._counts: dict[tuple[int, int], int] = defaultdict(int)

    def label(self, paragraph: Any) -> str:
        """The number Word draws before `paragraph`, "" for none and for bullets."""
        place = _place(paragraph)
        level = self._levels.get(place) if place else None
        if place is None or level is None:
            return ""
        family, depth = level["family"], place[1]
        for key in [key for key in self._counts if key[0] == family and key[1] > depth]:
            del self._counts[key]
        self._counts[family, depth] = self._counts.get((family, depth), level["start"] - 1) + 1
        return self._drawn(level["text"], place[0], family)

    def _drawn(self, pattern: str, number: int, family: int) -> str:
        for depth in range(9):
            level = self._levels.get((number, depth))
            value = self._counts.get((family, depth), 1)
            shown = chinese(value) if level and level["format"] in _CHINESE_FORMATS else str(value)
            pattern = pattern.replace(f"%{depth + 1}", shown)
        return pattern


def _place(paragraph: Any) -> tuple[int, int] | None:
    """The (numId, level) of a paragraph, from itself or its style."""
    styles = []
    style = paragraph.style
    while style is not None:
        styles.append(style.element)
        style = style.base_style
    for element in (paragraph._p, *styles):  # noqa: SLF001  numbering has no public door
        numbers = element.xpath("./w:pPr/w:numPr/w:numId/@w:val")
        if numbers:
            levels = element.xpath("./w:pPr/w:numPr/w:ilvl/@w:val")
            return int(numbers[0]), int(levels[0]) if levels else 0
    return None


def _levels(document: Document) -> Iterator[tuple[tuple[int, int], dict[str, Any]]]:
    from docx.opc.constants import RELATIONSHIP_TYPE

    part: Any = next(
        (rel.target_part for rel in document.part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.NUMBERING), None
    )
    if part is None:
        return
    families = {family.xpath("string(@w:abstractNumId)"): family for family in part.element.xpath("./w:abstractNum")}
    for num in part.element.xpath("./w:num"):
        family: Any = families.get(num.xpath("string(./w:abstractNumId/@w:val)"))
        for level in family.xpath("./w:lvl") if family is not None else ():
            kind = level.xpath("string(./w:numFmt/@w:val)")
            if kind in ("bullet", "none"):
                continue
            yield (
                (int(num.xpath("string(@w:numId)")), int(level.xpath("string(@w:ilvl)"))),
                {
                    "family": int(family.xpath("string(@w:abstractNumId)")),
                    "format": kind,
                    "text": level.xpath("string(./w:lvlText/@w:val)"),
                    "start": int(level.xpath("string(./w:start/@w:val)") or 1),
                },
            )
