"""Files and folders the user picks: each purpose starts where it was last, or at a stick that is plugged in."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from models.file_names import plain_name, with_ending
from models.submit import drives
from ui.base.memory import Memory

RECEIVING, BACKUP, EVIDENCE, TABLES = "receiving", "backup", "evidence", "tables"
ISSUING, SCANS, PAPERS, PRINTS = "issuing", "scans", "papers", "prints"
"""Purposes."""
DOCUMENTS = QStandardPaths.StandardLocation.DocumentsLocation
CARRIED = frozenset({RECEIVING, BACKUP})
"""What comes on a stick: one that is plugged in goes before a folder of this computer."""


def start_folder(memory: Memory | None, purpose: str) -> str:
    """Where to begin; "" is the folder of documents."""
    last = memory.get(_name(purpose), "") if memory else ""
    there = last if last and Path(last).is_dir() else ""
    if purpose not in CARRIED:
        return there
    sticks = [os.fspath(drive.path) for drive in drives.drives()]
    if there and any(Path(there).is_relative_to(stick) for stick in sticks):
        return there
    return next(iter(sticks), there)


def remember_folder_for(memory: Memory | None, purpose: str, folder: Path) -> None:
    """Let the next dialog for this purpose begin in `folder`; nothing happens without a memory."""
    if memory:
        memory.set(_name(purpose), os.fspath(folder))


def choose_files(parent: QWidget, memory: Memory | None, purpose: str, caption: str, kinds: str = "") -> list[Path]:
    """Files to open, none where the user gave up."""
    names, _ = QFileDialog.getOpenFileNames(parent, caption, start_folder(memory, purpose), kinds)
    if names:
        remember_folder_for(memory, purpose, Path(names[0]).parent)
    return [Path(name) for name in names]


def choose_file(parent: QWidget, memory: Memory | None, purpose: str, caption: str, kinds: str = "") -> Path | None:
    """A file to open, None where the user gave up."""
    name, _ = QFileDialog.getOpenFileName(parent, caption, start_folder(memory, purpose), kinds)
    if not name:
        return None
    remember_folder_for(memory, purpose, Path(name).parent)
    return Path(name)


def choose_target(
    parent: QWidget, memory: Memory | None, purpose: str, caption: str, name: str, kinds: str
) -> Path | None:
    """A file to write, proposed under this name, None where the user gave up.

    Where a kind is asked for it has the proposed name's ending; nothing is replaced that the user was not asked about.
    """
    start = start_folder(memory, purpose) or QStandardPaths.writableLocation(DOCUMENTS)
    proposed, ending = Path(start, plain_name(name)), Path(name).suffix if kinds else ""
    while True:
        chosen, _ = QFileDialog.getSaveFileName(parent, caption, os.fspath(proposed), kinds)
        if not chosen:
            return None
        proposed = with_ending(Path(chosen), ending)
        if proposed == Path(chosen) or not proposed.exists():
            remember_folder_for(memory, purpose, proposed.parent)
            return proposed


def choose_folder(parent: QWidget, memory: Memory | None, purpose: str, caption: str) -> Path | None:
    """A folder, None where the user gave up."""
    name = QFileDialog.getExistingDirectory(parent, caption, start_folder(memory, purpose))
    if not name:
        return None
    remember_folder_for(memory, purpose, Path(name))
    return Path(name)


def _name(purpose: str) -> str:
    return f"last.{purpose}"
