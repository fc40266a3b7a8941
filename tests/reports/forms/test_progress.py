import pytest

from models.store.base.workspace import Workspace
from tests.reports.forms.samples import Make

STATES = {"已完成": 3, "推进中": 4, "未开始": 5, "不适用": 6}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("item", [1, 2, 3, 4])
def test_states_counted_by_sql(state: str, item: int, centre: Workspace, make: Make) -> None:
    row = next(row.cells for row in make(centre, "progress").rows if row.cells[0] == item)
    with centre.read() as connection:
        expected = connection.exec_driver_sql(
            "SELECT count(*) FROM l_progress WHERE deleted = 0 AND f_year = 2020 AND f_item = ? AND f_state = ?",
            (item, state),
        ).scalar()
    assert row[STATES[state]] == expected


def test_every_item_adds_up_to_its_units(centre: Workspace, make: Make) -> None:
    rows = [row for row in make(centre, "progress").rows if row.style != "section"]
    assert len(rows) == 37
    assert all(row.cells[2] == sum(row.cells[3:8]) for row in rows)  # type: ignore[arg-type]  # numbers
    assert rows[-1].cells[2] == 36 * 3


def test_chapters_head_their_items(unit: Workspace, make: Make) -> None:
    sections = [row.cells[0] for row in make(unit, "progress").rows if row.style == "section"]
    assert (len(sections), sections[0]) == (10, "一、依法全面履行政府职能")


def test_rate_leaves_out_what_does_not_apply(centre: Workspace, make: Make) -> None:
    row = next(row.cells for row in make(centre, "progress").rows if row.cells[0] == 2)
    assert row[3:] == (1, 0, 0, 1, 1, row[3] / 2)  # type: ignore[operator]  # numbers


def test_quota_is_counted_from_trainings(unit: Workspace, centre: Workspace, make: Make) -> None:
    own, all_units = make(unit, "progress").facts[-1], make(centre, "progress").facts[-1]
    assert own.value == "第29项中层以上法治培训应不少于1期，已1期"
    assert "示例二办事处（第29项）" in all_units.value
    assert "示例一办事处" not in all_units.value


def test_units_short_of_their_quota_fit_the_page(
    centre: Workspace, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.forms.progress.MOST_NAMED", 1)
    named = make(centre, "progress").facts[-1].value
    assert named == "共6个，已完成1个，未完成5个：管委会本级（第29项）等2个单位，各单位见工作要点落实情况分单位汇总表"


def test_quotas_are_the_same_many_in_both_forms(centre: Workspace, make: Make) -> None:
    *_, total = make(centre, "progress-by-unit").rows
    assert f"共{total.cells[-3]}个，已完成{total.cells[-2]}个" in make(centre, "progress").facts[-1].value


def test_another_year_has_no_items(unit: Workspace, make: Make) -> None:
    sheet = make(unit, "progress", year=2019)
    assert sheet.rows == ()
    assert "工作区里没有2019年度的工作要点，本表没有事项。" in sheet.notes
