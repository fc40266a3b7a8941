"""What stands before the first chapter: the printed notice, the plan's own title, its preamble, its year."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from models.plan_text.marks import MarkLevel, buried_marks, mark_of
from models.plan_text.numerals import chinese_year

_KIND = (
    r"(?:要点|安排|(?:安排|实施|指导)?意见|方案|计划|规划|纲要|办法|细则|规则|规定|决定|通知|通告|重点工作|工作任务"
    r"|(?:若干|扶持|支持)政策|政策措施"
    r"|(?<=方案的)函|清单|台账|分解表|分工表|一览表|任务表|责任书)"
)
_LOOSE_KIND = r"(?:任务|分工|分解|目标|制度|体系|指标|措施|工作|机制)"
_SUFFIX = r"(?:[（(][^（）()]{1,14}[）)])?$"
_TITLE = re.compile(_KIND + _SUFFIX)
_LOOSE_TITLE = re.compile(rf"(?:{_KIND}|{_LOOSE_KIND}){_SUFFIX}")
_SUFFIX_LINE = re.compile(r"[（(][^（）()。；]{2,14}[）)]")
_SUFFIX_WORDS = re.compile(r"\d(?!.*[号日])|试行|暂行")
_NO_TITLE = re.compile(r"[。；，：;:|>]|,(?!\d)|^附件|^附[:：]|^[（(]|^[\d—\-]+$")
_RUN_ON = re.compile(
    r"^[^。；：，]{4,48}?(?:要点|方案|计划|规划|意见|办法|安排|纲要)(?=[\s\u3000]*(?:为(?:了|深入|进一步|认真|切实|全面|贯彻|加快|扎实|推动|推进|做好|落实)|根据|按照|依据|一、|第一[章条]))"
)
_LONGEST_TITLE = 80
_LONGEST_LOOSE = 50
_SHORT = 8
"""工作实施方案 alone is the end of a title."""
_MOST_LINES = 4
_PLAN_LIKE = 3
"""Numbered lines that make another part one the clerk should know of."""
_ISSUING = re.compile(
    r"(?:印发|转发|发布|公布)(?:[^《》]{0,20}关于印发)?(?:.*《(?P<named>.+)》|(?P<plain>.+?))的?(?:通知|决定|函)?$"
)
_NAMED = re.compile(r"《([^《》]+)》[^《》。]{0,40}现(?:予以?)?印发|现将《([^《》]+)》(?:予以?)?印发")
_ORGAN = re.compile(
    r"[\u4e00-\u9fff（）()\s]{2,40}(?:政府|办公[室厅]|委员会|管委会|办事处|领导小组|国务院|局|办|厅|委|部|院|会|署|文件)"
)
_NUMERAL = "[\\d一二三四五六七八九十]{1,3}"
_DATE = rf"(?:20\d\d|[〇○零一二三四五六七八九]{{4}})\s?年\s?{_NUMERAL}\s?月\s?{_NUMERAL}\s?日"
_PUBLIC = r"[（(]?此件.{2,12}[）)]?"
SIGN_OFF = re.compile(rf"(?:{_ORGAN.pattern})?[\s\u3000]*[（(]?{_DATE}(?:印发|发布)?[）)]?(?:{_PUBLIC})?|{_PUBLIC}")
_SIGNED_DAY = re.compile(rf"{_DATE}$")
_BREAKS_OFF = re.compile(r"20\d\d年(?:度)?$|[和与及、]$")
_QUOTED_TITLE = re.compile("《([^《》]+)》")
_SEAM = re.compile(
    rf"(?<=[。！）)])\s*(?P<signed>[\u4e00-\u9fff]{{2,30}}{_DATE}(?:{_PUBLIC})?)?\s*(?P<annex>附件?\s*[\d一二三四五六七八九十]?\s*[:：]?)?\s*"
    r"(?P<title>[^。；：，\s]{4,48}?(?:要点|方案|计划|规划|意见|办法|安排|纲要))(?=为|根据|按照|依据|一、|第一[章条])"
)
"""Where another document begins in a paragraph: behind a sentence or signature, with its title and what opens it."""
_NO_SEAM = re.compile("要(?!点)|[应须将各本按]|制定|结合|以下")
_BURIED_SIGN_OFF = re.compile(rf"(?<=[。！])[\u4e00-\u9fff]{{2,30}}{_DATE}(?:{_PUBLIC})?$")
_NUMBER = r"[\u4e00-\u9fff]{1,8}[〔\[［（(](20\d\d)[〕\]］）)]\s*\d+\s*号"
_NUMBER_AT = re.compile(_NUMBER)
_ANNEX = re.compile(r"附件?\s*[\d一二三四五六七八九十]*\s*[:：]?")
_ADDRESSEES = re.compile(r"(?:各|省|市|县|区|局|全|[\u4e00-\u9fff]{1,8}(?:人民政府|县|区))[^。；]{2,250}[：:]")
_FRONT = (
    _NUMBER_AT,
    re.compile(
        r"(?:[^。；：:《》]|《[^》]*》){4,80}?(?:的(?:通知|意见|指导意见|实施意见|决定|通告)|的决定》)"
        rf"(?=\s*(?:各|{_NUMBER}|[\u4e00-\u9fff]{{2,12}}人民政府))"
    ),
    _ADDRESSEES,
)
_LETTER = re.compile(
    rf"[^。，]{{0,30}}{_NUMBER}|.*(?:通知|文件)|关于[^。，]*|.{{0,120}}(?:政府|单位|部门|办事处|管委会|处室|机构|学校|公司|企业)[：:]|各.{{0,300}}[：:]"
    r"|(?:附件?\s*\d*|主送|抄送|签发人|索\s*引\s*号|发文字号|发布日期|成文日期|发布机构|来源|密级|有效性|标\s*题|原文链接)\s*[:：|].*|附件\s*\d*|.*[|>].*",
)
_ANNEX_LIST = re.compile(r"附件?\s*[:：]\s*\S|附件?\s*[:：]$")
_RANGE = re.compile(r"20\d\d\s*年?\s*(?:[—\-－–~～至到]\s*)+20\d\d\s*年?")
_YEAR = r"(?:(20\d\d)|([二〇○零一三四五六七八九]{4}))"
_TITLE_YEAR = re.compile(rf"(?:{_YEAR}\s*年|(?<!\d)(20\d\d)(?=[\u4e00-\u9fff]))")
_YEAR_OF_WORK = re.compile(
    rf"(?<![到在于至前]){_YEAR}\s*年(?!\d{{1,2}}月|[底末前初内]|\d)(?:度|是|全|法治|工作|依法|，|,|要|重点|我)"
)
_NUMBER_YEAR = re.compile(r"[〔\[［（(](20\d\d)")
_SIGNED = re.compile(rf"{_YEAR}\s?年\s?{_NUMERAL}\s?月\s?{_NUMERAL}\s?日")
_ASIDE = re.compile(r"《[^》]*》|[（(][^（）()]*[）)]")


class Segment(NamedTuple):
    """The part of a document that is the plan: what stands before it, its title line, its lines, what stands after.

    `others` are the titles of further parts that look like plans.
    """

    before: tuple[str, ...]
    title: str | None
    lines: tuple[str, ...]
    after: tuple[str, ...]
    others: tuple[str, ...] = ()


def parted(paragraphs: Iterable[str]) -> list[str]:
    """The paragraphs; title, number and addressees in one line are parted, so is a signature behind the last words.

    Where one document follows another in a line, each has its own.
    """
    out: list[str] = []
    for at, line in enumerate(piece for whole in paragraphs for piece in _documents(whole)):
        out += _front_parts(line) if at < 3 else [line]  # noqa: PLR2004 - further down a number is a citation
    for at in range(max(len(out) - 3, 0), len(out)):
        if match := _BURIED_SIGN_OFF.search(out[at]):
            out[at : at + 1] = [out[at][: match.start()], match[0]]
    return [line for line in out if line.strip()]


def _documents(line: str) -> Iterator[str]:
    """A line parted where another document begins: a title, and the numbers start again."""
    start = 0
    for match in _SEAM.finditer(line):
        begun = bool(match["signed"]) or "一、" in line[start : match.start()]
        if not begun or "一、" not in line[match.end() :] or _NO_SEAM.search(match["title"]):
            continue
        yield line[start : match.start()]
        yield from (piece for piece in match.group("signed", "annex", "title") if piece)
        start = match.end()
    yield line[start:]


def _front_parts(line: str) -> list[str]:
    """Number, title and addressees as far as the line begins with them, and the rest."""
    if mark_of(line) is None and (run_on := _RUN_ON.match(line)):
        return [line[: run_on.end()], line[run_on.end() :]]
    pieces, rest = list[str](), line
    while found := next((one for one in (pattern.match(rest) for pattern in _FRONT) if one), None):
        if found.end() == len(rest):
            break
        pieces.append(rest[: found.end()].strip())
        rest = rest[found.end() :].strip()
    return [*pieces, rest] if any(_NUMBER_AT.fullmatch(one) or _TITLE.search(one) for one in pieces) else [line]


def plan_segment(paragraphs: Sequence[str]) -> Segment:
    """Cut the document at its title lines; the plan is the first part with a fair share of the numbered lines."""
    starts = _titles(paragraphs)
    annexes = {at for at, line in enumerate(paragraphs) if at and _ANNEX.fullmatch(line)}
    edges = sorted({0, *(at for at, _, _ in starts), *annexes, len(paragraphs)})
    spans = list(itertools.pairwise(edges)) or [(0, 0)]
    listed = annex_list(paragraphs)
    scores = [sum(_marks(paragraphs[at]) for at in range(begin, end) if at not in listed) for begin, end in spans]
    begin, end = next(span for span, score in zip(spans, scores, strict=True) if score * 2 >= max(scores))
    title, size = next(((title, size) for at, size, title in starts if at == begin), (None, 0))
    if title is None and begin == 0:
        title, size = _first_line(paragraphs)
    if {begin, begin - 1} & annexes:
        before = [title for at, _, title in reversed(starts) if at < begin]
        issued = next(filter(None, map(_issued, before)), None)
        title, size = (issued, 0) if issued else (title or next(iter(before), None), size)
    heads = {at: title for at, _, title in starts}
    others = [
        heads.get(at, paragraphs[at])
        for (at, _), score in zip(spans, scores, strict=True)
        if at != begin and score >= _PLAN_LIKE
    ]
    lines = tuple(paragraphs[begin + size : end])
    return Segment(tuple(paragraphs[:begin]), title, lines, tuple(paragraphs[end:]), tuple(others))


def annex_list(paragraphs: Sequence[str]) -> set[int]:
    """Where the list of annexes stands: 附件：1.甲清单, and the numbered lines below it that are no sentences."""
    found: set[int] = set()
    for at, line in enumerate(paragraphs):
        goes_on = at - 1 in found and mark_of(line) and "。" not in line and len(line) <= _LONGEST_TITLE
        if goes_on or _ANNEX_LIST.match(line):
            found.add(at)
    return found


def _marks(line: str) -> int:
    return (mark_of(line) is not None) + sum(
        one.is_parted and one.mark.level in (MarkLevel.CHINESE, MarkLevel.BRACKET) for one in buried_marks(line)
    )


def _titles(paragraphs: Sequence[str]) -> list[tuple[int, int, str]]:
    """Where title lines stand: (place, how many lines, the title). A running page head counts once."""
    found: list[tuple[int, int, str]] = []
    named = {title for line in paragraphs for title in _QUOTED_TITLE.findall(line)}
    for at in range(len(paragraphs)):
        if found and at < found[-1][0] + found[-1][1]:
            continue
        size = _title_size(paragraphs, at, named)
        title = "".join(map(_unspaced, paragraphs[at : at + size]))
        if size and title not in {seen for _, _, seen in found}:
            found.append((at, size, title))
    return found


def _title_size(paragraphs: Sequence[str], at: int, named: Collection[str]) -> int:
    """How many lines from `at` on are a title; 0 for none.

    One that is `named` in 《》 is one; so is an organ with the line below it where nobody can have signed.
    """
    before = paragraphs[at - 1] if at else ""
    for size in range(1, _MOST_LINES + 1):
        parts = paragraphs[at : at + size]
        if len(parts) < size or any(map(_cannot_be_title, parts)):
            return 0
        title = "".join(map(_unspaced, parts))
        following = paragraphs[at + size] if at + size < len(paragraphs) else ""
        is_sure = title in named or re.search(r"关于|^的", title) or _begins_title(parts[0], before)
        if size > 1 and _is_title(parts[-1]) and len(parts[-1]) > _SHORT and not is_sure:
            return 0
        if _is_title(title) and not following.startswith("的"):
            return size + bool(_SUFFIX_LINE.fullmatch(following) and _SUFFIX_WORDS.search(following))
    return 0


def _begins_title(line: str, before: str) -> bool:
    """Whether a title goes on behind this line: it breaks off, or names an organ at a beginning or behind a day."""
    is_first = not before or _ANNEX.fullmatch(before) or re.search(r"[|>＞]", before) or _SIGNED_DAY.search(before)
    names_organ = is_organ(line) and line.endswith(("政府", "委员会", "管委会", "局", "院"))
    return bool(_BREAKS_OFF.search(line)) or (names_organ and bool(is_first))


def first_title(head: Sequence[str]) -> str | None:
    """A title that stands before the first mark in its line, with nothing before it."""
    return _first_line(head)[0] if len(head) == 1 else None


def _first_line(paragraphs: Sequence[str]) -> tuple[str | None, int]:
    """A title that no word tells: the first line where it is short, no sentence and no letter's."""
    first = paragraphs[0] if paragraphs else ""
    is_title = 4 < len(first) <= _LONGEST_LOOSE and not _cannot_be_title(first)  # noqa: PLR2004 - a word is none
    return (_unspaced(first), 1) if is_title and _LOOSE_TITLE.search(first) else (None, 0)


