"""Reports that a 催报单 asks for, as a Word draft and as a printed letter: missing, or returned and not come again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from models.errors import FazhiError
from models.merge.outcome import WORDS, PackageState
from models.records.office import Period, Unit
from models.store.base.workspace import Workspace
from models.store.records import packages
from models.store.records.packages import IN, PackageRow, in_order
from reports.figures.form_data import FormData
from reports.figures.timing import REPORTED, RETURNED

URGING = "催报单"
TAKEN_BACK = "已由你单位撤回，尚未重报"
TO_THE_UNIT = {
    PackageState.PENDING: "已收到，但密钥还没有登记，暂不能计入：请把加盖公章的报送单送来，核对单上的20位指纹后登记",
    PackageState.UNTRUSTED: "不能计入，签名的密钥已经停用或者不是你单位的：请与我们核对后重新报送",
    PackageState.UNDONE: "已收到，合并后又撤销，暂未计入：请与我们核对",
    PackageState.TO_CONFIRM: "已收到，正在与此前的纸质材料核对，暂未计入：请与我们核对",
    PackageState.WITHDRAWN: TAKEN_BACK,
    PackageState.WITHDRAWAL: TAKEN_BACK,
}
"""What became of a package in words for the unit; the reason that is kept tells the centre's clerk what to do."""


class NobodyToUrgeError(FazhiError):
    """No due report is missing or returned, so there is nobody to send a reminder to."""

    who: str
    template = "{who}没有到期未报、退回未重报的报送期，不用催报；还没有到期的，可以指定报送期再生成。"


@dataclass(frozen=True)
class MissingReport:
    """A period's report that is not there, and what was seen of it."""

    period: Period
    why: str


def missing_reports(
    books: FormData, unit: Unit, rows: Iterable[PackageRow], today: dt.date, wanted: str = ""
) -> Iterator[MissingReport]:
    """The periods of a unit that are open, in order; one that is not due yet only when it is the `wanted` one."""
    for period in books.issue.periods if books.issue else ():
        named = wanted in (period.id, period.label)
        mine = in_order(row for row in rows if (row.unit, row.period) == (unit.code, period.id))
        overdue = period.due is not None and today > period.due
        merged = [row for row in mine if row.state in REPORTED]
        if merged and merged[-1].review == RETURNED and (named or not wanted):
            yield MissingReport(period, _returned(merged[-1], mine))
        elif not merged and (named or (overdue and not wanted)):
            yield MissingReport(period, _not_there(mine))


def units_to_urge(
    workspace: Workspace, books: FormData, goes_to: Callable[[str], bool], today: dt.date, wanted: str = ""
) -> list[tuple[Unit, list[MissingReport]]]:
    """The units, by their code among those a letter goes to, that have something to send, and what; `wanted` as above.

    Raises:
        NobodyToUrgeError: No unit has.
    """
    with workspace.read() as connection:
        rows = packages.find_packages(connection, direction=IN, kind="submission")
    others = [unit for unit in books.owing if unit.code != books.own and goes_to(unit.code)]
    found = [(unit, list(missing_reports(books, unit, rows, today, wanted))) for unit in others]
    some = [(unit, missing) for unit, missing in found if missing]
    if not some:
        raise NobodyToUrgeError("各单位" if books.all_units else books.office)
    return some


def _returned(row: PackageRow, mine: list[PackageRow]) -> str:
    reason = f"，退回原因：{row.review_reason.rstrip('。')}" if row.review_reason else ""
    again = "，其后报来的没有通过接收" if mine[-1] is not row else "，尚未重报"
    which = f"第{row.sequence}次报送" if row.sequence else "纸质报送"
    return f"{which}已退回{reason}{again}"


def _not_there(mine: list[PackageRow]) -> str:
    if not mine:
        return "尚未收到报送包"
    row = mine[-1]
    said = TO_THE_UNIT.get(PackageState(row.state))
    which = f"第{row.sequence}次报送" if row.sequence else "报送包"
    return f"{which}{said}" if said else f"收到的报送包没有合并（{WORDS[PackageState(row.state)]}）：请重新导出再送"
