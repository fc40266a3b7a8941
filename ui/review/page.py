"""报送情况: units by periods; approve, return, confirm the day of receipt, export receipts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QWidget,
)

from models.merge.report import merged_changes
from models.merge.states import REVIEWED
from models.merge.undo import undo_merge
from models.records.tone import Tone
from models.store.base.workspace import CENTRE
from models.store.records.drafts import FormDraft, Unsaved
from models.store.records.packages import PackageRow
from models.submit.centre import confirm_received, export_receipts, review_submission, unreachable_units
from ui.base.loading import Loader, everything_changed
from ui.base.page import Page, PageSpec
from ui.base.places import FINDINGS, GATHERED, REPORTS, print_for
from ui.base.plain_text import plain_tip
from ui.base.session import Session
from ui.base.ticket import Ticket
from ui.base.tokens import SPACE
from ui.kit.after_backup import after_backup
from ui.kit.combo_box import YearChoice
from ui.kit.copying import copy_by_keys
from ui.kit.folder_box import NO_FOLDER, FolderBox
from ui.kit.labels import (
    card,
    card_head,
    column,
    flush,
    main_button,
    on_ground,
    prose,
    row,
    scrolled,
    side_by_side,
    small_button,
    with_name,
)
from ui.kit.record_names import with_record_names as named_for
from ui.kit.tables.changes_table import MOST, ChangeLine, difference_lines
from ui.kit.tables.chips import TONE_ROLE, ChipDelegate
from ui.kit.tables.leading import leads_into
from ui.kit.tables.look import BESIDE, dress_table, size_columns
from ui.review.explanations_tab import ExplanationsTab
from ui.review.facts import Cell, Reports, read_reports, totals
from ui.review.report_filter import ReportFilter
from ui.review.review_panel import ReviewPanel

CELL_ROLE = int(Qt.ItemDataRole.UserRole)
UNIT_ROLE = TONE_ROLE + 1
FIXED = ("单位",)
HELD, DAY_OF_RECEIPT = (REPORTS, ""), "received_on"
"""Under these names a date that could not be written goes through the lock."""
URGING_FORM, PHONE_LIST, LETTER_FORM = "urging-letter", "missing-units", "feedback-letter"
NAME, STATE, DAY = 10, 10, 12
"""Widths of columns in Chinese characters."""
ROOMY = 10


class ReportsPage(Page):
    """The grid on the left, the submission in front of the clerk on the right."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.reports: Reports | None = None
        self._part: str | None = None
        self._unwritten: dict[str, dt.date] = {}
        """The 收到日期 of packages that are not written yet."""
        self.year = YearChoice(session, self)
        self.sums, self.grid, self.filter = prose(""), with_name(QTableWidget(), "各单位各期的报送"), ReportFilter()
        copy_by_keys(self.grid)
        self.panel = ReviewPanel(session)
        self.folder, self.export = (
            FolderBox(session.memory, "receipts", label="回执存到的文件夹"),
            main_button("导出回执", "arrow_export"),
        )
        self.untold = prose("", "soft")
        self.urge = small_button("催报单", "给选中的单位各一份催报单；没有选单位时给每个到期未报的单位")
        self.phones = small_button("联系表", "到期未报、退回未重报的单位，附联系人和电话，可以打印")
        self.explanations, self.tabs = ExplanationsTab(session), QTabWidget()
        self._assemble()
        self._connect()
        self.loader = Loader(self, session, lambda office: read_reports(office, session.year), self.show_reports)

    def _assemble(self) -> None:
        self._look_of_grid()
        self.untold.setWordWrap(False)
        receipts = row(self.urge, self.phones, self.untold, None, prose("存到"), self.folder, self.export)
        receipts.setStretch(5, 2)
        whole = QWidget()
        inside = column(self.sums, self._side_by_side(), receipts, margin=0)
        inside.setContentsMargins(0, SPACE, 0, 0)
        inside.setStretch(1, 1)
        whole.setLayout(inside)
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(whole, "各单位各期")
        self.tabs.addTab(self.explanations, "经验校验和说明")
        layout = on_ground(self.tabs)
        self.setLayout(layout)

    def _look_of_grid(self) -> None:
        grid = self.grid
        grid.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        grid.setItemDelegate(ChipDelegate(grid))
        dress_table(grid)
        grid.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        names = grid.verticalHeader()  # the names stay in view however far the periods scroll
        names.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        names.setFixedWidth(grid.fontMetrics().horizontalAdvance("国") * NAME + BESIDE)
        names.setHighlightSections(False)
        names.setTextElideMode(Qt.TextElideMode.ElideRight)

    def _side_by_side(self) -> QSplitter:
        """The grid with its filter, and what is known of the cell in front."""
        area = scrolled(self.panel, "选中的报送")
        left = card(card_head(self.filter), flush(self.grid), margin=0)
        split = side_by_side(left, card(area))
        split.setSizes([540, 660])
        for at in (0, 1):
            split.setStretchFactor(at, 1)  # a narrow window takes from both
        return split

    def _connect(self) -> None:
        self.year.chosen.connect(self._turn_year)
        self.grid.currentItemChanged.connect(self._turn)
        self.grid.itemSelectionChanged.connect(self._choose)
        self.filter.changed.connect(self._again)
        leads_into(self.filter.words, self.grid)
        self.explanations.opened.connect(lambda one: self.session.record_wanted.emit(one.ledger, one.uid))
        self.panel.changes.opened.connect(
            lambda line: self.session.record_wanted.emit(line.change.ledger, line.change.uid)
        )
        self.panel.received.connect(self._confirm)
        self.panel.received_all.connect(self._confirm_all)
        self.urge.clicked.connect(lambda: self._print(URGING_FORM))
        self.phones.clicked.connect(lambda: self._print(PHONE_LIST))
        self.panel.letter_wanted.connect(lambda: self._print(LETTER_FORM))
        self.tabs.currentChanged.connect(self._turn_tab)
        self.panel.approved.connect(lambda: self._review("approved", ""))
        self.panel.returned.connect(lambda reason: self._review("returned", reason))
        self.panel.undone.connect(self._undo)
        self.export.clicked.connect(self.export_to)

    def _print(self, form: str) -> None:
        year = self.reports.issue.year if self.reports else None
        print_for(self.session, form, self._units_chosen(), year=year)

    def _turn_year(self, _year: int) -> None:
        self.panel.settle()
        self.loader.reload()
        self._turn_tab(self.tabs.currentIndex())

    def leave(self) -> bool:
        """Save the 收到日期 that is being typed."""
        self.panel.settle()
        return True

    def not_written(self) -> Unsaved:
        """The 收到日期 that could not be written, each by the id of its package."""
        self.leave()
        if self._unwritten:
            self.session.jobs.finish_writing()
        if self._unwritten:
            self._write_days({})
            self.session.jobs.finish_writing()
        held = [FormDraft(package, {DAY_OF_RECEIPT: day}) for package, day in self._unwritten.items()]
        return {HELD: held} if held and not self.session.read_only else {}

    def _write_carried(self) -> None:
        """Write the dates that the lock left in memory only."""
        if carried := self.session.carried.pop(HELD, []):
            self._write_days({one.uid: one.fields[DAY_OF_RECEIPT] for one in carried})

    def heading(self) -> Sequence[QWidget | None]:
        """The year."""
        return (self.year, None)

    def appear(self) -> None:
        """Look for drives and read the submissions again, in a worker."""
        self.folder.refresh()
        self._write_carried()
        self.loader.reload()

    def show_reports(self, reports: Reports | None) -> None:
        """Fill the page from what a worker has read; the cell selected stays selected."""
        self.reports = reports
        self.panel.moved.forget()
        if reports is None:
            self.sums.setText("还没有下发工作要点：请先在“任务下发”里导入并保存。")
            return
        self.year.show_years(reports.years, reports.issue.year)
        self.sums.setText("\n".join(totals(reports, period) for period in reports.issue.periods))
        self.untold.setText(f"有{reports.untold}份报送还没有导出回执。" if reports.untold else "回执都已导出。")
        self.export.setEnabled(bool(reports.untold))
        self.filter.offer(reports)
        if self._part is not None:
            self._to_part()
        self._again()

    def _again(self) -> None:
        """Show the units that fit; the cells chosen stay so as far as they are still there."""
        if self.reports is None:
            return
        kept, column_ = self.panel.cell, self.grid.currentColumn()
        chosen = [(self._unit_at(one.row()), one.column()) for one in self.grid.selectedIndexes()]
        self.grid.blockSignals(True)
        self._fill(self.reports)
        codes = [self._unit_at(line) for line in range(self.grid.rowCount())]
        if kept and kept.unit.code in codes:
            self.grid.setCurrentCell(codes.index(kept.unit.code), column_)
        for code, at in chosen:
            item = self.grid.item(codes.index(code), at) if code in codes else None
            if item:
                item.setSelected(True)
        self.grid.blockSignals(False)
        self._turn()

    def _unit_at(self, line: int) -> str:
        return str(self.grid.model().index(line, 0).data(UNIT_ROLE))

    def show_part(self, name: str) -> None:
        """Show the units that another page's figure counts, over what is read anew."""
        if name == FINDINGS:
            self.tabs.setCurrentWidget(self.explanations)
            return
        self.tabs.setCurrentIndex(0)
        self._part = name
        if self.reports:
            self._to_part()

    def _to_part(self) -> None:
        self.filter.put(self._part)
        self._part = None

    def search(self) -> None:
        """Put the cursor into the search box."""
        self.filter.words.setFocus()

    def _fill(self, reports: Reports) -> None:
        periods = reports.issue.periods
        heads = [*FIXED, *(head for period in periods for head in (period.label, "收到日期"))]
        grid = self.grid
        grid.clear()
        grid.setColumnCount(len(heads))
        units = self.filter.narrowed(reports)
        grid.setRowCount(len(units))
        grid.setHorizontalHeaderLabels(heads)
        grid.setColumnHidden(0, True)
        size_columns(grid, [NAME, *([STATE, DAY] * len(periods))])
        for line, unit in enumerate(units):
            name = QTableWidgetItem(unit.name)
            name.setData(UNIT_ROLE, unit.code)
            words = reports.cells[unit.code, reports.issue.periods[0].id].unit_words if reports.issue.periods else ""
            name.setToolTip(plain_tip(f"{unit.name}（{unit.code}，{unit.category}）。{words}"))
            grid.setItem(line, 0, name)
            grid.setVerticalHeaderItem(line, name.clone())
            for place, period in enumerate(periods):
                cell = reports.cells[unit.code, period.id]
                for offset, item in enumerate(_items(cell)):
                    grid.setItem(line, len(FIXED) + 2 * place + offset, item)

    def _turn(self) -> None:
        item = self.grid.currentItem()
        cell = item.data(CELL_ROLE) if item else None
        if not isinstance(cell, Cell):
            self.panel.show_cell(None, [])
            return
        remarks = self.reports.remarks.get(cell.row.id, []) if self.reports and cell.row else []
        self.panel.show_cell(cell, remarks)
        self._choose()
        if cell.row and cell.can_be_reviewed:
            self._compare(cell.row)

    def _compare(self, row: PackageRow) -> None:
        workspace, issue = self.session.workspace, self.reports.issue if self.reports else None

        def read(_ticket: Ticket) -> list[ChangeLine]:
            with workspace.read() as connection:
                found = merged_changes(connection, row, named_only=True)
                return list(islice(difference_lines(named_for(found, issue, row.unit)), MOST))

        self.session.jobs.run(read, lambda lines: self._compared(row.id, lines), owner=self)

    def _compared(self, package: str, lines: list[ChangeLine]) -> None:
        cell = self.panel.cell
        if cell and cell.row and cell.row.id == package:
            self.panel.show_changes(lines)

    def _chosen(self) -> list[Cell]:
        """The submissions of the selected cells that can be reviewed, from the top."""
        found = [item.data(CELL_ROLE) for item in self.grid.selectedItems()]
        cells = {one.row.id: one for one in found if isinstance(one, Cell) and one.row and one.can_be_reviewed}
        return list(cells.values())

    def _choose(self) -> None:
        self.panel.show_chosen(len(self._chosen()))

    # Acting

    def _confirm(self, day: dt.date) -> None:
        if (cell := self.panel.cell) and cell.row:
            self._write_days({cell.row.id: day}, f"已登记{cell.unit.name}的收到日期：{day}。")

    def _confirm_all(self, day: dt.date) -> None:
        packages = [cell.row.id for cell in self._chosen() if cell.row]
        self._write_days(dict.fromkeys(packages, day), f"已登记{len(packages)}份报送的收到日期：{day}。")

    def _write_days(self, days: dict[str, dt.date], said: str = "") -> None:
        """Write these days of receipt with those that could not be written before."""
        workspace, operator = self.session.workspace, self.session.operator
        self._unwritten |= days
        wanted = dict(self._unwritten)

        def task(_ticket: Ticket) -> None:
            for package, day in wanted.items():
                confirm_received(workspace, package, day, operator)

        def done(_none: None) -> None:
            self._unwritten = dict(self._unwritten.items() - wanted.items())
            self._done(said or f"已登记{len(wanted)}份报送的收到日期。")

        self.session.jobs.run(task, done, owner=self, writes=True)

    def _units_chosen(self) -> list[str]:
        """Units of the selected lines; none stands for all that a letter concerns."""
        return [self._unit_at(line) for line in sorted({index.row() for index in self.grid.selectedIndexes()})]

    def _turn_tab(self, at: int) -> None:
        """Check the units that changed when the list of warnings is looked at."""
        if self.tabs.widget(at) is self.explanations:
            self.explanations.reload()

    def _review(self, verdict: str, reason: str) -> None:
        cell = self.panel.cell
        if cell is None or cell.row is None:
            return
        if len(self._chosen()) > 1:
            self._review_all(self._chosen(), verdict, reason)
            return
        workspace, operator, package = self.session.workspace, self.session.operator, cell.row.id
        before = self.reports.remarks.get(package, []) if self.reports else []
        known = {(one.ledger, one.uid, one.field, one.text) for one in before}
        notes = [one for one in self.panel.remarks.notes if (one.ledger, one.uid, one.field, one.text) not in known]
        words = REVIEWED[verdict]
        self.session.jobs.run(
            lambda _: review_submission(workspace, package, verdict, reason, notes, operator),
            lambda _: self._done(f"{cell.unit.name}的{cell.period.label}报送：已{words}。请导出回执带给该单位。"),
            owner=self,
            writes=True,
        )

    def _review_all(self, cells: list[Cell], verdict: str, reason: str) -> None:
        workspace, operator = self.session.workspace, self.session.operator
        packages = [cell.row.id for cell in cells if cell.row]
        words = REVIEWED[verdict]

        def task(_ticket: Ticket) -> None:
            for package in packages:
                review_submission(workspace, package, verdict, reason, [], operator)

        self.session.jobs.run(
            task, lambda _: self._done(f"已{words}{len(packages)}份报送。请导出回执。"), owner=self, writes=True
        )

    def _undo(self) -> None:
        cell = self.panel.cell
        if cell is None:
            return
        workspace, operator, unit = self.session.workspace, self.session.operator, cell.unit

        def go() -> None:
            self.session.jobs.run(
                lambda _: undo_merge(workspace, unit.code, operator),
                lambda done: self._done(
                    f"已撤销{unit.name}第{done.row.sequence}次报送的合并："
                    f"{done.restored}条回到合并前，{done.vanished}条去掉；需要时可以再合并一次。"
                ),
                label="正在撤销合并",
                owner=self,
                writes=True,
            )

        after_backup(self.session, "撤销合并", go, self)

    def _done(self, words: str) -> None:
        self.session.told.emit(words)
        everything_changed(self.session)
        self.loader.reload()

    def export_to(self) -> None:
        """Write the receipts that are due to the chosen folder."""
        folder = self.folder.folder()
        if folder is None:
            self.session.refused.emit(NO_FOLDER)
            return
        workspace, operator = self.session.workspace, self.session.operator
        self.session.jobs.run(
            lambda _: (export_receipts(workspace, folder, operator), unreachable_units(workspace)),
            self._exported,
            label="正在导出回执",
            owner=self,
            writes=True,
        )

    def _exported(self, done: tuple[list[Path], list[str]]) -> None:
        files, unreached = done
        told = f"{'、'.join(unreached)}没有可用的密钥，没有导出它们的回执。" if unreached else ""
        if not files:
            self.session.refused.emit(told or "没有要导出的回执。")
            return
        self.folder.remember()
        self._done(f"{told}已导出{len(files)}份回执，存在{files[0].parent}。{self.folder.written_words(files[0])}")


def _items(cell: Cell) -> tuple[QTableWidgetItem, QTableWidgetItem]:
    state, day = QTableWidgetItem(cell.state + "（有零报）" * bool(cell.zero)), QTableWidgetItem(_day_words(cell))
    for item in (state, day):
        item.setData(CELL_ROLE, cell)
        item.setToolTip(plain_tip(f"{cell.unit.name} {cell.period.label}：{cell.state}，{cell.timing.value}"))
    state.setData(TONE_ROLE, Tone.BAD if cell.is_overdue else cell.state.tone)
    day.setData(TONE_ROLE, Tone.WARN if cell.days_late else None)
    return state, day


def _day_words(cell: Cell) -> str:
    if cell.received is None:
        return ""
    if not (cell.row and cell.row.received_on):
        return f"{cell.received}？"
    return f"{cell.received}" + f" 迟{cell.days_late}天" * bool(cell.days_late)


PAGES = (PageSpec(REPORTS, "报送情况", 30, ReportsPage, frozenset({CENTRE}), icon="mail_read", group=GATHERED),)
