"""What 任务下发 changes in an issue before it is saved under a new number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection

from models.assess.draft_scheme import draft_scheme
from models.assess.reading import read_scheme
from models.assess.scheme_words import NEW_CATEGORY, NEW_INDICATOR
from models.check.owners import owner_doubts
from models.check.unit import unmet_quotas
from models.errors import FazhiError
from models.package.header import is_period
from models.records.finding import Level
from models.records.office import NEW_UNIT, FormerName, Issue, Period, Unit
from models.records.place_file import place_faults
from models.records.plan import Chapter, Item, Plan
from models.records.plan_edits import NEW_TITLE
from models.store.records import documents
from models.submit.report_days import guessed_days
from models.submit.year_start import other_year_faults
from reports.filled_in.units_file import CODE

MOST = 5
"""Problems of a scheme, and doubts, named over the page."""


class IssueLine(NamedTuple):
    """An item with the chapter it stands in."""

    chapter: Chapter
    item: Item


def plan_lines(plan: Plan) -> list[IssueLine]:
    """Every item of the plan with its chapter, in the order of the text."""
    return [IssueLine(chapter, item) for chapter in plan.chapters for item in chapter.items]


class IssuedYearError(FazhiError):
    """A text of a year that was issued already was to replace the plan of another one."""

    year: int
    template = (
        "正文是{year}年度的，{year}年度已经下发过：要更正它，请先在上面选“{year}年度”"
        "（有修改没有保存的，先保存或者放弃），再导入。"
    )


def plan_to_go_on_with(connection: Connection, draft: Issue, text: Plan) -> Plan | None:
    """What is being drafted, where a text is of the same year and there is anything to go on with.

    Raises:
        IssuedYearError: The text corrects another year, which has a roster and a scheme of its own.
    """
    of_draft = draft.plan.year or draft.year
    year = text.year or of_draft
    if year != of_draft:
        if year in documents.issued_years(connection):
            raise IssuedYearError(year)
        return None
    return draft.plan if draft.plan.items or draft.plan.dropped else None


def with_item(plan: Plan, item: Item) -> Plan:
    """The plan with the item of this uid replaced."""
    chapters = [
        msgspec.structs.replace(one, items=tuple(item if old.uid == item.uid else old for old in one.items))
        for one in plan.chapters
    ]
    return msgspec.structs.replace(plan, chapters=tuple(chapters))


def with_former_names(before: Sequence[Unit], after: Sequence[Unit], today: dt.date) -> tuple[Unit, ...]:
    """The roster with the former name kept where a unit of the same code got another one."""
    known = {unit.code: unit for unit in before}
    return tuple(_with_former(known.get(unit.code), unit, today) for unit in after)


def _with_former(before: Unit | None, unit: Unit, today: dt.date) -> Unit:
    if before is None or before.name == unit.name or before.name in unit.former_names:
        return unit
    return msgspec.structs.replace(unit, former=(*unit.former, FormerName(before.name, today)))


def unit_categories(issue: Issue) -> list[str]:
    """Those of the roster; as the place calls them before there is one."""
    return list(dict.fromkeys(unit.category for unit in issue.units if unit.category) or issue.profile.categories)


def drafted_scheme(issue: Issue) -> dict[str, Any]:
    """A draft of a scheme for the plan and the roster's categories."""
    return draft_scheme(issue.plan, issue.year, unit_categories(issue), issue.profile)


def with_draft_following(before: Issue, after: Issue) -> Issue:
    """The issue `after` a change, its scheme drafted anew where nobody has changed the draft and nothing was issued."""
    stays = after.number or after.scheme != before.scheme or not before.scheme
    if stays or before.scheme != drafted_scheme(before):
        return after
    return msgspec.structs.replace(after, scheme=drafted_scheme(after))


