"""Photos are made smaller in another process; what harms it is kept as it is."""

import os
import sys
from pathlib import Path

import pytest
from PIL import Image

from ui.base.ticket import Ticket
from ui.rendering import process as process_module
from ui.rendering.command import command
from ui.rendering.shrinking import shrink_photos

DIES = [sys.executable, "-S", "-c", "import time; time.sleep(0.1)"]


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    """Two large photos, and one that is none."""
    noise = Image.frombytes("RGB", (800, 600), os.urandom(800 * 600 * 3)).resize((3200, 2400))
    paths = [tmp_path / name for name in ("一.jpg", "假.jpg", "二.jpg")]
    for path in paths:
        noise.save(path, quality=97)
    paths[1].write_bytes(os.urandom(2_000_000))
    return paths


def test_large_photos_are_made_smaller(photos: list[Path]) -> None:
    assert list(shrink_photos(photos, Ticket(lambda *_: None))) == [photos[0], photos[2]]


def test_a_photo_that_its_reader_does_not_survive_is_kept_as_it_is(
    photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    left = [DIES]
    monkeypatch.setattr(process_module, "command", lambda: left.pop() if left else command())
    assert list(shrink_photos(photos, Ticket(lambda *_: None))) == [photos[2]]
