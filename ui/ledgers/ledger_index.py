"""The ledgers of a page by name: grouped, with their counts, searched by typing, switched on and off."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QStyle, QTreeWidget, QTreeWidgetItem

from models.store.base.search import pinyin_initials
from ui.base.plain_text import plain_tip
from ui.base.tokens import SPACE, STEP
from ui.kit.labels import column, flush, nothing_found, prose, small_button
from ui.kit.tables.look import BESIDE
from ui.ledgers.shelves import Shelf

ID_ROLE = int(Qt.ItemDataRole.UserRole)
NAME, COUNT = 0, 1
ROOMY = 5
"""Pixels of a line beyond its text: of 21 ledgers under five heads all names fit on a screen of 768 lines."""
PADDING = 2 * SPACE + 2
"""Pixels beside a count."""
OPEN, DONE = "打开其他台账…", "完成"
ABOUT = "勾选的台账会列出来。关掉的台账记录都还在，随时可以再打开。"


class LedgerIndex(QFrame):
    """The names on the left of a page.

    Signals:
        picked: Id of the ledger that is to be shown.
        switched: Id of a ledger, and whether it is to be listed from now on.
    """

    picked = Signal(str)
    switched = Signal(str, bool)

    def __init__(self, *, switchable: bool) -> None:
        super().__init__()
        self.shelves: list[Shelf] = []
        self.words, self.tree = QLineEdit(placeholderText="找台账"), QTreeWidget()
        self.words.setClearButtonEnabled(True)
        self.words.setAccessibleName("找台账")
        self.choose = small_button(OPEN, "列出全部台账，勾选要看到的", checkable=True)
        self.about = prose(ABOUT, "soft")
        self.about.hide()
        self._build()
        self.setProperty("card", True)
        self.nothing = nothing_found()
        layout = column(self.words, self.nothing, flush(self.tree), self.about, self.choose, margin=STEP)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.choose.setVisible(switchable)  # not before it has its place: it would be a window of its own
        self.words.textChanged.connect(self._fill)
        self.words.returnPressed.connect(self._first)
        self.choose.toggled.connect(self._turn)
        self.tree.currentItemChanged.connect(self._pick)
        self.tree.itemChanged.connect(self._switch)
        self._current = ""

    def _build(self) -> None:
        tree = self.tree
        tree.setAccessibleName("台账")
        tree.setColumnCount(2)
        tree.setHeaderHidden(True)
        tree.setRootIsDecorated(False)
        tree.setItemsExpandable(False)
        tree.setIndentation(SPACE)
        tree.setUniformRowHeights(True)
        tree.header().setStretchLastSection(False)
        tree.header().setMinimumSectionSize(1)  # else a count of one digit takes the room of three characters of a name
        tree.header().setSectionResizeMode(NAME, tree.header().ResizeMode.Stretch)
        tree.header().setSectionResizeMode(COUNT, tree.header().ResizeMode.Fixed)
        self.setMinimumWidth(1)

    def room(self) -> int:
        """Pixels in width at which every name is seen whole; it asks for none itself, so that no window grows by it."""
        tree, names = self.tree, [shelf.ledger.label for shelf in self.shelves]
        widest = max(map(tree.fontMetrics().horizontalAdvance, names), default=0)
        beside = tree.indentation() + tree.header().sectionSize(COUNT) + tree.verticalScrollBar().sizeHint().width()
        ticks = PADDING + tree.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth) if self.is_choosing else 0
        return widest + BESIDE + beside + ticks + 2 * (STEP + 1)

    @property
    def is_choosing(self) -> bool:
        """Whether all ledgers are listed to be switched on and off."""
        return self.choose.isChecked()

    def show_shelves(self, shelves: Sequence[Shelf]) -> None:
        """Replace the list of ledgers; the selected ledger stays selected."""
        self.shelves = list(shelves)
        self._fill()

    def set_current(self, ledger_id: str) -> None:
        """Mark the ledger that is shown."""
        self._current = ledger_id
        self._mark()

    def listed(self) -> list[str]:
        """Ids in the order in which they stand there."""
        return [str(line.data(NAME, ID_ROLE)) for line in self._lines()]

    def _turn(self) -> None:
        self.choose.setText(DONE if self.is_choosing else OPEN)
        self.about.setVisible(self.is_choosing)
        self._fill()

    def _wanted(self, shelf: Shelf) -> bool:
        words = self.words.text().strip().casefold()
        if not (self.is_choosing or shelf.shown or shelf.ledger.id == self._current):
            return False
        return not words or words in shelf.ledger.label or pinyin_initials(shelf.ledger.label).startswith(words)

    def _fill(self) -> None:
        self.tree.blockSignals(True)
        self.tree.clear()
        heads: dict[str, QTreeWidgetItem] = {}
        for shelf in filter(self._wanted, self.shelves):
            head = heads.get(shelf.ledger.group) or self._head(shelf.ledger.group)
            heads[shelf.ledger.group] = head
            head.addChild(self._line(shelf))
        self.nothing.setVisible(not heads and bool(self.words.text().strip()))
        self.tree.expandAll()
        self.tree.blockSignals(False)
        self._fit()
        self._mark()

    def _fit(self) -> None:
        """As wide as the widest count: by itself the column takes the room of a head too, which nobody sees."""
        metrics = self.tree.fontMetrics()
        widest = max((metrics.horizontalAdvance(line.text(COUNT)) for line in self._lines()), default=0)
        self.tree.header().resizeSection(COUNT, widest + PADDING if widest else 1)

    def _head(self, text: str) -> QTreeWidgetItem:
        head = QTreeWidgetItem([text or "其他", ""])
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = head.font(NAME)
        font.setBold(True)
        head.setFont(NAME, font)
        head.setForeground(NAME, self.palette().placeholderText())
        head.setSizeHint(NAME, QSize(0, self.tree.fontMetrics().height() + ROOMY))
        self.tree.addTopLevelItem(head)
        head.setFirstColumnSpanned(True)
        return head

    def _line(self, shelf: Shelf) -> QTreeWidgetItem:
        line = QTreeWidgetItem([shelf.ledger.label, f"{shelf.held:,}" if shelf.held else ""])
        line.setData(NAME, ID_ROLE, shelf.ledger.id)
        line.setTextAlignment(COUNT, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.setToolTip(NAME, plain_tip(f"{shelf.ledger.label}：{shelf.ledger.hint}"))
        line.setSizeHint(NAME, QSize(0, self.tree.fontMetrics().height() + ROOMY))
        if self.is_choosing:
            line.setCheckState(NAME, Qt.CheckState.Checked if shelf.shown else Qt.CheckState.Unchecked)
        return line

    def _lines(self) -> list[QTreeWidgetItem]:
        tops = [self.tree.topLevelItem(at) for at in range(self.tree.topLevelItemCount())]
        return [top.child(at) for top in tops if top for at in range(top.childCount())]

    def _mark(self) -> None:
        self.tree.blockSignals(True)
        found = [line for line in self._lines() if line.data(NAME, ID_ROLE) == self._current]
        self.tree.setCurrentItem(found[0]) if found else self.tree.clearSelection()
        self.tree.blockSignals(False)

    def _first(self) -> None:
        for line in self._lines()[:1]:
            self.picked.emit(line.data(NAME, ID_ROLE))

    def _pick(self, line: QTreeWidgetItem | None) -> None:
        wanted = line.data(NAME, ID_ROLE) if line else None
        if wanted and wanted != self._current:
            self.picked.emit(wanted)

    def _switch(self, line: QTreeWidgetItem) -> None:
        wanted = line.data(NAME, ID_ROLE)
        if wanted and self.is_choosing:
            self.switched.emit(wanted, line.checkState(NAME) is Qt.CheckState.Checked)
