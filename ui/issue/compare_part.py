"""A corrected text beside the plan that counts: what goes on as what, decided line by line before it is used."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from models.plan_text.comparison import ComparedRow, Comparison, Verdict
from models.records.plan import Item, Plan
from ui.issue.decisions import TONES, choices, current_choice, summary_words
from ui.kit.combo_box import ComboBox
from ui.kit.labels import column, main_button, prose, row, several_lines, with_name
from ui.kit.tables.head import ColumnHead
from ui.kit.tables.rows_table import RowsTable

ABOUT = (
    "左边是现在的事项，右边是导入的。落实情况、定额、指标和佐证材料跟着事项走，不跟着项号走；"
    "删去的事项，单位填过的都保留，印作已删去。请逐行核对，程序认得不对的，在下面改。"
)


class ComparePart(QWidget):
    """The comparison as a table, old left and new right, and below it what to do about the line in front.

    Signals:
        accepted: The `Plan` that is to be used, with uids.
        closed: Nothing is to be imported after all.
    """

    accepted = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found: Comparison | None = None
        self._before: list[Comparison] = []
        self.summary = prose("")
        self.table: RowsTable[ComparedRow] = RowsTable(
            self._heads(), "没有可以比较的事项。", name="新旧事项对照", key=_key
        )
        self.old_text, self.new_text = several_lines("原来的正文"), several_lines("导入的正文")
        for box in (self.old_text, self.new_text):
            box.setReadOnly(True)
            box.setFixedHeight(box.fontMetrics().lineSpacing() * 4 + 16)
        self.decision = with_name(ComboBox(), "这一行的处理")
        self.undo = QPushButton("撤销上一处决定")
        self.undo.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        self.leave, self.use = QPushButton("取消导入"), main_button("按此替换工作要点")
        texts, below = row(self.old_text, self.new_text), row(prose("这一行："), self.decision)
        below.setStretch(1, 1)
        layout = column(
            prose(ABOUT, "soft"), self.summary, self.table, texts, below, row(self.undo, None, self.leave, self.use)
        )
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.table.picked.connect(self._pick)
        self.decision.activated.connect(self._decide)
        self.undo.clicked.connect(self.take_back)
        self.leave.clicked.connect(self.closed)
        self.use.clicked.connect(self._use)

    def _heads(self) -> list[ColumnHead[ComparedRow]]:
        return [
            ColumnHead("变化", 4, lambda line: line.verdict.value, tone=lambda line: TONES.get(line.verdict)),
            ColumnHead("原项号", 4, lambda line: line.old.number if line.old else None),
            ColumnHead("原来的事项", 18, lambda line: line.old.title if line.old else ""),
            ColumnHead("新项号", 4, lambda line: line.new.number if line.new else None),
            ColumnHead("导入的事项", 18, lambda line: line.new.title if line.new else ""),
            ColumnHead("进度如何处理", 18, lambda line: self.found.words(line) if self.found else ""),
        ]

    def show_comparison(self, found: Comparison) -> None:
        """Begin with what the wording suggests."""
        self._before = []
        self._show(found)
        lines = self.table.rows.rows
        if lines:
            self.table.selectRow(next((at for at, line in enumerate(lines) if line.verdict is not Verdict.SAME), 0))

    def _show(self, found: Comparison) -> None:
        self.found = found
        self.summary.setText(f"认出：{summary_words(found)}。")
        self.undo.setEnabled(bool(self._before))
        self.table.show_rows(found.rows())
        line = self.table.current()
        if line:
            self._pick(line)

    def _pick(self, line: ComparedRow) -> None:
        if self.found is None:
            return
        self.old_text.setPlainText(_text(line.old))
        self.new_text.setPlainText(_text(line.new))
        self.decision.clear()
        self.decision.addItems([one.words for one in choices(self.found, line)])
        self.decision.setCurrentIndex(current_choice(self.found, line))

    def _decide(self, at: int) -> None:
        line = self.table.current()
        if self.found is None or line is None or at == current_choice(self.found, line):
            return
        self._before.append(self.found)
        self._show(choices(self.found, line)[at].then)

    def take_back(self) -> None:
        """Give up the last decision."""
        if self._before:
            self._show(self._before.pop())

    def _use(self) -> None:
        if self.found:
            plan: Plan = self.found.plan()
            self.accepted.emit(plan)


def _text(item: Item | None) -> str:
    return f"{item.number}. {item.title}\n{item.text}" if item else "（没有）"


def _key(line: ComparedRow) -> tuple[int, int]:
    """A line stays in front when its new item is another's: by that item, else by the old one."""
    return (0, line.new.number) if line.new else (1, line.old.uid if line.old else 0)
