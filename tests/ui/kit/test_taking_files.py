from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.taking_files import TakesFiles


class Box(TakesFiles, QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.taken: list[Path] = []
        self.setAcceptDrops(True)

    def take(self, paths: list[Path]) -> None:
        self.taken += paths


def dragged(box: QWidget, what: QMimeData) -> bool:
    event = QDragEnterEvent(
        QPoint(), Qt.DropAction.CopyAction, what, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(box, event)
    return event.isAccepted()


def test_files_are_taken_and_nothing_else(qtbot: QtBot, tmp_path: Path) -> None:
    box, files, words = Box(), QMimeData(), QMimeData()
    qtbot.addWidget(box)
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "甲.pdf")), QUrl("https://a.example/b.pdf")])
    words.setText("甲.pdf")
    assert [dragged(box, one) for one in (files, words)] == [True, False]
    drop = QDropEvent(
        QPointF(), Qt.DropAction.CopyAction, files, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(box, drop)
    assert box.taken == [tmp_path / "甲.pdf"]
