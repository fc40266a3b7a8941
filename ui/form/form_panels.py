"""What a form shows below or over its fields when asked: help, the reason for a warning, the record's history."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QTreeWidget, QTreeWidgetItem, QWidget

from models.clock import local_minute
from models.records.entry import Entry
from models.records.finding import Finding
from ui.base.plain_text import Label, plain_tip
from ui.base.tokens import SPACE
from ui.form.field_help import field_help
from ui.form.field_row import FieldRow
from ui.form.history import RecordVersion
from ui.kit.copying import copy_by_keys
from ui.kit.labels import column, main_button, prose, row, small_button


class HelpStrip(QFrame):
    """F1: what the field with the cursor means; follows the cursor until it is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.head, self.text = Label(), prose("", "soft")
        font = self.head.font()
        font.setBold(True)
        self.head.setFont(font)
        self.closer = small_button("✕", "关闭说明（F1）")
        self.closer.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.closer.clicked.connect(self.hide)
        self.setLayout(column(row(self.head, None, self.closer), self.text, margin=SPACE))
        self.hide()

    def explain(self, at: FieldRow) -> None:
        """Say what a field means, and in full what is noted below it."""
        field = at.field
        self.head.setText(f"{field.label} *" if field.spec.required else field.label)
        self.text.setText("\n".join(filter(None, (at.notes.text, field_help(field)))))


class ExplainLine(QFrame):
    """One line in which a warning that is right as it stands gets its reason.

    Signals:
        given: The finding and the reason.
    """

    given = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.finding: Finding | None = None
        self.about, self.line = prose("", "warning"), QLineEdit(placeholderText="为什么没有错，例如：证件正在换发")
        self.line.setAccessibleName("说明理由")
        keep, back = main_button("写入说明"), QPushButton("取消")
        keep.clicked.connect(self._give)
        self.line.returnPressed.connect(self._give)
        back.clicked.connect(self.hide)
        below = row(self.line, keep, back)
        below.setStretch(0, 1)
        self.setLayout(column(self.about, below, margin=SPACE))
        self.hide()

    def ask(self, finding: Finding) -> None:
        """Show the warning and put the cursor where its reason (说明) is typed."""
        self.finding = finding
        self.about.setText(f"▲ {finding.message}")
        self.line.setText(finding.explained)
        self.show()
        self.line.setFocus()

    def _give(self) -> None:
        reason = self.line.text().strip()
        if self.finding and reason:
            self.hide()
            self.given.emit(self.finding, reason)


class HistoryPanel(QWidget):
    """Shows who changed what in a record, newest first, and offers to restore a version.

    Signals:
        wanted: The version to go back to.
        closed: Back to the form.
    """

    wanted = Signal(object)
    closed = Signal()

    def __init__(self, *, read_only: bool) -> None:
        super().__init__()
        self.tree = QTreeWidget()
        copy_by_keys(self.tree)
        self.tree.setHeaderLabels(["改了什么", "原来", "改成"])
        self.tree.setAccessibleName("修改历史")
        self.tree.setWordWrap(True)
        self.tree.setAlternatingRowColors(True)
        for at, width in enumerate((9, 9)):
            self.tree.setColumnWidth(at, width * self.tree.fontMetrics().horizontalAdvance("国"))
        self.go, self.back = main_button("恢复到选中的版本"), QPushButton("返回表单")
        self.go.clicked.connect(self._go)
        self.back.clicked.connect(self.closed)
        self.tree.itemSelectionChanged.connect(self._look)
        words = "每次保存都留一版；恢复也是一次修改，可以再撤销。"
        self.setLayout(column(prose(words, "soft"), self.tree, row(self.go, self.back, None), margin=SPACE))
        self.go.setHidden(read_only)

    def show_versions(self, versions: list[RecordVersion]) -> None:
        """List a record's versions, newest first, each with the fields it changed: label, before, after."""
        self.tree.clear()
        for number, version in enumerate(versions):
            change = version.change
            now = "（现在）" if number == 0 else ""
            item = QTreeWidgetItem([f"{local_minute(change.at)}　{change.operator}　{version.act}{now}"])
            item.setData(0, Qt.ItemDataRole.UserRole, None if number == 0 else version.entry)
            item.setFirstColumnSpanned(True)
            for one in version.differences:
                line = QTreeWidgetItem([one.label, one.before, one.after])
                for at, words in enumerate((one.before, one.after), 1):
                    line.setToolTip(at, plain_tip(words))
                item.addChild(line)
            self.tree.addTopLevelItem(item)
            item.setFirstColumnSpanned(True)
            item.setExpanded(number < 2)  # noqa: PLR2004 - this change and the one before
        self._look()

    def chosen(self) -> Entry | None:
        """The version chosen, None for the present one."""
        item = self.tree.currentItem()
        while item is not None and item.parent() is not None:
            item = item.parent()
        entry = item.data(0, Qt.ItemDataRole.UserRole) if item else None
        return entry if isinstance(entry, Entry) else None

    def _look(self) -> None:
        self.go.setEnabled(self.chosen() is not None)

    def _go(self) -> None:
        entry = self.chosen()
        if entry:
            self.wanted.emit(entry)
