"""A place profile as a file: read strictly, so that a mistyped word is a sentence and not a rule that is gone."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec

from models.errors import FazhiError
from models.records.count_bounds import bound_faults
from models.records.ledgers.work import ASKED, COUNTS
from models.records.place import (
    BARRABLE,
    ENFORCEMENT_STYLES,
    REPORT_PARTS,
    LocalRule,
    LostDefinition,
    PlaceProfile,
    Question,
)
from models.rules.lost_case import READABLE
from models.rules.number_pattern import pattern_fault
from models.rules.terms import LONGEST, TERMS
from models.rules.topics import TOPICS
from models.small_file import decode_json, decode_text

MOST = 20
"""Faults that are told one by one."""
_AT = re.compile(r" - at `\$(?P<path>[^`]*)`$")
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+)\]")
_WORDS = (
    (re.compile(r"Object missing required field `(.+)`"), "缺少“{0}”"),
    (re.compile(r"Invalid enum value ['‘]?(.+?)['’]?"), "不能填“{0}”"),
    (re.compile(r"Expected `(.+)`, got `(.+)`"), "要的是{0}，填的是{1}"),
)
_KINDS = {"str": "文字", "array": "列表[…]", "object": "对象{…}", "null": "空", "bool": "true或false", "int": "整数"}


class BadPlaceError(FazhiError):
    """A place profile cannot be used; `faults` say where and why."""

    faults: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The faults in one go, as many as somebody reads."""
        more = f"；还有{len(self.faults) - MOST}处" if len(self.faults) > MOST else ""
        return f"地方规定不能用：{'；'.join(self.faults[:MOST])}{more}。请改正后再导入。"


def read_place(source: bytes) -> PlaceProfile:
    """The profile that a file says.

    Raises:
        BadPlaceError: It is not one.
    """
    try:
        raw = decode_json(decode_text(source))
    except UnicodeDecodeError as fault:
        raise BadPlaceError(("文件不是UTF-8编码的文字，请另存为UTF-8",)) from fault
    except json.JSONDecodeError as fault:
        raise BadPlaceError(
            (f"第{fault.lineno}行第{fault.colno}个字不合JSON的写法，请检查引号、逗号和括号",)
        ) from fault
    try:
        place = msgspec.convert(raw, PlaceProfile)
    except msgspec.ValidationError as fault:
        raise BadPlaceError((_in_words(str(fault)),)) from fault
    faults = (*_unknown(raw, PlaceProfile, ""), *place_faults(place))
    if faults:
        raise BadPlaceError(faults)
    return place


def place_text(place: PlaceProfile) -> bytes:
    """The profile as a file that `read_place` understands, and a person too."""
    return (json.dumps(msgspec.to_builtins(place), ensure_ascii=False, indent=2) + "\n").encode()


def place_faults(place: PlaceProfile) -> tuple[str, ...]:
    """What is wrong with a profile whose shape is right, one phrase each."""
    return tuple(_faults(place))


def _faults(place: PlaceProfile) -> Iterator[str]:
    if not place.name.strip() or not place.chain:
        yield "“名称”和“层级”不能空着"
    for rule in place.rules:
        yield from _rule_faults(rule)
    abouts = Counter(rule.about for rule in place.rules)
    yield from (f"“{about.value}”写了{count}条，只能写一条" for about, count in abouts.items() if count > 1)
    yield from _certificate_faults(place)
    if place.lost:
        yield from _lost_faults(place.lost)
    yield from _term_faults(place)
    yield from _work_faults(place)
    if strange := [one for one in place.report_parts if one not in REPORT_PARTS]:
        yield f"年度报告顺序里不能写{'、'.join(strange)}，能写的是{'、'.join(REPORT_PARTS)}"
    if place.enforcement_style not in ("", *ENFORCEMENT_STYLES):
        yield f"执法年报样式不能写{place.enforcement_style}，能写的是{'、'.join(ENFORCEMENT_STYLES)}"
    yield from bound_faults(place)
    yield from (
        f"日历里“{one.what}”的月日“{one.on}”要写成12-20的样子" for one in place.calendar if not is_month_day(one.on)
    )
    named = Counter(one.what.strip() for one in place.calendar)
    yield from (f"日历里“{what}”写了{count}次，只能写一次" for what, count in named.items() if count > 1)


