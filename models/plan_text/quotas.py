"""The numbers in the wording: who must do what at least how often in the year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from models.plan_text.named_units import Mention, find_mentions
from models.plan_text.numerals import CHINESE, read_numeral
from models.plan_text.wording import blank_quoted, full_width
from models.records.plan import UNNAMED, Quota

_NUMERAL = rf"(?:\d{{1,4}}(?:\.\d)?万|\d{{1,6}}|[{CHINESE}两]{{1,4}}万?)"
_FIRM = r"人次|场次|批次|次|期(?![间限内])|场(?![所地])|件|篇|轮|卷|学时|课时"
_COUNTABLE = r"份|个(?!人|月|工作日|百分)|条|部(?!门)|堂|节|名(?![单称额])|人(?![员民大数口力均])|项(?!目)"
_COUNT = re.compile(
    rf"(?<![第\d.之{CHINESE}两])(?P<low>{_NUMERAL})(?:\s*[-—~～至到]\s*{_NUMERAL})?\s*个?(?P<unit>{_FIRM}|{_COUNTABLE})"
    r"(?!性|以下|以内|事[^项]|不|办)",
)
_UNITS = {
    **dict.fromkeys(("轮", "堂", "节", "批次"), "次"),
    "名": "人",
    "场次": "场",
    "课时": "学时",
}
"""Units that are counted as others are."""
_PIECES = frozenset(("件", "份", "个", "条", "部", "项", "名", "人"))
"""What procedure wants too (执法人员不得少于二人): no quota unless something is done with them, or regularly."""
_LEAST = r"至少|不少于|不低于|不得少于|不得低于|最少"
_HOLD = r"举办|召开|开展|组织|举行|安排|听取|报送|编发|撰写|刊发|旁听|集中学习"
_DO = r"举办|召开|开展|组织|举行|安排|进行|完成"
_PERIODS = (
    (r"每个?(?:周|星期)", 52),
    (r"每个?(?:天|日|旬|班)|每\d+[日天]", 0),
    (r"每?(?:两|2|双)个月(?![内以])|每(?:两|双)月", 6),
    (r"每个?月(?!\d)", 12),
    (r"每个?季度?|每(?:三|3)个月", 4),
    (r"每半年|每(?:六|6)个月|每学期|上、?下半年(?:度|都|均)?|上半年(?:度)?[、和]下半年(?:度)?|(?:两|2)个半年", 2),
    (rf"每学?年度?|全年|年度内|(?<![\d{CHINESE}两])年内|本年度", 1),
    (r"(?<![第\d一])(?:\d{1,2}|[两二三四五六七八九十]{1,2})年(?![度底前来级])", 0),
)
"""How often each comes in a year; 0 for what has no number in a year, such as every several years or every day."""
_PERIOD = "|".join(words for words, _ in _PERIODS)
_MODAL = r"要|应当|应(?![急诉])|须|必须|需|各|再|原则上|分别|累计|总计|共"
_LEAD = re.compile(rf"(?P<least>(?:{_LEAST})[\u4e00-\u9fff]{{0,6}})?(?:{_MODAL})*(?P<verbs>(?:{_HOLD})*)$")
_HELD = re.compile(rf"(?:{_HOLD})[\u4e00-\u9fff\u25a1]{{2,20}}$")
_HELD_THING = re.compile(rf"(?:{_HOLD})([\u4e00-\u9fff\u25a1]{{2,16}}?)(?=等|[，。；]|$)")
_ATTEND = re.compile(r"(?:参加|出席|列席|主持)$")
"""Who comes is not what is done: that stands in the sentence before."""
_INTO = re.compile(r"(?:走?进[\u4e00-\u9fff]{1,6}、?)+")
"""进社区、进企业: where, not what."""
_PAST = re.compile(r"去年|上年|已经?|以来|共(?:举办|召开|开展|组织)|了$")
_NOT_LEAST = re.compile(r"(?:最多|超过|第|提前|只|仅|有权).{0,3}$|有权|不得?超过")
_REGULAR = re.compile(rf"(?:{_PERIOD})[^，；]{{0,40}}[\u4e00-\u9fff]$")
"""A period, and then what is done (每半年公布一次): regular though nothing says at least."""
_ACTED = re.compile(rf"{_HOLD}|建设|配备|办理|审查|评查|培养|培育|培训|发放|新增|完成|述法|整改|每个?[村社乡镇街]|各")
_WHOLE = re.compile(rf"(?:^|[，。；：、])(全[省市县区旗州镇乡])(?=(?:{_PERIOD}|要|应|共|累计|{_DO}|{_LEAST}))")
"""The whole place does it between them: 全县全年举办不少于100场."""
_FOR_EACH = re.compile(rf"(?P<period>{_PERIOD})(?=[、和及][\u4e00-\u9fff（）]{{1,10}}?(?:{_PERIOD}))")
_FIRM_VERB = re.compile(rf"(?:{_HOLD})$")
_ABOVE = re.compile(r"^\s*(?:（含）)?(?:及|或)?以上(?:的)?")
_A_HEAD = re.compile(r"[/／]人")
_STOP = re.compile(rf"[，、和及并]\s*(?=(?:以及)?(?:{_HOLD})?(?:{_LEAST})?{_NUMERAL}\s*(?:{_FIRM}))|[，。；：\n]")
_AND_ANOTHER = re.compile(
    rf"((?:{_LEAST}){_NUMERAL}\s*个?(?:{_FIRM}|{_COUNTABLE}))、(?=(?!每)[\u4e00-\u9fff]{{2,16}}(?:{_LEAST}))"
)
"""发放资料不少于1000份、覆盖群众不少于500人次: what comes after is another matter, as behind a comma."""
_JOINT = re.compile(r"\s*(?:和|及|以及|、|并)?\s*")
_TRIM = re.compile(
    rf"^(?:(?:{_PERIOD})|(?:{_LEAST})|(?:{_MODAL})|(?:{_DO})|认真|切实|严格|积极|并|落实|[，、的])+",
)
_TRIM_END = re.compile(
    rf"(?:(?:{_PERIOD})|(?:{_LEAST})|(?:{_MODAL})|(?:{_DO})|原则上|一般|(?:学习|累计)?时间|[，、的])+$"
)
_LONGEST_WHAT = 40


class _Found(NamedTuple):
    end: int
    factor: int
    quota: Quota


def read_quotas(wording: str, responsible: tuple[str, ...] = ()) -> tuple[Quota, ...]:
    """The quotas of an item's wording, brackets full-width.

    `who` is the unit named last before the number; else `responsible`, joined; else 未点名.
    「每季度不少于1次」 counts as 4 in the year. Plain numbers, ordinals, numbers in titles and 「最多跑一次」 are none.
    """
    wide = full_width(wording)
    text = blank_quoted(wide)
    named = find_mentions(wording)
    found: list[Quota] = []
    start, previous = 0, ""
    for sentence in re.split(r"(?<=[。；！？\n])", _AND_ANOTHER.sub(r"\1，", text)):
        before = [mention for mention in named if mention.start < start + len(sentence)]
        shown = wide[start : start + len(sentence)]
        default = "、".join(responsible) or UNNAMED
        found += _in_sentence(sentence, shown, _shift(before, start), default, previous)
        start, previous = start + len(sentence), shown
    return tuple(dict.fromkeys(found))


def _shift(named: list[Mention], start: int) -> list[Mention]:
    return [Mention(mention.start - start, mention.end - start, mention.names) for mention in named]


def _in_sentence(sentence: str, shown: str, named: list[Mention], default: str, previous: str) -> Iterator[Quota]:
    last: _Found | None = None
    spoken = 0  # a period before it is of another number
    for match in _COUNT.finditer(sentence):
        clause = max(sentence.rfind("，", 0, match.start()), sentence.rfind("：", 0, match.start())) + 1
        head = sentence[clause : match.start()]
        joint = last is not None and bool(
            _JOINT.fullmatch(sentence[_tail_end(sentence, last.end) : match.start()].lstrip("，"))
        )
        factor = last.factor if joint and last else _factor(sentence[spoken : match.start()])
        if not joint and not _is_quota(head, sentence[match.end() :], match["unit"], sentence[: match.start()]):
            continue
        spoken = match.end()
        whole = _WHOLE.search(sentence[: match.start()])
        what = _what(sentence, shown, match, clause, named).removeprefix(whole[1] if whole else "")
        position = match.start()
        if _ATTEND.search(what) and (held := _HELD_THING.search(previous)):
            what, position = held[1], 0
        if what and factor:
            who = _who(named, position, sentence) or (whole[1] if whole else default)
            quota = Quota(
                who=who,
                what=what,
                at_least=_amount(match["low"]) * factor,
                unit=_UNITS.get(match["unit"], match["unit"]),
                every=12 // factor if factor in (2, 4, 6, 12) else 12,
                together=bool(whole) and who == (whole and whole[1]),
            )
            last = _Found(match.end(), factor, quota)
            yield from _of_others(head, quota, factor) if not joint else ()
            yield quota


def _of_others(head: str, quota: Quota, factor: int) -> Iterator[Quota]:
    """镇级每季度、村级每月开展一次: the same for the others, as often as their own period says."""
    for match in _FOR_EACH.finditer(head):
        other = _factor(match["period"])
        if other and other != factor:
            per_time = quota.at_least // factor
            every = 12 // other if other in (2, 4, 6, 12) else 12
            yield msgspec.structs.replace(quota, at_least=per_time * other, every=every)


def _amount(text: str) -> int:
    """The number of 12, 十二, 1.5万."""
    figure, ten_thousand, _ = text.partition("万")
    if "." in figure:
        return round(float(figure) * 10_000)
    return (read_numeral(figure) or 0) * (10_000 if ten_thousand else 1)


def _tail_end(sentence: str, start: int) -> int:
    stop = _STOP.search(sentence, start)
    return stop.start() if stop else len(sentence)


def _is_quota(head: str, tail: str, unit: str, before: str) -> bool:
    lead = _LEAD.search(head)
    if lead is None or _NOT_LEAST.search(head) or _PAST.search(head):
        return False
    if lead["least"] or _ABOVE.match(tail):
        acted = lead["least"] and _ACTED.search(before)
        return unit not in _PIECES or bool(acted or re.search(_PERIOD, before))
    if not re.fullmatch(_FIRM, unit):
        return False
    if _HELD.search(head) and not re.match(r"[\u4e00-\u9fff]", tail):
        return True
    return bool(_FIRM_VERB.search(lead["verbs"]) or re.search(rf"(?:{_PERIOD})$", head) or _REGULAR.search(head))


def _factor(before: str) -> int:
    """How often the period named last before the number comes in a year; 0 where it has no number in a year."""
    places = [(match.end(), factor) for words, factor in _PERIODS for match in re.finditer(words, before)]
    return max(places)[1] if places else 1


def _what(sentence: str, shown: str, match: re.Match[str], clause: int, named: list[Mention]) -> str:
    start = match.end()
    if skipped := _ABOVE.match(sentence[start:]) or _A_HEAD.match(sentence[start:]):
        start += skipped.end()
    after = _clean(shown[start : _tail_end(sentence, start)].removeprefix("的"))
    if len(after) > 1:
        return after[:_LONGEST_WHAT]
    for begin in (clause, sentence.rfind("，", 0, max(clause - 1, 0)) + 1):
        words = shown[_after_names(named, begin, match.start()) : match.start()]
        what = _clean(re.sub(_PERIOD, "", _clean(words)))
        if _INTO.fullmatch(what) and begin == clause and clause:
            what = f"{_held_in(shown[: clause - 1])}，{what}"
        if len(what) > 1:
            return what[-_LONGEST_WHAT:]
    return ""


def _held_in(words: str) -> str:
    """What the last clause of these words does: 禁毒宣传 of 各单位开展禁毒宣传."""
    clause = re.split("[，。：；]", words)[-1]
    held = _HELD_THING.search(clause)
    return held[1] if held else _clean(clause)


def _after_names(named: list[Mention], begin: int, end: int) -> int:
    return max([begin, *(mention.end for mention in named if begin <= mention.start < mention.end <= end)])


def _clean(words: str) -> str:
    previous = None
    words = words.strip("，、。 \u3000")
    while words != previous:
        previous = words
        words = _TRIM_END.sub("", _TRIM.sub("", words)).strip()
    return words


def _who(named: list[Mention], position: int, sentence: str) -> str:
    """The unit named last before the number, with those joined to it by 、 or 和."""
    before = [mention for mention in named if mention.end <= position]
    names: list[str] = []
    following: Mention | None = None
    for mention in reversed(before):
        if following and sentence[max(mention.end, 0) : max(following.start, 0)] not in ("、", "和", "及", "与"):
            break
        names[:0] = mention.names
        following = mention
    return "、".join(names)
