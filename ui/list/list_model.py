"""The rows behind a list: ids in order, pages of rows read when they are looked at."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from models.records.ledger import Derived, Ledger
from models.records.record import Record
from models.records.tone import Tone
from models.rules.holidays import DEFAULT_CALENDAR
from models.rules.periods import UNPUBLISHED
from models.store.records import listing
from models.store.records.listing import ListRow
from models.store.records.stored_context import StoredContext
from ui.base.plain_text import plain_tip
from ui.base.session import Session
from ui.base.theme import shade
from ui.base.tokens import SHAPES
from ui.kit.tables.cells import RIGHT_ALIGNED, Column, text_of, tone_of
from ui.kit.tables.chips import TONE_ROLE

PAGE, PAGES_KEPT = 128, 24
IN_DOUBT = "（暂）"
"""Behind a day worked out of a year whose holidays are not arranged yet; the tip says what that means."""
EN_SPACE = "\u2002"
"""Keeps numbers away from the text of the next column."""
UNIT_COLUMN = "填报单位"
ON_PAPER = "（代录）"
"""Behind the unit's name: the record was typed from paper and nobody has signed it."""
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
_DISPLAY, _TIP, _ALIGNMENT = (
    int(one) for one in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.TextAlignmentRole)
)
_INK = int(Qt.ItemDataRole.ForegroundRole)
_TOLD = frozenset({_DISPLAY, _TIP, TONE_ROLE})
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class ShownRow:
    """A row with its computed values."""

    row: ListRow
    derived: dict[str, object]


def _paper_tone(shown: ShownRow) -> Tone | None:
    return Tone.WARN if shown.row.is_proxy else None


