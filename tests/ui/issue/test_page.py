import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtWidgets import QLineEdit

from models.merge.from_centre import read_plan_package
from models.records.office import FormerName, Issue, Period, Unit
from models.records.place import NATIONAL, CalendarDay, LocalTerm, PlaceProfile
from models.records.plan import Quota
from models.records.plan_edits import with_new_item
from models.resources import resource
from models.rules.terms import FILING
from models.store.records.calendar import save_own_days
from models.submit.centre import current_issue
from models.submit.year_start import periods_in
from reports.filled_in.task_words import names_in
from tests.places import PROVINCIAL, ZHENGDONG, with_numbers
from tests.ui.worked_year import Opener, Year, plan_of_2020
from ui.base.page import Page
from ui.issue.draft import issue_problems
from ui.issue.page import NEVER_SAVED, PARTS, Issued, IssuePage
from ui.issue.preview import PreviewPart, changes_words
from ui.issue.scheme_part import SchemePart
from ui.issue.tabs import PeriodsPart, PlanPart
from ui.issue.units_part import UnitsPart

Settle = Callable[[Page], None]


def _changed(**parts: Any) -> PlaceProfile:
    """The example's place with other parts."""
    return msgspec.structs.replace(ZHENGDONG, **parts)


@pytest.fixture
def page(year: Year, open_page: Opener[Any]) -> IssuePage:
    shown: IssuePage = open_page(year.centre, IssuePage)
    return shown


def type_into(page: IssuePage, part: str, line: int, column: int, text: str) -> None:
    model = page.tab(PARTS[part]).table.rows  # type: ignore[attr-defined]
    model.setData(model.index(line, column), text)


def test_what_was_issued_is_shown(page: IssuePage) -> None:
    assert page.state.text() == "第1号，已保存"
    assert len(page.tab(PlanPart).table.rows.rows) == 36
    assert [unit.code for unit in page.tab(UnitsPart).table.rows.rows] == ["GWH", "X01", "X02"]
    assert page.tab(SchemePart).table.rows.rowCount() > 10
    assert len(page.fingerprint.text().split()) == 4


def test_a_change_is_saved_under_the_next_number(page: IssuePage, year: Year, settle: Settle) -> None:
    type_into(page, "工作要点", 0, 5, "2020.11.30")
    type_into(page, "工作要点", 1, 3, "财政局，市场监管局")
    assert (page.export.isEnabled(), page.export.text()) == (False, "先保存，再导出任务包")
    page.save_button.click()
    settle(page)
    issue = current_issue(year.centre)
    assert issue is not None
    assert page.export.text() == "导出任务包"
    assert issue.number == 2
    assert issue.plan.items[0].due == dt.date(2020, 11, 30)
    assert issue.plan.items[1].responsible == ("财政局", "市场监管局")


def test_what_is_typed_while_saving_stays(page: IssuePage, year: Year, settle: Settle) -> None:
    type_into(page, "单位名册", 1, 1, "杨桥街道")
    page.save_button.click()
    type_into(page, "单位名册", 2, 3, "王五")
    page.tab(PlanPart).text.setPlainText("边存边改的正文。")
    settle(page)
    assert page.state.text() == "第2号　▲ 有修改没有保存"
    units = page.tab(UnitsPart).table.rows
    assert (page.tab(PlanPart).text.toPlainText(), units.rows[2].contact) == ("边存边改的正文。", "王五")
    assert [one.name for one in units.rows[1].former] == ["杨桥办事处"]
    page.save_button.click()
    settle(page)
    issue = current_issue(year.centre)
    assert issue is not None
    assert (issue.number, issue.plan.items[0].text, issue.units[2].contact) == (3, "边存边改的正文。", "王五")
    assert [one.name for one in issue.units[1].former] == ["杨桥办事处"]


def test_a_cell_that_is_being_typed_outlives_saving(page: IssuePage, settle: Settle) -> None:
    type_into(page, "报送期", 0, 0, "2020年全年")
    table = page.tab(PlanPart).table
    page.save_button.click()
    table.edit(table.rows.index(3, 2))
    editor = table.viewport().findChild(QLineEdit)
    assert editor is not None
    editor.setText("正在打的标题")
    settle(page)
    assert table.viewport().findChild(QLineEdit) is editor
    assert editor.text() == "正在打的标题"


