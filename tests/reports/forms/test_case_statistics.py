"""Figures counted again: by hand, and from the tables by plain SQL."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from models.store.base.workspace import CENTRE, Office, Workspace, create_workspace
from reports.figures.case_year import Figures, case_figures
from reports.figures.cases import once_each
from reports.figures.form_data import Scope, read_form_data
from reports.layouts.layout import shipped_layout
from tests.reports.forms.samples import TODAY, Make

SUITS = "FROM l_case WHERE deleted = 0 AND f_number NOT LIKE '%行审%'"
NUMBER = "DISTINCT replace(replace(f_number, '(', '（'), ')', '）')"
FELL = "f_judged_on LIKE '2020%'"


def figures(workspace: Workspace, unit: str | None = None, year: int = 2020) -> Figures:
    books = read_form_data(workspace, Scope(year, TODAY, unit), "case")
    return case_figures(once_each(books.entries["case"]), year, books.day)


def sql(workspace: Workspace, statement: str) -> Any:
    with workspace.read() as connection:
        return connection.exec_driver_sql(statement).scalar()


@pytest.mark.parametrize(
    ("name", "unit", "district"),
    [
        ("cases.carried", 1, 1),
        ("cases.new", 2, 3),
        ("cases.again", 1, 1),
        ("cases.closed", 2, 3),
        ("cases.pending", 2, 2),
        ("instances.new", 3, 5),
        ("lost.decided", 2, 3),
        ("lost.lost", 1, 2),
        ("lost.partial", 0, 1),
        ("attendance.heard", 2, 2),
        ("attendance.with_leader", 1, 2),
        ("attendance.with_head", 1, 1),
        ("attendance.sessions", 3, 3),
        ("lost.accountable", 1, 1),
    ],
)
def test_counted_by_hand(name: str, unit: int, district: int, centre: Workspace) -> None:
    assert (figures(centre, "X01")[name], figures(centre)[name]) == (unit, district)


@pytest.mark.parametrize(
    ("name", "condition"),
    [
        ("instances.new", "f_served_on LIKE '2020%'"),
        ("instances.new.二审", "f_served_on LIKE '2020%' AND f_instance = '二审'"),
        ("instances.carried", "f_served_on < '2020' AND coalesce(f_judged_on, '9') >= '2020'"),
        ("instances.closed", FELL),
        ("outcomes.全部撤销", f"{FELL} AND f_outcome = '全部撤销'"),
        ("outcomes.rulings", f"{FELL} AND f_outcome = '撤销原判发回重审'"),
        ("attendance.heard", 'f_hearings LIKE \'%"on":"2020%\''),
        ("attendance.with_head", "f_hearings LIKE '%\"on\":\"2020%' AND f_hearings LIKE '%正职%'"),
    ],
)
def test_counted_by_sql(name: str, condition: str, centre: Workspace) -> None:
    counted = sql(centre, f"SELECT count({NUMBER}) {SUITS} AND {condition}")
    assert figures(centre)[name] == counted


def test_hearings_counted_by_sql(centre: Workspace) -> None:
    session = "json_each(f_hearings) WHERE value ->> 'on' LIKE '2020%'"
    counted = sql(centre, f"SELECT count(DISTINCT substr(f_number, -4) || (value ->> 'on')) FROM l_case, {session}")  # noqa: S608 - fixed
    assert figures(centre)["attendance.sessions"] == counted


def test_last_year_is_what_last_year_s_form_said(unit: Workspace, make: Make) -> None:
    this, last = make(unit, "case-statistics"), make(unit, "case-statistics", year=2019)
    beside = {row.cells[0]: row.cells[4] for row in this.rows if row.style == "body" and row.cells[2]}
    alone = {row.cells[0]: row.cells[3] for row in last.rows if row.style == "body" and row.cells[2]}
    assert beside == alone


def test_a_year_that_is_not_held_has_no_figures(unit: Workspace, make: Make) -> None:
    """Of 2018 only cases carried over are known: they are not what happened in that year."""
    sheet = make(unit, "case-statistics", year=2019)
    assert {row.cells[4] for row in sheet.rows if row.style == "body" and row.cells[2]} == {"—"}
    assert "没有上年数据：没有2018年度的工作要点和落实情况，上年一栏不填。" in sheet.notes


def test_a_running_year_ends_today(unit: Workspace, make: Make) -> None:
    sheet = make(unit, "case-statistics", today=dt.date(2020, 4, 1))
    assert sheet.notes[-1] == "统计截止2020年4月1日。"
    assert sheet.rows[2].cells[3] == 1  # only the case of 2 March has come in


def test_the_total_counts_a_shared_case_once(centre: Workspace, make: Make) -> None:
    rows = make(centre, "case-statistics-by-unit").rows
    assert [row.cells[3] for row in rows] == [0, 2, 2, 3]
    assert "同一案号只计一件" in make(centre, "case-statistics-by-unit").notes[-2]


def test_every_figure_of_the_layout_exists() -> None:
    known = case_figures([], 2020, TODAY)
    named = {row.figure for row in shipped_layout("case-statistics").rows if row.figure}
    assert named <= set(known)
    assert {"cases.new", "lost.rate", "attendance.head_rate"} <= named


@pytest.mark.parametrize("form", ["case-statistics", "case-statistics-by-unit", "case-register"])
def test_a_form_says_by_what_a_case_is_lost(form: str, centre: Workspace, tmp_path: Path, make: Make) -> None:
    elsewhere, _ = create_workspace(tmp_path / "w", Office(CENTRE, "GWH", "新建单位"), None)
    for workspace, said in (
        (centre, "依据《郑州市行政败诉案件过错责任追究办法》第三条。"),
        (elsewhere, "当地没有规定败诉的标准，按程序附带的示例标准认定。"),
    ):
        notes = "".join(make(workspace, form).notes)
        assert said in notes
        assert ("郑州" in notes) is (workspace is centre)
    elsewhere.close()
