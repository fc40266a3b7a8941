from __future__ import annotations

import io
import os
import random
from pathlib import Path

import pytest
from PIL import Image

from models.store.files import photos
from models.store.files.photos import shrink_photo, shrunk_content

TAKEN, ORIENTATION, EXIF_PART, GPS_PART = 0x9003, 0x0112, 0x8769, 0x8825
WIDTH, HEIGHT = 900, 672
LARGE, LONGEST = 40_000, 320
SIDES = {1: "left", 3: "right", 6: "top", 8: "bottom"}
"""Where the left side of the sensor's picture is once it is turned as the camera says (Exif 2.32, tag Orientation)."""


@pytest.fixture(autouse=True)
def _small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Photos of a camera's size take their time."""
    monkeypatch.setattr(photos, "LARGE", LARGE)
    monkeypatch.setattr(photos, "LONGEST", LONGEST)


@pytest.fixture(scope="module")
def picture() -> Image.Image:
    """Noise, which no format packs well, with a bright stripe at its left side."""
    made = Image.frombytes("RGB", (WIDTH // 4, HEIGHT // 4), os.urandom(WIDTH // 4 * (HEIGHT // 4) * 3))
    made = made.resize((WIDTH, HEIGHT))
    made.paste((255, 255, 255), (0, 0, WIDTH // 8, HEIGHT))
    return made


def exif(orientation: int = 1) -> Image.Exif:
    said = Image.Exif()
    said[ORIENTATION] = orientation
    said.get_ifd(EXIF_PART)[TAKEN] = "2020:11:05 09:30:00"
    said.get_ifd(GPS_PART)[1] = "N"
    return said


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def bright_side(image: Image.Image) -> str:
    grey, (wide, high) = image.convert("L"), image.size
    middle, edge = (wide // 2, high // 2), 8
    points = {
        "left": (edge, middle[1]), "right": (wide - edge, middle[1]),
        "top": (middle[0], edge), "bottom": (middle[0], high - edge),
    }  # fmt: skip
    return max(points, key=lambda side: float(str(grey.getpixel(points[side]))))


@pytest.mark.parametrize("orientation", SIDES)
def test_the_orientation_is_kept_right(tmp_path: Path, picture: Image.Image, orientation: int) -> None:
    path = tmp_path / "IMG_1.JPG"
    picture.save(path, quality=97, exif=exif(orientation))
    made = shrink_photo(path, shrunk_content)
    assert made
    shown = opened(made.content)
    assert bright_side(shown) == SIDES[orientation]
    assert shown.getexif().get(ORIENTATION, 1) == 1
    assert max(shown.size) == LONGEST
    assert (shown.width < shown.height) == (orientation in (6, 8))


def test_name_size_and_what_the_camera_wrote_are_kept(tmp_path: Path, picture: Image.Image) -> None:
    path = tmp_path / "IMG_1.JPG"
    picture.save(path, quality=97, exif=exif(), icc_profile=b"colours")
    made = shrink_photo(path, shrunk_content)
    assert made
    assert (made.name, made.before, made.size < path.stat().st_size * 0.8) == ("IMG_1.JPG", path.stat().st_size, True)
    shown = opened(made.content)
    assert shown.getexif().get_ifd(EXIF_PART)[TAKEN] == "2020:11:05 09:30:00"
    assert (shown.getexif().get_ifd(GPS_PART)[1], shown.info["icc_profile"]) == ("N", b"colours")
    assert shown.getexif().get_ifd(EXIF_PART)[0xA002] == shown.width


def test_a_png_becomes_a_jpeg(tmp_path: Path, picture: Image.Image) -> None:
    picture.save(tmp_path / "现场.png")
    made = shrink_photo(tmp_path / "现场.png", shrunk_content)
    assert made
    assert (made.name, opened(made.content).format) == ("现场.jpg", "JPEG")


def test_what_is_no_photo_stays(tmp_path: Path, picture: Image.Image) -> None:
    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG", quality=97)
    whole = jpeg.getvalue()
    assert len(whole) > LARGE
    clear = io.BytesIO()
    picture.convert("RGBA").save(clear, "PNG", compress_level=1)
    files = {
        "说明.pdf": whole,  # whatever is inside: a PDF is never touched
        "一.jpg": b"%PDF-1.7" + os.urandom(LARGE + 1),
        "二.jpg": whole[: len(whole) // 2],
        "三.jpg": whole[:100] + os.urandom(len(whole)),
        "四.jpg": b"",
        "五.heic": whole,
        "六.png": clear.getvalue(),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    assert [name for name in files if shrink_photo(tmp_path / name, shrunk_content)] == ["五.heic"]


@pytest.mark.parametrize(("mode", "name"), [("I;16", "扫描.png"), ("CMYK", "印刷.jpg")])
def test_what_a_jpeg_would_spoil_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str, name: str) -> None:
    size = (WIDTH, 4 * HEIGHT)
    monkeypatch.setattr(photos, "LONGEST", 3 * HEIGHT)
    made = Image.frombytes(mode, size, os.urandom(size[0] * size[1] * 4))
    made.save(tmp_path / name)
    assert (tmp_path / name).stat().st_size > LARGE
    assert shrink_photo(tmp_path / name, shrunk_content) is None


def test_what_is_small_or_hardly_gets_smaller_stays(tmp_path: Path, picture: Image.Image) -> None:
    small = tmp_path / "小.jpg"
    picture.resize((80, 60)).save(small, quality=80)
    packed = tmp_path / "已压缩.jpg"
    Image.frombytes("RGB", (LONGEST, 240), os.urandom(LONGEST * 240 * 3)).save(packed, quality=85)
    assert packed.stat().st_size > LARGE
    assert [shrink_photo(path, shrunk_content) for path in (small, packed)] == [None, None]


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("seed", range(60))
def test_odd_words_of_a_camera_never_fail(
    tmp_path: Path, picture: Image.Image, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(photos, "LARGE", 0)
    path, chance = tmp_path / "a.jpg", random.Random(seed)  # noqa: S311 - which bytes are bent has no secret
    picture.resize((64, 48)).save(path, exif=exif(6))
    data = bytearray(path.read_bytes())
    for _ in range(5):
        data[chance.randrange(20, 200)] = chance.randrange(256)
    path.write_bytes(data)
    made = shrink_photo(path, shrunk_content)
    assert made is None or opened(made.content).format == "JPEG"
