"""A year that is not the running one prints its own figures: none of the year before it, none of what came later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from models.errors import FazhiError
from models.rules.holidays import DEFAULT_CALENDAR
from models.store.base.workspace import Workspace
from reports.base.sheet import Sheet
from reports.drafts import make_draft
from reports.figures.district import LOST_EVER, District, figures_of
from reports.forms import FormRequest, forms
from tests.reports.forms.samples import Make

LAST_DAY = dt.date(2020, 12, 31)
STANDING = {
    "case-statistics": "上年结转 期末未结",
    "case-statistics-by-unit": "上年结转 期末未结",
    "suit-matrix": "上期结转 未审结 审级再审审查 被诉行为其他",
    "disclosure-year": "现行有效件数 二、上年结转政府信息公开申请数量 四、结转下年度继续办理",
    "certificates": "执法人员 在用证件 过期仍在用",
    "certificates-by-unit": "在岗 其中持证 合计 有效 已过期",
    "certified": "在编在岗执法人员 持证人员 未持证人员 持证率",
    "enforcement-zhejiang-certified": "在编在岗执法人员 持证人员 持证率",
    "rectifications": "问题 逾期未销号 销号率 序号",
    "photo-album": "序号",
}
"""What stands on a day, whatever its year: heads of forms, or labels of their lines."""


def sheets(workspace: Workspace, make: Make, year: int, today: dt.date) -> Iterator[Sheet]:
    """Every form of the office that can be made of the year, registers of whole ledgers aside."""
    for form in forms().values():
        if form.letter or form.own or not form.open_to(centre=workspace.is_centre):
            continue
        try:
            made = make(workspace, form.id, year=year, today=today)
        except FazhiError:
            continue
        yield from (made, *made.more)


def figures(sheet: Sheet) -> Iterator[tuple[str, str, object]]:
    """What counts records, the year before aside: form, head and line, and what is printed."""
    yield from ((sheet.form_id, one.label, one.value) for one in sheet.facts if any(of.uids for of in one.behind))
    for row in sheet.rows:
        for head, cell, behind in zip(sheet.columns, row.cells, row.behind, strict=False):
            if head.key != "before" and any(one.uids for one in behind) and cell not in (0, None):
                yield sheet.form_id, f"{head.group}{head.label}｜{row.cells[0]}", cell


def test_a_year_that_has_not_begun_has_nothing_of_its_own(centre: Workspace, make: Make) -> None:
    found = [one for sheet in sheets(centre, make, 2021, LAST_DAY) for one in figures(sheet)]
    own = [one for one in found if not any(word in one[1] for word in STANDING.get(one[0], "").split())]
    assert own == []
    assert {form for form, *_ in found} == STANDING.keys()
    district = figures_of(District(centre, 2021, LAST_DAY, DEFAULT_CALENDAR))
    assert {name for name, count in district.now.items() if count} == {"cases.pending", LOST_EVER}
    assert not any(district.outcomes.values())
    report = make_draft(centre, "annual-report", FormRequest(year=2021, today=LAST_DAY))[0]
    said = "\n".join(getattr(block, "text", "") for block in report.blocks)
    assert (
        "新收行政应诉案件0件（上年3件），审结0件（上年3件），败诉0件（上年2件），负责人出庭率—（上年100.00%）" in said
    )
    assert "行政应诉案件开庭0件，正职出庭0件（上年1件）" in said
