"""Tabs of which each is made when somebody looks at it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

W = TypeVar("W", bound=QWidget)


class LazyTabs(QTabWidget, Generic[W]):
    """A row of tabs, each empty until `tab` is asked for it: what nobody looks at costs nothing.

    Each comes as its label and what makes its content as a child of the widget given. What is made late comes last in
    the order of Tab: a page with anything below its tabs puts that in order again.
    """

    def __init__(self, makers: Iterable[tuple[str, Callable[[QWidget], W]]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self._makers: list[Callable[[QWidget], W]] = []
        self._made: dict[int, W] = {}
        for label, make in makers:
            holder = QWidget()
            QVBoxLayout(holder).setContentsMargins(0, 0, 0, 0)
            self.addTab(holder, label)
            self._makers.append(make)

    def tab(self, at: int) -> W:
        """What stands in the tab at this place, made when first wanted."""
        if at not in self._made:
            holder = self.widget(at)
            # Child of its holder from the first: whatever gets another parent has all that is in it styled again.
            made = self._made[at] = self._makers[at](holder)
            inside = holder.layout()
            if inside:
                inside.addWidget(made)
            made.show()
        return self._made[at]

    @property
    def made(self) -> list[W]:
        """What was made so far, from left to right."""
        return [self._made[at] for at in sorted(self._made)]
