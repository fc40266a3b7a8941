"""The story of the year, told by the same calls that a centre and its units make."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from models.assess.frozen_parts import parted
from models.assess.score import Assessment
from models.merge import keys
from models.merge.enrolment import enrol_unit
from models.merge.from_centre import PlanOffer, RemarkNote, read_plan_package, receive_from_centre
from models.merge.intake import merge_all
from models.merge.outcome import PackageOutcome, PackageState
from models.plan_text import read_plan_file
from models.records.office import Issue
from models.records.plan import Plan
from models.records.registry import ledger
from models.records.unit_names import with_owners
from models.resources import resource
from models.store.base.workspace import Workspace, confirm_recovery_code, stand_at
from models.store.records import records
from models.submit.centre import (
    NewCentre,
    confirm_received,
    export_plan,
    export_receipts,
    latest_submissions,
    review_submission,
    set_up_centre,
)
from models.submit.results import export_results, freeze_lines, freeze_results
from models.submit.unit import Signers, set_up_unit, submit
from ui.demo import roster
from ui.demo.example import Days, Example
from ui.demo.explanations import settle
from ui.demo.filling import fill_ledgers
from ui.demo.luck import luck_for
from ui.demo.people import anyone
from ui.demo.places import Places
from ui.demo.progress import said
from ui.demo.roster import DemoOffice, Way
from ui.demo.story_time import StoryTime

LEFT_OPEN = "示例数据，按现状冻结"
"""Why the demo freezes what is not done."""
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Member:
    """One unit with its open workspace and the people who sign for it."""

    office: DemoOffice
    workspace: Workspace
    signers: Signers

    @property
    def code(self) -> str:
        """Its unit code, as in the roster."""
        return self.office.unit.code

    @property
    def submits_on(self) -> dt.date:
        """When it submits: a slack one after the period's last day."""
        days = self.office.story.days
        return {Way.THOROUGH: days.thorough, Way.USUAL: days.usual, Way.SLACK: days.slack}[self.office.way]


@dataclass(frozen=True)
class Cycle:
    """The offices of the story, all open, and what came of their packages."""

    story: Example
    places: Places
    time: StoryTime
    seed: int
    plan: Plan
    centre: NewCentre
    clerk: str
    members: tuple[Member, ...]
    offer: PlanOffer
    outcomes: tuple[PackageOutcome, ...] = ()

    @property
    def days(self) -> Days:
        """When things happen."""
        return self.story.days

    @property
    def workspace(self) -> Workspace:
        """The centre's open workspace; whoever opened it closes it."""
        return self.centre.workspace

    @property
    def workspaces(self) -> tuple[Workspace, ...]:
        """The centre's and every unit's."""
        return self.workspace, *(member.workspace for member in self.members)

    def stand_at(self, day: dt.date) -> None:
        """Let every workspace stand at `day` from now on: whoever looks at the story is in its year."""
        for workspace in self.workspaces:
            stand_at(workspace, day, self.clerk)

    def close(self) -> None:
        """Close every workspace and so release its lock."""
        for workspace in self.workspaces:
            workspace.close()


def open_year(story: Example, places: Places, count: int, seed: int, passphrase: str, tell: Tell) -> Cycle:
    """Spring: the centre issues the plan, every unit takes it in."""
    clerk, time = anyone(luck_for(seed, "centre")), StoryTime(story.days.issued)
    offices, own = roster.offices(story, count), roster.own_office(story).unit
    units = (own, *(office.unit for office in offices))
    plan = read_plan_file(resource(story.plan)).plan
    if story.given_by_wording:
        plan = with_owners(plan, units)
    issue = Issue(
        number=0,
        year=story.year,
        centre=story.centre,
        plan=plan,
        units=units,
        periods=(story.period,),
        scheme=story.assessed_by,
        place=story.profile,
    )
    tell(f"建立汇总单位工作区，下发工作要点（{len(plan.items)}项）")
    centre = set_up_centre(places.centre, (own.code, story.centre), issue, passphrase, clerk, time.clock)
    confirm_recovery_code(centre.workspace)
    offer = read_plan_package(export_plan(centre.workspace, places.issued, clerk))
    members = tuple(_join(places, office, offer, seed, passphrase, time) for office in offices)
    return Cycle(story, places, time, seed, plan, centre, clerk, members, offer)


def _join(places: Places, office: DemoOffice, offer: PlanOffer, seed: int, passphrase: str, time: StoryTime) -> Member:
    luck = luck_for(seed, office.unit.code, "officials")
    signers = Signers(anyone(luck), anyone(luck), anyone(luck))
    folder = places.unit(office.unit.name)
    made = set_up_unit(folder, offer, office.unit.code, passphrase, signers.operator, time.clock)
    confirm_recovery_code(made.workspace)
    return Member(office, made.workspace, signers)


def fill_year(cycle: Cycle, tell: Tell) -> None:
    """Spring to autumn: everybody keeps their ledgers, the centre its own."""
    cycle.time.turn_to(cycle.days.kept)
    fill_ledgers(cycle.workspace, roster.own_office(cycle.story), 0, cycle.plan, cycle.seed, cycle.clerk)
    settle(cycle.workspace, cycle.clerk, cycle.days.thorough, cycle.story)
    for number, member in enumerate(cycle.members, 1):
        tell(f"[{number}/{len(cycle.members)}] {member.office.unit.name}登记台账")
        operator = member.signers.operator
        fill_ledgers(member.workspace, member.office, number, cycle.plan, cycle.seed, operator)


