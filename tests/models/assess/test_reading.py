"""A scheme with one fault is refused, and the fault is named with its place."""

import copy
import itertools
import json
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest

from models.assess.reading import read_scheme
from models.assess.scheme import Quota, Scheme
from models.assess.scheme_items import with_numbers
from models.assess.shipped import shipped_scheme
from models.plan_text.reading import read_plan
from models.records.finding import Level
from models.records.plan import Chapter, Plan
from models.records.shipped_example import first_example
from models.resources import resource

Spoil = Callable[[dict[str, Any]], Any]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_plan(resource("plans", "2020-郑东新区.txt").read_text(encoding="utf-8")).plan


def put(*path: str | int, value: Any) -> Spoil:
    def spoil(raw: dict[str, Any]) -> None:
        inner: Any = raw
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = value

    return spoil


def rule(**fields: Any) -> Spoil:
    return put("indicators", 0, "rule", value=fields)


QUOTA: dict[str, Any] = {"kind": "quota", "ledger": "training", "at_least": 1}
FAULTS: list[tuple[Spoil, str, str]] = [
    (put("year", value=20), "scheme.year", "year"),
    (put("year", value=2021), "scheme.other_year", "year"),
    (put("total", value=90), "scheme.sum", "categories[0]"),
    (put("total", value="NaN"), "scheme.total", "total"),
    (put("total", value=0), "scheme.total", "total"),
    (put("indicators", value=[]), "scheme.empty", "indicators"),
    (put("categories", value=[]), "scheme.empty", "categories"),
    (put("indicators", 1, "id", value="1.1"), "scheme.repeated_id", "indicators[1].id"),
    (put("categories", 1, "id", value="township"), "scheme.repeated_id", "categories[1].id"),
    (put("categories", 0, "bands", 3, "at_least", value=10), "scheme.last_band", "categories[0].bands"),
    (put("categories", 0, "bands", value=[]), "scheme.last_band", "categories[0].bands"),
    (put("categories", 0, "bands", 0, "at_least", value=101), "scheme.band", "categories[0].bands"),
    (put("categories", 0, "bands", 0, "at_least", value=75), "scheme.band_order", "categories[0].bands"),
    (put("categories", 0, "bands", 1, "grade", value="优秀"), "scheme.repeated_grade", "categories[0].bands[1].grade"),
    (put("indicators", 0, "weight", value=7), "scheme.sum", "categories[0]"),
    (put("indicators", 0, "weight", value=-6), "scheme.weight", "indicators[0].weight"),
    (put("indicators", 0, "weight", value="Infinity"), "scheme.weight", "indicators[0].weight"),
    (put("indicators", 0, "weight", value=5.999), "scheme.weight", "indicators[0].weight"),
    (put("indicators", 0, "weight", value=0), "scheme.no_weight", "indicators[0].weight"),
    (put("indicators", 0, "weight", value={"town": 6}), "scheme.unknown_category", "indicators[0].weight.town"),
    (put("indicators", 0, "categories", value=["x"]), "scheme.unknown_category", "indicators[0].categories[0]"),
    (put("indicators", 0, "items", value=[1, 37]), "scheme.unknown_item", "indicators[0].items[1]"),
    (put("indicators", 0, "items", value=[0]), "scheme.unknown_item", "indicators[0].items[0]"),
    (put("indicators", 0, "items", value=[]), "scheme.no_items", "indicators[0].items"),
    (rule(kind="deduction", measure="lost", each=1), "scheme.unknown_measure", "indicators[0].rule.measure"),
    (rule(kind="deduction", measure="lost_cases", each=0), "scheme.amount", "indicators[0].rule.each"),
    (rule(kind="deduction", measure="lost_cases", each=1, cap=-1), "scheme.amount", "indicators[0].rule.cap"),
    (rule(kind="bonus", measure="lost_cases", each=-1), "scheme.amount", "indicators[0].rule.each"),
    (rule(kind="report", late=0, missing=1), "scheme.amount", "indicators[0].rule.late"),
    (rule(**{**QUOTA, "ledger": "trainings"}), "scheme.unknown_ledger", "indicators[0].rule.ledger"),
    (rule(**{**QUOTA, "at_least": 0}), "scheme.at_least", "indicators[0].rule.at_least"),
    (rule(**QUOTA, each=0), "scheme.amount", "indicators[0].rule.each"),
    (rule(**QUOTA, where={"sort": "其他"}), "scheme.unknown_field", "indicators[0].rule.where.sort"),
    (rule(**QUOTA, where={"kind": "学习"}), "scheme.unknown_value", "indicators[0].rule.where.kind"),
    (rule(**QUOTA, where={"exam": 1}), "scheme.unknown_value", "indicators[0].rule.where.exam"),
    (
        rule(kind="rate", numerator="hearings", denominator="heard_cases"),
        "scheme.uneven_rate",
        "indicators[0].rule",
    ),
    (
        rule(kind="rate", numerator="hearing", denominator="hearings"),
        "scheme.unknown_measure",
        "indicators[0].rule.numerator",
    ),
    (
        rule(kind="completion", steps=[{"at_least": 90, "share": 1}]),
        "scheme.step",
        "indicators[0].rule.steps",
    ),
    (
        rule(kind="completion", steps=[{"at_least": 0.5, "share": 1}, {"at_least": 0.9, "share": 1}]),
        "scheme.step_order",
        "indicators[0].rule.steps",
    ),
    (rule(kind="veto", measure="lost_cases", at_most="差"), "scheme.unknown_grade", "indicators[0].rule.at_most"),
    (rule(kind="veto", measure="lost_cases", from_count=0), "scheme.from_count", "indicators[0].rule.from_count"),
    (rule(kind="magic"), "scheme.shape", "indicators[0].rule.kind"),
    (put("indicators", 0, "wieght", value=1), "scheme.shape", "indicators[0]"),
    (put("indicators", 0, "weight", value="很多"), "scheme.shape", "indicators[0].weight"),
    (put("indicators", 0, "items", 0, value="一"), "scheme.shape", "indicators[0].items[0]"),
    (put("indicators", 0, value="一"), "scheme.shape", "indicators[0]"),
    (put("indicators", value={}), "scheme.shape", "indicators"),
    (put("name", value=None), "scheme.shape", "name"),
    (lambda raw: raw.pop("year"), "scheme.shape", ""),
]


