"""A file of evidence as it looks, inside the window: pictures, PDFs and plain text."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QWidget

from models.store.base.workspace import Workspace
from models.store.files import evidence
from models.store.files.file_kind import BMP, GIF, HEAD, JPEG, PDF, PNG, TEXT, TIFF, WEBP, FileKind, kind_of_content
from ui.base.plain_text import Label
from ui.base.session import Session
from ui.base.ticket import Ticket
from ui.base.workers import Trouble, Turns
from ui.kit.pdf.pages import raster_image
from ui.kit.pdf.preview import PdfPreview
from ui.kit.pdf.source import ForeignPdf
from ui.rendering.process import NotRenderedError, RenderProcesses

EMPTY = "选中一个文件，在这里看图片、PDF 和文本。"
PICTURES = (JPEG, PNG, GIF, WEBP, BMP, TIFF)
TEXTS = (".txt", ".csv", ".md", ".log")
SVG = re.compile(rb"\A(\xef\xbb\xbf)?\s*(<[?!][^>]*>\s*)*<(\w+:)?svg\b", re.IGNORECASE)
SVG_WORDS = "“{}”的内容是网页图形（SVG），里面可能带有程序，不预览：请让给材料的人另存为图片或PDF。"
LARGEST = 80 << 20
"""Bytes; a larger file is opened outside."""
LETTERS = 200_000
SIDE = 2_000
"""Pixels; a picture is read no larger than this."""


@dataclass(frozen=True)
class PreviewContent:
    """What can be shown of a file: one of text, pdf and picture, or `words` saying why none."""

    words: str = ""
    text: str = ""
    pdf: ForeignPdf | None = None
    picture: QImage | None = None


@dataclass(frozen=True)
class PreviewFile:
    """The file that is looked at."""

    digest: str
    name: str
    size: int

    @property
    def suffix(self) -> str:
        """The ending of the name, ".jpg", or ""."""
        return f".{self.name.rpartition('.')[2].lower()}" if "." in self.name else ""


def read_preview(workspace: Workspace, file: PreviewFile, processes: RenderProcesses, ticket: Ticket) -> PreviewContent:
    """The content as it can be shown, by what it is; pictures and PDFs are read in another process.

    Raises:
        NoEvidenceError: It is missing or damaged.
        CancelledError: The ticket was cancelled.
    """
    known = {ending for kind in (PDF, TEXT, *PICTURES) for ending in kind.endings}
    if file.suffix and file.suffix not in {*known, *TEXTS, ".svg"}:
        return PreviewContent(words=f"“{file.name}”不能在这里看，请点“打开”，用电脑上的程序看。")
    if file.size > LARGEST:
        return PreviewContent(words=f"“{file.name}”太大，请点“打开”，用电脑上的程序看。")
    held = io.BytesIO()
    evidence.copy_file(workspace, file.digest, held)
    held.seek(0)
    kind, data = kind_of_content(held), held.getvalue()
    if kind is TEXT and SVG.search(data, 0, HEAD):
        return PreviewContent(words=SVG_WORDS.format(file.name))
    if file.suffix in TEXTS and kind is TEXT:
        return PreviewContent(text=_decoded(data)[:LETTERS])
    try:
        return _rendered(data, kind, processes, ticket) or PreviewContent(words=_unreadable_words(file.name, kind))
    except NotRenderedError:
        return PreviewContent(words=_unreadable_words(file.name, kind))


def _rendered(data: bytes, kind: FileKind | None, processes: RenderProcesses, ticket: Ticket) -> PreviewContent | None:
    if kind in PICTURES:
        return PreviewContent(picture=raster_image(processes.next(ticket).picture(data, SIDE, ticket)))
    if kind is PDF:
        process = processes.next(ticket)
        return PreviewContent(pdf=ForeignPdf(process, process.open_pdf(data, ticket)))
    return None


def _unreadable_words(name: str, kind: FileKind | None) -> str:
    """Why a file called a picture, a PDF or a text shows nothing, by what it really is."""
    if kind is None:
        return f"“{name}”不是文本、图片或文档，可能是改了名的程序：不要打开，请和给材料的人核对。"
    if kind not in (PDF, *PICTURES):
        return f"“{name}”的内容其实是{kind.endings[0]}文件，请点“打开”，用电脑上的程序看。"
    return f"“{name}”的内容读不出来，或者太大、太复杂，不能在这里看；请点“打开”，用电脑上的程序看。"


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


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
        self.processes, self._ticket = RenderProcesses(), Ticket(lambda *_: None)
        session.closing.connect(self.processes.close)
        self.words, self.text, self.picture = Label(EMPTY), QPlainTextEdit(), Picture()
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setProperty("role", "soft")
        self.text.setReadOnly(True)
        self.text.setAccessibleName("文件内容")
        self.pdf = PdfPreview(session, "")
        self.pdf.refused.connect(self.say)
        for part in (self.words, self.text, self.picture, self.pdf):
            self.addWidget(part)

    def show_file(self, digest: str, name: str, size: int) -> None:
        """Read a file off the UI thread and show it; of several asked for only the last is shown."""
        workspace, file = self._session.workspace, PreviewFile(digest, name, size)
        self._leave()
        self._ticket = self._session.jobs.run(
            lambda ticket: read_preview(workspace, file, self.processes, ticket),
            self._show,
            self._refuse,
            owner=self._turns.ask(),
        )
        self._session.jobs.spare.add(self._ticket)

    def warm(self) -> None:
        """Load ahead what reads a file, so that the first does not wait for it."""
        self.processes.warm()

    def _leave(self) -> None:
        """What is still read of the file before ends here."""
        self._ticket.cancel()
        self.processes.drop()
        self.pdf.clear("")

    def say(self, words: str) -> None:
        """Show a sentence in place of a file."""
        self._turns.ask()
        self._leave()
        self.words.setText(words)
        self.setCurrentWidget(self.words)

    def _refuse(self, trouble: Trouble) -> None:
        self.say(trouble.sentence)

    def _show(self, content: PreviewContent) -> None:
        self.warm()
        if content.words:
            self.say(content.words)
        elif content.pdf:
            self.setCurrentWidget(self.pdf)
            self.pdf.show_source(content.pdf)
        elif content.picture is not None:
            self.setCurrentWidget(self.picture)
            self.picture.show_picture(content.picture)
        else:
            self.text.setPlainText(content.text)
            self.setCurrentWidget(self.text)