def issue_problems(issue: Issue) -> list[str]:
    """What keeps an issue from being saved, one sentence each."""
    found = []
    codes, names = [unit.code for unit in issue.units], [unit.name for unit in issue.units]
    known = [one["name"] for one in issue.scheme.get("categories", ())]
    strange = [unit for unit in issue.units if known and unit.category and unit.category not in known]
    for category in dict.fromkeys(unit.category for unit in strange):
        mine = [unit.name for unit in strange if unit.category == category]
        more = f"等{len(mine)}个单位" if len(mine) > 1 else ""
        found.append(
            f"单位名册：“{mine[0]}”{more}的类别“{category}”不在考核方案里，请改成{'、'.join(known)}中的一个，"
            "或者重新按工作要点拟一份草案，或者在考核方案的“类别和等次”里加上这一类。"
        )
    for unit in issue.units:
        if not CODE.fullmatch(unit.code):
            found.append(f"单位名册：代码“{unit.code}”只能用数字、字母、点和横线，请改正。")
        if not unit.name or not unit.category:
            found.append(f"单位名册：代码为“{unit.code}”的单位没有填名称或类别。")
    found += [f"单位名册：代码“{code}”用了不止一次。" for code in sorted({c for c in codes if codes.count(c) > 1})]
    found += [
        f"单位名册：名称“{name}”用了不止一次。" for name in sorted({n for n in names if n and names.count(n) > 1})
    ]
    found += _unnamed(issue)
    if not codes:
        found.append("单位名册：还没有单位，请从 Excel 读入或者逐个加上。")
    found += other_year_faults(issue)
    labels = [period.label for period in issue.periods]
    if not labels or "" in labels or len(set(labels)) < len(labels):
        found.append("报送期：至少要有一期，名称不能为空、不能重复。")
    found += [
        f"报送期：“{period.id}”里有空格或不能用的符号，只能用汉字、字母、数字和 _ . -，请删去后重加。"
        for period in issue.periods
        if not is_period(period.id)
    ]
    if not issue.plan.items:
        found.append("工作要点：还没有事项，请先导入正文。")
    found += [f"地方规定：{fault}。" for fault in place_faults(issue.profile)]
    return [*found, *scheme_problems(issue)]


def _unnamed(issue: Issue) -> Iterator[str]:
    """A sentence for each thing that was added and still has the name that stood there for one."""
    scheme = issue.scheme
    given = (
        ("单位名册", NEW_UNIT, "单位", [unit.name for unit in issue.units]),
        ("工作要点", NEW_TITLE, "事项", [item.title for item in issue.plan.items]),
        ("考核方案", NEW_INDICATOR, "指标", [one.get("name") for one in scheme.get("indicators", ())]),
        ("考核方案", NEW_CATEGORY, "类别", [one.get("name") for one in scheme.get("categories", ())]),
    )
    for tab, placeholder, what, names in given:
        if placeholder in names:
            yield f"{tab}：加上的“{placeholder}”还没有取名，请写上{what}的名称，或者删去。"


def issue_doubts(issue: Issue) -> list[str]:
    """What is likely wrong with an issue that can be saved all the same, one sentence each."""
    unmet = unmet_quotas(issue) if len(issue.owing) > 1 else {}  # a roster that is still to come knows nobody
    found = [
        *owner_doubts(issue),
        *(
            f"第{'、'.join(map(str, items))}项的定额写的是“{who}”，名册里没有这个单位或类别，没有单位会按它计数。"
            for who, items in unmet.items()
        ),
        *guessed_days(issue),
    ]
    more = [f"还有{len(found) - MOST}处这样的疑问，改好上面的就会列出来。"] if len(found) > MOST else []
    return [*found[:MOST], *more]


def scheme_problems(issue: Issue) -> list[str]:
    """What keeps the scheme from being used; an issue without one can be saved, it just cannot be assessed."""
    if not issue.scheme:
        return []
    found = [one.message for one in read_scheme(issue.scheme, issue.plan).findings if one.level is Level.ERROR]
    more = [f"考核方案：还有{len(found) - MOST}个问题，列在“考核方案”页下面。"] if len(found) > MOST else []
    return [*(f"考核方案：{message}" for message in found[:MOST]), *more]


def unused_code(units: Sequence[Unit]) -> str:
    """The first of D01, D02 … that no unit has."""
    codes = {unit.code for unit in units}
    return next(code for number in range(1, 1000) if (code := f"D{number:02d}") not in codes)


def new_period(issue: Issue) -> Period:
    """A period with the first unused default label (上半年, 年度, 第N期); its id is the label."""
    labels = {period.label for period in issue.periods}
    wanted = (f"{issue.year}年上半年", f"{issue.year}年度", *(f"{issue.year}年第{number}期" for number in range(1, 99)))
    label = next(one for one in wanted if one not in labels)
    return Period(label, label)


def merge_typed(sent: Issue, kept: Issue, now: Issue) -> Issue:
    """`kept`, the saved form of `sent`, overlaid with what was typed in `now` while it was being saved."""
    changed = {
        name: getattr(now, name) for name in Issue.__struct_fields__ if getattr(now, name) != getattr(sent, name)
    }
    if "units" in changed:
        former = {unit.code: unit.former for unit in kept.units}
        before = {unit.code: unit.former for unit in sent.units}
        changed["units"] = tuple(
            msgspec.structs.replace(unit, former=former[unit.code])
            if unit.code in former and unit.former == before.get(unit.code)
            else unit
            for unit in now.units
        )
    return msgspec.structs.replace(kept, **changed)
