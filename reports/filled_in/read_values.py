"""What a cell of somebody's workbook means for a field: a JSON value, or why it cannot be taken."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from models.records.bounds import is_amount, text_fault
from models.records.field import BoundField, Kind
from models.records.natural_key import comparable
from models.rules.dates import YEAR_BOUNDS, YEARS, has_more_than_day, is_out_of_range, read_date
from models.rules.identity import IdProblem, check_id_number
from reports.excel.ledger_text import as_read_back, table_parts
from reports.excel.ledger_workbook import TOO_LONG
from reports.filled_in.cells import ReadCell
from reports.filled_in.head_units import power

MOST_NAMED = 12
"""Choices named in a reason."""

FIRST_DAY = dt.date(1899, 12, 30)
"""From which workbooks count days."""
MOST = 10**15
KEPT = 15
"""Digits that a workbook keeps of a number: one of so many, say an old ID number, has lost none."""

_YES = frozenset({"是", "有", "√", "✓", "对", "y", "yes", "1", "true", "勾选", "已"})
_NO = frozenset({"否", "无", "×", "x", "n", "no", "0", "false", "未", "没有"})
_AS_NUMBER = re.compile(r"[0-9]+(\.[0-9]*)?[Ee]\+?[0-9]+")
_SCIENTIFIC = re.compile(r"[0-9]\.[0-9]+[Ee]\+[0-9]+")
_MASK = re.compile(r"[*＊]")
_WIDE_LETTERS = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF0D)
_WIDE = {wide: wide - 0xFEE0 for wide in _WIDE_LETTERS}
"""Digits, letters and the hyphen of full width to those of half."""
_CODES = ("号", "码", "电话")
_AMOUNT = re.compile(r"[￥¥]?(?P<figure>[+-]?[0-9,， ]+(?:\.[0-9]*)?)(?P<unit>[十百千万亿]*)(?P<yuan>元)?整?")
_WITHOUT_DAY = re.compile(r"[12][0-9]{3}[-./年][0-9]{1,2}月?")
_TWO_DIGITS = re.compile(r"[0-9]{1,2}[-./年][0-9]{1,2}[-./月][0-9]{1,4}日?")
_WITHOUT_YEAR = re.compile(r"[0-9]{1,2}(?:月[0-9]{1,2}[日号]?|[-./][0-9]{1,2})")
_DAY = r"[12][0-9]{3}[-./年][0-9]{1,2}[-./月][0-9]{1,2}日?"
_SEVERAL_DAYS = re.compile(rf"{_DAY}.*[至到~—\-、,;和及].*[0-9]{{1,2}}日?|(?:{_DAY}){{2,}}")
_SERIAL = re.compile(r"[0-9]{5}\.[0-9]+")
"""A day with its time as spreadsheets count it; nothing else in a column of days looks so."""
_STROKES = re.compile(r"[/／\\＼\-－—–―_…]+")
_NOTHING = frozenset({"无", "暂无", "没有", "待补", "未填"})
_BLANK_BEGINS = frozenset("/／\\＼-－—–―_…无暂没待未")
_NEVER_NOTHING = frozenset({Kind.TEXT, Kind.FLAG, Kind.INTEGER, Kind.MONEY})
"""Kinds of which 无 may say something: a remark, 否, the figure 0."""
_OR_NOTHING = "；没有的填0，或者留空"
_DIGITS_LOST = "号码曾按数字存放，第15位以后的数字已经丢失：请把单元格设为文本，照原件重新录入"


class CellRefusedError(Exception):
    """A cell cannot be taken; `reason` is a Chinese clause with the fix."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def says_nothing(field: BoundField, text: str) -> bool:
    """Whether a text only fills the cell: a stroke, or 无 and the like where that can mean nothing else."""
    if text[0] not in _BLANK_BEGINS:  # most cells
        return False
    if _STROKES.fullmatch(text):
        return True
    if text not in _NOTHING or (field.kind in _NEVER_NOTHING and not is_code(field)):
        return False
    return text not in field.spec.choices and text not in field.spec.spelled


def tells_more_than_day(text: str) -> bool:
    """Whether the text of a day's cell gives a time or weekday as well."""
    return bool(_SERIAL.fullmatch(text)) or has_more_than_day(text)


