from models.store.base.workspace import Workspace
from tests.reports.forms.samples import Make


def test_by_kind_beside_last_year(unit: Workspace, make: Make) -> None:
    rows = {row.cells[0]: row.cells[1:] for row in make(unit, "trainings").rows}
    assert rows["中层以上法治培训"] == (1, 1, 30, 20, 4, 1, "1／1")
    assert rows["合计"] == (1, 1, 30, 20, 4, 1, None)


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
