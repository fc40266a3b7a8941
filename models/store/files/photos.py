"""Photos made smaller before they are kept as evidence. Only photos: a PDF or any other file stays byte for byte.

Pixels are turned as the camera's orientation says; the day, place and device the camera wrote stay in the file.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES = 200_000_000
"""What calls itself a photo and is larger is kept as it is: nobody reads it into memory."""
LARGE = 1_500_000
"""Bytes from which on a photo is worth the question."""
LONGEST = 2560
"""Pixels of the longer side: 220 a inch over a sheet of A4, on which small print can still be read."""
QUALITY = 85
WORTH = 0.8
"""What does not get below this share of its size stays as it is."""
MOST_PIXELS = {"PNG": 60_000_000}
"""A PNG is unpacked whole; JPEGs are made smaller while they are read, so that any camera's will do."""
SUFFIXES = (".jpg", ".jpeg", ".jfif", ".png")
UNREADABLE = (".heic", ".heif")
"""Photos for which neither Pillow nor the Qt that comes with PySide6 has a reader."""
FORMATS = ("JPEG", "PNG")
MODES = ("RGB", "L")
"""Eight bits a colour. A JPEG of any other loses something: sixteen bits turn white, inks keep a profile of inks."""
EXIF_PART, WIDTH, HEIGHT = 0x8769, 0xA002, 0xA003
"""Tags of Exif 2.32: the camera's own part, and in it the size of the picture."""
BROKEN = (OSError, SyntaxError, ValueError, TypeError, AttributeError, struct.error)
"""What Pillow raises over bytes that are no whole picture, and over values a camera never wrote."""


@dataclass(frozen=True)
class SmallerPhoto:
    """A photo as it can be kept: its name, content, and how many bytes it had before."""

    name: str
    content: bytes
    before: int

    @property
    def size(self) -> int:
        """Bytes that the smaller photo has."""
        return len(self.content)


def is_large_photo(path: Path) -> bool:
    """Whether the file calls itself a photo and is worth looking into."""
    return path.suffix.lower() in (*SUFFIXES, *UNREADABLE) and LARGE < path.stat().st_size <= MOST_BYTES


def shrink_photo(path: Path, shrunk: Callable[[bytes], bytes]) -> SmallerPhoto | None:
    """The photo made smaller; None for what is none, cannot be read, is small enough or hardly gets smaller.

    Args:
        path: The photo.
        shrunk: `shrunk_content`, or what asks another process for it.

    Raises:
        OSError: The file cannot be read at all.
    """
    data = path.read_bytes() if is_large_photo(path) else b""
    content = shrunk(data) if data else b""
    if not content or len(content) > WORTH * len(data):
        return None
    name = path.name if path.suffix.lower() in (".jpg", ".jpeg") else f"{path.stem}.jpg"
    return SmallerPhoto(name, content, len(data))


def shrunk_content(data: bytes) -> bytes:
    """The picture as a JPEG, b"" where it had better stay what it is or cannot be read."""
    try:
        return _shrunk(data)
    except BROKEN:
        return b""


def _shrunk(data: bytes) -> bytes:
    import PIL.Image

    PIL.Image.MAX_IMAGE_PIXELS = None  # what is too large for this computer is told here, by format
    with PIL.Image.open(io.BytesIO(data), formats=FORMATS) as image:
        too_large = image.width * image.height > MOST_PIXELS.get(image.format or "", 1 << 30)
        if too_large or image.has_transparency_data or image.mode not in MODES:
            return b""
        image.thumbnail((LONGEST, LONGEST), reducing_gap=3.0)
        return _written(image)


def _written(image: Image) -> bytes:
    from PIL import ImageOps

    ImageOps.exif_transpose(image, in_place=True)
    exif = image.getexif()
    part = exif.get_ifd(EXIF_PART)
    if part:
        part.update({WIDTH: image.width, HEIGHT: image.height})
    out, colours = io.BytesIO(), image.info.get("icc_profile")
    image.save(out, "JPEG", quality=QUALITY, optimize=True, exif=exif.tobytes(), icc_profile=colours)
    return out.getvalue()
