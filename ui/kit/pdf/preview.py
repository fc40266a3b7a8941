"""A PDF page by page, as it will be printed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.base.plain_text import Label
from ui.base.session import Session
from ui.base.ticket import Ticket
from ui.base.workers import Trouble, Turns
from ui.kit.combo_box import ComboBox
from ui.kit.labels import column, row, small_button, with_name
from ui.kit.pdf.find_bar import FindBar
from ui.kit.pdf.pages import POINTS
from ui.kit.pdf.source import OwnPdf, PdfSource
from ui.rendering.search import PdfHit

SCREEN_DPI = 96
FIT_WIDTH, WHOLE = "适合宽度", "整页"
ZOOMS = (FIT_WIDTH, WHOLE, "75%", "100%", "125%", "150%", "200%")
FRAME = 24
"""Pixels around the page."""
MARK = QColor(255, 196, 0, 110)
FIND_ROOM = 190
LEAST = 100
"""Pixels that a page has at least, however little room there is."""
SETTLE = 150
"""Milliseconds without another change of size before the page is fitted anew."""
ABOVE = 80
"""Pixels kept in sight above a place that was found."""


class PdfPreview(QWidget):
    """One page at a time, rendered off the UI thread.

    Signals:
        refused: Why a page cannot be shown.
    """

    refused = Signal(str)

    def __init__(self, session: Session, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._empty = session, empty
        self.pdf: PdfSource | None = None
        self.at, self.count, self._turns = 0, 0, Turns(self)
        self.hit: PdfHit | None = None
        self.sheet, self.place = Label(empty), Label()
        self.back, self.forward = small_button("◀", "上一页（PgUp）"), small_button("▶", "下一页（PgDn）")
        self.zoom = with_name(ComboBox(), "显示比例")
        self.zoom.addItems(ZOOMS)
        self.zoom.setCurrentText(session.memory.get("print.zoom", FIT_WIDTH))
        self.back.setShortcut("PgUp")
        self.forward.setShortcut("PgDown")
        self.area = with_name(QScrollArea(), "页面")
        self.area.setWidget(self.sheet)
        self.area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area.setProperty("desk", True)
        self.sheet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sheet.setWordWrap(True)
        self.finder = FindBar(session)
        self.finder.setMaximumWidth(FIND_ROOM * 2)
        self.finder.words.setMinimumWidth(FIND_ROOM // 2)
        tools = row(self.back, self.place, self.forward, None, self.finder, self.zoom)
        tools.setStretch(4, 2)
        layout = column(tools, self.area, margin=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.back.clicked.connect(lambda: self.turn(-1))
        self.forward.clicked.connect(lambda: self.turn(1))
        self.zoom.currentTextChanged.connect(self._zoomed)
        self.finder.moved.connect(self._go_to)
        self._fitting = QTimer(self, singleShot=True, interval=SETTLE)
        self._fitting.timeout.connect(self._render)
        self.clear(empty)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page to the new size, once it stays."""
        super().resizeEvent(event)
        if self.pdf and not self.zoom.currentText().endswith("%"):
            self._fitting.start()

    def clear(self, words: str) -> None:
        """Drop the PDF and show a sentence in its place."""
        self.pdf, self.at, self.count = None, 0, 0
        self.hit = None
        self._turns.ask()
        self.finder.search_in(None)
        self.sheet.setPixmap(QPixmap())
        self.sheet.setText(words)
        self.area.setWidgetResizable(True)
        self._look()

    def show_pdf(self, pdf: bytes) -> None:
        """Show the first page of a PDF that this program made."""
        self.show_source(OwnPdf(pdf))

    def show_source(self, pdf: PdfSource) -> None:
        """Show the first page of a PDF of whatever origin."""
        self.pdf, self.at, self.count = pdf, 0, pdf.count
        self.hit = None
        self._render()
        self.finder.search_in(pdf)

    def turn(self, by: int) -> None:
        """Go `by` pages forward (negative: back); beyond either end nothing happens."""
        if 0 <= self.at + by < self.count:
            self.at += by
            self.area.verticalScrollBar().setValue(0)
            self._render()

    def _go_to(self, hit: PdfHit | None) -> None:
        """Show the page of a place that was found, the place marked."""
        if hit == self.hit:
            return
        self.hit = hit
        if hit:
            self.at = hit.page
        self._render()

    def _zoomed(self, text: str) -> None:
        self._session.memory.set("print.zoom", text)
        self._render()

    def _render(self) -> None:
        if not self.pdf:
            return
        self._look()
        pdf, at, ratio, zoom = self.pdf, self.at, self.devicePixelRatioF(), self.zoom.currentText()
        bar, room = self.area.verticalScrollBar().sizeHint().width(), self.area.maximumViewportSize()
        areas = self.hit.areas if self.hit and self.hit.page == at else ()

        def task(ticket: Ticket) -> tuple[float, QImage, float]:
            size = pdf.page_size(at, ticket)
            image = pdf.page_image(at, _scale(size, room - QSize(FRAME + bar, FRAME), zoom) * ratio, ticket)
            high, scale = size.height(), image.width() / size.width()
            _mark(image, [QRectF(x, high - top, right - x, top - y) for x, y, right, top in areas], scale)
            return ratio, image, (high - areas[0][3]) * scale / ratio if areas else -1

        ticket = self._session.jobs.run(task, self._show, self._refuse, owner=self._turns.ask())
        self._session.jobs.spare.add(ticket)

    def _refuse(self, trouble: Trouble) -> None:
        if trouble.detail:
            self._session.failed.emit(trouble)
        self.clear(trouble.sentence)
        self.refused.emit(trouble.sentence)

    def _show(self, answer: tuple[float, QImage, float]) -> None:
        ratio, image, place = answer
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(ratio)
        self.area.setWidgetResizable(False)
        self.sheet.setText("")
        self.sheet.setPixmap(pixmap)
        self.sheet.resize(pixmap.deviceIndependentSize().toSize())
        if place >= 0:
            self.area.verticalScrollBar().setValue(max(0, round(place) - ABOVE))

    def _look(self) -> None:
        self.place.setText(f"第 {self.at + 1} 页，共 {self.count} 页" if self.count else "")
        self.back.setEnabled(self.at > 0)
        self.forward.setEnabled(self.at + 1 < self.count)
        self.zoom.setEnabled(bool(self.count))


def _scale(size: QSizeF, room: QSize, zoom: str) -> float:
    """Logical pixels a point."""
    if zoom.endswith("%"):
        return int(zoom.removesuffix("%")) / 100 * SCREEN_DPI / POINTS
    wide = max(room.width(), LEAST) / size.width()
    return min(wide, max(room.height(), LEAST) / size.height()) if zoom == WHOLE else wide


def _mark(image: QImage, places: list[QRectF], scale: float) -> None:
    """Lay a colour over what was found; `places` in points from the upper left."""
    painter = QPainter(image)
    for place in places:
        area = QRectF(place.topLeft() * scale, place.size() * scale)
        painter.fillRect(area, MARK)
    painter.end()
