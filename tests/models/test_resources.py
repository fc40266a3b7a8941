import sys
from pathlib import Path

import pytest

from models.resources import resource


def test_resources_of_the_source_tree() -> None:
    assert resource("plans", "2020-郑东新区.txt").is_file()


def test_resources_of_the_frozen_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resource("help") == tmp_path / "resources" / "help"
