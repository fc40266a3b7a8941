"""Which lines the tab 数字 has for a sheet."""

from __future__ import annotations

import datetime as dt

import pytest

from reports.base.sheet import Column, Fact, Row, Sheet
from reports.figures.counted import Counted, counted, counted_fact, counted_row, named, share, together
from ui.printing.figure_list import form_figures


def printed(columns: tuple[Column, ...] = (), rows: tuple[Row, ...] = (), facts: tuple[Fact, ...] = ()) -> Sheet:
    return Sheet("f", "表", "某单位", "2020年度", dt.date(2020, 12, 31), columns, rows, facts)


ACTS, SHEETS = counted("enforcement", ("a", "b")), counted("enforcement_year", ("s",))


@pytest.mark.parametrize(
    ("figure", "lines"),
    [
        (Counted(3), []),
        (counted("case", ()), []),
        (ACTS, [("甲", "数", "2", ("a", "b"))]),
        (
            together((ACTS, SHEETS, ACTS)),
            [("甲", "数（执法监督（三项制度））", "5", ("a", "b")), ("甲", "数（行政执法年报数字）", "5", ("s",))],
        ),
        (
            share(counted("case", "a"), counted("case", "ab")),
            [("甲", "数（分子）", "0.5000", ("a",)), ("甲", "数（分母）", "0.5000", ("a", "b"))],
        ),
    ],
)
def test_a_figure_has_a_line_for_each_part_and_ledger(
    figure: Counted, lines: list[tuple[str, str, str, tuple[str, ...]]]
) -> None:
    sheet: Sheet = printed(
        columns=(Column("unit", "单位", 20), Column("n", "数", 20, "number")),
        rows=(counted_row("甲", figure),),
        facts=(),
    )
    assert [(one.line, one.head, one.words, one.behind.uids) for one in form_figures(sheet)] == lines


def test_what_stands_above_the_table_has_lines_too() -> None:
    fact = counted_fact("出庭", "2件，其中正职1件", counted("case", "ab"), named("其中正职", counted("case", "a")))
    sheet: Sheet = printed(columns=(), rows=(), facts=(fact,))
    assert [(one.line, one.head) for one in form_figures(sheet)] == [("表头", "出庭"), ("表头", "出庭（其中正职）")]
