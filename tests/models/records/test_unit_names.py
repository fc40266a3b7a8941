"""Names of a plan against the roster: one of a county of one's own making, with streets, towns and bureaus."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from models.records.office import FormerName, Unit
from models.records.plan import UNASSIGNED, Chapter, Item, Plan, Quota
from models.records.unit_names import (
    UnitNames,
    assigned_units,
    ending_words,
    owners_of,
    reassigned,
    with_owners,
    with_owners_after,
)

DAY = dt.date(2023, 6, 30)
SPLIT = "2023-06-30分设为财政审计局、市场监管局"
OWN = Unit("GWH", "管委会本级", "管委会")
TOWNS = (
    Unit("X01", "云湖街道办事处", "乡（镇）办事处", undated=("云湖镇",)),
    Unit("X02", "白鹭镇", "乡（镇）办事处"),
    Unit("X03", "柳泉乡", "乡（镇）办事处"),
    Unit("X04", "杨桥办事处", "乡（镇）办事处"),
)
BUREAUS = (
    Unit("J01", "市场监管局", "局（办）"),
    Unit("J02", "综合执法局", "局（办）"),
    Unit("J03", "农业农村局", "局（办）"),
    Unit("J04", "建设局", "局（办）", former=(FormerName("建设环保局", DAY),)),
    Unit("J05", "财政审计局", "局（办）"),
    Unit("J06", "人力资源和社会保障局", "局（办）"),
    Unit("J07", "司法办", "局（办）"),
    Unit("J08", "营商环境局", "局（办）", aliases=("优化办",)),
)
ROSTER = (OWN, *TOWNS, *BUREAUS)
ALL = " ".join(unit.code for unit in ROSTER)
STREETS, TOWNSHIPS, TOWN_ALL = "X01 X04", "X02 X03 X04", "X01 X02 X03 X04"
BUREAU_ALL = "J01 J02 J03 J04 J05 J06 J07 J08"
COUNTY = (
    Unit("A", "清江县市场监督管理局", "县直部门"),
    Unit("B", "清江县司法局", "县直部门"),
    Unit("C", "清江县城市管理局", "县直部门"),
    Unit("D", "石桥镇人民政府", "镇"),
    Unit("E", "县政府本级", "县政府"),
)


@pytest.mark.parametrize(
    ("name", "codes", "how"),
    [
        ("市场监管局", "J01", ""),
        ("区市场监管局", "J01", ""),
        ("市场监管", "J01", "简称"),
        ("市场监督管理局", "J01", "简称"),
        ("云湖新区市场监管局", "J01", ""),
        ("人社局", "J06", "简称"),
        ("农业", "J03", "简称"),
        ("财政局", "J05", "简称"),
        ("建设环保局", "J04", "曾用名"),
        ("云湖镇", "X01", "曾用名"),
        ("优化办", "J08", "其他称呼"),
        ("白鹭镇人民政府", "X02", "简称"),
        ("云湖街道", "X01", "简称"),
        ("云湖办事处", "X01", "简称"),
        ("管委会", "GWH", ""),
        ("管理委员会", "GWH", ""),
        ("各乡（镇）办事处", TOWN_ALL, "类别"),
        ("各乡镇（街道）", TOWN_ALL, "类别"),
        ("各乡镇、街道", TOWN_ALL, "类别"),
        ("各乡(镇)人民政府", TOWNSHIPS, "类别"),
        ("街道办事处", STREETS, "类别"),
        ("各局（办）", BUREAU_ALL, "类别"),
        ("管委会各局（办）", BUREAU_ALL, "类别"),
        ("区直各部门", BUREAU_ALL, "类别"),
        ("各有关部门", BUREAU_ALL, "类别"),
        ("各行政执法单位", "J01 J02 J03 J04 J06", "按名称推定"),
        ("各单位", ALL, "全部单位"),
        ("各级各部门", ALL, "全部单位"),
        ("各单位党政主要负责人", ALL, "全部单位"),
        ("管委会及下属单位", ALL, "全部单位"),
        ("各有关单位", ALL, "泛指的单位，按全部单位"),
    ],
)
def test_names_of_the_roster(name: str, codes: str, how: str) -> None:
    found = UnitNames(ROSTER).resolve(name)
    assert (found.codes, found.how) == (tuple(codes.split()), how)
    assert found.everyone == (codes == ALL)


@pytest.mark.parametrize(
    ("name", "might_be"),
    [
        ("统计局", ()),
        ("党工委办公室", ()),
        ("审计局", ()),
        ("营商办", ("营商环境局",)),
        ("司法局", ("司法办",)),
        ("白鹭乡", ("白鹭镇",)),
        ("上级行政机关", ()),
        ("成员单位", ()),
        ("杨桥镇", ("杨桥办事处",)),
        ("司法所", ("司法办",)),
        ("农业农村技术站", ("农业农村局",)),
        ("政府办", ()),
    ],
)
def test_names_of_nobody_say_who_it_might_be(name: str, might_be: tuple[str, ...]) -> None:
    assert UnitNames(ROSTER).resolve(name)[1:] == ((), UNASSIGNED, False, might_be)


def test_units_of_one_name_are_told_apart() -> None:
    two = (Unit("A", "司法办", "局"), Unit("B", "司法办", "镇"))
    assert UnitNames(two).resolve("司法局").might_be == ("司法办（A）", "司法办（B）")


def test_a_short_name_of_two_is_nobodys() -> None:
    two = (Unit("A", "卫生健康局", "局"), Unit("B", "卫生监督局", "局"))
    assert UnitNames(two).resolve("卫生局")[1:] == ((), UNASSIGNED, False, ("卫生健康局", "卫生监督局"))


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("市场监管局", "A"),
        ("县市场监管局", "A"),
        ("司法局", "B"),
        ("县司法局", "B"),
        ("城管局", "C"),
        ("城市管理局", "C"),
        ("石桥镇", "D"),
        ("各镇", "D"),
        ("县直各部门", "A B C"),
        ("各部门", "A B C"),
        ("县政府", "E"),
        ("县人民政府", "E"),
        ("各行政执法机关", "A C"),
        ("全县各乡镇", "D"),
        ("县级各部门", "A B C"),
        ("县政府组成部门", "A B C"),
        ("县人民政府各工作部门", "A B C"),
        ("县直各执法部门", "A C"),
        ("全县各行政执法单位", "A C"),
        ("全县各级各部门", "A B C D E"),
    ],
)
def test_names_of_a_county(name: str, codes: str) -> None:
    assert UnitNames(COUNTY).resolve(name).codes == tuple(codes.split())


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("省司法厅", "A"),
        ("司法厅", "A"),
        ("省科技厅", "B"),
        ("省文化旅游厅", "C"),
        ("省发展改革委", "D"),
        ("省直各部门", "A B C D"),
        ("司法局", ""),
    ],
)
@pytest.mark.parametrize("place", ["安宁省", "安宁自治区"])
def test_names_of_a_province(place: str, name: str, codes: str) -> None:
    names = ("司法厅", "科学技术厅", "文化和旅游厅", "发展和改革委员会")
    roster = tuple(Unit(code, place + one, "直属部门") for code, one in zip("ABCD", names, strict=True))
    assert UnitNames(roster).resolve(name.replace("省", place[-1])).codes == tuple(codes.split())


@pytest.mark.parametrize(("name", "codes"), [("县直各执法部门", "A"), ("县直各单位", "A B"), ("县政府各部门", "A B")])
def test_a_category_within_the_bureaus(name: str, codes: str) -> None:
    roster = (
        Unit("A", "清江县交通运输局", "县直执法部门"),
        Unit("B", "清江县人民政府办公室", "县直单位"),
        Unit("C", "石桥镇", "镇"),
    )
    assert UnitNames(roster).resolve(name).codes == tuple(codes.split())


def test_what_the_roster_says_of_a_group_goes_before_what_names_suggest() -> None:
    marked = tuple(
        msgspec.structs.replace(unit, aliases=("行政执法单位",)) if unit.code in {"J02", "X02"} else unit
        for unit in ROSTER
    )
    for name in ("各行政执法单位", "各行政执法部门", "行政执法机关"):
        assert UnitNames(marked).resolve(name).codes == ("X02", "J02")


@pytest.mark.parametrize(
    ("gone", "codes", "words"),
    [
        (Unit("J09", "统计局", "局（办）", successors=("J05",), ended=DAY), "J05", "2023-06-30并入财政审计局"),
        (Unit("J09", "统计局", "局（办）", successors=("J05",)), "J05", "并入财政审计局"),
        (
            Unit("J09", "统计局", "局（办）", successors=("J05", "J01"), ended=DAY),
            "J05 J01",
            "2023-06-30分设为财政审计局、市场监管局",
        ),
        (Unit("J09", "统计局", "局（办）", ended=DAY), "", "2023-06-30撤销"),
    ],
)
def test_a_unit_that_ended_is_stood_in_for(gone: Unit, codes: str, words: str) -> None:
    units = (*ROSTER, gone)
    found = UnitNames(units).resolve("统计局")
    assert (found.codes, found.how) == (tuple(codes.split()), words)
    assert ending_words(gone, {unit.code: unit for unit in units}) == words
    assert "J09" not in UnitNames(units).resolve("各局（办）").codes


def test_units_that_took_each_other_over_are_nobody() -> None:
    ring = (Unit("A", "甲局", "局", successors=("B",)), Unit("B", "乙局", "局", successors=("A",)))
    assert UnitNames(ring).resolve("甲局").codes == ()


def item(*responsible: str, quotas: tuple[Quota, ...] = (), units: tuple[str, ...] = ()) -> Item:
    return Item(1, "事项", "", responsible, quotas, units=units)


@pytest.mark.parametrize(
    ("names", "quotas", "units"),
    [
        ((), (), ()),
        (("市场监管局", "各单位"), (), ()),
        (("农业农村局", "市场监管局"), (), ("J01", "J03")),
        (("统计局",), (), (UNASSIGNED,)),
        (("统计局", "司法办"), (), ("J07",)),
        (("司法办",), (Quota("各街道", "培训", 2),), ("X01", "X04", "J07")),
        (("司法办",), (Quota("未点名", "培训", 2),), ("J07",)),
        (("司法办",), (Quota("市场监管局、司法办", "培训", 2),), ("J01", "J07")),
    ],
)
def test_an_item_is_given_to_whom_it_charges(
    names: tuple[str, ...], quotas: tuple[Quota, ...], units: tuple[str, ...]
) -> None:
    assert assigned_units(item(*names, quotas=quotas), ROSTER) == units


def test_roles() -> None:
    one = Item(1, "", "", ("甲局", "乙局", "丙局"), (), leads=("甲局",), assists=("丙局",))
    assert [one.role_of(name) for name in one.responsible] == ["牵头", "责任", "配合"]
    assert [owner.name for owner in owners_of(one, ROSTER)] == ["甲局", "乙局", "丙局"]


def plan_of(*items: Item) -> Plan:
    return Plan("", 2023, "", "", (Chapter(1, "", items),))


def test_who_joins_the_roster_is_given_what_the_wording_says() -> None:
    before = with_owners(plan_of(item("各镇"), item("统计局"), item("司法办", units=())), ())
    assert [one.units for one in before.items] == [(UNASSIGNED,)] * 3
    grown = (*ROSTER, Unit("X09", "青石镇", "乡（镇）办事处"), Unit("J09", "统计局", "局（办）"))
    after = with_owners(before, grown, ())
    assert [one.units for one in after.items] == [("X02", "X03", "X04", "X09"), ("J09",), ("J07",)]


def test_what_people_gave_stays_when_the_roster_changes() -> None:
    before = plan_of(item("司法办", units=("J01",)), item("司法办", units=()), item("司法办", units=("J07",)))
    other = tuple(unit for unit in ROSTER if unit.code != "J07")
    assert [one.units for one in with_owners(before, other, ROSTER).items] == [("J01",), (), (UNASSIGNED,)]


def test_a_corrected_text_is_given_anew_where_the_old_one_was_given_by_its_wording() -> None:
    old = plan_of(
        Item(1, "一", "", ("司法办",), (), units=("J07",)),
        Item(2, "二", "", ("司法办",), (), units=("J02",)),
        Item(3, "三", "", ("司法办",), (), units=()),
    )
    changed = (msgspec.structs.replace(one, responsible=("建设局",)) for one in old.items)
    new = plan_of(*changed, Item(4, "四", "", ("各镇",), (), units=()))
    found = with_owners_after(old, new, ROSTER)
    assert [one.units for one in found.items] == [("J04",), ("J02",), (), ("X02", "X03", "X04")]
    assert [one.units for one in with_owners_after(None, new, ROSTER).items][:3] == [("J04",)] * 3


@pytest.mark.parametrize(("units", "wanted"), [(("J07",), ("J01",)), (("J02",), ("J02",)), ((), ())])
def test_other_names_move_an_item_that_was_given_by_its_names(units: tuple[str, ...], wanted: tuple[str, ...]) -> None:
    before = item("司法办", units=units)
    assert reassigned(before, msgspec.structs.replace(before, responsible=("市场监管局",)), ROSTER).units == wanted
