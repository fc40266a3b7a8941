import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from models.records.context import BasicContext
from models.records.registry import ledger
from models.store.base.workspace import UNIT, Office, Workspace, create_workspace
from models.store.records import records
from reports.figures.certificates import certificate_figures, holders
from reports.figures.form_data import Scope, read_form_data
from reports.layouts.filling import twice_note
from tests.models.records.entries import entry
from tests.reports.forms.samples import TODAY, Make


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("people", 2),
        ("holders", 1),
        ("in_use", 2),
        ("valid", 1),
        ("expired", 1),
        ("issued", 0),
        ("renewed", 1),
        ("given_up", 0),
    ],
)
def test_counted_by_hand(name: str, expected: int, unit: Workspace) -> None:
    books = read_form_data(unit, Scope(2020, TODAY, None), "person", "certificate")
    assert certificate_figures(books.context(), 2020)[name] == expected


EXCHANGED: dict[str, Any] = {
    "renewal": "已换发",
    "renewed_on": "2020-05-01",
    "events": [{"on": "2020-05-01", "kind": "换发"}],
}
OLD: dict[str, Any] = {"number": "旧1", "valid_from": "2015-05-01", "status": "已换发", **EXCHANGED}
NEW: dict[str, Any] = {"number": "新1", "issued_on": "2020-05-01", "status": "在用", "old_number": "旧1"}


@pytest.mark.parametrize(
    ("cards", "issued", "renewed"),
    [
        ([{"number": "新1", "issued_on": "2020-05-01", "status": "在用"}], 1, 0),
        ([OLD, NEW], 0, 1),
        ([OLD, {**NEW, **EXCHANGED}], 0, 1),
        ([{**NEW, **EXCHANGED}], 0, 1),
        ([{**NEW, **EXCHANGED, "old_number": None}], 0, 1),
        ([{**OLD, "valid_from": "2020-02-01"}, NEW], 1, 1),
        ([{**NEW, "old_number": None, "events": [{"on": "2020-05-01", "kind": "遗失补办"}]}], 0, 0),
        ([{**NEW, "old_number": None, "events": [{"on": "2020-05-01", "kind": "申领"}]}], 1, 0),
    ],
)
def test_a_card_that_stands_for_another_is_not_a_new_one(
    cards: list[dict[str, Any]], issued: int, renewed: int
) -> None:
    entries = {"certificate": [entry(f"c{at}", **one) for at, one in enumerate(cards)], "person": []}
    figures = certificate_figures(BasicContext(entries, TODAY), 2020)
    assert (figures["issued"], figures["renewed"], figures["given_up"]) == (issued, renewed, 0)


def test_who_holds_a_card_on_the_day() -> None:
    """A card that begins later is none yet; one that ran out counts, and can be told apart."""
    days = {"张": ("2018-01-01", "2023-01-01"), "李": ("2021-01-01", "2026-01-01"), "王": ("2015-01-01", "2020-01-01")}
    entries = {
        "person": [entry(uid, name=uid, status="在岗") for uid in days],
        "certificate": [
            entry(f"{uid}证", holder=uid, status="在用", valid_from=first, valid_to=last)
            for uid, (first, last) in days.items()
        ],
    }
    context = BasicContext(entries, dt.date(2020, 12, 31))
    assert [{*holders(context)}, {*holders(context, expired=False)}] == [{"张", "王"}, {"张"}]
    figures = certificate_figures(context, 2020)
    assert (figures["holders"], figures["in_use"]) == (2, 2)


def test_holders_are_among_those_on_duty(tmp_path: Path) -> None:
    workspace, _ = create_workspace(tmp_path / "w", Office(UNIT, "X01", "某局"), None)
    with workspace.write("王经办") as tx:
        for name, status in (("张三", "在岗"), ("李四", "退休")):
            holder = records.save(tx, ledger("person"), "X01", {"name": name, "status": status}).uid
            records.save(tx, ledger("certificate"), "X01", {"holder": holder, "status": "在用"})
    books = read_form_data(workspace, Scope(2020, TODAY, None), "person", "certificate")
    figures = certificate_figures(books.context(), 2020)
    workspace.close()
    assert (figures["people"], figures["holders"], figures["in_use"]) == (1, 1, 2)


