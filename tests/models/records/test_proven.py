"""Which items a record proves, as it is kept."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from models.check.fields import check_fields
from models.records.context import BasicContext
from models.records.counting import pieces
from models.records.ledgers.training import Training
from models.records.plan import Counting
from models.records.proven import proven_text, read_proven
from models.records.registry import ledger, ledgers
from tests.models.offices import TODAY
from tests.models.records.entries import entry


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (None, set()),
        ("[2020:3][2021:1000000000007]", {(2020, 3), (2021, 1000000000007)}),
        ("3、17", set()),
        ("[2020:3]x[20:4]", {(2020, 3)}),
    ],
)
def test_what_is_read(text: str | None, items: set[tuple[int, int]]) -> None:
    assert read_proven(text) == items
    context = BasicContext({}, TODAY)
    faults = [one.code for one in check_fields(ledger("training"), Training(proven=text), context)]
    assert ("training.proven.format" in faults) == (text is not None and proven_text(items) != text)


def test_quotas_count_what_is_said_to_prove_their_item() -> None:
    lecture: dict[str, Any] = {"kind": "法治专题讲座", "held_on": "2020-05-01"}
    deed: dict[str, Any] = {"kind": "普法", "on": "2020-05-01"}
    kept = {
        "training": [
            entry("a", **lecture),
            entry("b", **lecture, proven="[2020:3]"),
            entry("c", **lecture, proven="[2019:3]"),
        ],
        "work": [entry("d", **deed, item=5), entry("e", **deed, item=6, proven="[2020:5]"), entry("f", **deed, item=6)],
    }
    context = BasicContext(kept, dt.date(2020, 12, 1))
    lectures = Counting("training", (("kind", "法治专题讲座"),))
    deeds = Counting("work", (("kind", "普法"),), of_item=True)
    for counting, item, uids in (
        (lectures, 3, "abc"),
        (lectures, 5, "ac"),
        (lectures, 0, "abc"),
        (deeds, 5, "de"),
        (deeds, 6, "ef"),
        (deeds, 7, ""),
    ):
        assert "".join(one.uid for one in pieces(counting, (item,) if item else (), 2020, context)) == uids


def test_every_ledger_that_proves_items_has_the_field() -> None:
    proving = {one.id for one in ledgers().values() if one.topics} | {"work"}
    assert {one.id for one in ledgers().values() if "proven" in one.by_name} == proving
