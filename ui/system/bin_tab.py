"""回收站: deleted records, and the way back."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models.records.ledger import Ledger
from models.records.registry import ledger as ledger_with
from models.store.records import listing, records
from models.store.records.listing import ListQuery
from ui.base.session import Session
from ui.kit.combo_box import ComboBox
from ui.kit.labels import column, main_button, prose, row
from ui.list.record_list import RecordList


class BinTab(QWidget):
    """One ledger at a time: those with something in the bin come first, with their number."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.box = ComboBox()
        self.box.setAccessibleName("台账")
        self.restore_button = main_button("恢复选中的")
        self.restore_button.clicked.connect(self.restore)
        self.list: RecordList | None = None
        self._room = column(margin=0)
        words = prose("删除的记录都在这里，恢复后和删除以前一样。", "soft")
        layout = column(words, row(self.box, self.restore_button, None), self._room)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.box.currentIndexChanged.connect(self._show)

    def reload(self) -> None:
        """Count the deleted records of each ledger again and list those of the one chosen."""
        chosen = self.box.currentData()
        counts = self._counts()
        self.box.blockSignals(True)
        self.box.clear()
        for one, count in counts:
            self.box.addItem(f"{one.label}（{count}）", one.id)
        self.box.setCurrentIndex(max(self.box.findData(chosen), 0))
        self.box.blockSignals(False)
        self._show()

    def _counts(self) -> list[tuple[Ledger, int]]:
        query = ListQuery(unit=self._session.workspace.unit, deleted=True)
        with self._session.workspace.read() as connection:
            found = [(one, listing.count_rows(connection, one, query)) for one in self._session.own_ledgers()]
        return sorted(found, key=lambda pair: pair[1] == 0)

    def _show(self) -> None:
        ledger_id = self.box.currentData()
        if ledger_id is None or (self.list and self.list.ledger.id == ledger_id):
            return
        if self.list:
            self._room.removeWidget(self.list)
            self.list.deleteLater()
        self.list = RecordList(self._session, ledger_with(ledger_id), deleted=True)
        self._room.addWidget(self.list)

    def restore(self) -> None:
        """Take the selected records out of the bin."""
        uids = self.list.selected_uids() if self.list else []
        if self.list is None or not uids:
            self._session.refused.emit("先选中要恢复的记录。")
            return
        ledger = self.list.ledger

        def done(_: object) -> None:
            self._session.told.emit(f"已恢复 {len(uids)} 条。")
            self.reload()

        self._session.change(lambda tx: records.restore(tx, ledger, uids), done, ledger=ledger, owner=self)
