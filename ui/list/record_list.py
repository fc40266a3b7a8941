"""A ledger's list: read-only, of any size, searched and sorted in the database."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QMenu, QStackedWidget, QTableView, QWidget

from models.records.field import BoundField, Kind
from models.records.ledger import Derived, Ledger
from models.records.proven import PROVEN
from models.store.records.item_numbers import ITEM, item_numbers
from models.store.records.listing import ListQuery
from models.store.records.proxy import MARK
from reports.excel.ledger_workbook import ORIGIN_HEAD
from ui.base.plain_text import plain_tip
from ui.base.session import Session
from ui.kit.copying import put_on_clipboard
from ui.kit.elided_label import ElidedLabel
from ui.kit.labels import column, flush, foot, line, prose, small_button
from ui.kit.tables.cells import NO, YES, Column
from ui.kit.tables.chips import ChipDelegate
from ui.kit.tables.leading import leads_into
from ui.kit.tables.look import dress_table
from ui.kit.tables.quick_filters import QuickFilters
from ui.list.asked_list import ListAnswer, ListRequest, as_stored
from ui.list.column_choice import ColumnChoice
from ui.list.computed_columns import ComputedQuery
from ui.list.filter_header import FilterHeader
from ui.list.list_head import ListHead
from ui.list.list_model import RecordModel, ShownRow
from ui.list.list_reader import ListReader
from ui.list.narrowed_bar import NarrowedBar
from ui.list.row_numbers import RowNumbers
from ui.list.view_choice import ViewChoice
from ui.list.views import ListView, OwnView, ViewContext

PATIENCE = 250
"""Milliseconds after the last key until the list is filtered."""


SEARCH = 7
"""Characters to which the search box may shrink."""


def _grouped(value: int | Decimal) -> str:
    return f"{value:,.2f}" if isinstance(value, Decimal) else f"{value:,}"


class RecordList(QWidget):
    """The list of one ledger: of the own unit, or with `all_units` of all of them.

    `whole` is off while only the first rows are known.

    Signals:
        picked: Uid of the row that became the current one.
        delete_wanted: Uids to be moved to the recycle bin.
        loaded: The list shows what the query asks for.
    """

    picked = Signal(str)
    delete_wanted = Signal(list)
    loaded = Signal()

    def __init__(
        self,
        session: Session,
        ledger: Ledger,
        *,
        all_units: bool = False,
        deleted: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.session, self.ledger, self.editable = session, ledger, not (all_units or deleted or session.read_only)
        unit = None if all_units else session.unit
        self._base, self._wanted, self.whole = ListQuery(unit=unit, deleted=deleted), "", True
        self._sort: tuple[str, bool] = ("", True)
        self.model = RecordModel(session, ledger, with_unit=all_units, parent=self)
        self.header, self.table = FilterHeader(), QTableView()
        name = f"{ledger.id}.all" if all_units else ledger.id
        self.columns = ColumnChoice(self.header, self.model, session.memory, name)
        self.search, self.count = self._search_box(), ElidedLabel()
        narrow = (session.units(), session.categories()) if all_units else ([], {})
        self.quick = QuickFilters(ledger, session.today().year, *narrow)
        self.only = NarrowedBar()
        self.views = ViewChoice(session, ledger, self.as_view)
        self.menu_actions: list[QAction] = []
        self._reader = ListReader(session, ledger, self)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._build_table()
        self._assemble()
        self._connect()
        self.reload()

    def _search_box(self) -> QLineEdit:
        box = QLineEdit(placeholderText="搜索：文字、拼音首字母、数字（Ctrl+F）")
        box.setClearButtonEnabled(True)
        box.setAccessibleName("搜索")
        box.setMinimumWidth(box.fontMetrics().horizontalAdvance("国") * SEARCH)
        return box

    def _build_table(self) -> None:
        table = self.table
        table.setAccessibleName(self.ledger.label)
        table.setHorizontalHeader(self.header)
        table.setModel(self.model)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        rows = RowNumbers()
        table.setVerticalHeader(rows)
        dress_table(flush(table))
        chips = ChipDelegate(table)
        for at in self.model.toned():
            table.setItemDelegateForColumn(at, chips)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.header.set_filters([one.label if one else "" for one in self.model.columns])
        self.header.setSortIndicatorShown(True)
        self.header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.columns.apply()

    def _assemble(self) -> None:
        self.filter_button = small_button("逐列筛选", "在表头下面显示每一列的筛选框", checkable=True)
        self.column_button = small_button("列设置", "选择要显示的列")
        self.column_button.clicked.connect(self._show_columns)
        self.empty = prose("", "soft")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setMargin(40)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        top = ListHead([self.views, self.search], self.quick, [self.filter_button, self.column_button])
        self.hint = prose("", "soft")
        self.count.setProperty("role", "soft")
        self.below = foot(self.hint, None, self.count)
        layout = column(top, self.views.namer, self.only, self._stack, line(), self.below, margin=0)
        layout.setStretch(3, 1)
        layout.setSpacing(0)
        self.setLayout(layout)

    def _connect(self) -> None:
        self._reader.answered.connect(self._show)
        self._patience.timeout.connect(self.reload)
        for changed in (self.search.textChanged, self.header.filtered, self.quick.changed):
            changed.connect(self._patience.start)
        self.search.returnPressed.connect(self.reload)
        leads_into(self.search, self.table, by_enter=False)
        self.only.ended.connect(self.clear_filters)
        self.views.chosen.connect(self.show_view)
        self.views.own_chosen.connect(self.show_own_view)
        self.filter_button.toggled.connect(self.header.show_filters)
        self.header.sectionClicked.connect(self._sort_by)
        self.table.horizontalScrollBar().valueChanged.connect(self.header.place_filters)
        self.table.selectionModel().currentRowChanged.connect(self._pick)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.session.records_changed.connect(self._react)
        self.session.revealing.connect(self.table.viewport().update)
        copy = QAction("复制（可粘贴到 Excel）", self, shortcut=QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        copy.triggered.connect(self.copy)
        self.table.addAction(copy)
        self.menu_actions.append(copy)
        if self.editable:
            delete = QAction("删除（进回收站）", self, shortcut=QKeySequence("Del"))
            delete.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            delete.triggered.connect(lambda: self.delete_wanted.emit(self.selected_uids()))
            self.table.addAction(delete)
            self.menu_actions.append(delete)

    def query(self) -> ListQuery:
        """The query for search box, filters, view and sorting as set now, computed columns left out."""
        contains, equals = list[tuple[str, str]](), list[tuple[str, object]]()
        for at, text in self.header.texts().items():
            field = self.model.columns[at]
            if isinstance(field, BoundField) and field.kind is Kind.FLAG:
                equals.append((field.name, {YES: 1, NO: 0}.get(text)))
            elif isinstance(field, BoundField) and field.spec.format == ITEM and text.isdecimal():
                equals.append((field.name, self._item(int(text))))
            elif isinstance(field, BoundField) and field.spec.format == PROVEN:
                contains.append((field.name, self._proven(text)))
            elif isinstance(field, BoundField):
                contains.append((field.name, as_stored(field, text)))
        order, descending = self._sort
        if order in self._computed:
            order, descending = "", True
        asked = replace(
            self._base,
            uids=self.only.uids,
            words=self.search.text().strip(),
            contains=tuple(contains),
            equals=tuple(equals),
            order=order,
            descending=descending,
        )
        asking = ViewContext(self.session.operator, self.session.today())
        return self.views.view.narrow(self.quick.narrowed(asked), asking)

    def _item(self, number: int) -> int:
        """The uid of the item that is printed under a number today, 0 where none is."""
        with self.session.workspace.read() as connection:
            return item_numbers(connection).typed(number) or 0

    def _proven(self, text: str) -> str:
        """What the stored text of an item typed as it is shown has in it; the text itself where it is none."""
        with self.session.workspace.read() as connection:
            return item_numbers(connection).typed_all(text) or text

    @property
    def _computed(self) -> set[str]:
        return {one.name for one in self.ledger.derived}

    def computed_query(self) -> ComputedQuery:
        """The filters and sorting on computed columns, which `query` leaves out."""
        columns = self.model.columns
        contains = {
            one.name: as_stored(one, text)
            for at, text in self.header.texts().items()
            if isinstance(one := columns[at], Derived)
        }
        order, descending = self._sort
        return ComputedQuery(contains, *((order, descending) if order in self._computed else ("", False)))

    # Views

    def as_view(self, name: str) -> OwnView:
        """The present search, filters, sorting and view, to be saved under `name`."""
        columns = self.model.columns
        filters = {one.name: text for at, text in self.header.texts().items() if (one := columns[at])}
        order, descending = self._sort
        boxes = self.quick.values()
        return OwnView(name, self.search.text().strip(), filters, boxes, order, descending, self.views.view.label)

    def show_view(self, _view: ListView) -> None:
        """Show a view of the program; filters of the view before go."""
        self._clear_boxes()
        self.reload()

    def show_own_view(self, own: OwnView) -> None:
        """Put back what was filtered when the view was kept."""
        self._clear_boxes()
        self.search.setText(own.words)
        self.quick.put(own.boxes)
        self.filter_button.setChecked(bool(own.filters))
        names = [one.name if one else "" for one in self.model.columns]
        for name, text in own.filters.items():
            if name in names:
                self.header.edits[names.index(name)].setText(text)
        self._sort = (own.order, own.descending)
        self._show_order()
        self.reload()

    def _show_order(self) -> None:
        names = [self.model.sort_name(at) for at in range(len(self.model.columns))]
        order = Qt.SortOrder.DescendingOrder if self._sort[1] else Qt.SortOrder.AscendingOrder
        self.header.setSortIndicator(names.index(self._sort[0]) if self._sort[0] in names else -1, order)

    def reload(self, keep: str = "") -> None:
        """Ask the database again; afterwards the row of `keep`, or the current one, is current."""
        self._patience.stop()
        self._wanted = keep or self._wanted or self.current_uid()
        today = self.session.today()
        self._reader.ask(ListRequest(self.query(), self.computed_query(), today, self._wanted))

    def _show(self, answer: ListAnswer) -> None:
        known, scroll = len(self.model.ids), self.table.verticalScrollBar().value()
        more = not self.whole and self.model.show_more(answer.ids)
        if not more:
            known = 0
            self.table.selectionModel().blockSignals(True)
            self.model.show_ids(answer.ids)
            self.table.selectionModel().blockSignals(False)
        self.whole = answer.whole
        sums = "".join(f"　{label} {_grouped(value)}" for label, value in answer.sums.items())
        self.count.setText(f"共 {len(answer.ids):,} 条{sums}" if answer.whole else "正在数有多少条…")
        self.count.setToolTip(plain_tip(self.count.text()))
        self._show_emptiness(bool(answer.ids))
        if answer.current is not None:
            self._find_current(answer.ids, answer.current, known, scroll)
        if answer.whole:
            self._wanted = ""
            self.loaded.emit()

    def _find_current(self, ids: list[int], wanted: int, known: int, scroll: int) -> None:
        """Make a row the current one if it is among those behind the `known` ones."""
        with suppress(ValueError):  # it is not in the list
            self._make_current(ids.index(wanted, known), scroll)

    def _make_current(self, at: int, scroll: int) -> None:
        self.table.verticalScrollBar().setValue(scroll)
        index = self.model.index(at, max(self.header.logicalIndex(self._first_visible()), 0))
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(index, flags)
        self.table.scrollTo(index)

    def _first_visible(self) -> int:
        sections = range(self.header.count())
        return next((at for at in sections if not self.header.isSectionHidden(self.header.logicalIndex(at))), 0)

    def _show_emptiness(self, filled: bool) -> None:
        asked = replace(self.query(), order="", descending=False)
        narrowed = asked != replace(self._base, order="", descending=False) or bool(self.computed_query().contains)
        self.empty.setText("没有符合条件的记录。\n按 Esc 清除搜索和筛选。" if narrowed else self._nothing_yet())
        # While a column filter is being typed the head has to stay where it is.
        self._stack.setCurrentIndex(0 if filled or self.header.filters_shown else 1)

    def _nothing_yet(self) -> str:
        if self._base.deleted:
            return f"回收站里没有{self.ledger.label}的记录。"
        if not self.editable:
            return f"还没有{self.ledger.label}的记录。\n合并各单位的报送以后，显示在这里。"
        return f"还没有记录。\n{self.ledger.hint}\n\n按 Ctrl+N 新增一条。"

    def show_only(self, uids: tuple[str, ...], what: str) -> None:
        """Show only these records, whatever was filtered before; `what` they are stands over the list."""
        self.views.reset()
        self._clear_boxes()
        self.only.begin(uids, what)
        self.reload(keep=uids[0] if uids else "")

    def clear_filters(self) -> None:
        """Clear view, search and column filters; the list reads again after a moment."""
        self.only.end()
        self.views.reset()
        self._clear_boxes()
        self._patience.start()

    def _clear_boxes(self) -> None:
        self.search.clear()
        self.quick.clear()
        self.filter_button.setChecked(False)
        self.header.clear_filters()

    def current_uid(self) -> str:
        """Uid of the current row, "" while there is none."""
        shown = self._current()
        return shown.row.uid if shown else ""

    def _current(self) -> ShownRow | None:
        at = self.table.currentIndex().row()
        return self.model.shown(at) if at >= 0 else None

    def selected_uids(self) -> list[str]:
        """Uids of the selected rows, from the top."""
        return [shown.row.uid for shown in self._selected()]

    def _selected(self) -> list[ShownRow]:
        places = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [shown for at in places if (shown := self.model.shown(at))]

    def step(self, by: int) -> None:
        """Make the row `by` places further down the current one."""
        at = self.table.currentIndex().row() + by
        if 0 <= at < self.model.rowCount():
            self._make_current(at, self.table.verticalScrollBar().value())

    def take_cursor(self) -> None:
        """Put the cursor into the table, or while that is empty into the search box."""
        (self.table if self.table.isVisible() else self.search).setFocus()

    def deselect(self) -> None:
        """Have no current row: a new record is being typed."""
        self._wanted = ""
        self.table.selectionModel().blockSignals(True)
        self.table.clearSelection()
        self.table.setCurrentIndex(self.model.index(-1, -1))
        self.table.selectionModel().blockSignals(False)
        self.table.viewport().update()

    def copy(self) -> None:
        """Put the selected rows with their heads on the clipboard, as Excel takes them."""
        sections = [self.header.logicalIndex(at) for at in range(self.header.count())]
        sections = [at for at in sections if not self.header.isSectionHidden(at)]
        selected = self._selected()
        lines = [[self.model.label(at) for at in sections]]
        lines += [[self.model.text(shown, self.model.columns[at]) for at in sections] for shown in selected]
        if any(shown.row.is_proxy for shown in selected):
            origins = (MARK if shown.row.is_proxy else "" for shown in selected)
            lines = [[*one, origin] for one, origin in zip(lines, (ORIGIN_HEAD, *origins), strict=True)]
        put_on_clipboard(lines)
        masked = "" if self.session.revealed else "（身份证号是脱敏的）"
        self.session.told.emit(f"已复制 {len(selected)} 条，可以粘贴到 Excel{masked}。")

    def shown_columns(self) -> list[Column | None]:
        """The columns on show, left to right."""
        sections = [self.header.logicalIndex(at) for at in range(self.header.count())]
        return [self.model.columns[at] for at in sections if not self.header.isSectionHidden(at)]

    def _pick(self) -> None:
        uid = self.current_uid()
        if uid:
            self.picked.emit(uid)

    def _sort_by(self, section: int) -> None:
        """Up, down, and with the third click the newest first again."""
        name = self.model.sort_name(section)
        before, descending = self._sort
        self._sort = ("", True) if name == before and descending else (name, name == before)
        self._show_order()
        self.reload()

    def _react(self, ledger_id: str) -> None:
        refers = any(field.spec.to == ledger_id for field in self.ledger.fields)
        if ledger_id == self.ledger.id or refers:
            self.reload()

    def _show_columns(self) -> None:
        menu = self.columns.menu(self)
        menu.exec(self.column_button.mapToGlobal(QPoint(0, self.column_button.height())))

    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.addActions(self.menu_actions)
        menu.addSeparator()
        menu.addAction("列设置…").triggered.connect(self._show_columns)
        menu.exec(self.table.viewport().mapToGlobal(place))
