from decimal import Decimal

import pytest

from models.assess.assess import assess
from models.assess.hand_points import GivenPoints, given_in, hand_cells, points_problem
from models.assess.inputs import Basis, UnitInput
from models.assess.reading import read_scheme
from models.assess.scheme import ByHand
from models.assess.shipped import shipped_scheme
from models.plan_text import read_plan_file
from models.records.office import Unit
from models.resources import resource

UNITS = (
    Unit("X02", "圃田乡", "乡（镇）办事处"),
    Unit("X01", "杨桥办事处", "乡（镇）办事处"),
    Unit("GWH", "管委会本级", "管委会本级"),
)


def test_every_unit_stands_under_every_manual_indicator() -> None:
    scheme = read_scheme(shipped_scheme()).scheme
    assert scheme is not None
    plan = read_plan_file(resource("plans", "2020-郑东新区.txt")).plan
    result = assess(Basis(scheme, plan), [UnitInput(unit) for unit in UNITS])
    cells = list(hand_cells(scheme, result, {}))
    assert [(one.unit, one.indicator) for one in cells[:4]] == [
        ("X01", "1.2"),
        ("X02", "1.2"),
        ("GWH", "1.2"),
        ("X01", "2.2"),
    ]
    assert {one.kind for one in cells} == {ByHand.POINTS, ByHand.EXTRA}


@pytest.mark.parametrize(
    ("text", "kind", "problem"),
    [
        ("4", ByHand.POINTS, ""),
        ("-4", ByHand.POINTS, ""),
        ("0", ByHand.EXTRA, ""),
        ("-0.5", ByHand.EXTRA, "附加项只加分，填0到4。"),
        ("4.01", ByHand.POINTS, "满分4分，得分不能超过它。"),
        ("-4.01", ByHand.POINTS, "满分4分，得分不能超过它。"),
        ("Infinity", ByHand.POINTS, "满分4分，得分不能超过它。"),
        ("", ByHand.POINTS, "得分填数字；扣分项填负数，例如 -2。"),
        ("-4", ByHand.TAKEN_OFF, ""),
        ("1", ByHand.TAKEN_OFF, "这一项只扣分，填-4到0。"),
        ("2", ByHand.TIMES, ""),
        ("1.5", ByHand.TIMES, "填认定了几次，没有的填0。"),
        ("好", ByHand.EXTRA, "得分填数字，附加项不填负数。"),
    ],
)
def test_what_points_can_be(text: str, kind: ByHand, problem: str) -> None:
    assert points_problem(text, Decimal(4), kind) == problem


@pytest.mark.parametrize(
    ("fields", "given"),
    [
        ({}, GivenPoints()),
        ({"points": "0", "reason": " 没有 "}, GivenPoints("0", "没有")),
        ({"points": None}, GivenPoints()),
    ],
)
def test_what_a_record_gives(fields: dict[str, str | None], given: GivenPoints) -> None:
    assert given_in(fields) == given