def test_a_renamed_unit_keeps_its_former_name(page: IssuePage, year: Year, settle: Settle) -> None:
    type_into(page, "单位名册", 1, 1, "杨桥街道")
    page.save_button.click()
    settle(page)
    issue = current_issue(year.centre)
    assert issue is not None
    assert [one.name for one in issue.units[1].former] == ["杨桥办事处"]


def test_what_is_wrong_is_named_before_saving(page: IssuePage, year: Year, settle: Settle) -> None:
    type_into(page, "单位名册", 2, 0, "X01")
    page.save_button.click()
    settle(page)
    assert "代码“X01”用了不止一次" in page.wrong.text()
    issue = current_issue(year.centre)
    assert issue is not None
    assert issue.number == 1


def test_what_was_wrong_goes_once_it_is_mended(page: IssuePage) -> None:
    type_into(page, "单位名册", 2, 0, "X01")
    type_into(page, "单位名册", 1, 1, "")
    page.save_button.click()
    type_into(page, "单位名册", 2, 0, "X02")
    assert "不止一次" not in page.wrong.text()
    assert "没有填名称" in page.wrong.text()
    type_into(page, "单位名册", 1, 1, "龙湖办事处")
    assert page.wrong.isHidden()


def test_unsaved_work_is_there_again(page: IssuePage, year: Year, open_page: Opener[Any], settle: Settle) -> None:
    type_into(page, "报送期", 0, 0, "2020年全年")
    assert page.leave()
    settle(page)
    again: IssuePage = open_page(year.centre, IssuePage)
    assert again.state.text().endswith("有修改没有保存")
    assert again.tab(PeriodsPart).table.rows.rows[0].label == "2020年全年"
    again.discard()
    settle(again)
    assert again.state.text() == "第1号，已保存"


def test_the_package_can_be_read_by_units(page: IssuePage, year: Year, settle: Settle) -> None:
    page.folder.put(year.stick)
    page.export.click()
    settle(page)
    offer = read_plan_package(next(year.stick.glob("任务下发*")))
    assert offer.fingerprint == page.fingerprint.text()


def test_official_text_replaces_the_plan(page: IssuePage, settle: Settle) -> None:
    importing = page.tab(PlanPart).importing
    importing.take(resource("plans", "2020-郑东新区.txt"))
    settle(page)
    assert "10章36项" in importing.summary.text()
    importing.text.setPlainText("2021年度工作要点\n一、总体\n1.第一件事。好好做。\n2.第二件事。认真做。\n")
    importing.read()
    settle(page)
    importing.use.click()
    settle(page)
    assert [line.item.title for line in page.tab(PlanPart).table.rows.rows] == ["第一件事", "第二件事"]
    page.discard()
    settle(page)


def test_importing_the_same_text_says_so_and_keeps_what_was_set(page: IssuePage, settle: Settle) -> None:
    told: list[str] = []
    page.session.told.connect(told.append)
    importing = page.tab(PlanPart).importing
    for due in ("", "2020-11-30"):
        type_into(page, "工作要点", 0, 5, due)
        importing.take(resource("plans", "2020-郑东新区.txt"))
        settle(page)
        importing.use.click()
        settle(page)
    assert told == ["导入的正文和现在的工作要点一样，没有改动。"] * 2
    assert page.issue is not None
    assert page.issue.plan.items[0].due == dt.date(2020, 11, 30)
    page.discard()
    settle(page)


