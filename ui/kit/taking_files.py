"""A widget that files and folders can be dropped on."""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent


class TakesFiles:
    """Stands before the widget's own class: what is dropped on it goes to `take`, once the widget accepts drops."""

    @abstractmethod
    def take(self, paths: list[Path]) -> None:
        """Take these files and folders."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept a drag of files or folders."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the dropped local paths; links to other places are left out."""
        self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()
