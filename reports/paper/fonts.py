"""The faces forms are set in: the office's own 仿宋, 黑体 and 小标宋 where the machine has them, else the bundled ones.

A face is a chain of fonts: each character is set in the first one that has it. What none has prints as 〓, so ask
`missing_characters` before printing. Fonts are read on first use; rare ones only when a text needs them.
"""

from __future__ import annotations

import gzip
import io
import os
import struct
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from models.login import below_home
from reports.paper.font_names import font_names_in, plain_font_name

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "fonts"
GETA = "〓"
"""Stands where no font has the character, as typesetters always did."""

_SERIF = FOLDER / "NotoSerifSC-Regular.ttf"
_SANS = FOLDER / "NotoSansSC-Medium.ttf"
_RARE = FOLDER / "HanaMinB.ttf.gz"

# Names of the official faces, most wanted first: by file where it has its maker's name, else by what the font calls
# itself, since fonts of the same face come to offices under many file names.
_FANGSONG = (
    "simfang.ttf",
    "仿宋_GB2312",
    "FangSong_GB2312",
    "仿宋",
    "FangSong",
    "方正仿宋_GBK",
    "方正仿宋简体",
    "STFangsong",
)
_HEITI = ("simhei.ttf", "黑体", "SimHei", "方正黑体_GBK", "方正黑体简体", "STHeiti")
_KAITI = ("simkai.ttf", "楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "方正楷体_GBK", "方正楷体简体", "STKaiti")
_TITLE = ("FZXBSJW.TTF", "方正小标宋_GBK", "方正小标宋简体", "FZXiaoBiaoSong-B05", "FZXiaoBiaoSong-B05S")
_BEYOND = ("SimsunExtG.ttf", "simsunb.ttf")
_BROKEN = (struct.error, KeyError, IndexError, ValueError)  # what reading a font cut short ends in
_LEAST_BYTES = 500_000  # no font with the characters of Chinese is smaller: others need not be opened
_FONT_SUFFIXES = frozenset({".ttf", ".ttc"})
_MOST_WORDS = 20_000
_THICKEN = 0.022  # of the size: makes the bundled serif stand in for 小标宋


@dataclass(frozen=True, slots=True)
class FontFile:
    """A TrueType font: a file, packed or not, or one font of a collection."""

    path: Path
    subfont: int = 0

    @property
    def name(self) -> str:
        """The name the font is registered under, one per file."""
        return f"{self.path.name}-{self.subfont}"


@cache
def _load(file: FontFile) -> TTFont | None:
    """The registered font; None if it is no TrueType font or may not be embedded."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    from reports.paper import font_tables, tounicode

    tounicode.install_tounicode()
    font_tables.install_quick_faces()
    source = io.BytesIO(gzip.decompress(file.path.read_bytes())) if file.path.suffix == ".gz" else str(file.path)
    try:
        font = TTFont(file.name, source, subfontIndex=file.subfont)
    except (TTFError, OSError, *_BROKEN):
        return None
    _even_figures(font)
    pdfmetrics.registerFont(font)
    return font


def _even_figures(font: TTFont) -> None:
    """Give all ten digits one advance, so that figures stand under each other: the bundled serif has a narrow 1."""
    widths = font.face.charWidths
    digits = [point for point in range(ord("0"), ord("9") + 1) if point in widths]
    widest = max((widths[point] for point in digits), default=0)
    widths.update(dict.fromkeys(digits, widest))


class Face:
    """A typeface with its fallbacks. Widths are in thousandths of the size."""

    def __init__(self, files: Sequence[FontFile], thicken: float = 0.0) -> None:
        self._files = files
        self.thicken = thicken
        self._at = _Finder(self)
        self._widths = _Widths(self._at)
        self._measured = lru_cache(_MOST_WORDS)(self._measure)

    @cached_property
    def primary(self) -> str:
        """The name of the font most characters are set in.

        Raises:
            FileNotFoundError: the program's own fonts are gone.
        """
        first = next(self.fonts(), None)
        if first is None:
            raise FileNotFoundError(str(self._files[0].path))
        return str(first.fontName)

    def fonts(self) -> Iterator[TTFont]:
        """The fonts of the chain, each read only when asked for."""
        return (font for file in self._files if (font := _load(file)))

    def width(self, text: str) -> float:
        """How wide `text` is, in thousandths of the size."""
        return self._measured(text)

    def _measure(self, text: str) -> float:
        return sum(map(self._widths.__getitem__, text))

    def runs(self, text: str) -> list[tuple[str, str]]:
        """`text` cut into pieces of one font each: (font name, piece). What no font has becomes 〓."""
        if len(set(map(self._at.__getitem__, text))) == 1:
            name = self._at[text[0]]
            return [(name, text)] if name else [(self.primary, GETA * len(text))]
        pieces = ((name, "".join(piece)) for name, piece in groupby(text, self._at.__getitem__))
        return [(name, piece) if name else (self.primary, GETA * len(piece)) for name, piece in pieces]

    def lacks(self, text: str) -> set[str]:
        """The characters of `text` that no font of the chain has."""
        return {char for char in set(text) if not self._at[char] and not char.isspace()}


class _Finder(dict[str, str]):
    """Character → name of the font that has it, '' if none; looked up once per character."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, char: str) -> str:
        name = next((font.fontName for font in self._face.fonts() if ord(char) in font.face.charToGlyph), "")
        self[char] = name
        return name


class _Widths(dict[str, float]):
    """Character → width in thousandths; looked up once per character."""

    def __init__(self, finder: _Finder) -> None:
        super().__init__()
        self._finder = finder

    def __missing__(self, char: str) -> float:
        from reportlab.pdfbase import pdfmetrics

        name = self._finder[char]
        self[char] = width = float(pdfmetrics.stringWidth(char, name, 1000)) if name else 1000.0
        return width


@dataclass(frozen=True, eq=False, slots=True)
class FontSet:
    """The faces of a form: 仿宋 for what is said, 黑体 heads and sums, 小标宋 the title, 楷体 second heads."""

    body: Face
    head: Face
    title: Face
    second: Face


@cache
def bundled_fonts() -> FontSet:
    """The program's own fonts only: the same on every machine."""
    return fonts_in([])


@cache
def office_fonts() -> FontSet:
    """The machine's official fonts first, the program's own behind them."""
    return fonts_in(_system_folders())


def preload() -> None:
    """Read the fonts most forms are set in, and reportlab: done ahead, the first form does not wait for them."""
    import reportlab.pdfgen.canvas  # noqa: F401 - to have it loaded

    faces = office_fonts()
    for face in (faces.body, faces.head, faces.title):
        face.width("法治台账")


def fonts_in(folders: Iterable[Path]) -> FontSet:
    """The faces of a form, taken from these folders where they hold the official ones."""
    known = _Known(folders)

    def chain(wanted: Sequence[str], *own: Path) -> list[FontFile]:
        office = next((file for name in wanted if (file := known.find(name)) and _load(file)), None)
        beyond = filter(None, map(known.find, _BEYOND))
        return [*([office] if office else []), *(FontFile(path) for path in (*own, _RARE)), *beyond]

    title = chain(_TITLE, _SERIF)
    return FontSet(
        body=Face(chain(_FANGSONG, _SERIF, _SANS)),
        head=Face(chain(_HEITI, _SANS, _SERIF)),
        title=Face(title, _THICKEN if title[0].path == _SERIF else 0.0),
        second=Face(chain(_KAITI, _SERIF)),
    )


class _Known:
    """The fonts in some folders, by file name and, read when first asked for, by what they call themselves."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self._files = {
            name.lower(): Path(place, name)
            for folder in folders
            for place, _folders, names in os.walk(folder)
            for name in names
            if Path(name).suffix.lower() in _FONT_SUFFIXES
        }

    def find(self, name: str) -> FontFile | None:
        """The font with this file name, or without an ending with this name."""
        if "." in name:
            path = self._files.get(name.lower())
            return FontFile(path) if path else None
        path = self._stems.get(plain_font_name(name))
        return FontFile(path) if path else self._named.get(plain_font_name(name))

    @cached_property
    def _stems(self) -> dict[str, Path]:
        return {plain_font_name(path.stem): path for path in self._files.values()}

    @cached_property
    def _named(self) -> dict[str, FontFile]:
        found: dict[str, FontFile] = {}
        for path in sorted(self._files.values()):
            for number, names in enumerate(font_names_in(path) if _is_large(path) else []):
                for name in names:
                    found.setdefault(name, FontFile(path, number))
        return found


def _is_large(path: Path) -> bool:
    """Whether it may be a font with Chinese; a link that leads nowhere, or what cannot be looked at, is none."""
    try:
        return path.stat().st_size >= _LEAST_BYTES
    except OSError:
        return False


def _system_folders() -> list[Path]:
    if sys.platform == "win32":
        windows, local = os.environ.get("WINDIR", r"C:\Windows"), os.environ.get("LOCALAPPDATA")
        own = [Path(local, "Microsoft", "Windows", "Fonts")] if local else []
        return [Path(windows, "Fonts"), *own]
    shared = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
    return [*shared, below_home("~/.local/share/fonts"), below_home("~/.fonts")]
