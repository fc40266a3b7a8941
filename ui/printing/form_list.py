"""The list of what can be printed: the year's book, forms, Word drafts; narrowed by typing."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from models.store.base import search
from reports.drafts import WordDraft, drafts
from reports.forms import Form, forms
from ui.base.plain_text import plain_tip
from ui.kit.copying import copy_by_keys
from ui.kit.labels import column, nothing_found, with_name
from ui.kit.tables.leading import leads_into

FORM_ROLE = int(Qt.ItemDataRole.UserRole)
WORDS_ROLE = FORM_ROLE + 1


@dataclass(frozen=True)
class YearBook:
    """The entry of the list that prints all forms of the year as one PDF."""

    id: str = "year-book"
    label: str = "全年表格汇编"
    note: str = "全年能填的表和统计图合成一个 PDF：带目录、书签和总页码。"


Printable = Form | WordDraft | YearBook
YEAR_BOOK = YearBook()


class WholeRows(QListWidget):
    """A list that shows no half row at its lower edge."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave less than a row's height blank instead of showing half a row."""
        super().resizeEvent(event)
        high = max(self.sizeHintForRow(0), 1)
        left = (self.height() - 2 * self.frameWidth()) % high if self.count() else 0
        if self.viewportMargins().bottom() != left:
            self.setViewportMargins(0, 0, 0, left)
        self.show_chosen()

    def show_chosen(self) -> None:
        """Bring the chosen row into view; before the list has its size, that goes wrong."""
        if self.currentItem():
            self.scrollToItem(self.currentItem())

    def minimumSizeHint(self) -> QSize:
        """At least three rows high, so that the list can be used in a low window."""
        return QSize(super().minimumSizeHint().width(), 3 * max(self.sizeHintForRow(0), 1))


class FormList(QWidget):
    """The searchable list of forms and drafts; emits `turned` when another one is chosen."""

    turned = Signal()

    def __init__(self, *, centre: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = with_name(QLineEdit(placeholderText="搜索表名（Ctrl+F）"), "搜索表名")
        self.list = with_name(WholeRows(), "要打印的表")
        copy_by_keys(self.list)
        self._known: dict[str, Printable] = {YEAR_BOOK.id: YEAR_BOOK}
        self._known |= {one.id: one for one in forms().values() if one.open_to(centre=centre)}
        self._known |= {one.id: one for one in drafts().values() if one.open_to(centre=centre)}
        for one in self._known.values():
            words = f"{one.label}（Word 文稿）" if isinstance(one, WordDraft) else one.label
            item = QListWidgetItem(words)
            item.setData(FORM_ROLE, one.id)
            item.setToolTip(plain_tip(one.note))
            self.list.addItem(item)
        self.nothing = nothing_found()
        inside = column(self.words, self.nothing, self.list, margin=0)
        inside.setStretch(2, 1)
        self.setLayout(inside)
        self.words.textChanged.connect(self.narrow)
        leads_into(self.words, self.list)
        self.list.currentItemChanged.connect(lambda *_: self.turned.emit())

    def narrow(self, words: str) -> None:
        """Show only what has these words, or pinyin initials, in its name."""
        wanted = words.strip().casefold()
        for at in range(self.list.count()):
            item = self.list.item(at)
            if item.data(WORDS_ROLE) is None:
                item.setData(WORDS_ROLE, f"{item.text()} {search.pinyin_initials(item.text())}".casefold())
            item.setHidden(wanted not in item.data(WORDS_ROLE))
        self.nothing.setVisible(all(self.list.item(at).isHidden() for at in range(self.list.count())))

    def chosen(self) -> Printable | None:
        """The form, draft or year's book selected in the list."""
        item = self.list.currentItem()
        return self._known[item.data(FORM_ROLE)] if item else None

    def choose(self, known: str) -> bool:
        """Choose one by its id and bring it into view, looked for or not; whether it is another than before."""
        items = [self.list.item(at) for at in range(self.list.count())]
        item = next((one for one in items if one.data(FORM_ROLE) == known), None)
        if item is None:
            return False
        if item.isHidden():
            self.words.clear()
        other = item is not self.list.currentItem()
        self.list.setCurrentItem(item)
        self.list.show_chosen()
        return other
