"""What is wrong with a scheme that has the right shape: sums, names, ranges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from models.assess.json_lines import Path
from models.assess.measures import MEASURES
from models.assess.scheme import (
    Bonus,
    Category,
    Completion,
    Deduction,
    Indicator,
    PlanQuotas,
    Quota,
    Rate,
    Report,
    Scheme,
    Step,
    Veto,
)
from models.assess.score import rounded
from models.records.counting import can_hold, counting_fault
from models.records.field import Kind
from models.records.finding import Level
from models.records.plan import Counting, Plan
from models.records.registry import ledgers

_FIRST_YEAR, _LAST_YEAR = 2000, 2100


KEYS = {
    "each": "每次分值",
    "cap": "最多扣分",
    "late": "迟报一次扣分",
    "missing": "未报一次扣分",
    "measure": "数什么",
    "numerator": "分子",
    "denominator": "分母",
    "ledger": "台账",
    "at_least": "不少于",
    "summed": "合计什么",
    "from_count": "从几次起",
    "weight": "分值",
    "rule": "算法",
    "bands": "等次",
    "chapter": "部分",
    "name": "名称",
    "id": "代号",
    "unreported": "未报送的单位",
}
"""What people call the keys of a scheme's file."""


class SchemeFault(NamedTuple):
    """What is wrong, at which path of the scheme."""

    path: Path
    code: str
    message: str
    level: Level = Level.ERROR


def faults_of(scheme: Scheme, plan: Plan | None) -> list[SchemeFault]:
    """Everything wrong with the scheme, in the order of its parts."""
    faults = [*_head(scheme, plan)]
    if _positive(scheme.total):
        faults += [*_categories(scheme), *_sums(scheme)]
    for place, indicator in enumerate(scheme.indicators):
        above: Path = ("indicators", place)
        faults += _indicator(indicator, scheme, above)
        faults += _items(indicator, plan, above)
        faults += _rule(indicator, scheme, (*above, "rule"))
    return [*faults, *_coverage(scheme, plan)]


def _head(scheme: Scheme, plan: Plan | None) -> Iterator[SchemeFault]:
    if not _FIRST_YEAR <= scheme.year <= _LAST_YEAR:
        yield SchemeFault(("year",), "scheme.year", f"年度是{scheme.year}，请填四位数字的年度。")
    elif plan and plan.year and plan.year != scheme.year:
        message = f"方案是{scheme.year}年度的，工作要点是{plan.year}年度的，请换成同一年度的方案。"
        yield SchemeFault(("year",), "scheme.other_year", message)
    if not _positive(scheme.total):
        yield SchemeFault(("total",), "scheme.total", f"总分是{scheme.total}，请填大于0的数。")
    for part, what in (("categories", "考核类别"), ("indicators", "指标")):
        if not getattr(scheme, part):
            yield SchemeFault((part,), "scheme.empty", f"一个{what}也没有，请至少写一个。")
        for place in _repeated(one.id for one in getattr(scheme, part)):
            twice = getattr(scheme, part)[place].id
            yield SchemeFault(
                (part, place, "id"), "scheme.repeated_id", f"代号“{twice}”用了两次，每个{what}的代号不能相同。"
            )


def _repeated(ids: Iterable[str]) -> list[int]:
    """The places of ids that came before."""
    seen: Counter[str] = Counter()
    places = []
    for place, one in enumerate(ids):
        if seen[one]:
            places.append(place)
        seen[one] += 1
    return places


def _categories(scheme: Scheme) -> Iterator[SchemeFault]:
    for place, category in enumerate(scheme.categories):
        yield from _bands(category, scheme.total, ("categories", place, "bands"))


def _bands(category: Category, total: Decimal, path: Path) -> Iterator[SchemeFault]:
    marks = [band.at_least for band in category.bands]
    if not marks or marks[-1] != 0:
        message = "最低等次要从0分起，否则低分单位没有等次。"
        yield SchemeFault(path, "scheme.last_band", message)
    if any(not mark.is_finite() or not 0 <= mark <= total for mark in marks):
        yield SchemeFault(path, "scheme.band", f"等次分数要在0到{total}之间。")
    elif any(below >= above for above, below in pairwise(marks)):
        yield SchemeFault(path, "scheme.band_order", "等次要从高分到低分排列，分数不能相同。")
    for place in _repeated(band.grade for band in category.bands):
        twice = category.bands[place].grade
        yield SchemeFault((*path, place, "grade"), "scheme.repeated_grade", f"等次“{twice}”写了两次。")


