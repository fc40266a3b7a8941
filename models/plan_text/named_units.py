"""The units an item's wording itself charges, where no 责任单位 line names them."""

from __future__ import annotations

import re
from typing import NamedTuple

from models.plan_text.names import may_be_name
from models.plan_text.wording import blank_quoted, full_width

_TOWN_BODY = (
    r"乡（镇）办事处|乡镇（街道）办事处|乡镇办事处|乡镇人民政府|乡镇政府|街道办事处|镇（街道）办事处|镇街办事处"
)
_TOWN = (
    rf"{_TOWN_BODY}|乡（镇）、街道|乡?镇[、和]街道|乡（镇、街道）|乡镇（街道）|乡镇街道|镇（街道）"
    "|镇街|镇（街）|镇办|办事处|乡镇|街道|镇|乡"
)
_COLLECTIVE = re.compile(
    r"各级各部门|(?<!是指)(?:地方)?各级行政(?:执法)?机关"
    r"|(?<![级向以经报受对送])各(?:有关|相关)?(?:单位|部门)(?:党政主要负责人|主要负责人)?"
    r"|各(?:级)?行政执法(?:单位|部门|机关)|各执法(?:单位|部门)"
    r"|[省市县区]直(?:各|有关|相关)?(?:单位|部门)"
    rf"|(?<![向以经报受对送])(?:各|每个)(?:{_TOWN}|县（市、区）|县区|区县|县市区|村（社区）|村（居）|村居|村|社区)|(?<![向以经报受对送]){_TOWN_BODY}"
    r"|(?<![向以经报受对送])管委会(?:各局（办）|各局办|各部门|及下属单位|本级)?",
)
_NAME = r"[\u4e00-\u9fff][\u4e00-\u9fff（）]{0,13}?"
_ORGAN = rf"{_NAME}(?:局|委|委员会|办公室|厅|法院|检察院|中心|政府|党委|办|司法所)"
_SUBJECT = re.compile(
    rf"(?:^|(?<=[。；，\n]))(?:由|请)?({_ORGAN}(?:、{_ORGAN})*)(?=要(?!求)|应(?![急诉用对])|须|负责|牵头|会同|具体|全年|每[年季月半]|至少|按照|定期)",
)
_NO_NAME = re.compile(
    r"[的与对向把将在]|会同|^(?:按照?|根据|依据|结合|围绕|经|并|同时|提高|加强|推进|推动|强化|组织|督促|发挥|深化|完善|健全|支持|配合)"
)
_LISTED = re.compile(
    r"((?:(?<![\u4e00-\u9fff（）、])[\u4e00-\u9fff（）]{2,40})(?:、[\u4e00-\u9fff（）]{2,16})*?、[\u4e00-\u9fff（）]{2,12}?)"
    r"等(?:行政)?(?:执法)?(?:部门|单位|领域的综合执法)"
)
_TOGETHER = re.compile(r"要?会同")
_LIST_LEAD = re.compile(r"^(?:请|(?:充分)?发挥|强化|加强|重点指导|指导|督促|组织|推动|推进|重点|在|由|对)+")
_SUPERVISION = re.compile(
    r"加强(上级[\u4e00-\u9fff]{2,6})对下级[\u4e00-\u9fff]{2,6}、([\u4e00-\u9fff]{2,6})对其(所属[\u4e00-\u9fff]{2})的监督"
)


class Mention(NamedTuple):
    """Names standing together in the wording, from `start` to `end`."""

    start: int
    end: int
    names: tuple[str, ...]


def named_units(wording: str) -> tuple[str, ...]:
    """The units the wording names, in its order, brackets full-width; () where it names none."""
    return tuple(dict.fromkeys(name for mention in find_mentions(wording) for name in mention.names))


def find_mentions(wording: str) -> list[Mention]:
    """Every place of `wording` that names units, in order, none overlapping another."""
    text = blank_quoted(full_width(wording))
    found = [*_supervisors(text), *_lists(text), *_subjects(text), *_collectives(text)]
    found.sort(key=lambda mention: (mention.start, -mention.end))
    kept: list[Mention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _supervisors(text: str) -> list[Mention]:
    return [Mention(m.start(), m.end(), (m[1], f"{m[2]}及{m[3]}")) for m in _SUPERVISION.finditer(text)]


def _lists(text: str) -> list[Mention]:
    found = []
    for match in _LISTED.finditer(text):
        first, *others = match[1].split("、")
        parts = [_LIST_LEAD.sub("", first) or first, *others]
        names = tuple(name for part in parts for name in _TOGETHER.split(part))
        if all(map(may_be_name, names)):
            found.append(Mention(match.start(), match.end(), names))
    return found


def _subjects(text: str) -> list[Mention]:
    found = []
    for match in _SUBJECT.finditer(text):
        names = tuple(match[1].removeprefix("由").removeprefix("请").split("、"))
        if not any(_NO_NAME.search(name) for name in names):
            found.append(Mention(match.start(), match.end(), names))
    return found


def _collectives(text: str) -> list[Mention]:
    return [Mention(match.start(), match.end(), (match[0],)) for match in _COLLECTIVE.finditer(text)]
