"""Parts of an issue: plan, roster, periods. Each shows its part and tells what it became."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from models.check.owners import everyone_words
from models.plan_text.comparison import Comparison, compare_plans
from models.records.office import Issue, Period, Unit, place_of
from models.records.place import PlaceProfile
from models.records.plan import UNASSIGNED, Plan
from models.records.quotas import BY_HAND, counting_of
from models.records.tone import Tone
from models.records.unit_names import GUESSED, assigned_units, owners_of, reassigned, with_owners_after
from models.rules.dates import date_fault, day_example, read_date
from models.submit.report_days import period_words, periods_by_text
from models.submit.year_start import periods_in
from reports.filled_in.task_words import (
    QUOTA_SHAPE,
    counted_words,
    owner_words,
    quota_words,
    read_quota_words,
    read_unit_names,
    responsible_words,
    topic_words,
    unit_names,
    with_counted_words,
    with_responsible,
    with_topic_words,
)
from reports.filled_in.tasks_book import TasksRead
from ui.base.session import Session
from ui.base.workers import Trouble
from ui.issue.compare_part import ComparePart
from ui.issue.draft import (
    MOST,
    IssueLine,
    new_period,
    plan_lines,
    plan_to_go_on_with,
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
        grown: More to work in was made in it.
    """

    edited, grown = Signal(object), Signal()
    SHOWS: tuple[str, ...] = ()
    """What it shows of the issue."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.issue: Issue | None = None
        self.before: Issue | None = None
        """What was issued before, to compare with; None where there is nothing."""

    def show_issue(self, issue: Issue) -> None:
        """Take the issue being drafted; parts show their share of it."""
        self.issue = issue

    def follow(self, issue: Issue) -> None:
        """Go on with what another tab made of the issue; shown again where that is what this one shows."""
        if any(getattr(self.issue, name, None) != getattr(issue, name) for name in self.SHOWS):
            self.show_issue(issue)
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

    SHOWS = ("plan", "units")

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
        self.edits, self.question = ItemEdits(self.table, self._plan_now), ConfirmBox()
        self._goes_on: Plan | None = None
        front, self.faces = QWidget(), QStackedWidget()
        self.read, self.save = QPushButton("从 Excel 读入…"), QPushButton("存为 Excel…")
        self.read.setToolTip("把“存为 Excel”导出、改好的任务表读回来；有一处读不出就一处也不改")
        about = (
            "双击格子修改，序号除外；期限不填表示全年，落实单位清空就按责任单位对应，由大家落实的写“全部单位”；"
            "主题决定用哪些台账证明，清空就按文字对应；定额怎么数清空就按定额的文字，没有台账可数的写“要人工认定”。"
        )
        top = row(prose(about, "soft"), self.read, self.save, self.load)
        top.setStretch(0, 1)
        layout = column(top, self.question, self.table, self.edits, self.text, margin=0)
        layout.setStretch(2, 1)
        front.setLayout(layout)
        self.faces.addWidget(front)
        whole = QVBoxLayout(self)
        whole.addWidget(self.faces)
        self.load.clicked.connect(lambda: self.faces.setCurrentWidget(self.importing))
        self.read.clicked.connect(self._choose)
        self.save.clicked.connect(self._choose_target)
        self.edits.edited.connect(self._edit)
        self.table.picked.connect(self._pick)
        self.table.typed.connect(self._typed)
        self.text.textChanged.connect(self._text_typed)

    @cached_property
    def importing(self) -> PlanImport:
        """The face that imports official text, made when first wanted."""
        made = PlanImport(self.session, self.faces)
        made.closed.connect(lambda: self.faces.setCurrentIndex(0))
        made.accepted.connect(self._compare)
        self.faces.addWidget(made)
        self.grown.emit()
        return made

    @cached_property
    def comparing(self) -> ComparePart:
        """The face that asks what goes on as what, made when first wanted."""
        made = ComparePart(self.faces)
        made.closed.connect(lambda: self.faces.setCurrentIndex(0))
        made.accepted.connect(self._accept)
        self.faces.addWidget(made)
        self.grown.emit()
        return made

    def _heads(self) -> list[ColumnHead[IssueLine]]:
        return [
            ColumnHead("章", 9, lambda line: f"{line.chapter.number}. {line.chapter.title}"),
            ColumnHead("项", 2, lambda line: line.item.number),
            ColumnHead("标题", 14, lambda line: line.item.title, put=self._put_title),
            ColumnHead("责任单位", 9, lambda line: responsible_words(line.item), put=self._put_names),
            ColumnHead("对应情况", 9, self._owners, tone=self._owners_tone),
            ColumnHead("期限", 6, lambda line: line.item.due, put=self._put_due),
            ColumnHead("落实单位", 10, self._units, put=self._put_units),
            ColumnHead("定额", 13, lambda line: quota_words(line.item.quotas), put=self._put_quotas),
            ColumnHead("定额怎么数", 13, self._counted, put=self._put_counted, tone=self._counted_tone),
            ColumnHead("主题", 17, lambda line: topic_words(line.item), put=self._put_topics),
        ]

    @property
    def _roster(self) -> tuple[Unit, ...]:
        return self.issue.units if self.issue else ()

    def _plan_now(self) -> Plan:
        return self.issue.plan if self.issue else Plan(None, None, "", "", ())

    def _owners(self, line: IssueLine) -> str:
        return owner_words(line.item, self._roster)

    def _owners_tone(self, line: IssueLine) -> Tone | None:
        if line.item.units == (UNASSIGNED,):
            return Tone.BAD
        doubtful = any(not one.codes or one.how == GUESSED for one in owners_of(line.item, self._roster))
        return Tone.WARN if doubtful else None

    def _units(self, line: IssueLine) -> str:
        return unit_names(line.item.units, self._roster)

    def _put_units(self, line: IssueLine, text: str) -> IssueLine:
        codes, unknown = read_unit_names(text, self._roster)
        if not text:
            codes = assigned_units(line.item, self._roster)
        if unknown:
            self.session.refused.emit(f"名册里没有“{'、'.join(unknown)}”：请写单位名称、代码或类别，用顿号隔开。")
            return line
        return line._replace(item=msgspec.structs.replace(line.item, units=codes))

    def _put_quotas(self, line: IssueLine, text: str) -> IssueLine:
        quotas = read_quota_words(text, line.item.quotas)
        if quotas is None:
            self.session.refused.emit(f"定额请写成“{QUOTA_SHAPE}”，几个定额用分号隔开；不要定额就清空。")
            return line
        item = msgspec.structs.replace(line.item, quotas=quotas)
        return line._replace(item=reassigned(line.item, item, self._roster))

    @property
    def _place(self) -> PlaceProfile:
        return place_of(self.issue)

    def _counted(self, line: IssueLine) -> str:
        return counted_words(line.item.quotas, self._place)

    def _counted_tone(self, line: IssueLine) -> Tone | None:
        by_hand = any(counting_of(quota, self._place) is None for quota in line.item.quotas)
        return Tone.WARN if by_hand else None

    def _put_counted(self, line: IssueLine, text: str) -> IssueLine:
        quotas, wrong = with_counted_words(line.item.quotas, text, self._place)
        if wrong:
            self.session.refused.emit(f"{wrong}。写成“工作记录：类别=普法，本项，合计人数”的样子，或者写{BY_HAND}。")
        return line._replace(item=msgspec.structs.replace(line.item, quotas=quotas))

    def _put_topics(self, line: IssueLine, text: str) -> IssueLine:
        item, wrong = with_topic_words(line.item, text)
        if wrong:
            self.session.refused.emit(f"{wrong}。")
        return line._replace(item=item)

    def _put_title(self, line: IssueLine, text: str) -> IssueLine:
        return line._replace(item=msgspec.structs.replace(line.item, title=text)) if text else line

    def _put_names(self, line: IssueLine, text: str) -> IssueLine:
        return line._replace(item=reassigned(line.item, with_responsible(line.item, text), self._roster))

    def _put_due(self, line: IssueLine, text: str) -> IssueLine:
        day = read_date(text) if text else None
        if text and day is None:
            self.session.refused.emit(f"“{text}”{date_fault(text, day_example(self.session.today()))}")
            return line
        return line._replace(item=msgspec.structs.replace(line.item, due=day))

    def show_issue(self, issue: Issue) -> None:
        """List the plan's items and select the first if none is."""
        super().show_issue(issue)
        self.edits.allow()
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

            write_tasks(path, issue.plan, issue.units, issue.profile)

        said = f"任务表已存为{path}，改好后可以再读入。"
        self.session.jobs.run(task, lambda _: self.session.told.emit(said), label="正在写任务表", owner=self)

    def take(self, path: Path) -> None:
        """Take what a workbook says of the items, all of it or nothing."""
        issue = self.issue
        if issue is None:
            return

        def task(_ticket: object) -> TasksRead:
            from reports.filled_in.tasks_book import read_tasks

            return read_tasks(path, issue.plan, issue.units, issue.profile)

        self.session.jobs.run(task, self._taken, label="正在读取任务表", owner=self)

    def _taken(self, found: TasksRead) -> None:
        """Show what was read; items that have no line stay until it is said that they go."""
        known = self.issue.plan.by_uid if self.issue else {}
        changed = sum(known.get(item.uid) not in (None, item) for item in found.kept.items)
        if self.issue and found.kept != self.issue.plan:
            self._edit(found.kept, None, "已读入任务表")
        words = [f"改了{changed}项" * bool(changed), f"新增{found.added}项" * bool(found.added)]
        said = "、".join(filter(None, words))
        if said:
            self.session.told.emit(f"已读入：{said}，核对后请保存。")
        elif not found.missing:
            self.session.told.emit("任务表和现在的一样，没有改动。")
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
                before = plan_to_go_on_with(connection, issue, plan)
            return compare_plans(before, plan) if before else None

        def show(found: Comparison | None) -> None:
            self._goes_on = found.old if found else None
            if found is None or found.is_settled:
                self._accept(found.plan() if found else plan)
                return
            self.comparing.show_comparison(found)
            self.faces.setCurrentWidget(self.comparing)

        def refuse(trouble: Trouble) -> None:
            self.session.refused.emit(trouble.sentence)

        self.session.jobs.run(task, show, refuse, label="正在比较", owner=self)

    def _accept(self, plan: Plan) -> None:
        self.faces.setCurrentIndex(0)
        plan = with_owners_after(self._goes_on, plan, self._roster)
        before = self.issue
        year = plan.year or (before.year if before else 0)
        if before and (plan, year) == (before.plan, before.year):
            self.session.told.emit("导入的正文和现在的工作要点一样，没有改动。")
            return
        if before:
            self.session.undoable.emit("已替换工作要点", lambda: self._go_back(before))
        old = before.periods if before else ()
        periods = periods_in(year, old)
        if before and (year != before.year or not before.number):
            periods = periods_by_text(plan, year, periods)
        self._tell(plan=plan, year=year, periods=periods)
        if self.issue:
            self.show_issue(self.issue)
        everyone = everyone_words(plan)
        size = f"{year}年度，{len(plan.chapters)}章{len(plan.items)}项"
        moved = f"报送期跟着改为{period_words(periods)}。" if periods != old else ""
        self.session.told.emit(f"已用导入的正文替换工作要点：{size}。{everyone}{moved}核对后请保存。")

    def _go_back(self, issue: Issue) -> None:
        self._tell(plan=issue.plan, year=issue.year, periods=issue.periods)
        if self.issue:
            self.show_issue(self.issue)


class PeriodsPart(IssuePart):
    """The tab with the reporting periods: label and due date, edited in place."""

    SHOWS = ("periods",)

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
            self.session.refused.emit(f"“{text}”{date_fault(text, day_example(self.session.today()))}")
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
