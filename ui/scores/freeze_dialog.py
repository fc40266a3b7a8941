"""The list before freezing: what is not done yet, where it is done, and the reason for which it is left as it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QLineEdit, QToolButton, QWidget

from models.submit.freeze_list import FreezeLine
from ui.base.places import (
    ALL,
    CONFLICTS,
    FINDINGS,
    INTAKE,
    MISSING,
    REPORTS,
    RETURNED,
    SCORES,
    UNSURE,
    WAITING,
    WAIVERS,
)
from ui.base.plain_text import plain_tip
from ui.kit.labels import column, main_button, prose, small_button, with_name
from ui.kit.tables.changes_dialog import go_or_stop

PLACES = {
    "unreported": (REPORTS, MISSING),
    "returned": (REPORTS, RETURNED),
    "pending": (REPORTS, WAITING),
    "conflicts": (INTAKE, CONFLICTS),
    "days": (REPORTS, UNSURE),
    "not_applicable": (SCORES, WAIVERS),
    "effects": (ALL, ""),
    "errors": (REPORTS, FINDINGS),
    "points": (SCORES, ""),
}
"""Page and part where each line is done; one that has cases is done in their list."""
WIDTH = 760


class FreezeDialog(QDialog):
    """Every line of the list; freezing goes on once each is done or has its reason.

    Signals:
        line_wanted: A line is to be done; the dialog closes.
    """

    line_wanted = Signal(object)

    def __init__(self, year: int, lines: Sequence[FreezeLine], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"冻结{year}年度考核以前")
        self.reasons: dict[str, QLineEdit] = {}
        self.links: dict[str, QToolButton] = {}
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        for place, line in enumerate(lines):
            self._add(grid, 2 * place, line)
        self.go = main_button("冻结")
        area = QWidget()
        area.setLayout(grid)
        about = "没有办完的，到那一页办完再回来；确实要留着的，写明理由接受，理由记入日志并印在排名上。"
        self.setLayout(column(prose(about, "soft"), area, go_or_stop(self.go, self.accept, self.reject)))
        self.resize(WIDTH, self.sizeHint().height())
        self._allow()

    def _add(self, grid: QGridLayout, row: int, line: FreezeLine) -> None:
        mark = "✓" if line.is_done else "▲"
        grid.addWidget(prose(f"{mark} {line.label}"), row, 0)
        grid.addWidget(prose(line.words, "soft"), row, 1)
        if line.is_done:
            return
        link = self.links[line.id] = small_button("去办", f"到办理“{line.label}”的页上")
        reason = with_name(QLineEdit(placeholderText="留着的理由"), f"“{line.label}”留着的理由")
        self.reasons[line.id] = reason
        link.setToolTip(plain_tip(f"到办理“{line.label}”的页上"))
        link.clicked.connect(lambda: self._leave(line))
        reason.textChanged.connect(self._allow)
        grid.addWidget(link, row, 2)
        grid.addWidget(reason, row + 1, 1, 1, 2)

    def given(self) -> dict[str, str]:
        """The reasons by line, those that were written."""
        return {line: box.text().strip() for line, box in self.reasons.items() if box.text().strip()}

    def _allow(self) -> None:
        self.go.setEnabled(len(self.given()) == len(self.reasons))

    def _leave(self, line: FreezeLine) -> None:
        self.reject()
        self.line_wanted.emit(line)