def is_code(field: BoundField) -> bool:
    """Whether a text is a number or code: its digits and letters mean the same in any width."""
    spec = field.spec
    return field.kind is Kind.TEXT and (bool(spec.format) or spec.unique or field.label.endswith(_CODES))


def folded(text: str) -> str:
    """The text of a code with digits and letters of half width; brackets stay as official numbers have them."""
    return text if text.isascii() else text.translate(_WIDE)


def read_value(field: BoundField, cell: ReadCell, factor: int = 1) -> Any:
    """The JSON value; None where the cell says nothing. References are given as text, to be looked up.

    A figure is `factor` of the field's unit each, unless the cell says its own.

    Raises:
        CellRefusedError: It cannot be taken.
    """
    if cell.kind == "error":
        raise CellRefusedError(f"单元格显示错误{cell.text}：请改正公式或直接填写内容")
    if cell.struck == "part":
        raise CellRefusedError("有一部分字是划掉的（加了删除线）：请删去划掉的字，只留要的")
    text = as_read_back(cell.text)
    if not text or text == TOO_LONG:
        return None
    if cell.digits_lost and field.kind is not Kind.MONEY:
        raise CellRefusedError(_DIGITS_LOST)
    if factor != 1 and field.kind is Kind.INTEGER:
        return _integer(field, cell, text, factor)
    if field.kind is Kind.MONEY:
        return _points(cell, text) if field.spec.points else _money(cell, text, factor)
    return _READERS.get(field.kind, _text)(field, cell, text)


def _text(field: BoundField, cell: ReadCell, text: str) -> str:
    if field.spec.format == "id_number":
        _refuse_spoilt(text)
    if cell.kind == "bool":
        return "是" if cell.value else "否"
    if "+" in text and is_code(field) and _SCIENTIFIC.fullmatch(text):
        raise CellRefusedError(f"“{text}”是科学记数法，号码已经看不全：请把单元格设为文本，照原件重新填写")
    if cell.kind == "date" and is_code(field):
        raise CellRefusedError(f"是日期{text}：表格软件把号码改成了日期，请把单元格设为文本，照原件重新填写")
    fault = text_fault(field, text)
    if fault:
        raise CellRefusedError(fault)
    return text


def _refuse_spoilt(text: str) -> None:
    """An ID number that was masked, or that a workbook has spoilt; other faults are left to 校验."""
    if _MASK.search(text):
        raise CellRefusedError("号码含有*号，是脱敏后的号码：请填写完整号码")
    zeros = len(text) > KEPT and text.endswith("000") and isinstance(check_id_number(text), IdProblem)
    if zeros or _AS_NUMBER.fullmatch(text):
        raise CellRefusedError(_DIGITS_LOST)


def _date(_field: BoundField, cell: ReadCell, text: str) -> str:
    day = FIRST_DAY + dt.timedelta(days=int(text[:5])) if re.fullmatch(r"[0-9]{5}(\.[0-9]+)?", text) else None
    if day and _SERIAL.fullmatch(text) and day.year in YEARS:
        return day.isoformat()
    if day and cell.kind == "number":
        raise CellRefusedError(f"是数字{text}，不是日期（按日期格式是{day}）：请把单元格设为日期格式，核对后再导入")
    if cell.partly_shown:
        raise CellRefusedError(f"格子里只看到年月或月日，存的是{text}：请核对是哪一天，按 年-月-日 显示")
    found = read_date(text)
    if found is None:
        raise CellRefusedError(_date_fault(text))
    return found.isoformat()


