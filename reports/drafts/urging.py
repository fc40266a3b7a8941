"""催报单: a letter to every unit whose report of a period is missing, or was returned and did not come again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from models.errors import FazhiError
from models.merge.outcome import WORDS, State
from models.records.office import Period, Unit
from models.store.base.workspace import Workspace
from models.store.records import packages
from models.store.records.packages import IN, PackageRow
from reports.base.paper import Block, Gap, Paper, address, say
from reports.base.wording import long_date
from reports.drafts.draft import Draft
from reports.figures.form_data import Books, open_books
from reports.figures.timing import REPORTED
from reports.layouts.filling import asked
from reports.layouts.form import FormRequest

ID, LABEL = "urging", "催报单"
RETURNED = "returned"
TAKEN_BACK = "已由你单位撤回，尚未重报"
TO_THE_UNIT = {
    State.PENDING: "已收到，但密钥还没有登记，暂不能计入：请把加盖公章的报送单送来，核对单上的20位指纹后登记",
    State.UNTRUSTED: "不能计入，签名的密钥已经停用或者不是你单位的：请与我们核对后重新报送",
    State.UNDONE: "已收到，合并后又撤销，暂未计入：请与我们核对",
    State.TO_CONFIRM: "已收到，正在与此前的纸质材料核对，暂未计入：请与我们核对",
    State.WITHDRAWN: TAKEN_BACK,
    State.WITHDRAWAL: TAKEN_BACK,
}
"""What became of a package in words for the unit; the reason that is kept tells the centre's clerk what to do."""


@dataclass(eq=False)
class NobodyToUrgeError(FazhiError):
    """Nothing is missing."""

    who: str

    @property
    def sentence(self) -> str:
        """Says who was looked at."""
        return f"{self.who}没有到期未报、退回未重报的报送期，不用催报；还没有到期的，可以指定报送期再生成。"


@dataclass(frozen=True)
class Missing:
    """A period's report that is not there, and what was seen of it."""

    period: Period
    why: str


def make(workspace: Workspace, request: FormRequest) -> list[Paper]:
    """A letter to each unit asked that has something to send; a period that is not due yet only when asked for.

    Raises:
        NobodyToUrgeError: No unit has.
    """
    books = open_books(workspace, asked(request))
    with workspace.read() as connection:
        rows = packages.find_packages(connection, direction=IN, kind="submission")
    others = [unit for unit in books.units if unit.code != books.own and request.goes_to(unit.code)]
    found = [(unit, list(missing(books, unit, rows, request))) for unit in others]
    own = books.issue.unit(books.own) if books.issue else None
    office = own or Unit(books.own, workspace.name, "")
    papers = [_letter((workspace.name, office), unit, some, request) for unit, some in found if some]
    if not papers:
        raise NobodyToUrgeError(books.office if request.unit else "各单位")
    return papers


def missing(books: Books, unit: Unit, rows: Iterable[PackageRow], request: FormRequest) -> Iterator[Missing]:
    """The periods of a unit that are open, in order."""
    for period in books.issue.periods if books.issue else ():
        named = request.period in (period.id, period.label)
        mine = sorted((row for row in rows if (row.unit, row.period) == (unit.code, period.id)), key=_order)
        overdue = period.due is not None and request.today > period.due
        merged = [row for row in mine if row.state in REPORTED]
        if merged and merged[-1].review == RETURNED and (named or not request.period):
            yield Missing(period, _returned(merged[-1], mine))
        elif not merged and (named or (overdue and not request.period)):
            yield Missing(period, _not_there(mine))


def _order(row: PackageRow) -> tuple[str, int]:
    return row.at, row.sequence


def _returned(row: PackageRow, mine: list[PackageRow]) -> str:
    reason = f"，退回原因：{row.review_reason.rstrip('。')}" if row.review_reason else ""
    again = "，其后报来的没有通过接收" if mine[-1] is not row else "，尚未重报"
    which = f"第{row.sequence}次报送" if row.sequence else "纸质报送"
    return f"{which}已退回{reason}{again}"


def _not_there(mine: list[PackageRow]) -> str:
    if not mine:
        return "尚未收到报送包"
    row = mine[-1]
    said = TO_THE_UNIT.get(State(row.state))
    which = f"第{row.sequence}次报送" if row.sequence else "报送包"
    return f"{which}{said}" if said else f"收到的报送包没有合并（{WORDS[State(row.state)]}）：请重新导出再送"


def _letter(sender: tuple[str, Unit], unit: Unit, found: list[Missing], request: FormRequest) -> Paper:
    office, own = sender
    year, today = request.year, long_date(request.today)
    lines: list[Block] = [say(f"{number}．{_line(one)}。") for number, one in enumerate(found, 1)]
    blocks = (
        address(f"{unit.name}："),
        say(f"按照{year}年度法治政府建设工作任务安排，截至{today}，你单位还有下列台账没有报送到位："),
        *lines,
        say(
            "请你单位抓紧核对、补充台账，在程序中通过校验后生成报送包，连同加盖公章的报送单，于",
            Gap("报送的最后日期"),
            f"前送{office}。确因特殊情况不能按时报送的，请书面说明原因。逾期未报的，按考核方案计入年度考核。",
        ),
        say("联系人：", own.contact or Gap("姓名"), "；联系电话：", own.phone or Gap("电话"), "。"),
    )
    title = f"关于催报{year}年度法治政府建设台账的通知"
    return Paper(ID, title, office, request.today, blocks)


def _line(one: Missing) -> str:
    due = f"（应于{long_date(one.period.due)}前报送）" if one.period.due else ""
    return f"{one.period.label}{due}：{one.why}"


DRAFTS = (Draft(ID, LABEL, "centre", make, note="给每个到期未报或退回未重报的单位一份，各从第1页起。"),)
