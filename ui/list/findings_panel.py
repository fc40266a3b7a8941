"""Findings of a check, and what can be done about the chosen ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QWidget

from models.check.answers import CONTRADICTED, can_be_explained, findings_alike, is_empty_ledger
from models.check.lines import FindingLine, Key, finding_key, finding_kind, finding_lines
from models.records.finding import Finding, Level
from models.records.tone import Tone
from reports.figures.record_names import item_of_title
from ui.base.tokens import SPACE
from ui.kit.combo_box import ComboBox
from ui.kit.labels import column, main_button, prose, row, with_name
from ui.kit.tables.head import ColumnHead
from ui.kit.tables.leading import leads_into
from ui.kit.tables.rows_table import RowsTable

ALL, ERRORS, WARNINGS, EXPLAINED = "全部", "必须改（逻辑校验）", "改或说明（经验校验）", "已说明"
MEANING = (
    "必须改（逻辑校验）：数据有错或缺了，改好才能报送。改或说明（经验校验）：看着不对、也可能没错，写明理由就能报送。"
)
OPEN_IT, CHOOSE = "必须改：双击或按 Enter 打开，光标就在那一栏。", "选中一条或几条问题，再选处理办法。"


def _group(finding: Finding) -> str:
    if finding.explained:
        return EXPLAINED
    return ERRORS if finding.level is Level.ERROR else WARNINGS


def _tone(line: FindingLine) -> Tone:
    if line.first.explained:
        return Tone.GOOD
    return Tone.BAD if line.first.level is Level.ERROR else Tone.WARN


HEADS: list[ColumnHead[FindingLine]] = [
    ColumnHead("要求", 7, lambda one: finding_kind(one.first), tone=_tone),
    ColumnHead("台账", 6, lambda one: one.ledger),
    ColumnHead("问题和改法", 34, lambda one: one.words),
]
RECORD = 2
"""Where the name of the record stands among them; the page knows it."""


class FindingsPanel(QWidget):
    """The table, and below it one line in which the chosen findings are dealt with.

    Signals:
        opened: A finding whose record is to be shown.
        explained: Findings and the reason given for them.
        zeroed: Findings on empty ledgers and the reason why they are.
        withdrawn: A finding on a 零报送 that is to be taken back.
    """

    opened = Signal(object)
    explained = Signal(list, str)
    zeroed = Signal(list, str)
    withdrawn = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.findings: list[Finding] = []
        self.opened_keys: set[Key] = set()
        self.which, self.words = ComboBox(), with_name(QLineEdit(placeholderText="搜索（Ctrl+F）"), "搜索校验结果")
        self.which.addItems([ALL, ERRORS, WARNINGS, EXPLAINED])
        self.words.setClearButtonEnabled(True)
        self._name: Callable[[Finding], str] = lambda one: one.title
        heads = [*HEADS[:RECORD], ColumnHead("记录", 10, self._title), *HEADS[RECORD:]]
        self.table: RowsTable[FindingLine] = RowsTable(heads, "没有发现问题。", name="校验结果", key=_place)
        self.together = QCheckBox("同类合成一行")
        self.together.setChecked(True)
        self.together.setToolTip("双击合成的一行，逐条展开")
        self.about, self.reason = prose("", "soft"), with_name(QLineEdit(), "说明理由")
        self.all_alike, self.act = QCheckBox("同类问题一并处理"), main_button("写入说明")
        self.open = main_button("打开记录")
        self.open.setProperty("main", False)
        self._assemble()
        self._connect()
        self._look()

    def _assemble(self) -> None:
        top = row(self.which, self.words, self.together)
        self.which.setToolTip(MEANING)
        self.which.setAccessibleName("只看")
        top.setStretch(1, 1)
        self.box = QFrame()
        below = row(self.reason, self.all_alike, self.act, self.open, None)
        below.setStretch(0, 4)
        inside = column(self.about, below, margin=0)
        self.box.setLayout(inside)
        layout = column(top, self.table, self.box, margin=0)
        layout.setStretch(1, 1)
        layout.setSpacing(SPACE)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.which.currentIndexChanged.connect(self._fill)
        self.words.textChanged.connect(self._fill)
        leads_into(self.words, self.table)
        self.table.opened.connect(self._open_line)
        self.together.toggled.connect(self._regroup)
        self.table.selectionModel().selectionChanged.connect(self._look)
        self.table.rows.modelReset.connect(self._look)
        self.all_alike.toggled.connect(self._look)
        self.reason.textChanged.connect(self._look)
        self.reason.returnPressed.connect(self._do)
        self.act.clicked.connect(self._do)
        self.open.clicked.connect(self._open)

    def _title(self, line: FindingLine) -> str:
        if not line.is_group:
            return self._name(line.first)
        if item_of_title(line.first.title) is None:
            return line.title
        return f"{self._name(line.first).partition(' ')[0]}等{len(line.findings)}处"

    def show_findings(self, findings: Sequence[Finding], name: Callable[[Finding], str] | None = None) -> None:
        """Show the outcome of a check; `name` says what the record of a finding is called."""
        self.findings, self._name = list(findings), name or self._name
        self._fill()

    def _fill(self) -> None:
        which = self.which.currentText()
        wanted = [one for one in self.findings if which in (ALL, _group(one))]
        words = self.words.text().strip()
        together = self.together.isChecked() and not words  # a line for several says of the first only what it says
        whole = self.opened_keys if together else {finding_key(one) for one in wanted}
        self.table.show_rows(finding_lines(wanted, whole))
        self.table.rows.narrow(words)

    def _regroup(self) -> None:
        self.opened_keys.clear()
        self._fill()

    def chosen(self) -> list[Finding]:
        """The findings of the chosen lines."""
        return [one for line in self.table.chosen() for one in line.findings]

    def targets(self) -> list[Finding]:
        """The chosen findings, with all of the same kind where that is ticked."""
        chosen = self.chosen()
        return findings_alike(self.findings, chosen) if self.all_alike.isChecked() else chosen

    def _look(self) -> None:
        """Offer what can be done about the chosen findings."""
        chosen, targets = self.chosen(), self.targets()
        zero = [one for one in targets if is_empty_ledger(one)]
        explain = [one for one in targets if can_be_explained(one)]
        withdraw = bool(chosen) and chosen[0].code == CONTRADICTED
        typed = bool(self.reason.text().strip())
        lines = self.table.chosen()
        self.open.setEnabled(len(lines) == 1)
        self.open.setText(f"逐条展开（{len(chosen)}）" if len(lines) == 1 and lines[0].is_group else "打开记录")
        self.all_alike.setVisible(bool(zero or explain))
        self.reason.setVisible(bool(zero or explain))
        self.act.setVisible(bool(zero or explain) or withdraw)
        if zero:
            self._say(
                "这些台账没有记录：写明理由后作零报送，例如：本单位本年没有应诉案件。", f"作零报送（{len(zero)}个）"
            )
            self.act.setEnabled(typed)
        elif explain:
            self._say("数据没有错的，写明理由即可报送，例如：证件正在换发，已报省里。", f"写入说明（{len(explain)}条）")
            self.act.setEnabled(typed)
        elif withdraw:
            self._say("台账里已有记录，又作了零报送。", "删除零报送")
            self.act.setEnabled(True)
        else:
            self._say(OPEN_IT if chosen else f"{CHOOSE}{MEANING}", "写入说明")
        self.reason.setPlaceholderText("没有内容的理由" if zero else "说明")

    def _say(self, about: str, act: str) -> None:
        lines = self.table.chosen()
        self.about.setText(f"{lines[0].first.message}\n{about}" if len(lines) == 1 else about)
        self.act.setText(act)

    def _do(self) -> None:
        chosen, targets, reason = self.chosen(), self.targets(), self.reason.text().strip()
        zero = [one for one in targets if is_empty_ledger(one)]
        if not self.act.isVisible() or not self.act.isEnabled():
            return
        if zero:
            self.zeroed.emit(zero, reason)
        elif any(can_be_explained(one) for one in targets):
            self.explained.emit([one for one in targets if can_be_explained(one)], reason)
        elif chosen:
            self.withdrawn.emit(chosen[0])
        self.reason.clear()

    def _open(self) -> None:
        current = self.table.current()
        if current:
            self._open_line(current)

    def _open_line(self, line: FindingLine) -> None:
        """Go to the record; several are shown one by one first."""
        if not line.is_group:
            self.opened.emit(line.first)
            return
        self.opened_keys.add(line.key)
        self._fill()


def _place(line: FindingLine) -> object:
    """What the first finding of a line is about; explained or said in other words it stays the same one."""
    one = line.first
    return one.code, one.ledger, one.uid, one.field
