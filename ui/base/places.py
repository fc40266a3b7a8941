"""Names under which pages and records are reached from one another."""

from __future__ import annotations

from collections.abc import Sequence

from ui.base.session import Session

DESK, PLAN, SUBMIT, EVIDENCE, PRINT = "desk", "plan", "submit", "evidence", "print"
CERTIFICATES, CASES = "certificates", "cases"
INTAKE, REPORTS, SCORES, ISSUE = "intake", "reports", "scores", "issue"
REVIEW, UNTOLD, REPORTED, FINDINGS = "review", "untold", "reported", "findings"
MISSING, RETURNED, WAITING, UNSURE = "missing", "returned", "waiting", "unsure"
"""Parts of 报送情况 that other pages lead to: what their figures count (a period's id may follow), all findings."""
KEYS, CONFLICTS, ON_PAPER = "keys", "conflicts", "on-paper"
"""Parts of 收件合并 that figures of other pages count."""
LEDGERS, REPORTING, GATHERED, OWN_WORK, ASSESSMENT, PROGRAM = "台账", "报送", "收报", "本级", "考核", "程序"
"""Groups of the navigation."""
ROSTER = "单位名册"
"""The tab of 任务下发 with the units."""
WAIVERS = "waivers"
"""The part of 考核评分 where the centre agrees to what does not apply to a unit."""
ALL = "all"
"""The ledgers of all units, at a centre."""
OWN = "own"
"""Where a centre changes records of its own unit; those of other units are only read."""


PRINT_FORM = "print.form"
"""Under this name the workspace's memory holds the form that 统计与打印 shows first."""

PRINT_UNITS = "print.units"
"""Under this name it holds the codes of the units the form is wanted for, until they have been shown."""
EVERY_UNIT = "*"
"""Stands among them for all units."""


PRINT_PERIOD = "print.period"
"""Under this name it holds the id of the 报送期 the form is wanted for, until it has been shown."""


PRINT_YEAR = "print.year"
"""Under this name it holds the year the form is wanted for, until it has been shown."""


PRINT_MONTH = "print.month"
"""Under this name it holds the month the form is wanted for, until it has been shown."""


PRINT_WORDS = "print.words"
"""Under this name it holds the words that narrow what the form lists, until it has been shown."""


def print_for(
    session: Session,
    form: str,
    units: Sequence[str] = (),
    period: str = "",
    year: int | None = None,
    month: int = 0,
    words: str = "",
) -> None:
    """Show a form in 统计与打印, for these units (all where there are none), this period and this year (as it was).

    `month` is for a form that may be of one month alone, `words` for one of what has these words.
    """
    session.memory.set(PRINT_MONTH, month)
    session.memory.set(PRINT_WORDS, words)
    session.memory.set(PRINT_FORM, form)
    session.memory.set(PRINT_UNITS, list(units) or [EVERY_UNIT])
    session.memory.set(PRINT_PERIOD, period)
    session.memory.set(PRINT_YEAR, year or 0)
    session.page_wanted.emit(PRINT)
