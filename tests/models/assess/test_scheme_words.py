from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.assess.draft_scheme import copy_for_year, empty_scheme
from models.assess.reading import read_scheme
from models.assess.rule_words import RULES, parameter_text, parameter_value
from models.assess.scheme import Rule
from models.assess.scheme_words import (
    bands_words,
    category_sums,
    items_words,
    new_category,
    new_indicator,
    read_bands,
    read_items,
    read_steps,
    read_where,
    steps_words,
    weight_for,
    where_words,
    with_indicator_moved,
    with_weights,
    without_categories,
)
from models.assess.shipped import shipped_scheme

SHARES = st.integers(0, 100).map(lambda percent: f"{(Decimal(percent) / 100).normalize():f}")


@given(st.lists(st.integers(1, 300), max_size=20))
def test_items_come_back(items: list[int]) -> None:
    assert read_items(items_words(items)) == items


@given(st.lists(st.fixed_dictionaries({"at_least": SHARES, "share": SHARES}), max_size=5))
def test_steps_come_back(steps: list[dict[str, str]]) -> None:
    assert read_steps(steps_words(steps)) == steps


@pytest.mark.parametrize(
    "bands", [one["bands"] for one in shipped_scheme()["categories"]] + [[{"grade": "不合格", "at_least": "0"}]]
)
def test_bands_come_back(bands: list[dict[str, Any]]) -> None:
    read = read_bands(bands_words(bands))
    assert read == [{**one, "at_least": str(one["at_least"])} for one in bands]


@pytest.mark.parametrize(
    ("text", "marks"),
    [("优秀90，良好80,合格0", ["90", "80", "0"]), ("优秀≥90；良好：75.5；差=0", ["90", "75.5", "0"])],
)
def test_bands_are_read_however_they_are_typed(text: str, marks: list[str]) -> None:
    assert [one["at_least"] for one in read_bands(text) or ()] == marks


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (read_items, "一到五"),
        (read_bands, "优秀"),
        (read_steps, "全部"),
        (lambda text: read_where("training", text), "讲"),
    ],
)
def test_what_cannot_be_read(read: Any, text: str) -> None:
    assert read(text) is None


def test_conditions_are_typed_with_the_words_of_the_ledger() -> None:
    where = read_where("training", "类别＝中心组学法；考核=是；人数=30")
    assert where_words("training", {"kind": "中心组学法"}) == "类别=中心组学法"
    assert where is not None
    assert (where["kind"], where["people"]) == ("中心组学法", 30)


def kinds() -> dict[str, type]:
    return {str(one.__struct_config__.tag): one for one in Rule.__args__}


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_the_editor_asks_for_every_parameter_of_a_rule(kind: str) -> None:
    assert {one.name for one in RULES[kind].parameters} == {one.name for one in msgspec.structs.fields(kinds()[kind])}


@pytest.mark.parametrize("kind", sorted(RULES))
def test_a_fresh_rule_has_the_right_shape(kind: str) -> None:
    rule = RULES[kind].fresh(kind)
    assert msgspec.convert(rule, kinds()[kind])


RULES_OF_THE_EXAMPLE = [one["rule"] for one in shipped_scheme()["indicators"]]


@pytest.mark.parametrize("rule", RULES_OF_THE_EXAMPLE)
def test_parameters_of_the_example_come_back(rule: dict[str, Any]) -> None:
    words = RULES[rule["kind"]]
    back = {
        one.name: parameter_value(one, parameter_text(one, rule), rule)
        for one in words.parameters
        if one.kind != "flag"
    }
    kept = {name: value for name, value in back.items() if value is not None}
    flags = {one.name: rule[one.name] for one in words.parameters if one.kind == "flag" and one.name in rule}
    convert = kinds()[rule["kind"]]
    assert msgspec.convert({"kind": rule["kind"], **kept, **flags}, convert) == msgspec.convert(rule, convert)


@pytest.mark.parametrize(
    ("typed_weights", "weight"),
    [({"a": "5", "b": "5"}, "5"), ({"a": "5", "b": "4"}, {"a": "5", "b": "4"}), ({"a": "5", "b": ""}, {"a": "5"})],
)
def test_marks_are_one_figure_where_they_are_alike(typed_weights: dict[str, str], weight: object) -> None:
    made = with_weights({"categories": ["a"], "weight": 1}, typed_weights)
    assert (made["weight"], "categories" in made) == (weight, False)
    assert {name: weight_for(made, name) for name in typed_weights} == typed_weights


def test_sums_leave_bonuses_out_and_say_what_is_missing() -> None:
    scheme = shipped_scheme()
    assert {one.points for one in category_sums(scheme)} == {Decimal(100)}
    scheme["indicators"][0]["weight"] = "5.5"
    scheme["indicators"][1]["weight"] = "很多"
    assert {one.words for one in category_sums(scheme)} >= {"局（办） 95.5/100 ▲ 差4.5分"}


def test_a_scheme_from_nothing_is_checked_and_grows() -> None:
    scheme = empty_scheme(2021, "方案", ["局（办）"])
    one = with_weights(new_indicator(scheme, "一、总则"), {"c1": "100"})
    scheme = {**scheme, "indicators": [one]}
    assert read_scheme(scheme).scheme
    assert new_indicator(scheme, "")["id"] != one["id"]
    two = {**scheme, "categories": [*scheme["categories"], new_category(scheme)]}
    assert without_categories(two, {"c1"})["categories"][0]["id"] == "c2"


def test_another_year() -> None:
    made = copy_for_year(shipped_scheme(), 2021)
    assert (made["id"], made["name"], made["year"]) == ("2021-示例", "2021年度依法行政考核方案（示例）", 2021)


@pytest.mark.parametrize(("at", "step", "first"), [(1, -1, "1.2"), (0, -1, "1.1"), (0, 1, "1.2")])
def test_indicators_are_moved(at: int, step: int, first: str) -> None:
    assert with_indicator_moved(shipped_scheme(), at, step)["indicators"][0]["id"] == first


def test_a_removed_category_takes_its_marks_along() -> None:
    left = without_categories(shipped_scheme(), {"committee"})
    said = [one.message for one in read_scheme(left).findings]
    assert [one["id"] for one in left["categories"]] == ["township", "bureau"]
    assert not any("committee" in one for one in said)
