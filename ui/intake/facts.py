"""收件合并: columns of the packages and of what they change, what waits for a person, and the words over both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from models.merge.conflicts import Dispute
from models.merge.double_submissions import CopyDifference, DoubleSubmission, copy_differences, find_double_submissions
from models.merge.enrolment import pending_keys
from models.merge.outcome import CAN_MERGE, GOOD, WORDS, PackageOutcome, PackageState
from models.merge.same_person_or_case import SharedValue, find_shared_values
from models.package.envelope import read_cover
from models.package.errors import PackageError
from models.records.tone import Tone
from models.store.base.workspace import Workspace
from models.store.files.disk_space import disk_space_at, find_shortage, size_text
from models.store.records import documents, packages
from models.store.records.packages import Enrolment
from ui.kit.record_names import read_disputes, with_record_names
from ui.kit.tables.changes_table import HEADS as CHANGE_HEADS
from ui.kit.tables.changes_table import ChangeLine
from ui.kit.tables.head import ColumnHead

EMPTY = (
    "插入U盘或选择文件夹后点“查找”，也可以把报送包拖到这里。\n"
    "先预览会有什么变化，再合并；不可信的包不会合并，留在原处。"
)
WAITS = dict.fromkeys((PackageState.PENDING, PackageState.TO_CONFIRM), Tone.WARN)
TONES = (
    {state: Tone.GOOD if state in GOOD else Tone.BAD for state in PackageState} | WAITS | {PackageState.OWN: Tone.CALM}
)
FIGURES = (PackageState.MERGED, PackageState.OLDER, PackageState.TO_CONFIRM)


@dataclass(frozen=True)
class Shown:
    """A fork with the fields in which its packages differ."""

    fork: DoubleSubmission
    differences: tuple[CopyDifference, ...]


def read_forks(workspace: Workspace) -> list[Shown]:
    """Every fork with its differences, the undecided first."""
    with workspace.read() as connection:
        issue = documents.issue_for(connection, None)
    return [
        Shown(one, tuple(with_record_names(copy_differences(workspace, one), issue, one.unit)))
        for one in find_double_submissions(workspace)
    ]


@lru_cache(maxsize=1024)
def period_of(file: str) -> str:
    """The 报送期 on a package's cover, "" where the cover cannot be believed."""
    try:
        with Path(file).open("rb") as source:
            return read_cover(source).period
    except (OSError, PackageError):
        return ""


def package_heads(state: Callable[[PackageOutcome], str]) -> list[ColumnHead[PackageOutcome]]:
    """Columns of the packages; `state` says what became of one, or would."""
    return [
        ColumnHead("单位", 9, lambda one: one.unit_name or one.unit),
        ColumnHead("报送期", 6, lambda one: period_of(one.file)),
        ColumnHead(
            "次数", 4, lambda one: f"第{one.sequence}次" if one.sequence and one.state is not PackageState.OWN else ""
        ),
        ColumnHead("状态", 7, state, tone=package_tone),
        ColumnHead("新增", 3, lambda one: _figure(one, one.counts.added)),
        ColumnHead("更新", 3, lambda one: _figure(one, one.counts.updated)),
        ColumnHead("删除", 3, lambda one: _figure(one, one.counts.deleted)),
        ColumnHead("未变", 3, lambda one: _figure(one, one.counts.unchanged)),
        ColumnHead("冲突", 3, lambda one: _figure(one, one.counts.conflicts)),
        ColumnHead("拒收", 3, lambda one: _figure(one, one.counts.refused_count)),
        ColumnHead("原因", 26, lambda one: one.reason),
        ColumnHead("文件", 18, lambda one: Path(one.file).name),
    ]


def package_tone(outcome: PackageOutcome) -> Tone:
    """How one package went; a good one about which the unit has to be asked is a warning."""
    tone = TONES[outcome.state]
    return Tone.WARN if tone is Tone.GOOD and outcome.is_to_ask_about else tone


UnitLine = tuple[str, ChangeLine]


def _beside_unit(head: ColumnHead[ChangeLine]) -> ColumnHead[UnitLine]:
    """The same column where each line has its unit before it."""
    tone = head.tone
    return ColumnHead(
        head.label,
        head.width,
        lambda one: head.value(one[1]),
        tone=(lambda one: tone(one[1])) if tone else None,
    )


PREVIEW_HEADS: list[ColumnHead[UnitLine]] = [
    ColumnHead("单位", 6, lambda one: one[0]),
    *map(_beside_unit, CHANGE_HEADS),
]
MOST_LINES = 5000
"""Lines shown of all packages together; each package alone shows its own."""
MOST_REFUSALS = 200
"""Refused records that are told of one package, one by one."""