@pytest.mark.parametrize("typed", [2020, 2021])
def test_the_periods_follow_a_plan_of_another_year(page: IssuePage, settle: Settle, typed: int) -> None:
    told: list[str] = []
    page.session.told.connect(told.append)
    page.year.setValue(typed)
    importing = page.tab(PlanPart).importing
    importing.text.setPlainText("2021年度工作要点\n一、总体\n1.第一件事。好好做。\n2.第二件事。认真做。\n")
    importing.read()
    settle(page)
    importing.use.click()
    settle(page)
    moved = Period("2021年度", "2021年度", dt.date(2021, 12, 20))
    assert page.issue is not None
    assert (page.issue.periods, page.tab(PeriodsPart).table.rows.all, page.issue.year) == ((moved,), [moved], 2021)
    (said,) = told
    assert said.startswith("已用导入的正文替换工作要点：2021年度，1章2项。第1、2项没有写责任单位，由全部单位落实；")
    assert said.endswith("报送期跟着改为2021年度（2021-12-20前）。核对后请保存。")
    page.discard()
    settle(page)
    assert page.tab(PeriodsPart).table.rows.all[0].label == "2020年度"


@pytest.mark.parametrize(
    ("periods", "moved"),
    [
        ((), ()),
        ((Period("a", "年度"),), (Period("a", "年度"),)),
        (
            (Period("2020年上半年", "2020年上半年"), Period("b", "年度", dt.date(2021, 1, 5))),
            (Period("2021年上半年", "2021年上半年"), Period("b", "年度", dt.date(2022, 1, 5))),
        ),
        ((Period("a", "2月", dt.date(2020, 2, 29)),), (Period("a", "2月", dt.date(2021, 2, 28)),)),
        ((Period("a", "2021年度", dt.date(2022, 1, 5)),), (Period("a", "2021年度", dt.date(2022, 1, 5)),)),
        ((Period("a", "2020年"), Period("b", "2021年")), (Period("a", "2020年"), Period("b", "2021年"))),
    ],
)
def test_periods_of_another_year_are_moved(periods: tuple[Period, ...], moved: tuple[Period, ...]) -> None:
    assert periods_in(2021, periods) == moved


def test_units_come_from_a_file(page: IssuePage, tmp_path: Path, settle: Settle) -> None:
    (tmp_path / "名册.csv").write_text("代码,名称,类别\nX02,圃田乡政府,乡（镇）办事处\nJ01,财政局,局（办）\n", "utf-8")
    page.tab(UnitsPart).take(tmp_path / "名册.csv")
    settle(page)
    assert [unit.name for unit in page.tab(UnitsPart).table.rows.rows][2:] == ["圃田乡政府", "财政局"]
    page.discard()
    settle(page)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, ""),
        ({"units": ()}, "还没有单位"),
        ({"units": (Unit("GWH", "", "局"),)}, "没有填名称或类别"),
        ({"units": (Unit("GWH", "一", "局"), Unit("A 1", "二", "局"))}, "只能用数字"),
        ({"units": (Unit("GWH", "一", "局"), Unit("A1", "一", "局"))}, "名称“一”用了不止一次"),
        ({"units": (Unit("GWH", "一", "管委会本级"), Unit("A1", "二", "乡镇"))}, "“二”的类别“乡镇”不在考核方案里"),
        ({"units": tuple(Unit(f"A{at}", f"第{at}镇", "乡镇") for at in range(9))}, "“第0镇”等9个单位的类别“乡镇”"),
        (
            {"units": (Unit("GWH", "一", "管委会本级"), Unit("A1", "二", "乡镇"))},
            "中的一个，或者重新按工作要点拟一份草案，或者在考核方案的“类别和等次”里加上这一类。",
        ),
        ({"units": (Unit("GWH", "新单位", "管委会本级"),)}, "单位名册：加上的“新单位”还没有取名"),
        ({"plan": with_new_item(plan_of_2020().plan, 36)}, "工作要点：加上的“新事项”还没有取名"),
        ({"periods": ()}, "至少要有一期"),
        ({"year": 2021}, "正文是2020年度的，任务是2021年度的"),
        ({"year": 2021}, "请在“方案从哪里来”里选一份2021年度的"),
        ({"periods": (Period("a", "年度", dt.date(2022, 1, 5)),)}, "“年度”的期限2022-01-05不在2020年度里"),
        ({"periods": (Period("a", "年度", dt.date(2021, 1, 5)),)}, ""),
        ({"periods": (Period("a", "一"), Period("b", "一"))}, "不能重复"),
        ({"periods": (Period("上 半年", "上半年"),)}, "“上 半年”里有空格"),
        ({"place": with_numbers({PROVINCIAL: "豫A####"})}, ""),
        ({"place": with_numbers({PROVINCIAL: "豫A*"})}, "地方规定：河南省行政执法证的编号样子“豫A*”不能用："),
    ],
)
def test_problems(changes: dict[str, Any], words: str) -> None:
    issue: Issue = msgspec.structs.replace(plan_of_2020(), **changes)
    assert words in "".join(issue_problems(issue))
    assert bool(issue_problems(issue)) is bool(words)


