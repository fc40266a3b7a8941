"""Where files go: the sticks that are plugged in, what was used last, or any folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QWidget

from ui.memory import Memory
from ui.theme import SPACE
from ui.widgets.labels import small_button

MEDIA = ("/media/", "/run/media/", "/mnt/")


def sticks() -> list[Path]:
    """Places where removable drives are mounted now."""
    import psutil

    found = []
    for part in psutil.disk_partitions(all=False):
        windows = sys.platform == "win32" and "removable" in part.opts
        if windows or part.mountpoint.startswith(MEDIA):
            found.append(Path(part.mountpoint))
    return found


class FolderBox(QWidget):
    """A box with folders to choose from, and a button for any other; the last one used is remembered."""

    changed = Signal()

    def __init__(self, memory: Memory, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._memory, self._name = memory, f"folder.{name}"
        self.box = QComboBox()
        self.box.setEditable(True)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(10)
        self.box.setAccessibleName("文件夹")
        line = self.box.lineEdit()
        if line:
            line.setPlaceholderText("插好U盘后在这里选，或者点“选择”")
        self.choose = small_button("选择…", "选择文件夹")
        self.choose.clicked.connect(self._choose)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addWidget(self.box, 1)
        layout.addWidget(self.choose)
        self.setFocusProxy(self.box)
        self.refresh()
        self.box.editTextChanged.connect(self.changed)

    def refresh(self) -> None:
        """Look again which sticks are there; what is chosen stays."""
        now = self.box.currentText() or self._memory.get(self._name, "")
        desktop = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DesktopLocation)
        known = [os.fspath(path) for path in sticks()]
        texts = list(dict.fromkeys(text for text in (*known, now, desktop) if text and Path(text).is_dir()))
        self.box.blockSignals(True)
        self.box.clear()
        self.box.addItems(texts)
        self.box.setEditText(now if now in texts else next(iter(texts), ""))
        self.box.blockSignals(False)

    def folder(self) -> Path | None:
        """The folder, None where there is none of this name."""
        text = self.box.currentText().strip()
        return Path(text) if text and Path(text).is_dir() else None

    def put(self, folder: Path) -> None:
        """Choose a folder."""
        self.box.setEditText(os.fspath(folder))

    def remember(self) -> None:
        """It was used: offer it first next time."""
        self._memory.set(self._name, self.box.currentText().strip())

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "选择文件夹", self.box.currentText())
        if chosen:
            self.put(Path(chosen))
