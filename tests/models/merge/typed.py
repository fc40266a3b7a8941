"""A unit that had no program when the centre typed its report from paper (代录), and has one later."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from models.merge import keys
from models.merge.enrolment import enrol_unit
from models.merge.from_centre import read_plan_package
from models.merge.intake import merge_all
from models.merge.outcome import PackageOutcome, PackageState
from models.records.office import Period, Unit
from models.records.registry import ledger
from models.store.base.workspace import Workspace
from models.store.records import listing, records
from models.store.records.listing import ListQuery
from models.store.records.packages import PackageRow, find_packages
from models.submit.centre import export_plan, save_issue
from models.submit.proxy import OnPaper, register_proxy
from models.submit.unit import Signers, set_up_unit, submit
from tests.models.offices import ISSUE, PROOF, SECRET, TODAY, Offices

HALF, YEAR = "2020上半年", "2020年度"
LATE = msgspec.structs.replace(
    ISSUE,
    units=(*ISSUE.units, Unit("C03", "丙办事处", "乡镇")),
    periods=(Period(HALF, "2020年上半年", dt.date(2020, 7, 20)), *ISSUE.periods),
)
PAPER = OnPaper("丙办〔2020〕3号，盖章报送表1份", dt.date(2020, 12, 18))
PERSON = {"name": "赵一", "id_number": "110101199003070433"}
TRAINING = {"kind": "全员法治培训", "held_on": "2020-05-01", "explanations": PROOF}


@dataclass
class Typed:
    """The centre, and the unit C03, whose key is enrolled but that has nothing merged."""

    centre: Workspace
    unit: Workspace
    folder: Path

    def on_paper(self, period: str = YEAR) -> PackageRow:
        return register_proxy(self.centre, "C03", period, PAPER, "李四")

    def type(self, name: str, /, **fields: Any) -> str:
        with self.centre.write("李四") as tx:
            return records.save(tx, ledger(name), "C03", fields).uid

    def put(self, name: str, /, **fields: Any) -> str:
        with self.unit.write("张三") as tx:
            return records.save(tx, ledger(name), "C03", fields).uid

    def send(self, name: str, period: str = YEAR) -> Path:
        return submit(self.unit, self.folder / name, Signers("张三"), TODAY, period).path

    def merge(self, *paths: Path, dry_run: bool = False, agreed: bool = True) -> list[PackageOutcome]:
        return merge_all(self.centre, paths, "李四", dry_run=dry_run, replace_typed=agreed)

    def states(self) -> dict[str, str]:
        """States of the unit's reports that have any standing, by period."""
        with self.centre.read() as connection:
            rows = find_packages(connection, unit="C03", direction="in", kind="submission")
        return {row.period: row.state for row in rows if row.state in (PackageState.PROXY, PackageState.MERGED)}

    def live(self, name: str) -> list[tuple[str, dict[str, Any]]]:
        """Uid and fields of the unit's records, without the recycle bin."""
        with self.centre.read() as connection:
            return [(one.uid, one.fields) for one in records.entries(connection, ledger(name), "C03")]

    def unsigned(self, name: str) -> list[str]:
        """Uids of the unit's records that lists mark as 代录."""
        with self.centre.read() as connection:
            found = listing.row_ids(connection, ledger(name), ListQuery(unit="C03", proxy=True))
            rows = listing.read_page(connection, ledger(name), found)
        assert all(row.is_proxy for row in rows)
        return [row.uid for row in rows]


def typed_unit(offices: Offices) -> Typed:
    """C03 joins the offices; its key is enrolled by a first package that is not merged."""
    save_issue(offices.centre, LATE, "李四")
    plan = export_plan(offices.centre, offices.folder / "plan2.fzb", "李四")
    unit = set_up_unit(offices.folder / "C03", read_plan_package(plan), "C03", SECRET, "张三").workspace
    made = Typed(offices.centre, unit, offices.folder)
    made.merge(made.send("c0.fzb"))
    enrol_unit(offices.centre, "C03", keys.own_fingerprint(unit), "李四")
    return made
