"""Names of units in a list of owners: where one ends and the next begins, told by the list's structure.

No list of offices is known here; what no name of a unit looks like is given back as doubtful.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_PARTS = re.compile(r"[、，；/\s\u3000]+(?![^（]*）)")
_AND = re.compile(r"(?:以及|及)(?!其|下属|所属|直属|以上|时)(?![^（]*）)")
_OTHERS = re.compile(r"(?<=.)等(?!级|候)")
_KIND_ALONE = re.compile(r"(?:单位|部门|机关|地区|地方|科室)?")
_END = re.compile(
    r"(?:局|委|办|部|厅|室|院|会|署|府|处|科|股|所|站|队|台|社|行|组|联|团|馆|校|中心|海关|公司|集团|企业|银行|学校|医院|法院|单位|部门|机关|机构|系统"
    r"|地区|地方|各地|方面|本级|专班|平台|[省市州县区旗乡镇村盟]|街道|镇街|乡镇|村居|园区|社区|苏木|（.{1,8}）|总局|分局|主体|成员)$"
)
_WHOLE = re.compile(r"^(?:各|全|有关|相关|其他|所有|每个)")
_NO_NAME = re.compile(
    r"[的谁由按并]|应(?!急|用|诉)|对(?!外|口|台)|为(?!民)|将(?!军|乐)|以下|以上|包括|均|不|是(?!$)|要(?!闻|塞)|\d{2}|[“”。：]|时限|月底|持续|长期|^无$|适用|完成|建立|接受|会同"
)
_NO_START = re.compile(
    r"^(?:加强|推进|推动|强化|督促|完善|健全|支持|发挥|深化|组织(?!部|人事)|开展|负责|确保|做好|落实|建立|制定|成员|加快|提高|接受|同时|通过|以及|含|其中|如)"
)
_OFFICE = re.compile(r"[\u4e00-\u9fff]{2}(?:办(?:公室)?|科|股|处|室|组|部)")
"""A short name that begins as a sentence may: 组织办, 督促科."""
_PERSON = re.compile(r"(?:负责人|领导|同志|书记|主任|局长|科长|县长|镇长|乡长|人员|联系人)$")
_LONGEST = 36


class Names(NamedTuple):
    """`found` in order; `doubtful` are those of them that look like no unit; `whole` whether nothing else was said."""

    found: tuple[str, ...]
    doubtful: tuple[str, ...] = ()
    whole: bool = True


def is_unit_name(name: str) -> bool:
    """Whether a name is shaped like a unit's or a group of units'."""
    return may_be_name(name) and bool(_END.search(name) or _WHOLE.match(name)) and not _PERSON.search(name)


def may_be_name(name: str) -> bool:
    """Whether nothing in these words says that they are no name."""
    begins_as_sentence = _NO_START.match(name) and not _OFFICE.fullmatch(name)
    return 1 < len(name) <= _LONGEST and not _NO_NAME.search(name) and not begins_as_sentence


def read_names(text: str) -> Names:
    """The names in a list like 甲局、乙局等部门和各乡镇; bare 等 and what is no name are left out."""
    found: list[str] = []
    whole = True
    for part in _PARTS.split(text.strip("。；，、 \u3000")):
        for name in _parted(part):
            if may_be_name(name) and not _PERSON.search(name):
                found.append(name)
            elif name:
                whole = False
        whole = whole and not _OTHERS.search(part)
    names = tuple(dict.fromkeys(found))
    return Names(names, tuple(name for name in names if not is_unit_name(name)), whole)


def _parted(part: str) -> list[str]:
    """A part between two commas in names: at 等, at 及, and at 和 where both sides are names."""
    first, *others = _OTHERS.split(part)
    rest = [re.sub(r"^(?:和|及|与|以及)", "", one) for one in others]
    pieces = [first, *(one for one in rest if not _KIND_ALONE.fullmatch(one))]
    return [name for piece in pieces for half in _AND.split(piece) for name in _at_and(half)]


def _at_and(name: str) -> list[str]:
    for match in re.finditer(r"[和与](?![^（]*）)", name):
        left, right = name[: match.start()], name[match.end() :]
        if len(right) > 2 and is_unit_name(left) and is_unit_name(right):  # noqa: PLR2004 - 部门和单位 is one name
            return [left, *_at_and(right)]
    return [name]
