"""统计图: the year's charts on a sheet of their own, the figures in words at every bar."""

from __future__ import annotations

from models.errors import FazhiError
from models.store.base.workspace import Workspace
from reports.figures.chart_data import charts_of
from reports.figures.form_data import read_form_data
from reports.layouts.filled import Filled
from reports.layouts.filling import fill_form, scope_of, until_note
from reports.layouts.form import Form, FormRequest

ID, LABEL = "charts", "统计图"


class NothingToDrawError(FazhiError):
    """The year has neither plan nor records."""

    year: int
    template = "{year}年还没有可以画图的数据：请先导入工作要点，或者登记行政应诉案件。"


def make(workspace: Workspace, request: FormRequest) -> Filled:
    """The charts of one unit, or of all.

    Raises:
        NothingToDrawError: There are no figures.
    """
    books = read_form_data(workspace, scope_of(request))
    charts = charts_of(workspace, scope_of(request))
    if not charts:
        raise NothingToDrawError(request.year)
    return fill_form(ID, books, request, (), [], charts=charts, notes=(until_note(books),))


FORMS = (
    Form(ID, LABEL, "both", make, note="各章落实情况、裁判结果和考核得分的条形图，黑白打印也能看清。", whole_year=True),
)
