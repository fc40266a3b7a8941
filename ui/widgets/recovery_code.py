"""The recovery code: shown once, to be copied, saved or printed and locked away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel, QPushButton, QWidget

from ui.theme import INK, LINE, PAPER
from ui.widgets.labels import column, prose, row

SCALE = 1.3


class RecoveryCode(QWidget):
    """`changed` tells that 已抄好 was ticked or not."""

    changed = Signal()

    def __init__(self, office: str, codes: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._codes = office, codes
        self.written = QCheckBox("已抄好，放在了安全的地方")
        self.written.toggled.connect(self.changed)
        copy, save, out = QPushButton("复制"), QPushButton("存为文本…"), QPushButton("打印…")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text()))
        save.clicked.connect(self._save)
        out.clicked.connect(self._print)
        labels = [part for name, code in codes.items() for part in (QLabel(name), self._code(code))]
        self.setLayout(
            column(
                prose("忘记密码时，只有它能打开工作区；它只显示这一次。请抄下来或打印出来，和公章一样锁好。"),
                *labels,
                row(copy, save, out, None),
                self.written,
                margin=0,
            )
        )

    def _code(self, code: str) -> QLabel:
        label = prose(code)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self.font().pointSizeF() * SCALE)
        label.setFont(font)
        label.setStyleSheet(f"background: {PAPER}; color: {INK}; border: 1px solid {LINE}; padding: 8px;")
        return label

    def text(self) -> str:
        """What is copied, saved and printed."""
        lines = [f"法治台账　{self._office}　恢复码", ""]
        for name, code in self._codes.items():
            lines += [name, code, ""]
        return "\n".join([*lines, "谁有恢复码谁就能打开工作区：请锁好，不要和电脑放在一起。", ""])

    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "存为文本", f"恢复码_{self._office}.txt", "文本 (*.txt)")
        if name:
            Path(name).write_text(self.text(), encoding="utf-8-sig")

    def _print(self) -> None:
        from PySide6.QtGui import QTextDocument
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter()
        if QPrintDialog(printer, self).exec():
            document = QTextDocument(self.text())
            document.print_(printer)
