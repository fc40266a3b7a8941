"""What the database takes for officially spelled is: the twins of nothing else need to be read."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.merge.same_person_or_case import FIELDS, official_spelling
from models.store.records.shared_values import UNOFFICIAL

NUMBERS = st.from_regex(
    r"[（(\[]?20[12][0-9][）)\]年]?豫[ 0-9]{0,4}行[一-龥]?[初终申第字0]{0,3}[0-9]{1,3}号?之?[一1]?", fullmatch=True
)
IDS = st.text("0123456789xX 　１ｘ", max_size=18)


def is_odd(field: str, value: str) -> bool:
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE TABLE t (v TEXT)")
        database.execute("INSERT INTO t VALUES (?)", (value,))
        asked = f"SELECT count(*) FROM t WHERE {UNOFFICIAL[field].format(column='v')}"  # noqa: S608 - our own condition
        return bool(database.execute(asked).fetchone()[0])


@given(NUMBERS)
def test_a_case_number_that_is_not_odd_stands_as_it_is(value: str) -> None:
    assert is_odd("number", value) or official_spelling("case", value) == value


@given(IDS)
def test_an_id_number_that_is_not_odd_stands_as_it_is(value: str) -> None:
    assert is_odd("id_number", value) or official_spelling("person", value) == value


@pytest.mark.parametrize(
    ("ledger", "value", "odd"),
    [
        ("case", "（2020）豫0191行初1号", False),
        ("case", "（2020）豫行终12号", False),
        ("case", "(2020)豫0191行初1号", True),
        ("case", "（2020）豫0191行初01号", True),
        ("case", "（2015）中行初字第58号", True),
        ("case", "（2020）豫0191行初1号之一", True),
        ("case", "（2020）豫0191行初 1号", True),
        ("person", "11010519491231002X", False),
        ("person", "11010519491231002x", True),
        ("person", " 11010519491231002X", True),
    ],
)
def test_what_may_be_spelled_otherwise_is_looked_at(ledger: str, value: str, odd: bool) -> None:
    assert is_odd(FIELDS[ledger], value) == odd
