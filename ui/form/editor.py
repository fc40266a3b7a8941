"""What every editor of a field offers, whatever its kind."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.records.bounds import CUT, LINE, LONG_TEXT
from models.records.field import BoundField
from ui.base.plain_text import Label
from ui.base.tokens import GAP
from ui.kit.labels import prose

AS_IT_IS = f"▲ {CUT}：不改就原样保留，一改就只留这里看得到的。"


class Editor(QWidget):
    """A widget for one value; subclasses put their own widget in with `_hold`.

    `edited` tells that the user changed something, `entered` that Enter was pressed where only the editor sees it.
    Values are JSON, None for empty.
    """

    edited = Signal()
    entered = Signal()

    def __init__(self, field: BoundField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.inner: QWidget = self
        self.entry: QWidget = self
        """Where the cursor comes in."""
        self.read_only = False
        self._outer, self._layout = QVBoxLayout(self), QHBoxLayout()
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.addLayout(self._layout)
        self._whole, self._cut = "", ""
        self._note: Label | None = None
        self._layout.setSpacing(GAP)

    def _hold(self, inner: QWidget) -> None:
        self.inner = self.entry = inner
        self._layout.addWidget(inner, 1)
        inner.setAccessibleName(self.field.label)

    def _to_show(self, text: str) -> str:
        """What to lay out of a stored text: of a book, which an older program let in, the beginning; a note says so."""
        self._whole = text if len(text) > LONG_TEXT else ""
        if self._whole and self._note is None:
            self._note = prose("", "soft")
            self._outer.addWidget(self._note)
        if self._note:
            self._note.setText(AS_IT_IS.format(len(text), LINE))
            self._note.setVisible(bool(self._whole))
        return text[:LINE] if self._whole else text

    def _as_stored(self, shown: str) -> str:
        """The whole text while its beginning, which is all that is shown, was not touched."""
        return self._whole if self._whole and shown == self._cut else shown

    # No focus proxy: Tab would come to the proxy once more where this widget stands in the order, and skip or repeat
    # what lies between; editors that are built late stand behind everything else.
    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Pass the focus on to `entry`, the widget typed in."""
        self.entry.setFocus(reason)

    @abstractmethod
    def value(self) -> Any:
        """The value; what cannot be read is no value, see `problem`."""

    @abstractmethod
    def set_value(self, value: Any) -> None:
        """Show a JSON value (None: empty) without emitting `edited`."""

    def problem(self) -> str:
        """What is wrong with what was typed, "" where it can be read."""
        return ""

    def raw(self) -> str:
        """What was typed, for drafts of what cannot be read yet."""
        return ""

    def take_text(self, text: str) -> None:
        """Put in what was typed or pasted elsewhere; `value`, `problem` and `raw` then say what it means."""
        self.set_value(None)
        self._type(text)
        self.settle()

    def _type(self, text: str) -> None:
        """Put in a text as if it were typed; nothing where no text is typed."""

    def settle(self) -> None:
        """Called when the cursor leaves: complete what was typed to the value meant; nothing by default."""

    def stops(self) -> list[QWidget]:
        """The widgets at which Tab stops, in order."""
        return [self.inner]

    def set_read_only(self) -> None:
        """Let the value be seen and not changed; there is no way back."""
        self.setEnabled(False)

    def refresh(self) -> None:
        """Look again at what may be chosen; called when another record is shown."""
