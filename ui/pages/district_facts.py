"""The district at a glance: every item of every unit, and the year's figures beside those of the year before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from models.records.context import BasicContext
from models.records.entry import Entry
from models.records.office import Issue, Unit
from reports.counting.case_year import Figure, case_figures
from reports.counting.cases import once_each
from reports.counting.certificates import certificate_figures

MISSING, NOT_ASKED = "未填", ""


@dataclass(frozen=True)
class Heat:
    """Where every unit stands with every item; `titles` by item number, `states` by unit and number."""

    year: int
    units: tuple[Unit, ...]
    titles: Mapping[int, str]
    states: Mapping[tuple[str, int], str]


def heat_of(issue: Issue, progress: Iterable[Entry]) -> Heat:
    """The state of each item as its unit has it; 未填 where it owes one, "" where nothing is asked of it."""
    known = {
        (entry.unit, entry.fields.get("item")): str(entry.fields.get("state") or MISSING)
        for entry in progress
        if entry.fields.get("year") == issue.year
    }
    states = {
        (unit.code, item.number): known.get((unit.code, item.number), MISSING)
        if not item.units or unit.code in item.units
        else NOT_ASKED
        for unit in issue.units
        for item in issue.plan.items
    }
    return Heat(issue.year, issue.units, {item.number: item.title for item in issue.plan.items}, states)


class YearFigure(NamedTuple):
    """A figure of the year and of the year before, how it is counted, and the ledger whose records it counts."""

    name: str
    now: str
    before: str
    definition: str
    ledger: str


_CASES = (
    ("新收案件", "cases.new", "本年第一次收到的案件，一审、二审、再审合为一件；同一案号只计一件。"),
    ("未结案件", "cases.pending", "到期末没有结案的案件。"),
    ("败诉案件", "lost.lost", "本年裁判生效并认定败诉的案件，几个单位同为被告的只计一件。"),
    ("败诉率", "lost.rate", "败诉案件÷本年有生效裁判的案件。"),
    ("负责人出庭率", "attendance.rate", "有负责人出庭的开庭案件÷开庭案件；共同被告有一个单位的负责人出庭即为出庭。"),
    ("按期答辩率", "answers.rate", "按期提交答辩的案件÷应提交答辩的案件。"),
)
_CERTIFICATES = (
    ("新发证件", "issued", "本年发证的执法证件。"),
    ("已换发证件", "renewed", "本年办完换发的执法证件。"),
)
_TO_RENEW = "要换发、还没有办完的在用证件，只看现在。"


def year_figures(kept: Mapping[str, Iterable[Entry]], year: int, today: dt.date) -> list[YearFigure]:
    """The year's figures over all units beside the year before, each on its last day or today."""
    cases = once_each(kept["case"])
    entries = {name: list(kept[name]) for name in ("person", "certificate")}
    both = [(one, min(today, dt.date(one, 12, 31))) for one in (year, year - 1)]
    suits = [case_figures(cases, one, day) for one, day in both]
    held = [certificate_figures(BasicContext(entries, day), one) for one, day in both]
    found = [YearFigure(name, _words(suits[0][key]), _words(suits[1][key]), said, "case") for name, key, said in _CASES]
    found += [
        YearFigure(name, _words(held[0][key]), _words(held[1][key]), said, "certificate")
        for name, key, said in _CERTIFICATES
    ]
    return [*found, YearFigure("待换发证件", str(held[0]["to_renew"]), "—", _TO_RENEW, "certificate")]


def _words(figure: Figure) -> str:
    if figure is None:
        return "—"
    return f"{figure * 100:.2f}%" if isinstance(figure, Decimal) else str(figure)
