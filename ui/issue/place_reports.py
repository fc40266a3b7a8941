"""What a place's yearly reports look like: the order of the annual report's parts, the style of the statistics."""

from __future__ import annotations

import msgspec
from PySide6.QtWidgets import QPushButton

from models.records.place import ENFORCEMENT_STYLES, REPORT_PARTS, PlaceProfile
from ui.base.session import Session
from ui.issue.place_tables import PlaceTable
from ui.kit.combo_box import ComboBox
from ui.kit.labels import prose, with_name
from ui.kit.tab_order import chain_tab_stops
from ui.kit.tables.head import ColumnHead

REPORTS_ABOUT = "法治政府建设年度报告各部分的先后，选中一行移动；行政执法统计年报选定样式的，全年的表只编入这一种。"
NO_STYLE = "没有规定"


class ReportsTable(PlaceTable[str]):
    """The parts of the annual report in their order, below the style of the statistics of enforcement."""

    def __init__(self, session: Session) -> None:
        heads: list[ColumnHead[str]] = [ColumnHead("年度报告的部分", 20, lambda one: one)]
        super().__init__(session, "年度报告的部分", REPORTS_ABOUT, heads, None)
        self.style_box = with_name(ComboBox(), "执法年报样式")
        self.style_box.addItem(NO_STYLE, "")
        for style in ENFORCEMENT_STYLES:
            self.style_box.addItem(f"{style}样式", style)
        self.up, self.down = QPushButton("上移"), QPushButton("下移")
        for at, part in enumerate((prose("执法年报样式"), self.style_box, self.up, self.down)):
            self.above.insertWidget(at, part)
        chain_tab_stops([self.style_box, self.up, self.down, self.table])
        self.style_box.activated.connect(self.edited)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))

    def show_place(self, place: PlaceProfile) -> None:
        """Every part in its order, and the style."""
        self.table.show_rows(list(place.report_order))
        self.style_box.setCurrentIndex(self.style_box.findData(place.enforcement_style))

    def change(self, place: PlaceProfile) -> PlaceProfile:
        """The profile with order and style as chosen; the order of the regulation itself is none of the place's own."""
        order = tuple(self.rows)
        if order != place.report_order:
            place = msgspec.structs.replace(place, report_parts=() if order == REPORT_PARTS else order)
        return msgspec.structs.replace(place, enforcement_style=self.style_box.currentData())

    def _move(self, by: int) -> None:
        """Move the part in front up or down; the cursor goes with it."""
        rows, at = self.rows, self.table.currentIndex().row()
        if at < 0 or not 0 <= at + by < len(rows):
            return
        rows.insert(at + by, rows.pop(at))
        self.table.show_rows(rows)
        self.table.setCurrentIndex(self.table.rows.index(at + by, 0))
        self.edited.emit()
