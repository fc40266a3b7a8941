"""Pictures as they are shown: by what their bytes are, the right way up, no larger than asked for. Never an SVG."""

from __future__ import annotations

import io
import math

from ui.rendering.messages import Raster

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF")
MOST_PIXELS = 100_000_000
"""Of what has to be unpacked whole; a JPEG is made smaller while it is read."""
WHITE = (255, 255, 255)


class NotShownError(ValueError):
    """The file is more than is shown here, or not what it says."""


def preload() -> None:
    """Load what reads the formats, as no file may be opened later."""
    import PIL.Image
    from PIL import ImageOps, MpoImagePlugin, TiffImagePlugin, WebPImagePlugin  # noqa: F401 - to have them loaded

    PIL.Image.MAX_IMAGE_PIXELS = None  # `picture` has its own cap
    PIL.Image.preinit()


def picture(data: bytes, side: int) -> Raster:
    """The first frame, its longer side at most `side` pixels, on white.

    Raises:
        NotShownError: Too many pixels.
        OSError, SyntaxError, ValueError: It is no picture of `FORMATS`, or not a whole one.
    """
    import PIL.Image
    from PIL import ImageOps

    with PIL.Image.open(io.BytesIO(data), formats=FORMATS) as image:
        share = side / max(image.size)
        image.draft(None, (math.ceil(image.width * share), math.ceil(image.height * share)))
        if image.width * image.height > MOST_PIXELS:
            raise NotShownError
        image.thumbnail((side, side), reducing_gap=2.0)
        ImageOps.exif_transpose(image, in_place=True)
        if image.has_transparency_data:
            clear = image.convert("RGBA")
            ground = PIL.Image.new("RGBA", clear.size, WHITE)
            shown = PIL.Image.alpha_composite(ground, clear).convert("RGB")
        else:
            shown = image.convert("RGB")
        return Raster(shown.width, shown.height, shown.tobytes())
