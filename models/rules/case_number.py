"""Case numbers (案号): taking them apart and writing them in one way.

《最高人民法院关于人民法院案件案号的若干规定》(2016-01-01 on, 法〔2018〕335号 added the special word):
（收案年度）法院代字[专门审判代字]类型代字案件编号号. Older numbers, such as (2015)中行初字第58号, still occur.
No list of courts is kept: administrative cases cross districts, and the coding rules alone tell a court's level.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

FIRST_INSTANCE = "一审"
SECOND_INSTANCE = "二审"
RETRIAL_REVIEW = "再审审查"
RETRIAL = "再审"
NON_LITIGATION = "非诉执行"
JURISDICTION = "管辖"
MEDIATION_FIRST = "诉前调解"
OTHER = "其他"

INSTANCE_BY_TYPE = {
    "行初": FIRST_INSTANCE,
    "行终": SECOND_INSTANCE,
    "行监": RETRIAL_REVIEW,
    "行申": RETRIAL_REVIEW,
    "行抗": RETRIAL_REVIEW,
    "行再": RETRIAL,
    "行审": NON_LITIGATION,
    "行审复": NON_LITIGATION,
    "行他": OTHER,
    "行辖": JURISDICTION,
    "行辖终": JURISDICTION,
    "行赔初": FIRST_INSTANCE,
    "行赔终": SECOND_INSTANCE,
    "行赔监": RETRIAL_REVIEW,
    "行赔申": RETRIAL_REVIEW,
    "行赔抗": RETRIAL_REVIEW,
    "行赔再": RETRIAL,
    "行赔他": OTHER,
    "行诉前调": MEDIATION_FIRST,
}
"""The administrative type words (类型代字) and the instance each stands for."""

_LITIGATION = (FIRST_INSTANCE, SECOND_INSTANCE, RETRIAL_REVIEW, RETRIAL)
_NEW_SCHEME_YEAR = 2016

_PROVINCES = "京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新军兵"

_TYPES = "|".join(sorted(INSTANCE_BY_TYPE, key=len, reverse=True))
_YEAR = r"[(\[〔【]?(?P<year>(?:19|20)[0-9]{2})年?[)\]〕】]?"
_SUPPLEMENT = r"[一二三四五六七八九十]+|[1-9]"
_NUMBER = rf"第?0*(?P<number>[1-9][0-9]{{0,6}})(?:号(?:之(?P<after>{_SUPPLEMENT}))?|之(?P<inside>{_SUPPLEMENT})号)"
_NEW = re.compile(
    rf"{_YEAR}(?P<court>最高法|[{_PROVINCES}](?:[0-9]{{4}}|[0-9]{{2}})?)(?P<special>[一-龥]?)(?P<kind>{_TYPES})字?{_NUMBER}",
)
_OLD = re.compile(rf"{_YEAR}(?P<court>[一-龥]{{0,8}}?)(?P<special>)(?P<kind>{_TYPES})字?{_NUMBER}")


@dataclass(frozen=True)
class CaseNumber:
    """A case number in its parts.

    `court` is 法院代字 (in an old number whatever stood there, possibly nothing), `special` 专门审判代字 or "", `kind`
    类型代字, `supplement` the 一 of 之一 or "". `old` marks the numbers with 字第 from before 2016.
    """

    year: int
    court: str
    special: str
    kind: str
    number: int
    old: bool
    supplement: str = ""

    def __str__(self) -> str:
        """The number as it is written officially, with full-width brackets: （2021）苏8601行初923号."""
        joint = "字第" if self.old else ""
        tail = f"之{self.supplement}" if self.supplement else ""
        return f"（{self.year}）{self.court}{self.special}{self.kind}{joint}{self.number}号{tail}"

    @property
    def instance(self) -> str:
        """一审, 二审, 再审审查, 再审, 非诉执行, 管辖, 诉前调解 or 其他."""
        return INSTANCE_BY_TYPE[self.kind]

    @property
    def is_litigation(self) -> bool:
        """Whether the organ answers a suit here; 非诉执行 (行审) is none, nor are 行辖 and 行他."""
        return self.instance in _LITIGATION

    @property
    def is_compensation(self) -> bool:
        """Whether the case is about administrative compensation (行赔)."""
        return self.kind.startswith("行赔")


def parse_case_number(text: str) -> CaseNumber | None:
    """The administrative case number that `text` spells, or None.

    Any brackets or none, half or full width, spaces, a missing 第 and zeros before the number are accepted; 号 is
    needed. A number of a civil, criminal or enforcement case is None too. The longest type word wins: 行审复
    is never read as 行审. A number in the new scheme with a year before 2016 is None, because there was no scheme.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    parts = _NEW.fullmatch(plain)
    if parts and int(parts["year"]) >= _NEW_SCHEME_YEAR:
        return _case_number(parts, old=False)
    parts = _OLD.fullmatch(plain) if "字" in plain else None
    return _case_number(parts, old=True) if parts else None


def normalise(text: str) -> str | None:
    """`text` as the official spelling （2021）苏8601行初923号, or None if it is no administrative case number."""
    parsed = parse_case_number(text)
    return str(parsed) if parsed else None


def _case_number(parts: re.Match[str], *, old: bool) -> CaseNumber:
    supplement = parts["after"] or parts["inside"] or ""
    return CaseNumber(
        year=int(parts["year"]),
        court=parts["court"],
        special=parts["special"],
        kind=parts["kind"],
        number=int(parts["number"]),
        old=old,
        supplement=supplement.translate(str.maketrans("123456789", "一二三四五六七八九")),
    )