def _date_fault(text: str) -> str:
    """Why a text is no day, and what to do."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    if is_out_of_range(text):
        return f"“{text}”的{YEAR_BOUNDS}：请改正"
    if _WITHOUT_DAY.fullmatch(plain):
        return f"“{text}”没有写哪一天：请照原件补上日，写成 年-月-日"
    if _WITHOUT_YEAR.fullmatch(plain):
        return f"“{text}”没有写哪一年：请写成 年-月-日"
    if _SEVERAL_DAYS.fullmatch(plain):
        return f"“{text}”是几个日期：一格只写一个，写成 年-月-日；起止两天写进两栏，几次的每次一行"
    if _TWO_DIGITS.fullmatch(plain):
        return f"“{text}”看不准是哪一年、哪一月：年份请写四位，写成 年-月-日"
    return f"“{text}”不是日期：请写成 年-月-日，没有日期的留空"


def _integer(field: BoundField, cell: ReadCell, text: str, factor: int = 1) -> int:
    plain = field.without_unit(text).removesuffix("%").removesuffix("％")
    figure = cell.value if _is_plain_number(cell) else _figure(plain)
    whole = figure * factor if isinstance(figure, Decimal) else None
    if whole is None or whole != int(whole) or abs(whole) >= MOST:
        raise CellRefusedError(f"“{text}”不是整数：请只填数字，不带单位{_OR_NOTHING if text in _NOTHING else ''}")
    return int(whole)


def _is_plain_number(cell: ReadCell) -> bool:
    return cell.kind == "number" and not cell.text.endswith("%")


def _money(cell: ReadCell, text: str, factor: int) -> str:
    """An amount in 元: what the cell says of its unit goes before what the head says."""
    if cell.scaled:
        raise CellRefusedError("格子用格式把数字缩小了显示，看到的和存的不一样：请改成常规格式，按元填写")
    said = _AMOUNT.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", ""))
    if said and (said["unit"] or said["yuan"]):
        figure, factor = _figure(said["figure"]), power(said["unit"])
    else:
        figure = cell.value if isinstance(cell.value, Decimal) else _figure(text.strip("￥¥"))
    if not factor:
        raise CellRefusedError(f"“{text}”的单位不是元：请换算成元填写")
    if figure is None or not is_amount(figure * factor):
        raise CellRefusedError(f"“{text}”不是金额：请只填数字，单位元{_OR_NOTHING if text in _NOTHING else ''}")
    return f"{figure * factor:f}" if factor == 1 else f"{(figure * factor).normalize():f}"


def _points(cell: ReadCell, text: str) -> str:
    figure = cell.value if isinstance(cell.value, Decimal) else _figure(text.removesuffix("分"))
    if figure is None or not is_amount(figure):
        raise CellRefusedError(f"“{text}”不是分数：请只填数字，不写单位{_OR_NOTHING if text in _NOTHING else ''}")
    return f"{figure:f}"


def _figure(text: str) -> Decimal | None:
    digits = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "")
    try:
        return Decimal(digits) if re.fullmatch(r"[+-]?[0-9]+(\.[0-9]*)?", digits) else None
    except InvalidOperation:
        return None


def _flag(_field: BoundField, cell: ReadCell, text: str) -> bool:
    if cell.kind == "bool":
        return bool(cell.value)
    said = comparable(text)
    if said in _YES:
        return True
    if said in _NO:
        return False
    raise CellRefusedError(f"“{text}”不能判断：请填是或否")


def _choice(field: BoundField, _cell: ReadCell, text: str) -> str:
    others = tuple(field.spec.spelled.items())
    found = text if text in field.spec.choices else _spelled(field.spec.choices, others).get(comparable(text))
    if found is None and not field.spec.open:
        named = "、".join(field.spec.choices[:MOST_NAMED])
        more = "等" if len(field.spec.choices) > MOST_NAMED else ""
        raise CellRefusedError(f"没有“{text}”这一项：请从{named}{more}中选择")
    return found or text


@cache
def _spelled(choices: tuple[str, ...], others: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {comparable(other): choice for other, choice in others} | {comparable(one): one for one in choices}


def _table(field: BoundField, cell: ReadCell, text: str) -> list[dict[str, Any]]:
    try:
        rows = table_parts(field, text)
    except ValueError as problem:
        first = field.columns[0].label
        raise CellRefusedError(f"这一行看不懂“{problem}”：请写成 {first}：…；每条一行，见填写说明") from problem
    return [_table_row(field, cell, row) for row in rows]


def _table_row(field: BoundField, cell: ReadCell, row: dict[str, str]) -> dict[str, Any]:
    found = {}
    for column in field.columns:
        if column.name in row:
            part = ReadCell(cell.row, cell.column, "text", row[column.name], row[column.name])
            try:
                found[column.name] = read_value(column, part)
            except CellRefusedError as problem:
                raise CellRefusedError(f"{column.label}{problem.reason}") from problem
    return found


_READERS: dict[Kind, Callable[[BoundField, ReadCell, str], Any]] = {
    Kind.DATE: _date,
    Kind.INTEGER: _integer,
    Kind.FLAG: _flag,
    Kind.CHOICE: _choice,
    Kind.TABLE: _table,
}
