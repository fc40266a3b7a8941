"""What is wrong with a scheme that has the right shape: sums, names, ranges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

from models.assess.json_lines import Path
from models.assess.measures import AS_OF_TODAY, MEASURES
from models.assess.scheme import (
    Bonus,
    Category,
    Compare,
    Completion,
    Deduction,
    Indicator,
    Manual,
    PlanQuotas,
    Quota,
    Rate,
    Report,
    Scheme,
    Shared,
    Step,
    Veto,
)
from models.assess.score import rounded, words
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
    "out_of": "除以",
    "to": "和谁比",
    "better": "怎样算好",
    "target": "低于多少开始扣",
    "every": "每低几个百分点",
    "part": "组成部分",
    "parts": "总分的组成",
    "section": "二级指标",
    "scorer": "评分人",
    "most": "最多占",
    "total": "满分",
    "waived": "不适用的事项",
    "outside": "在总分以外扣",
    "deducts": "在总分以外扣",
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
        faults += [*_parts(scheme), *_categories(scheme), *_sums(scheme)]
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


def _parts(scheme: Scheme) -> Iterator[SchemeFault]:
    names = [one.name for one in scheme.parts]
    for place in _repeated(names):
        yield SchemeFault(("parts", place, "name"), "scheme.repeated_part", f"组成部分“{names[place]}”写了两次。")
    shares = [one.share for one in scheme.parts]
    if any(not share.is_finite() or not 0 < share <= 1 for share in shares):
        yield SchemeFault(("parts",), "scheme.part_share", "各组成部分所占的比例要在0到1之间，例如20%写成0.2。")
    elif shares and sum(shares) != 1:
        said = words(sum(shares, Decimal(0)) * 100)
        yield SchemeFault(("parts",), "scheme.part_sum", f"各组成部分合计{said}%，要正好是100%，请调整。")
    for place, one in enumerate(scheme.indicators):
        known = one.part in names if scheme.parts and not one.outside_total else not one.part or one.part in names
        if not known:
            said = f"“{one.part}”不是总分的组成部分" if one.part else "没有写它属于总分的哪个组成部分"
            among = f"，请写{'、'.join(names)}之一。" if names else "，这份方案的总分不分部分，请删去。"
            yield SchemeFault(("indicators", place, "part"), "scheme.unknown_part", f"{said}{among}")


def _categories(scheme: Scheme) -> Iterator[SchemeFault]:
    for place, category in enumerate(scheme.categories):
        yield from _bands(category, scheme.total, ("categories", place, "bands"))
        if category.total is not None and not _positive(category.total):
            message = f"满分是{category.total}，请填大于0的数；和总分一样的不用填。"
            yield SchemeFault(("categories", place, "total"), "scheme.category_total", message)


def _bands(category: Category, total: Decimal, path: Path) -> Iterator[SchemeFault]:
    marks = [band.at_least for band in category.bands]
    if not marks or marks[-1] != 0:
        message = "最低等次要从0分起，否则低分单位没有等次。"
        yield SchemeFault(path, "scheme.last_band", message)
    if any(not mark.is_finite() or not 0 <= mark <= total for mark in marks):
        yield SchemeFault(path, "scheme.band", f"等次分数要在0到{total}之间。")
    elif any(below >= above for above, below in pairwise(marks)):
        yield SchemeFault(path, "scheme.band_order", "等次要从高分到低分排列，分数不能相同。")
    for place, band in enumerate(category.bands):
        if band.most is not None and not (band.most.is_finite() and 0 < band.most < 1):
            message = f"“{band.grade}”最多占的比例要在0和1之间，例如30%写成0.3。"
            yield SchemeFault((*path, place, "most"), "scheme.most", message)
        elif band.most is not None and place == len(category.bands) - 1:
            message = f"最低的等次“{band.grade}”不能限制比例，多出的单位没有等次可定。"
            yield SchemeFault((*path, place, "most"), "scheme.most_lowest", message)
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
    for name in ("measure", "numerator", "denominator", "out_of"):
        measure = getattr(rule, name, None)
        if measure and measure not in MEASURES:
            yield SchemeFault((*path, name), "scheme.unknown_measure", f"没有名为“{measure}”的计量，请从计量清单里选。")
    if isinstance(rule, Veto):
        yield from _veto(rule, indicator, scheme, path)
    elif isinstance(rule, Manual) and rule.extra and rule.deducts:
        message = "附加项要么加分，要么扣分，不能两样都选；两样都有的请写成两个指标。"
        yield SchemeFault((*path, "deducts"), "scheme.both_ways", message)
    elif isinstance(rule, Deduction | Bonus | Report):
        yield from _amounts(rule, ("each", "cap", "late", "missing"), path)
    elif not isinstance(rule, Manual):
        yield from _COUNTING[type(rule)](rule, path)


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


def _compare(rule: Compare, path: Path) -> Iterator[SchemeFault]:
    yield from _amounts(rule, ("each",), path)
    found, whole = MEASURES.get(rule.measure), MEASURES.get(rule.out_of)
    if found and whole and (found.counts != whole.counts or found.ledger != whole.ledger):
        message = f"“{found.label}”数的是{found.counts}，“{whole.label}”数的是{whole.counts}，不能相除。"
        yield SchemeFault(path, "scheme.uneven_rate", message)
    for name in ("measure", "out_of"):
        measure = MEASURES.get(getattr(rule, name))
        if measure and rule.to == "last_year" and measure.name in AS_OF_TODAY:
            message = f"“{measure.label}”看的是现在的状态，上年是多少无从知道，不能和上年比。"
            yield SchemeFault((*path, name), "scheme.no_last_year", message)


def _rate(rule: Rate, path: Path) -> Iterator[SchemeFault]:
    yield from _shared(rule, path)
    numerator, denominator = MEASURES.get(rule.numerator), MEASURES.get(rule.denominator)
    if numerator and denominator and numerator.counts != denominator.counts:
        above = f"分子“{numerator.label}”数的是{numerator.counts}"
        below = f"分母“{denominator.label}”数的是{denominator.counts}"
        yield SchemeFault(path, "scheme.uneven_rate", f"{above}，{below}，不能相除。")


def _shared(rule: Shared, path: Path) -> Iterator[SchemeFault]:
    yield from _steps(rule.steps, path)
    yield from _amounts(rule, ("each", "every"), path)
    if rule.target is not None and not (rule.target.is_finite() and 0 < rule.target <= 1):
        message = f"低于{rule.target}开始扣：比率要在0到1之间，例如90%写成0.9。"
        yield SchemeFault((*path, "target"), "scheme.target", message)
    if rule.each is not None and rule.steps:
        yield SchemeFault((*path, "each"), "scheme.two_ways", "分档和“每低几个百分点扣几分”只能用一种，请删去一种。")
    elif rule.each is None and rule.target is not None:
        yield SchemeFault((*path, "target"), "scheme.no_each", "写了低于多少开始扣，没有写扣几分，请补填。")


def _steps(steps: tuple[Step, ...], path: Path) -> Iterator[SchemeFault]:
    figures = [figure for step in steps for figure in (step.at_least, step.share)]
    if any(not figure.is_finite() or not 0 <= figure <= 1 for figure in figures):
        yield SchemeFault((*path, "steps"), "scheme.step", "分档的比率和得分比例都要在0到1之间，例如90%写成0.9。")
    elif any(below.at_least >= above.at_least or below.share > above.share for above, below in pairwise(steps)):
        yield SchemeFault((*path, "steps"), "scheme.step_order", "分档要从高到低排列，比率不能相同，得分比例不能倒挂。")


_COUNTING: dict[type, Callable[[Any, Path], Iterator[SchemeFault]]] = {
    Quota: _quota,
    Rate: _rate,
    Compare: _compare,
    Completion: _shared,
    PlanQuotas: _shared,
}


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
        wanted = scheme.total if category.total is None else category.total
        for part in [one.name for one in scheme.parts] or [""]:
            mine = [one.full(category.id) for one in used if one.part == part or not scheme.parts]
            total = sum(filter(Decimal.is_finite, mine), Decimal(0))
            if total != wanted and (mine or not part):
                named = f"“{part}”的" if part else ""
                whole = "总分" if wanted == scheme.total else "满分"
                message = f"{named}指标分值合计{total}分，不等于{whole}{wanted}分，请调整分值。"
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
