"""代录: what a unit without the program reported on paper, typed or imported by the centre as the unit's own records.

It is registered first, with the paper it rests on (纸质依据); only then may anything be typed for the unit. Once there
is a record or a nil report (零报送) the unit has reported for that period, unsigned, as of the day the paper came. How
a signed submission takes its place is said in `models.merge.supersede_proxy`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
from sqlalchemy import Connection

from models.errors import FazhiError
from models.merge.outcome import MergeCounts, PackageState
from models.merge.report import MergeReport, PaperBasis, SubmissionNote, paper_basis_of
from models.merge.supersede_proxy import basis_words
from models.records.entry import new_uid
from models.records.ledgers.zero_report import LEDGER as ZERO
from models.records.office import Period, Unit
from models.records.registry import ledgers
from models.store.base.settings import read_setting
from models.store.base.transaction import Transaction
from models.store.base.workspace import Workspace
from models.store.files import evidence
from models.store.records import documents, packages, proxy, records
from models.store.records.packages import IN, PackageRow
from models.submit.unit import NoPlanError, UnknownPeriodError, UnknownUnitError

PENDING = "pending"
KEPT_BY_CENTRE = "centre"


class NoPaperError(FazhiError):
    """A report on paper was to be registered without saying on which paper."""

    template = "代录必须写明纸质依据：请填文号、盖章件的名称或收到的材料，例如：某政函〔年份〕12号，盖章报送表1份。"


class NotForProxyError(FazhiError):
    """Nothing is to be typed for this unit and period."""

    unit: str
    why: str
    template = "不能为{unit}登记代录：{why}。"


class NoProxyError(FazhiError):
    """No report on paper of the unit is registered."""

    unit: str
    period: str = ""

    @property
    def sentence(self) -> str:
        """Says to register the paper report first, and where."""
        when = f"{self.period}的" if self.period else ""
        return f"单位{self.unit}没有登记{when}代录：请先在“收件合并›代录”里登记它的纸质依据（命令 proxy），再录入。"


@dataclass(frozen=True)
class OnPaper:
    """What a unit handed in on paper; `scans` are files of it."""

    basis: str
    received: dt.date
    scans: Sequence[Path] = ()


@dataclass(frozen=True)
class ProxyState:
    """A report on paper with what has been typed for it: records by ledger, and the ledgers with nothing to report."""

    row: PackageRow
    paper: PaperBasis
    counts: dict[str, int]
    zeros: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed yet: then the unit has not reported."""
        return not self.counts and not self.zeros

    @property
    def total(self) -> int:
        """Number of records typed, over all ledgers; nil reports (零报送) are not counted."""
        return sum(self.counts.values())


def register_proxy(workspace: Workspace, unit: str, period_id: str | None, paper: OnPaper, operator: str) -> PackageRow:
    """Register what the unit reported on paper for a period (the year's by default), or correct what was said of it.

    Raises:
        NoPaperError: It is not said on which paper it rests.
        NoPlanError, UnknownUnitError, UnknownPeriodError: It is not clear for what it stands.
        NotForProxyError: It is the own unit, or a signed submission is here already.
        LargeEvidenceError, NoDiskSpaceError: A scan is too large.
        OSError: A scan cannot be read.
    """
    if not paper.basis.strip():
        raise NoPaperError
    evidence.require_fit(workspace, paper.scans)
    with workspace.write(operator) as tx:
        office, period = _for_whom(tx, unit, period_id)
        before = _standing(tx.connection, office.code, period.id)
        scans = tuple(evidence.add_file(tx, workspace, path) for path in paper.scans)
        kept = (paper_basis_of(before) or PaperBasis(basis="")).scans if before else ()
        row = _row(tx, office, period, PaperBasis(basis=paper.basis.strip(), scans=(*kept, *scans)))
        row = msgspec.structs.replace(row, received_on=paper.received.isoformat())
        if before:
            row = msgspec.structs.replace(row, id=before.id, at=before.at, place=before.place, review=before.review)
        packages.save_package(tx, row)
        tx.chain.append([(tx.at, operator, "proxy", "package", row.id, office.code, "", paper.basis.strip())])
    return row


