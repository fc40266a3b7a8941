"""Reading a plan's text from a file, with words for what can be wrong with it."""

from __future__ import annotations

from pathlib import Path

from models.errors import FazhiError
from models.plan_text import PlanFileError, PlanFileFault, PlanReading, read_plan
from models.plan_text.files import PdfPages, file_text

_WORDS = {
    PlanFileFault.KIND: "不是能读的正文（docx、txt、doc、wps、rtf、odt、pdf），请另存为 docx",
    PlanFileFault.NOT_WORD: "不是完好的 docx 文件，请用 Word 或 WPS 打开后另存为 docx",
    PlanFileFault.NOT_TEXT: "不是文本文件，请用记事本另存为 UTF-8 编码的 txt",
    PlanFileFault.NO_OFFICE: "是旧格式，这台电脑没有装 LibreOffice，不能直接读；请用 Word 或 WPS 打开后另存为 docx",
    PlanFileFault.NOT_CONVERTED: "用 LibreOffice 打不开，请用 Word 或 WPS 打开后另存为 docx",
    PlanFileFault.PDF_ELSEWHERE: "是 PDF，这里不能直接读；请用原来的 docx，或者在“任务下发”里导入",
    PlanFileFault.NOT_PDF: "不是完好的 PDF，或者加了密码、太大、太复杂，请用原来的 docx",
    PlanFileFault.SCANNED: "是扫描件，里面只有图片没有文字，请用原来的 docx，或者用识别软件转成文字以后",
}


class PlanTextError(FazhiError):
    """The file is no plan text."""

    path: Path
    fault: PlanFileFault

    @property
    def sentence(self) -> str:
        """Says what is wrong with it, and what to do."""
        return f"“{self.path}”{_WORDS[self.fault]}，再试一次。"


def plan_source_text(path: Path, pages: PdfPages | None = None) -> str:
    """The text in a file of any kind that people keep texts in; `pages` reads PDFs.

    Raises:
        PlanTextError: The file is something else.
        OSError: It cannot be read.
    """
    try:
        return file_text(path, pages)
    except PlanFileError as problem:
        raise PlanTextError(problem.path, problem.fault) from problem


def read_plan_source(path: Path, pages: PdfPages | None = None) -> PlanReading:
    """The plan in a file. Raises as `plan_source_text`."""
    return read_plan(plan_source_text(path, pages))
