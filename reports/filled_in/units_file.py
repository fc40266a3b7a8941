"""A unit roster from a file: JSON, CSV or a workbook with code, name and category."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from models.errors import FazhiError
from models.records.office import Unit
from models.small_file import decode_json, decode_text, read_small
from reports.filled_in.task_words import names_in
from reports.filled_in.unit_words import FORMER_HOW, read_ending, read_former

HEADS = {
    "code": ("code", "代码", "单位代码", "编码", "单位编码"),
    "name": ("name", "名称", "单位名称", "单位"),
    "category": ("category", "类别", "单位类别", "考核类别"),
    "contact": ("contact", "联系人"),
    "phone": ("phone", "电话", "联系电话"),
    "former": ("former", "曾用名"),
    "aliases": ("aliases", "其他称呼", "简称"),
    "ending": ("ending", "并入、分设、撤销", "变动"),
}
CODE = re.compile(r"[0-9A-Za-z_.-]{1,64}")
"""What may stand in a package's header."""


class UnitsFileError(FazhiError):
    """The other party's file is no roster: `what` is wrong with it."""

    path: Path
    what: str
    template = "单位名册“{path.name}”没有读入：{what}。"


def read_units(path: Path) -> tuple[Unit, ...]:
    """The units a file lists, in its order.

    Raises:
        UnitsFileError: It is another kind of file, or a line is not as it should be.
        WorkbookError: It is a workbook that cannot be read.
        OSError: It cannot be read.
    """
    rows = _rows(path)
    units = tuple(_unit(path, number, row) for number, row in rows)
    if not units:
        raise UnitsFileError(path, "里面没有单位，请每行写一个单位的代码、名称和类别")
    for name, values in (("代码", [unit.code for unit in units]), ("名称", [unit.name for unit in units])):
        twice = next((value for value in values if values.count(value) > 1), None)
        if twice:
            raise UnitsFileError(path, f"{name}“{twice}”出现了不止一次，请改正")
    return tuple(_with_end(path, number, row, unit, units) for (number, row), unit in zip(rows, units, strict=True))


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    match path.suffix.lower():
        case ".json":
            return _json_rows(path)
        case ".csv":
            return _table(path, list(csv.reader(io.StringIO(_text(path)))))
        case ".xlsx" | ".xls" | ".xlsm" | ".et" | ".ods":
            return _table(path, _workbook_rows(path))
        case _:
            raise UnitsFileError(path, "要用 json、csv 或 xlsx 文件")


def _text(path: Path) -> str:
    try:
        return decode_text(read_small(path))
    except UnicodeDecodeError as problem:
        raise UnitsFileError(path, "文字编码认不出来，请另存为UTF-8") from problem


def _json_rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    try:
        found = decode_json(_text(path))
    except json.JSONDecodeError as problem:
        raise UnitsFileError(path, f"第{problem.lineno}行不是合格的JSON，请检查引号、逗号和括号") from problem
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise UnitsFileError(path, '要写成 [{"code":…,"name":…,"category":…}, …] 的样子')
    return [(number, {key: str(value) for key, value in one.items()}) for number, one in enumerate(found, 1)]


def _workbook_rows(path: Path) -> list[list[str]]:
    """Head and rows, as in a CSV file; WorkbookError where it is no workbook."""
    from reports.filled_in.read_workbook import read_rows

    found = read_rows(path, expected=[head for heads in HEADS.values() for head in heads])
    lines = [[""]] * (found.head[1] - 1) + [[heading.label for heading in found.headings]]
    for row in found.rows:
        lines += [[""]] * (row.number - 1 - len(lines))
        lines.append([cell.text for cell in row.cells])
    return lines


def _table(path: Path, rows: Sequence[Iterable[str]]) -> list[tuple[int, dict[str, str]]]:
    """Rows below the head by field name, with their row numbers."""
    names = {head: name for name, heads in HEADS.items() for head in heads}
    lines = [[str(cell).strip() for cell in row] for row in rows]
    for at, line in enumerate(lines):
        heads = [names.get(cell.lower(), "") for cell in line]
        if {"code", "name"} <= set(heads):
            below = enumerate(lines[at + 1 :], at + 2)
            return [(number, dict(zip(heads, row, strict=False))) for number, row in below if any(row)]
    raise UnitsFileError(path, "没有找到表头，第一行请写：单位代码、单位名称、单位类别")


def _unit(path: Path, number: int, row: dict[str, str]) -> Unit:
    values = {name: row.get(name, "").strip() for name in HEADS}
    if not CODE.fullmatch(values["code"]):
        raise UnitsFileError(path, f"第{number}行的代码“{values['code']}”不合用，代码只能有字母、数字和 _ . -")
    if not values["name"]:
        raise UnitsFileError(path, f"第{number}行（{values['code']}）没有名称，请补上")
    former = read_former(values["former"])
    if former is None:
        raise UnitsFileError(path, f"第{number}行的曾用名“{values['former']}”读不出，{FORMER_HOW}")
    return Unit(
        values["code"],
        values["name"],
        values["category"],
        values["contact"],
        values["phone"],
        former.dated,
        aliases=names_in(values["aliases"]),
        undated=former.undated,
    )


def _with_end(path: Path, number: int, row: dict[str, str], unit: Unit, units: Sequence[Unit]) -> Unit:
    ending = read_ending(row.get("ending", ""), units)
    if isinstance(ending, str):
        raise UnitsFileError(path, f"第{number}行（{unit.name}）：{ending}")
    return msgspec.structs.replace(unit, ended=ending.day, successors=ending.heirs)
