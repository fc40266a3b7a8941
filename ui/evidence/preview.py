"""A file of evidence as it looks, inside the window: pictures, PDFs and plain text."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QWidget

from models.store.base.workspace import Workspace
from models.store.files import evidence
from models.store.files.file_kind import FileKind, kind_of_content
from ui.base.plain_text import Label
from ui.base.session import Session
from ui.base.workers import Trouble, Turns
from ui.kit.pdf.preview import PdfPreview

EMPTY = "选中一个文件，在这里看图片、PDF 和文本。"
TEXTS = (".txt", ".csv", ".md", ".log")
LARGEST = 80 << 20
"""Bytes; a larger file is opened outside."""
LETTERS = 200_000
SIDE = 3_000
"""Pixels; a picture is read no larger than this."""


@dataclass(frozen=True)
class PreviewContent:
    """What can be shown of a file: one of text, pdf and picture, or `words` saying why none."""

    words: str = ""
    text: str = ""
    pdf: bytes = b""
    picture: QImage | None = None


def read_preview(workspace: Workspace, digest: str, name: str, size: int) -> PreviewContent:
    """The content as it can be shown.

    Raises:
        NoEvidenceError: It is missing or damaged.
    """
    suffix = f".{name.rpartition('.')[2].lower()}" if "." in name else ""
    if suffix and suffix not in {".pdf", *TEXTS, *_pictures()}:
        return PreviewContent(words=f"“{name}”不能在这里看，请点“打开”，用电脑上的程序看。")
    if size > LARGEST:
        return PreviewContent(words=f"“{name}”太大，请点“打开”，用电脑上的程序看。")
    held = io.BytesIO()
    evidence.copy_file(workspace, digest, held)
    data = held.getvalue()
    if data.startswith(b"%PDF"):
        return PreviewContent(pdf=data)
    if suffix in TEXTS:
        return PreviewContent(text=_decoded(data)[:LETTERS])
    picture = _picture(data)
    if not picture.isNull():
        return PreviewContent(picture=picture)
    held.seek(0)
    return PreviewContent(words=_unreadable_words(name, kind_of_content(held)))


def _unreadable_words(name: str, kind: FileKind | None) -> str:
    """Why a file called a picture or a PDF shows nothing, by what it really is."""
    if kind is None:
        return f"“{name}”不是图片，也不是文档，可能是改了名的程序：不要打开，请和给材料的人核对。"
    if kind.endings[0] not in {*_pictures(), ".pdf"}:
        return f"“{name}”的内容其实是{kind.endings[0]}文件，请点“打开”，用电脑上的程序看。"
    return f"“{name}”的内容读不出来，请点“打开”试试。"


def _pictures() -> set[str]:
    return {f".{bytes(one.data()).decode()}" for one in QImageReader.supportedImageFormats()}


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def _picture(data: bytes) -> QImage:
    """The right way up, and not larger than a screen needs."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > SIDE:
        reader.setScaledSize(size.scaled(SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


class Picture(Label):
    """A picture as large as there is room, never larger than itself."""

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumSize(1, 1)

    def show_picture(self, picture: QImage) -> None:
        """Show a decoded picture, scaled down to fit the widget and never up."""
        self.image = picture
        self._fit()

    def _fit(self) -> None:
        if self.image.isNull():
            return
        ratio = self.devicePixelRatioF()
        room = QSize(int(self.width() * ratio), int(self.height() * ratio)).boundedTo(self.image.size())
        small = self.image.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        small.setDevicePixelRatio(ratio)
        self.setPixmap(QPixmap.fromImage(small))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Scale the picture to the new size."""
        super().resizeEvent(event)
        self._fit()


class EvidencePreview(QStackedWidget):
    """Shows one file after the other; nothing is written to the disk for it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._turns = session, Turns(self)
        self.words, self.text, self.picture = Label(EMPTY), QPlainTextEdit(), Picture()
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setProperty("role", "soft")
        self.text.setReadOnly(True)
        self.text.setAccessibleName("文件内容")
        self.pdf = PdfPreview(session, "")
        for part in (self.words, self.text, self.picture, self.pdf):
            self.addWidget(part)

    def show_file(self, digest: str, name: str, size: int) -> None:
        """Read a file off the UI thread and show it; of several asked for only the last is shown."""
        workspace, turn = self._session.workspace, self._turns.ask()
        self._session.jobs.run(
            lambda _: read_preview(workspace, digest, name, size), self._show, self._refuse, owner=turn
        )

    def say(self, words: str) -> None:
        """Show a sentence in place of a file."""
        self._turns.ask()
        self.words.setText(words)
        self.setCurrentWidget(self.words)

    def _refuse(self, trouble: Trouble) -> None:
        self.say(trouble.sentence)

    def _show(self, content: PreviewContent) -> None:
        if content.words:
            self.say(content.words)
        elif content.pdf:
            self.setCurrentWidget(self.pdf)
            self.pdf.show_pdf(content.pdf)
        elif content.picture is not None:
            self.setCurrentWidget(self.picture)
            self.picture.show_picture(content.picture)
        else:
            self.text.setPlainText(content.text)
            self.setCurrentWidget(self.text)
