"""What stands before the first chapter: the printed notice, the plan's own title, its preamble, its year."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

from models.plan_text.marks import mark_of
from models.plan_text.numerals import chinese_year

_TITLE = re.compile(
    r"(?:要点|工作安排|安排意见|(?:实施|工作|行动|分工|任务分解)方案|(?:工作|实施|年度)计划|重点工作|工作任务|任务清单|实施意见|任务分解表|分工表|一览表)"
    r"(?:[（(][^（）()]{1,12}[）)])?$",
)
_NO_TITLE = re.compile(r"[。；，：;:]|,|印发|^附件|^附[:：]|^[（(]|通知$")
_LONGEST_TITLE = 50
_ISSUED = re.compile(r"关于(?:转发|印发)(?:[^《》]{0,20}关于印发)?《?([^《》]+?)》?的?通知")
_NOTICE = re.compile(r"关于(.{2,40}?)的(?:通知|意见)$")
_ORGAN = re.compile(r"[\u4e00-\u9fff（）()\s]{3,40}(?:政府|办公室|委员会|管委会|办事处|领导小组|局|办|会|文件)")
_DATE = r"(?:20\d\d|[〇○零一二三四五六七八九]{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日"
SIGN_OFF = re.compile(rf"(?:{_ORGAN.pattern})?[\s\u3000]*[（(]?{_DATE}(?:印发|发布)?[）)]?|[（(]?此件.{{2,12}}[）)]?")
_LETTER = re.compile(
    r"[^。，]{2,30}[〔\[［（(]20\d\d[〕\]］）)]\s*\d+\s*号|.*(?:通知|文件)|关于[^。，]*|.{0,120}(?:政府|单位|部门|办事处|管委会|处室)[：:]|各.{0,300}[：:]"
    r"|(?:附件?\s*\d*|主送|抄送|签发人|索引号|发文字号|发布日期|成文日期|发布机构|来源|密级)\s*[:：].*|附件\s*\d*",
)
_YEAR_OF_WORK = re.compile(
    r"(?:(20\d\d)|([二〇○零一三四五六七八九]{4}))年(?!\d{1,2}月)(?:度|是|全|法治|工作|依法|，|,|要|度)"
)
_ANY_YEAR = re.compile(r"(?:(20\d\d)|([二〇○零一三四五六七八九]{4}))(?:年|〕|］|\]号)")


class Segment(NamedTuple):
    """The part of a document that is the plan: what stands before it, its title line, its lines, what stands after."""

    before: tuple[str, ...]
    title: str | None
    lines: tuple[str, ...]
    after: tuple[str, ...]


def plan_segment(paragraphs: Sequence[str]) -> Segment:
    """Cut the document at its title lines; the plan is the first part with a fair share of the numbered lines."""
    starts = _titles(paragraphs)
    edges = sorted({0, *(at for at, _, _ in starts), len(paragraphs)})
    spans = list(itertools.pairwise(edges)) or [(0, 0)]
    scores = [sum(mark_of(line) is not None for line in paragraphs[begin:end]) for begin, end in spans]
    begin, end = next(span for span, score in zip(spans, scores, strict=True) if score * 2 >= max(scores))
    title, size = next(((title, size) for at, size, title in starts if at == begin), (None, 0))
    return Segment(tuple(paragraphs[:begin]), title, tuple(paragraphs[begin + size : end]), tuple(paragraphs[end:]))


def _titles(paragraphs: Sequence[str]) -> list[tuple[int, int, str]]:
    """Where title lines stand: (place, how many lines, the title). A running page head counts once."""
    found: list[tuple[int, int, str]] = []
    for at in range(len(paragraphs)):
        if found and at < found[-1][0] + found[-1][1]:
            continue
        for size in (1, 2):
            parts = paragraphs[at : at + size]
            title = "".join(parts)
            if len(parts) == size and _is_title(title) and not any(map(_cannot_be_title, parts)):
                if title not in {seen for _, _, seen in found}:
                    found.append((at, size, title))
                break
    return found


def is_title_line(line: str) -> bool:
    """Whether a line by itself may be a plan's title."""
    return _is_title(line) and not _cannot_be_title(line)


def _is_title(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and bool(_TITLE.search(text)) and text.count("《") == text.count("》")


def _cannot_be_title(line: str) -> bool:
    return bool(_NO_TITLE.search(line) or SIGN_OFF.fullmatch(line) or _ORGAN.fullmatch(line) or mark_of(line))


def issued_title(lines: Sequence[str]) -> str | None:
    """The plan's title as the notice names it: 关于印发《…》的通知, or the notice's own subject."""
    text = "".join(lines)
    if match := _ISSUED.search(text):
        return match[1].strip()
    return next((line for line in lines if _NOTICE.search(line) and len(line) <= _LONGEST_TITLE), None)


def is_letter(line: str) -> bool:
    """Whether a line belongs to the printed notice (文号, addressee, signature), not to the preamble."""
    return any(pattern.fullmatch(line) for pattern in (_LETTER, SIGN_OFF, _ORGAN))


def plan_year(*texts: str) -> int | None:
    """The year the plan is for: the first text that names a year of work, else the first that names any year."""
    for pattern in (_YEAR_OF_WORK, _ANY_YEAR):
        for text in texts:
            if match := pattern.search(re.sub(r"《[^》]*》", "", text)) or pattern.search(text):
                return int(match[1]) if match[1] else chinese_year(match[2].replace("○", "〇"))
    return None
