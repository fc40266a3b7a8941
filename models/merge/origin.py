"""Where a unit's record at the centre comes from: a signed package, or paper that the centre typed (代录)."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection

from models.clock import local_day
from models.merge.report import read_report
from models.merge.supersede_proxy import basis_words
from models.package.suites import fingerprint
from models.records.entry import Entry
from models.records.ledger import Ledger
from models.store.base import journal
from models.store.base.journal import MERGE, JournalRow
from models.store.base.settings import read_setting
from models.store.records import packages, proxy
from models.store.records.packages import PackageRow


class Origin(NamedTuple):
    """Where a record comes from, as a Chinese sentence; `is_proxy` if typed from paper and signed by nobody."""

    words: str
    is_proxy: bool


def origin_of(connection: Connection, ledger: Ledger, entry: Entry) -> Origin | None:
    """Where the record comes from; None for a record of the own unit, or one of which nothing is known."""
    if entry.unit == read_setting(connection, "unit"):
        return None
    former = (proxy.REPLACED, proxy.CANCELLED)
    papers = proxy.proxy_reports(connection, entry.unit) or proxy.proxy_reports(connection, entry.unit, *former)
    if papers and proxy.is_proxy_entry(entry, proxy.own_workspace_ids(connection)):
        rests = "；".join(f"{basis_words(row)}，{row.period}，{row.received_on}收到" for row in papers)
        return Origin(f"代录：{rests}。", is_proxy=True)
    changes = journal.rows_of_record(connection, entry.uid, ledger.id)
    came = next((one for one in reversed(changes) if one.act == MERGE and one.source), None)
    rows = packages.find_packages(connection, id=came.source) if came else []
    return Origin(_package(rows[0], changes, came), is_proxy=False) if came and rows else None


def _package(row: PackageRow, changes: list[JournalRow], came: JournalRow) -> str:
    report = read_report(row)
    by = f"，填表人{report.note.operator}" if report and report.note.operator else ""
    day = row.received_on or local_day(row.at)
    later = "；以后本单位改过" if changes[-1] is not came else ""
    signed = f"，签名密钥指纹{fingerprint(row.signer)}" if row.signer else ""
    return f"来自第{row.sequence}次报送（{row.period}，{day}收到{by}{signed}）{later}。"
