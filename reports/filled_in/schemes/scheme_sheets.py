"""A scheme as lines of sheets, every value as the text people write it, and back: what a clerk fills in Excel."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from models.assess.rule_words import (
    CHOICE,
    COUNT,
    FLAG,
    GRADE,
    POINTS,
    RULES,
    SHARE,
    Parameter,
    RuleWords,
    default_text,
    parameter_text,
    parameter_value,
)
from models.assess.scheme_words import (
    NO_PLAN,
    Raw,
    bands_words,
    items_words,
    parts_words,
    read_bands,
    read_items,
    read_parts,
    weight_for,
    with_weights,
)
from models.records.counting import split_parts, summable
from models.records.plan import Plan
from models.records.registry import ledgers

SCHEME, CATEGORIES, INDICATORS = "方案", "类别", "指标"
"""The sheets."""
ITEM, CONTENT = "项目", "内容"
ID, NAME, RULE, ITEMS, BANDS, TOTAL, DEFINITION = "代号", "指标", "算法", "事项", "等次", "满分", "说明"
CATEGORY = "类别"
WEIGHT = "分值："
YES, SUMMED = "是", "summed"
NAMED = 6
"""Choices named where none of them stands in a cell."""
UNREPORTED = {"no_points": "沉默不得分", "counted": "照台账计算"}
WAIVED = {"agreed": "汇总单位同意的才不计", "claimed": "单位写明理由就不计"}
SETTINGS = {
    "name": "方案名称",
    "id": "代号",
    "year": "年度",
    "total": "总分",
    "parts": "总分的组成",
    "unreported": "没有报送的单位",
    "waived": "说不适用的事项",
    "note": "方案说明",
}
_CHOSEN = {"unreported": UNREPORTED, "waived": WAIVED}
_BEFORE = {"id": ID, "chapter": "部分", "section": "二级指标", "name": NAME, "part": "组成部分", "scorer": "评分人"}
"""Texts of an indicator that stand before its marks, by key; the items follow."""
_OPTIONAL = frozenset({"section", "part", "scorer"})
_EACH = {"each": "每次（每档、每个）扣或加"}
"""Heads of parameters that rules call by different names."""
_LOST_ITEM = "#"
"""Stands before the uid of an item that the plan does not have."""
_WITH_UNIT = re.compile(r"(-?\d+(?:\.\d+)?)\s*(?:分|次|期|场|人次|人|件|卷|项|份|个|学时|课时|万元|元|个百分点)")

Line = dict[str, str]


class NotReadError(ValueError):
    """What stands in a cell cannot be read; the message says how to write it."""


class ParameterHead(NamedTuple):
    """A column of the rules' parameters: its head, and whether figures stand in it."""

    head: str
    figures: bool


def parameter_heads() -> dict[str, ParameterHead]:
    """By name of the parameter; the same column serves all rules that have it."""
    found: dict[str, ParameterHead] = {}
    for rule in RULES.values():
        for one in rule.parameters:
            found.setdefault(one.name, ParameterHead(_EACH.get(one.name, one.label), one.kind in (POINTS, COUNT)))
    return found


def weight_heads(categories: Sequence[Raw]) -> dict[str, str]:
    """Head of the column of marks by category id; where two have one name, with the id."""
    names = Counter(str(one.get("name", "")) for one in categories)
    return {
        str(one.get("id", "")): f"{WEIGHT}{one.get('name', '')}"
        + (f"（{one.get('id', '')}）" if names[str(one.get("name", ""))] > 1 else "")
        for one in categories
    }


def indicator_heads(categories: Sequence[Raw]) -> list[str]:
    """The heads of the sheet of indicators, in order."""
    parameters = [one.head for one in parameter_heads().values()]
    return [*_BEFORE.values(), ITEMS, *weight_heads(categories).values(), RULE, *parameters, DEFINITION]


# Out


def setting_lines(raw: Raw) -> list[Line]:
    """What holds for the scheme as a whole, a line each."""
    return [{ITEM: label, CONTENT: _setting_text(name, raw.get(name))} for name, label in SETTINGS.items()]


