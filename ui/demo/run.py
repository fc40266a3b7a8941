"""Runs the demo from an empty folder to printed forms, and reports what it made."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from models.assess.score import Assessment
from models.submit.unit import Signers
from ui.demo import year
from ui.demo.example import Example
from ui.demo.places import Places, demo_folder
from ui.demo.printing import print_forms
from ui.demo.roster import own_office
from ui.demo.scoring import assess_year, score_by_hand
from ui.demo.year import Cycle, Tell

PASSPHRASE = "shili-yanshi"  # noqa: S105 - of made-up workspaces, and written beside them


@dataclass(frozen=True)
class Told:
    """What the demo made: folders, counts, the assessment and the seconds it took.

    Attributes:
        story: The example.
        places: Where it lies.
        units: How many units there are.
        records: How many of their records reached the centre.
        returned: Name of the unit whose submission came back.
        printed: How many files of forms there are.
        result: The assessment.
        seconds: How long it took.
    """

    story: Example
    places: Places
    units: int
    records: int
    returned: str
    printed: int
    result: Assessment
    seconds: float


def tell_year(story: Example, root: Path, count: int, seed: int, tell: Tell, only: Sequence[str] | None = None) -> Told:
    """Work the whole year through in a new or empty folder, and print all forms or those named.

    Raises:
        NotEmptyError, DemoRunningError: The folder is not to be had.
    """
    start = time.perf_counter()
    with (
        demo_folder(root, tell) as places,
        closing(year.open_year(story, places, count, seed, PASSPHRASE, tell)) as cycle,
    ):
        _leave_passphrase(cycle)
        year.fill_year(cycle, tell)
        year.submit_year(cycle, tell)
        year.enrol_all(cycle, tell)
        merged = year.merge_year(cycle, tell)
        returned = year.answer(cycle, tell)
        year.mend(cycle, returned, tell)
        result = _assess(cycle, tell)
        year.send_results(cycle, result, tell)
        printed = _print(cycle, tell, only)
        cycle.stand_at(story.days.assessed)
    added = sum(outcome.counts.added for outcome in merged)
    name = returned.office.unit.name
    return Told(story, places, count, added, name, printed, result, time.perf_counter() - start)


def _leave_passphrase(cycle: Cycle) -> None:
    lines = (
        PASSPHRASE,
        "",
        "第一行是本演示全部工作区的密码。正式使用时不要把密码写在文件里。",
        f"汇总单位工作区的恢复码：{cycle.centre.recovery_code}",
    )
    cycle.places.passphrase.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _assess(cycle: Cycle, tell: Tell) -> Assessment:
    offices = [own_office(cycle.story), *(member.office for member in cycle.members)]
    given = score_by_hand(cycle.workspace, cycle.story, offices, cycle.seed, cycle.clerk)
    tell(f"考核：人工评分{given}项，其余由台账计算")
    return assess_year(cycle.workspace, cycle.story.year)


def _print(cycle: Cycle, tell: Tell, only: Sequence[str] | None) -> int:
    tell("打印表格")
    places = cycle.places
    printed = print_forms(cycle.workspace, places.forms / places.centre.name, cycle.story, Signers(cycle.clerk), only)
    for number, member in enumerate(cycle.members, 1):
        name = member.office.unit.name
        tell(f"[{number}/{len(cycle.members)}] 打印{name}的表格")
        printed += print_forms(member.workspace, places.forms / name, cycle.story, member.signers, only)
    return printed
