"""任务下发: plan, roster, periods and scheme; saved under a new number and handed out as one package."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QSpinBox, QWidget

from models.merge.keys import own_fingerprint
from models.records.office import Issue
from models.records.plan_edits import with_issued_drops
from models.store.base.workspace import CENTRE, Workspace
from models.store.records import documents
from models.store.records.calendar import own_days
from models.store.records.drafts import FormDraft, Unsaved
from models.submit.centre import export_plan, save_issue, with_holidays
from models.submit.issue_draft import load_issue_draft, save_issue_draft
from ui.base.lazy_tabs import LazyTabs
from ui.base.loading import Loader, everything_changed
from ui.base.page import Page, PageSpec
from ui.base.places import ASSESSMENT, ISSUE, ROSTER
from ui.base.plain_text import Label, plain_tip
from ui.base.session import Session
from ui.base.ticket import Ticket
from ui.base.workers import Trouble
from ui.issue.demands_part import DemandsPart
from ui.issue.draft import (
    issue_doubts,
    issue_problems,
    merge_typed,
    with_draft_following,
    with_former_names,
)
from ui.issue.place_part import PlacePart
from ui.issue.preview import PreviewPart
from ui.issue.scheme_part import SchemePart
from ui.issue.tabs import IssuePart, PeriodsPart, PlanPart
from ui.issue.units_part import UnitsPart
from ui.issue.year_start_box import YearStartBox
from ui.kit.combo_box import YearChoice
from ui.kit.elided_label import soft_line
from ui.kit.folder_box import NO_FOLDER, FolderBox
from ui.kit.labels import column, main_button, on_ground, prose, row, small_button, with_name
from ui.kit.result_card import figure_font

DRAFT_AFTER = 2_000
"""Milliseconds after the last change until it is kept as a draft."""
NOT_KEPT = "改过的内容还没有存成草稿：{}它还在“任务下发”里，关掉窗口才会丢。"
NEVER_SAVED = "还没有下发过：填好、核对后点“保存”"
HELD = ISSUE, ""
"""Under this what could not be written goes through the lock."""
FIRST_YEAR, LAST_YEAR = 2000, 2100
SEVERAL = 2
P = TypeVar("P", bound=IssuePart)
PARTS: dict[str, type[IssuePart]] = {
    "工作要点": PlanPart,
    ROSTER: UnitsPart,
    "报送期": PeriodsPart,
    "台账要求": DemandsPart,
    "地方规定": PlacePart,
    "考核方案": SchemePart,
    "各单位所见": PreviewPart,
}
"""The tabs by their Chinese label, from left to right."""


@dataclass(frozen=True)
class Issued:
    """What counts now in a year and the number before, the unsaved draft, the table of holidays, and the fingerprint.

    `years` are those something was issued for, the latest first.
    """

    issue: Issue | None
    previous: Issue | None
    draft: Issue | None
    holidays: Mapping[dt.date, bool]
    fingerprint: str
    years: Sequence[int] = ()


def read_issued(workspace: Workspace, year: int | None = None) -> Issued:
    """Read what was issued for `year`, without one, or where it has none, for the latest; runs in a worker.

    A draft is of its own year, and what it changes is: a year that is only begun goes on with the latest one.
    """
    draft = load_issue_draft(workspace)
    wanted = draft.year if draft else year
    with workspace.read() as connection:
        years, holidays = documents.issued_years(connection), own_days(connection)
        issue = documents.issue_for(connection, wanted) if wanted in years else documents.newest_issue(connection)
        previous = documents.issue_before(connection, issue) if issue else None
    return Issued(issue, previous, draft, holidays, own_fingerprint(workspace), years)


class IssuePage(Page):
    """Tabs over one issue that is being prepared."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.saved: Issue | None = None
        self.previous: Issue | None = None
        self.issue: Issue | None = None
        self.holidays: Mapping[dt.date, bool] = {}
        self.state, self.wrong, self.doubts = soft_line(), prose("", "error"), prose("", "warning")
        self.all_doubts = small_button("全部", "列出全部要核对的地方，或者只看第一处")
        self.year = with_name(QSpinBox(), "年度")
        self.year.setRange(FIRST_YEAR, LAST_YEAR)
        self.year.setSuffix("年度")
        self.other_year = YearChoice(session, self)
        self.years: Sequence[int] = ()
        self.save_button, self.drop = main_button("保存", "save"), QPushButton("放弃修改")
        self.new_year, self.starting = QPushButton("开始新年度…"), YearStartBox(session)
        self.folder, self.export = (
            FolderBox(session.memory, "plan", label="任务包存到的文件夹"),
            QPushButton("导出任务包"),
        )
        self.fingerprint, self.copy, self.below = Label(), QPushButton("复制"), QWidget()
        self.tabs = LazyTabs((label, partial(self._part, kind)) for label, kind in PARTS.items())
        self._draft = QTimer(self, singleShot=True, interval=DRAFT_AFTER)
        self._under_way, self._has_failed = 0, False
        self.tabs.setDocumentMode(False)
        self._assemble()
        self._connect()
        self.loader = Loader(self, session, self._read, self.show_issued)

    def tab(self, kind: type[P]) -> P:
        """The tab of this kind, made when first wanted."""
        self.tabs.tab(list(PARTS.values()).index(kind))
        return next(one for one in self.tabs.made if isinstance(one, kind))

    def _part(self, kind: type[IssuePart], holder: QWidget) -> IssuePart:
        """A tab that is wanted for the first time, with the issue as it is by now."""
        part = kind(self.session, holder)
        part.edited.connect(self._edited)
        part.grown.connect(self._put_below)
        self._put_below()
        if self.issue:
            part.before = self._before(self.issue)
            part.show_issue(self.issue)
        return part

    def _assemble(self) -> None:
        self.fingerprint.setFont(figure_font(self.fingerprint.font()))
        self.wrong.hide()
        self.doubts.hide()
        self.all_doubts.hide()
        self.all_doubts.setCheckable(True)
        doubts = row(self.doubts, self.all_doubts)
        doubts.setStretch(0, 1)
        out = row(Label("导出到"), self.folder, self.export, Label("本单位指纹"), self.fingerprint, self.copy)
        out.setStretch(1, 1)
        self.copy.setToolTip("印在下发通知上，或者电话告诉各单位：第一次接收任务包时要核对")
        self.below.setLayout(column(row(self.save_button, self.drop, None), out, margin=0))
        layout = on_ground(self.starting, self.wrong, doubts, self.tabs, self.below)
        layout.setStretch(3, 1)
        self.setLayout(layout)

    def _put_below(self) -> None:
        """Have the line below come into the window once more: Tab goes by what came when, and a tab came since."""
        inside = self.layout()
        self.below.setParent(None)
        if inside:
            inside.addWidget(self.below)
        self.below.show()

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self.tabs.tab)
        self.year.valueChanged.connect(self._year_typed)
        self.other_year.chosen.connect(lambda _: self.loader.reload())
        self.new_year.clicked.connect(self._ask_new_year)
        self.starting.started.connect(self._begin_year)
        self.save_button.clicked.connect(self.save)
        self.drop.clicked.connect(self.discard)
        self.export.clicked.connect(self.export_package)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.fingerprint.text()))
        self.all_doubts.toggled.connect(lambda _: self._show_doubts())
        self._draft.timeout.connect(self._keep_draft)

    def heading(self) -> Sequence[QWidget | None]:
        """The year, how it stands, and the next one."""
        return (self.year, self.other_year, self.state, None, self.new_year)

    def appear(self) -> None:
        """Read as of now; what is being changed here stays, with the table of holidays as it stands."""
        self.folder.refresh()
        self.tabs.tab(self.tabs.currentIndex())
        self.loader.reload()

    def show_part(self, name: str) -> None:
        """Have the tab of this label in front."""
        self.tabs.setCurrentIndex(list(PARTS).index(name))

    def leave(self) -> bool:
        """Store unsaved changes as a draft; the page can always be left."""
        if self._draft.isActive() or self._has_failed:
            self._keep_draft()
        return True

    def not_written(self) -> Unsaved:
        """What is changed and stands in no draft yet."""
        self.leave()
        if self._under_way:
            self.session.jobs.finish_writing()
        return {HELD: [FormDraft("", {"issue": self.issue})]} if self._has_failed and self._is_edited else {}

    def _carried(self) -> Issue | None:
        """What the lock left in memory only."""
        carried = self.session.carried.pop(HELD, [])
        self._has_failed = self._has_failed or bool(carried)
        return carried[-1].fields["issue"] if carried else None

    def _read(self, workspace: Workspace) -> Issued:
        """Read the year that is changed here, else the one chosen; runs in a worker."""
        return read_issued(workspace, self.issue.year if self._is_edited and self.issue else self.session.year)

    def show_issued(self, found: Issued) -> None:
        """Show what counts now, or what was left unsaved."""
        self.fingerprint.setText(found.fingerprint)
        wanted = self._carried() or found.draft or found.issue
        if self._is_edited and self.issue:
            wanted = self.issue
        self.saved, self.previous, self.years = found.issue, found.previous, found.years
        self.holidays = found.holidays
        wanted = with_holidays(wanted, found.holidays) if wanted else None
        if wanted and wanted != self.issue:
            self._show(wanted)
        elif wanted:
            self._use(wanted, lambda part, shown: part.follow(shown))

    @property
    def _is_edited(self) -> bool:
        """Whether something was changed on this page; the table of holidays is changed under 系统."""
        given = self.issue.holidays if self.issue else None
        return self.issue is not None and self.issue != self._saved_with(given)

    def _saved_with(self, holidays: Mapping[dt.date, bool] | None) -> Issue | None:
        return with_holidays(self.saved, holidays or {}) if self.saved else None

    def _show(self, issue: Issue) -> None:
        self._use(issue, lambda part, shown: part.show_issue(shown))

    def _use(self, issue: Issue, tell: Callable[[IssuePart, Issue], None]) -> None:
        """Go on with this issue: tell every tab that was made, and say how it stands."""
        self.issue = issue
        self.year.blockSignals(True)
        self.year.setValue(issue.year)
        self.year.blockSignals(False)
        for part in self.tabs.made:
            part.before = self._before(issue)
            tell(part, issue)
        self._look()

    def _before(self, issue: Issue) -> Issue | None:
        """What is being changed beside what was saved, what was saved beside the number before."""
        before = self.saved if issue != self.saved else self.previous
        return before if before and before.number else None

    def _edited(self, issue: Issue) -> None:
        if self.saved and self.saved.year == issue.year:
            issue = msgspec.structs.replace(issue, plan=with_issued_drops(issue.plan, self.saved.plan))
        if self.issue:
            issue = with_draft_following(self.issue, issue)
        self._use(issue, lambda part, shown: part.follow(shown))
        self._draft.start()

    def _year_typed(self, year: int) -> None:
        if self.issue:
            self._edited(msgspec.structs.replace(self.issue, year=year))

    def _ask_new_year(self) -> None:
        if self.years:
            self.starting.ask(self.years[0])

    def _begin_year(self, issue: Issue) -> None:
        self._edited(with_holidays(issue, self.holidays))
        self.session.undoable.emit(f"已备好{issue.year}年度，核对后请保存", self.discard)

    def _look(self) -> None:
        changed, edited = self.issue != self.saved, self._is_edited
        self.state.setText(self._state_words(changed=changed, edited=edited))
        self.save_button.setEnabled(changed)
        self.drop.setEnabled(edited and self.saved is not None)
        self._show_years(edited=edited)
        self.new_year.setEnabled(not edited and self.saved is not None)
        self.new_year.setToolTip(
            plain_tip("先保存或者放弃修改" if edited else "读入新一年的正文，名册、地方规定接着用，上一年的结果不动")
        )
        self.export.setEnabled(not changed and self.saved is not None)
        ready = self.export.isEnabled()
        self.export.setText("导出任务包" if ready else "先保存，再导出任务包")
        self.export.setToolTip("导出给所有单位用的同一个任务包" if ready else "导出的是最近一次保存的内容：先点“保存”")
        if self.issue and not self.wrong.isHidden():
            self._show_problems(self.issue)
        self._show_doubts()

    def _show_years(self, *, edited: bool) -> None:
        """Have the year chosen among those issued once there are two; until then it is typed."""
        year = self.issue.year if self.issue else 0
        self.year.setVisible(len(self.years) < SEVERAL)
        if len(self.years) >= SEVERAL:
            self.other_year.show_years(sorted({*self.years, year}, reverse=True), year)
        self.other_year.setEnabled(not edited)
        self.other_year.setToolTip(plain_tip("先保存或者放弃修改" if edited else "下发过的年度，选一个来更正或者导出"))

    def _state_words(self, *, changed: bool, edited: bool) -> str:
        if not (self.saved and self.saved.number):
            return NEVER_SAVED
        if self.issue and self.issue.year != self.saved.year:
            return f"▲ {self.issue.year}年度还没有保存；最近保存的是{self.saved.year}年度的第{self.saved.number}号"
        waiting = "有修改没有保存" if edited else "“系统›放假安排”改过，保存后才能下发"
        return f"第{self.saved.number}号" + (f"　▲ {waiting}" if changed else "，已保存")

    def _show_doubts(self) -> None:
        """The first doubt in one line, the others when asked for: the tabs need the room."""
        doubts = issue_doubts(self.issue) if self.issue else []
        shown = doubts if self.all_doubts.isChecked() else doubts[:1]
        self.doubts.setText("\n".join(f"▲ {one}" for one in shown))
        self.doubts.setVisible(bool(doubts))
        self.all_doubts.setVisible(len(doubts) > 1)
        self.all_doubts.setText("只看第一处" if self.all_doubts.isChecked() else f"全部{len(doubts)}处")

    def _keep_draft(self) -> None:
        issue = self.issue if self._is_edited else None
        self._write_draft(issue)

    def _write_draft(self, issue: Issue | None) -> None:
        self._draft.stop()
        self._under_way += 1
        self.session.change(lambda tx: save_issue_draft(tx, issue), self._draft_written, on_error=self._draft_failed)

    def _draft_written(self, _: None) -> None:
        self._under_way, self._has_failed = self._under_way - 1, False

    def _draft_failed(self, trouble: Trouble) -> None:
        self._under_way, self._has_failed = self._under_way - 1, True
        words = NOT_KEPT if self._is_edited else "{}"
        self.session.failed.emit(replace(trouble, sentence=words.format(trouble.sentence)))

    def discard(self) -> None:
        """Go back to what was saved last, with 撤销 on offer."""
        before = self.issue
        self._write_draft(None)
        saved = self._saved_with(self.holidays)
        if saved:
            self._show(saved)
        if before:
            self.session.undoable.emit("已放弃修改", lambda: self._bring_back(before))

    def _bring_back(self, issue: Issue) -> None:
        self._show(issue)
        self._draft.start()

    def save(self) -> None:
        """Check the plan and save it under the next number; problems are listed instead of saving."""
        if self.issue is None:
            return
        if not self._show_problems(self.issue):
            return
        workspace, operator = self.session.workspace, self.session.operator
        units = with_former_names(self.saved.units if self.saved else (), self.issue.units, self.session.today())
        issue = msgspec.structs.replace(self.issue, units=units)
        sent = self.issue
        self._draft.stop()
        self._under_way += 1

        def task(_ticket: Ticket) -> Issue:
            kept = save_issue(workspace, issue, operator)
            with workspace.write(operator) as tx:
                save_issue_draft(tx, None)
            return kept

        self.session.jobs.run(
            task, lambda kept: self._saved(sent, kept), self._not_saved, label="正在保存", owner=self, writes=True
        )

    def _show_problems(self, issue: Issue) -> bool:
        """List what keeps the issue from being saved; gives whether nothing does."""
        wrong = issue_problems(issue)
        self.wrong.setText("\n".join(f"■ {one}" for one in wrong))
        self.wrong.setVisible(bool(wrong))
        return not wrong

    def _not_saved(self, trouble: Trouble) -> None:
        self._under_way, self._has_failed = self._under_way - 1, True
        self._draft.start()
        self.session.failed.emit(trouble)

    def _saved(self, sent: Issue, kept: Issue) -> None:
        self._under_way, self._has_failed = self._under_way - 1, False
        now = self.issue or sent
        self.saved, self.previous = kept, self.saved
        if self.previous and self.previous.year != kept.year:
            self.session.year = None
        self.years = sorted({*self.years, kept.year}, reverse=True)
        issue = kept if now == sent else merge_typed(sent, kept, now)
        self._use(issue, lambda part, kept: part.was_saved(kept))
        if self._is_edited:
            self._draft.start()
            self.session.warned.emit(f"已保存为第{kept.number}号。保存期间又改的还没有保存，请再点“保存”。")
        else:
            self.session.told.emit(f"已保存为第{kept.number}号。请导出任务包发给各单位。")
        everything_changed(self.session)

    def export_package(self) -> None:
        """Write the plan package to the chosen folder."""
        folder = self.folder.folder()
        if folder is None:
            self.session.refused.emit(NO_FOLDER)
            return
        workspace, operator = self.session.workspace, self.session.operator
        year = self.saved.year if self.saved else None
        self.session.jobs.run(
            lambda _: export_plan(workspace, folder, operator, year),
            self._exported,
            label="正在导出任务包",
            owner=self,
            writes=True,
        )

    def _exported(self, path: Path) -> None:
        self.folder.remember()
        self.session.told.emit(
            f"任务包已导出：{path}。{self.folder.written_words(path)}请把右边的“本单位指纹”一并告诉各单位。"
        )


PAGES = (PageSpec(ISSUE, "任务下发", 90, IssuePage, frozenset({CENTRE}), icon="send", group=ASSESSMENT),)