def _setting_text(name: str, value: object) -> str:
    if name in _CHOSEN:
        choices = _CHOSEN[name]
        return choices.get(str(value), str(value)) if value else next(iter(choices.values()))
    if name == "parts" and isinstance(value, list | tuple):
        return parts_words(value)
    return "" if value is None else str(value)


def category_lines(raw: Raw) -> list[Line]:
    """The categories with their grades, a line each."""
    return [
        {
            ID: str(one.get("id", "")),
            CATEGORY: str(one.get("name", "")),
            TOTAL: "" if one.get("total") is None else str(one["total"]),
            BANDS: bands_words(one.get("bands", ())),
        }
        for one in raw.get("categories", ())
    ]


def indicator_lines(raw: Raw, plan: Plan = NO_PLAN) -> list[Line]:
    """The indicators, a line each; items by their numbers in the plan."""
    heads = weight_heads(raw.get("categories", ()))
    return [_indicator_line(one, heads, plan) for one in raw.get("indicators", ())]


def _indicator_line(one: Raw, weights: Mapping[str, str], plan: Plan) -> Line:
    rule = one.get("rule", {})
    words = RULES.get(str(rule.get("kind")))
    line = {head: str(one.get(name, "")) for name, head in _BEFORE.items()}
    line[ITEMS] = _items_text(one.get("items", ()), plan)
    line |= {head: weight_for(one, category) for category, head in weights.items()}
    line[RULE] = words.label if words else str(rule.get("kind", ""))
    own = {each.name: _parameter_text(each, rule) for each in words.parameters} if words else {}
    line |= {each.head: own.get(name, "") for name, each in parameter_heads().items()}
    line[DEFINITION] = str(one.get("definition", ""))
    return line


def _items_text(items: object, plan: Plan) -> str:
    if not isinstance(items, list | tuple):
        return str(items)
    known = [uid for uid in items if not plan.items or uid in plan.by_uid]
    lost = [f"{_LOST_ITEM}{uid}" for uid in items if uid not in known]
    return "、".join(filter(None, [items_words(known, plan), *lost]))


def _parameter_text(one: Parameter, rule: Raw) -> str:
    if one.kind == FLAG:
        return YES if rule.get(one.name) else ""
    if one.kind == CHOICE:
        value = str(rule.get(one.name, default_text(str(rule["kind"]), one.name) or ""))
        return _choices(one, rule).get(value, value)
    return parameter_text(one, rule)


def _choices(one: Parameter, rule: Mapping[str, Any]) -> Mapping[str, str]:
    """Labels by value; what can be added up is that of the rule's ledger: others call other fields the same."""
    offered = one.choices() if one.choices else {}
    declared = ledgers().get(str(rule.get("ledger", ""))) if one.name == SUMMED else None
    if declared is None:
        return offered
    return {"": offered[""], **{field.name: field.label for field in summable(declared)}}


# Back


def read_setting(label: str, text: str) -> tuple[str, object]:
    """The key of a line of the scheme's own sheet, and its value; None for nothing.

    Raises:
        NotReadError: There is no such line, or what stands in it cannot be read.
    """
    name = next((name for name, known in SETTINGS.items() if known == label), None)
    if name is None:
        raise NotReadError(f"不认识“{label}”，这张表的各行不能改名")
    if name in _CHOSEN:
        return name, _chosen(text, _CHOSEN[name])
    if name == "parts":
        return name, _as(read_parts, text, "请写成“自评20%；实地考评50%；满意度30%”") if text else None
    if name == "year" and text.isdigit():
        return name, int(text)
    return name, text or None


def read_category(line: Line) -> Raw:
    """A category; what is empty is left out.

    Raises:
        NotReadError: The grades cannot be read.
    """
    found: Raw = {"id": line.get(ID, ""), "name": line.get(CATEGORY, "")}
    found["bands"] = _as(read_bands, line.get(BANDS, ""), "请写成“优秀≥90；良好≥80；一般≥60；不合格≥0”，从高到低")
    return found | ({"total": plain_figure(line[TOTAL])} if line.get(TOTAL) else {})