def _indicator(indicator: Indicator, scheme: Scheme, above: Path) -> Iterator[SchemeFault]:
    known = {category.id for category in scheme.categories}
    weights = indicator.weight if isinstance(indicator.weight, dict) else {"": indicator.weight}
    for category, weight in weights.items():
        path: Path = (*above, "weight", category) if category else (*above, "weight")
        if category and category not in known:
            yield SchemeFault(path, "scheme.unknown_category", f"没有代号为“{category}”的考核类别，请核对。")
        if not weight.is_finite() or weight < 0:
            yield SchemeFault(path, "scheme.weight", f"分值是{weight}，请填不小于0的数。")
        elif weight != rounded(weight):
            yield SchemeFault(path, "scheme.weight", f"分值是{weight}，最多写两位小数。")
        elif weight == 0 and not isinstance(indicator.rule, Veto):
            yield SchemeFault(path, "scheme.no_weight", "分值是0，这项指标不起作用，请填分值；不考核的类别请不要列出。")
    for place, category in enumerate(indicator.categories):
        if category not in known:
            path = (*above, "categories", place)
            yield SchemeFault(path, "scheme.unknown_category", f"没有代号为“{category}”的考核类别，请核对。")


def _items(indicator: Indicator, plan: Plan | None, above: Path) -> Iterator[SchemeFault]:
    for place, uid in enumerate(indicator.items):
        if uid < 1 or (plan is not None and uid not in plan.by_uid):
            path: Path = (*above, "items", place)
            if plan is not None and uid in plan.dropped_by_uid:
                message = f"{plan.name(uid)}不再计入“{indicator.name}”，可以从这个指标里去掉。"
                yield SchemeFault(path, "scheme.dropped_item", message, Level.WARNING)
                continue
            message = f"工作要点里没有{plan.name(uid) if plan else f'第{uid}项'}，请核对项号。"
            yield SchemeFault(path, "scheme.unknown_item", message)
    if isinstance(indicator.rule, Completion | PlanQuotas) and not indicator.items:
        yield SchemeFault((*above, "items"), "scheme.no_items", "按事项评分的指标没有列出事项，请写明项号。")


def _rule(indicator: Indicator, scheme: Scheme, path: Path) -> Iterator[SchemeFault]:
    rule = indicator.rule
    for name in ("measure", "numerator", "denominator"):
        measure = getattr(rule, name, None)
        if measure is not None and measure not in MEASURES:
            yield SchemeFault((*path, name), "scheme.unknown_measure", f"没有名为“{measure}”的计量，请从计量清单里选。")
    match rule:
        case Quota():
            yield from _quota(rule, path)
        case Rate():
            yield from _rate(rule, path)
        case Deduction() | Bonus():
            yield from _amounts(rule, ("each", "cap"), path)
        case Report():
            yield from _amounts(rule, ("late", "missing"), path)
        case Veto():
            yield from _veto(rule, indicator, scheme, path)
        case Completion() | PlanQuotas():
            yield from _steps(rule.steps, path)


def _amounts(rule: object, names: Iterable[str], path: Path) -> Iterator[SchemeFault]:
    for name in names:
        amount = getattr(rule, name, None)
        if amount is not None and not _positive(amount):
            yield SchemeFault((*path, name), "scheme.amount", f"{name}（{KEYS[name]}）是{amount}，请填大于0的数。")


