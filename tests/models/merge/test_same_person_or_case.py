from __future__ import annotations

import re

import pytest

from models.merge.same_person_or_case import BadVerdictError, confirm_shared_value, find_shared_values
from models.records.registry import ledger
from models.store.base import journal
from models.store.records import records
from tests.models.offices import Offices, lines

PERSON = {"name": "王五", "id_number": "11010519491231002X"}
CASE = {"number": "（2020）豫01行初1号"}


def at_centre(offices: Offices, ledger_id: str, **by_unit: dict[str, str]) -> None:
    with offices.centre.write("李四") as tx:
        for unit, fields in by_unit.items():
            records.save(tx, ledger(ledger_id), unit, fields)


def only(offices: Offices) -> str:
    (found,) = find_shared_values(offices.centre)
    return found.code


def test_a_value_is_named_by_eight_letters_to_type(offices: Offices) -> None:
    at_centre(offices, "person", A01=PERSON, B02=PERSON)
    assert re.fullmatch(r"[0-9a-f]{8}", only(offices))


@pytest.mark.parametrize(
    ("ledger_id", "one", "other", "shown"),
    [
        ("person", PERSON, PERSON, "110***********002X"),
        ("person", PERSON, {"name": "王伍", "id_number": "11010519491231002x"}, "110***********002X"),
        ("case", CASE, CASE, "（2020）豫01行初1号"),
        ("case", CASE, {"number": "(2020)豫01行初1号"}, "（2020）豫01行初1号"),
    ],
)
def test_same_value_in_two_units_is_listed(
    offices: Offices, ledger_id: str, one: dict[str, str], other: dict[str, str], shown: str
) -> None:
    at_centre(offices, ledger_id, A01=one, B02=other)
    before = lines(offices.centre)
    (found,) = find_shared_values(offices.centre)
    assert (found.ledger, found.units, found.shown, found.said) == (ledger_id, "A01,B02", shown, None)
    assert lines(offices.centre) == before


@pytest.mark.parametrize(
    "other", [{"A01": CASE}, {"B02": {"number": "（2020）豫01行初2号"}}, {"B02": {"cause": "不服处罚"}}]
)
def test_what_is_no_twin_is_not_listed(offices: Offices, other: dict[str, dict[str, str]]) -> None:
    at_centre(offices, "case", A01=CASE)
    at_centre(offices, "case", **other)
    assert find_shared_values(offices.centre) == []


def test_deleted_record_is_no_twin(offices: Offices) -> None:
    at_centre(offices, "case", A01=CASE, B02=CASE)
    (found,) = find_shared_values(offices.centre)
    with offices.centre.write("李四") as tx:
        records.delete(tx, ledger("case"), [found.places[0].uid])
    assert find_shared_values(offices.centre) == []


def test_confirmation_is_kept_until_another_unit_joins(offices: Offices) -> None:
    at_centre(offices, "person", A01=PERSON, B02=PERSON)
    confirm_shared_value(offices.centre, only(offices), "调动", "调令3号", "李四")
    (found,) = find_shared_values(offices.centre)
    assert found.said
    assert (found.said.verdict, found.said.note, found.said.operator) == ("调动", "调令3号", "李四")
    assert find_shared_values(offices.centre, open_only=True) == []
    with offices.centre.read() as connection:
        assert journal.recent_rows(connection, 1)[0].act == "twin"
    at_centre(offices, "person", GWH=PERSON)
    (again,) = find_shared_values(offices.centre, open_only=True)
    assert (again.units, again.said) == ("A01,B02,GWH", None)


@pytest.mark.parametrize(("verdict", "words"), [("共同被告", "可以用的是调动"), ("", "可以用的是调动")])
def test_wrong_confirmation_says_what_there_is(offices: Offices, verdict: str, words: str) -> None:
    at_centre(offices, "person", A01=PERSON, B02=PERSON)
    with pytest.raises(BadVerdictError, match=words):
        confirm_shared_value(offices.centre, only(offices), verdict, "", "李四")
    assert len(find_shared_values(offices.centre, open_only=True)) == 1


def test_what_was_looked_at_is_confirmed_or_nothing(offices: Offices) -> None:
    """The list grows before and within what the clerk looks at."""
    at_centre(offices, "case", A01=CASE, B02=CASE)
    seen = only(offices)
    at_centre(offices, "person", A01=PERSON, B02=PERSON)
    assert confirm_shared_value(offices.centre, seen, "共同被告", "", "李四").ledger == "case"
    seen = next(one.code for one in find_shared_values(offices.centre) if one.ledger == "person")
    at_centre(offices, "person", GWH=PERSON)
    with pytest.raises(BadVerdictError, match="又多了单位"):
        confirm_shared_value(offices.centre, seen, "调动", "", "李四")
    assert [one.ledger for one in find_shared_values(offices.centre, open_only=True)] == ["person"]