Put = Callable[[str, Callable[[], object]], object]
"""Called with a head and what reads its cell; gives the value, or None where it could not be read."""


def read_indicator(line: Line, weights: Mapping[str, str], plan: Plan, put: Put) -> Raw:
    """An indicator of a line; `weights` are the heads of marks by category id."""
    found: Raw = {name: line.get(head, "") for name, head in _BEFORE.items() if line.get(head) or name not in _OPTIONAL}
    items = put(ITEMS, lambda: _read_items(line.get(ITEMS, ""), plan))
    found["items"] = [] if items is None else items
    found = with_weights(found, {category: plain_figure(line.get(head, "")) for category, head in weights.items()})
    kind = put(RULE, lambda: _read_kind(line.get(RULE, "")))
    rule: Raw = {"kind": str(kind)} if kind else {}
    if kind:
        for name, value in _read_parameters(RULES[str(kind)], line, rule, put):
            rule[name] = value
    return {**found, "rule": rule, "definition": line.get(DEFINITION, "")}


def _read_parameters(words: RuleWords, line: Line, rule: Raw, put: Put) -> Iterator[tuple[str, object]]:
    """The rule's parameters one after the other: how a later one reads depends on those before it."""
    own = {one.name: one for one in words.parameters}
    for name, column in parameter_heads().items():
        text = line.get(column.head, "")
        if not text:
            continue
        value = put(column.head, partial(_read_own, words, own.get(name), text, rule))
        if value is not None:
            yield name, value


def _read_own(words: RuleWords, one: Parameter | None, text: str, rule: Raw) -> object:
    if one is None:
        raise NotReadError(f"算法“{words.label}”用不到这一栏，请清空“{text}”，或者改算法")
    return _read_parameter(one, text, rule)


def _read_parameter(one: Parameter, text: str, rule: Raw) -> object:
    if one.kind == FLAG:
        if text not in (YES, "否"):
            raise NotReadError(f"只能填“{YES}”或者空着")
        return True if text == YES else None
    if one.kind == CHOICE:
        return _chosen(text, _choices(one, rule)) or None
    if one.kind in (POINTS, COUNT):
        return parameter_value(one, plain_figure(text), rule)
    value = parameter_value(one, text, rule)
    if one.kind == SHARE and value == text:
        raise NotReadError("请写成百分数，例如 90%")
    if isinstance(value, str) and one.kind not in (GRADE, SHARE):
        raise NotReadError(one.tip.rstrip("。") or "认不出来")
    return value


def _chosen(text: str, choices: Mapping[str, str]) -> str:
    """The value of a choice by its label, with or without the name behind it, or by the name."""
    bare = {label.partition("（")[0] or label: value for value, label in choices.items()}
    whole = {label: value for value, label in choices.items()}
    found = whole.get(text, bare.get(text, text if text in choices else None))
    if found is None:
        more = "……" if len(bare) > NAMED else ""
        raise NotReadError(f"没有“{text}”，请从下拉清单里选（{'、'.join(list(bare)[:NAMED])}{more}）")
    return found


def _read_kind(text: str) -> str:
    return _chosen(text, {kind: words.label for kind, words in RULES.items()})


def _read_items(text: str, plan: Plan) -> list[int]:
    parts = split_parts(text)
    lost = [int(part[1:]) for part in parts if part.startswith(_LOST_ITEM) and part[1:].isdigit()]
    rest = "、".join(part for part in parts if not (part.startswith(_LOST_ITEM) and part[1:].isdigit()))
    known = read_items(rest, plan)
    if known is None:
        raise NotReadError("请写工作要点的项号，例如 1-5、7；Excel 把它变成日期的，先把格式改成文本")
    return [*known, *lost]


def _as(read: Callable[[str], object | None], text: str, wanted: str) -> object:
    found = read(text)
    if found is None:
        raise NotReadError(wanted)
    return found


def plain_figure(text: str) -> str:
    """A figure without the unit behind it: 2分 is 2; anything else as it stands."""
    found = _WITH_UNIT.fullmatch(text.strip())
    return found[1] if found else text.strip()