def _quota(rule: Quota, path: Path) -> Iterator[SchemeFault]:
    yield from _amounts(rule, ("each",), path)
    if rule.at_least < 1:
        yield SchemeFault((*path, "at_least"), "scheme.at_least", f"定额是{rule.at_least}，请填1以上的整数。")
    declared = ledgers().get(rule.ledger)
    if declared is None:
        yield SchemeFault((*path, "ledger"), "scheme.unknown_ledger", f"没有代号为“{rule.ledger}”的台账，请核对。")
        return
    dated = declared.by_name.get(declared.year_of)
    if rule.per != "year" and (dated is None or dated.kind is not Kind.DATE):
        message = f"台账“{declared.label}”没有记到日，不能按半年或季度要求次数，请改为全年。"
        yield SchemeFault((*path, "per"), "scheme.per", message)
    for name, value in rule.where.items():
        field = declared.by_name.get(name)
        if field is None:
            message = f"台账“{declared.label}”没有代号为“{name}”的栏目，请核对。"
            yield SchemeFault((*path, "where", name), "scheme.unknown_field", message)
        elif not can_hold(field, value):
            message = f"台账“{declared.label}”的“{field.label}”不会是“{value}”，请核对。"
            yield SchemeFault((*path, "where", name), "scheme.unknown_value", message)
    if rule.summed and (fault := counting_fault(Counting(rule.ledger, (), rule.summed))):
        yield SchemeFault((*path, "summed"), "scheme.unknown_sum", f"{fault}，请核对。")


def _rate(rule: Rate, path: Path) -> Iterator[SchemeFault]:
    yield from _steps(rule.steps, path)
    numerator, denominator = MEASURES.get(rule.numerator), MEASURES.get(rule.denominator)
    if numerator and denominator and numerator.counts != denominator.counts:
        above = f"分子“{numerator.label}”数的是{numerator.counts}"
        below = f"分母“{denominator.label}”数的是{denominator.counts}"
        yield SchemeFault(path, "scheme.uneven_rate", f"{above}，{below}，不能相除。")


def _steps(steps: tuple[Step, ...], path: Path) -> Iterator[SchemeFault]:
    figures = [figure for step in steps for figure in (step.at_least, step.share)]
    if any(not figure.is_finite() or not 0 <= figure <= 1 for figure in figures):
        yield SchemeFault((*path, "steps"), "scheme.step", "分档的比率和得分比例都要在0到1之间，例如90%写成0.9。")
    elif any(below.at_least >= above.at_least or below.share > above.share for above, below in pairwise(steps)):
        yield SchemeFault((*path, "steps"), "scheme.step_order", "分档要从高到低排列，比率不能相同，得分比例不能倒挂。")


def _veto(rule: Veto, indicator: Indicator, scheme: Scheme, path: Path) -> Iterator[SchemeFault]:
    if rule.from_count < 1:
        yield SchemeFault((*path, "from_count"), "scheme.from_count", f"起算数量是{rule.from_count}，请填1以上的整数。")
    for category in scheme.categories if rule.at_most else ():
        if indicator.applies_to(category.id) and rule.at_most not in {band.grade for band in category.bands}:
            message = f"类别“{category.name}”没有“{rule.at_most}”这个等次，请核对。"
            yield SchemeFault((*path, "at_most"), "scheme.unknown_grade", message)


def _sums(scheme: Scheme) -> Iterator[SchemeFault]:
    for place, category in enumerate(scheme.categories):
        used = [one for one in scheme.indicators_for(category.id) if not one.outside_total]
        weights = [one.full(category.id) for one in used]
        total = sum(filter(Decimal.is_finite, weights), Decimal(0))
        if total != scheme.total:
            message = f"指标分值合计{total}分，不等于总分{scheme.total}分，请调整分值。"
            yield SchemeFault(("categories", place), "scheme.sum", message)


def _coverage(scheme: Scheme, plan: Plan | None) -> Iterator[SchemeFault]:
    covered = {uid for indicator in scheme.indicators for uid in indicator.items}
    left = [item.number for item in plan.items if item.uid not in covered] if plan else []
    if left:
        said = "、".join(map(str, left))
        yield SchemeFault(
            ("indicators",), "scheme.uncovered", f"工作要点第{said}项没有指标考核，请确认是否有意如此。", Level.WARNING
        )


def _positive(figure: Decimal) -> bool:
    return figure.is_finite() and figure > 0
