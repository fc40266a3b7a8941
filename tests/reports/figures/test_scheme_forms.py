"""One scoring engine: each form of indicator comes to the points worked out by hand, wherever they are shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from models.assess.assess import assess
from models.assess.inputs import Basis, UnitInput
from models.assess.reading import read_scheme
from models.assess.score import Assessment, UnitScore, words
from models.records.ledgers.progress import Progress
from models.records.office import Issue, Period, Unit
from models.records.registry import ledger
from models.store.base.workspace import CENTRE, Office, Workspace, create_workspace
from models.store.records import documents, records
from models.store.records.documents import ISSUE
from models.store.records.waivers import Claim, Decision, decide
from reports.base.sheet import Row
from reports.figures.current_scores import forget, parted_now, standing_of
from reports.figures.form_data import Scope
from reports.figures.scores import assess_workspace, count_now
from reports.forms.assessment import make_detail, make_ranking
from reports.layouts.form import FormRequest
from tests.models.assess.forms import AGREED, FORMS, GRADE, RECORDS, UNITS, Form
from tests.models.assess.samples import PLAN
from ui.scores.facts import points_with_records, read_scores

TODAY = dt.date(2021, 1, 15)
ROSTER = tuple(Unit(code, f"{code}单位", category) for code, category in UNITS.items())
PLANNED = msgspec.structs.replace(
    PLAN,
    chapters=tuple(
        msgspec.structs.replace(
            chapter, items=tuple(msgspec.structs.replace(item, units=tuple(UNITS)) for item in chapter.items)
        )
        for chapter in PLAN.chapters
    ),
)
OVER = (Period("2020", "2020年度", dt.date(2020, 12, 20)),)


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace, _ = create_workspace(tmp_path_factory.mktemp("centre") / "w", Office(CENTRE, "GWH", "管委会"), None)
    with workspace.write("张三") as tx:
        for code, kept in RECORDS.items():
            for name, rows in kept.items():
                for row in rows:
                    records.save(tx, ledger(name), code, row)
        reason = next(one["not_applicable"] for one in RECORDS["A01"]["progress"] if one["item"] == AGREED[1])
        claimed = Progress(item=AGREED[1], state="不适用", not_applicable=reason)
        decide(tx, 2020, "GWH", [Claim(*AGREED, claimed, None)], Decision(agreed=True))
    issue(workspace, 2019, {}, ())
    yield workspace
    workspace.close()


def issue(centre: Workspace, year: int, scheme: dict[str, Any], periods: tuple[Period, ...]) -> None:
    with centre.write("张三") as tx:
        number = documents.latest_number(tx.connection, ISSUE) + 1
        kept = Issue(number=number, year=year, centre="GWH", plan=PLANNED, units=ROSTER, periods=periods, scheme=scheme)
        documents.save_document(tx, ISSUE, number, kept)


def issued(centre: Workspace, form: Form) -> None:
    """Issue the form's scheme, and give the points by hand that it is about."""
    raw = form.as_scheme()
    assert read_scheme(raw).scheme, (form.name, read_scheme(raw).findings)
    issue(centre, 2020, raw, OVER if form.late else ())
    with centre.write("张三") as tx:
        given = [entry.uid for entry in records.entries(tx.connection, ledger("score"))]
        records.delete(tx, ledger("score"), given)
        for (unit, indicator), points in form.hand.items():
            key = {"year": 2020, "scored": unit, "indicator": indicator}
            records.save(tx, ledger("score"), "GWH", {**key, "points": points, "reason": "见材料"})


def said(result: UnitScore, name: str) -> str:
    """Total, grade, or points of an indicator, in words."""
    if not name or name == GRADE:
        return result.grade if name else words(result.total)
    score = next(one for one in result.scores if one.indicator == name)
    return words(score.points) if score.state.value == "已评" else score.state.value


def everywhere(centre: Workspace, unit: str) -> Iterator[tuple[str, UnitScore]]:
    """The unit's result as every part of the program has it."""
    asked = Scope(2020, TODAY, None)
    shown = read_scores(centre, 2020)
    assert shown
    alone = assess_workspace(centre, Scope(2020, TODAY, unit)).result
    wholes: dict[str, Assessment] = {
        "ranking": standing_of(centre, asked).result,
        "page": shown.result,
        "frozen": parted_now(centre, asked).result,
        "counted again": count_now(centre, 2020),
        "explained": alone,
    }
    for name, result in wholes.items():
        found = result.of(unit)
        assert found, name
        yield name, found
    one = points_with_records(centre, shown, unit)
    assert one
    yield "explained on the page", one


def printed(centre: Workspace, unit: str) -> list[Row]:
    asked = FormRequest(2020, TODAY, "张三", unit=unit)
    return list(make_detail(centre, asked).rows)


def check(centre: Workspace, form: Form) -> None:
    for unit, proven in form.proven.items():
        for where, result in everywhere(centre, unit):
            alone = where == "explained" and bool(form.bands[0].get("most"))  # one unit knows no shares of many
            found = {name: said(result, name) for name in proven if not (alone and name == GRADE)}
            assert found == {name: proven[name] for name in found}, (form.name, where, unit)
        rows = printed(centre, unit)
        for name in proven.keys() - {"", GRADE}:
            row = next(one for one in rows if one.cells and one.cells[0] == name)
            shown = row.cells[3]
            assert proven[name] == (words(shown) if isinstance(shown, Decimal) else shown), (form.name, unit)
        ranking = make_ranking(centre, FormRequest(2020, TODAY, "张三")).rows
        line = next(one for one in ranking if len(one.cells) > 1 and one.cells[1] == f"{unit}单位")
        total = line.cells[2]
        assert isinstance(total, Decimal)
        assert words(total) == proven.get("", words(total))


def test_every_form_comes_to_the_points_worked_out_by_hand(centre: Workspace) -> None:
    for form in FORMS:
        issued(centre, form)
        check(centre, form)


def test_averages_follow_a_change_of_one_unit(centre: Workspace) -> None:
    form = next(one for one in FORMS if one.name == "和全部单位的平均比")
    asked = Scope(2020, TODAY, None)
    issued(centre, form)
    before = standing_of(centre, asked).result
    with centre.write("张三") as tx:
        late = {"received_on": "2020-06-01", "about": "路灯", "due": "2020-06-05", "handled_on": "2020-07-01"}
        saved = [records.save(tx, ledger("complaint"), "B01", {**late, "about": str(at)}) for at in range(3)]
    after = standing_of(centre, asked).result
    forget(centre)
    assert after == standing_of(centre, asked).result
    assert [one.total for one in after.units] != [one.total for one in before.units]
    assert said(after.of("A02") or before.units[0], "1") == "10"  # on average 2 now
    with centre.write("张三") as tx:
        records.delete(tx, ledger("complaint"), [one.uid for one in saved])


def test_a_unit_knows_no_average(centre: Workspace) -> None:
    form = next(one for one in FORMS if one.name == "和同类单位的平均比")
    read = read_scheme(form.as_scheme()).scheme
    assert read
    found = assess(Basis(read, PLANNED), [UnitInput(ROSTER[0])]).units[0].scores[0]
    assert (found.state.value, "由汇总单位计算" in found.reason) == ("待评", True)