def _unspaced(line: str) -> str:
    """国 务 院 工 作 规 则 without the blanks between its characters."""
    return re.sub(r"[\s\u3000]", "", line) if re.fullmatch(r"(?:\S[\s\u3000]+){2,}\S", line) else line


def is_title_line(line: str) -> bool:
    """Whether a line by itself may be a plan's title."""
    return _is_title(line) and not _cannot_be_title(line)


def _is_title(text: str) -> bool:
    plain = _unspaced(text)
    return 4 < len(plain) <= _LONGEST_TITLE and bool(_TITLE.search(plain)) and text.count("《") == text.count("》")  # noqa: PLR2004 - 方案 alone is none


def _cannot_be_title(line: str) -> bool:
    return bool(_NO_TITLE.search(re.sub("《[^》]*》", "", line)) or SIGN_OFF.fullmatch(line) or mark_of(line)) or bool(
        re.fullmatch(rf"[^。]{{0,30}}{_NUMBER}", line)
    )


def own_title(title: str | None, head: Sequence[str]) -> str | None:
    """The plan's title: what the notice issues, for a notice; else the title; else what the letter before names."""
    issued = [_issued(line) for line in ([title] if title else []) + list(head)]
    plain = title if title and not _issued(title) else None
    named = (match[1] or match[2] for line in head if (match := _NAMED.search(line)))
    return plain or next(filter(None, issued), None) or title or next(named, None)


