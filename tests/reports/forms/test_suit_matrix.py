from pathlib import Path

from models.records.office import Issue
from models.store.base.workspace import UNIT, Office, Workspace
from reports.base.sheet import Sheet
from tests.reports.forms.samples import Make, new_workspace, saver, suit


def figures(sheet: Sheet, row: int) -> dict[str, object]:
    cells = zip(sheet.columns, sheet.rows[row].cells, strict=True)
    return {column.key: cell for column, cell in cells if cell not in (None, 0)}


def test_every_instance_stands_under_one_branch(centre: Workspace, make: Make) -> None:
    sheet = make(centre, "suit-matrix")
    whole = figures(sheet, -1)
    assert (whole["carried"], whole["new"], whole["closed"], whole["open"]) == (1, 5, 5, 1)
    assert figures(sheet, -2)["label"] == "其他"
    assert {**figures(sheet, -2), "label": "合计", "code": None} == {**whole, "code": None}
    assert (whole["heard"], whole["with_leader"], whole["with_head"], whole["lost"]) == (2, 2, 1, 2)


def test_what_is_lost_is_that_of_the_statistics(tmp_path: Path, issue: Issue, make: Make) -> None:
    """Also a case judged the year before and in effect or paid since, and none that was lost before already."""
    workspace = new_workspace(tmp_path / "w", Office(UNIT, "X01", "示例一办事处"), issue)
    save = saver(workspace)
    judged_before = {"outcome": "全部撤销", "judged_on": "2019-12-30", "received_on": "2020-01-06"}
    save("case", "X01", suit("（2019）豫7101行初1号", "2019-11-01", **judged_before))
    lost_before = {"outcome": "全部撤销", "judged_on": "2019-03-04", "effective_on": "2019-04-01"}
    paid = {"performed_on": "2020-02-03", "compensation_paid": "500"}
    first = save("case", "X01", suit("（2019）豫7101行初2号", "2019-01-04", **lost_before, **paid))
    refused = {"instance": "再审审查", "outcome": "驳回再审申请", "judged_on": "2020-05-06"}
    save("case", "X01", suit("（2020）豫行申3号", "2020-03-02", previous=first, **refused, received_on="2020-05-08"))
    whole = figures(make(workspace, "suit-matrix"), -1)
    assert (whole["lost"], whole["paid"]) == (1, 500)
    assert "paid" not in figures(make(workspace, "suit-matrix", year=2019), -1)
    lost = next(row for row in make(workspace, "case-statistics").rows if row.cells[0] == "败诉案件")
    assert lost.cells[3] == 1
    workspace.close()
