"""The pages on the left: icons, groups and counts of what waits; icons alone where the window is narrow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from models.records.tone import Tone
from ui.base.icons import icon
from ui.base.page import PageSpec
from ui.base.plain_text import plain_tip
from ui.base.theme import colours, scaled, shade
from ui.base.tokens import ENTRY, GAP, ICON, ROUND, SMALL, SPACE, STEP
from ui.kit.labels import with_name

PAGE_ROLE, GROUP_ROLE, COUNT_ROLE = (int(Qt.ItemDataRole.UserRole) + at for at in range(3))
HEAD = 30
"""Height of the line over a group."""
MOST = 99
"""A larger count is said to be that and more."""
Index = QModelIndex | QPersistentModelIndex


class Navigation(QListWidget):
    """One entry a page, in their order; the current one is in front."""

    def __init__(self, specs: Sequence[PageSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        with_name(self, "页面").setObjectName("navigation")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.folded = False
        group = ""
        for spec in specs:
            item = QListWidgetItem(icon(spec.icon), spec.label, self)
            item.setData(PAGE_ROLE, spec.id)
            item.setData(GROUP_ROLE, spec.group if spec.group != group else "")
            group = spec.group
        self.setItemDelegate(_Entry(self))
        self._fit()

    def fold(self, *, folded: bool) -> None:
        """Show icons only, or icons and words."""
        if folded is not self.folded:
            self.folded = folded
            self._fit()

    def _fit(self) -> None:
        words = [self.item(at).text() for at in range(self.count())]
        widest = max(self.fontMetrics().horizontalAdvance(text) for text in words)
        beside = 2 * STEP + scaled(ICON) + 2 * SPACE + 1
        self.setFixedWidth(beside if self.folded else beside + widest + STEP + scaled(ENTRY))
        for at in range(self.count()):
            item = self.item(at)
            head = _head(item.data(GROUP_ROLE), folded=self.folded)
            item.setSizeHint(QSize(0, scaled(ENTRY) + GAP // 2 + head))
        self._say()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how much waits on which page, by its id; the others have nothing."""
        for at in range(self.count()):
            self.item(at).setData(COUNT_ROLE, counts.get(self.item(at).data(PAGE_ROLE), 0))
        self._say()

    def _say(self) -> None:
        """What an entry says to those who hear it, and in a tooltip where its word is folded away."""
        for at in range(self.count()):
            item, count = self.item(at), self.item(at).data(COUNT_ROLE) or 0
            said = f"{item.text()}，{count}件待办" if count else item.text()
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            item.setToolTip(plain_tip(said) if self.folded or count else "")


def _head(group: str, *, folded: bool) -> int:
    """Height of the line over the first page of a group."""
    return 0 if not group else SPACE + 1 if folded else scaled(HEAD)


class _Entry(QStyledItemDelegate):
    """Paints one page: ground, icon, word, and the count in a pill."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The head of its group above the first of it."""
        plain: Any = option  # PySide6's types leave out what a style option holds
        view: Navigation = plain.widget
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(view.font())
        group = index.data(GROUP_ROLE)
        head = _head(group, folded=view.folded)
        if group:
            self._draw_group(painter, QRect(plain.rect.left(), plain.rect.top(), plain.rect.width(), head), group, view)
        place = plain.rect.adjusted(0, head, 0, -GAP // 2)
        chosen = bool(plain.state & QStyle.StateFlag.State_Selected)
        under = bool(plain.state & QStyle.StateFlag.State_MouseOver)
        self._draw_ground(painter, place, chosen=chosen, under=under, focus=chosen and view.hasFocus())
        self._draw_entry(painter, place, index, view, chosen=chosen)
        painter.restore()

    def _draw_group(self, painter: QPainter, place: QRect, group: str, view: Navigation) -> None:
        if view.folded:
            painter.setPen(QColor(colours().line))
            painter.drawLine(place.left() + SPACE, place.center().y(), place.right() - SPACE, place.center().y())
            return
        painter.setPen(QColor(colours().soft_ink))
        painter.setFont(_small(view.font()))
        painter.drawText(place.adjusted(STEP, GAP, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), group)
        painter.setFont(view.font())

    def _draw_ground(self, painter: QPainter, place: QRect, *, chosen: bool, under: bool, focus: bool) -> None:
        of = colours()
        painter.setBrush(QColor(of.accent_soft if chosen else of.ground if under else of.card))
        painter.setPen(QPen(QColor(of.accent), 2) if focus else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(place.adjusted(1, 1, -1, -1) if focus else place, ROUND, ROUND)

    def _draw_entry(self, painter: QPainter, place: QRect, index: Index, view: Navigation, *, chosen: bool) -> None:
        side = scaled(ICON)
        at = QRect(place.left() + STEP, place.center().y() - side // 2, side, side)
        mode = QIcon.Mode.Selected if chosen else QIcon.Mode.Normal
        index.data(Qt.ItemDataRole.DecorationRole).paint(painter, at, Qt.AlignmentFlag.AlignCenter, mode)
        count = index.data(COUNT_ROLE) or 0
        if view.folded:
            if count:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(shade(Tone.BAD).ink))
                painter.drawEllipse(at.right() - 1, at.top() - 2, SPACE, SPACE)
            return
        font = QFont(view.font())
        font.setBold(chosen)
        painter.setFont(font)
        painter.setPen(QColor(colours().accent if chosen else colours().ink))
        words = place.adjusted(STEP + side + STEP, 0, 0, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), index.data())
        if count:
            self._draw_count(painter, place, f"{count}" if count <= MOST else f"{MOST}+", view)

    def _draw_count(self, painter: QPainter, place: QRect, text: str, view: Navigation) -> None:
        font, look = _small(view.font()), shade(Tone.BAD)
        metrics = QFontMetrics(font)
        high = metrics.height()
        wide = max(metrics.horizontalAdvance(text) + SPACE + GAP, high)
        pill = QRect(place.right() - SPACE - wide, place.center().y() - high // 2, wide, high)
        painter.setFont(font)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.ground))
        painter.drawRoundedRect(pill, high / 2, high / 2)
        painter.setPen(QColor(look.ink))
        painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), text)


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * SMALL)
    return small
