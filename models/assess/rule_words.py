"""The rules a scheme can use, in the words of its editor: what each asks for and what it does with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, get_args

import msgspec

from models.assess.measures import MEASURES
from models.assess.scheme import Rule
from models.assess.scheme_words import read_share, read_steps, read_where, share_words, steps_words, where_words
from models.records.counting import summable
from models.records.registry import ledgers

POINTS, COUNT, CHOICE, STEPS, FLAG, WHERE, GRADE = "points", "count", "choice", "steps", "flag", "where", "grade"
SHARE = "share"
"""Kinds of parameters: a decimal, an integer, one of a list, steps, yes or no, conditions, one of the grades, a share
in per cent."""


class Parameter(NamedTuple):
    """One parameter of a rule; `choices` gives value and label, `start` is what a fresh rule has."""

    name: str
    label: str
    kind: str
    tip: str = ""
    start: object = None
    choices: Callable[[], Mapping[str, str]] | None = None


class RuleWords(NamedTuple):
    """A rule: what it is called, what it does, and its parameters."""

    label: str
    about: str
    parameters: tuple[Parameter, ...] = ()

    def fresh(self, kind: str) -> dict[str, Any]:
        """A new rule of `kind`, as in the scheme file, with the start values of its parameters."""
        return {"kind": kind, **{one.name: one.start for one in self.parameters if one.start is not None}}


def _measures() -> dict[str, str]:
    return {name: f"{one.label}（{name}）" for name, one in MEASURES.items()}


def _ledgers() -> dict[str, str]:
    return {name: one.label for name, one in ledgers().items() if one.desk != "centre"}


def _when_none() -> dict[str, str]:
    return {"not_applicable": "这一项不适用，不计入总分", "full": "计满分"}


def _optional_measures() -> dict[str, str]:
    return {"": "（不除）", **_measures()}


def _veto_measures() -> dict[str, str]:
    return {"": "（由人认定）", **_measures()}


def _parts_of_step() -> dict[str, str]:
    return {"share": "按比例扣", "begun": "按一档扣", "full": "不扣"}


def _yardsticks() -> dict[str, str]:
    return {"average": "全部单位平均", "category": "同类单位平均", "last_year": "本单位上年"}


def _better() -> dict[str, str]:
    return {"low": "越少越好", "high": "越多越好"}


def _per() -> dict[str, str]:
    return {"year": "全年", "half": "每半年", "quarter": "每季度", "month": "每月"}


def _sums() -> dict[str, str]:
    """What can be added up in some ledger; whether in this one, the check says."""
    every = (field for one in ledgers().values() if one.desk != "centre" for field in summable(one))
    return {"": "不合计，数条数", **{field.name: field.label for field in every}}


_STEPS = Parameter("steps", "分档", STEPS, "例如：100%得100%；95%得80%；90%得50%。不填就按比例得分。")
_SLOPE = (
    Parameter("each", "每低一档扣", POINTS, "分；不填就不按低多少扣"),
    Parameter("target", "低于多少开始扣", SHARE, "例如90%；不填就是100%"),
    Parameter("every", "几个百分点是一档", POINTS, "不填就是1个百分点"),
    Parameter("part", "不足一档的", CHOICE, "", None, _parts_of_step),
)
_NONE = Parameter("when_none", "没有可比的时", CHOICE, "", "not_applicable", _when_none)
_MEASURE = Parameter("measure", "数什么", CHOICE, "从台账里数出来的东西", "lost_cases", _measures)

RULES: Mapping[str, RuleWords] = {
    "manual": RuleWords(
        "人工评分",
        "考核组打分，理由必填；填负数是从满分里扣。",
        (
            Parameter("extra", "是附加加分", FLAG, "在总分以外加分，最多加到分值"),
            Parameter("deducts", "是附加扣分", FLAG, "在总分以外扣分，最多扣到分值"),
        ),
    ),
    "completion": RuleWords(
        "任务完成率", "已完成的事项÷应落实的事项；要在“事项”里写明项号。", (_STEPS, *_SLOPE, _NONE)
    ),
    "rate": RuleWords(
        "比率",
        "分子÷分母，按比例、按分档，或者每低几个百分点扣几分；100%才得分就写成“100%得100%”。",
        (
            Parameter("numerator", "分子", CHOICE, "", "heard_cases_with_leader", _measures),
            Parameter("denominator", "分母", CHOICE, "", "heard_cases", _measures),
            _STEPS,
            *_SLOPE,
            _NONE,
        ),
    ),
    "compare": RuleWords(
        "和平均或上年比",
        "不比平均（或上年）差的得满分；每差一个（填了“除以”的，每差一个百分点）扣多少，不填就不得分。",
        (
            _MEASURE,
            Parameter("out_of", "除以", CHOICE, "除了以后比的是比率", None, _optional_measures),
            Parameter("to", "和谁比", CHOICE, "", "average", _yardsticks),
            Parameter("better", "怎样算好", CHOICE, "", "low", _better),
            Parameter("each", "每差一个扣", POINTS, "分；不填就是差了不得分"),
            _NONE,
        ),
    ),
    "deduction": RuleWords(
        "扣分",
        "从满分里每次扣，扣完为止。",
        (
            _MEASURE,
            Parameter("each", "每次扣", POINTS, "分", "1"),
            Parameter("cap", "最多扣", POINTS, "分；不填就是扣完为止"),
            Parameter("outside", "在总分以外扣", FLAG, "没有分可得，数到的从总分里扣，最多扣到分值"),
        ),
    ),
    "quota": RuleWords(
        "定额",
        "台账里符合条件的记录的次数（有场次的照场次，或者某一栏的合计）不少于定额；写了项号的，工作记录只数这几项的。缺一个扣多少，不填就按比例得分。",
        (
            Parameter("ledger", "台账", CHOICE, "", "training", _ledgers),
            Parameter("where", "条件", WHERE, "例如：类别=中心组学法；不填就是全部记录"),
            Parameter("summed", "合计什么", CHOICE, "例如：工作记录的人数", None, _sums),
            Parameter("at_least", "不少于", COUNT, "不合计哪一栏的是次数", 1),
            Parameter("per", "在多长时间里", CHOICE, "", "year", _per),
            Parameter("each", "每缺一个扣", POINTS, "分"),
        ),
    ),
    "plan_quotas": RuleWords(
        "工作要点的定额",
        "已达到的定额÷本单位应完成的定额，口径和工作要点页、报表一致；要在“事项”里写明项号，要人工认定的认定后才评分。",
        (_STEPS, *_SLOPE, _NONE),
    ),
    "report": RuleWords(
        "按时报送",
        "从满分里扣：迟报一次、未报一次各扣多少；以确认的收到日期为准。",
        (Parameter("late", "迟报一次扣", POINTS, "分", "0.5"), Parameter("missing", "未报一次扣", POINTS, "分", "1")),
    ),
    "bonus": RuleWords(
        "加分", "在总分以外每次加，最多加到分值。", (_MEASURE, Parameter("each", "每次加", POINTS, "分", "0.5"))
    ),
    "veto": RuleWords(
        "一票降等",
        "数到起算数量，等次就不高于所选的，不选就降低一等；分值填0。由人认定的在考核评分里填认定了几次。",
        (
            _MEASURE._replace(start="dishonest_cases", choices=_veto_measures),
            Parameter("from_count", "从几次起", COUNT, "次", 1),
            Parameter("at_most", "等次不高于", GRADE, "不选就降低一等"),
        ),
    ),
}


def default_text(kind: str, name: str) -> object:
    """What a rule of this kind means that does not name the parameter; None where it has to."""
    declared = next((one for one in get_args(Rule) if one.__struct_config__.tag == kind), None)
    fields = msgspec.structs.fields(declared) if declared else ()
    return next((one.default for one in fields if one.name == name and isinstance(one.default, str)), None)


def parameter_text(parameter: Parameter, rule: Mapping[str, Any]) -> str:
    """The parameter's value in `rule` as the text typed for it; "" if it is not set."""
    value = rule.get(parameter.name)
    if parameter.kind == SHARE:
        return share_words(value)
    if isinstance(value, str):
        return value
    if parameter.kind == STEPS:
        return steps_words(value or ())
    if parameter.kind == WHERE:
        return where_words(str(rule.get("ledger", "")), value or {})
    return "" if value is None else str(value)


def parameter_value(parameter: Parameter, text: str, rule: Mapping[str, Any]) -> object:
    """What was typed as the file has it, None for nothing; what cannot be read stays text, for the check to refuse."""
    text = text.strip()
    if not text:
        return None
    if parameter.kind == SHARE:
        share = read_share(text)
        return text if share is None else share
    if parameter.kind == STEPS:
        steps = read_steps(text)
        return text if steps is None else steps
    if parameter.kind == WHERE:
        where = read_where(str(rule.get("ledger", "")), text)
        return text if where is None else where
    return int(text) if parameter.kind == COUNT and text.isdigit() else text
