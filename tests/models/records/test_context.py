from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from models.records.context import BasicContext, title_of, year_of
from models.records.entry import to_record
from models.records.registry import ledger
from tests.models.records.entries import TODAY, context_of, entry

CONTEXT = context_of(
    ("person", entry("p1", name="张三")),
    ("person", entry("p2", name="李四", deleted=True)),
    ("person", entry("p3", name="王五", left_on="不是日期")),
    ("certificate", entry("c1", holder="p1", number="1")),
    ("certificate", entry("c2", holder="p1", number="2", deleted=True)),
)


@pytest.mark.parametrize(("uid", "found"), [("p1", True), ("p2", False), ("p3", False), ("", False), (None, False)])
def test_get(uid: str | None, found: bool) -> None:
    assert (CONTEXT.get("person", uid) is not None) == found


def test_referring_leaves_out_the_recycle_bin() -> None:
    assert CONTEXT.referring("certificate", "holder", "p1") == [CONTEXT.get("certificate", "c1")]
    assert CONTEXT.referring("certificate", "holder", "p2") == []


def test_unreadable_says_where() -> None:
    assert list(CONTEXT.unreadable("person")) == ["p3"]
    assert "left_on" in CONTEXT.unreadable("person")["p3"].detail
    assert set(CONTEXT.entries("person")) == {"p1", "p3"}


def test_a_generator_is_read_once() -> None:
    context = BasicContext({"person": (entry(uid, name=uid) for uid in "ab")}, TODAY)
    assert list(context.records("person")) == list(context.entries("person")) == ["a", "b"]


@pytest.mark.parametrize(
    ("ledger_id", "fields", "title", "year"),
    [
        ("person", {"name": "张三"}, "张三", None),
        ("progress", {"item": 29, "year": 2020}, "项号29", 2020),
        ("training", {"topic": "民法典", "held_on": "2020-06-01"}, "民法典", 2020),
        ("training", {}, "（没有主题）", None),
    ],
)
def test_title_and_year(ledger_id: str, fields: dict[str, Any], title: str, year: int | None) -> None:
    declared = ledger(ledger_id)
    record = to_record(declared, fields)
    assert title_of(declared, record) == title
    assert year_of(declared, record) == year


def test_context_knows_day_and_calendar() -> None:
    assert CONTEXT.today == TODAY
    assert CONTEXT.calendar.is_rest_day(dt.date(2020, 10, 1))
