"""佐证材料: all files with the records they prove; files are added in the records' forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QTabWidget, QWidget

from models.records.registry import ledger
from models.records.tone import Tone
from models.store.base.workspace import CENTRE, UNIT
from ui.base.icons import file_icon
from ui.base.loading import Loader
from ui.base.page import Page, PageSpec
from ui.base.places import EVIDENCE, LEDGERS, OWN_WORK
from ui.base.session import Session
from ui.evidence.facts import (
    DAMAGED,
    MISSING,
    PRESENT,
    UNUSED,
    WHOLE,
    EvidenceFile,
    EvidenceUse,
    check_files,
    read_files,
)
from ui.evidence.new_evidence import NewEvidence, is_offered
from ui.evidence.preview import EvidencePreview
from ui.kit.elided_label import soft_line
from ui.kit.labels import card, card_head, flush, group_head, on_ground, side_by_side, small_button, with_name
from ui.kit.open_evidence import open_evidence
from ui.kit.tables.cells import readable_size
from ui.kit.tables.head import ColumnHead
from ui.kit.tables.leading import leads_into
from ui.kit.tables.rows_table import RowsTable
from ui.kit.taking_files import TakesFiles

TONES = {PRESENT: None, WHOLE: Tone.GOOD, MISSING: Tone.BAD, DAMAGED: Tone.BAD, UNUSED: Tone.CALM}
EMPTY = "还没有佐证材料。\n把文件拖到这一页上，再选它们证明哪些记录；也可以在记录的表单里添加。"
NEW = 1
"""Place of the tab for new files."""


class EvidencePage(TakesFiles, Page):
    """Files and the records of the current one on the left; what it looks like, and new files, on the right."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.files: list[EvidenceFile] = []
        self.checked: dict[str, str] = {}
        heads: list[ColumnHead[EvidenceFile]] = [
            ColumnHead("文件名", 20, lambda one: one.name, icon=lambda one: file_icon(one.name)),
            ColumnHead("大小", 5, lambda one: readable_size(one.size)),
            ColumnHead("状态", 8, lambda one: one.state, tone=lambda one: TONES[one.state]),
            ColumnHead("关联记录", 30, lambda one: "；".join(_use_words(use) for use in one.uses)),
        ]
        uses: list[ColumnHead[EvidenceUse]] = [
            ColumnHead("台账", 8, lambda use: ledger(use.ledger).label),
            ColumnHead("记录", 16, lambda use: use.title),
            ColumnHead("单位", 12, lambda use: session.unit_name(use.unit)),
        ]
        self.table = RowsTable(heads, EMPTY, name="佐证材料", key=lambda one: one.digest)
        self.uses = RowsTable(uses, "选中上面的一个文件。", name="用到这个文件的记录")
        self.words = with_name(QLineEdit(placeholderText="搜索文件名、记录（Ctrl+F）"), "搜索佐证材料")
        self.summary = soft_line()
        self.open_button = QPushButton("打开")
        self.more = QPushButton("附到别的记录…")
        self.preview, self.fresh, self.tabs = EvidencePreview(session), NewEvidence(session), QTabWidget()
        self.check_button = small_button("逐个核对", "把每个文件读一遍，看内容是不是当初存进来的")
        self._assemble()
        self._connect()
        self.loader = Loader(self, session, read_files, self.show_files)

    def _assemble(self) -> None:
        self.words.setClearButtonEnabled(True)
        top, head = card_head(self.words, self.open_button, self.more), card_head(group_head("关联记录（双击打开）"))
        top.setStretch(0, 1)
        files, below = card(top, flush(self.table), margin=0), card(head, flush(self.uses), margin=0)
        left = side_by_side(files, below, orientation=Qt.Orientation.Vertical)
        left.setSizes([440, 180])
        self.tabs.addTab(self.preview, "预览")
        self.tabs.addTab(self.fresh, "新材料")
        self.tabs.setTabVisible(NEW, is_offered(self.session))
        split = side_by_side(left, self.tabs)
        split.setSizes([700, 500])
        layout = on_ground(split)
        self.setLayout(layout)
        self.more.setVisible(is_offered(self.session))
        self.setAcceptDrops(is_offered(self.session) and not self.session.read_only)

    def _connect(self) -> None:
        self.words.textChanged.connect(self.table.rows.narrow)
        leads_into(self.words, self.table)
        self.table.picked.connect(self._pick)
        self.table.opened.connect(self.open_file)
        self.uses.opened.connect(lambda use: self.session.record_wanted.emit(use.ledger, use.uid))
        self.open_button.clicked.connect(self._open_current)
        self.check_button.clicked.connect(self.check)
        self.more.clicked.connect(self._link_more)
        self.fresh.attached.connect(self.appear)
        self.fresh.found.connect(lambda count: self.tabs.setTabText(NEW, f"新材料（{count}）" if count else "新材料"))

    def heading(self) -> Sequence[QWidget | None]:
        """What there is in all, and checking it."""
        return (self.summary, None, self.check_button)

    def appear(self) -> None:
        """Read as of now, and look into the scan folder."""
        self.preview.warm()
        self.loader.reload()
        if is_offered(self.session):
            self.fresh.reload()

    def search(self) -> None:
        """Put the cursor into the search box."""
        self.words.setFocus()

    def show_files(self, files: list[EvidenceFile]) -> None:
        """List the files with the result of the last check, and sum up number, size and faults."""
        self.files = [replace(one, state=self._known(one)) for one in files]
        self.table.show_rows(self.files)
        bad = sum(one.state in (MISSING, DAMAGED) for one in self.files)
        wrong = f"，▲ {bad}个不见了或已损坏，请从原件重新添加，或者从备份恢复" if bad else ""
        size = readable_size(sum(one.size for one in self.files))
        self.summary.setText(f"{len(self.files)}个文件，共{size}{wrong}" if self.files else "")
        for button in (self.open_button, self.more):
            button.setEnabled(self.table.current() is not None)
        self._show_default()
        self.check_button.setEnabled(bool(self.files))

    def _known(self, one: EvidenceFile) -> str:
        return one.state if one.state in (MISSING, UNUSED) else self.checked.get(one.digest, one.state)

    def _pick(self, one: EvidenceFile) -> None:
        self.uses.show_rows(one.uses)
        self.open_button.setEnabled(one.state != MISSING)
        self.more.setEnabled(one.state != MISSING and not self.session.read_only)
        if one.state == MISSING:
            self.preview.say(f"“{one.name}”不见了：请从原件重新添加，或者从备份恢复。")
        else:
            self.preview.show_file(one.digest, one.name, one.size)

    def _show_default(self) -> None:
        """Without any file the way to the first one is in front."""
        if not self.files and is_offered(self.session):
            self.tabs.setCurrentIndex(NEW)

    def _link_more(self) -> None:
        chosen = [one for one in self.table.chosen() if one.state != MISSING]
        self.fresh.add_links([{"name": one.name, "digest": one.digest, "size": one.size} for one in chosen])
        self.tabs.setCurrentIndex(NEW)

    def take(self, paths: list[Path]) -> None:
        """Take files in as new ones."""
        self.tabs.setCurrentIndex(NEW)
        self.fresh.panel.take(paths)

    def check(self) -> None:
        """Compare every file with its digest in a worker; can be cancelled."""
        workspace, files = self.session.workspace, list(self.files)
        self.session.jobs.run(
            lambda ticket: check_files(workspace, files, ticket),
            self._checked,
            label="正在核对佐证材料",
            owner=self,
            cancellable=True,
        )

    def _checked(self, found: dict[str, str]) -> None:
        self.checked |= found
        bad = sum(state != WHOLE for state in found.values())
        if bad:
            self.session.warned.emit(f"核对了{len(found)}个文件，{bad}个有问题。")
        else:
            self.session.told.emit(f"{len(found)}个文件都完好。")
        self.show_files(self.files)

    def _open_current(self) -> None:
        current = self.table.current()
        if current:
            self.open_file(current)

    def open_file(self, one: EvidenceFile) -> None:
        """Open a file outside the program, through a temporary copy that is wiped on closing."""
        if one.state == MISSING:
            self.session.refused.emit(f"“{one.name}”不见了，打不开：请从原件重新添加，或者从备份恢复。")
            return
        open_evidence(self, self.session, one.digest, one.name)


def _use_words(use: EvidenceUse) -> str:
    return f"{ledger(use.ledger).label} {use.title}"


PAGES = (
    PageSpec(EVIDENCE, "佐证材料", 60, EvidencePage, frozenset({UNIT}), icon="attach", group=LEDGERS),
    PageSpec(EVIDENCE, "佐证材料", 55, EvidencePage, frozenset({CENTRE}), icon="attach", group=OWN_WORK),
)
