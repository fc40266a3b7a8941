"""未报送单位联系表: whom to call: units whose report is missing or returned, with contact and phone."""

from __future__ import annotations

from models.records.office import Unit
from models.store.base.workspace import Workspace
from reports.base.sheet import Fact, Row
from reports.figures.form_data import Scope, read_form_data
from reports.figures.missing_reports import MissingReport, units_to_urge
from reports.layouts.filled import Filled, number_values, text_values
from reports.layouts.filling import fill_form, line_row
from reports.layouts.form import Form, FormRequest

ID = "missing-units"
UNKNOWN = "名册没有登记"
VALUES = (
    *number_values("number"),
    *text_values("unit", "contact", "phone", "missing"),
    *number_values("late"),
    *text_values("called"),
)


def make(workspace: Workspace, request: FormRequest) -> Filled:
    """A line for each unit of which something is missing.

    Raises:
        NobodyToUrgeError: There is none.
    """
    books = read_form_data(workspace, Scope(request.year, request.today, request.unit))
    found = units_to_urge(workspace, books, request.goes_to, request.today, request.period)
    rows = [_row(number, unit, some, request) for number, (unit, some) in enumerate(found, 1)]
    returned = sum("已退回" in one.why for _, some in found for one in some)
    said = f"{len(found)}个单位" + (f"，其中退回未重报的{returned}份" if returned else "")
    return fill_form(ID, books, request, VALUES, rows, facts=(Fact("还没有报送到位", said),))


def _row(number: int, unit: Unit, some: list[MissingReport], request: FormRequest) -> Row:
    late = max(((request.today - one.period.due).days for one in some if one.period.due), default=0)
    missing = "\n".join(f"{one.period.label}：{one.why}" for one in some)
    return line_row(number, unit.name, unit.contact or UNKNOWN, unit.phone or UNKNOWN, missing, max(late, 0), None)


_NOTE = "到期未报、退回未重报的单位，附联系人和电话，打电话时用。"
FORMS = (Form(ID, "未报送单位联系表", "centre", make, note=_NOTE, letter=True),)
