"""New files of evidence: dropped, chosen or from the scan folder, linked to as many records as wanted."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDir, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QWidget

from models.records.registry import ledger
from models.store.base.transaction import Transaction
from models.store.base.workspace import CENTRE
from models.store.records.undo_steps import mark_step
from ui.base.session import Session
from ui.base.tokens import SPACE, WIDE
from ui.base.workers import Turns
from ui.evidence.attach import AttachTarget, attach_files, targets_of
from ui.evidence.scan_folder import FOLDER, SEEN, SEEN_KEPT, file_stamp, new_files
from ui.form.evidence_panel import EvidencePanel
from ui.kit.combo_box import ComboBox
from ui.kit.labels import column, group_head, main_button, prose, row, small_button
from ui.kit.tables.head import ColumnHead
from ui.kit.tables.rows_table import RowsTable
from ui.kit.taking_back import offer_undo

NO_FOLDER = "可以指定一个扫描文件夹：扫描仪、手机传来的新文件会自动列在这里。"
TARGETS: list[ColumnHead[AttachTarget]] = [
    ColumnHead("记录", 14, lambda one: one.title),
    ColumnHead("说明", 8, lambda one: one.beside),
    ColumnHead("已有材料", 4, lambda one: one.files or None),
]


class NewEvidence(QWidget):
    """Files above, records below, one button.

    Signals:
        attached: Files were linked to records.
        found: How many new files the scan folder has.
    """

    attached = Signal()
    found = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.fresh: list[Path] = []
        self._targets, self._looks = Turns(self), Turns(self)
        self.panel = EvidencePanel(ledger("progress").by_name["evidence"], session)
        self.panel.remove.setToolTip("从这里拿走，不附到记录上")
        self.about = prose(NO_FOLDER, "soft")
        self.take_all = QPushButton("全部放入")
        self.ignore = small_button("全部不要", "以后不再提示这些文件；文件本身不动")
        self.choose = small_button("扫描文件夹…", "选扫描仪或手机传文件的文件夹")
        self.box, self.words = ComboBox(), QLineEdit(placeholderText="搜索记录")
        self.box.setAccessibleName("台账")
        self.words.setAccessibleName("搜索记录")
        for one in session.own_ledgers():
            self.box.addItem(one.label, one.id)
        self.table: RowsTable[AttachTarget] = RowsTable(TARGETS, "这本台账还没有记录。", name="记录")
        self.go = main_button("附到选中的记录")
        self._assemble()
        self._connect()
        self._look()

    def _assemble(self) -> None:
        scan = row(self.take_all, self.ignore, None, self.choose)
        pick = row(self.box, self.words)
        pick.setStretch(1, 1)
        head = group_head("附到哪些记录（按住 Ctrl 或 Shift 多选）")
        parts = (self.about, scan, self.panel, head, pick, self.table, row(self.go, None))
        layout = column(*parts)
        layout.setStretch(5, 1)
        layout.setContentsMargins(WIDE, SPACE, WIDE, 0)
        self.setLayout(layout)
        self.panel.setEnabled(not self.session.read_only)
        self.choose.setEnabled(not self.session.read_only)

    def _connect(self) -> None:
        self.choose.clicked.connect(self._choose_folder)
        self.take_all.clicked.connect(self.take_fresh)
        self.ignore.clicked.connect(self._put_aside)
        self.panel.edited.connect(self._look)
        self.box.currentIndexChanged.connect(self.show_targets)
        self.words.textChanged.connect(self.table.rows.narrow)
        self.table.selectionModel().selectionChanged.connect(self._look)
        self.table.rows.modelReset.connect(self._look)
        self.go.clicked.connect(self.attach)

    def reload(self) -> None:
        """Look at the records again, and into the scan folder."""
        self.show_targets()
        self.look_into_folder()

    def show_targets(self) -> None:
        """List the records of the chosen ledger."""
        workspace, name = self.session.workspace, str(self.box.currentData())
        self.session.jobs.run(lambda _: targets_of(workspace, name), self.table.show_rows, owner=self._targets.ask())

    # The scan folder

    @property
    def folder(self) -> Path | None:
        """The scan folder, None while there is none."""
        text = self.session.memory.get(FOLDER, "")
        return Path(text) if text else None

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, "扫描仪或手机把文件放在哪里", str(self.folder or QDir.homePath())
        )
        if chosen:
            self.watch(Path(chosen))

    def watch(self, folder: Path) -> None:
        """Offer the new files of this folder from now on."""
        self.session.memory.set(FOLDER, str(folder))
        self.look_into_folder()

    def look_into_folder(self) -> None:
        """List the files in the scan folder that the workspace does not have yet, in a worker."""
        folder, workspace, seen = self.folder, self.session.workspace, set(self._seen())
        if folder is None:
            self._show_fresh([])
            return
        self.session.jobs.run(
            lambda ticket: new_files(workspace, folder, seen, ticket),
            self._show_fresh,
            label="正在看扫描文件夹",
            owner=self._looks.ask(),
        )

    def _show_fresh(self, fresh: list[Path]) -> None:
        self.fresh = fresh
        self.found.emit(len(fresh))
        named = "、".join(path.name for path in fresh[:3]) + ("等" if len(fresh) > 3 else "")  # noqa: PLR2004 - names
        if self.folder is not None:
            found = f"有{len(fresh)}个新文件：{named}" if fresh else "没有新文件"
            missing = "" if self.folder.is_dir() else "（现在打不开）"
            self.about.setText(f"扫描文件夹“{self.folder.name}”{missing}{found}。")
        for button in (self.take_all, self.ignore):
            button.setVisible(bool(fresh) and not self.session.read_only)

    def _seen(self) -> list[str]:
        return self.session.memory.get(SEEN, list[str]())

    def _put_aside(self) -> None:
        stamps = [file_stamp(path) for path in self.fresh if path.is_file()]
        self.session.memory.set(SEEN, [*stamps, *self._seen()][:SEEN_KEPT])
        self._show_fresh([])

    def take_fresh(self) -> None:
        """Take all new files of the scan folder in."""
        fresh = list(self.fresh)
        self._put_aside()
        self.panel.take(fresh)

    # Linking

    def add_links(self, links: list[dict[str, Any]]) -> None:
        """Offer files that are kept already for more records."""
        known = {link.get("digest") for link in self.links()}
        self.panel.set_value([*self.links(), *(one for one in links if one.get("digest") not in known)])
        self._look()

    def links(self) -> list[dict[str, Any]]:
        """The files to be linked."""
        return list(self.panel.value() or [])

    def _look(self) -> None:
        files, chosen = len(self.links()), len(self.table.chosen())
        self.go.setText(f"把{files}个文件附到{chosen}条记录" if files and chosen else "附到选中的记录")
        self.go.setEnabled(bool(files and chosen) and not self.session.read_only)

    def attach(self) -> None:
        """Link every file to every chosen record, with 撤销 on offer."""
        links, targets, unit = self.links(), self.table.chosen(), self.session.workspace.unit
        declared = ledger(targets[0].ledger) if targets else None
        if links and declared:
            done = partial(self._attached, len(links))

            def act(tx: Transaction) -> tuple[int, int]:
                changed = len(attach_files(tx, unit, links, targets))
                return changed, mark_step(tx, f"把{len(links)}个文件附到{declared.label}{changed}条记录")

            self.session.change(act, done, ledger=declared, owner=self, label="正在附上")

    def _attached(self, files: int, changed: tuple[int, int]) -> None:
        records, step = changed
        if not records:
            self.session.told.emit("这些记录已经有这些文件了，没有改动。")
            return
        self.panel.set_value(None)
        self._look()
        self.reload()
        self.attached.emit()
        offer_undo(self.session, f"已把{files}个文件附到{records}条记录", step, self.attached.emit)


def is_offered(session: Session) -> bool:
    """Whether this workspace may add evidence: a unit's may, a centre's only looks at what came."""
    return session.workspace.role != CENTRE
