"""Invented units: none of these names is meant to be real."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from models.records.office import Unit
from ui.demo.example import Example

_SLACK = (4, 9)


class Way(StrEnum):
    """How an office works, which shows in all its ledgers."""

    THOROUGH = "thorough"
    USUAL = "usual"
    SLACK = "slack"


@dataclass(frozen=True)
class DemoOffice:
    """One unit of the story; `vague` is the one whose submission the centre returns, and why."""

    unit: Unit
    way: Way
    trade: str
    story: Example = field(repr=False, compare=False)
    vague: bool = False

    @property
    def is_township(self) -> bool:
        """Whether the plan counts it among the townships."""
        return self.unit.category == self.story.categories[1]

    @property
    def is_committee(self) -> bool:
        """Whether it is the centre's own 本级."""
        return self.unit.category == self.story.categories[0]


def own_office(story: Example) -> DemoOffice:
    """The centre's own unit, whose ledgers lie in the centre's workspace."""
    name, phone = story.categories[0], f"{story.area_code}-10000001"
    return DemoOffice(Unit(story.own_code, name, name, contact="示例办公室", phone=phone), Way.THOROUGH, "其他", story)


def offices(story: Example, count: int) -> list[DemoOffice]:
    """`count` units, townships and bureaus by turns; two of twelve are slack, every third is thorough.

    One is always slack, the last if need be, and the first slack one writes too little.
    """
    found = [_office(story, number) for number in range(count)]
    first = next((place for place, office in enumerate(found) if office.way is Way.SLACK), count - 1)
    found[first] = replace(found[first], way=Way.SLACK, vague=True)
    return found


def _office(story: Example, number: int) -> DemoOffice:
    told, (turn, is_bureau) = story.roster, divmod(number, 2)
    names = [name for name, _ in told.bureaus] if is_bureau else told.townships
    quarter, place = divmod(turn, len(names))
    again, which = divmod(quarter, len(told.quarters))
    about = told.quarters[which] + str(again or "")
    unit = Unit(
        f"{told.letters[is_bureau]}{turn + 1:02d}",
        f"{told.place}{about}{names[place]}",
        story.categories[1 + is_bureau],
        contact="示例联络员",
        phone=f"{story.area_code}-1{number + 1:07d}",
    )
    return DemoOffice(unit, _way(number), told.bureaus[place][1] if is_bureau else told.field, story)


def _way(number: int) -> Way:
    if number % 12 in _SLACK:
        return Way.SLACK
    return Way.THOROUGH if number % 3 == 0 else Way.USUAL
