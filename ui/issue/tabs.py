"""Parts of an issue: plan, roster, periods. Each shows its part and tells what it became."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from models.plan_text.comparison import Comparison, compare_plans
from models.records.office import Issue, Period, Unit
from models.records.plan import UNNAMED, Plan
from models.rules.dates import date_fault, read_date
from reports.filled_in.task_words import (
    names_in,
    quota_words,
    read_quota_words,
    read_unit_names,
    topic_words,
    unit_names,
    with_topic_words,
)
from reports.filled_in.tasks_book import TasksRead
from ui.base.session import Session
from ui.issue.compare_part import ComparePart
from ui.issue.draft import (
    MOST,
    IssueLine,
    new_period,
    period_words,
    periods_in,
    plan_lines,
    plan_of_year,
    unused_code,
    with_item,
)
from ui.issue.item_edits import ItemEdits
from ui.issue.plan_import import PlanImport
from ui.kit.choosing import ISSUING, choose_file, choose_target
from ui.kit.confirm_box import ConfirmBox, ConfirmQuestion
from ui.kit.labels import column, prose, row, several_lines
from ui.kit.tables.head import ColumnHead
from ui.kit.tables.rows_table import RowsTable


class IssuePart(QWidget):
    """Base of the tabs that each edit a part of the issue.

    Signals:
        edited: The issue as it is now.
    """

    edited = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.issue: Issue | None = None

    def show_issue(self, issue: Issue) -> None:
        """Take the issue being drafted; parts show their share of it."""
        self.issue = issue

    def was_saved(self, issue: Issue) -> None:
        """Go on with what was saved; what stands in the part stays, so does what is being typed."""
        self.issue = issue

    def _tell(self, **changes: object) -> None:
        if self.issue:
            self.issue = msgspec.structs.replace(self.issue, **changes)
            self.edited.emit(self.issue)


class PlanPart(IssuePart):
    """Items in a table, the wording of the current one below; a second face imports official text."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.table: RowsTable[IssueLine] = RowsTable(
            self._heads(),
            "还没有事项：请点“导入正式文本…”。",
            name="工作要点事项",
            key=lambda line: line.item.uid,
        )
        self.text, self.load = several_lines("事项正文"), QPushButton("导入正式文本…")
        self.text.refused.connect(session.refused)
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * 5 + 16)
        self.importing, self.comparing = PlanImport(session), ComparePart()
        self.edits, self.question = ItemEdits(self.table), ConfirmBox()
        front, self.faces = QWidget(), QStackedWidget()
        self.read, self.save = QPushButton("从 Excel 读入…"), QPushButton("存为 Excel…")
        self.read.setToolTip("把“存为 Excel”导出、改好的任务表读回来；有一处读不出就一处也不改")
        about = "双击格子修改，序号除外；期限不填表示全年，落实单位不填表示全部单位；主题决定用哪些台账证明。"
        top = row(prose(about, "soft"), self.read, self.save, self.load)
        top.setStretch(0, 1)
        layout = column(top, self.question, self.table, self.edits, self.text, margin=0)
        layout.setStretch(2, 1)
        front.setLayout(layout)
        self.faces.addWidget(front)
        self.faces.addWidget(self.importing)
        self.faces.addWidget(self.comparing)
        whole = QVBoxLayout(self)
        whole.addWidget(self.faces)
        self.load.clicked.connect(lambda: self.faces.setCurrentIndex(1))
        self.read.clicked.connect(self._choose)
        self.save.clicked.connect(self._choose_target)
        self.importing.closed.connect(lambda: self.faces.setCurrentIndex(0))
        self.edits.edited.connect(self._edit)
        self.importing.accepted.connect(self._compare)
        self.comparing.closed.connect(lambda: self.faces.setCurrentIndex(0))
        self.comparing.accepted.connect(self._accept)
        self.table.picked.connect(self._pick)
        self.table.typed.connect(self._typed)
        self.text.textChanged.connect(self._text_typed)

    def _heads(self) -> list[ColumnHead[IssueLine]]:
        return [
            ColumnHead("章", 9, lambda line: f"{line.chapter.number}. {line.chapter.title}"),
            ColumnHead("项", 2, lambda line: line.item.number),
            ColumnHead("标题", 18, lambda line: line.item.title, put=self._put_title),
            ColumnHead("责任单位", 14, lambda line: "、".join(line.item.responsible) or UNNAMED, put=self._put_names),
            ColumnHead("期限", 6, lambda line: line.item.due, put=self._put_due),
            ColumnHead("落实单位", 10, self._units, put=self._put_units),
            ColumnHead("定额", 13, lambda line: quota_words(line.item.quotas), put=self._put_quotas),
            ColumnHead("主题", 17, lambda line: topic_words(line.item), put=self._put_topics),
        ]

    def _units(self, line: IssueLine) -> str:
        return unit_names(line.item.units, self.issue.units if self.issue else ())

    def _put_units(self, line: IssueLine, text: str) -> IssueLine:
        codes, unknown = read_unit_names(text, self.issue.units if self.issue else ())
        if unknown:
            self.session.refused.emit(f"名册里没有“{'、'.join(unknown)}”：请写单位名称、代码或类别，用顿号隔开。")
            return line
        return line._replace(item=msgspec.structs.replace(line.item, units=codes))

    def _put_quotas(self, line: IssueLine, text: str) -> IssueLine:
        quotas = read_quota_words(text)
        if quotas is None:
            self.session.refused.emit("定额请写成“管委会：中心组学法不少于4次”，几个定额用分号隔开；不要定额就清空。")
            return line
        return line._replace(item=msgspec.structs.replace(line.item, quotas=quotas))

    def _put_topics(self, line: IssueLine, text: str) -> IssueLine:
        item, wrong = with_topic_words(line.item, text)
        if wrong:
            self.session.refused.emit(f"{wrong}。")
        return line._replace(item=item)

    def _put_title(self, line: IssueLine, text: str) -> IssueLine:
        return line._replace(item=msgspec.structs.replace(line.item, title=text)) if text else line

    def _put_names(self, line: IssueLine, text: str) -> IssueLine:
        names = () if text == UNNAMED else names_in(text)
        return line._replace(item=msgspec.structs.replace(line.item, responsible=names))

    def _put_due(self, line: IssueLine, text: str) -> IssueLine:
        day = read_date(text) if text else None
        if text and day is None:
            self.session.refused.emit(f"“{text}”{date_fault(text, '20201130 或 2020-11-30')}")
            return line
        return line._replace(item=msgspec.structs.replace(line.item, due=day))

    def show_issue(self, issue: Issue) -> None:
        """List the plan's items and select the first if none is."""
        super().show_issue(issue)
        self.edits.show_plan(issue.plan)
        self.table.show_rows(plan_lines(issue.plan))
        if self.table.current() is None and self.table.rows.rows:
            self.table.selectRow(0)

    def _pick(self, line: IssueLine) -> None:
        self.text.blockSignals(True)
        self.text.setPlainText(line.item.text)
        self.text.blockSignals(False)

    def _typed(self, line: IssueLine) -> None:
        if self.issue:
            self._tell(plan=with_item(self.issue.plan, line.item))

    def _text_typed(self) -> None:
        line, text = self.table.current(), self.text.toPlainText().strip()
        if line is None or text == line.item.text:
            return
        item = msgspec.structs.replace(line.item, text=text)
        self.table.replace_current(line._replace(item=item))
        if self.issue:
            self._tell(plan=with_item(self.issue.plan, item))

    def _choose(self) -> None:
        path = choose_file(self, self.session.memory, ISSUING, "任务表", "表格 (*.xlsx *.xls *.et *.ods)")
        if path:
            self.take(path)

    def _choose_target(self) -> None:
        path = choose_target(self, self.session.memory, ISSUING, "任务表", "任务表.xlsx", "工作簿 (*.xlsx)")
        if path:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the tasks as they stand here to a workbook."""
        issue = self.issue
        if issue is None:
            return

        def task(_ticket: object) -> None:
            from reports.filled_in.tasks_book import write_tasks

            write_tasks(path, issue.plan, issue.units)

        said = f"任务表已存为{path}，改好后可以再读入。"
        self.session.jobs.run(task, lambda _: self.session.told.emit(said), label="正在写任务表", owner=self)

    def take(self, path: Path) -> None:
        """Take what a workbook says of the items, all of it or nothing."""
        issue = self.issue
        if issue is None:
            return

        def task(_ticket: object) -> TasksRead:
            from reports.filled_in.tasks_book import read_tasks

            return read_tasks(path, issue.plan, issue.units)

        self.session.jobs.run(task, self._taken, label="正在读取任务表", owner=self)

    def _taken(self, found: TasksRead) -> None:
        """Show what was read; items that have no line stay until it is said that they go."""
        known = self.issue.plan.by_uid if self.issue else {}
        changed = sum(known.get(item.uid) not in (None, item) for item in found.kept.items)
        if self.issue and found.kept != self.issue.plan:
            self._edit(found.kept, None, "已读入任务表")
        words = [f"改了{changed}项" * bool(changed), f"新增{found.added}项" * bool(found.added)]
        said = "、".join(filter(None, words))
        self.session.told.emit(f"已读入：{said}，核对后请保存。" if said else "任务表和现在的一样，没有改动。")
        if found.missing:
            names = "、".join(f"第{item.number}项" for item in found.missing[:MOST])
            more = f"等{len(found.missing)}项" if len(found.missing) > MOST else ""
            words_ = f"任务表里没有{names}{more}，现在还保留着。要从工作要点里删去吗？各单位填过的都保留，印作已删去。"
            question = ConfirmQuestion(words_, f"删去这{len(found.missing)}项")
            self.question.ask(question, lambda _: self._edit(found.plan, None, f"已删去{len(found.missing)}项"))

    def _edit(self, plan: Plan, uid: int | None, words: str) -> None:
        """Go on with a plan that was changed item by item, with 撤销 on offer."""
        before = self.issue
        if before is None:
            return
        self._tell(plan=plan)
        self.show_issue(msgspec.structs.replace(before, plan=plan))
        if uid is not None:
            self.table.select(uid)
        self.session.undoable.emit(words, lambda: self._go_back(before))

    def _compare(self, plan: Plan) -> None:
        """Ask what goes on as what where there is a plan of that year already; else the text is taken as it is."""
        issue, workspace = self.issue, self.session.workspace

        def task(_ticket: object) -> Comparison | None:
            if issue is None:
                return None
            with workspace.read() as connection:
                before = plan_of_year(connection, issue, plan.year or issue.year)
            return compare_plans(before, plan) if before else None

        def show(found: Comparison | None) -> None:
            if found is None or found.is_settled:
                self._accept(found.plan() if found else plan)
                return
            self.comparing.show_comparison(found)
            self.faces.setCurrentWidget(self.comparing)

        self.session.jobs.run(task, show, label="正在比较", owner=self)

    def _accept(self, plan: Plan) -> None:
        self.faces.setCurrentIndex(0)
        before = self.issue
        year = plan.year or (before.year if before else 0)
        if before and (plan, year) == (before.plan, before.year):
            self.session.told.emit("导入的正文和现在的工作要点一样，没有改动。")
            return
        if before:
            self.session.undoable.emit("已替换工作要点", lambda: self._go_back(before))
        old = before.periods if before else ()
        periods = periods_in(year, old)
        self._tell(plan=plan, year=year, periods=periods)
        if self.issue:
            self.show_issue(self.issue)
        size = f"{year}年度，{len(plan.chapters)}章{len(plan.items)}项"
        moved = f"报送期跟着改到{year}年：{period_words(periods)}。" if periods != old else ""
        self.session.told.emit(f"已用导入的正文替换工作要点：{size}。{moved}核对后请保存。")

    def _go_back(self, issue: Issue) -> None:
        self._tell(plan=issue.plan, year=issue.year, periods=issue.periods)
        if self.issue:
            self.show_issue(self.issue)


class UnitsPart(IssuePart):
    """The tab with the roster of units: code, name, category and contact, edited in place."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        heads: list[ColumnHead[Unit]] = [
            ColumnHead("代码", 5, lambda unit: unit.code, put=_put("code")),
            ColumnHead("名称", 14, lambda unit: unit.name, put=_put("name")),
            ColumnHead("类别", 9, lambda unit: unit.category, put=_put("category")),
            ColumnHead("联系人", 6, lambda unit: unit.contact, put=_put("contact")),
            ColumnHead("电话", 9, lambda unit: unit.phone, put=_put("phone")),
            ColumnHead("曾用名", 16, lambda unit: "；".join(f"{one.name}（至{one.until}）" for one in unit.former)),
        ]
        self.table: RowsTable[Unit] = RowsTable(heads, "还没有单位。", name="单位")
        self.add, self.remove = QPushButton("＋ 加单位"), QPushButton("－ 删去选中的")
        self.load, self.save = QPushButton("从 Excel 读入…"), QPushButton("存为 Excel…")
        about = prose(
            "双击格子修改。代码定了不要再改：改名、合并只改名称，程序会记下曾用名。类别要与考核方案一致。", "soft"
        )
        layout = column(about, self.table, row(self.add, self.remove, self.load, self.save, None), margin=8)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.table.typed.connect(lambda _: self._told())
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.load.clicked.connect(self._choose)
        self.save.clicked.connect(self._choose_target)

    def show_issue(self, issue: Issue) -> None:
        """List the roster's units, in its order."""
        super().show_issue(issue)
        self.table.show_rows(issue.units)

    def was_saved(self, issue: Issue) -> None:
        """Take over the former names that saving added to renamed units."""
        super().was_saved(issue)
        for at, unit in enumerate(self.table.rows.rows):
            kept = issue.unit(unit.code)
            if kept and kept != unit:
                self.table.rows.replace(at, kept)

    def _told(self) -> None:
        self._tell(units=tuple(self.table.rows.all))

    def _add(self) -> None:
        units = self.table.rows.all
        fresh = Unit(unused_code(units), "新单位", self._next_category())
        self.table.show_rows([*units, fresh])
        name = self.table.rows.index(self.table.rows.rows.index(fresh), 1)
        self.table.setCurrentIndex(name)
        self.table.edit(name)
        self._told()

    def _next_category(self) -> str:
        """That of the unit before; behind the own unit, which is the only one of its kind, the scheme's first other."""
        units, own = self.table.rows.all, self.session.workspace.unit
        if units and units[-1].code != own:
            return units[-1].category
        mine = {unit.category for unit in units}
        scheme = self.issue.scheme.get("categories", ()) if self.issue else ()
        return next((one["name"] for one in scheme if one["name"] not in mine), "")

    def _remove(self) -> None:
        gone = self.table.chosen()
        self.table.show_rows([unit for unit in self.table.rows.all if unit not in gone])
        self._told()

    def _choose(self) -> None:
        path = choose_file(self, self.session.memory, ISSUING, "单位名册", "名册 (*.xlsx *.csv *.json)")
        if path:
            self.take(path)

    def _choose_target(self) -> None:
        path = choose_target(self, self.session.memory, ISSUING, "单位名册", "单位名册.xlsx", "工作簿 (*.xlsx)")
        if path:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the roster as it stands here to a workbook."""
        units = tuple(self.table.rows.all)

        def task(_ticket: object) -> None:
            from reports.filled_in.units_book import write_units

            write_units(path, units)

        said = f"名册已存为{path}，改好后可以再读入。"
        self.session.jobs.run(task, lambda _: self.session.told.emit(said), label="正在写名册", owner=self)

    def take(self, path: Path) -> None:
        """Add the units of a file; a code known already is replaced."""

        def task(_ticket: object) -> tuple[Unit, ...]:
            from reports.filled_in.units_file import read_units

            return read_units(path)

        self.session.jobs.run(task, self._taken, label="正在读取名册", owner=self)

    def _taken(self, units: tuple[Unit, ...]) -> None:
        known = {unit.code: unit for unit in self.table.rows.all}
        merged = known | {unit.code: _with_past(unit, known.get(unit.code)) for unit in units}
        self.table.show_rows(list(merged.values()))
        self._told()


def _with_past(unit: Unit, before: Unit | None) -> Unit:
    """A file says nothing of successors, and may leave out former names: those known stay."""
    if before is None:
        return unit
    known = {one.name for one in unit.former}
    former = (*(one for one in before.former if one.name not in known), *unit.former)
    ordered = tuple(sorted(former, key=lambda one: one.until))
    return msgspec.structs.replace(unit, former=ordered, successors=before.successors)


def _put(name: str) -> Callable[[Unit, str], Unit]:
    return lambda unit, text: msgspec.structs.replace(unit, **{name: text})


class PeriodsPart(IssuePart):
    """The tab with the reporting periods: label and due date, edited in place."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        heads: list[ColumnHead[Period]] = [
            ColumnHead("报送期", 14, lambda period: period.label, put=self._put_label),
            ColumnHead("期限", 10, lambda period: period.due, put=self._put_due),
        ]
        self.table: RowsTable[Period] = RowsTable(heads, "还没有报送期。", name="报送期")
        self.add, self.remove = QPushButton("＋ 加一期"), QPushButton("－ 删去选中的")
        about = prose("双击格子修改。最后一期是全年的；已经有单位报过的一期不要删。", "soft")
        layout = column(about, self.table, row(self.add, self.remove, None), margin=8)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.table.typed.connect(lambda _: self._told())
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)

    def _put_label(self, period: Period, text: str) -> Period:
        return msgspec.structs.replace(period, label=text) if text else period

    def _put_due(self, period: Period, text: str) -> Period:
        day = read_date(text) if text else None
        if text and day is None:
            self.session.refused.emit(f"“{text}”{date_fault(text, '20201220 或 2020-12-20')}")
            return period
        return msgspec.structs.replace(period, due=day)

    def show_issue(self, issue: Issue) -> None:
        """List the reporting periods, in the issue's order."""
        super().show_issue(issue)
        self.table.show_rows(issue.periods)

    def _told(self) -> None:
        self._tell(periods=tuple(self.table.rows.all))

    def _add(self) -> None:
        if self.issue:
            self.table.show_rows([*self.table.rows.all, new_period(self.issue)])
            self._told()

    def _remove(self) -> None:
        gone = self.table.chosen()
        self.table.show_rows([one for one in self.table.rows.all if one not in gone])
        self._told()