@pytest.mark.parametrize(
    ("text", "names"), [("甲、乙", ("甲", "乙")), (" 甲,乙；丙 丁", ("甲", "乙", "丙", "丁")), ("", ())]
)
def test_names(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text) == names


@pytest.mark.parametrize(
    ("column", "typed", "kept"),
    [
        (6, "圃田乡、X01", ("units", ("X01", "X02"))),
        (6, "乡（镇）办事处", ("units", ("X01", "X02"))),
        (6, "全部单位", ("units", ())),
        (6, "火星局", ("units", ())),
        (7, "管委会：中心组学法不少于6次；各乡(镇)办事处:讲座至少2次", ("quotas", (6, 2))),
        (7, "很多次", ("quotas", ())),
        (9, "行政应诉、普法", ("topics", ("行政应诉", "普法"))),
        (9, "未对应", ("topics", ())),
        (9, "", ("topics", None)),
        (9, "种花", ("topics", None)),
    ],
)
def test_units_and_quotas_of_an_item_are_typed(page: IssuePage, column: int, typed: str, kept: tuple[str, Any]) -> None:
    type_into(page, "工作要点", 0, column, typed)
    item = page.tab(PlanPart).table.rows.rows[0].item
    name, value = kept
    found = tuple(one.at_least for one in item.quotas) if name == "quotas" else getattr(item, name)
    assert found == value


def test_the_roster_goes_out_and_comes_back(page: IssuePage, settle: Settle, tmp_path: Path) -> None:
    unit = page.tab(UnitsPart).table.rows.all[1]
    past = msgspec.structs.replace(unit, former=(FormerName("老杨桥", dt.date(2019, 1, 1)),), phone="0371-6")
    page.tab(UnitsPart).table.rows.all[1] = past
    page.tab(UnitsPart).write(tmp_path / "名册.xlsx")
    settle(page)
    page.tab(UnitsPart).table.rows.all[1] = msgspec.structs.replace(past, phone="", contact="谁")
    page.tab(UnitsPart).take(tmp_path / "名册.xlsx")
    settle(page)
    assert (page.tab(UnitsPart).table.rows.all[1], len(page.tab(UnitsPart).table.rows.all)) == (past, 3)


def test_every_unit_sees_its_own_tasks_and_what_changed(page: IssuePage) -> None:
    type_into(page, "工作要点", 0, 6, "圃田乡")
    type_into(page, "工作要点", 1, 5, "2020-11-30")
    page.tab(PreviewPart).units.selectRow(1)
    said = {task.item.number: task.what for task in page.tab(PreviewPart).tasks.rows.rows}
    assert (said[1], said[2], said[3], len(said)) == ("不再要求", "有改动", "不变", 36)
    page.tab(PreviewPart).units.selectRow(2)
    assert page.tab(PreviewPart).summary.text().startswith("圃田乡：36项事项")


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("县委依法治县办", "▲ 第1项的定额写的是“县委依法治县办”，名册里没有这个单位或类别，没有单位会按它计数。"),
        ("圃田乡", ""),
        ("老圃田", ""),
        ("各乡(镇)办事处", ""),
        ("管委会", ""),
    ],
)
def test_a_quota_that_reaches_nobody_is_said_and_saved(
    page: IssuePage, year: Year, settle: Settle, who: str, said: str
) -> None:
    *others, last = page.tab(UnitsPart).table.rows.all
    former = (FormerName("老圃田", dt.date(2019, 1, 1)),)
    page.tab(UnitsPart).table.show_rows([*others, msgspec.structs.replace(last, former=former)])
    type_into(page, "单位名册", 1, 3, "王五")
    type_into(page, "工作要点", 0, 7, f"{who}：中心组学法不少于6次")
    assert (page.doubts.text(), page.doubts.isHidden()) == (said, not said)
    page.save_button.click()
    settle(page)
    issue = current_issue(year.centre)
    assert issue is not None
    assert (issue.number, page.doubts.text()) == (2, said)


