"""A centre and two units that tests work with: made once, copied for each test."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select, table, text

from models.merge import keys
from models.merge.enrolment import enrol_unit
from models.merge.from_centre import read_plan_package
from models.merge.intake import merge_all
from models.merge.outcome import PackageOutcome
from models.records.entry import Entry
from models.records.office import Issue, Period, Unit
from models.records.plan import Plan
from models.records.registry import ledger, ledgers
from models.store.base.workspace import UNIT, Office, Workspace, create_workspace, open_workspace
from models.store.files import evidence
from models.store.records import conflicts, records
from models.submit.centre import export_plan, set_up_centre
from models.submit.unit import Signers, Submitted, set_up_unit, submit

SECRET = "测试用的密码 1"
TODAY = dt.date(2020, 12, 1)
PLAN = Plan(title="工作要点", year=2020, preamble="", closing="", chapters=())
ISSUE = Issue(
    number=0,
    year=2020,
    centre="示例管委会",
    plan=PLAN,
    units=(Unit("GWH", "管委会本级", "管委会本级"), Unit("A01", "甲办事处", "乡镇"), Unit("B02", "乙办事处", "乡镇")),
    periods=(Period("2020年度", "2020年度", dt.date(2020, 12, 20)),),
    scheme={},
)
Free = Callable[[Path, int], None]
"""Lets a folder have this many bytes free."""
PROOF = [{"code": "training.proof", "reason": "原件另存"}]


AS_THEY_ARE = dict.fromkeys(
    ("unreported", "returned", "pending", "conflicts", "days", "not_applicable", "effects", "errors", "points"),
    "按现状冻结",
)
"""A reason for every line of the list before freezing."""


@dataclass
class Offices:
    """Open workspaces of a centre and of two units that it has enrolled; each unit has submitted once."""

    folder: Path
    centre: Workspace
    a: Workspace
    b: Workspace

    def merge(self, *sources: Path, dry_run: bool = False) -> list[PackageOutcome]:
        return merge_all(self.centre, sources, "李四", dry_run=dry_run)

    def send(self, unit: Workspace, name: str) -> Submitted:
        return submit(unit, self.folder / name, Signers("张三", "李审", "王长"), TODAY)

    def close(self) -> None:
        for workspace in (self.centre, self.a, self.b):
            workspace.close()


def prepare(folder: Path) -> Path:
    """Make the offices in `folder`, with their plan package and first submissions."""
    centre = set_up_centre(folder / "centre", ("GWH", "示例管委会"), ISSUE, SECRET, "李四").workspace
    plan = export_plan(centre, folder / "plan.fzb", "李四")
    units = [set_up_unit(folder / code, read_plan_package(plan), code, SECRET, "张三").workspace for code in UNITS]
    made = Offices(folder, centre, *units)
    for unit in units:
        put(unit, "progress", year=2020, item=1, state="推进中")
        made.merge(made.send(unit, f"{unit.unit}-1.fzb").path)
        enrol_unit(centre, unit.unit, keys.own_fingerprint(unit), "李四")
        made.merge(folder / f"{unit.unit}-1.fzb")
    made.close()
    return folder


UNITS = ("A01", "B02")


def copy_of(prepared: Path, folder: Path) -> Offices:
    """The prepared offices again, in a folder of their own."""
    shutil.copytree(prepared, folder, dirs_exist_ok=True)
    return Offices(folder, *(open_workspace(folder / name, SECRET) for name in ("centre", *UNITS)))


LONE = Office(UNIT, "A01", "甲办事处")
"""A unit that no centre knows of."""


def lone_unit(folder: Path, passphrase: str | None = SECRET) -> Workspace:
    """A unit's workspace that no centre knows of."""
    return create_workspace(folder, LONE, passphrase)[0]


def put(workspace: Workspace, ledger_id: str, uid: str | None = None, **fields: Any) -> Entry:
    """Save one record of the workspace's own unit."""
    with workspace.write("张三") as tx:
        return records.save(tx, ledger(ledger_id), workspace.unit, fields, uid)


def proved_training(workspace: Workspace, folder: Path, size: int) -> Entry:
    """A 学法培训 with a file of so many bytes beside it."""
    source = folder / "会议录像.mp4"
    source.write_bytes(b"z" * size)
    with workspace.write("张三") as tx:
        link = evidence.add_file(tx, workspace, source)
    return training(workspace, evidence=[{"name": link.name, "digest": link.digest, "size": link.size}])


def training(workspace: Workspace, topic: str = "民法典", **fields: Any) -> Entry:
    """Save a training that no check complains about."""
    said = {"kind": "全员法治培训", "held_on": "2020-05-01", "topic": topic, "explanations": PROOF}
    return put(workspace, "training", **(said | fields))


def delete(workspace: Workspace, ledger_id: str, *uids: str) -> None:
    with workspace.write("张三") as tx:
        records.delete(tx, ledger(ledger_id), uids)


def get(workspace: Workspace, ledger_id: str, uid: str) -> Entry:
    with workspace.read() as connection:
        return records.load(connection, ledger(ledger_id), uid)


def lines(workspace: Workspace, unit: str | None = None) -> dict[str, list[str]]:
    """Every record's line by ledger, in order of uid, with the recycle bin."""
    with workspace.read() as connection:
        return {one.id: sorted(records.lines(connection, one, unit, deleted=True)) for one in ledgers().values()}


def siblings(workspace: Workspace) -> list[tuple[str, str, str, int, str, bool]]:
    """Conflicts, open or remembered, without when and by which package they came."""
    with workspace.read() as connection:
        rows = conflicts.find_conflicts(connection, open_only=False)
    return sorted((row.uid, row.field, row.workspace, row.counter, row.value, row.open) for row in rows)


def everything(workspace: Workspace, but: Iterable[str] = ()) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables except `but`, and without the seals that follow from them all."""
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'find%'"
    with workspace.read() as connection:
        names = [name for name in connection.exec_driver_sql(sql).scalars() if name not in (*but, "seal")]
        return {
            name: [
                row
                for row in map(tuple, connection.execute(select(text("*")).select_from(table(name))))
                if row[0] != "seals"
            ]
            for name in names
        }
