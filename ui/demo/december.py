"""The day in December on which everything arrives, with all that goes wrong on such a day."""

from __future__ import annotations

import datetime as dt
import shutil
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from models.assess.score import Assessment
from models.merge import keys
from models.merge.enrolment import enrol_unit
from models.merge.intake import merge_all
from models.merge.outcome import GOOD, WORDS, PackageOutcome
from models.merge.same_person_or_case import find_shared_values
from models.records.entry import Entry
from models.records.registry import ledger
from models.store.base.workspace import open_workspace, stand_at
from models.store.records import records
from models.submit.centre import confirm_received, latest_submissions
from models.submit.unit import submit
from ui.demo import year
from ui.demo.example import Example
from ui.demo.explanations import settle
from ui.demo.on_paper import type_for
from ui.demo.places import Places, demo_folder
from ui.demo.roster import own_office
from ui.demo.scoring import assess_year, score_by_hand
from ui.demo.year import Cycle, Member, Tell

FEWEST = 13
"""Units without which the mishaps do not each find their own."""
OWN = frozenset({"evidence", "explanations", "certificates"})
"""Fields that do not go along when a record is typed again in another office."""
ON_ONE = "progress", {"measures": "召开专题会议30次，逐项部署。", "outcome": "任务分解到人。"}
ON_THE_OTHER = "training", {"people": 50, "hours": 8}
"""What is changed on two PCs of one unit: of which ledger the first record, and its fields."""


@dataclass(frozen=True)
class Cast:
    """The members of the example by the mishap each has in December."""

    late: tuple[Member, ...]
    damaged: Member
    forked: Member
    disputed: Member
    first: Member
    second: Member
    zero: Member
    pending: Member
    on_paper: Member
    missing: tuple[Member, ...]


@dataclass(frozen=True)
class Day:
    """How the day ended: every package's outcome, what several units have in common, what was typed, and the points."""

    places: Places
    cast: Cast
    outcomes: tuple[PackageOutcome, ...]
    joint: int
    moved: int
    conflicts: int
    typed: int
    result: Assessment
    seconds: float


def tell_december(story: Example, root: Path, count: int, seed: int, passphrase: str, tell: Tell) -> Day:
    """Fill the year, let everybody send on one day, and take it all in at the centre.

    Raises:
        NotEmptyError, DemoRunningError: The folder is not to be had.
    """
    start = time.perf_counter()
    with (
        demo_folder(root, tell) as places,
        closing(year.open_year(story, places, max(count, FEWEST), seed, passphrase, tell)) as cycle,
    ):
        places.passphrase.write_text(f"{passphrase}\n", encoding="utf-8")
        year.fill_year(cycle, tell)
        cast = _cast(cycle.members)
        _share(cast)
        _send(cycle, cast, passphrase, tell)
        outcomes = _take_in(cycle, cast, tell)
        conflicts = _dispute(cycle, cast.disputed, tell)
        typed = type_for(cycle, cast.on_paper, story.days.usual, tell)
        _confirm(cycle, cast)
        score_by_hand(cycle.workspace, story, [own_office(story), *(one.office for one in cycle.members)], seed, "")
        found = find_shared_values(cycle.workspace)
        joint, moved = (sum(one.ledger == name for one in found) for name in ("case", "person"))
        result = assess_year(cycle.workspace, story.year)
        cycle.stand_at(story.days.answered)
    return Day(places, cast, tuple(outcomes), joint, moved, conflicts, typed, result, time.perf_counter() - start)


def _cast(members: tuple[Member, ...]) -> Cast:
    """The first ones have a mishap each, the last two send nothing; the others are as they should be."""
    damaged, forked, disputed, first, second, zero, pending, on_paper = members[3:11]
    return Cast(members[:3], damaged, forked, disputed, first, second, zero, pending, on_paper, members[-2:])


def _share(cast: Cast) -> None:
    """One case with two defendants, one person who changed offices, one ledger with nothing in it."""
    for name in ("case", "person"):
        mine = _entries(cast.first, name)
        fields = next(one.fields for one in mine if not one.fields.get("previous"))
        shared = {key: value for key, value in fields.items() if key not in OWN}
        with cast.second.workspace.write(cast.second.signers.operator) as tx:
            records.save(tx, ledger(name), cast.second.code, shared)
    gone = [one.uid for one in _entries(cast.zero, "case")]
    with cast.zero.workspace.write(cast.zero.signers.operator) as tx:
        records.delete(tx, ledger("case"), gone)


def _entries(member: Member, name: str) -> list[Entry]:
    with member.workspace.read() as connection:
        return list(records.entries(connection, ledger(name), member.code))


