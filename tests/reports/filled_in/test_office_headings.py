"""Headings as offices write them over the lists they keep, each read as the field that it means."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.records.registry import ledger
from reports.filled_in.given_book import given_rows
from tests.reports.filled_in.books import write_book

HEADINGS = {
    "legal_review": (
        "合同（协议）名称=title 审查类别=kind 起草单位=sent_by 收件日期=sent_on 对方当事人=party 标的额=amount "
        "审查机构=reviewer 审查日期=opined_on 审查结论=opinion 意见条数=points 是否采纳=adopted"
    ),
    "rectification": (
        "反馈问题=problem 整改举措=measure 牵头单位=owner 整改责任人=person 整改时限=due 整改进展=progress "
        "销号时间=closed_on 证明材料=proof"
    ),
    "inspection": (
        "抽查任务名称=plan 抽查类型=way 抽查事项=matter 市场主体名称=target 抽查日期=visited_on 抽查户数=visits "
        "抽查结果=result 公示时间=published_on"
    ),
    "file_review": (
        "案卷编号=number 案件名称=name 执法类别=kind 被评查单位=organ 评查时间=reviewed_on 得分=score 等次=grade "
        "存在问题=problems"
    ),
    "mediators": (
        "调委会名称=name 调委会类型=kind 成立时间=set_up_on 联系方式=phone 委员数=members 调解员总数=mediators "
        "其中专职=full_time 换届时间=elected_on"
    ),
    "reconsidered": (
        "案号=number 收案日期=received_on 申请人姓名=applicant 申请人总数=applicants 被申请机关=respondent "
        "行政管理类别=branch 案件类型=matter 是否受理=acceptance 立案日期=accepted_on 结案方式=ending 结案日期=ended_on"
    ),
}
VALUES = {"date": "2025年3月4日", "integer": 1, "money": "12.5", "phone": "0371-67880001", "text": "甲"}


@pytest.mark.parametrize("name", HEADINGS)
def test_a_list_of_an_office_is_read(name: str, tmp_path: Path) -> None:
    declared = ledger(name)
    meant = dict(one.split("=") for one in HEADINGS[name].split())
    fields = [declared.by_name[field] for field in meant.values()]
    line = [one.spec.choices[0] if one.spec.choices else VALUES[one.spec.format or one.kind.value] for one in fields]
    lines: list[list[object]] = [[f"某镇{declared.label}台账"], ["序号", *meant], [1, *line], [2, *line]]
    found = given_rows(write_book(tmp_path / "表.xlsx", lines), declared)
    assert [(set(row.values), row.faults) for row in found.rows] == [(set(meant.values()), {})] * 2
