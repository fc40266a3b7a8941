"""A stick with links, pipes and devices among its packages: nothing hangs, nothing outside is read as one."""

from __future__ import annotations

import os
import sys

import pytest

from models.merge.outcome import PackageState
from tests.models.offices import Offices, everything

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and such names are of other systems")


def test_only_files_of_a_stick_are_opened(offices: Offices) -> None:
    stick, before = offices.folder / "stick", everything(offices.centre)
    stick.mkdir()
    for name in ("a\u202egpj.fzb", "=1+1\x1b[2J.fzb", "CON.fzb"):
        (stick / name).write_bytes(b"FZ" * 10)
    (stick / "folder.fzb").mkdir()
    for name, target in {
        "zero.fzb": "/dev/zero",
        "gone.fzb": "nowhere",
        "loop": str(stick),
        "out.fzb": __file__,
    }.items():
        (stick / name).symlink_to(target)
    os.mkfifo(stick / "pipe.fzb")
    outcomes = offices.merge(stick)
    assert {one.state for one in outcomes} == {PackageState.DAMAGED}
    assert len(outcomes) == 4
    assert everything(offices.centre) == before
