"""The scheme editor in the real page over a real workspace."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit

from models.assess.reading import read_scheme
from models.assess.shipped import shipped_scheme
from models.records.plan import Chapter, Plan
from models.submit.centre import current_issue, save_issue
from tests.ui.worked_year import Opener, Year
from ui.base.page import Page
from ui.issue.page import PARTS, IssuePage
from ui.issue.scheme_part import CHECK_AFTER, SchemePart

Settle = Callable[[Page], None]


@pytest.fixture
def page(year: Year, open_page: Opener[Any]) -> IssuePage:
    shown: IssuePage = open_page(year.centre, IssuePage)
    shown.tabs.setCurrentIndex(list(PARTS).index("考核方案"))
    return shown


@pytest.fixture
def part(page: IssuePage) -> SchemePart:
    return page.tab(SchemePart)


def type_into(box: QLineEdit, text: str) -> None:
    box.selectAll()
    QTest.keyClicks(box, text)


def choose(box: Any, value: str) -> None:
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def said(part: SchemePart) -> str:
    part.check()
    return "\n".join(part.findings.item(at).text() for at in range(part.findings.count()))


def select(part: SchemePart, name: str) -> None:
    part.table.selectRow([one["id"] for one in part.table.rows.rows].index(name))


def test_the_sum_follows_the_typing_and_a_wrong_one_is_not_saved(page: IssuePage, year: Year, settle: Settle) -> None:
    part = page.tab(SchemePart)
    select(part, "5.2")
    type_into(part.form.weights["bureau"], "3.5")
    assert "局（办） 99.5/100 ▲ 差0.5分" in part.sums.text()
    assert "类别“局（办）”：指标分值合计99.5分，不等于总分100分" in said(part)
    page.save_button.click()
    settle(page)
    assert "指标分值合计99.5分" in page.wrong.text()
    type_into(part.form.weights["bureau"], "4")
    assert said(part) == "● 方案没有问题。"
    page.discard()
    settle(page)


def test_a_changed_scheme_is_saved_with_the_next_number(page: IssuePage, year: Year, settle: Settle) -> None:
    select(page.tab(SchemePart), "8.2")
    each = page.tab(SchemePart).form.rule.boxes["each"]
    assert isinstance(each, QLineEdit)
    type_into(each, "2.5")
    page.save_button.click()
    settle(page)
    issue = current_issue(year.centre)
    assert issue is not None
    scheme = read_scheme(issue.scheme, issue.plan).scheme
    assert scheme is not None
    rule = next(one.rule for one in scheme.indicators if one.id == "8.2")
    assert (issue.number, str(getattr(rule, "each", ""))) == (2, "2.5")


def test_a_finding_leads_to_its_indicator(part: SchemePart) -> None:
    select(part, "5.2")
    box = part.form.rule.boxes["steps"]
    assert isinstance(box, QLineEdit)
    box.setText("随便")
    box.textEdited.emit("随便")
    part.table.selectRow(0)
    assert "指标“5.2 执法证件有效率”" in said(part)
    part.findings.itemActivated.emit(part.findings.item(0))
    current = part.table.current()
    assert current is not None
    assert current["id"] == "5.2"


KINDS = [
    ("rate", {"numerator": "answers_in_time", "denominator": "answers"}, {"steps": "100%得100%"}),
    ("quota", {"ledger": "training", "per": "quarter"}, {"where": "类别=中心组学法", "at_least": "1", "each": "0.5"}),
    ("deduction", {"measure": "late_answers"}, {"each": "1", "cap": "2"}),
    ("report", {}, {"late": "0.5", "missing": "1"}),
    ("completion", {"when_none": "full"}, {}),
    ("rate", {"part": "begun"}, {"target": "90%", "each": "0.1", "every": "10"}),
    ("compare", {"measure": "late_complaints", "to": "category", "better": "low"}, {"each": "0.5"}),
    ("quota", {"ledger": "training", "summed": "hours"}, {"at_least": "40"}),
    ("veto", {"measure": ""}, {"from_count": "1"}),
]


@pytest.mark.parametrize(("kind", "chosen", "typed"), KINDS)
def test_an_indicator_of_every_kind_is_put_together(
    part: SchemePart, kind: str, chosen: dict[str, str], typed: dict[str, str]
) -> None:
    select(part, "1.2")
    choose(part.form.rule.kind, kind)
    for name, value in chosen.items():
        choose(part.form.rule.boxes[name], value)
    for name, text in typed.items():
        box = part.form.rule.boxes[name]
        assert isinstance(box, QLineEdit)
        box.setText(text)
        box.textEdited.emit(text)
    assert said(part) == "● 方案没有问题。" or kind == "veto"
    rule = part.raw["indicators"][1]["rule"]
    assert (rule["kind"], [rule.get(name) for name in chosen]) == (kind, [value or None for value in chosen.values()])


def test_indicators_are_added_removed_and_moved(part: SchemePart, page: IssuePage, settle: Settle) -> None:
    count = len(part.raw["indicators"])
    part.add.click()
    type_into(part.form.names["name"], "abc")
    type_into(part.form.items, "1-3,7")
    assert part.raw["indicators"][1] | {"rule": 0} == {
        "id": "新1",
        "name": "abc",
        "chapter": "一、依法全面履行政府职能",
        "items": [1, 2, 3, 7],
        "weight": {},
        "rule": 0,
        "definition": "",
    }
    part.up.click()
    assert part.raw["indicators"][0]["name"] == "abc"
    part.remove.click()
    assert len(part.raw["indicators"]) == count
    page.discard()
    settle(page)


def test_what_holds_for_the_whole_scheme_is_set(part: SchemePart) -> None:
    part.settings.parts.textEdited.emit("aa20%；bb80%")
    choose(part.settings.waived, "claimed")
    choose(part.settings.unreported, "counted")
    type_into(part.form.names["section"], "cc")
    model = part.categories.rows
    model.setData(model.index(1, 3), "50")
    model.setData(model.index(1, 2), "优秀≥90（不超过30%）；良好≥80；一般≥0")
    scheme = part.raw
    assert scheme["parts"] == [{"name": "aa", "share": "0.2"}, {"name": "bb", "share": "0.8"}]
    assert (scheme["waived"], scheme["unreported"]) == ("claimed", "counted")
    assert (scheme["categories"][1]["total"], scheme["categories"][1]["bands"][0]["most"]) == ("50", "0.3")
    assert any(one.get("section") == "cc" for one in scheme["indicators"])
    part.settings.parts.textEdited.emit("")
    assert "parts" not in part.raw


def test_categories_have_bands_of_their_own(part: SchemePart) -> None:
    model = part.categories.rows
    model.setData(model.index(1, 2), "优秀≥75；良好≥70；合格≥60；不合格≥0")
    assert [band["at_least"] for band in part.raw["categories"][1]["bands"]] == ["75", "70", "60", "0"]
    model.setData(model.index(1, 2), "都好")
    assert [band["at_least"] for band in part.raw["categories"][1]["bands"]] == ["75", "70", "60", "0"]
    part.more.click()
    assert "类别“新类别”：指标分值合计" in said(part)
    part.categories.selectRow(3)
    part.fewer.click()
    assert [one["name"] for one in part.raw["categories"]] == ["乡（镇）办事处", "局（办）", "管委会本级"]


def test_last_years_scheme_is_a_start(page: IssuePage, year: Year, settle: Settle) -> None:
    told: list[str] = []
    page.session.refused.connect(told.append)
    page.tab(SchemePart).take_last_year()
    assert told == ["没有下发过2020年度以外的方案，请用示例或者文件里的。"]
    issue = current_issue(year.centre)
    assert issue is not None
    shorter = shifted(issue.plan)
    save_issue(year.centre, msgspec.structs.replace(issue, year=2021, scheme={}, plan=shorter), "李四")
    page.issue = None
    page.appear()
    settle(page)
    page.tab(SchemePart).take_last_year()
    assert (page.tab(SchemePart).raw["year"], page.tab(SchemePart).raw["name"]) == (
        2021,
        "2021年度依法行政考核方案（示例）（草案）",
    )
    items_of = {one["id"]: one.get("items", []) for one in page.tab(SchemePart).raw["indicators"]}
    before = {one["id"]: one.get("items", []) for one in issue.scheme["indicators"]}
    assert items_of == {name: [uid - 1 for uid in uids if uid > 1] for name, uids in before.items()}


def shifted(plan: Plan) -> Plan:
    """The plan of another year: without its first item, all others one number up."""
    return msgspec.structs.replace(plan, year=2021, chapters=tuple(map(_up, plan.chapters)))


def _up(chapter: Chapter) -> Chapter:
    items = (msgspec.structs.replace(one, number=one.number - 1, uid=one.uid - 1) for one in chapter.items)
    return msgspec.structs.replace(chapter, items=tuple(one for one in items if one.number))


def test_a_file_goes_out_and_comes_back_and_a_fault_is_named_with_its_line(
    part: SchemePart, page: IssuePage, settle: Settle, tmp_path: Path
) -> None:
    part.write(tmp_path / "方案.json")
    settle(page)
    text = (tmp_path / "方案.json").read_text("utf-8")
    assert json.loads(text) == shipped_scheme()
    line = next(at for at, one in enumerate(text.splitlines(), 1) if '"lost_cases"' in one)
    (tmp_path / "坏.json").write_text(text.replace('"lost_cases"', '"lost"'), "utf-8")
    part.name.textEdited.emit(part.name.text())  # to be checked shortly, like any scheme that was just typed
    part.take(tmp_path / "坏.json")
    settle(page)
    assert page.issue
    part.show_issue(page.issue)
    QTest.qWait(CHECK_AFTER * 2)
    assert f"第{line}行，指标“8.2 行政败诉”：没有名为“lost”的计量" in part.findings.item(0).text()
    assert part.raw == shipped_scheme()
    part.take(tmp_path / "方案.json")
    settle(page)
    assert said(part) == "● 方案没有问题。"
    page.discard()
    settle(page)


def test_a_workbook_goes_out_and_its_changes_are_shown_before_they_are_taken(
    part: SchemePart, page: IssuePage, settle: Settle, tmp_path: Path
) -> None:
    part.write(tmp_path / "方案.xlsx")
    settle(page)
    before = part.raw
    book = load_workbook(tmp_path / "方案.xlsx")
    sheet = book["指标"]
    at = {cell.value: get_column_letter(place) for place, cell in enumerate(sheet[1], 1)}
    line = next(cell.row for cell in sheet["A"] if cell.value == "5.3")
    sheet[f"{at['评分人']}{line}"] = "执法监督科"
    book.save(tmp_path / "方案.xlsx")
    part.take(tmp_path / "方案.xlsx")
    settle(page)
    assert part.preview
    assert [tuple(one) for one in part.preview.table.rows.all] == [("指标5.3 持证人员资格", "评分人", "", "执法监督科")]
    assert part.raw == before
    part.preview.go.click()
    scorers = {one["id"]: one.get("scorer") for one in part.raw["indicators"]}
    assert (scorers["5.3"], said(part)) == ("执法监督科", "● 方案没有问题。")
    page.discard()
    settle(page)


def test_a_scheme_from_nothing(part: SchemePart) -> None:
    part._begin()
    assert [one["name"] for one in part.raw["categories"]] == ["管委会本级", "乡（镇）办事处"]
    assert "一个指标也没有" in said(part)


@pytest.mark.parametrize(
    ("name", "left_out", "value"), [("1.1", "when_none", "not_applicable"), ("9.2", "per", "year")]
)
def test_what_a_rule_leaves_out_is_shown_as_it_counts(part: SchemePart, name: str, left_out: str, value: str) -> None:
    select(part, name)
    box = part.form.rule.boxes[left_out]
    assert isinstance(box, QComboBox)
    assert (left_out in part.form.rule.rule, box.currentData(), "不认识" in box.currentText()) == (False, value, False)
