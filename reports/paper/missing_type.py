"""Characters that no font has: found in every text of a sheet before it is printed, with where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.errors import FazhiError
from reports.base.sheet import Sheet
from reports.base.wording import cell_text, clean
from reports.paper.fonts import GETA, Face, FontSet, office_fonts
from reports.paper.parts import letter_role

_PLACES = 3
Text = tuple[str, str, str]
"""Face (title, head or body), place in words, text."""


@dataclass(frozen=True, slots=True)
class MissingCharacter:
    """A character no font has, and the places it stands at."""

    char: str
    places: tuple[str, ...]

    @property
    def words(self) -> str:
        """The character, its code point and the first places it stands: 𰻝（U+30EDD，在第3行“姓名”）."""
        more = f"等{len(self.places)}处" if len(self.places) > _PLACES else ""
        return f"{self.char}（U+{ord(self.char):04X}，在{'、'.join(self.places[:_PLACES])}{more}）"


class MissingTypeError(FazhiError):
    """The environment's: what is to be printed has characters that the machine's fonts lack."""

    missing: tuple[MissingCharacter, ...]

    @property
    def sentence(self) -> str:
        """Lists them, says what would happen and what to do."""
        listed = "；".join(one.words for one in self.missing)
        count = len(self.missing)
        return f"有{count}个字所有字体都没有，打印时会变成{GETA}：{listed}。请安装含这些字的字体，或者确认照印。"


def missing_type(sheet: Sheet, fonts: FontSet | None = None) -> tuple[MissingCharacter, ...]:
    """What would print as 〓, in the order it is met; () when every character can be printed."""
    faces = fonts or office_fonts()
    by_name: dict[str, Face] = {"title": faces.title, "head": faces.head, "body": faces.body, "second": faces.second}
    known: dict[str, set[str]] = {name: set() for name in by_name}
    found: dict[str, dict[str, None]] = {}
    for name, place, text in texts_of(sheet):
        new = set(text) - known[name]
        if new:
            lacking = by_name[name].lacks(clean(text))
            known[name] |= new - lacking
            for char in sorted(lacking):
                found.setdefault(char, {})[place] = None
    return tuple(MissingCharacter(char, tuple(places)) for char, places in found.items())


def require_type(sheet: Sheet, fonts: FontSet | None = None) -> None:
    """Refuse a sheet that cannot be printed as it is.

    Raises:
        MissingTypeError: Some characters have no font.
    """
    missing = missing_type(sheet, fonts)
    if missing:
        raise MissingTypeError(missing)


def texts_of(sheet: Sheet) -> Iterator[Text]:
    """Every text that is printed, of the sheets behind it too."""
    yield "title", "表名", sheet.title
    for words in (sheet.unit, sheet.period, sheet.code):
        yield "body", "表头", words
    for fact in sheet.facts:
        yield "head", "表头", fact.label
        yield "body", f"“{fact.label}”", fact.value
    for number, words in enumerate(sheet.letter, 1):
        yield letter_role(clean(words).strip()), f"正文第{number}段", words
    for column in sheet.columns:
        yield "head", "栏目名", column.label + column.group
    yield from _cells(sheet)
    for signer in sheet.signers:
        yield "body", "签名处", signer.label + signer.value
    for words in sheet.notes:
        yield "body", "说明", words
    yield from _charts(sheet)
    for one in sheet.more:
        yield from texts_of(one)


def _cells(sheet: Sheet) -> Iterator[Text]:
    for number, row in enumerate(sheet.rows, 1):
        face = "body" if row.style == "body" else "head"
        for value, column in zip(row.cells, sheet.columns, strict=False):
            if isinstance(value, str):
                yield face, f"第{number}行“{column.label}”", cell_text(value, column.kind)


def _charts(sheet: Sheet) -> Iterator[Text]:
    for chart in sheet.charts:
        yield "head", "图", chart.title
        for words in (*chart.series, *(bar.label + bar.said for bar in chart.bars)):
            yield "body", f"图“{chart.title}”", words
