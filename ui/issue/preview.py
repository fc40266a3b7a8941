"""What each unit will see of an issue, and what differs from the one that was issued last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from PySide6.QtWidgets import QSplitter, QWidget

from models.check.unit import is_reported, owed
from models.records.office import Issue, Unit
from models.records.place import PlaceProfile
from models.records.plan import Item
from models.records.registry import ledgers
from models.records.tone import Tone
from models.records.unit_names import ending_words
from models.rules.terms import TERMS, days_of
from models.submit.report_days import period_words
from reports.filled_in.task_words import quota_words
from ui.base.session import Session
from ui.issue.tabs import IssuePart
from ui.kit.labels import column, prose
from ui.kit.tables.head import ColumnHead
from ui.kit.tables.rows_table import RowsTable

SAME, NEW, CHANGED, GONE, RENUMBERED = "不变", "新增", "有改动", "不再要求", "改了项号"
TONES = {NEW: Tone.GOOD, CHANGED: Tone.WARN, GONE: Tone.BAD}


class Task(NamedTuple):
    """An item as one unit sees it, and how it differs from what was issued last; "" where nothing was."""

    item: Item
    quotas: str
    what: str


def tasks_of(unit: Unit, issue: Issue, before: Issue | None) -> list[Task]:
    """The unit's items in order; those it no longer has stand last."""
    now, then = _seen(unit, issue), _seen(unit, before) if before else {}
    tasks = [Task(item, quotas, _what((item, quotas), then, before)) for item, quotas in now.values()]
    return [*tasks, *(Task(item, quotas, GONE) for uid, (item, quotas) in then.items() if uid not in now)]


def _seen(unit: Unit, issue: Issue) -> dict[int, tuple[Item, str]]:
    duty = owed(issue, unit.code)
    return {item.uid: (item, quota_words(tuple(duty.quotas(item)))) for item in duty.items}


def _what(now: tuple[Item, str], then: dict[int, tuple[Item, str]], before: Issue | None) -> str:
    if before is None:
        return ""
    item = now[0]
    if item.uid not in then:
        return NEW
    old, quotas = then[item.uid]
    if (item.title, item.text, item.due, now[1]) != (old.title, old.text, old.due, quotas):
        return CHANGED
    return SAME if item.number == old.number else RENUMBERED


def changes_words(issue: Issue, before: Issue | None) -> str:
    """What a new number changes for units, all of it in a few lines; "" for a first one that is not saved."""
    if before is None or not before.number:
        return f"第{issue.number}号是第一次下发。" if issue.number else ""
    if before.year != issue.year:
        return f"{issue.year}年度第一次下发。"
    said = [*_task_changes(issue, before), *_roster_changes(issue, before)]
    if issue.periods != before.periods:
        said.append("报送期或期限有改动，各单位按新的期限报送")
    if issue.scheme != before.scheme:
        said.append("考核方案有改动，各单位的自评跟着变")
    said += _demand_changes(issue, before)
    said += _holiday_changes(issue.holidays or {}, before.holidays or {})
    return f"和第{before.number}号相比：{'；'.join(said)}。" if said else f"和第{before.number}号相比没有改动。"


def _task_changes(issue: Issue, before: Issue) -> Iterator[str]:
    """How many units get other tasks; their records stay, whatever is no longer asked of them."""
    # Where all are called as before, tasks are others only by another plan: nobody's, most of the time.
    same = issue.plan == before.plan and list(map(_called, issue.units)) == list(map(_called, before.units))
    asked = () if same else issue.units
    found = {unit.code: [task for task in tasks_of(unit, issue, before) if task.what != SAME] for unit in asked}
    touched = [code for code, tasks in found.items() if tasks and before.unit(code)]
    every = [task for code in touched for task in found[code]]
    items = {task.item.uid for task in every if task.what != RENUMBERED}
    moved = {task.item.uid for task in every if task.what == RENUMBERED}
    if items:
        yield f"{len(items)}项任务有变化，涉及{len(touched)}个单位；不再要求的任务，已填的落实情况仍保留"
    if moved:
        yield f"{len(moved)}项只改了项号，落实情况跟着事项走"


def _called(unit: Unit) -> tuple[object, ...]:
    """All by which a plan's wording finds a unit."""
    return unit.code, unit.name, unit.category, unit.aliases, unit.former_names, unit.successors, unit.is_gone


def _demand_changes(issue: Issue, before: Issue) -> Iterator[str]:
    """Which demands on ledgers differ; units check by the new ones, and no record is touched."""
    if any(is_reported(one, issue.reported) != is_reported(one, before.reported) for one in ledgers().values()):
        yield "空着要零报送的台账有改动"
    terms = [one.label for one in TERMS.values() if days_of(one, issue.terms) != days_of(one, before.terms)]
    if terms:
        yield f"提醒的天数有改动（{'、'.join(terms)}）"
    yield from _place_changes(issue.profile, before.profile)


