"""Page ranges as people type them: 1-3，5."""

from __future__ import annotations

import re
import unicodedata

from models.errors import FazhiError

_PART = re.compile(r"(\d*)([-~])?(\d*)")


class PageRangeError(FazhiError):
    """The pages typed cannot be read, or are not among the document's `count` pages."""

    part: str
    count: int
    template = "看不懂页码“{part}”：共{count}页，请写成 1-3，5 这样。"


def read_pages(text: str, count: int) -> tuple[int, ...]:
    """The pages named, from 0, in the order typed; () for nothing typed, which means all.

    `3-` goes on to the last page, `-3` begins with the first.

    Raises:
        PageRangeError: A part is no page number, or there is no such page.
    """
    plain = unicodedata.normalize("NFKC", text).replace("、", ",").replace("—", "-").replace("–", "-").replace("第", "")
    parts = [part for part in re.split(r"[,;\s]+", plain.replace("页", "").strip()) if part]
    return tuple(number for part in parts for number in _pages(part, count))


def _pages(part: str, count: int) -> range:
    found = _PART.fullmatch(part)
    if not found or part in ("-", "~"):
        raise PageRangeError(part, count)
    first, dash, last = found.groups()
    begin, end = int(first or 1), int(last or (count if dash else first))
    if not 1 <= begin <= end <= count:
        raise PageRangeError(part, count)
    return range(begin - 1, end)
