"""催报单: a letter to every unit whose report of a period is missing, or was returned and did not come again."""

from __future__ import annotations

from models.records.office import Unit
from models.store.base.workspace import Workspace
from reports.base.paper import Block, Gap, Paper, address_paragraph, paragraph
from reports.base.wording import long_date
from reports.drafts.draft import WordDraft
from reports.figures.form_data import Scope, read_form_data
from reports.figures.missing_reports import URGING, MissingReport, units_to_urge
from reports.layouts.form import FormRequest

ID = "urging"


def make(workspace: Workspace, request: FormRequest) -> list[Paper]:
    """A letter to each unit asked that has something to send; a period that is not due yet only when asked for.

    Raises:
        NobodyToUrgeError: No unit has.
    """
    books = read_form_data(workspace, Scope(request.year, request.today, request.unit))
    found = units_to_urge(workspace, books, request.goes_to, request.today, request.period)
    own = books.issue.unit(books.own) if books.issue else None
    office = own or Unit(books.own, workspace.name, "")
    return [_letter((workspace.name, office), unit, some, request) for unit, some in found]


def _letter(sender: tuple[str, Unit], unit: Unit, found: list[MissingReport], request: FormRequest) -> Paper:
    office, own = sender
    year, today = request.year, long_date(request.today)
    lines: list[Block] = [paragraph(f"{number}．{_line(one)}。") for number, one in enumerate(found, 1)]
    blocks = (
        address_paragraph(f"{unit.name}："),
        paragraph(f"按照{year}年度法治政府建设工作任务安排，截至{today}，你单位还有下列台账没有报送到位："),
        *lines,
        paragraph(
            "请你单位抓紧核对、补充台账，在程序中通过校验后生成报送包，连同加盖公章的报送单，于",
            Gap("报送的最后日期"),
            f"前送{office}。确因特殊情况不能按时报送的，请书面说明原因。逾期未报的，按考核方案计入年度考核。",
        ),
        paragraph("联系人：", own.contact or Gap("姓名"), "；联系电话：", own.phone or Gap("电话"), "。"),
    )
    title = f"关于催报{year}年度法治政府建设台账的通知"
    return Paper(ID, title, office, request.today, blocks)


def _line(one: MissingReport) -> str:
    due = f"（应于{long_date(one.period.due)}前报送）" if one.period.due else ""
    return f"{one.period.label}{due}：{one.why}"


DRAFTS = (WordDraft(ID, URGING, "centre", make, note="给每个到期未报或退回未重报的单位一份，各从第1页起。"),)
