"""Why a workbook could not be read: the file's fault or the machine's."""

from __future__ import annotations

from pathlib import Path

from models.errors import FazhiError


class WorkbookError(FazhiError):
    """A workbook that cannot be read. Attributes: `path`, and `where` in it if known (sheet and cell)."""

    path: Path
    where: str = ""


class MissingWorkbookError(WorkbookError):
    """No file lies at the path given."""

    template = "没有找到文件“{path.name}”。请确认U盘已插好、文件没有被移走或改名。"


class BusyWorkbookError(WorkbookError):
    """The machine does not let the file be read: another program holds it, or rights are lacking."""

    template = "无法读取“{path.name}”。请先在 Excel 或 WPS 里关闭它，再试一次。"


class NotAWorkbookError(WorkbookError):
    """The file holds something else, or is damaged."""

    template = "“{path.name}”不是能识别的表格文件，或者已经损坏。请用 Excel 或 WPS 打开后另存为 xlsx，再导入。"


class LockedWorkbookError(WorkbookError):
    """The file is protected by a password."""

    template = "“{path.name}”设有打开密码。请在 Excel 或 WPS 里取消密码，另存后再导入。"


class OversizeWorkbookError(WorkbookError):
    """There is content beyond the rows and columns a workbook may have here."""

    template = "“{path.name}”太大（{where}）。请删去表格以外的多余内容，另存后再导入；最多 20 万行、500 列。"


class EmptyWorkbookError(WorkbookError):
    """No visible sheet has anything in it, or the sheet asked for is not there."""

    template = "“{path.name}”里没有可导入的内容{where}。请确认选对了文件和工作表。"
