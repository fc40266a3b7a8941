"""Text as the bytes a PDF shows it by: each character's code is asked of reportlab once per document.

reportlab cuts every string anew into the subsets of its font, character by character; a long register says the same few
thousand characters and a few hundred words over and over.
"""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from reports.paper.fonts import Face

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFDocument
    from reportlab.pdfgen.canvas import Canvas

Piece = tuple[str, str]
"""Name of a font's subset in the document, and codes within it as they stand between parentheses."""

_MOST_WORDS = 20_000
_ESCAPED = {code: f"\\{chr(code)}" for code in b"()\\"} | {
    code: f"\\{code:03o}" for code in (*range(32), *range(127, 256))
}


class _Codes(dict[str, Piece]):
    """The characters of one font in one document; looked up once each."""

    def __init__(self, name: str, document: PDFDocument) -> None:
        from reportlab.pdfbase import pdfmetrics

        super().__init__()
        self._font: Any = pdfmetrics.getFont(name)
        self._document = document

    def __missing__(self, char: str) -> Piece:
        ((subset, code),) = self._font.splitString(char, self._document)
        name = self._font.getSubsetInternalName(subset, self._document)
        self[char] = found = (str(name), _ESCAPED.get(code[0], chr(code[0])))
        return found


class Type:
    """The texts of one document as pieces to show, by face."""

    def __init__(self, document: PDFDocument) -> None:
        self._document = document
        self._codes: dict[str, _Codes] = {}
        self._known: dict[tuple[Face, str], list[Piece]] = {}

    def pieces(self, face: Face, text: str) -> list[Piece]:
        """`text` cut where its font or the subset changes."""
        key = (face, text)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= _MOST_WORDS:
                self._known.clear()
            self._known[key] = found = [piece for run in face.runs(text) for piece in self._encoded(*run)]
        return found

    def _encoded(self, name: str, text: str) -> list[Piece]:
        codes = self._codes.get(name)
        if codes is None:
            codes = self._codes[name] = _Codes(name, self._document)
        if len({codes[char][0] for char in text}) == 1:
            return [(codes[text[0]][0], "".join([codes[char][1] for char in text]))]
        runs = groupby(map(codes.__getitem__, text), itemgetter(0))
        return [(font, "".join([code for _, code in run])) for font, run in runs]


def type_of(canvas: Canvas) -> Type:
    """The type of the document a canvas draws, kept while the document lives."""
    document: PDFDocument = vars(canvas)["_doc"]
    found = _known.get(document)
    if found is None:
        _known[document] = found = Type(document)
    return found


def put_operators(canvas: Canvas, operators: str) -> None:
    """Write PDF operators on the canvas's page, as its own methods do one by one."""
    if operators:
        vars(canvas)["_code"].append(operators)


_known: WeakKeyDictionary[PDFDocument, Type] = WeakKeyDictionary()