@pytest.mark.parametrize(("spoil", "code", "field"), FAULTS)
def test_a_fault_is_refused_with_its_place(plan: Plan, spoil: Spoil, code: str, field: str) -> None:
    raw = copy.deepcopy(shipped_scheme())
    spoil(raw)
    read = read_scheme(raw, plan)
    assert read.scheme is None
    assert (code, field) in {(finding.code, finding.field) for finding in read.findings}


def test_text_is_named_by_line_and_indicator(plan: Plan) -> None:
    text = resource(first_example().scheme).read_text(encoding="utf-8")
    line = next(number for number, one in enumerate(text.splitlines(), 1) if '"lost_cases"' in one)
    (finding,) = read_scheme(text.replace('"lost_cases"', '"lost"'), plan).findings
    assert finding.message == f"第{line}行，指标“8.2 行政败诉”：没有名为“lost”的计量，请从计量清单里选。"
    assert finding.title == "8.2 行政败诉"


def test_a_file_names_items_by_the_numbers_of_today(plan: Plan) -> None:
    """Item 2 was dropped: what was item 3 is printed as item 2 now, and there is no item 36 any more."""
    first = plan.chapters[0]
    left = (one for one in first.items if one.number != 2)
    chapters = (msgspec.structs.replace(first, items=tuple(left)), *plan.chapters[1:])
    numbers = itertools.count(1)
    now = msgspec.structs.replace(
        plan, chapters=tuple(_numbered(one, numbers) for one in chapters), dropped=(plan.by_uid[2],)
    )
    scheme = shipped_scheme()
    scheme["indicators"][0]["items"] = [1, 2, 3, 36]
    file = with_numbers(scheme, now)
    assert file["indicators"][0]["items"] == [1, 2, 35]
    for typed, uids, said in (
        ([1, 2, 35], (1, 3, 36), ""),
        ([1, 36], None, "工作要点里没有第36项"),
        (["二"], None, ""),
    ):
        file["indicators"][0]["items"] = typed
        read = read_scheme(json.dumps(file), now)
        assert (read.scheme.indicators[0].items if read.scheme else None) == uids
        assert said in "".join(one.message for one in read.findings)


def _numbered(chapter: Chapter, numbers: Iterator[int]) -> Chapter:
    items = tuple(msgspec.structs.replace(one, number=next(numbers)) for one in chapter.items)
    return msgspec.structs.replace(chapter, items=items)


def test_every_indicator_of_wrong_shape_is_named() -> None:
    raw = shipped_scheme()
    del raw["indicators"][2]["rule"]
    raw["indicators"][5]["weight"] = "多"
    fields = [finding.field for finding in read_scheme(raw).findings]
    assert fields == ["indicators[2]", "indicators[5].weight"]


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (b"\x80", "UTF-8"),
        (b'{\n"id": 1,\n}', "第3行第1个字"),
        (b"[1]", "列表"),
        (b'{"id": "a",\n"id": "b"}', "又写了一遍"),
        ("", "第1行"),
    ],
)
def test_what_is_no_scheme_at_all(source: bytes | str, says: str) -> None:
    read = read_scheme(source)
    assert (read.scheme, says in read.findings[0].message) == (None, True)


def test_the_example_is_valid_and_covers_all_items(plan: Plan) -> None:
    read = read_scheme(resource(first_example().scheme).read_bytes(), plan)
    assert read.findings == ()
    assert read.scheme is not None
    assert {number for one in read.scheme.indicators for number in one.items} == set(range(1, 37))
    assert "示例" in read.scheme.name
    assert "示例" in read.scheme.note


def test_text_and_object_read_alike(plan: Plan) -> None:
    raw = shipped_scheme()
    assert read_scheme(raw, plan) == read_scheme(json.dumps(raw, ensure_ascii=False), plan)


@pytest.mark.parametrize(
    ("category", "quotas"),
    [
        ("township", {"中层以上法治培训": 1}),
        ("bureau", {}),
        ("committee", {"中心组学法": 4, "法治专题讲座": 1, "法制干部培训": 1, "执法人员培训": 1}),
    ],
)
def test_the_example_holds_the_quotas_of_items_29_and_31(category: str, quotas: dict[str, int]) -> None:
    scheme: Scheme | None = read_scheme(shipped_scheme()).scheme
    assert scheme is not None
    rules = [one.rule for one in scheme.indicators_for(category)]
    asked = {one.where["kind"]: one.at_least for one in rules if isinstance(one, Quota)}
    assert asked == quotas


def test_an_item_without_indicator_is_a_warning(plan: Plan) -> None:
    raw = shipped_scheme()
    for one in raw["indicators"]:
        one["items"] = [number for number in one["items"] if number != 35]
    read = read_scheme(raw, plan)
    assert read.scheme is not None
    assert [(finding.level, "第35项" in finding.message) for finding in read.findings] == [(Level.WARNING, True)]
