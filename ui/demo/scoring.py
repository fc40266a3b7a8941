"""Gives the points that people give by hand, with reasons, and makes the assessment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from models.assess.reading import read_scheme
from models.assess.scheme import Indicator, Scheme
from models.assess.score import Assessment
from models.store.base.workspace import Workspace
from models.store.records.waivers import Decision, claims_of, decide
from reports.figures.form_data import Scope
from reports.figures.scores import assess_workspace
from ui.demo.example import Example
from ui.demo.filling import Fields, save_rows
from ui.demo.luck import Luck, luck_for
from ui.demo.roster import DemoOffice, Way

SHARES = {Way.THOROUGH: (86, 98), Way.USUAL: (66, 88), Way.SLACK: (50, 70)}
REASONS = {
    Way.THOROUGH: "材料齐全、做法扎实，查阅台账并实地核实。",
    Way.USUAL: "基本做到，个别环节材料不够完整，查阅台账后酌情扣分。",
    Way.SLACK: "材料笼统、落实不到位，现场督察发现多处没有做到。",
}
HALF = Decimal("0.5")


def score_by_hand(workspace: Workspace, story: Example, offices: list[DemoOffice], seed: int, operator: str) -> int:
    """Give every unit its points for the manual indicators; gives how many were given."""
    scheme = read_scheme(story.assessed_by).scheme
    if scheme is None:
        return 0
    given = [fields for office in offices for fields in _of_office(scheme, office, seed)]
    agree_to_claims(workspace, story.year, operator)
    with workspace.write(operator) as tx:
        return len(save_rows(tx, "score", workspace.unit, given))


def agree_to_claims(workspace: Workspace, year: int, operator: str) -> None:
    """Have the centre agree to all that units say does not apply to them."""
    with workspace.write(operator) as tx:
        decide(tx, year, workspace.unit, claims_of(tx.connection, year), Decision(agreed=True))


def _of_office(scheme: Scheme, office: DemoOffice, seed: int) -> Iterator[Fields]:
    category = scheme.category(office.unit.category)
    luck = luck_for(seed, office.unit.code, "score")
    for indicator in scheme.indicators_for(category.id) if category else ():
        if indicator.by_hand:
            points = _points(luck, office, indicator, indicator.full(category.id if category else ""))
            if points is not None:
                about = {"year": office.story.year, "scored": office.unit.code, "indicator": indicator.id}
                yield about | {"points": str(points), "reason": REASONS[office.way]}


def _points(luck: Luck, office: DemoOffice, indicator: Indicator, full: Decimal) -> Decimal | None:
    """Points in halves; a bonus goes to some of the thorough only."""
    if indicator.outside_total and (office.way is not Way.THOROUGH or luck.random() < 0.5):  # noqa: PLR2004 - half
        return None
    share = Decimal(luck.randint(*SHARES[office.way])) / 100
    return (full * share / HALF).quantize(Decimal(1), ROUND_HALF_UP) * HALF


def assess_year(workspace: Workspace, year: int) -> Assessment:
    """The assessment as things stand at the end of the year."""
    return assess_workspace(workspace, Scope(year, dt.date(year, 12, 31), None)).result
