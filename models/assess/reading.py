"""A scheme from a file or an issued document: every fault is named with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec

from models.assess.json_lines import Path, lines_of, repeated_keys, syntax_fault
from models.assess.scheme import Category, Indicator, Scheme
from models.assess.scheme_checks import KEYS, SchemeFault, faults_of
from models.assess.scheme_items import take_numbers
from models.records.finding import Finding, Level
from models.records.plan import Plan
from models.small_file import decode_json, decode_text

_AT = re.compile(r" - at `(?:key in )?\$(?P<path>[^`]*)`$")
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+)\]")
_WORDS = (
    (re.compile(r"Object missing required field `(.+)`"), "缺少“{0}”，请补上"),
    (re.compile(r"Object contains unknown field `(.+)`"), "不认识“{0}”，请核对拼写，不用的请删去"),
    (re.compile(r"Invalid decimal string"), "不是数字，请填数字"),
    (re.compile(r"Invalid (?:value|enum value) ['‘]?(.+?)['’]?"), "不能填“{0}”，请参照自带的示例方案改正"),
    (re.compile(r"Expected `(.+)`, got `(.+)`"), "类型不对：要的是{0}，填的是{1}，请参照自带的示例方案改正"),
)
_KINDS = {
    "decimal": "数字",
    "int": "整数",
    "str": "文字",
    "array": "列表[…]",
    "object": "对象{…}",
    "null": "空",
    "bool": "是否",
    "float": "小数",
}


class SchemeReading(NamedTuple):
    """The scheme, or None where `findings` holds an error; warnings leave it usable."""

    scheme: Scheme | None
    findings: tuple[Finding, ...]


def read_scheme(source: bytes | str | Mapping[str, Any], plan: Plan | None = None) -> SchemeReading:
    """Read and check a scheme: JSON text, or the object an `Issue` holds.

    Text names the items by the numbers that the plan prints today, the object and the scheme by their uids. With a plan
    the indicators' items must be the plan's, and items no indicator looks at are pointed out. Findings name path,
    indicator and, for text, the line.
    """
    if isinstance(source, Mapping):
        return _read(dict(source), plan, {}, [])
    try:
        text = source if isinstance(source, str) else decode_text(source)
    except UnicodeDecodeError as fault:
        return _refused(
            "scheme.encoding", f"考核方案文件不是UTF-8编码的文字（第{fault.start + 1}个字节），请另存为UTF-8。"
        )
    broken = syntax_fault(text)
    if broken:
        return _refused(
            "scheme.syntax", f"第{broken.lineno}行第{broken.colno}个字：不是合格的JSON，请检查引号、逗号和括号。"
        )
    lines = lines_of(text)
    twice = [
        SchemeFault(path, "scheme.repeated_key", f"“{path[-1]}”在第{line}行又写了一遍，请删去一个。")
        for path, line in repeated_keys(text)
    ]
    raw = decode_json(text, parse_float=Decimal)
    if plan and plan.is_renumbered:
        twice += take_numbers(raw, plan)
    return _read(raw, plan, lines, twice)


def _read(raw: object, plan: Plan | None, lines: Mapping[Path, int], faults: list[SchemeFault]) -> SchemeReading:
    scheme: Scheme | None = None
    try:
        scheme = msgspec.convert(raw, Scheme)
        faults += faults_of(scheme, plan)
    except msgspec.ValidationError as whole:
        faults += list(_shape_faults(raw)) or [_shape_fault((), whole)]
    findings = tuple(_finding(fault, raw, lines) for fault in faults)
    return SchemeReading(None if any(fault.level is Level.ERROR for fault in faults) else scheme, findings)


def _refused(code: str, message: str) -> SchemeReading:
    return SchemeReading(None, (Finding(level=Level.ERROR, code=code, message=message),))


def _shape_faults(raw: object) -> Iterator[SchemeFault]:
    """The first fault of every category and indicator, so that one run names them all."""
    if not isinstance(raw, dict):
        return
    parts: tuple[tuple[str, type[msgspec.Struct]], ...] = (("categories", Category), ("indicators", Indicator))
    for name, declared in parts:
        values = raw.get(name)
        for place, value in enumerate(values if isinstance(values, list) else []):
            try:
                msgspec.convert(value, declared)
            except msgspec.ValidationError as problem:
                yield _shape_fault((name, place), problem)


def _shape_fault(above: Path, problem: msgspec.ValidationError) -> SchemeFault:
    said = str(problem)
    found = _AT.search(said)
    below: list[str | int] = []
    for name, place in _STEP.findall(found["path"] if found else ""):
        below.append(int(place) if place else name)
    return SchemeFault((*above, *below), "scheme.shape", f"{_in_chinese(_AT.sub('', said))}。")


def _in_chinese(said: str) -> str:
    for pattern, words in _WORDS:
        match = pattern.fullmatch(said)
        if match:
            return words.format(*map(_named, map(_kind, match.groups())))
    return f"内容不合格（{said}），请参照自带的示例方案改正"


def _kind(name: str) -> str:
    return "或".join(_KINDS.get(part.strip(), part.strip()) for part in name.split("|"))


def _named(key: str) -> str:
    """A key of the file with what people call it."""
    return f"{key}（{KEYS[key]}）" if key in KEYS else key


def _finding(fault: SchemeFault, raw: object, lines: Mapping[Path, int]) -> Finding:
    path = fault.path
    while path and path not in lines:
        path = path[:-1]
    where = [f"第{lines[path]}行"] if path in lines and fault.path else []
    title = _indicator_title(fault.path, raw)
    where += [f"指标“{title}”"] if title else []
    dotted = _dotted(fault.path)
    where += [] if title else _part(fault.path, raw)
    message = f"{'，'.join(where)}：{fault.message}" if where else fault.message
    return Finding(level=fault.level, code=fault.code, message=message, field=dotted, title=title)


def _dotted(path: Path) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


_PARTS = {"year": "年度", "total": "总分", "categories": "考核类别", "indicators": "指标", "id": "代号", "name": "名称"}


def _part(path: Path, raw: object) -> list[str]:
    """What people call the part of the scheme the path leads to."""
    match path:
        case ("categories", int(place), *_) if isinstance(raw, dict):
            category = raw["categories"][place]
            return [
                f"类别“{category.get('name', place + 1)}”" if isinstance(category, dict) else f"第{place + 1}个类别"
            ]
        case (str(name), *_):
            return [_PARTS.get(name, name)]
    return []


def _indicator_title(path: Path, raw: object) -> str:
    match path:
        case ("indicators", int(place), *_) if isinstance(raw, dict):
            indicator = raw["indicators"][place]
            if isinstance(indicator, dict):
                return f"{indicator.get('id', place + 1)} {indicator.get('name', '')}".strip()
    return ""
