"""Evidence in a form: files dropped or chosen, opened outside through a copy that is wiped on closing."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from models.errors import FazhiError
from models.records.field import BoundField
from models.records.record import Evidence
from models.store.base.transaction import Transaction
from models.store.base.workspace import Workspace
from models.store.files import evidence, photos
from models.store.files.file_kind import kind_of, visible_name
from models.store.files.photos import SmallerPhoto
from ui.base.icons import file_icon, icon
from ui.base.session import Session
from ui.base.workers import trouble_of
from ui.form.editor import Editor
from ui.form.pasted_files import pasted_files
from ui.form.photo_question import ASK, KEEP, SETTING, SHRINK, PhotoQuestion, size_gain
from ui.kit.choosing import EVIDENCE, choose_files
from ui.kit.copying import copy_by_keys
from ui.kit.labels import column, prose, row, small_button
from ui.kit.open_evidence import open_evidence
from ui.kit.tables.cells import readable_size
from ui.kit.taking_files import TakesFiles
from ui.rendering.shrinking import shrink_photos

LINK = int(Qt.ItemDataRole.UserRole)
VISIBLE_FILES = 4
STRANGE = "“{}”不是文档、图片、表格或音像文件，可能是改了名的程序：已经附上，但不能在这里打开，请核对是不是附错了。"
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class EvidencePanel(TakesFiles, Editor):
    """Editor of a record's 佐证材料."""

    def __init__(self, field: BoundField, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._session = session
        self.files = QListWidget()
        copy_by_keys(self.files)
        self.show_lines(VISIBLE_FILES)
        self.files.itemActivated.connect(self.open_file)
        self.hint = prose("把文件拖到这里，粘贴截图或文件（Ctrl+V），或者点“添加”。", "soft")
        self.add = small_button("添加…", "选择文件作为佐证材料")
        self.open = small_button("打开", "用电脑上的程序打开一份临时副本，关闭工作区时清除")
        self.remove = small_button("移除", "从这条记录上取下选中的文件")
        self.add.clicked.connect(self._choose)
        self.open.clicked.connect(lambda: self.open_file(self.files.currentItem()))
        self.remove.clicked.connect(self._remove)
        inside = QWidget()
        self.question = PhotoQuestion()
        buttons = row(self.add, self.open, self.remove, None)
        inside.setLayout(column(self.files, self.hint, self.question, buttons, margin=0))
        self._hold(inside)
        self.entry = self.add
        self.setAcceptDrops(True)
        self._writable = True
        self.files.setAccessibleName(field.label)
        self.add.installEventFilter(self)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)
        self._adapt()

    def show_lines(self, count: int) -> None:
        """Give the list room for so many files; more of them scroll."""
        self.files.setFixedHeight(self.files.fontMetrics().height() * count + 12)

    def stops(self) -> list[QWidget]:
        """The list and its buttons."""
        return [self.files, self.add, self.open, self.remove]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter on the button goes on; Space presses it."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.key() in ENTER and event.modifiers() in PLAIN:
            self.entered.emit()
            return True
        return super().eventFilter(watched, event)

    def value(self) -> Any:
        """Links to the files: name, digest, size."""
        return [self.files.item(at).data(LINK) for at in range(self.files.count())] or None

    def set_value(self, value: Any) -> None:
        """Replace the list with these links (a JSON list, or None for no files)."""
        self.files.clear()
        self.question.close_question()
        for link in value or []:
            self._append(link)
        self._adapt()

    def _append(self, link: dict[str, Any], before: int = 0) -> None:
        was = f"（缩小前 {readable_size(before)}）" if before else ""
        item = QListWidgetItem(f"{visible_name(link.get('name'))}　{readable_size(link.get('size'))}{was}")
        item.setIcon(icon(file_icon(link.get("name") or "")))
        item.setData(LINK, link)
        self.files.addItem(item)

    def _adapt(self) -> None:
        filled = self.files.count() > 0
        if filled and self.files.currentRow() < 0:
            self.files.setCurrentRow(0)  # 打开 and 移除 mean the line one sees
        self.hint.setVisible(not filled and self._writable)
        self.open.setEnabled(filled)
        self.remove.setEnabled(filled)

    def set_read_only(self) -> None:
        """Forbid adding and removing; files can still be opened."""
        self._writable = False
        self.setAcceptDrops(False)
        self.add.hide()
        self.remove.hide()
        self.hint.hide()

    def _choose(self) -> None:
        self.take(choose_files(self, self._session.memory, EVIDENCE, "选择佐证材料"))

    def paste(self) -> None:
        """Take the files or the screenshot on the clipboard."""
        if not self._writable:
            return
        files = pasted_files(self._session.temporary, self._session.workspace.clock.now())
        if files:
            self.take(files)
        else:
            self._session.refused.emit("剪贴板里没有截图，也没有文件：先截图，或者在文件夹里复制文件，再粘贴。")

    def take(self, paths: list[Path]) -> None:
        """Keep copies of files in the workspace and link them to the record; folders are passed over.

        Where one is too large, none is taken, and nobody waits for the others first.
        """
        files = [path for path in paths if path.is_file()]
        if len(files) < len(paths):
            tell = self._session.warned if files else self._session.refused
            tell.emit("文件夹不能作为佐证材料，请选择其中的文件。")
        try:
            evidence.require_fit(self._session.workspace, files)
        except (FazhiError, OSError) as problem:
            self._session.refused.emit(trouble_of(problem).sentence)
            return
        large = self._session.user.get(SETTING, ASK) != KEEP and any(map(photos.is_large_photo, files))
        if not large or self._session.read_only:
            self._keep(files)
            return
        self._session.jobs.run(
            lambda ticket: shrink_photos(files, ticket),
            lambda made: self._decide(files, made),
            label="正在看照片能缩小多少",
            owner=self,
        )

    def _decide(self, files: list[Path], made: dict[Path, SmallerPhoto]) -> None:
        """Ask what becomes of large photos unless it was said before."""
        large = [path for path in files if path.suffix.lower() in photos.UNREADABLE and path not in made]
        if large:
            self._session.told.emit(f"“{large[0].name}”是HEIC照片，这里不能缩小，按原样存；手机可以设成拍JPEG照片。")
        if not made or self._session.user.get(SETTING, ASK) == SHRINK:
            self._keep(files, made)
            return

        def answered(choice: str, always: bool) -> None:
            if always:
                self._session.user.set(SETTING, choice)
            self._keep(files, made if choice == SHRINK else {})

        self.question.ask(list(made.values()), answered)

    def _keep(self, files: list[Path], made: Mapping[Path, SmallerPhoto] = MappingProxyType({})) -> None:
        workspace = self._session.workspace

        def keep(tx: Transaction) -> tuple[list[Evidence], list[str]]:
            links = [_kept(tx, workspace, path, made.get(path)) for path in files]
            return links, [visible_name(path.name) for path in files if kind_of(path) is None]

        label = f"正在加入 {len(files)} 个文件"
        self._session.change(keep, lambda kept: self._taken(*kept, [*made.values()]), owner=self, label=label)

    def _taken(self, links: list[Evidence], strange: list[str], made: list[SmallerPhoto]) -> None:
        known = {link.get("digest"): visible_name(link.get("name")) for link in self.value() or []}
        before = {(one.name, one.size): one.before for one in made}
        again = list[str]()
        for link in links:
            if link.digest in known:
                again.append(known[link.digest])
                continue
            known[link.digest] = visible_name(link.name)
            self._append(msgspec.to_builtins(link), before.get((link.name or "", link.size or 0), 0))
        said = f"已缩小{size_gain(made)}。电脑里原来的照片没有动。" if made else ""
        said += f"已经附过（{'、'.join(again)}）。" if again else ""
        if strange:
            self._session.warned.emit(f"{said}{STRANGE.format('、'.join(strange))}")
        elif said:
            self._session.told.emit(said)
        self._adapt()
        self.edited.emit()

    def _remove(self) -> None:
        for item in self.files.selectedItems():
            self.files.takeItem(self.files.row(item))
        self._adapt()
        self.edited.emit()

    def open_file(self, item: QListWidgetItem | None) -> None:
        """Open a file outside the program, through a temporary copy."""
        if item is None:
            return
        link = item.data(LINK)
        open_evidence(self, self._session, link.get("digest", ""), link.get("name", ""))


def _kept(tx: Transaction, workspace: Workspace, path: Path, made: SmallerPhoto | None) -> Evidence:
    if made is None:
        return evidence.add_file(tx, workspace, path)
    digest, size = evidence.add_stream(tx, workspace, io.BytesIO(made.content))
    return Evidence(name=made.name, digest=digest, size=size)