def _place_changes(now: PlaceProfile, then: PlaceProfile) -> Iterator[str]:
    """What differs in the place's law; units check by the new one, and no record is touched."""
    kinds = dict.fromkeys(kind for kind, _ in now.numbers.items() ^ then.numbers.items())
    if kinds:
        yield f"证件编号的样子有改动（{'、'.join(sorted(kinds))}），已登记的不改，不像的在校验里提醒"
    if now.certificate_kinds != then.certificate_kinds:
        yield "证件种类有改动"
    if now.work != then.work:
        yield "工作记录的类别有改动，已登记的不改"
    if now.bounds != then.bounds:
        yield "数量上限有改动，超过的在校验里提醒"
    if now.rules != then.rules:
        yield "地方条文有改动，校验按新的引用"
    if now.lost != then.lost:
        yield "败诉的标准有改动，已登记的案件按新标准重新认定"
    if now.terms != then.terms:
        yield "地方期限有改动，备案、公示的期限按新的算"
    if now.calendar != then.calendar:
        yield "地方日历有改动"
    if (now.name, now.chain, now.categories) != (then.name, then.chain, then.categories):
        yield f"地方规定是“{now.name}”的"


def _holiday_changes(now: Mapping[dt.date, bool], then: Mapping[dt.date, bool]) -> Iterator[str]:
    """Which years' days differ; units then count their deadlines by the new ones."""
    days = {day for day, _ in now.items() ^ then.items()}
    if days:
        years = "、".join(f"{year}年" for year in sorted({day.year for day in days}))
        yield f"放假安排有{len(days)}天不同（{years}），各单位接收后期限按新的算"


def _roster_changes(issue: Issue, before: Issue) -> Iterator[str]:
    old, new = {one.code: one for one in before.units}, {one.code: one for one in issue.units}
    added, gone = (
        [new[code].name for code in new.keys() - old.keys()],
        [old[code].name for code in old.keys() - new.keys()],
    )
    renamed = [
        f"{old[code].name}改称{one.name}" for code, one in new.items() if code in old and old[code].name != one.name
    ]
    moved = sum(code in old and old[code].category != one.category for code, one in new.items())
    ended = [
        f"{one.name}{ending_words(one, new)}（不再应报，记录仍归它名下）"
        for code, one in new.items()
        if one.is_gone and code in old and not old[code].is_gone
    ]
    if added:
        yield f"新增单位：{'、'.join(sorted(added))}"
    if gone:
        yield f"去掉单位：{'、'.join(sorted(gone))}（它们的记录仍保留，不再应报）"
    if renamed:
        yield "、".join(renamed)
    yield from ended
    if moved:
        yield f"{moved}个单位换了考核类别"


class PreviewPart(IssuePart):
    """Units on the left, the tasks of the chosen one on the right."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.about = prose("选一个单位，看它收到任务包后要办的事项、定额和期限；与上一号不同的有标记。", "soft")
        self.units: RowsTable[Unit] = RowsTable(
            [
                ColumnHead("单位", 10, lambda unit: unit.name),
                ColumnHead("类别", 8, lambda unit: unit.category),
                ColumnHead("变化", 4, self._changed),
            ],
            "名册里还没有单位。",
            name="单位",
        )
        self.tasks: RowsTable[Task] = RowsTable(
            [
                ColumnHead("变化", 5, lambda task: task.what, tone=lambda task: TONES.get(task.what)),
                ColumnHead("项", 2, lambda task: task.item.number),
                ColumnHead("事项", 18, lambda task: task.item.title),
                ColumnHead("期限", 6, lambda task: task.item.due or "全年"),
                ColumnHead("定额", 16, lambda task: task.quotas),
            ],
            "这个单位没有要办的事项。",
            name="单位要办的事项",
        )
        self.summary, self.changes = prose(""), prose("", "warning")
        self._assemble()
        self.units.picked.connect(self._show)

    def _assemble(self) -> None:
        split, right = QSplitter(), QWidget()
        inside = column(self.summary, self.tasks, margin=0)
        inside.setStretch(1, 1)
        right.setLayout(inside)
        bar = self.units.verticalScrollBar().sizeHint().width()
        self.units.setMinimumWidth(self.units.horizontalHeader().length() + bar + 2 * self.units.frameWidth())
        split.addWidget(self.units)
        split.addWidget(right)
        split.setSizes([340, 800])
        split.setChildrenCollapsible(False)
        layout = column(self.about, self.changes, split, margin=8)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def _changed(self, unit: Unit) -> int | None:
        if self.issue is None or self.before is None:
            return None
        return sum(task.what != SAME for task in tasks_of(unit, self.issue, self.before)) or None

    def follow(self, issue: Issue) -> None:
        """Everything of the issue is shown here."""
        self.show_issue(issue)

    def was_saved(self, issue: Issue) -> None:
        """What was saved has another number before it."""
        self.show_issue(issue)

    def show_issue(self, issue: Issue) -> None:
        """Show the units as the issue has them now."""
        super().show_issue(issue)
        words = changes_words(issue, self.before)
        self.changes.setText(words)
        self.changes.setVisible(bool(words))
        self.units.show_rows(issue.units)
        if self.units.current() is None and issue.units:
            self.units.selectRow(0)
        current = self.units.current()
        if current:
            self._show(current)

    def _show(self, unit: Unit) -> None:
        if self.issue is None:
            return
        tasks = tasks_of(unit, self.issue, self.before)
        periods = period_words(self.issue.periods)
        quotas = sum(bool(task.quotas) for task in tasks if task.what != GONE)
        count = sum(task.what != GONE for task in tasks)
        self.summary.setText(f"{unit.name}：{count}项事项，其中{quotas}项有定额；报送期：{periods}。")
        self.tasks.show_rows(tasks)
