"""Rows of somebody's table that look like no record: totals, section lines, examples, notes, zeros.

None of them is thrown away in silence: each is listed as 未读 with its row and the reason given here
(docs/workbooks.md, rows).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from reports.filled_in.cells import ReadCell

_SECTION = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）")
_NOTE = re.compile(
    r"(?:填表|填报|制表|审核|复核|经办|单位负责|报送|联系)(?:人|者|单位)?[（(]?(?:签字|签名|签章|姓名)?[）)]?\s*[:：]"
    r"|(?:填表|填报|填写)?(?:说明|须知)\s*[:：]|(?:备|附)?注\s*[0-9０-９]{0,2}\s*[:：.．、]|[*＊※★]\s*(?:注|说明)|(?:填表|填报|填写)说明"
)
_TOTAL = re.compile(
    r"(?:本页|本月|本季|本年|全年|全部|累)?(?:合|小|总|共|累)计(?:数|人数|件数|金额)?"
    r"(?:[:：(（].*|[0-9０-９]+[人件次本个项场期份]?)?"
)
_EXAMPLE = re.compile(
    r"[（(【\[〔]?(?:填写|填报)?(?:示例|样例|举例|例)(?:行)?(?:[）)】\]〕:：].*|[0-9０-９]?)|例如[:：，].*"
)
_ASKED_TO_DELETE = re.compile(r"删除(?:本|此|该)行|(?:本|此)行(?:为|是)?(?:示例|样例|举例)")
_NUMBER = re.compile(r"[（(]?([0-9]{1,2}|[甲乙丙丁戊己庚辛壬癸①-⑳A-Z])[）)]?(?:[=＝].*)?")
_COUNTED_BY = ("甲乙丙丁戊己庚辛壬癸", "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_LOOKED_AT = 3
"""Cells from the left in which a row says that it is a total or an example."""
_FEW = 3
"""Columns of the smallest table in which a lone cell is no record."""

ASIDE, TOTAL, EXAMPLE, ZEROS, LONE, AHEAD, NOTHING, HIDDEN, NUMBERING, STRUCK = (
    "小标题、签名或说明",
    "像是合计行",
    "像是示例行",
    "全是0，像是引用空白表得来的",
    "只有一个格子有内容，像是小标题",
    "只有预先填好的内容",
    "没有这本台账的内容",
    "是隐藏的行",
    "像是给各栏编号的一行",
    "是划掉的行（加了删除线）",
)


def is_section(text: str) -> bool:
    """Whether a text begins as a section line does: 一、局机关."""
    return bool(_SECTION.match(text))


def is_aside(filled: Sequence[ReadCell], merged: Collection[tuple[int, int]], columns: int) -> bool:
    """A lone cell running over others, or one that begins as section lines, signatures and notes do."""
    first = filled[0]
    lone = len(filled) == 1 and columns > 1
    if lone and ((first.row, first.column) in merged or is_section(first.text)):
        return True
    return bool(_NOTE.match(first.text)) and (lone or first.column == 1 or all(_NOTE.match(one.text) for one in filled))


def why_no_record(filled: Sequence[ReadCell], columns: int, said: int) -> str:
    """Why what stands in a row looks like no record, "" where it looks like one.

    `said` of the filled cells do more than count rows; the table has so many `columns`.
    """
    for cell in filled[:_LOOKED_AT]:
        if "计" not in cell.text and "例" not in cell.text:  # nearly all
            continue
        words = "".join(cell.text.split())
        if _TOTAL.fullmatch(words):
            return TOTAL
        if _EXAMPLE.fullmatch(words):
            return EXAMPLE
    if any("行" in cell.text and _ASKED_TO_DELETE.search(cell.text) for cell in filled):
        return EXAMPLE
    if filled and all(is_zero(cell) for cell in filled):
        return ZEROS
    return LONE if said == 1 and columns >= _FEW else ""


def is_numbering(filled: Sequence[ReadCell], columns: int) -> bool:
    """Whether cells number the columns, as below the heads of statistics: 甲 乙 1 2 3, （1）（2）（3）."""
    texts = ["".join(cell.text.split()) for cell in filled]
    numbered = texts[1:] if texts[:1] == ["栏次"] else texts
    found = [match[1] for text in numbered if (match := _NUMBER.fullmatch(text))]
    if len(found) < len(numbered) or len(texts) < max(_FEW, columns - 1):
        return False
    places = [-1, *map(_place, found)]
    return all(after in (before + 1, 0) for before, after in pairwise(places))


def _place(mark: str) -> int:
    return (
        next((marks.index(mark) for marks in _COUNTED_BY if mark in marks), -1)
        if not mark.isdecimal()
        else int(mark) - 1
    )


def is_zero(cell: ReadCell) -> bool:
    """A number that is 0, as a reference to an empty cell gives it; shown as a day it is midnight."""
    return (cell.kind == "number" and not cell.value) or (cell.kind == "time" and cell.text in ("00:00:00", "0:00:00"))
