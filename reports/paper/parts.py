"""The parts of a printed form around its table: title, facts, letter, signatures, notes, as blocks."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Literal

from reports.base.page import MM
from reports.base.sheet import Fact, Sheet
from reports.base.wording import clean, long_date
from reports.paper.blocks import Block, Box, TextStyle, cell_height, strip, text_height
from reports.paper.fonts import Face, FontSet

_QR = 22 * MM
_SIZE = 10.5  # 五号
_SMALL = 9.0  # 小五
_LETTER_SIZE = 16.0  # 三号
_LETTER_STEP = 225 * MM / 22  # GB/T 9704-2012, 5.2.3: 22 lines on a page
_SIGNING_ROOM = 20 * MM
_PAIRS_A_LINE = 2
_FIRST, _SECOND = re.compile("[一二三四五六七八九十]+、"), re.compile("（[一二三四五六七八九十]+）")
_STOPS = ("。", "：", "；", "，", "！", "？")


def title_block(sheet: Sheet, fonts: FontSet, room: float) -> Block:
    """表号, title, and the line 填报单位 · period · 填报日期 (a letter has no such line)."""
    letter = bool(sheet.letter)
    style = TextStyle(fonts.title, 22 if letter else 18, "center", _QR + 2 * MM if sheet.qr else 0.0)
    lines = style.even_lines(clean(sheet.title), room)
    boxes, top = [], 0.0
    if sheet.code:
        small = TextStyle(fonts.body, _SMALL, "right")
        boxes.append(Box(0.0, 0.0, room, small.step, (f"表号：{clean(sheet.code)}",), small))
        top = small.step + 1.5 * MM
    height = max(text_height(lines, style), _QR - top if sheet.qr else 0.0)
    boxes.append(Box(0.0, top, room, height, lines, style))
    top += height + (_LETTER_STEP if letter else 3 * MM)
    if not letter:
        filing = _filing_boxes(sheet, fonts, room, top)
        boxes += filing
        top = filing[0].top + filing[0].height + 1 * MM
    return Block(top, tuple(boxes), keep=True, qr=sheet.qr or "")


def _filing_boxes(sheet: Sheet, fonts: FontSet, room: float, top: float) -> list[Box]:
    texts = (f"填报单位：{clean(sheet.unit)}", clean(sheet.period), f"填报日期：{long_date(sheet.filled_on)}")
    styles = [TextStyle(fonts.body, _SIZE, align) for align in ("left", "center", "right")]
    right = styles[2].width(texts[2]) + 1
    middle = min(styles[1].width(texts[1]) + 4 * MM, room / 3)
    left = min(room - right - middle, max((room - middle) / 2, styles[0].width(texts[0]) + 2 * MM))
    widths = [left, middle, room - left - middle]
    lines = [style.lines(text, width) for text, style, width in zip(texts, styles, widths, strict=True)]
    height = max(text_height(each, styles[0]) for each in lines)
    boxes = strip(height, widths, list(zip(lines, styles, strict=True)))
    return [box._replace(top=top) for box in boxes]


def again_block(sheet: Sheet, fonts: FontSet, room: float) -> Block:
    """What stands above the table on its second page and later."""
    style = TextStyle(fonts.body, _SMALL, "right")
    height = style.step + 1 * MM
    box = Box(0.0, 0.0, room, style.step, (f"{clean(sheet.title).replace(chr(10), '')}（续）",), style)
    return Block(height, (box,), keep=True)


def gap_block(height: float) -> Block:
    """An empty block, `height` points high."""
    return Block(height)


def facts_blocks(sheet: Sheet, fonts: FontSet, room: float) -> list[Block]:
    """Labels and values, two pairs a line; a long value has a line to itself."""
    if not sheet.facts:
        return []
    label = TextStyle(fonts.head, _SIZE, "center", 1.5 * MM, 0.93)
    value = TextStyle(fonts.body, _SIZE, "left", 2 * MM)
    narrow = min(max(label.width(clean(fact.label)) for fact in sheet.facts) + 5 * MM, room / 4)
    wide = room / 2 - narrow
    blocks = []
    for line in _fact_lines(sheet.facts, lambda fact: len(value.lines(clean(fact.value), wide)) > 1):
        widths = [narrow, wide] * 2 if len(line) > 1 else [narrow, room - narrow]
        words = [(clean(text), style) for fact in line for text, style in ((fact.label, label), (fact.value, value))]
        cells = [(style.lines(text, width), style) for (text, style), width in zip(words, widths, strict=True)]
        height = max(cell_height(len(lines), style) for lines, style in cells)
        blocks.append(Block(height, strip(height, widths, cells), framed=True))
    return blocks


def _fact_lines(facts: tuple[Fact, ...], is_long: Callable[[Fact], bool]) -> Iterator[tuple[Fact, ...]]:
    waiting: list[Fact] = []
    for fact in facts:
        if is_long(fact):
            yield from ([tuple(waiting)] if waiting else [])
            yield (fact,)
            waiting = []
        else:
            waiting.append(fact)
        if len(waiting) == _PAIRS_A_LINE:
            yield tuple(waiting)
            waiting = []
    if waiting:
        yield tuple(waiting)


def letter_blocks(sheet: Sheet, fonts: FontSet, room: float) -> list[Block]:
    """The paragraphs, one block a line. A first paragraph ending in ： is whom the letter is for: not indented."""
    blocks: list[Block] = []
    for number, paragraph in enumerate(sheet.letter):
        text = clean(paragraph).strip()
        style = TextStyle(_face(fonts, letter_role(text)), _LETTER_SIZE, leading=_LETTER_STEP)
        addressed = number == 0 and text.endswith("：")
        lines = style.lines(text if addressed else "\u3000\u3000" + text, room)
        blocks += [_letter_line(line, style, room, justify=True) for line in lines[:-1]]
        blocks += [_letter_line(line, style, room, justify=False) for line in lines[-1:]]
    return blocks


def letter_role(text: str) -> Literal["body", "head", "second"]:
    """黑体 for a heading 一、…, 楷体 for one （一）…, else 仿宋 (GB/T 9704-2012, 7.3.3). Headings end in no stop."""
    if text.endswith(_STOPS):
        return "body"
    if _FIRST.match(text):
        return "head"
    return "second" if _SECOND.match(text) else "body"


def _face(fonts: FontSet, role: Literal["body", "head", "second"]) -> Face:
    return {"body": fonts.body, "head": fonts.head, "second": fonts.second}[role]


def _letter_line(line: str, style: TextStyle, room: float, *, justify: bool) -> Block:
    look = replace(style, align="justify") if justify else style
    return Block(style.step, (Box(0.0, 0.0, room, style.step, (line,), look),))


def closing_blocks(sheet: Sheet, fonts: FontSet, room: float) -> list[Block]:
    """What ends the sheet: a letter's unit and date, or the signatures; then the notes."""
    ending = _letter_end(sheet, fonts, room) if sheet.letter else []
    return [*ending, *_signers(sheet, fonts, room), *_notes(sheet, fonts, room)]


