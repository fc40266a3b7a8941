"""帮助: the handbook, a chapter at a time."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QTextBrowser

from ui.base.page import Page, PageSpec
from ui.base.places import PROGRAM
from ui.base.session import Session
from ui.base.tokens import SPACE, STEP
from ui.help.handbook import FOLDER, HelpChapter, chapters, found_in
from ui.kit.labels import card, flush, nothing_found, on_ground, side_by_side

HELP = "help"
LIST_CHARACTERS = 11
MARGIN = 64
"""Pixels a picture leaves free: both margins and the scroll bar."""


class Handbook(QTextBrowser):
    """Markdown with pictures never wider than the page."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenExternalLinks(False)
        self.setSearchPaths([str(FOLDER)])
        self.setAccessibleName("手册正文")
        self.document().setDocumentMargin(2 * SPACE)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Pictures shrink to the width there is."""
        found = super().loadResource(kind, name)
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return found
        picture = QImage(str(FOLDER / (name if isinstance(name, str) else name.toString())))
        width = self.viewport().width() - MARGIN
        if picture.isNull() or picture.width() <= width:
            return picture if not picture.isNull() else found
        ratio = self.devicePixelRatioF()
        small = picture.scaledToWidth(int(width * ratio), Qt.TransformationMode.SmoothTransformation)
        small.setDevicePixelRatio(ratio)
        return small


class HelpPage(Page):
    """Chapters on the left, the text on the right."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.chapters = chapters()
        self.words = QLineEdit(placeholderText="在手册里找（Ctrl+F）")
        self.words.setClearButtonEnabled(True)
        self.words.setAccessibleName("在手册里找")
        self.list, self.text = QListWidget(), Handbook()
        self.list.setAccessibleName("章节")
        self.list.setMinimumWidth(LIST_CHARACTERS * self.fontMetrics().horizontalAdvance("国") + 2 * SPACE)
        height = self.list.fontMetrics().height() + 2 * SPACE
        for chapter in self.chapters:
            item = QListWidgetItem(chapter.title)
            item.setSizeHint(QSize(0, height))
            self.list.addItem(item)
        self.nothing = nothing_found()
        left = card(self.words, self.nothing, flush(self.list), margin=STEP)
        self.setLayout(on_ground(side_by_side(left, card(flush(self.text)))))
        self.list.currentRowChanged.connect(self._turn)
        self.words.textChanged.connect(self._narrow)
        self.text.anchorClicked.connect(self._follow)
        self.text.setOpenLinks(False)
        self.list.setCurrentRow(0)

    def _turn(self, at: int) -> None:
        if at >= 0:
            self.text.setMarkdown(self.chapters[at].text)

    def _follow(self, link: QUrl) -> None:
        self.open(link.path().removesuffix(".md"))

    def _narrow(self, words: str) -> None:
        fits = [found_in(chapter, words) for chapter in self.chapters]
        for at, fit in enumerate(fits):
            self.list.item(at).setHidden(not fit)
        self.nothing.setVisible(True not in fits)
        if True in fits and not fits[self.list.currentRow()]:
            self.list.setCurrentRow(fits.index(True))
        self.text.moveCursor(self.text.textCursor().MoveOperation.Start)
        if words.split():
            self.text.find(words.split(maxsplit=1)[0])

    @property
    def chapter(self) -> HelpChapter:
        """The chapter selected in the list, the one being read."""
        return self.chapters[self.list.currentRow()]

    def open(self, chapter: str) -> None:
        """Show a chapter by its id."""
        ids = [one.id for one in self.chapters]
        if chapter in ids:
            self.words.clear()
            self.list.setCurrentRow(ids.index(chapter))

    def appear(self) -> None:
        """Fit the pictures to the width there is now."""
        self._turn(self.list.currentRow())

    def arrive(self) -> None:
        """Put the cursor into the text."""
        self.text.setFocus()

    def search(self) -> None:
        """Put the cursor into the search box."""
        self.words.setFocus()


PAGES = (PageSpec(HELP, "帮助", 99, HelpPage, icon="question_circle", group=PROGRAM),)