def _for_whom(tx: Transaction, unit: str, period_id: str | None) -> tuple[Unit, Period]:
    issue = documents.issue_with_period(tx.connection, period_id)
    if issue is None:
        raise NoPlanError
    office, period = issue.unit(unit), issue.period(period_id)
    if office is None:
        raise UnknownUnitError(unit, issue.units)
    if period is None:
        raise UnknownPeriodError(period_id or "", issue.periods)
    if office.code == read_setting(tx.connection, "unit"):
        raise NotForProxyError(office.name, "它是本级，台账直接在“本级台账”里填")
    signed = packages.find_packages(
        tx.connection, unit=unit, period=period.id, direction=IN, kind="submission", state=PackageState.MERGED
    )
    if signed:
        raise NotForProxyError(office.name, f"{period.label}已经合并了它签名的第{signed[-1].sequence}次报送")
    return office, period


def _row(tx: Transaction, unit: Unit, period: Period, paper: PaperBasis) -> PackageRow:
    note = SubmissionNote(recipient="", operator=tx.operator, unit_name=unit.name)
    row = PackageRow(
        id=new_uid(),
        direction=IN,
        kind="submission",
        unit=unit.code,
        period=period.id,
        workspace=tx.workspace,
        state=PackageState.PROXY.value,
        review=PENDING,
        report=msgspec.json.encode(MergeReport(MergeCounts(), note, paper=paper)).decode(),
    )
    return msgspec.structs.replace(row, reason=f"{basis_words(row)}。")


def cancel_proxy(workspace: Workspace, unit: str, period: str, reason: str, operator: str) -> int:
    """Take a registration back; gives how many records went to the recycle bin with it.

    Records that a report on paper of another period rests on stay.

    Raises:
        NoProxyError: There is none.
    """
    with workspace.write(operator) as tx:
        row = _standing(tx.connection, unit, period)
        if row is None:
            raise NoProxyError(unit, period)
        packages.update_package(
            tx, row.id, state=PackageState.CANCELLED, reason=f"代录已取消：{reason.strip()}", review=""
        )
        tx.chain.append([(tx.at, operator, "proxy-cancelled", "package", row.id, unit, "", reason.strip())])
        return 0 if proxy.proxy_reports(tx.connection, unit) else _clear(tx, unit)


def _clear(tx: Transaction, unit: str) -> int:
    count = 0
    for ledger in ledgers().values():
        if ledger.desk != KEPT_BY_CENTRE:
            uids = [entry.uid for entry in proxy.proxy_entries(tx.connection, ledger, unit)]
            records.delete(tx, ledger, uids)
            count += len(uids)
    return count


def require_proxy(connection: Connection, unit: str) -> None:
    """Raise NoProxyError unless a report on paper of the unit counts: only then is anything typed for it."""
    if unit != read_setting(connection, "unit") and not proxy.proxy_reports(connection, unit):
        raise NoProxyError(unit)


def _standing(connection: Connection, unit: str, period: str) -> PackageRow | None:
    return next((row for row in proxy.proxy_reports(connection, unit) if row.period == period), None)


def read_proxies(workspace: Workspace) -> list[ProxyState]:
    """Every report on paper that counts, with what has been typed for it; by unit, oldest first."""
    with workspace.read() as connection:
        return [state_of_proxy(connection, row) for row in proxy.proxy_reports(connection)]


def state_of_proxy(connection: Connection, row: PackageRow) -> ProxyState:
    """What has been typed so far for the registration `row`: records per ledger, and the period's nil reports."""
    typed = {
        one.id: len(proxy.proxy_entries(connection, one, row.unit)) for one in ledgers().values() if one.desk == "unit"
    }
    zero = [entry.fields for entry in proxy.proxy_entries(connection, ZERO, row.unit)]
    zeros = tuple(sorted(str(one.get("ledger")) for one in zero if one.get("period") == row.period))
    return ProxyState(
        row, paper_basis_of(row) or PaperBasis(basis=""), {name: n for name, n in typed.items() if n}, zeros
    )
