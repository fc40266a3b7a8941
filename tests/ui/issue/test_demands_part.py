"""What the centre asks of ledgers: typed in two tables, carried by the issue."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from models.records.office import Issue
from models.rules.terms import FILING
from tests.models.offices import ISSUE
from ui.base.session import Session
from ui.issue.demands_part import NO, YES, DemandsPart


@pytest.fixture
def part(qtbot: QtBot, session: Session) -> DemandsPart:
    made = DemandsPart(session)
    qtbot.addWidget(made)
    made.show_issue(ISSUE)
    return made


def type_into(part: DemandsPart, label: str, text: str) -> None:
    names = [one.ledger.label for one in part.demands.rows.all]
    model = part.demands.rows
    model.setData(model.index(names.index(label), 2), text)


def test_what_is_declared_stands_there_at_first(part: DemandsPart) -> None:
    wanted = [one.ledger.id for one in part.demands.rows.all if one.reported]
    assert wanted == ["person", "certificate", "case", "training"]
    assert [one.days for one in part.settings.rows.all] == [15, 7, 20, 15, 20]


def test_a_demand_is_carried_by_the_issue(part: DemandsPart, qtbot: QtBot) -> None:
    with qtbot.waitSignal(part.edited) as told:
        type_into(part, "重大行政决策", YES)
    assert told.args
    issue = told.args[0]
    assert isinstance(issue, Issue)
    assert issue.reported == ("person", "certificate", "case", "training", "decision")
    type_into(part, "执法人员", NO)
    assert part.issue
    assert part.issue.reported == ("certificate", "case", "training", "decision")


@pytest.mark.parametrize(("text", "terms"), [("30", {FILING.id: 30}), ("15", {}), ("0", {}), ("十天", {}), ("999", {})])
def test_a_period_is_carried_by_the_issue(part: DemandsPart, text: str, terms: dict[str, int]) -> None:
    model = part.settings.rows
    model.setData(model.index(0, 1), text)
    assert part.issue
    assert part.issue.terms == terms


def test_words_that_mean_nothing_change_nothing(part: DemandsPart, session: Session) -> None:
    said: list[str] = []
    session.refused.connect(said.append)
    type_into(part, "权责清单", "也许")
    assert said == ["“也许”认不出来，请写是或否。"]
    assert [one.reported for one in part.demands.rows.all if one.ledger.id == "power"] == [False]
