"""催报单: a letter to every unit whose report is missing, or was returned and did not come again."""

from __future__ import annotations

from models.records.office import Unit
from models.store.base.workspace import Workspace
from reports.base.wording import long_date
from reports.figures.form_data import Scope, read_form_data
from reports.figures.missing_reports import URGING, MissingReport, units_to_urge
from reports.layouts.filled import Filled
from reports.layouts.filling import join_letters, scope_label
from reports.layouts.form import Form, FormRequest

ID = "urging-letter"
CALLER = "有联系人"


def make(workspace: Workspace, request: FormRequest) -> Filled:
    """A letter to the unit asked, or one to each that has something to send.

    Raises:
        NobodyToUrgeError: No unit has.
    """
    books = read_form_data(workspace, Scope(request.year, request.today, request.unit))
    found = units_to_urge(workspace, books, request.goes_to, request.today, request.period)
    period = scope_label(books, request)
    letters = [_letter(workspace.name, period, unit, some, request) for unit, some in found]
    return join_letters(letters)


def _letter(office: str, period: str, unit: Unit, some: list[MissingReport], request: FormRequest) -> Filled:
    return Filled(
        form_id=ID,
        layout=ID,
        unit=office,
        period=period,
        filled_on=request.today,
        cases={CALLER: bool(request.operator)},
        words={
            "单位": unit.name,
            "年度": str(request.year),
            "今天": long_date(request.today),
            "清单": "\n".join(f"{number}．{_line(one, request)}。" for number, one in enumerate(some, 1)),
            "汇总单位": office,
            "联系人": request.operator,
            "联系电话": f"，联系电话：{request.phone}" if request.phone else "",
        },
    )


def _line(one: MissingReport, request: FormRequest) -> str:
    due = one.period.due
    if due is None:
        return f"{one.period.label}：{one.why}"
    late = (request.today - due).days
    return f"{one.period.label}（应于{long_date(due)}前报送{f'，已逾期{late}天' if late > 0 else ''}）：{one.why}"


FORMS = (Form(ID, URGING, "centre", make, note="给每个到期未报或退回未重报的单位一封函，各从第1页起。", letter=True),)
