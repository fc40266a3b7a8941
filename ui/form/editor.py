"""What every editor of a field offers, whatever its kind."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.records.field import BoundField
from ui.base.theme import GAP


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
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GAP)

    def _hold(self, inner: QWidget) -> None:
        self.inner = self.entry = inner
        self._layout.addWidget(inner, 1)
        inner.setAccessibleName(self.field.label)

    # No focus proxy: Tab would come to the proxy once more where this widget stands in the order, and skip or repeat
    # what lies between; editors that are built late stand behind everything else.
    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Pass the focus on to `entry`, the widget typed in."""
        self.entry.setFocus(reason)

    def value(self) -> Any:
        """The value; what cannot be read is no value, see `problem`."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a JSON value (None: empty) without emitting `edited`."""
        raise NotImplementedError

    def problem(self) -> str:
        """What is wrong with what was typed, "" where it can be read."""
        return ""

    def raw(self) -> str:
        """What was typed, for drafts of what cannot be read yet."""
        return ""

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
