"""Where files go: the sticks that are plugged in, what was used last, or any folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLocale, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QStyledItemDelegate, QWidget

from models.store.files import disk_space
from models.submit import drives
from models.submit.drives import MAY_PULL, WRITTEN, Drive
from ui.base.memory import Memory
from ui.base.plain_text import plain_tip
from ui.kit.combo_box import ComboBox
from ui.kit.labels import column, prose, row, small_button, with_name

NO_FOLDER = "还没有选文件夹，或者选的已经不在：请插好U盘再选，或者点“选择”。"


class _Described(QStyledItemDelegate):
    """Shows beside each folder of the open list what is known of its drive; what is chosen stays the bare folder."""

    def __init__(self, words: Callable[[str], str], parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words

    def displayText(self, value: object, _locale: QLocale | QLocale.Language) -> str:
        """The folder and its drive."""
        return f"{value}　{self._words(str(value))}"


class FolderBox(QWidget):
    """A box with folders to choose from, and a button for any other; empty until `refresh`, the last used remembered.

    A screen reader says its `label`. What is known of the chosen drive stands below where it `describes`, else in the
    tool tip. Where `sticks_first` one that is plugged in goes before the folder used last on this computer.

    Signals:
        changed: Another folder stands there.
        entered: Enter was pressed in it.
    """

    changed, entered = Signal(), Signal()

    def __init__(
        self,
        memory: Memory,
        name: str,
        parent: QWidget | None = None,
        *,
        label: str,
        describes: bool = False,
        sticks_first: bool = False,
    ) -> None:
        super().__init__(parent)
        self._memory, self._name = memory, f"folder.{name}"
        self._describes, self._sticks_first = describes, sticks_first
        self._drives: dict[str, Drive] = {}
        self.box = ComboBox()
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(10)
        self.box.setAccessibleName(label)
        self.box.setItemDelegate(_Described(self._words, self.box))
        self.box.view().setTextElideMode(Qt.TextElideMode.ElideMiddle)
        edit = self.box.lineEdit()
        if edit:
            edit.setPlaceholderText("插好U盘后在这里选，或者点“选择”")
            edit.returnPressed.connect(self.entered)
        self.choose = with_name(small_button("选择…", "选择文件夹"), f"选择{label}")
        self.choose.clicked.connect(self._choose)
        self.about = prose("", "soft")
        self.about.hide()
        line = row(self.box, self.choose)
        line.setStretch(0, 1)
        self.setLayout(column(line, self.about, margin=0))
        self.setFocusProxy(self.box)
        self.box.editTextChanged.connect(self.changed)
        self.box.editTextChanged.connect(self._describe)

    def refresh(self) -> None:
        """Offer the drives plugged in now; the folder chosen stays."""
        desktop = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DesktopLocation)
        self._drives = {os.fspath(drive.path): drive for drive in drives.drives()}
        now = self.box.currentText() or self._last()
        known = list(self._drives)
        texts = list(dict.fromkeys(text for text in (*known, now, desktop) if text and Path(text).is_dir()))
        self.box.blockSignals(True)
        self.box.clear()
        self.box.addItems(texts)
        self.box.setEditText(now if now in texts else next(iter(texts), ""))
        self.box.blockSignals(False)
        self._describe()

    def _last(self) -> str:
        """The folder used last, "" where a stick goes before it."""
        last = self._memory.get(self._name, "")
        carried = any(Path(last).is_relative_to(stick) for stick in self._drives)
        return last if carried or not (self._sticks_first and self._drives) else ""

    def folder(self) -> Path | None:
        """The folder, None where there is none of this name."""
        text = self.box.currentText().strip()
        return Path(text) if text and Path(text).is_dir() else None

    def obstacle(self, size: int, what: str = "报送包") -> str:
        """Why a file of this size cannot go there and how much is missing, "" where nothing speaks against it."""
        folder = self.folder()
        if folder is None:
            return ""
        drive = self.drive()
        if drive:
            return drives.drive_obstacle(drive, size, what)
        found = disk_space.find_shortage(disk_space.disk_space_at(folder), size, what)
        return found.sentence if found else ""

    def drive(self) -> Drive | None:
        """The removable drive on which the folder lies, None for another place."""
        folder = self.folder()
        return self._drive_of(folder) if folder else None

    def _drive_of(self, path: Path) -> Drive | None:
        return next(
            (self._drives[name] for one in (path, *path.parents) if (name := os.fspath(one)) in self._drives), None
        )

    def written_words(self, path: Path) -> str:
        """The sentence on a file that was written to `path`: only a stick can be pulled out."""
        return f"{WRITTEN}，{MAY_PULL}。" if self._drive_of(path) else f"{WRITTEN}。"

    def _words(self, text: str) -> str:
        drive = self._drives.get(text)
        return drive.words if drive else "这台电脑里的文件夹"

    def _describe(self) -> None:
        drive = self.drive()
        self.about.setText(drive.words if drive else "")
        self.about.setVisible(drive is not None and self._describes)
        self.box.setToolTip(plain_tip(self.about.text()))

    def put(self, folder: Path) -> None:
        """Enter `folder` as if it had been typed; it need not exist."""
        self.box.setEditText(os.fspath(folder))

    def remember(self) -> None:
        """Save the folder, after it was used, to be offered first next time."""
        self._memory.set(self._name, self.box.currentText().strip())

    def _choose(self) -> None:
        first = self.folder() or next((drive.path for drive in self._drives.values()), "")
        chosen = QFileDialog.getExistingDirectory(self, "选择文件夹", os.fspath(first))
        if chosen:
            self.put(Path(chosen))
