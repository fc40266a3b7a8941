"""One submission under review: when it came, what it brought, approve or return."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from models.assess.inputs import Timing
from models.clock import local_day
from models.merge.from_centre import RemarkNote
from models.merge.outcome import MergeCounts
from models.rules.dates import date_fault, day_example, read_date
from models.store.records.packages import Remark
from ui.base.plain_text import Label
from ui.base.session import Session
from ui.base.tokens import SPACE
from ui.base.typed_drafts import TypedDrafts
from ui.kit.confirm_box import ConfirmBox, ConfirmQuestion
from ui.kit.labels import column, group_head, main_button, prose, row, several_lines, small_button, with_name
from ui.kit.tables.changes_table import HEADS, ChangeLine
from ui.kit.tables.rows_table import RowsTable
from ui.review.facts import Cell
from ui.review.moved_line import MovedLine
from ui.review.remark_editor import RemarkEditor

REASON_LINES, CHANGE_LINES = 2, 10
REMARKS = "对记录的意见（可以不写；要写的先加好，再点退回或通过）"
REMARKS_OF_MANY = "对记录的意见：只选一份报送时才能写"


class ReviewPanel(QWidget):
    """Shows the submission of one cell of the grid, and approves or returns it.

    Signals:
        received: The 收到日期 the clerk confirmed.
        approved: Approve.
        received_all: The 收到日期 of all chosen submissions.
        returned: Return, with this reason.
        undone: Take the merge back.
        letter_wanted: The 反馈意见书 of the unit is wanted.
    """

    received = Signal(object)
    received_all = Signal(object)
    approved = Signal()
    returned = Signal(str)
    undone = Signal()
    letter_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.cell: Cell | None = None
        self._shown: tuple[str, tuple[RemarkNote, ...]] = "", ()
        self._drafts = TypedDrafts[tuple[str, tuple[RemarkNote, ...]]]()
        self.head, self.about = group_head("选中左边的一格"), prose("", "soft")
        self.letter = small_button("反馈意见书", "给这个单位（或左边选中的几个）的反馈意见书，到“统计与打印”里看和打印")
        self.letter.clicked.connect(self.letter_wanted)
        self.day, self.day_note = with_name(QLineEdit(), "收到日期"), prose("", "soft")
        self.changes: RowsTable[ChangeLine] = RowsTable(HEADS, "和上次报送相比没有变化。", name="与上次报送的差别")
        self.changes.setFixedHeight(self.changes.fontMetrics().lineSpacing() * CHANGE_LINES)
        self.moved = MovedLine(session, self)
        self.remarks_head = group_head(REMARKS)
        self.remarks, self.reason = RemarkEditor(session), several_lines("退回理由")
        self.reason.refused.connect(session.refused)
        self.approve, self.give_back = main_button("通过"), QPushButton("退回")
        self.same_day = small_button("选中的都按这一天", "把这个收到日期登记给左边选中的每一份报送")
        self.same_day.clicked.connect(self._same_day)
        self.question = ConfirmBox()
        self.undo = small_button("撤销合并…", "把这个单位最近一次合并的内容全部退回到合并前；导出回执以后不能撤销")
        self._assemble()
        self.day.returnPressed.connect(self._day_given)
        self.day.editingFinished.connect(self.settle)
        self.reason.textChanged.connect(self._allow)
        self.approve.clicked.connect(self.approved)
        self.undo.clicked.connect(self._ask_undo)
        self.give_back.clicked.connect(lambda: self.returned.emit(self.reason.toPlainText().strip()))
        self.show_cell(None, [])

    def _assemble(self) -> None:
        self.day.setPlaceholderText(f"例如 {self._session.today():%Y%m%d}")
        self.day.setMaximumWidth(self.day.fontMetrics().averageCharWidth() * 18)
        self.reason.setPlaceholderText("退回必须写明原因，填报单位会在回执里看到")
        self.reason.setFixedHeight(self.reason.fontMetrics().lineSpacing() * REASON_LINES + 16)
        dates = row(Label("收到日期"), self.day, self.same_day, None)
        self.body = QWidget()
        buttons = row(self.approve, self.give_back, None, self.undo)
        # What decides comes first: what it rests on may be longer than the window is high.
        decide = (dates, self.day_note, group_head("审核"), self.reason, buttons, self.question)
        rests_on = (group_head("与上次报送的差别"), self.moved.words, self.changes, self.remarks_head, self.remarks)
        self.body.setLayout(column(*decide, *rests_on, margin=0))
        top = row(self.head, self.letter)
        top.setStretch(0, 1)
        layout = column(top, self.about, self.body, None, margin=0)
        layout.setContentsMargins(SPACE, 0, SPACE, 0)
        self.setLayout(layout)

    def show_cell(self, cell: Cell | None, remarks: list[Remark]) -> None:
        """Show a cell; None while none is chosen. A reason and remarks not yet sent wait for their submission."""
        same = self.cell and cell and self.cell.row and cell.row and self.cell.row.id == cell.row.id
        if not same and self.cell and self.cell.row:
            typed = self.reason.toPlainText(), tuple(self.remarks.notes)
            self._drafts.keep(self.cell.row.id, self._shown, typed)
        self.cell = cell
        self.body.setVisible(cell is not None and cell.can_be_reviewed)
        self.letter.setVisible(cell is not None)
        if not same:
            self.show_changes([])
        self.moved.show_for(cell.row if cell and cell.can_be_reviewed else None)
        if cell is None:
            self.about.setText("在左边的表里选一个单位的一期，就能在这里登记收到日期、通过或退回。")
            return
        times = f"第{cell.row.sequence}次" if cell.row and cell.row.sequence else ""
        self.head.setText(f"{cell.unit.name} · {cell.period.label} {times}")
        self.about.setText(_about(cell))
        if not (same and self.day.isModified()):  # read again meanwhile it takes no date that is being typed
            self.day.setText(_day(cell))
        self.day_note.setText(_timing_words(cell))
        if not same:
            known = (RemarkNote(ledger=one.ledger, uid=one.uid, field=one.field, text=one.text) for one in remarks)
            self._shown = cell.row.review_reason if cell.row else "", tuple(known)
            reason, notes = self._drafts.take(cell.row.id if cell.row else "", self._shown)
            self.reason.setPlainText(reason)
            self.remarks.show_unit(cell.unit.code, notes)
        self._allow()

    def _ask_undo(self) -> None:
        if self.cell:
            words = (
                f"撤销{self.cell.unit.name}最近一次合并：那次报送带来的新增、修改和删除全部退回到合并前，"
                "审核结果也不再算；需要时可以再合并一次。"
            )
            self.question.ask(ConfirmQuestion(words, "撤销合并"), lambda _: self.undone.emit())

    def show_changes(self, lines: list[ChangeLine]) -> None:
        """List what the submission of the selected cell changed."""
        self.changes.show_rows(lines)

    def show_chosen(self, count: int) -> None:
        """Several cells are chosen: approving and returning go for all of them."""
        many = f"（{count}份）" if count > 1 else ""
        self.same_day.setVisible(count > 1)
        self.same_day.setText(f"选中的{count}份都按这一天")
        self.approve.setText(f"通过{many}")
        self.give_back.setText(f"退回{many}")
        self.remarks.setEnabled(not many)
        self.remarks_head.setText(REMARKS_OF_MANY if many else REMARKS)

    def _allow(self) -> None:
        self.give_back.setEnabled(bool(self.reason.toPlainText().strip()))
        self.give_back.setToolTip("" if self.give_back.isEnabled() else "先写明退回原因")

    def _same_day(self) -> None:
        day = read_date(self.day.text())
        if day and day <= self._session.today():
            self.received_all.emit(day)

    def settle(self) -> None:
        """Confirm the date that was typed; one passed by confirms nothing, first the day of the merge stands there."""
        if self.day.isModified():
            self._day_given()

    def _day_given(self) -> None:
        self.day.setModified(False)
        day = read_date(self.day.text())
        if self.cell is None or (day and day.isoformat() == (self.cell.row.received_on if self.cell.row else "")):
            return
        if day is None:
            self.day_note.setText(f"日期{date_fault(self.day.text(), day_example(self._session.today()))}")
        elif day > self._session.today():
            self.day_note.setText(f"{day}还没有到，请改正。")
        else:
            self.received.emit(day)


def _day(cell: Cell) -> str:
    return (cell.row.received_on or local_day(cell.row.at)) if cell.row else ""


def _timing_words(cell: Cell) -> str:
    if cell.row is None:
        return ""
    sure = "已确认" if cell.row.received_on else "这是合并的日期，请改成实际收到的日期，按 Enter 确认"
    late = {Timing.ON_TIME: "按时", Timing.LATE: "迟报"}.get(cell.timing, cell.timing.value)
    due = f"期限{cell.period.due}，" if cell.period.due else ""
    first = f"第一次收到{cell.received}，" if cell.times > 1 else ""
    return f"{sure}；{due}{first}{late}。"


class _Report(msgspec.Struct):
    counts: MergeCounts = msgspec.field(default_factory=MergeCounts)
    note: dict[str, object] = {}


def _about(cell: Cell) -> str:
    if cell.row is None and cell.ground:
        return f"已登记纸质依据{cell.ground}，还没有录入内容：请到“收件合并›代录”录入，或者作零报送。{cell.unit_words}"
    if cell.row is None:
        return f"还没有收到报送包（{cell.timing.value}）。{cell.unit_words}"
    if not cell.has_reported:
        return cell.row.reason
    if cell.on_paper:
        return f"{cell.state}：{cell.row.reason}由本单位按纸质材料录入，改正请到“收件合并›代录”。"
    said = msgspec.json.decode(cell.row.report or "{}", type=_Report)
    counts, note = said.counts, said.note
    people = "、".join(
        f"{label}{note[name]}"
        for label, name in (("填表人", "operator"), ("审核人", "reviewer"), ("负责人", "head"))
        if note.get(name)
    )
    what = f"新增{counts.added}条，更新{counts.updated}条，删除{counts.deleted}条，未变{counts.unchanged}条"
    reason = f"\n{cell.row.reason}" if cell.row.reason else ""
    more = f"\n{cell.unit_words}" if cell.unit_words else ""
    return f"{cell.state}。{what}，冲突{counts.conflicts}条。{people}{reason}{more}"
