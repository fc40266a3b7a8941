"""The recovery code: shown once, to be printed as a sheet, sealed and locked away."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from models.file_names import file_name
from models.package.keys import group_secret
from models.store.base.whole_file import NotWrittenError, write_file
from ui.base.plain_text import Label
from ui.base.tokens import SPACE
from ui.kit.choosing import PRINTS, choose_target
from ui.kit.labels import column, main_button, prose, row
from ui.kit.pdf.pages import NotPrintedError, print_pages

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

SCALE = 1.3


class RecoveryCode(QWidget):
    """Shows recovery codes to be copied or printed; emits `changed` when 已抄好 is ticked or not."""

    changed = Signal()

    def __init__(self, office: str, codes: dict[str, str], today: dt.date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._codes, self._today = office, codes, today
        self.written = QCheckBox("已抄好，放在了安全的地方")
        self.written.toggled.connect(self.changed)
        copy, save, self.out = QPushButton("复制"), QPushButton("存为 PDF…"), main_button("打印密封单…")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text()))
        save.clicked.connect(self._save)
        self.out.clicked.connect(self._print)
        self.trouble, self.done = prose("", "error"), prose("")
        labels = [part for name, code in codes.items() for part in (Label(name), self._code(group_secret(code)))]
        self.setLayout(
            column(
                prose(
                    "忘记密码时，只有它能打开工作区；它只显示这一次。请打印密封单，签字后装入信封，和公章一样锁好；"
                    "没有打印机就一组一组抄下来。"
                ),
                *labels,
                row(self.out, save, copy, None),
                self.trouble,
                self.done,
                self.written,
                margin=0,
            )
        )

    def _code(self, code: str) -> Label:
        label = prose(code)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self.font().pointSizeF() * SCALE)
        label.setFont(font)
        label.setProperty("card", True)
        label.setMargin(SPACE)
        return label

    def text(self) -> str:
        """What the copy button puts on the clipboard: the codes in groups, with the office and a warning."""
        lines = [f"法治台账　{self._office}　恢复码", ""]
        for name, code in self._codes.items():
            lines += [name, group_secret(code), ""]
        return "\n".join([*lines, "谁有恢复码谁就能打开工作区：请锁好，不要和电脑放在一起。", ""])

    def pdf(self) -> bytes:
        """The sheet that is sealed, in memory only."""
        from reports.paper.recovery_sheet import recovery_pdf

        return recovery_pdf(self._office, self._codes, self._today)

    def _save(self) -> None:
        name = file_name("恢复码密封单", self._office, ending=".pdf")
        target = choose_target(self, None, PRINTS, "存为 PDF", name, "PDF (*.pdf)")
        if target:
            self.save_to(target)

    def save_to(self, target: Path) -> None:
        """Write the sheet; what keeps from it is said below the buttons."""
        self.done.clear()
        try:
            write_file(target, lambda file: file.write(self.pdf()), private=True)
        except NotWrittenError as problem:
            self.trouble.setText(problem.sentence)
        else:
            self.trouble.setText("")
            self.done.setText(f"● 已存为 {target}。这个文件没有加密：打印以后请删除，不要留在电脑里。")

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

        if not QPrinterInfo.availablePrinterNames():
            self.trouble.setText("没有找到打印机：请存为 PDF 拿到别处打印（打印后删除），或者抄下来。")
            return
        printer = QPrinter()
        if QPrintDialog(printer, self).exec():
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print the sheet; a printer's failure is shown beside the codes, not raised."""
        try:
            print_pages(self.pdf(), printer, lambda *_: None)
        except NotPrintedError as problem:
            self.trouble.setText(problem.sentence)
