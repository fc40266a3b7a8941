"""Points given by hand as a workbook: out for scoring in Excel, and back in, whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from models.assess.hand_points import GivenPoints, HandCell, PointsChange, points_problem
from models.assess.scheme import ByHand
from models.assess.score import rounded, words
from reports.filled_in.text_book import BookLine, ReadBook, TextBookError, read_texts, write_texts

CATEGORY, UNIT, UNIT_NAME, INDICATOR, NAME, FULL, POINTS, REASON, SCORER = (
    "类别",
    "单位代码",
    "单位",
    "指标代号",
    "指标",
    "满分",
    "得分",
    "理由",
    "评分人",
)
HEADS = {CATEGORY: 16, UNIT: 10, UNIT_NAME: 26, INDICATOR: 10, NAME: 30, FULL: 8, POINTS: 8, REASON: 60, SCORER: 16}
NEEDED = (UNIT, INDICATOR, POINTS, REASON)
_OF_YEAR = re.compile(r"人工评分(\d{4})")


class PointsFileError(TextBookError):
    """The workbook is not a table of points given by hand."""

    what = "人工评分表"


@dataclass(frozen=True)
class PointsRead:
    """What a workbook changes, how many of its lines say what is given already, and how many are left blank."""

    changes: tuple[PointsChange, ...]
    same: int
    blank: int


def write_points(path: Path, year: int, cells: Iterable[HandCell]) -> None:
    """Write one line a cell, with what has been given.

    Raises:
        NotWrittenError: It cannot be written: open in another program, no space, a stick that was pulled.
    """
    lines = (
        [
            *(one.category, one.unit, one.unit_name, one.indicator, one.name),
            *("" if one.kind is ByHand.TIMES else words(one.full), *one.given, one.scorer),
        ]
        for one in cells
    )
    write_texts(path, f"人工评分{year}", HEADS, lines, keep="D2", numbers=(FULL, POINTS))


def read_points(path: Path, year: int, cells: Sequence[HandCell]) -> PointsRead:
    """What the workbook gives; cells whose points and reason it leaves blank, or leaves out, stay as they are.

    Points are taken to two places, half up, as they are printed.

    Raises:
        PointsFileError: A line names no cell, or gives what cannot be given; nothing is taken.
        WorkbookError: It is no workbook that can be read.
    """
    found = read_texts(path, HEADS)
    faults = list(_about_book(found, year))
    if faults:
        raise PointsFileError(path, tuple(faults))
    known = {(one.unit, one.indicator): one for one in cells}
    names = {one.unit: one.unit_name for one in cells}, {one.indicator: one.name for one in cells}
    taken: dict[tuple[str, str], tuple[HandCell, GivenPoints]] = {}
    for line in found.lines:
        key = line.texts[UNIT], line.texts[INDICATOR]
        wrong = [*_about_names(line.texts, *names)]
        if not wrong:
            wrong = [*_about_key(known.get(key), key in taken)] or [*_about_points(known[key], line)]
        faults += [f"第{line.number}行：{one}" for one in wrong]
        if not wrong:
            taken[key] = known[key], GivenPoints(line.texts[POINTS], line.texts[REASON])
    if faults:
        raise PointsFileError(path, tuple(faults))
    return _compared(taken.values())


def _about_book(found: ReadBook, year: int) -> Iterator[str]:
    for head in NEEDED:
        if head not in found.heads:
            yield f"没有找到“{head}”一栏，请用“存为 Excel”导出的表来填"
    other = _OF_YEAR.match(found.sheet)
    if other and int(other[1]) != year:
        yield f"这是{other[1]}年度的表，现在考核的是{year}年度"


def _about_names(texts: Mapping[str, str], units: Mapping[str, str], indicators: Mapping[str, str]) -> Iterator[str]:
    """A code that is not known, or that stands beside the name of another: part of a sheet was sorted."""
    for code_head, name_head, names in ((UNIT, UNIT_NAME, units), (INDICATOR, NAME, indicators)):
        code, name = texts[code_head], texts.get(name_head, "")
        if code not in names:
            wanted = "要考核的单位" if code_head == UNIT else "考核方案里人工评分的指标"
            yield f"{code_head}“{code}”不是{wanted}"
        elif name and name != names[code]:
            yield f"{code_head}“{code}”是“{names[code]}”，这一行写的却是“{name}”，请核对有没有串行"


def _about_key(cell: HandCell | None, again: bool) -> Iterator[str]:
    if cell is None:
        yield "这个指标不考核这个单位"
    elif again:
        yield f"{cell.unit_name}的“{cell.name}”出现了不止一次"


def _about_points(cell: HandCell, line: BookLine) -> Iterator[str]:
    points, reason = line.texts[POINTS], line.texts[REASON]
    if reason and not points:
        yield "写了理由，没有得分：请填得分，或者把理由也清空"
    if not points:
        return
    problem = points_problem(points, cell.full, cell.kind)
    if problem:
        yield f"得分“{points}”：{problem.rstrip('。')}"
    if not reason:
        yield "没有写理由"


def _compared(taken: Iterable[tuple[HandCell, GivenPoints]]) -> PointsRead:
    changes, same, blank = list[PointsChange](), 0, 0
    for cell, after in taken:
        if not after.points:
            blank += 1
        elif _is_same(cell.given, after):
            same += 1
        else:
            changes.append(PointsChange(cell, GivenPoints(words(rounded(Decimal(after.points))), after.reason)))
    return PointsRead(tuple(changes), same, blank)


def _is_same(before: GivenPoints, after: GivenPoints) -> bool:
    return bool(before.points) and Decimal(before.points) == Decimal(after.points) and before.reason == after.reason
