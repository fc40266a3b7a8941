"""Files on the clipboard: those copied in a file manager, or a screenshot, which becomes one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from PySide6.QtGui import QGuiApplication

STAMP = "%Y-%m-%d_%H%M%S"


def pasted_files(folder: Path, now: dt.datetime) -> list[Path]:
    """The local files on the clipboard; a picture is first written into `folder`, named by the time. [] for neither."""
    said = QGuiApplication.clipboard().mimeData()
    files = [Path(url.toLocalFile()) for url in said.urls() if url.isLocalFile()]
    if files or not said.hasImage():
        return files
    target = folder / f"截图_{now.strftime(STAMP)}.png"
    return [target] if QGuiApplication.clipboard().image().save(str(target)) else []
