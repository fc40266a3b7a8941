"""What is copied for maintainers says where our fault is, and nothing of anybody's data."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from models.store.base.workspace import Workspace
from ui.base.error_detail import LONGEST, error_detail
from ui.base.workers import trouble_of

NAME, NUMBER, PINYIN = "张晓明", "410105199003071234", "ZhangXiaoming"


def _key() -> None:
    raise KeyError(NAME)


def _int() -> None:
    int(f"{NUMBER[:-1]}X")


def _words() -> None:
    raise RuntimeError(f"{NAME} {NUMBER} ({PINYIN} '{NUMBER}' \"{PINYIN}'s\" {NUMBER[:6]}-{NUMBER[6:]})")


def _behind() -> None:
    try:
        _key()
    except KeyError as first:
        raise ValueError({"name": NAME, "number": NUMBER, "at": PINYIN}) from first


def _long() -> None:
    raise ValueError(f"{NAME}{NUMBER} word " * 100_000)


def _type() -> None:
    raise TypeError(f"{NAME} '{NUMBER}' {NUMBER} \"{NAME}\" is not iterable")


RAISED: list[Callable[[], None]] = [_key, _int, _words, _behind, _long, _type]


def detail_of(act: Callable[[], object]) -> str:
    try:
        act()
    except Exception as error:  # noqa: BLE001 - whatever it is
        return trouble_of(error).detail
    raise AssertionError


@pytest.mark.parametrize("act", RAISED)
def test_no_name_and_no_number_is_in_it(act: Callable[[], None]) -> None:
    detail = detail_of(act)
    assert not any(value in detail for value in (NAME, NAME[1], NUMBER, NUMBER[:6], NUMBER[-4:], PINYIN))
    assert "tests/ui/base/test_error_detail.py:" in detail
    assert len(detail) < 10 * LONGEST


def test_values_of_a_statement_are_not_in_it(workspace: Workspace) -> None:
    def ask() -> None:
        with workspace.read() as connection:
            connection.exec_driver_sql("SELECT nowhere FROM journal WHERE uid = ? AND line = ?", (NAME, NUMBER))

    detail = detail_of(ask)
    assert NAME not in detail
    assert NUMBER not in detail
    assert "OperationalError: no such column: nowhere" in detail


def test_it_says_where_and_what(tmp_path: object) -> None:
    detail = detail_of(lambda: tmp_path.nowhere)  # type: ignore[attr-defined]  # which is the point
    assert "has no attribute 'nowhere'" in detail
    assert "AttributeError" in detail


def test_those_behind_it_are_told_first() -> None:
    detail = detail_of(_behind)
    assert detail.index("builtins.KeyError") < detail.index("builtins.ValueError")
    looped = ValueError("甲")
    looped.__cause__ = looped
    assert error_detail(looped) == "builtins.ValueError: …"