def _letter_end(sheet: Sheet, fonts: FontSet, room: float) -> list[Block]:
    style = TextStyle(fonts.body, _LETTER_SIZE, "center", leading=_LETTER_STEP)
    unit = clean(sheet.unit) + ("（盖章）" if sheet.seal else "")
    date = long_date(sheet.filled_on)
    width = min(max(style.width(unit), style.width(date)) + 1, room)
    x = max(0.0, room - width - 2 * _LETTER_SIZE)
    lines = (*style.even_lines(unit, width), date)
    height = text_height(lines, style)
    return [gap_block(_LETTER_STEP * 2), Block(height, (Box(x, 0.0, width, height, lines, style),), clings=True)]


def _signers(sheet: Sheet, fonts: FontSet, room: float) -> list[Block]:
    """填表人：… with names typed or room to sign, （盖章） at the right end; below it who receives the sheet."""
    style = TextStyle(fonts.body, _SIZE)
    seal = "（盖章）" if sheet.seal and not sheet.letter else ""
    lines = [
        *_signing_lines([signer_words(one) for one in sheet.own_signers], seal, style, room),
        *_signing_lines([signer_words(one) for one in sheet.other_signers], "", style, room),
    ]
    return [gap_block(3 * MM), *lines] if lines else []


def _signing_lines(words: list[str], seal: str, style: TextStyle, room: float) -> list[Block]:
    """As many lines as the names need, all but evenly filled."""
    if not words and not seal:
        return []
    need = sum(style.width(word) + _SIGNING_ROOM for word in words)
    rows = _even_rows(words, math.ceil(need / max(1.0, room - style.width(seal))) or 1)
    return [_signing_line(row, seal if row is rows[-1] else "", style, room) for row in rows]


def signer_words(signer: Fact) -> str:
    """Label and name in one line, such as 填表人：张三; line breaks become spaces."""
    return f"{clean(signer.label)}：{clean(signer.value).replace(chr(10), ' ')}"


def _even_rows(words: list[str], count: int) -> list[list[str]]:
    size = math.ceil(len(words) / count) if words else 1
    return [words[start : start + size] for start in range(0, max(1, len(words)), size)]


def _signing_line(words: list[str], seal: str, style: TextStyle, room: float) -> Block:
    own = [style.width(word) for word in words]
    free = (room - sum(own) - style.width(seal)) / max(1, len(words))
    height = style.step + 3 * MM
    widths = [*(width + free for width in own), style.width(seal)]
    boxes = strip(height, widths, [((word,), style) for word in [*words, seal]])
    return Block(height, boxes, clings=True)


def _notes(sheet: Sheet, fonts: FontSet, room: float) -> list[Block]:
    """说明：1. … 2. …, hanging under their numbers, one block a line."""
    style = TextStyle(fonts.body, _SMALL)
    lead = style.width("说明：")
    blocks = [gap_block(2 * MM)] if sheet.notes else []
    for number, note in enumerate(sheet.notes, 1):
        mark = f"{number}. " if len(sheet.notes) > 1 else ""
        indent = lead + style.width(mark)
        for at, line in enumerate(style.lines(clean(note), room - indent)):
            boxes = [Box(indent, 0.0, room - indent, style.step, (line,), style)]
            if at == 0:
                boxes.insert(0, Box(lead, 0.0, indent - lead, style.step, (mark,), style))
                boxes[:0] = [Box(0.0, 0.0, lead, style.step, ("说明：",), style)] if number == 1 else []
            blocks.append(Block(style.step, tuple(boxes)))
    return blocks