class RecordModel(QAbstractTableModel):
    """Read-only rows of one ledger; with `with_unit` the first column names the unit."""

    def __init__(self, session: Session, ledger: Ledger, *, with_unit: bool = False, parent: QObject | None) -> None:
        super().__init__(parent)
        self._session, self.ledger = session, ledger
        self.columns: tuple[Column | None, ...] = (*([None] if with_unit else []), *ledger.columns)
        self._sides = [_RIGHT if one and one.kind in RIGHT_ALIGNED else _LEFT for one in self.columns]
        self.ids: list[int] = []
        self._pages: OrderedDict[int, dict[int, ShownRow]] = OrderedDict()
        self._calendar = DEFAULT_CALENDAR
        self._required = [one for one in ledger.fields if one.spec.required]
        self._self_references = [one.name for one in ledger.fields if one.spec.to == ledger.id]

    def show_ids(self, ids: list[int]) -> None:
        """Replace the rows with those of these ids; records are read as they come into view."""
        self.beginResetModel()
        self.ids = ids
        self._pages.clear()
        self.endResetModel()

    def show_more(self, ids: list[int]) -> bool:
        """Show these rows behind the ones shown; False, and nothing done, where they do not begin with those."""
        known = len(self.ids)
        if not 0 < known < len(ids) or known % PAGE or ids[:known] != self.ids:
            return False
        self.beginInsertRows(ROOT, known, len(ids) - 1)
        self.ids = ids
        self.endInsertRows()
        return True

    def rowCount(self, parent: Index = ROOT) -> int:
        """All rows, read or not."""
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = ROOT) -> int:
        """All columns, shown or not."""
        return 0 if parent.isValid() else len(self.columns)

    def label(self, section: int) -> str:
        """Heading of the column at `section`; the column without a field is the unit's."""
        column = self.columns[section]
        return column.label if column else UNIT_COLUMN

    def sort_name(self, section: int) -> str:
        """The name the query orders this column by: field name, or "unit"."""
        column = self.columns[section]
        return column.name if column else "unit"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Column labels with their help as tooltip, and row numbers from 1."""
        if orientation is Qt.Orientation.Vertical:
            return self._row_head(section, role) if role in (_DISPLAY, _TIP, _INK) else None
        if role == _DISPLAY:
            return self.label(section)
        if role == _TIP:
            return plain_tip(self._help(section))
        return self._sides[section] if role == _ALIGNMENT else None

    def _row_head(self, at: int, role: int) -> Any:
        """The row's number, marked where a required field is empty; the tip says which."""
        shown = self.shown(at)
        gaps = [one.label for one in self._required if shown and shown.row.fields.get(one.name) in (None, "")]
        if role == _DISPLAY:
            return f"{SHAPES[Tone.BAD]} {at + 1}" if gaps else at + 1
        if role == _TIP:
            return plain_tip(f"还没有填：{'、'.join(gaps)}") if gaps else None
        return QColor(shade(Tone.BAD).ink) if gaps else None

    def _help(self, section: int) -> str:
        column = self.columns[section]
        if isinstance(column, Derived):
            return f"{column.label}：由程序逐条算出，两万条以内可以按它排序和筛选。"
        return column.spec.help if column and column.spec.help else self.label(section)

    def toned(self) -> list[int]:
        """The columns whose cells may have a tone."""
        return [at for at, column in enumerate(self.columns) if column is None or column.tones]

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """Text, tone, alignment and tooltip of a cell."""
        if role == _ALIGNMENT:
            return self._sides[index.column()]
        if role not in _TOLD:
            return None
        shown = self.shown(index.row())
        if shown is None:
            return "" if role == _DISPLAY else None
        column = self.columns[index.column()]
        if role == TONE_ROLE:
            return tone_of(column, self._value(shown, column)) if column else _paper_tone(shown)
        text = self.text(shown, column)
        if role == _TIP:
            return plain_tip(f"{text}：{UNPUBLISHED}" if text.endswith(IN_DOUBT) else text)
        return f"{text}{EN_SPACE}" if column and column.kind in RIGHT_ALIGNED else text

    def text(self, shown: ShownRow, column: Column | None) -> str:
        """The cell as shown: identity numbers masked unless revealed, 代录 marked in the unit's column."""
        if column is None:
            return f"{self._session.unit_name(shown.row.unit)}{ON_PAPER if shown.row.is_proxy else ''}"
        foreign, value = shown.row.unit != self._session.unit, self._value(shown, column)
        text = text_of(column, value, foreign=foreign, full=self._session.revealed)
        return f"{text}{IN_DOUBT}" if isinstance(column, Derived) and self._is_in_doubt(value) else text

    def _is_in_doubt(self, day: object) -> bool:
        """Whether a day worked out rests on holidays that nobody has arranged yet."""
        ahead = isinstance(day, dt.date) and day > self._session.today()
        return ahead and not self._calendar.certain(cast("dt.date", day))

    def _value(self, shown: ShownRow, column: Column) -> object:
        values = shown.derived if isinstance(column, Derived) else shown.row.fields
        return values.get(column.name)

    def shown(self, at: int) -> ShownRow | None:
        """The row at this place; None where it has gone since the list was made."""
        return self._page(at // PAGE).get(self.ids[at])

    def _page(self, number: int) -> dict[int, ShownRow]:
        if number in self._pages:
            self._pages.move_to_end(number)
            return self._pages[number]
        rows = {one.row.id: one for one in self._read(self.ids[number * PAGE : (number + 1) * PAGE])}
        self._pages[number] = rows
        if len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        return rows

    def _read(self, ids: list[int]) -> list[ShownRow]:
        with self._session.workspace.read() as connection:
            rows = listing.read_page(connection, self.ledger, ids)
            context = StoredContext(connection, self._session.today())
            self._calendar = context.calendar
            records = context.records(self.ledger.id, [row.uid for row in rows]) if self.ledger.derived else {}
            for uid, record in records.items():
                context.put(self.ledger.id, uid, record)
            for name in self._self_references:
                context.read_referring(self.ledger.id, name, list(records))
            return [ShownRow(row, self._derived(row.uid, records.get(row.uid), context)) for row in rows]

    def _derived(self, uid: str, record: Record | None, context: StoredContext) -> dict[str, object]:
        if record is None:
            return {}
        return {one.name: one.value(record, uid, context) for one in self.ledger.derived}
