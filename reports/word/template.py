"""A Word document with places to fill in, `{案号}`, whatever looks Word has split them into.

Body, tables, text boxes, heads and feet are filled alike; a place keeps the looks of its first letter.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple

from models.errors import FazhiError
from reports.base.paper import GAP_BEGINS
from reports.base.wording import clean
from reports.word.styles import packed_evenly

if TYPE_CHECKING:
    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PLACE = re.compile(r"[{｛]([^{}｛｝]*)[}｝]")
_BRACE = re.compile(r"[{｛}｝]")
_EXCERPT, _SHOWN, _MOST_PARTS = 24, 5, 200_000_000
_HEADED = ("header", "first_page_header", "even_page_header")
_FOOTED = ("footer", "first_page_footer", "even_page_footer")


class NoWordFileError(FazhiError):
    """The office's file is no Word document."""

    name: str
    template = "模板“{name}”不是完好的 docx 文件：请用 Word 或 WPS 打开后另存为 docx，或者删掉它，用程序自带的模板。"


class PlacesError(FazhiError):
    """The office's template has places that nobody can fill in; each of `faults` says what, where and what to do."""

    name: str
    faults: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Names the first of them, one a line."""
        rest = len(self.faults) - _SHOWN
        more = [f"另有{rest}处。"] if rest > 0 else []
        head = f"模板“{self.name}”有{len(self.faults)}处要改，没有写文书；改好模板保存，再写一次："
        return "\n".join([head, *self.faults[:_SHOWN], *more])


class _Paragraph(NamedTuple):
    """A paragraph's own pieces of text, and where it stands."""

    texts: tuple[Any, ...]
    where: str

    @property
    def words(self) -> str:
        return "".join(one.text or "" for one in self.texts)

    @property
    def named(self) -> str:
        words = self.words.strip()
        return f"{self.where}“{words[:_EXCERPT]}{'…' if len(words) > _EXCERPT else ''}”这一段"


class WordTemplate:
    """A document with places.

    Raises:
        NoWordFileError: `content` is no Word document.
    """

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self._document = _opened(name, content)
        self._paragraphs = tuple(_paragraphs(self._document))

    @property
    def places(self) -> tuple[str, ...]:
        """The names of the places, in order, each once."""
        found = (match[1].strip() for one in self._paragraphs for match in _PLACE.finditer(one.words))
        return tuple(dict.fromkeys(found))

    @property
    def gaps(self) -> int:
        """How many gaps it has whatever the values are."""
        return sum(one.words.count(GAP_BEGINS) for one in self._paragraphs)

    def check(self, known: Collection[str], elsewhere: Mapping[str, str]) -> None:
        """Look at every place; `elsewhere` says of names that are not for this document for which they are.

        Raises:
            PlacesError: One of them is not `known`, or lacks a brace.
        """
        faults = (fault for one in self._paragraphs for fault in _faults(one, known, elsewhere))
        if found := tuple(dict.fromkeys(faults)):  # Word keeps a text box twice
            raise PlacesError(self.name, found)

    def filled(self, values: Mapping[str, str], gaps: Mapping[str, str]) -> bytes:
        """The document with `values` in their places, and the words of `gaps`, marked, where there is none.

        Every name of `places` is in one of them.
        """
        for one in self._paragraphs:
            for match in reversed(list(_PLACE.finditer(one.words))):
                name = match[1].strip()
                marked = name not in values
                _put(one.texts, match.span(), gaps[name] if marked else values[name], marked=marked)
        said = self._document.core_properties
        said.title = _PLACE.sub(lambda match: values.get(match[1].strip(), ""), said.title)
        whole = io.BytesIO()
        self._document.save(whole)
        return packed_evenly(whole)


def _opened(name: str, content: bytes) -> Document:
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _MOST_PARTS:
                raise NoWordFileError(name)
        return docx.Document(io.BytesIO(content))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise NoWordFileError(name) from error


def _paragraphs(document: Document) -> Iterator[_Paragraph]:
    yield from _inside(document.element.body, "正文里")
    for section in document.sections:
        for names, where in ((_HEADED, "页眉里"), (_FOOTED, "页脚里")):
            for part in (getattr(section, name) for name in names):
                if not part.is_linked_to_previous:
                    yield from _inside(part._element, where)  # noqa: SLF001 - python-docx shows no text boxes


def _inside(root: Any, where: str) -> Iterator[_Paragraph]:
    for paragraph in root.iter(f"{_W}p"):
        texts = tuple(one for one in paragraph.iter(f"{_W}t") if next(one.iterancestors(f"{_W}p")) is paragraph)
        if texts:
            in_table = next(paragraph.iterancestors(f"{_W}tc"), None) is not None
            yield _Paragraph(texts, "表格里" if in_table else where)


def _faults(one: _Paragraph, known: Collection[str], elsewhere: Mapping[str, str]) -> Iterator[str]:
    for match in _PLACE.finditer(one.words):
        name = match[1].strip()
        if name in elsewhere:
            yield f"{one.named}的“{match[0]}”只有{elsewhere[name]}能用，请删去。"
        elif name not in known:
            near = get_close_matches(name, known, 1, 0.5)
            advice = f"是不是“{{{near[0]}}}”？" if near else "请照手册里的名称改，或者删去花括号。"
            yield f"{one.named}的“{match[0]}”程序不认识：{advice}"
    if _BRACE.search(_PLACE.sub("", one.words)):
        yield f"{one.named}的花括号不成对：要填的写成“{{案号}}”的样子，不要填的请删去花括号。"


def _put(texts: tuple[Any, ...], span: tuple[int, int], words: str, *, marked: bool) -> None:
    """Put words in the place of the span, by the looks of its first letter."""
    at, touched = 0, []
    for text in texts:
        length = len(text.text or "")
        if at < span[1] and span[0] < at + length:
            touched.append((text, max(span[0] - at, 0), min(span[1] - at, length)))
        at += length
    first, begins, _ = touched[0]
    new = _run_like(first.getparent(), words, marked=marked)
    for text, start, end in touched[1:]:
        _set(text, (text.text or "")[:start] + (text.text or "")[end:])
    _cut(first, begins, touched[0][2], new)


def _cut(text: Any, begins: int, ends: int, new: Any) -> None:
    """Take a part of a text out of its run and put a run there; what follows goes into a run of its own."""
    run, words = text.getparent(), text.text or ""
    rest = list(text.itersiblings())
    run.addnext(new)
    if words[ends:] or rest:
        after = deepcopy(run)
        for child in [one for one in after if one.tag != f"{_W}rPr"]:
            after.remove(child)
        if words[ends:]:
            after.append(_text(text, words[ends:]))
        after.extend(rest)
        new.addnext(after)
    _set(text, words[:begins])


def _run_like(run: Any, words: str, *, marked: bool) -> Any:
    from docx.enum.text import WD_COLOR_INDEX
    from docx.text.run import Run

    new = deepcopy(run)
    for child in [one for one in new if one.tag != f"{_W}rPr"]:
        new.remove(child)
    made = Run(new, None)  # type: ignore[arg-type]  # a run asks its parent for styles and pictures only
    made.text = clean(words)
    if marked:
        made.font.highlight_color = WD_COLOR_INDEX.YELLOW
    return new


def _text(like: Any, words: str) -> Any:
    new = deepcopy(like)
    _set(new, words)
    return new


def _set(text: Any, words: str) -> None:
    text.text = words
    text.set(_SPACE, "preserve")
