"""ID numbers of persons and credit codes of organisations: what is wrong with one, and what it tells.

Messages never repeat the number: they go into lists and logs, where numbers are masked.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from stdnum.cn import ric, uscc

Sex = Literal["男", "女"]

_BIRTH_YEARS = range(1900, 2200)
_ORGANISATION = re.compile(
    r"(公司|厂|店|院|局|会|社|部|站|所|中心|集团|学校|大学|企业|办事处|政府|村|组|行|场|馆|办公室|经营户)$"
)
_INVISIBLE = re.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff'’‘`-]+")
_AS_NUMBER = r"[0-9]+\.[0-9]*(E\+?[0-9]+)?|[0-9]+E\+?[0-9]+"
_DIGITS_LOST = "号码曾按数字存放，后几位已丢失；请将单元格设为文本，按证件重新录入"

_ID_FAULTS = (
    (r"", "身份证号为空；请填写18位身份证号"),
    (r".*\*.*", "身份证号含有*号，是脱敏后的号码；请填写完整号码"),
    (_AS_NUMBER, f"身份证号为数字或科学计数形式：{_DIGITS_LOST}"),
    (r"[0-9]{15}", "这是15位旧号，请换成18位"),
    (r"(?!.{18}$).*", "身份证号应为18位，现为{length}位；请对照证件核对"),
    (r"(?![0-9]{17}[0-9X]$).*", "身份证号前17位应为数字，末位为数字或字母X；请对照证件核对"),
)
"""What the whole of a badly shaped ID number looks like, the most telling first, and what to say."""

_CREDIT = "0-9A-HJ-NPQRTUWXY"
_CREDIT_FAULTS = (
    (r"", "统一社会信用代码为空；请填写18位代码"),
    (r".*\*.*", "统一社会信用代码含有*号；请填写完整代码"),
    (_AS_NUMBER, f"统一社会信用代码为数字或科学计数形式：{_DIGITS_LOST}"),
    (r"(?!.{18}$).*", "统一社会信用代码应为18位，现为{length}位；请对照登记证书核对"),
    (r".*[IOZSV].*", "统一社会信用代码不使用字母I、O、Z、S、V；请核对是否应为数字1、0、2、5"),
    (
        rf"(?![{_CREDIT}]{{2}}[0-9]{{6}}[{_CREDIT}]{{10}}$).*",
        "统一社会信用代码第3至8位应为数字，其余为数字或大写字母；请核对",
    ),
)
"""The same for credit codes."""


@dataclass(frozen=True)
class IdNumber:
    """A valid 18-digit ID number, with a capital X, and what it says."""

    number: str
    birth: dt.date
    sex: Sex


@dataclass(frozen=True)
class CreditCode:
    """A valid 统一社会信用代码 in capitals; `region` is the six digits of the registering area."""

    code: str
    region: str


@dataclass(frozen=True)
class IdProblem:
    """Why a text is no valid number: a Chinese sentence that says what is wrong and what to do."""

    message: str


def check_id_number(text: str) -> IdNumber | IdProblem:
    """The ID number that `text` spells, or what is wrong with it.

    Weights 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2, sum mod 11 into 10X98765432; the birth date must exist; the 17th digit
    is odd for men. Spaces, full-width digits, a leading apostrophe and a small x are put right. The area is not
    checked, so of `stdnum` only the check digit is used: its `validate` refuses areas that its table lacks (410191)
    or begins later than the birth (410122 in 1950).
    """
    number = _compact(text)
    fault = _shape_fault(number, _ID_FAULTS)
    if fault:
        return fault
    birth = _birth(number)
    wrong_digit = ric.calc_check_digit(number) != number[-1]
    if wrong_digit and number.endswith("000"):
        return IdProblem(f"身份证号以000结尾且校验不符：{_DIGITS_LOST}")
    if birth is None:
        return IdProblem("身份证号第7至14位不是真实的出生日期；请对照证件逐位核对")
    if wrong_digit:
        return IdProblem("身份证号校验位不符，至少有一位录错；请对照证件逐位核对")
    return IdNumber(number, birth, "男" if int(number[16]) % 2 else "女")


def birth_and_sex(text: str) -> tuple[dt.date, Sex] | None:
    """Birth date and sex from an ID number, or None if the number is not valid."""
    found = check_id_number(text)
    return (found.birth, found.sex) if isinstance(found, IdNumber) else None


def check_credit_code(text: str) -> CreditCode | IdProblem:
    """The 统一社会信用代码 that `text` spells, or what is wrong with it.

    18 characters of 0-9 A-Z without I O Z S V; weights 3^i mod 31; check character (31 - sum mod 31) mod 31. The first
    two characters may be letters, which `stdnum`'s own `validate` refuses, so only its check digit is used.
    """
    code = _compact(text)
    fault = _shape_fault(code, _CREDIT_FAULTS)
    if fault:
        return fault
    if uscc.calc_check_digit(code) != code[-1]:
        return IdProblem("统一社会信用代码校验位不符，至少有一位录错；请对照登记证书核对")
    return CreditCode(code, code[2:8])


def mask_id(text: str) -> str:
    """`text` with only its first 3 and last 4 characters visible, as in 410***********0012.

    Enough to tell two persons of one office apart, too little to rebuild the number: area detail and birth date are
    hidden. A text of 8 characters or fewer is hidden whole. The length is kept.
    """
    head, tail = 3, 4
    if len(text) <= head + tail + 1:
        return "*" * len(text)
    return text[:head] + "*" * (len(text) - head - tail) + text[-tail:]


def mask_parties(names: str) -> str:
    """Names of parties, separated as they were typed: of persons the first character only, as in 张某; others whole."""
    parts = re.split(r"([、，,；;\s]+)", names)
    return "".join(
        part if at % 2 or not part or _ORGANISATION.search(part) else f"{part[0]}某" for at, part in enumerate(parts)
    )


def _compact(text: str) -> str:
    """`text` in half-width capitals without spaces, hyphens and Excel's apostrophe."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).upper()


def _shape_fault(number: str, faults: tuple[tuple[str, str], ...]) -> IdProblem | None:
    """The first of `faults` that `number` shows, or None if its shape is right."""
    for shape, words in faults:
        if re.fullmatch(shape, number, re.DOTALL):
            return IdProblem(words.format(length=len(number)))
    return None


def _birth(number: str) -> dt.date | None:
    """The birth date in digits 7 to 14, or None if there is no such day."""
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    try:
        return dt.date(year, month, day) if year in _BIRTH_YEARS else None
    except ValueError:
        return None
