"""Over a list: which records it is narrowed to because a figure elsewhere counts them, and the way back to all."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.base.tokens import SPACE
from ui.kit.labels import prose, row, small_button


class NarrowedBar(QFrame):
    """Says to which records the list is restricted, and ends that; hidden while all are shown.

    Signals:
        ended: All records are wanted again.
    """

    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.uids: tuple[str, ...] | None = None
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.about, self.all = prose(""), small_button("显示全部", "不再只看这些记录（Esc）")
        self.all.clicked.connect(self.ended)
        layout = row(self.about, self.all)
        layout.setStretch(0, 1)
        layout.setContentsMargins(SPACE, 2, SPACE, 2)
        self.setLayout(layout)
        self.hide()

    def begin(self, uids: tuple[str, ...], what: str) -> None:
        """Restrict the list to `uids`; `what` says in Chinese which records they are."""
        self.uids = uids
        self.about.setText(f"只看：{what}（{len(uids):,}条记录）")
        self.show()

    def end(self) -> None:
        """Drop the restriction to certain records and hide the bar."""
        self.uids = None
        self.hide()
