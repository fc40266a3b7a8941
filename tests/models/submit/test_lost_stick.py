"""A stick or a PC is lost: nobody finds a name or an ID number in the bytes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from models.submit.transfer import export_transfer, own_address
from tests.models.merge.crafted import craft, line
from tests.models.offices import Offices, put
from ui.demo.people import id_number

PEOPLE = 60
BY_CHANCE = 4
"""Bytes that come up in megabytes of cipher text once in some hundred runs."""
NAMES = [f"{'王李张刘陈杨'[at % 6]}{'建国志强海涛明远'[at % 4 * 2 : at % 4 * 2 + 2]}{at}" for at in range(PEOPLE)]
NUMBERS = [id_number(1, dt.date(1970, 1, 1) + dt.timedelta(days=37 * at), at, "男") for at in range(PEOPLE)]


@pytest.fixture
def lost(offices: Offices) -> list[Path]:
    """A handover, a submission, and all files of the workspace they are from, closed and open."""
    people = [
        put(offices.a, "person", name=name, id_number=number, phone="13800138000")
        for name, number in zip(NAMES, NUMBERS, strict=True)
    ]
    open_files = [path for path in offices.a.folder.rglob("*") if path.is_file()]
    assert any(path.name.endswith("-wal") for path in open_files)
    stick = export_transfer(offices.a, offices.folder / "h.fzb", "张三", [own_address(offices.b)])
    sent = craft(offices.a, offices.folder / "s.fzb", {"person": [line(one) for one in people]})
    return [stick, sent, *open_files]


def test_no_name_and_no_number_is_found(lost: list[Path]) -> None:
    words = [*NAMES, *NUMBERS, "13800138000", "甲办事处", "张三"]
    spelled = {word.encode(code) for word in words for code in ("utf-8", "gbk", "utf-16-le")}
    secret = {one for one in spelled if len(one) > BY_CHANCE}
    for path in lost:
        raw = path.read_bytes() if path.exists() else b""
        assert [word for word in secret if word in raw] == [], path.name
