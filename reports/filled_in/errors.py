"""Why a workbook could not be read: the file's fault or the machine's, with the facts; and the words for it."""

from __future__ import annotations

from pathlib import Path

from models.errors import FazhiError


class WorkbookError(FazhiError):
    """A workbook that cannot be read. Attributes: `path`, and `where` in it if known (sheet and cell)."""

    def __init__(self, path: Path, where: str = "") -> None:
        super().__init__(f"{path.name} {where}".rstrip())
        self.path = path
        self.where = where

    @property
    def sentence(self) -> str:
        """What is wrong, where, and what to do."""
        return explain(self)


class MissingWorkbookError(WorkbookError):
    """There is no such file."""


class BusyWorkbookError(WorkbookError):
    """The machine does not let the file be read: another program holds it, or rights are lacking."""


class NotAWorkbookError(WorkbookError):
    """The file holds something else, or is damaged."""


class LockedWorkbookError(WorkbookError):
    """The file is protected by a password."""


class OversizeWorkbookError(WorkbookError):
    """There is content beyond the rows and columns a workbook may have here."""


class EmptyWorkbookError(WorkbookError):
    """No visible sheet has anything in it, or the sheet asked for is not there."""


def explain(error: WorkbookError) -> str:
    """What is wrong, where, and what to do, for the person at the desk."""
    name = f"“{error.path.name}”"
    match error:
        case MissingWorkbookError():
            return f"没有找到文件{name}。请确认U盘已插好、文件没有被移走或改名。"
        case BusyWorkbookError():
            return f"无法读取{name}。请先在 Excel 或 WPS 里关闭它，再试一次。"
        case LockedWorkbookError():
            return f"{name}设有打开密码。请在 Excel 或 WPS 里取消密码，另存后再导入。"
        case OversizeWorkbookError():
            return f"{name}太大（{error.where}）。请删去表格以外的多余内容，另存后再导入；最多 20 万行、500 列。"
        case EmptyWorkbookError():
            return f"{name}里没有可导入的内容{error.where}。请确认选对了文件和工作表。"
        case _:
            return f"{name}不是能识别的表格文件，或者已经损坏。请用 Excel 或 WPS 打开后另存为 xlsx，再导入。"