def _rule_faults(rule: LocalRule) -> Iterator[str]:
    if strange := [one for one in rule.subjects if rule.about is not Question.BARRED or one not in BARRABLE]:
        yield f"“{rule.about.value}”的对象不能写{'、'.join(strange)}，能写的是{'、'.join(BARRABLE)}"
    if not rule.law.strip():
        yield f"“{rule.about.value}”没有写法规名称，没有地方规定的请整条删去"


def _lost_faults(lost: LostDefinition) -> Iterator[str]:
    if not lost.law.strip():
        yield "败诉标准没有写法规名称，没有地方规定的请整段删去"
    for one in lost.outcomes:
        if one.outcome not in READABLE:
            yield f"“{one.outcome}”不是程序知道的裁判或复议结果，或者是随前一审级的结果"


def _term_faults(place: PlaceProfile) -> Iterator[str]:
    labels = [term.label for term in TERMS.values()]
    for one in place.terms:
        if one.term not in labels:
            yield f"没有“{one.term}”这个期限，能写的是{'、'.join(labels)}"
        if not 0 < one.days <= LONGEST:
            yield f"“{one.term}”的天数{one.days}不能用，请写1到{LONGEST}的整数"


def _work_faults(place: PlaceProfile) -> Iterator[str]:
    for name, count in Counter(kind.name.strip() for kind in place.work).items():
        if not name or count > 1:
            yield f"工作类别“{name}”写了{count}次" if name else "有一种工作没有写类别"
    for kind in place.work:
        for what, said, known in (
            ("主题", kind.topics, TOPICS),
            ("数量", kind.counts, COUNTS),
            ("栏目", kind.asks, ASKED),
        ):
            if strange := [one for one in said if one not in known]:
                yield f"工作类别“{kind.name}”的{what}不能写{'、'.join(strange)}，能写的是{'、'.join(known)}"


def is_month_day(text: str) -> bool:
    """Whether it is a day of every year, written 12-20."""
    try:
        return dt.date.fromisoformat(f"2000-{text}").strftime("%m-%d") == text
    except ValueError:
        return False


def _certificate_faults(place: PlaceProfile) -> Iterator[str]:
    for name, count in Counter(kind.name.strip() for kind in place.certificates).items():
        if not name or count > 1:
            yield f"证件种类“{name}”写了{count}次" if name else "有一种证件没有写种类"
    for kind in place.certificates:
        if fault := pattern_fault(kind.pattern):
            yield f"{kind.name}的编号样子“{kind.pattern}”不能用：{fault.rstrip('。')}"


def _in_words(message: str) -> str:
    """What msgspec says of a wrong shape, in Chinese and with its place."""
    at = _AT.search(message)
    said = message[: at.start()] if at else message
    for pattern, words in _WORDS:
        if found := pattern.fullmatch(said):
            said = words.format(*(_kinds(one) for one in found.groups()))
            break
    return f"{_place(at['path'])}{said}" if at else said


def _kinds(text: str) -> str:
    return "或".join(_KINDS.get(one, one) for one in text.split(" | "))


def _place(path: str) -> str:
    steps = [f"“{key}”" if key else f"第{int(at) + 1}条" for key, at in _STEP.findall(path)]
    return f"{''.join(steps)}：" if steps else ""


def _unknown(raw: Any, shape: Any, where: str) -> Iterator[str]:
    """Keys that the shape does not know: packages pass them over, a typed file must not."""
    if isinstance(raw, list):
        (inner, *_) = get_args(shape) or (Any,)
        for at, one in enumerate(raw, 1):
            yield from _unknown(one, inner, f"{where}第{at}条")
        return
    struct = _struct_in(shape)
    if struct is None or not isinstance(raw, dict):
        return
    hints = get_type_hints(struct)
    known = {field.encode_name: hints[field.name] for field in msgspec.structs.fields(struct)}
    for key, value in raw.items():
        if key in known:
            yield from _unknown(value, known[key], f"{where}“{key}”")
        else:
            yield f"{where or '最外层'}里不认识“{key}”，能写的是{'、'.join(known)}"


def _struct_in(shape: Any) -> type[msgspec.Struct] | None:
    options = get_args(shape) if get_origin(shape) is Union or hasattr(shape, "__or__") else ()
    found = (one for one in (shape, *options) if isinstance(one, type) and issubclass(one, msgspec.Struct))
    return next(found, None)
