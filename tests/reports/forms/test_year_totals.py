"""三年数据对比表, 年度工作概览 and 操作日志: each figure is that of its own form, and opens the same records."""

from models.store.base.workspace import Workspace
from reports.base.sheet import Row, Sheet
from tests.reports.forms.samples import Make

SAME = {
    "应落实事项（项次）": ("progress-by-unit", "items"),
    "完成率": ("progress-by-unit", "rate"),
    "持证率": ("certified", "rate"),
    "过期仍在用（本）": ("certificates-by-unit", "expired"),
    "学法培训（次）": ("trainings", "sum"),
    "第一责任人履职（次）": ("first-duties", "sum"),
}


def named(sheet: Sheet, label: str) -> Row:
    return next(row for row in sheet.rows if row.cells[0] == label)


def test_an_overview_says_what_the_forms_say(centre: Workspace, make: Make) -> None:
    overview = make(centre, "overview")
    for label, (form, key) in SAME.items():
        sheet = make(centre, form)
        at = [column.key for column in sheet.columns].index(key)
        total = next(row for row in reversed(sheet.rows) if row.style == "total")
        row = named(overview, label)
        wanted = total.cells[at]
        shown = f"{wanted * 100:.2f}%" if sheet.columns[at].kind == "percent" else wanted  # type: ignore[operator]
        assert (label, row.cells[1], row.behind[1]) == (label, shown, total.behind[at] if total.behind else ())


def test_cases_are_those_of_the_yearly_statistics(centre: Workspace, make: Make) -> None:
    overview, statistics = make(centre, "overview"), make(centre, "case-statistics")
    wanted = named(statistics, "败诉案件")
    assert named(overview, "败诉案件（件）").cells[1] == wanted.cells[3]
    assert named(overview, "败诉案件（件）").behind[1] == wanted.behind[3]


def test_years_that_nobody_kept_have_no_figures(centre: Workspace, make: Make) -> None:
    three = make(centre, "three-years")
    assert [column.label for column in three.columns] == ["指标", "2018年度", "2019年度", "2020年度"]
    assert {row.cells[1] for row in three.rows if row.style == "body"} == {"—"}
    assert all({*row.cells[1:]} - {0, "—"} for row in three.rows if row.style == "body"), "nothing in three years"


def test_the_journal_is_narrowed_to_month_and_words(centre: Workspace, make: Make) -> None:
    year = centre.clock.today().year
    every = make(centre, "journal", year=year)
    act, word = map(str, every.rows[-1].cells[3:5])
    some = make(centre, "journal", year=year, words=f"{word} {act}")
    assert 0 < len(some.rows) < len(every.rows)
    assert {row.cells[3:5] for row in some.rows} == {(act, word)}
    assert make(centre, "journal", year=year - 1).rows == ()