def _issued(line: str) -> str | None:
    """What 关于印发《…》的通知 issues; None for any other title."""
    if len(line) > _LONGEST_TITLE or not re.search(r"印发|转发|发布|公布", line) or _NO_TITLE.search(line):
        return None
    found = _ISSUING.search(line)
    if found is None:
        return None
    start, end = found.span("named") if found["named"] else found.span("plain")
    return line[start:end].strip()


def is_letter(line: str) -> bool:
    """Whether a line belongs to the printed notice (文号, addressee, signature), not to the preamble."""
    return any(pattern.fullmatch(line) for pattern in (_LETTER, SIGN_OFF, _ORGAN))


def is_organ(line: str) -> bool:
    """Whether a line is the name of who signs."""
    return bool(_ORGAN.fullmatch(line))


def years_of(title: str | None) -> tuple[int, int] | None:
    """From and to of a plan for several years, by its title; None where that names a year of its own beside them."""
    found = None if _TITLE_YEAR.search(_RANGE.sub("", title or "")) else _RANGE.search(title or "")
    first, last = (int(year) for year in re.findall(r"20\d\d", found[0])) if found else (0, 0)
    return (first, last) if found else None


class PlanYear(NamedTuple):
    """The year, and whether the plan is for it: a document of no year has the one it was issued in."""

    year: int | None
    is_for_it: bool


def plan_year(title: str | None, head: Sequence[str], ends: Sequence[str]) -> PlanYear:
    """The year the plan is for by its title or its own words, else that of its number or date; none for several years.

    What is quoted in 《》 or stands in brackets is another document's.
    """
    if years_of(title):
        return PlanYear(None, is_for_it=False)
    words = _RANGE.sub("", "\n".join(_ASIDE.sub("", line) for line in head))
    numbers = [line for line in (*head, *ends) if re.fullmatch(rf"[（(]?[^。（(]{{0,30}}{_NUMBER}.{{0,10}}", line)]
    signed = [line for line in (*head, *ends) if SIGN_OFF.fullmatch(line)]
    for pattern, text, is_for_it in (
        (_TITLE_YEAR, _RANGE.sub("", title or ""), True),
        (_YEAR_OF_WORK, words, True),
        (_NUMBER_YEAR, "\n".join(numbers), False),
        (_SIGNED, "\n".join(signed), False),
    ):
        if match := pattern.search(text):
            said = next(one for one in match.groups() if one)
            return PlanYear(int(said) if said.isdecimal() else chinese_year(said), is_for_it)
    return PlanYear(None, is_for_it=False)
