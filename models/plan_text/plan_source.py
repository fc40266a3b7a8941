"""Reading a plan's text from a file, with words for what can be wrong with it."""

from __future__ import annotations

from pathlib import Path

from models.errors import FazhiError
from models.plan_text import PlanFileError, PlanFileFault, PlanReading, read_plan_file

_WORDS = {
    PlanFileFault.KIND: "不是 txt 或 docx 文件，请另存为其中一种",
    PlanFileFault.NOT_WORD: "不是完好的 docx 文件，请用 Word 或 WPS 打开后另存为 docx",
    PlanFileFault.NOT_TEXT: "不是文本文件，请用记事本另存为 UTF-8 编码的 txt",
}


class PlanTextError(FazhiError):
    """The file is no plan text."""

    path: Path
    fault: PlanFileFault

    @property
    def sentence(self) -> str:
        """Says what is wrong with it, and what to do."""
        return f"“{self.path}”{_WORDS[self.fault]}，再试一次。"


def read_plan_source(path: Path) -> PlanReading:
    """The plan in a txt or docx file.

    Raises:
        PlanTextError: The file is something else.
        OSError: It cannot be read.
    """
    try:
        return read_plan_file(path)
    except PlanFileError as problem:
        raise PlanTextError(problem.path, problem.fault) from problem