@pytest.mark.parametrize(("whos", "last"), [("甲乙丙丁戊", "“戊”，名册"), ("甲乙丙丁戊己庚", "还有2处")])
def test_only_a_few_doubts_are_named(page: IssuePage, whos: str, last: str) -> None:
    type_into(page, "工作要点", 0, 7, "；".join(f"{who}：讲座不少于2次" for who in whos))
    assert (page.doubts.text().count("\n"), page.all_doubts.text()) == (0, f"全部{min(len(whos), 6)}处")
    page.all_doubts.click()
    lines = page.doubts.text().splitlines()
    assert (len(lines), page.all_doubts.text()) == (min(len(whos), 6), "只看第一处")
    assert last in lines[-1]


def test_nothing_is_unsaved_or_doubted_in_a_new_centre(page: IssuePage, settle: Settle) -> None:
    """The text came before the roster: 各单位 is not unknown, and nobody has changed anything yet."""
    assert page.issue
    issue, quota = page.issue, (Quota("各单位", "讲座", 2),)
    first, *rest = issue.plan.chapters
    items = (msgspec.structs.replace(first.items[0], quotas=quota), *first.items[1:])
    plan = msgspec.structs.replace(issue.plan, chapters=(msgspec.structs.replace(first, items=items), *rest))
    periods = (Period("2020年度", "2020年度", dt.date(2020, 12, 5)),)
    draft = msgspec.structs.replace(issue, number=0, plan=plan, units=issue.units[:1], periods=periods)
    page.issue = None
    page.show_issued(Issued(None, None, draft, {}, ""))
    settle(page)
    assert (page.state.text(), page.doubts.isHidden()) == (NEVER_SAVED, True)
    assert page.save_button.isEnabled()


def test_a_new_unit_is_of_no_own_kind(page: IssuePage) -> None:
    part = page.tab(UnitsPart)
    part.table.show_rows([unit for unit in part.table.rows.all if unit.code == page.session.workspace.unit])
    part.add.click()
    assert part.table.rows.all[-1].category == "乡（镇）办事处"


def test_tasks_go_out_and_come_back(page: IssuePage, settle: Settle, tmp_path: Path) -> None:
    told: list[str] = []
    page.session.told.connect(told.append)
    page.tab(PlanPart).write(tmp_path / "任务表.xlsx")
    settle(page)
    type_into(page, "工作要点", 0, 2, "别的标题")
    page.tab(PlanPart).take(tmp_path / "任务表.xlsx")
    settle(page)
    assert page.tab(PlanPart).table.rows.rows[0].item.title != "别的标题"
    assert told[-1] == "已读入：改了1项，核对后请保存。"
    page.discard()
    settle(page)


NEW_UNIT = Unit("J01", "财政局", "局（办）")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "和第1号相比没有改动。"),
        ({"units": (*plan_of_2020().units, NEW_UNIT)}, "新增单位：财政局"),
        ({"units": plan_of_2020().units[:2]}, "去掉单位：圃田乡（它们的记录仍保留，不再应报）"),
        (
            {"units": (*plan_of_2020().units[:2], Unit("X02", "圃田街道", "局（办）"))},
            "圃田乡改称圃田街道；1个单位换了考核类别",
        ),
        (
            {
                "units": (
                    *plan_of_2020().units[:2],
                    Unit("X02", "圃田乡", "乡（镇）办事处", successors=("X01",), ended=dt.date(2020, 6, 30)),
                )
            },
            "圃田乡2020-06-30并入杨桥办事处（不再应报，记录仍归它名下）",
        ),
        ({"periods": (Period("a", "一"),)}, "报送期或期限有改动"),
        ({"scheme": {}}, "考核方案有改动"),
        ({"year": 2021}, "2021年度第一次下发"),
        ({"reported": ("person", "certificate", "case", "training")}, "和第1号相比没有改动。"),
        ({"reported": ("person",)}, "空着要零报送的台账有改动"),
        ({"terms": {FILING.id: FILING.days}}, "和第1号相比没有改动。"),
        ({"terms": {FILING.id: 30}}, "提醒的天数有改动（规范性文件印发后报送备案）"),
        ({"place": ZHENGDONG}, "和第1号相比没有改动。"),
        ({"place": NATIONAL}, "证件种类有改动；地方条文有改动，校验按新的引用；败诉的标准有改动"),
        ({"place": NATIONAL}, "地方规定是“国家”的"),
        ({"place": _changed(terms=(LocalTerm(term=FILING.label, days=9),))}, "地方期限有改动"),
        ({"place": _changed(calendar=(CalendarDay(what="报送年报", on="02-20"),))}, "地方日历有改动"),
        ({"place": with_numbers({PROVINCIAL: "豫A####"})}, "证件编号的样子有改动（河南省行政执法证），已登记的不改"),
    ],
)
def test_what_a_new_number_changes(changes: dict[str, Any], words: str) -> None:
    before = msgspec.structs.replace(plan_of_2020(), number=1)
    assert words in changes_words(msgspec.structs.replace(before, **changes), before)