def test_what_ended_later_was_there_on_the_day() -> None:
    people = [
        entry("p1", status="调离", left_on="2021-02-01", staffing="行政编制"),
        entry("p2", status="调离", left_on="2020-12-31", staffing="行政编制"),
        entry("p3", status="在岗", staffing="行政编制"),
    ]
    withdrawn: dict[str, Any] = {"status": "收回", "valid_to": "2025-01-01"}
    cards = [
        entry("c1", holder="p1", **withdrawn, events=[{"on": "2021-02-01", "kind": "收回"}]),
        entry("c2", holder="p2", **withdrawn, events=[{"on": "2020-12-31", "kind": "收回"}]),
        entry("c3", holder="p3", status="在用", issued_on="2020-12-20", valid_from="2021-01-01", valid_to="2025-12-31"),
    ]
    kept = {"person": people, "certificate": cards}
    named = ("people", "holders", "in_use", "valid", "given_up")
    for day, expected in ((dt.date(2020, 12, 31), [2, 1, 1, 1, 1]), (dt.date(2021, 3, 1), [1, 1, 1, 1, 1])):
        figures = certificate_figures(BasicContext(kept, day), day.year)
        assert [figures[name] for name in named] == expected


def test_who_is_on_duty_in_two_units_is_said(centre: Workspace) -> None:
    twice = [entry(f"p{at}", status="在岗", id_number="120103198806018241", unit=f"X0{at}") for at in (1, 2)]
    books = read_form_data(centre, Scope(2020, TODAY, None), "person", "certificate")
    (note,) = twice_note(books, BasicContext({"person": twice}, TODAY))
    assert note == "有1人在几个单位的台账里都在岗，各单位各计一次，请核实是调动还是兼职。"
    assert twice_note(books, BasicContext({"person": twice[:1]}, TODAY)) == ()


def test_counted_by_sql(unit: Workspace) -> None:
    books = read_form_data(unit, Scope(2020, TODAY, None), "person", "certificate")
    with unit.read() as connection:
        expired = connection.exec_driver_sql(
            "SELECT count(*) FROM l_certificate WHERE deleted = 0 AND f_status = '在用' AND f_valid_to < '2020-12-31'"
        ).scalar()
    assert certificate_figures(books.context(), 2020)["expired"] == expired


def test_given_up_certificates_leave_the_years_after(unit: Workspace, make: Make) -> None:
    def numbers(year: int) -> list[object]:
        return [row.cells[8] for row in make(unit, "certificates", year=year).rows]

    assert numbers(2019) == ["豫A0002", None, "豫A0003"]
    assert numbers(2020) == ["豫A0001", "豫A0002", None]


def test_renewal_shows_the_old_number_and_the_new(unit: Workspace, make: Make) -> None:
    renewed, due = (row.cells for row in make(unit, "certificate-renewal").rows)
    assert (renewed[3], renewed[6], renewed[12]) == ("120103198806018241", "豫旧0001", "豫A0001")
    assert (due[6], due[7], due[9], due[12]) == ("豫A0002", dt.date(2020, 5, 31), "待换发", None)


def test_five_hundred_officers(tmp_path_factory: pytest.TempPathFactory, make: Make) -> None:
    workspace, _ = create_workspace(tmp_path_factory.mktemp("m") / "w", Office(UNIT, "X01", "大单位"), None)
    with workspace.write("王经办") as tx:
        fields = [{"name": f"人员{at}", "id_number": f"4101221990010{at:04}X", "status": "在岗"} for at in range(500)]
        fresh = [records.new_entry(tx, ledger("person"), "X01", one) for one in fields]
        tx.save_entries("create", ledger("person"), [(entry, entry.line()) for entry in fresh])
    sheet = make(workspace, "certificates")
    workspace.close()
    assert (len(sheet.rows), sheet.rows[-1].cells[0]) == (500, 500)
    assert sheet.facts[0].value == "在岗500人，持有在用证件0人"
