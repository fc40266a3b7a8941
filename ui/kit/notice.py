"""Messages in the status bar: a strip that is always there, so that nothing moves when one comes."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSizePolicy, QStatusBar, QWidget

from models.records.tone import Tone
from ui.base.plain_text import Label
from ui.base.theme import scaled, set_look
from ui.base.tokens import FOOTER, SPACE
from ui.kit.banner import Banner
from ui.kit.labels import prose, small_button

LEAST = 160
"""Pixels of text that are left where the bar is full."""
TO_NOTICE = "F6"


class Notice(Banner):
    """Stands in a status bar whose height it sets once; a sentence of more than one line opens above it on demand.

    F6 leads to its buttons, and back to where the cursor was; Esc closes it from there.
    """

    def __init__(self, bar: QStatusBar, *instead: QWidget) -> None:
        """A notice in `bar`; what is `instead` there goes while a sentence is shown."""
        # Before the frame, which begins by hiding itself.
        self.whole_button = small_button("全文", "放不下的话在上面显示全", checkable=True)
        self.sheet = _sheet(bar.window())
        self._instead, self._before, self._tone = instead, bar.window(), Tone.CALM
        super().__init__(bar)
        self.setAccessibleName("消息")
        self.whole_button.toggled.connect(self._open)
        self.close_button.setToolTip("关闭这条消息（F6，再按 Esc）")
        self.line.setContentsMargins(SPACE, 0, 2, 0)
        self.line.insertWidget(self.line.indexOf(self.close_button), self.whole_button)
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing())
        self.text.setMinimumWidth(LEAST)
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        bar.setFixedHeight(scaled(FOOTER))
        bar.addWidget(self, 1)
        self.hide()  # a status bar shows what it takes in
        bar.window().installEventFilter(self)
        QShortcut(QKeySequence(TO_NOTICE), bar.window()).activated.connect(self._step)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.close_button.click)

    def _show(self, sentence: str, tone: Tone, detail: str) -> None:
        self._open(shown=False)
        for one in self._instead:
            one.hide()
        self._tone = tone
        super()._show(sentence, tone, detail)
        self._fit()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the sentence to the new width."""
        super().resizeEvent(event)
        self._fit()

    def hide(self) -> None:
        """Go away; the cursor goes back only if it is here: it may have been elsewhere for long."""
        within = self._has_cursor()
        super().hide()
        if within:
            self._back()

    def hideEvent(self, event: QHideEvent) -> None:
        """Show the usual text of the strip again once the message is closed."""
        super().hideEvent(event)
        self._open(shown=False)
        for one in self._instead:
            one.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The open sentence stays in place when the window is resized."""
        if event.type() is QEvent.Type.Resize and self.sheet.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        fits = self.text.heightForWidth(self.text.width()) <= self.text.height()
        lines = Qt.AlignmentFlag.AlignVCenter if fits else Qt.AlignmentFlag.AlignTop
        self.text.setAlignment(Qt.AlignmentFlag.AlignLeft | lines)
        self.whole_button.setHidden(fits and not self.whole_button.isChecked())

    def _open(self, shown: bool) -> None:
        self.whole_button.setChecked(shown)
        self.sheet.setVisible(shown)
        if shown:
            self._fade.stop()
            self.sheet.setText(self.text.text())
            set_look(self.sheet, "sheet", self._tone)
            self._place()

    def _place(self) -> None:
        window = self.window()
        left = self.mapTo(window, self.rect().topLeft())
        self.sheet.resize(self.width(), self.sheet.heightForWidth(self.width()))
        self.sheet.move(left.x(), left.y() - self.sheet.height())
        self.sheet.raise_()

    def _step(self) -> None:
        if self._has_cursor():
            self._back()
        elif self.isVisible():
            self._before = self.window().focusWidget() or self.window()
            buttons = (self.action, self.copy, self.whole_button, self.close_button)
            next(one for one in buttons if one.isVisible()).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _has_cursor(self) -> bool:
        at = self.window().focusWidget()
        return at is not None and self.isAncestorOf(at)

    def _back(self) -> None:
        """The cursor goes where it was before F6."""
        if shiboken6.isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _sheet(window: QWidget) -> Label:
    sheet = prose("")
    sheet.setMargin(SPACE)
    sheet.setParent(window)
    sheet.hide()
    return sheet
