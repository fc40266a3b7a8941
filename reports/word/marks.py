"""The few marks of a Word document that python-docx has no words for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.section import Section
    from docx.table import Table
    from docx.text.paragraph import Paragraph

_HUNDREDTHS = 100  # of a character
_TWIPS = 316  # a character of 28 on 156 mm


def number_pages_from_one(section: Section) -> None:
    """Let the section's pages be counted from 1."""
    section._sectPr.find(_name("w:pgMar")).addnext(_mark("w:pgNumType", start="1"))  # noqa: SLF001 - marks python-docx cannot set


def end_section_here(last: Paragraph, empty: Paragraph) -> None:
    """Let a section end with its `last` paragraph, not with the `empty` one that python-docx adds for its end."""
    mark = empty._p.get_or_add_pPr().find(_name("w:sectPr"))  # noqa: SLF001 - marks python-docx cannot set
    last._p.get_or_add_pPr().append(mark)  # noqa: SLF001 - marks python-docx cannot set
    empty._p.getparent().remove(empty._p)  # noqa: SLF001 - marks python-docx cannot set


def add_page_number(paragraph: Paragraph) -> None:
    """Put the page's number at the paragraph's end."""
    paragraph._p.append(_mark("w:fldSimple", instr="PAGE"))  # noqa: SLF001 - marks python-docx cannot set


def indent(paragraph: Paragraph, left: int, right: int) -> None:
    """Indent by whole characters of the 28 in a line; call it before the paragraph gets other looks of its own."""
    sizes = {"left": left, "right": right}
    chars = {f"{side}Chars": str(size * _HUNDREDTHS) for side, size in sizes.items()}
    twips = {side: str(size * _TWIPS) for side, size in sizes.items()}
    paragraph._p.get_or_add_pPr().append(_mark("w:ind", **chars, **twips))  # noqa: SLF001 - marks python-docx cannot set


def keep_rows_whole(table: Table) -> None:
    """No row is split over pages; the first one is repeated on each."""
    for number, row in enumerate(table._tbl.tr_lst):  # noqa: SLF001 - marks python-docx cannot set
        properties = row.get_or_add_trPr()
        properties.append(_mark("w:cantSplit"))
        if number == 0:
            properties.append(_mark("w:tblHeader"))


def _mark(tag: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement

    found = OxmlElement(tag)
    for name, value in attributes.items():
        found.set(_name(f"w:{name}"), value)
    return found


def _name(tag: str) -> str:
    from docx.oxml.ns import qn

    return qn(tag)
