"""The line over every page: its name, what it has to say beside it, and who works."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QStackedWidget, QToolButton, QWidget

from ui.base.icons import icon
from ui.base.page import Page
from ui.base.theme import scaled
from ui.base.tokens import HEADER, INSIDE, MARGIN
from ui.kit.labels import row, title


class Header(QWidget):
    """Shows the name of the page in front with its own widgets; what is the same for all stands at the right."""

    def __init__(self, *always: QWidget) -> None:
        super().__init__()
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(scaled(HEADER))
        self._stack, self._parts = QStackedWidget(), dict[Page, QWidget]()
        whole = row(self._stack, *always)
        whole.setStretch(0, 1)
        whole.setContentsMargins(MARGIN, 0, MARGIN, 0)
        self.setLayout(whole)

    def add(self, page: Page, label: str) -> None:
        """Take in a page that was made."""
        part = self._parts[page] = QWidget()
        part.setLayout(row(title(label), *page.heading()))
        self._stack.addWidget(part)

    def show_for(self, page: Page) -> None:
        """Say what belongs to the page now in front."""
        self._stack.setCurrentWidget(self._parts[page])


class FindButton(QToolButton):
    """The way to the search over everything, for those who do not know its key."""

    def __init__(self) -> None:
        super().__init__()
        self.setText("查找")
        self.setIcon(icon("search"))
        self.setIconSize(QSize(scaled(INSIDE), scaled(INSIDE)))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setToolTip("记录、页面、操作（Ctrl+K）")