def _send(cycle: Cycle, cast: Cast, passphrase: str, tell: Tell) -> None:
    folder = cycle.places.submitted
    for number, member in enumerate(cycle.members, 1):
        if member in (*cast.missing, cast.on_paper):
            continue
        tell(f"[{number}/{len(cycle.members)}] {member.office.unit.name}校验并上报")
        today = _sent_on(cycle, cast, member.code)
        cycle.time.turn_to(today)
        settle(member.workspace, member.signers.operator, today, cycle.story)
        path = submit(member.workspace, folder, member.signers, today, cycle.story.period.id).path
        if member is cast.forked:
            _send_from_two(cycle, member, passphrase)
        if member is cast.damaged:
            _damage(path)


def _send_from_two(cycle: Cycle, member: Member, passphrase: str) -> None:
    """Somebody copied the folder to another PC; each of the two is worked on, and both send again."""
    folder, sent = cycle.places.other_computer, cycle.places.submitted
    shutil.copytree(member.workspace.folder, folder)
    copy = open_workspace(folder, passphrase, clock=cycle.time.clock)
    there = sent / f"报送_{member.code}_另一台电脑.fzb"
    for workspace, target, name, fields in ((member.workspace, sent, *ON_ONE), (copy, there, *ON_THE_OTHER)):
        uid = next(iter(_entries(member, name))).uid
        with workspace.write(member.signers.operator) as tx:
            records.save(tx, ledger(name), member.code, fields, uid)
        submit(workspace, target, member.signers, cycle.days.usual, cycle.story.period.id)
    stand_at(copy, cycle.days.answered, member.signers.operator)
    copy.close()


def _damage(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)


def _take_in(cycle: Cycle, cast: Cast, tell: Tell) -> list[PackageOutcome]:
    """Every key but one is compared and enrolled, then the whole folder is merged."""
    tell("汇总单位收件：核对指纹，登记密钥")
    cycle.time.turn_to(cycle.days.slack)
    merge_all(cycle.workspace, [cycle.places.submitted], cycle.clerk)
    silent = (cast.damaged, cast.pending, cast.on_paper, *cast.missing)
    for member in cycle.members:
        if member not in silent:
            enrol_unit(cycle.workspace, member.code, keys.own_fingerprint(member.workspace), cycle.clerk)
    tell("汇总单位合并报送包")
    return merge_all(cycle.workspace, [cycle.places.submitted], cycle.clerk)


def _dispute(cycle: Cycle, member: Member, tell: Tell) -> int:
    """Centre and unit write different words into one field, and the unit sends again; gives the conflicts."""
    tell(f"{member.office.unit.name}改了汇总单位也改过的字段，又报一次")
    cycle.time.turn_to(cycle.days.answered)
    declared = ledger("progress")
    with cycle.workspace.read() as connection:
        uid = next(records.entries(connection, declared, member.code)).uid
    with cycle.workspace.write(cycle.clerk) as tx:
        records.save(tx, declared, member.code, {"measures": "汇总单位电话核实后改写。"}, uid)
    with member.workspace.write(member.signers.operator) as tx:
        records.save(tx, declared, member.code, {"measures": "填报单位自己改写。"}, uid)
    path = submit(
        member.workspace, cycle.places.submitted, member.signers, cycle.days.usual, cycle.story.period.id
    ).path
    return sum(one.counts.conflicts for one in merge_all(cycle.workspace, [path], cycle.clerk))


def _confirm(cycle: Cycle, cast: Cast) -> None:
    for row in latest_submissions(cycle.workspace):
        confirm_received(cycle.workspace, row.id, _sent_on(cycle, cast, row.unit), cycle.clerk)


def _sent_on(cycle: Cycle, cast: Cast, unit: str) -> dt.date:
    is_late = any(member.code == unit for member in cast.late)
    return cycle.days.slack if is_late else cycle.days.usual


def december_summary(day: Day) -> Iterator[str]:
    """Lines to print: packages by outcome, the units of each mishap, and where to look at them."""
    cast, states = day.cast, [one.state for one in day.outcomes]
    yield f"十二月收件日演示完成，用时{day.seconds:.1f}秒：{len(day.result.units) - 1}个填报单位，都是虚构的示例。"
    for state in sorted(set(states), key=lambda one: one not in GOOD):
        yield f"  {WORDS[state]}\t{states.count(state)}个包"
    groups = {
        "迟报": cast.late,
        "未报": cast.missing,
        "包已损坏": (cast.damaged,),
        "同一次数有两个包": (cast.forked,),
        "冲突": (cast.disputed,),
        "共同被告、人员调动": (cast.first, cast.second),
        "零报送": (cast.zero,),
        "密钥待登记": (cast.pending,),
        f"代录（未签名，{day.typed}条）": (cast.on_paper,),
    }
    for what, members in groups.items():
        yield f"  {what}\t{'、'.join(member.office.unit.name for member in members)}"
    yield f"  {day.places.centre}\t汇总单位的工作区；{day.places.passphrase} 第一行是密码"