def _figure(outcome: PackageOutcome, count: int) -> int | None:
    return count if outcome.state in FIGURES else None


@dataclass(frozen=True)
class IntakeState:
    """What waits for a person: keys to compare, conflicts to decide; `enrolled` are units that have a key already.

    `undone` are ids of packages whose merge was taken back.
    """

    keys: list[Enrolment]
    disputes: list[Dispute]
    twins: list[SharedValue]
    enrolled: frozenset[str]
    forks: list[Shown]
    undone: frozenset[str] = frozenset()


def read_intake(workspace: Workspace) -> IntakeState:
    """Read everything that waits for a decision: packages, conflicts, twins and forks."""
    with workspace.read() as connection:
        enrolled = frozenset(key.unit for key in packages.find_enrolments(connection) if key.state == "active")
        undone = packages.find_packages(connection, direction=packages.IN, state=PackageState.UNDONE)
    return IntakeState(
        pending_keys(workspace),
        read_disputes(workspace),
        find_shared_values(workspace),
        enrolled,
        read_forks(workspace),
        frozenset(row.id for row in undone),
    )


def preview_words(workspace: Workspace, outcomes: list[PackageOutcome]) -> str:
    """A Chinese sentence on the packages a preview found, and what 合并 would do."""
    if not outcomes:
        return "这里没有报送包（以 .fzb 结尾的文件）：请换一个U盘或文件夹。"
    states = {one.state for one in outcomes}
    found = f"预览：找到{len(outcomes)}个包，{_by_state(outcomes, {**WORDS, PackageState.MERGED: CAN_MERGE})}。"
    if PackageState.MERGED in states:
        room = _room_words(workspace, outcomes)
        ask = _ask_words(outcomes)
        return f"{found}还没有写入，点“合并”才写入。{room}{ask}下面列出全部包会带来的变化；点上面一行，只看那一个包。"
    if PackageState.PENDING in states:
        return f"{found}待登记的点“合并”，再照盖章的报送单核对指纹。"
    return f"{found}没有新的可以合并，原因见表。"


def _by_state(outcomes: list[PackageOutcome], words: Mapping[PackageState, str]) -> str:
    """How many packages are in each state, the good ones first and the office's own last."""
    counts = Counter(one.state for one in outcomes)
    own = counts.pop(PackageState.OWN, 0)
    ordered = sorted(counts.items(), key=lambda one: one[0] not in GOOD)
    named = [f"{words[state]}{count}个" for state, count in ordered]
    return "，".join([*named, f"本单位自己发的{own}个不必合并"] if own else named)


def outcome_tone(outcomes: list[PackageOutcome]) -> Tone:
    """How it went as a whole: nothing taken of what should be is a failure, a part of it a warning."""
    tones = set(map(package_tone, outcomes))
    if not tones or Tone.WARN in tones:
        return Tone.WARN
    if Tone.BAD in tones:
        return Tone.WARN if Tone.GOOD in tones else Tone.BAD
    return Tone.CALM


def _room_words(workspace: Workspace, outcomes: list[PackageOutcome]) -> str:
    """What all of it takes on the disk here, and how much is missing."""
    needed = sum(one.room for one in outcomes)
    short = find_shortage(disk_space_at(workspace.folder, one_file=False), needed, "这些包合并后", one_file=False)
    return short.sentence if short else f"要占用本机约{size_text(needed)}。"


def _ask_words(outcomes: list[PackageOutcome]) -> str:
    """How many packages the units have to be asked about, "" where none."""
    count = sum(one.is_to_ask_about for one in outcomes)
    return f"有{count}个包和该单位以前报的对不上，要打电话问清，原因见表。" if count else ""


def merged_words(outcomes: list[PackageOutcome]) -> str:
    """A Chinese sentence on the packages merged or not, and on conflicts to decide."""
    states = {one.state for one in outcomes}
    figures = _by_state(outcomes, WORDS)
    if states == {PackageState.OWN}:
        return f"没有合并：{figures}。"
    if not GOOD & states:
        return f"没有合并：{figures}。原因见表，文件留在原处。" if figures else "这里没有报送包。"
    words = f"合并完成：{figures}。{_ask_words(outcomes)}"
    disputed = sum(one.counts.conflicts for one in outcomes)
    return f"{words}有{disputed}条记录两处改得不同，请到“冲突”一页逐条定。" if disputed else words
