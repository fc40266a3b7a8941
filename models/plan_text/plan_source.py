"""Reading a plan's text from a file, with words for what can be wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from models.errors import FazhiError
from models.plan_text.files import PdfPages, PlanFileError, PlanFileFault, file_text
from models.plan_text.reading import PlanReading, read_plan
from models.plan_text.source_text import SourceText

_WORDS = {
    PlanFileFault.KIND: "不是能读的正文（docx、txt、doc、wps、rtf、odt、pdf），请另存为 docx",
    PlanFileFault.NOT_WORD: "不是完好的 docx 文件，请用 Word 或 WPS 打开后另存为 docx",
    PlanFileFault.NOT_TEXT: "不是文本文件，请用记事本另存为 UTF-8 编码的 txt",
    PlanFileFault.NO_OFFICE: "是旧格式，这台电脑没有装 LibreOffice，不能直接读；请用 Word 或 WPS 打开后另存为 docx",
    PlanFileFault.NOT_CONVERTED: "用 LibreOffice 打不开，请用 Word 或 WPS 打开后另存为 docx",
    PlanFileFault.NOT_PDF: "不是完好的 PDF，或者加了密码、太大、太复杂，请用原来的 docx",
    PlanFileFault.SCANNED: "是扫描件，里面只有图片没有文字，请用原来的 docx，或者用识别软件转成文字以后",
}
_EXCERPT = 20


class PlanTextError(FazhiError):
    """The file is no plan text."""

    path: Path
    fault: PlanFileFault

    @property
    def sentence(self) -> str:
        """Says what is wrong with it, and what to do."""
        return f"“{self.path}”{_WORDS[self.fault]}，再试一次。"


class NoItemsError(FazhiError):
    """No item was found in the plan's text."""

    path: Path
    template = "“{path}”里没有认出事项：每章、每项前面要有编号，可以先用命令 plan 查看。"


def plan_source_text(path: Path, pages: PdfPages) -> SourceText:
    """The text in a file of any kind that people keep texts in; `pages` reads PDFs.

    Raises:
        PlanTextError: The file is something else.
        OSError: It cannot be read.
    """
    try:
        return file_text(path, pages)
    except PlanFileError as problem:
        raise PlanTextError(problem.path, problem.fault) from problem


def read_plan_source(path: Path, pages: PdfPages) -> PlanReading:
    """The plan in a file, with remarks on what else is in it. Raises as `plan_source_text`."""
    source = plan_source_text(path, pages)
    reading = read_plan(source.text)
    return reading._replace(remarks=(*unread_remarks(source), *reading.remarks))


def read_items(path: Path, pages: PdfPages) -> PlanReading:
    """The plan in a file, which has items.

    Raises:
        NoItemsError: None is found in it.
        PlanTextError, OSError: As `plan_source_text`.
    """
    reading = read_plan_source(path, pages)
    if not reading.plan.items:
        raise NoItemsError(path)
    return reading


def unread_remarks(source: SourceText) -> Iterator[str]:
    """A sentence on each thing in the file that was not read as its text."""
    if source.hidden:
        words = "".join(source.hidden)
        shown = words if len(words) <= _EXCERPT else f"{words[:_EXCERPT]}…"
        yield f"文件里有隐藏的文字（{len(words)}个字：“{shown}”），没有读；要用的话，请在 Word 里取消隐藏后重新导入。"
    if source.is_tracked:
        yield "文件里有还没有接受的修订，是按全部接受以后的文字读的，请对照定稿核对。"
    if source.has_notes:
        yield "文件里有脚注或者尾注，没有读；其中有要求的，请写进事项。"
