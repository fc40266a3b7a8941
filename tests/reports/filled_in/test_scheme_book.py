"""A scheme goes out as a workbook and comes back the same; what a clerk does is read, or refused with its cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from models.assess.measures import AS_OF_TODAY, MEASURES
from models.assess.reading import read_scheme
from models.assess.rule_words import RULES
from models.assess.scheme import Scheme
from models.assess.scheme_words import NO_PLAN, Raw, outside_total, weight_for
from models.assess.shipped import shipped_scheme
from models.records.counting import summable
from models.records.ledgers.training import KINDS
from models.records.registry import ledger
from reports.filled_in.schemes.scheme_book import SchemeFileError, read_scheme_book, write_scheme_book
from tests.models.assess.forms import FORMS

GRADES = ("优秀", "良好", "一般")
POINTS = st.integers(1, 2000).map(lambda cents: f"{(Decimal(cents) / 100).normalize():f}")
SHARES = st.integers(1, 99).map(lambda percent: f"{(Decimal(percent) / 100).normalize():f}")
WORDS = st.text(st.sampled_from("一二三（）、：abc 12.；\n“”%≥"), max_size=12).map(str.strip)
NAMES = WORDS.map(lambda word: f"指标{word}".rstrip())
MARKS = st.integers(1, 5000).map(lambda cents: f"{(Decimal(cents) / 100).normalize():f}")
PAIRS = [
    (one.name, two.name)
    for one in MEASURES.values()
    for two in MEASURES.values()
    if (one.counts, one.ledger) == (two.counts, two.ledger)
]
DATED = [pair for pair in PAIRS if not set(pair) & AS_OF_TODAY]


def some(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Raw]:
    return st.fixed_dictionaries({}, optional=parts)


def steps() -> st.SearchStrategy[list[Raw]]:
    falling = st.lists(st.integers(1, 100), min_size=1, max_size=3, unique=True).map(lambda some: sorted(some)[::-1])
    return falling.map(lambda marks: [{"at_least": share(one), "share": share(one)} for one in marks])


def share(percent: int) -> str:
    return f"{(Decimal(percent) / 100).normalize():f}"


def sums_of(name: str) -> list[str]:
    return [field.name for field in summable(ledger(name))]


PARTS = st.sampled_from(("share", "begun", "full"))
SLOPE = st.fixed_dictionaries({"each": POINTS}, optional={"target": SHARES, "every": POINTS, "part": PARTS})
HOW: st.SearchStrategy[Raw] = st.one_of(st.just({}), steps().map(lambda one: {"steps": one}), SLOPE)
NONE = some(when_none=st.sampled_from(("full", "not_applicable")))


def joined(kind: str, *parts: st.SearchStrategy[Raw]) -> st.SearchStrategy[Raw]:
    return st.tuples(*parts).map(
        lambda some: {"kind": kind} | {name: one for part in some for name, one in part.items()}
    )


def measured(kind: str, **more: st.SearchStrategy[Any]) -> st.SearchStrategy[Raw]:
    return joined(
        kind, st.fixed_dictionaries({"measure": st.sampled_from(sorted(MEASURES)), "each": POINTS}), some(**more)
    )


def pair(kind: str, first: str, second: str, pairs: list[tuple[str, str]]) -> st.SearchStrategy[Raw]:
    return st.sampled_from(pairs).map(lambda two: {"kind": kind, first: two[0], second: two[1]})


QUOTA = st.sampled_from(("training", "complaint", "mediation")).flatmap(
    lambda name: joined(
        "quota",
        st.fixed_dictionaries({"ledger": st.just(name), "at_least": st.integers(1, 40)}),
        some(
            each=POINTS,
            per=st.sampled_from(("year", "half", "quarter")),
            **({"summed": st.sampled_from(sums_of(name))} if sums_of(name) else {}),
            **({"where": st.sampled_from(KINDS).map(lambda kind: {"kind": kind})} if name == "training" else {}),
        ),
    )
)
RULE = st.one_of(
    st.sampled_from(({"kind": "manual"}, {"kind": "manual", "extra": True}, {"kind": "manual", "deducts": True})),
    joined("completion", HOW, NONE),
    joined("plan_quotas", HOW, NONE),
    joined("rate", pair("rate", "numerator", "denominator", PAIRS), HOW, NONE),
    joined(
        "compare",
        st.one_of(pair("compare", "measure", "out_of", DATED), st.just({"measure": "late_complaints"})),
        some(
            to=st.sampled_from(("average", "category", "last_year")),
            better=st.sampled_from(("low", "high")),
            each=POINTS,
        ),
        NONE,
    ),
    QUOTA,
    measured("deduction", cap=POINTS, outside=st.just(value=True)),
    measured("bonus"),
    st.fixed_dictionaries(
        {"kind": st.just("veto")},
        optional={
            "measure": st.sampled_from(sorted(MEASURES)),
            "from_count": st.integers(1, 9),
            "at_most": st.sampled_from(GRADES),
        },
    ),
    joined("report", st.fixed_dictionaries({"late": POINTS, "missing": POINTS})),
)
INDICATOR = st.fixed_dictionaries(
    {
        "name": NAMES,
        "chapter": WORDS,
        "rule": RULE,
        "items": st.lists(st.integers(1, 99), min_size=1, max_size=4, unique=True),
    },
    optional={"section": NAMES, "scorer": NAMES, "definition": WORDS},
)
BANDS = [
    {"grade": "优秀", "at_least": "9", "most": "0.3"},
    {"grade": "良好", "at_least": "5"},
    {"grade": "一般", "at_least": "0"},
]


@st.composite
def schemes(draw: st.DrawFn) -> Raw:
    """Schemes without faults: each category has weights of its own, and a total that they add up to."""
    indicators = draw(st.lists(INDICATOR, min_size=3, max_size=8))
    marks = [{"a": draw(MARKS), "b": draw(st.one_of(st.none(), MARKS))} for _ in indicators]
    numbered = [
        {**one, "id": str(at), "weight": {name: mark for name, mark in weight.items() if mark}}
        for at, (one, weight) in enumerate(zip(indicators, marks, strict=True), 1)
    ]
    raw = {
        "id": "s",
        "name": draw(NAMES),
        "year": 2020,
        "total": "100",
        "categories": [{"id": "a", "name": "乡镇", "bands": BANDS}, {"id": "b", "name": "局（办）", "bands": BANDS}],
        "indicators": [
            *numbered,
            {"id": "z", "name": "补足", "chapter": "", "weight": "1", "rule": {"kind": "manual"}},
        ],
        **draw(some(note=WORDS, unreported=st.sampled_from(("no_points", "counted")), waived=st.just("claimed"))),
    }
    read = msgspec.convert(raw, Scheme)
    sums = {
        one.id: sum((each.full(one.id) for each in read.indicators_for(one.id) if not each.outside_total), Decimal(0))
        for one in read.categories
    }
    return raw | {"categories": [{**one, "total": str(sums[one["id"]])} for one in raw["categories"]]}


def canonical(raw: Raw) -> Any:
    """What a scheme means, whichever way its weights are written."""
    read = msgspec.convert(raw, Scheme)
    return msgspec.structs.replace(
        read,
        unreported=read.unreported or "no_points",
        waived=read.waived or "agreed",
        indicators=tuple(
            msgspec.structs.replace(
                one,
                weight={each.id: one.full(each.id) for each in read.categories if one.applies_to(each.id)},
                categories=(),
                items=tuple(sorted(one.items)),
            )
            for one in read.indicators
        ),
    )


def back(folder: Path, raw: Raw) -> Raw:
    write_scheme_book(folder / "方案.xlsx", raw, NO_PLAN)
    return read_scheme_book(folder / "方案.xlsx", NO_PLAN).raw


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(raw=schemes())
def test_any_scheme_comes_back_as_it_went(tmp_path: Path, raw: Raw) -> None:
    assert read_scheme(raw).scheme, read_scheme(raw).findings
    assert canonical(back(tmp_path, raw)) == canonical(raw)


def all_forms() -> Raw:
    """The indicators of all forms in one scheme."""
    some = [one for form in FORMS if not form.scheme for one in form.indicators]
    indicators = [{**one, "id": str(at)} for at, one in enumerate(some, 1)]
    inside = sum(int(one["weight"]) for one in indicators if not outside_total(one))
    first = FORMS[0].as_scheme()
    return first | {
        "indicators": indicators,
        "categories": [{**one, "total": str(inside)} for one in first["categories"]],
    }


def test_every_form_and_the_shipped_scheme_come_back(tmp_path: Path) -> None:
    limited = (form for form in FORMS if form.scheme or "most" in form.bands[0])
    for raw in (all_forms(), *(form.as_scheme() for form in limited), shipped_scheme()):
        assert canonical(back(tmp_path, raw)) == canonical(raw), raw["name"]
    kinds = {one["rule"]["kind"] for form in FORMS for one in form.indicators}
    assert kinds | {"bonus", "report", "plan_quotas"} == set(RULES)


Act = Callable[[Workbook], None]


def small() -> Raw:
    """A few indicators of the shipped scheme: 30 books of all of them take their time."""
    raw = shipped_scheme()
    some = [one for one in raw["indicators"] if one["id"] in {"1.1", "1.2", "5.2", "5.3", "9.2"}]
    categories = [
        {**one, "total": str(sum(int(weight_for(each, one["id"]) or 0) for each in some))} for one in raw["categories"]
    ]
    return raw | {"indicators": some, "categories": categories}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    write_scheme_book(tmp_path / "方案.xlsx", small(), NO_PLAN)
    return tmp_path / "方案.xlsx"


def at(page: Worksheet, head: str, indicator: str) -> str:
    """The address of a cell of the sheet of indicators, or of the others by the first column."""
    column = next(cell.column_letter for cell in page[1] if cell.value == head)
    return f"{column}{next(cell.row for cell in page['A'] if cell.value == indicator)}"


def put(sheet: str, head: str, line: str, value: str | dt.date | float | None) -> Act:
    def act(book: Workbook) -> None:
        page = book[sheet]
        page[at(page, head, line)] = value

    return act


def rename(old: str, new: str) -> Act:
    def act(book: Workbook) -> None:
        next(cell for cell in book["指标"][1] if cell.value == old).value = new

    return act


def delete(sheet: str, line: str) -> Act:
    return lambda book: book[sheet].delete_rows(int(at(book[sheet], "代号", line)[1:]))


def stray(book: Workbook) -> None:
    book["指标"].cell(3, 60, "问一下老王")


REFUSED: list[tuple[Act, str]] = [
    (put("指标", "分值：局（办）", "5.2", "四分"), "指标“5.2 执法证件有效率”：不是数字"),
    (put("指标", "分值：局（办）", "5.2", "33.333"), "最多写两位小数"),
    (put("指标", "算法", "5.2", "比例"), "“算法”：没有“比例”，请从下拉清单里选"),
    (put("指标", "算法", "5.2", None), "“算法”：没有“”，请从下拉清单里选"),
    (put("指标", "分子", "5.2", "有效的本子"), "“分子”：没有“有效的本子”，请从下拉清单里选"),
    (put("指标", "分子", "5.3", "败诉案件"), "“分子”：算法“扣分”用不到这一栏，请清空“败诉案件”，或者改算法"),
    (put("指标", "事项", "1.1", dt.date(2026, 1, 5)), "“事项”：是日期，请把格式改成文本再填"),
    (put("指标", "事项", "1.1", "一到五"), "“事项”：请写工作要点的项号，例如 1-5、7"),
    (put("指标", "分档", "5.2", "全部"), "“分档”：例如：100%得100%"),
    (put("指标", "代号", "1.2", "1.1"), "代号“1.1”用了两次"),
    (put("类别", "等次", "bureau", "都好"), "“等次”：请写成“优秀≥90；良好≥80；一般≥60；不合格≥0”"),
    (put("方案", "内容", "年度", "今年"), "“年度”"),
    (put("方案", "项目", "年度", "哪一年"), "“哪一年”：不认识“哪一年”，这张表的各行不能改名"),
    (rename("数什么", "计数"), "不认识“计数”这一栏，请改回原来的栏名"),
    (rename("分值：局（办）", "分值：各局"), "“各局”不在“类别”表里"),
    (delete("类别", "bureau"), "“局（办）”不在“类别”表里"),
    (delete("指标", "5.2"), "不等于满分"),
    (lambda book: book.remove(book["类别"]), "没有找到“类别”表"),
    (stray, "“指标”表BH3：“问一下老王”上面没有栏名"),
]


def test_what_cannot_be_taken_is_refused_with_sheet_cell_and_what_to_do(book: Path) -> None:
    first = book.read_bytes()
    for act, said in REFUSED:
        book.write_bytes(first)
        opened = load_workbook(book)
        act(opened)
        opened.save(book)
        with pytest.raises(SchemeFileError) as refused:
            read_scheme_book(book, NO_PLAN)
        assert said in "；".join(refused.value.faults), (said, refused.value.faults)


def merged(book: Workbook) -> None:
    page = book["指标"]
    column = at(page, "部分", "1.1").rstrip("0123456789")
    page[f"{column}3"] = None
    page.merge_cells(f"{column}2:{column}3")


def noise(book: Workbook) -> None:
    page = book["指标"]
    page[at(page, "分值：局（办）", "5.2")] = 0.1 + 0.2 + 3.7


TAKEN: list[tuple[Act, str, str, str]] = [
    (put("指标", "分值：局（办）", "5.2", "4分"), "5.2", "weight", "4"),
    (put("指标", "不少于", "9.2", "4期"), "9.2", "at_least", "4"),
    (put("指标", "每次（每档、每个）扣或加", "5.3", 1.5), "5.3", "each", "1.5"),
    (noise, "5.2", "weight", "4"),
    (merged, "1.2", "chapter", "一、依法全面履行政府职能"),
    (put("指标", "分子", "5.2", "certificates_reviewed"), "5.2", "numerator", "certificates_reviewed"),
    (put("指标", "分子", "5.2", "在用且有效的证件"), "5.2", "numerator", "certificates_valid"),
]
"""What is done, and which indicator then says what."""


def test_what_a_clerk_may_do_is_read_as_it_is_meant(book: Path) -> None:
    first = book.read_bytes()
    for act, name, key, value in TAKEN:
        book.write_bytes(first)
        opened = load_workbook(book)
        act(opened)
        opened.save(book)
        one = next(one for one in read_scheme_book(book, NO_PLAN).raw["indicators"] if one["id"] == name)
        assert str((one | one["rule"])[key]) == value, (name, key)
