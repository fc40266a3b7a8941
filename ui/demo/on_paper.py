"""A unit without the program: it hands in its workbooks with a stamped letter, and the centre types them (代录)."""

from __future__ import annotations

import datetime as dt

from models.records.ledger import Ledger
from models.records.ledgers.zero_report import LEDGER as ZERO
from models.records.registry import ledgers
from models.store.records import records
from models.submit.proxy import OnPaper, register_proxy
from reports.excel.ledger_workbook import export_ledger
from reports.filled_in.import_ledger import import_workbook
from ui.demo.explanations import NOTHING
from ui.demo.year import Cycle, Member, Tell

BASIS = "盖章报送表1份，台账工作簿随函报来"


def type_for(cycle: Cycle, member: Member, received: dt.date, tell: Tell) -> int:
    """Register the unit's report on paper and import its workbooks; gives how many records that makes."""
    tell(f"{member.office.unit.name}没有装程序，交来工作簿和盖章材料，由汇总单位代录")
    register_proxy(cycle.workspace, member.code, cycle.story.period.id, OnPaper(BASIS, received), cycle.clerk)
    return sum(_type(cycle, member, one) for one in ledgers().values() if one.desk == "unit")


def _type(cycle: Cycle, member: Member, ledger: Ledger) -> int:
    folder = cycle.places.on_paper / member.office.unit.name
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{ledger.label}.xlsx"
    if not export_ledger(member.workspace, ledger, None, path):
        _nothing(cycle, member, ledger)
        return 0
    return len(import_workbook(cycle.workspace, ledger, path, cycle.clerk, unit=member.code).added)


def _nothing(cycle: Cycle, member: Member, ledger: Ledger) -> None:
    told, reason = cycle.story, NOTHING.get(ledger.id, "本年度没有。")
    said = {"ledger": ledger.id, "period": told.period.id, "year": told.year, "reason": reason}
    with cycle.workspace.write(cycle.clerk) as tx:
        records.save(tx, ZERO, member.code, said)
