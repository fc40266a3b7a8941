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


class OldWorkbookError(NotAWorkbookError):
    """The file was written in a format from before Excel 97, whose Chinese letters nobody can tell for sure."""

    template = "“{path.name}”是很旧的格式（Excel 95 或更早），没有读。请用 Excel 或 WPS 打开，核对后另存为 xlsx。"


class WebPageError(NotAWorkbookError):
    """The file is a web page, or XML, under a workbook's name, as systems export it."""

    template = (
        "“{path.name}”其实是网页（有的系统这样导出表格），不是真正的表格文件。"
        "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”，再导入。"
    )


class TextTableError(NotAWorkbookError):
    """The file is plain text: lines with commas or tabs."""

    template = (
        "“{path.name}”是文本文件（CSV 一类），不是表格文件。"
        "请用 Excel 或 WPS 打开，把身份证号、证号各列设为文本，核对后另存为 xlsx，再导入。"
    )


class OtherFileError(NotAWorkbookError):
    """The file is something else that can be told: `what`."""

    what: str = ""
    template = (
        "“{path.name}”是{what}，不是表格文件。请选择表格，或者把里面的表复制到 Excel、WPS 里另存为 xlsx，再导入。"
    )


class LockedWorkbookError(WorkbookError):
    """The file is protected by a password."""

    template = "“{path.name}”设有打开密码。请在 Excel 或 WPS 里取消密码，另存后再导入。"


class OversizeWorkbookError(WorkbookError):
    """There is content beyond the rows and columns a workbook may have here."""

    template = "“{path.name}”太大（{where}）。请删去表格以外的多余内容，另存后再导入；最多 20 万行、500 列。"


class UprightTableError(WorkbookError):
    """Its fields stand one below the other, a record beside them: `where` is the sheet."""

    template = (
        "“{path.name}”的工作表“{where}”是竖着的：栏目在左边一列，不在表头一行，没有导入。"
        "请在 Excel 或 WPS 里复制这张表，用“选择性粘贴”的“转置”贴成横表，再导入；"
        "一人一张、一行有几组栏目的登记卡，请照导出的样表每人填一行。"
    )


class SideBySideError(WorkbookError):
    """Tables of one kind stand side by side: `where` is the sheet, `label` a head and `columns` where it stands."""

    label: str = ""
    columns: str = ""
    template = (
        "“{path.name}”的工作表“{where}”里左右并排着几张同样的表（{label}在{columns}），没有导入。"
        "请在 Excel 或 WPS 里把右边的剪切，接在左边那张的下面，再导入。"
    )


class HiddenSheetError(WorkbookError):
    """What could be read stands on hidden sheets only: `where` are their names."""

    template = (
        "“{path.name}”里能导入的工作表{where}是隐藏的，没有读。"
        "请核对后在 Excel 或 WPS 里取消隐藏，或者选定“隐藏的也读”（命令行是 --hidden），再导入。"
    )


class EmptyWorkbookError(WorkbookError):
    """No visible sheet has anything in it, or the sheet asked for is not there."""

    template = "“{path.name}”里没有可导入的内容{where}。请确认选对了文件和工作表。"
