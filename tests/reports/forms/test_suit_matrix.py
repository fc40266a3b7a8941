from models.store.base.workspace import Workspace
from reports.base.sheet import Sheet
from tests.reports.forms.samples import Make


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


def test_a_figure_opens_its_cases(centre: Workspace, make: Make) -> None:
    sheet = make(centre, "suit-matrix")
    at = [column.key for column in sheet.columns].index("lost")
    (behind,) = sheet.rows[-1].behind[at]
    assert (behind.ledger, len(behind.uids)) == ("case", 2)
