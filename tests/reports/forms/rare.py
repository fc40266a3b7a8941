"""An office whose name, clerks and people are all written with characters above U+FFFF or rare ones."""

from __future__ import annotations

from pathlib import Path

import msgspec

from models.merge import keys
from models.records.ledgers.certificate import MINISTRY
from models.records.office import Issue, Unit
from models.store.base.workspace import CENTRE, UNIT, Office, Workspace
from tests.reports.forms.samples import UNITS, fill_up, judged, new_workspace, saver, send_report, suit

RARE = "𬭎𬱖䶮𠮷"
NAME = f"{RARE}办事处"


def rare_issue(issue: Issue) -> Issue:
    """The same, the first unit under the rare name."""
    first, second, *others = UNITS
    units = (first, Unit(second.code, NAME, second.category), *others)
    return msgspec.structs.replace(issue, centre=f"{RARE}管委会", units=units)


def rare_centre(folder: Path, issue: Issue) -> Workspace:
    """A centre with that unit."""
    workspace = new_workspace(folder / "c", Office(CENTRE, "GWH", f"{RARE}管委会"), rare_issue(issue))
    fill_up(workspace)
    _add_people(workspace)
    return workspace


def rare_unit(folder: Path, issue: Issue) -> Workspace:
    """That unit, its report sent."""
    workspace = new_workspace(folder / "u", Office(UNIT, "X01", NAME), rare_issue(issue))
    fill_up(workspace, "X01")
    _add_people(workspace)
    saver(workspace)("progress", "X01", {"year": 2020, "item": 4, "state": "推进中", "measures": f"由{RARE}负责"})
    with workspace.write("王经办") as tx:
        _, recipient = keys.make_keys(tx)
    send_report(workspace, recipient, folder / "报送.fzb")
    return workspace


def _add_people(workspace: Workspace) -> None:
    save = saver(workspace)
    person = {"name": RARE, "sex": "男", "id_number": "44052418800101001X", "staffing": "行政编制", "status": "在岗"}
    holder = save("person", "X01", person)
    paper = {"holder": holder, "kind": MINISTRY, "status": "在用", "number": f"{RARE}0001", "basis": "《消防法》"}
    save("certificate", "X01", {**paper, "valid_to": "2025-12-31", "renewal": "待换发", "applied_on": "2020-12-01"})
    came = [{"on": "2020-05-06", "leader": RARE, "leader_role": "正职"}]
    case = suit("（2020）豫7101行初88号", "2020-03-02", plaintiffs=f"{RARE}公司", hearings=came)
    save("case", "X01", {**case, **judged("驳回诉讼请求", "2020-07-01", "2020-07-20")})
    save("training", "X01", {"kind": "中心组学法", "topic": RARE, "held_on": "2020-06-01", "people": 9})
