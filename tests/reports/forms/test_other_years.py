"""A year that is not the running one prints its own figures: none of the year before it, none of what came later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.errors import FazhiError
from models.records.office import Issue
from models.records.registry import ledger
from models.rules.holidays import DEFAULT_CALENDAR
from models.store.base.workspace import UNIT, Office, Workspace
from models.store.records import records
from reports.base.paper import Paragraph
from reports.base.sheet import Sheet
from reports.drafts import make_draft
from reports.figures.district import LOST_EVER, District, figures_of
from reports.forms import FormRequest, forms
from tests.reports.forms.samples import Make, fill_up, new_workspace, saver, suit

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


CHANGED: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("person", "name = 李四", {"status": "退休", "left_on": "2021-02-01"}),
    ("certificate", "number = 豫A0002", {"status": "收回", "events": [{"on": "2021-02-01", "kind": "收回"}]}),
    ("certificate", "number = 豫A0010", {"renewal": "待换发"}),
    ("certificate", "number = 豫A0009", {"renewal": "已换发", "renewed_on": "2021-03-01", "status": "已换发"}),
    ("complaint", "about = 反映夜间施工扰民", {"handled_on": "2021-02-01"}),
    ("rectification", "problem = 裁量基准没有公布", {"closed_on": "2021-02-01"}),
    ("disclosure", "title = 征收补偿方案公开申请", {"answered_on": "2021-02-01", "outcome": "予以公开"}),
    ("document", "title = 网格化管理办法", {"cleaned_on": "2021-02-01", "cleanup": "废止"}),
    ("case", "number = （2020）豫行申3号", {"outcome": "驳回再审申请", "judged_on": "2021-02-01"}),
)
"""What happened to records a year later."""
ADDED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("zero_report", {"ledger": "decision", "period": "2021", "year": 2021, "reason": "本年没有"}),
    ("training", {"kind": "中心组学法", "held_on": "2021-03-01", "people": 9, "topic": "甲"}),
    ("work", {"item": 33, "kind": "会议", "on": "2021-03-01", "content": "甲"}),
    ("enforcement", {"number": "甲", "kind": "行政处罚", "detail": "罚款", "decided_on": "2021-03-01", "amount": "9"}),
    ("enforcement_year", {"year": 2021, "fine": 7}),
    ("inspection", {"target": "甲", "visited_on": "2021-03-01", "visits": 3}),
    ("rectification", {"problem": "甲", "found_on": "2021-03-01", "due": "2021-09-01"}),
    ("complaint", {"about": "甲", "received_on": "2021-03-01"}),
    ("document", {"title": "甲", "issued_on": "2021-03-01"}),
    ("disclosure", {"kind": "依申请公开", "title": "甲", "received_on": "2021-03-01"}),
    ("reconsidered", {"number": "甲", "received_on": "2021-03-01", "acceptance": "受理", "accepted_on": "2021-03-02"}),
    ("case", suit("（2021）豫7101行初7号", "2021-03-01", hearings=[{"on": "2021-04-01", "leader": "甲"}])),
)


def printed(workspace: Workspace, make: Make, today: dt.date) -> dict[str, object]:
    """What every form and the annual report say of 2020, points aside: they are frozen, till then as things stand."""
    every = (one for one in sheets(workspace, make, 2020, today) if one.form_id != "self-assessment")
    made = {one.layout: (one.rows, one.facts, one.notes) for one in every}
    report = make_draft(workspace, "annual-report", FormRequest(year=2020, today=today))[0]
    body = [block.text for block in report.blocks if isinstance(block, Paragraph) and block.role == "body"]
    return {**made, "report": body}


def test_a_closed_year_is_printed_as_it_was(tmp_path: Path, issue: Issue, make: Make) -> None:
    workspace = new_workspace(tmp_path / "w", Office(UNIT, "X01", "示例一办事处"), issue)
    fill_up(workspace, "X01")
    save = saver(workspace)
    card = {"kind": "河南省行政执法证", "status": "在用", "valid_to": "2021-01-20"}
    save("certificate", "X01", {**card, "number": "豫A0009", "renewal": "已申请", "applied_on": "2020-12-20"})
    save("certificate", "X01", {**card, "number": "豫A0010", "valid_to": "2023-06-01"})
    before = printed(workspace, make, LAST_DAY)
    for name, which, changes in CHANGED:
        field, _, value = which.partition(" = ")
        with workspace.write("王经办") as tx:
            kept = records.entries(tx.connection, ledger(name), "X01")
            (uid,) = [one.uid for one in kept if one.fields.get(field) == value]
            records.save(tx, ledger(name), "X01", changes, uid)
    for name, fields in ADDED:
        save(name, "X01", fields)
    after = printed(workspace, make, dt.date(2021, 6, 30))
    assert {name: said for name, said in after.items() if said != before[name]} == {}
    assert "有1本执法证件待换发。" in str(after["report"])
    workspace.close()


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
