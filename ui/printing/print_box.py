"""How to print what is previewed: printer, paper, pages, copies, sides. Printer, paper and sides are remembered."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPageSize
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QPushButton, QSpinBox, QWidget

from models.errors import FazhiError
from ui.base.memory import Memory
from ui.base.plain_text import Label
from ui.base.tokens import SPACE
from ui.kit.combo_box import ComboBox
from ui.kit.labels import main_button, prose, row
from ui.kit.pdf.pages import PrintChoice, Sides
from ui.printing.page_range import read_pages

PRINTER, SIZE, SIDES = "print.printer", "print.paper", "print.sides"
NO_PRINTER = "没有找到打印机：请先在系统里装好打印机，或者存为 PDF，到别的电脑上打印。"
PAPERS = {
    "随表（A4）": None,
    "A3（放大）": QPageSize.PageSizeId.A3,
    "B4（放大）": QPageSize.PageSizeId.JisB4,
    "B5（缩小）": QPageSize.PageSizeId.JisB5,
    "A5（缩小）": QPageSize.PageSizeId.A5,
}
BOTH: dict[str, Sides] = {"单面": "one", "双面，长边翻页": "long", "双面，短边翻页": "short"}
MOST_COPIES = 99


class PrintBox(QFrame):
    """Folded away until it is asked for; `wanted` carries the printer's name and the choice."""

    wanted = Signal(str, object)

    def __init__(self, memory: Memory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._memory, self._count = memory, 0
        self.setProperty("card", True)
        self.printer, self.paper, self.sides = ComboBox(), ComboBox(), ComboBox()
        self.pages, self.copies = QLineEdit(placeholderText="全部；或写 1-3，5"), QSpinBox(minimum=1)
        self.copies.setMaximum(MOST_COPIES)
        self.none, self.wrong = prose(NO_PRINTER, "warning"), prose("", "error")
        self.go, self.cancel = main_button("打印"), QPushButton("取消")
        self.paper.addItems(list(PAPERS))
        self.sides.addItems(list(BOTH))
        self.printer.setMinimumContentsLength(12)
        self._assemble()
        self.go.clicked.connect(self._go)
        self.pages.returnPressed.connect(self._go)
        self.cancel.clicked.connect(self.hide)
        self.hide()

    def _assemble(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        grid.setSpacing(SPACE)
        places = (
            ("打印机", self.printer, 0, 0),
            ("纸张", self.paper, 0, 2),
            ("份数", self.copies, 0, 4),
            ("页码", self.pages, 1, 0),
            ("单双面", self.sides, 1, 2),
        )
        for words, field, line, at in places:
            label = Label(words)
            label.setBuddy(field)
            field.setAccessibleName(words)
            grid.addWidget(label, line, at)
            grid.addWidget(field, line, at + 1)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(3, 1)
        grid.addLayout(row(self.go, self.cancel), 1, 4, 1, 2)
        grid.addWidget(self.none, 2, 0, 1, 6)
        grid.addWidget(self.wrong, 3, 0, 1, 6)

    def ask(self, pages: int) -> None:
        """Open the print options for a PDF of `pages` pages, with the paper and sides used last."""
        self._count = pages
        self._fill_printers()
        self.paper.setCurrentText(self._memory.get(SIZE, next(iter(PAPERS))))
        self.sides.setCurrentText(self._memory.get(SIDES, next(iter(BOTH))))
        self.pages.clear()
        self.copies.setValue(1)
        self.wrong.setText("")
        self.wrong.hide()
        self.show()
        (self.go if self.go.isEnabled() else self.cancel).setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_printers(self) -> None:
        from PySide6.QtPrintSupport import QPrinterInfo

        names = QPrinterInfo.availablePrinterNames()
        kept = self._memory.get(PRINTER, QPrinterInfo.defaultPrinterName())
        self.printer.clear()
        self.printer.addItems(names)
        self.printer.setCurrentText(kept if kept in names else next(iter(names), ""))
        self.printer.setEnabled(bool(names))
        self.go.setEnabled(bool(names))
        self.none.setVisible(not names)

    def choice(self) -> PrintChoice:
        """Pages, copies, sides and paper as set.

        Raises:
            PageRangeError: The pages cannot be read.
        """
        pages = read_pages(self.pages.text(), self._count)
        return PrintChoice(pages, self.copies.value(), BOTH[self.sides.currentText()], PAPERS[self.paper.currentText()])

    def _go(self) -> None:
        try:
            choice = self.choice()
        except FazhiError as problem:
            self.wrong.setText(problem.sentence)
            self.wrong.show()
            self.pages.setFocus()
            return
        if not self.go.isEnabled():
            return
        for name, box in ((PRINTER, self.printer), (SIZE, self.paper), (SIDES, self.sides)):
            self._memory.set(name, box.currentText())
        self.hide()
        self.wanted.emit(self.printer.currentText(), choice)