def submit_year(cycle: Cycle, tell: Tell) -> None:
    """December: checks are settled and submissions written."""
    for number, member in enumerate(cycle.members, 1):
        tell(f"[{number}/{len(cycle.members)}] {member.office.unit.name}校验并上报")
        today = member.submits_on
        cycle.time.turn_to(today)
        settle(member.workspace, member.signers.operator, today, cycle.story)
        submit(member.workspace, cycle.places.submitted, member.signers, today, cycle.story.period.id)


def enrol_all(cycle: Cycle, tell: Tell) -> None:
    """The centre takes in what was sent: every key waits, is compared with its printed fingerprint, and enrolled."""
    tell("汇总单位收件：核对指纹，登记密钥")
    cycle.time.turn_to(cycle.days.answered)
    _merge(cycle, PackageState.PENDING)
    for member in cycle.members:
        enrol_unit(cycle.workspace, member.code, keys.own_fingerprint(member.workspace), cycle.clerk)


def merge_year(cycle: Cycle, tell: Tell) -> list[PackageOutcome]:
    """The centre merges the packages of the enrolled units."""
    tell("汇总单位合并报送包")
    return _merge(cycle, PackageState.MERGED)


class StoryError(Exception):
    """A package of the demo did not end as the story has it: our own fault."""


def _merge(cycle: Cycle, wanted: PackageState) -> list[PackageOutcome]:
    outcomes = merge_all(cycle.workspace, [cycle.places.submitted], cycle.clerk)
    wrong = [one for one in outcomes if one.state not in (wanted, PackageState.KNOWN) or one.counts.refused]
    if wrong:
        raise StoryError(wrong)
    return outcomes


def answer(cycle: Cycle, tell: Tell) -> Member:
    """The centre confirms the days of receipt, returns one submission and approves the others; receipts go out."""
    tell("汇总单位审核，退回一个单位，其余通过，发回执")
    back = next(member for member in cycle.members if member.office.vague)
    for row in latest_submissions(cycle.workspace):
        member = next(one for one in cycle.members if one.code == row.unit)
        confirm_received(cycle.workspace, row.id, member.submits_on, cycle.clerk)
        if member is back:
            said = cycle.story.vague.returned
            review_submission(cycle.workspace, row.id, "returned", said, list(_remarks(member)), cycle.clerk)
        else:
            review_submission(cycle.workspace, row.id, "approved", "", [], cycle.clerk)
    _send_receipts(cycle)
    return back


def _remarks(member: Member) -> Iterator[RemarkNote]:
    with member.workspace.read() as connection:
        found = list(records.entries(connection, ledger("progress"), member.code))
    vague = member.office.story.vague
    for entry in found:
        if entry.fields["item"] in vague.items:
            yield RemarkNote(ledger="progress", uid=entry.uid, field="measures", text=vague.remark)


def _send_receipts(cycle: Cycle) -> None:
    """Write the receipts, and let every unit receive its own."""
    by_unit = {member.code: member for member in cycle.members}
    waiting = [row for row in latest_submissions(cycle.workspace) if not row.receipt]
    for row, path in zip(waiting, export_receipts(cycle.workspace, cycle.places.issued, cycle.clerk), strict=True):
        member = by_unit[row.unit]
        receive_from_centre(member.workspace, path, member.signers.operator)


def mend(cycle: Cycle, member: Member, tell: Tell) -> None:
    """The unit whose submission came back writes what it did, submits again and is approved."""
    tell(f"{member.office.unit.name}按退回意见修改后重报")
    today = member.submits_on + dt.timedelta(days=4)
    cycle.time.turn_to(today)
    luck = luck_for(cycle.seed, member.code, "mended")
    items = {item.uid: item for item in cycle.plan.items}
    with member.workspace.write(member.signers.operator) as tx:
        for entry in list(records.entries(tx.connection, ledger("progress"), member.code)):
            if entry.fields["item"] in cycle.story.vague.items:
                measures, outcome = said(luck, member.office, items[entry.fields["item"]])
                fields = {"measures": measures, "outcome": outcome}
                records.save(tx, ledger("progress"), member.code, fields, entry.uid)
    submit(member.workspace, cycle.places.submitted, member.signers, today, cycle.story.period.id)
    _merge(cycle, PackageState.MERGED)
    row = next(row for row in latest_submissions(cycle.workspace) if row.unit == member.code)
    confirm_received(cycle.workspace, row.id, today, cycle.clerk)
    review_submission(cycle.workspace, row.id, "approved", "", [], cycle.clerk)
    _send_receipts(cycle)


def send_results(cycle: Cycle, result: Assessment, tell: Tell) -> None:
    """The assessment is frozen, and every unit receives its own result."""
    tell("冻结考核结果，下发各单位")
    cycle.time.turn_to(cycle.days.assessed)
    reasons = {one.id: LEFT_OPEN for one in freeze_lines(cycle.workspace, result) if not one.is_done}
    freeze_results(cycle.workspace, parted(result), cycle.story.assessed_by, cycle.clerk, reasons)
    sent = export_results(cycle.workspace, cycle.story.year, cycle.places.issued, cycle.clerk)
    by_unit = {member.code: member for member in cycle.members}
    told = [by_unit[score.unit] for score in result.units if score.unit in by_unit]
    for member, path in zip(told, sent.paths, strict=True):
        receive_from_centre(member.workspace, path, member.signers.operator)
