"""其他台账, and at a centre 汇总台账: many ledgers behind an index of their names."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from models.records.ledger import Ledger
from models.records.registry import ledgers
from models.store.base.transaction import Transaction
from models.store.base.workspace import CENTRE, UNIT, Workspace
from ui.base.loading import Loader
from ui.base.page import PageSpec
from ui.base.places import ALL, GATHERED, LEDGERS
from ui.base.session import Session
from ui.base.tokens import MARGIN, WIDE
from ui.kit.labels import column, on_ground, row, side_by_side, small_button
from ui.ledgers.ledger_index import LedgerIndex
from ui.ledgers.page import WITH_OWN_PAGE, LedgerPane, PanesPage
from ui.ledgers.shelves import Shelf, all_shelves, own_shelves, switch_ledger


class ShelvesPage(PanesPage):
    """Ledgers of the own unit, or of all units for reading; the index on the left says which one is shown."""

    def __init__(
        self, session: Session, candidates: list[Ledger], *, all_units: bool = False, within: bool = False
    ) -> None:
        """`within` another page, whose margin stands around it."""
        super().__init__(session)
        self._candidates, self._all_units = {one.id: one for one in candidates}, all_units
        self._remembered = f"ledger.{'all' if all_units else 'own'}"
        self._split = f"split.{self._remembered}"
        self._panes: dict[str, LedgerPane] = {}
        self._at, self._narrow = "", False
        self.index, self.stack = LedgerIndex(switchable=not all_units and not session.read_only), QStackedWidget()
        self._assemble(within=within)
        self.index.picked.connect(self.turn_to)
        self.index.switched.connect(self._switch)
        self.index.choose.toggled.connect(self._arrange)
        self.loader = Loader(self, session, self._reader(), self.show_shelves)
        self.show_shelves(self._reader()(session.workspace))

    def _assemble(self, *, within: bool) -> None:
        self.split = side_by_side(self.index, self.stack)
        self.split.setCollapsible(0, True)
        self.split.splitterMoved.connect(lambda: self.session.memory.set(self._split, self.split.sizes()))
        self.opener = small_button("", "列出各本台账的名称，选一本", checkable=True)
        self.opener.toggled.connect(self._open_index)
        self.top, inside = QWidget(), row(self.opener, None)
        self.top.setLayout(inside)
        self.top.hide()
        layout = column(self.top, self.split, margin=0) if within else on_ground(self.top, self.split)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where list and form leave no room for the index, it opens in their place."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        narrow = self.width() < self.stack.minimumSizeHint().width() + self.index.room() + 2 * MARGIN + WIDE
        if narrow != self._narrow:
            self._narrow = narrow
            self.top.setVisible(narrow)
            self.opener.setChecked(False)
            self._open_index(opened=False)
        if not narrow:
            self._share()

    def _share(self) -> None:
        """The index as wide as its names, or as somebody drew it, whatever was shown or how wide the window was."""
        kept = self.session.memory.get(self._split, list[int]())
        wide = kept[0] if kept else self.index.room()
        self.split.setSizes([wide, self.split.width() - self.split.handleWidth() - wide])

    def _open_index(self, opened: bool) -> None:
        self.index.setVisible(opened or not self._narrow)
        self.stack.setVisible(not (opened and self._narrow))

    def _reader(self) -> Callable[[Workspace], list[Shelf]]:
        candidates, unit = list(self._candidates.values()), self.session.unit
        if self._all_units:
            return lambda workspace: all_shelves(workspace, candidates)
        return lambda workspace: own_shelves(workspace, candidates, unit)

    def appear(self) -> None:
        """Count the records of every ledger again, in a worker."""
        self.loader.reload()

    def show_shelves(self, shelves: list[Shelf]) -> None:
        """Show which ledgers there are, and one of them."""
        self.index.show_shelves(shelves)
        if not self._at:
            self._start(shelves)

    def _start(self, shelves: list[Shelf]) -> None:
        kept = self.session.memory.get(self._remembered, "")
        shown = [one.ledger.id for one in shelves if one.shown]
        every = [one.ledger.id for one in shelves]
        self.turn_to(kept if kept in shown else (shown or every)[0])

    @property
    def pane(self) -> LedgerPane:
        """The list and form of the ledger last opened."""
        return self._panes[self._at]

    def turn_to(self, ledger_id: str) -> None:
        """Show a ledger; what is typed in the one before is saved first."""
        if self._at and ledger_id != self._at and not self.pane.settle():
            self.index.set_current(self._at)
            return
        if ledger_id not in self._panes:
            pane = LedgerPane(self.session, self._candidates[ledger_id], all_units=self._all_units, parent=self.stack)
            self._panes[ledger_id] = pane
            self.stack.addWidget(pane)
        self._at = ledger_id
        self.opener.setText(f"台账：{self.pane.ledger.label} ▾")
        self.opener.setChecked(False)
        self.stack.setCurrentWidget(self.pane)
        self.index.set_current(ledger_id)
        self.index.show_shelves(self.index.shelves)
        self._arrange()
        self.session.memory.set(self._remembered, ledger_id)

    def _switch(self, ledger_id: str, on: bool) -> None:
        def act(tx: Transaction) -> None:
            switch_ledger(tx, ledger_id, on=on)

        self.session.change(act, lambda _: self.loader.reload(), owner=self, label="正在保存")

    def show_ledger(self, ledger_id: str) -> None:
        """Turn to a ledger, listed or not."""
        self.turn_to(ledger_id)

    def show_record(self, ledger_id: str, uid: str) -> None:
        """Show a record of a ledger, listed or not."""
        self.turn_to(ledger_id)
        if self._at == ledger_id:
            self.pane.show_record(uid)

    def show_records(self, ledger_id: str, uids: list[str], what: str) -> None:
        """Show some records of a ledger, listed or not."""
        self.turn_to(ledger_id)
        if self._at == ledger_id:
            self.pane.show_records(uids, what)


def _others(session: Session) -> ShelvesPage:
    return ShelvesPage(session, [one for one in session.own_ledgers() if one.id not in WITH_OWN_PAGE])


def _all(session: Session) -> ShelvesPage:
    return ShelvesPage(session, session.own_ledgers(), all_units=True)


_OTHERS = tuple(one.id for one in ledgers().values() if one.desk == "unit" and one.id not in WITH_OWN_PAGE)
PAGES = (
    PageSpec("others", "其他台账", 50, _others, frozenset({UNIT}), _OTHERS, icon="apps_list", group=LEDGERS),
    PageSpec(ALL, "汇总台账", 40, _all, frozenset({CENTRE}), ("*",), icon="library", group=GATHERED),
)