def test_tasks_that_change_are_counted(page: IssuePage) -> None:
    type_into(page, "工作要点", 0, 6, "圃田乡")
    assert page.tab(PreviewPart).changes.text().startswith("和第1号相比：1项任务有变化，涉及2个单位")


def test_what_is_saved_is_compared_with_the_number_before(page: IssuePage, settle: Settle) -> None:
    assert page.tab(PreviewPart).changes.text() == "第1号是第一次下发。"
    assert {task.what for task in page.tab(PreviewPart).tasks.rows.rows} == {""}
    type_into(page, "单位名册", 1, 1, "杨桥街道")
    page.save_button.click()
    settle(page)
    for _ in range(2):
        assert page.tab(PreviewPart).changes.text() == "和第1号相比：杨桥办事处改称杨桥街道。"
        page.appear()
        settle(page)
    type_into(page, "报送期", 0, 0, "全年")
    assert page.tab(PreviewPart).changes.text().startswith("和第2号相比：报送期")
    page.discard()
    settle(page)
    assert page.tab(PreviewPart).changes.text().startswith("和第1号相比")


def test_a_changed_table_of_holidays_waits_to_be_issued(page: IssuePage, year: Year, settle: Settle) -> None:
    with year.centre.write("李四") as tx:
        save_own_days(tx, {dt.date(2031, 5, 4): False})
    page.appear()
    settle(page)
    assert "“系统›放假安排”改过" in page.state.text()
    assert "放假安排有1天不同（2031年）" in page.tab(PreviewPart).changes.text()
    assert not page.export.isEnabled()
    assert not page.drop.isEnabled()
    page.save_button.click()
    settle(page)
    issue = current_issue(year.centre)
    assert issue is not None
    assert (issue.number, issue.holidays) == (2, {dt.date(2031, 5, 4): False})
    assert page.state.text() == "第2号，已保存"


def test_what_is_edited_stays_when_the_table_changes(page: IssuePage, year: Year, settle: Settle) -> None:
    type_into(page, "报送期", 0, 0, "2020年全年")
    with year.centre.write("李四") as tx:
        save_own_days(tx, {dt.date(2031, 5, 4): False})
    page.appear()
    settle(page)
    assert page.tab(PeriodsPart).table.rows.rows[0].label == "2020年全年"
    assert page.issue is not None
    assert page.issue.holidays == {dt.date(2031, 5, 4): False}
    page.discard()
    settle(page)
    assert "“系统›放假安排”改过" in page.state.text()


@pytest.mark.parametrize(("part", "column"), [("工作要点", 5), ("报送期", 1)])
@pytest.mark.parametrize(("text", "said"), [("99991231", "年份要在1900年到2100年之间"), ("年底", "认不出来")])
def test_a_due_date_that_cannot_be_is_said(page: IssuePage, part: str, column: int, text: str, said: str) -> None:
    refused: list[str] = []
    page.session.refused.connect(refused.append)
    type_into(page, part, 0, column, text)
    assert said in refused[0]
