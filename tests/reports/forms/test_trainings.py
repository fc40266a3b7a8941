from pathlib import Path

from models.records.office import Issue
from models.store.base.workspace import UNIT, Office, Workspace
from tests.reports.forms.samples import Make, new_workspace, saver


def test_by_kind_beside_last_year(unit: Workspace, make: Make) -> None:
    rows = {row.cells[0]: row.cells[1:] for row in make(unit, "trainings").rows}
    assert rows["中层以上法治培训"] == (1, 1, 30, 20, 4, 1, "1／1")
    assert rows["合计"] == (1, 1, 30, 20, 4, 1, None)


def test_a_first_year_has_no_last_year(tmp_path: Path, issue: Issue, make: Make) -> None:
    """One stray record of the year before is no year before."""
    workspace = new_workspace(tmp_path / "w", Office(UNIT, "X01", "示例一办事处"), issue)
    saver(workspace)("training", "X01", {"kind": "中心组学法", "held_on": "2019-12-31", "people": 40})
    sheet = make(workspace, "trainings")
    workspace.close()
    assert {row.cells[2:5:2] for row in sheet.rows} == {("—", "—")}
    assert "没有上年数据，上年两栏不填。" in sheet.notes


def test_totals_by_sql(centre: Workspace, make: Make) -> None:
    total = make(centre, "trainings").rows[-1].cells
    with centre.read() as connection:
        counted = connection.exec_driver_sql(
            "SELECT count(*), sum(f_people) FROM l_training WHERE deleted = 0 AND f_held_on LIKE '2020%'"
        ).one()
    assert total[-3:-1] == tuple(counted)


def test_units_short_of_a_quota_are_named(centre: Workspace, make: Make) -> None:
    short = {row.cells[1]: row.cells[-1] for row in make(centre, "trainings").rows}
    assert short["示例二办事处"] == "中层以上法治培训：0／1，未完成"
