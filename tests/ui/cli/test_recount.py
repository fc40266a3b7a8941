"""The independent recount of the December day: every figure it knows is the one that the program prints."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.recount import Figure, recount, show_table
from ui.demo.december import Day
from ui.demo.run import PASSPHRASE


@pytest.fixture(scope="module")
def figures(day: Day) -> list[Figure]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FAZHI_PASSPHRASE", PASSPHRASE)
        return recount(day.places.centre)


def test_no_figure_differs(figures: list[Figure]) -> None:
    assert [one for one in figures if not one.same] == []


@pytest.mark.parametrize(
    ("of", "name"),
    [
        ("统计表", "案号：二审"),
        ("统计表", "出庭率"),
        ("合计", "上年结转"),
        ("合计", "败诉"),
        ("示例稻香乡", "已过期"),
        ("示例稻香乡", "无证件"),
        ("示例稻香乡", "换发"),
        ("管委会本级", "定额 共有"),
        ("管委会本级", "定额 第29项中心组学法"),
        ("工作记录", "场次"),
        ("工作记录", "人数"),
        ("示例稻香乡", "certified 持证人员（人）"),
        ("管委会本级", "trainings 合计"),
        ("示例云桥办事处", "得分 8.3"),
        ("示例稻香乡", "总分"),
    ],
)
def test_what_is_compared_is_there(figures: list[Figure], of: str, name: str) -> None:
    found = [one.recounted for one in figures if (one.of, one.name) == (of, name)]
    assert len(found) == 1
    assert found[0]


def test_a_difference_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    same, other = Figure("单位", "败诉", Decimal(1), Decimal(1)), Figure("单位", "出庭率", None, Decimal("0.5"))
    assert [show_table([same]), show_table([same, other])] == [0, 1]
    assert capsys.readouterr().out.splitlines()[-2:] == ["单位\t出庭率\t—\t0.5\t不同", "比较2个数，不同1个。"]
