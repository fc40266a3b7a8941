"""The rows of a sheet of records: what is typed and not saved yet, cell by cell, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from msgspec.structs import replace
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from models.records.entry import Entry
from models.records.field import BoundField, Kind
from models.records.finding import Finding, Level
from models.records.ledger import Ledger
from models.records.tone import Tone
from models.store.records.item_numbers import NAMING
from ui.base.plain_text import plain_tip
from ui.base.session import Session
from ui.base.theme import colours, shade
from ui.base.tokens import SHAPES
from ui.form.editor import Editor
from ui.form.editors import make_editor
from ui.form.form_fields import UNSHOWN, starting_values
from ui.kit.tables.cells import RIGHT_ALIGNED, text_of

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
_DISPLAY, _TIP, _SIDE, _GROUND, _INK = (
    int(one)
    for one in (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.TextAlignmentRole,
        Qt.ItemDataRole.BackgroundRole,
        Qt.ItemDataRole.ForegroundRole,
    )
)
MOST_ROWS = 5_000
"""Rows that may be added at once."""


class Cell(NamedTuple):
    """A value, or the text that cannot be read with what is wrong about it."""

    value: Any = None
    raw: str = ""
    problem: str = ""


@dataclass(eq=False)
class SheetRow:
    """A record in a sheet: `base` is what is kept of it, `cells` what was typed since; no uid before it is saved.

    `fixed` are the fields that nobody types here, `name` stands at its head where a number does not say enough.
    """

    uid: str = ""
    base: dict[str, Any] = field(default_factory=dict)
    fixed: frozenset[str] = frozenset()
    name: str = ""
    cells: dict[str, Cell] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def cell(self, name: str) -> Cell:
        """What stands in a field."""
        return self.cells.get(name) or Cell(self.base.get(name))

    def values(self) -> dict[str, Any]:
        """JSON values by field name, those empty or unreadable left out."""
        every = {**self.base, **{name: cell.value for name, cell in self.cells.items()}}
        return {name: value for name, value in every.items() if value is not None}

    def problems(self) -> list[str]:
        """What cannot be read."""
        return [cell.problem for cell in self.cells.values() if cell.problem]


Change = tuple[SheetRow, str, Cell | None]
"""A cell to be, or as it was before; None: as it is kept."""


def sheet_rows(ledger: Ledger, entries: Iterable[Entry]) -> list[SheetRow]:
    """Rows for records that are kept; a key from which the uid follows stays as it is."""
    fixed = frozenset(ledger.key if ledger.fixed_uid else ())
    return [SheetRow(one.uid, dict(one.fields), fixed) for one in entries]


class SheetModel(QAbstractTableModel):
    """Records as rows, fields as columns; unless it is `closed` there is always an empty row at the end.

    Signals:
        changed: Cells were changed.
    """

    changed = Signal()

    def __init__(
        self,
        session: Session,
        ledger: Ledger,
        rows: list[SheetRow],
        *,
        closed: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self.ledger, self._closed = session, ledger, closed
        self.rows = [*rows, *([] if closed else [SheetRow()])]
        given = rows[0].fixed if closed and rows else frozenset[str]()
        hidden = {*UNSHOWN, *given}
        self.fields = [one for one in ledger.fields if one.kind is not Kind.TABLE and one.name not in hidden]
        self._readers: dict[str, Editor] = {}
        self._steps: list[list[Change]] = []

    # What is shown

    def rowCount(self, parent: Index = ROOT) -> int:
        """All rows, the empty one too."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """One for each field that is no table."""
        return 0 if parent.isValid() else len(self.fields)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """All can be chosen; typed into is what does not name the record."""
        fixed = self.fields[index.column()].name in self.rows[index.row()].fixed
        both = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return both if fixed else both | Qt.ItemFlag.ItemIsEditable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Labels, required ones with a star, and numbers of rows with a mark where something is wrong or unsaved."""
        if orientation is Qt.Orientation.Horizontal:
            spec = self.fields[section].spec
            tip = plain_tip(spec.help or spec.label)
            return {_DISPLAY: f"{spec.label} *" if spec.required else spec.label, _TIP: tip}.get(role)
        row = self.rows[section]
        tone = self._row_tone(row)
        if role == _INK and tone:
            return QColor(shade(tone).ink)
        mark = f"{SHAPES[tone]} " if tone else ""
        return f"{mark}{row.name or section + 1}" if role == _DISPLAY else None

    def _row_tone(self, row: SheetRow) -> Tone | None:
        if row.problems() or any(one.level is Level.ERROR for one in row.findings):
            return Tone.BAD
        return Tone.WARN if row.cells else None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """Text, ground and words of a cell: what is wrong has its shape in front, what is unsaved a ground."""
        one, row = self.fields[index.column()], self.rows[index.row()]
        tone = self.tone(row, one.name)
        if role == _DISPLAY:
            return f"{SHAPES[tone]} {self.text(row, one)}" if tone else self.text(row, one)
        if role == _TIP:
            return plain_tip(self.words(row, one.name) or self.text(row, one))
        if role == _INK:
            return QColor(shade(tone).ink) if tone else None
        if role == _GROUND:
            return (
                QColor(shade(tone).ground if tone else colours().accent_soft) if tone or one.name in row.cells else None
            )
        right = Qt.AlignmentFlag.AlignRight if one.kind in RIGHT_ALIGNED else Qt.AlignmentFlag.AlignLeft
        return right | Qt.AlignmentFlag.AlignVCenter if role == _SIDE else None

    def tone(self, row: SheetRow, name: str) -> Tone | None:
        """BAD for what cannot be read or is wrong, WARN for what is doubted."""
        levels = {one.level for one in row.findings if one.field == name and not one.explained}
        wrong = bool(row.cell(name).problem) or Level.ERROR in levels
        return Tone.BAD if wrong else Tone.WARN if Level.WARNING in levels else None

    def words(self, row: SheetRow, name: str) -> str:
        """What is wrong or doubted in a cell; "" for nothing."""
        problem = row.cell(name).problem
        return problem or "　".join(one.message for one in row.findings if one.field == name and not one.explained)

    def text(self, row: SheetRow, one: BoundField) -> str:
        """What stands in a cell: records and items by their names, ID numbers masked unless revealed."""
        cell = row.cell(one.name)
        if cell.problem:
            return cell.raw
        if cell.value is not None and (one.kind is Kind.REFERENCE or one.spec.format in NAMING):
            reader = self._reader(one)
            reader.set_value(cell.value)
            return reader.raw()
        return text_of(one, cell.value, full=self._session.revealed)

    # What is typed

    def _reader(self, one: BoundField) -> Editor:
        """The editor of the form, out of sight: what it cannot read is not read here."""
        if one.name not in self._readers:
            self._readers[one.name] = make_editor(one, self._session)
        return self._readers[one.name]

    def read(self, one: BoundField, text: str) -> Cell:
        """What a text means in a field."""
        reader = self._reader(one)
        reader.take_text(text)
        return held(reader)

    def put(self, cells: Sequence[tuple[int, BoundField, Cell]]) -> None:
        """Put in cells as one step, with what follows from them; those that name a record stay as they are."""
        step = list[Change]()
        for at, one, cell in cells:
            self._grow(at)
            row = self.rows[at]
            if one.name in row.fixed or cell == row.cell(one.name):
                continue
            if not row.cells and not row.uid:
                missing = {name: value for name, value in starting_values(self.ledger).items() if name not in row.base}
                step += [self._set(row, name, Cell(value)) for name, value in missing.items()]
            step.append(self._set(row, one.name, cell))
        for row in dict.fromkeys(row for row, *_ in step):
            follows = self.ledger.fill(dict(row.values())) if self.ledger.fill else {}
            step += [
                self._set(row, name, Cell(value)) for name, value in follows.items() if row.cell(name).value != value
            ]
        if step:
            self._steps.append(step)
            self._told()

    def room(self, at: int) -> int:
        """How many rows may be filled from this one on."""
        return len(self.rows) - at if self._closed else MOST_ROWS

    def _grow(self, at: int) -> None:
        """Have an empty row behind the one at this place."""
        more = 0 if self._closed else at + 2 - len(self.rows)
        if more > 0:
            self.beginInsertRows(ROOT, len(self.rows), len(self.rows) + more - 1)
            self.rows += [SheetRow() for _ in range(more)]
            self.endInsertRows()

    def _set(self, row: SheetRow, name: str, cell: Cell | None) -> Change:
        """Put in one cell; gives it as it was."""
        before = row.cells.pop(name, None)
        if cell is not None and cell != Cell(row.base.get(name)):
            row.cells[name] = cell
        return row, name, before

    def _told(self) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self.fields) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self.rows) - 1)
        self.changed.emit()

    def take_back(self) -> bool:
        """Undo the last step since the last save; False where there is none."""
        if not self._steps:
            return False
        for row, name, before in reversed(self._steps.pop()):
            self._set(row, name, before)
        self._told()
        return True

    def unsaved(self) -> list[SheetRow]:
        """The rows with something typed."""
        return [row for row in self.rows if row.cells]

    def show_findings(self, found: Sequence[tuple[SheetRow, list[Finding]]]) -> None:
        """Mark what is wrong with rows; what concerns a whole record stands in its first cell."""
        names = {one.name for one in self.fields}
        for row, findings in found:
            first = self.fields[0].name
            row.findings = [one if one.field in names else replace(one, field=first) for one in findings]
        self._told()

    def saved(self, sent: Sequence[tuple[SheetRow, str, dict[str, Cell]]]) -> None:
        """Rows are kept, with these uids and what they had in their cells then; what was typed since stays."""
        for row, uid, cells in sent:
            row.uid = uid
            row.fixed = row.fixed | frozenset(self.ledger.key if self.ledger.fixed_uid else ())
            row.base = {**row.base, **{name: cell.value for name, cell in cells.items()}}
            row.cells = {name: cell for name, cell in row.cells.items() if cells.get(name) != cell}
        self._steps.clear()
        self._told()

    def refresh(self, entries: dict[str, Entry]) -> None:
        """Show what is kept of the records now, by uid; rows of those that have gone go unless something is typed."""
        self.beginResetModel()
        self.rows = [row for row in self.rows if self._closed or not row.uid or row.uid in entries or row.cells]
        for row in self.rows:
            if row.uid in entries:
                row.base = dict(entries[row.uid].fields)
        self.endResetModel()


def held(editor: Editor) -> Cell:
    """What an editor holds."""
    problem = editor.problem()
    return Cell(None, editor.raw(), problem) if problem else Cell(editor.value())
