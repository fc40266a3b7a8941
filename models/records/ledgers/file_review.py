"""案卷评查: files of enforcement read again by somebody else, with points, grade and what is to be put right.

Grades are those of notices of 许昌 (2022) and 天水 (2019); points are out of 100, as in the one standard that was seen.
No law gives either: other words may be typed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated

from models.records.due_rule import EMPTY, DueRule
from models.records.field import Field
from models.records.finding import Finding, error, warning
from models.records.ledger import OFFICERS, Context, Ledger
from models.records.ledgers.case.codes import ACT_KINDS
from models.records.proven import ProvingRecord
from models.records.steps import DatedTask, Least, Steps
from models.records.tone import Tone
from models.records.view import having, past

NAME = "file_review"
WAYS = ("自查", "抽查", "交叉评查", "集中评查")
EXCELLENT, PASSED, FAILED = GRADES = ("优秀", "合格", "不合格")
GRADE_TONES = {EXCELLENT: Tone.GOOD, PASSED: Tone.GOOD, FAILED: Tone.BAD}
FULL = 100


class FileReview(ProvingRecord, frozen=True, kw_only=True):
    """One file that was reviewed (docs/ledgers.md, file_review)."""

    number: Annotated[
        str | None,
        Field(
            "案卷文号",
            also="案卷号 案卷编号 决定书文号 文书号 处罚决定书文号 许可文号 卷号 案号",
            required=True,
            width=24,
            group="案卷",
            help="案卷的编号，或者决定书的文号。",
        ),
    ] = None
    name: Annotated[
        str | None,
        Field(
            "案卷名称",
            also="案件名称 案由 案卷标题",
            width=22,
            group="案卷",
            help="写案由，不写当事人姓名。",
        ),
    ] = None
    kind: Annotated[
        str | None,
        Field(
            "案卷种类",
            also="案卷类型 案卷类别 执法种类 执法类别",
            required=True,
            choices=ACT_KINDS,
            open=True,
            width=12,
            group="案卷",
            help="处罚卷、许可卷还是别的，没有合适的直接填写。",
        ),
    ] = None
    organ: Annotated[
        str | None,
        Field(
            "办案单位",
            also="执法单位 被评查单位 承办单位 执法机关 单位名称 办案机构",
            required=True,
            width=16,
            group="案卷",
            help="案卷是哪个单位的。",
        ),
    ] = None
    round: Annotated[
        str | None,
        Field(
            "评查活动",
            also="评查批次 批次 评查名称 评查文号",
            width=16,
            listed=False,
            group="评查",
            help="哪一次评查，写通知的名称或者文号。",
        ),
    ] = None
    way: Annotated[
        str | None,
        Field(
            "评查方式",
            also="评查形式 评查类型",
            choices=WAYS,
            open=True,
            width=10,
            group="评查",
            help="单位自己查、上级抽查还是互相查，别的方式直接填写。",
        ),
    ] = None
    reviewed_on: Annotated[
        dt.date | None,
        Field(
            "评查日期",
            also="评查时间",
            required=True,
            group="评查",
            help="评查的日期，按它归入年度。",
        ),
    ] = None
    reviewer: Annotated[
        str | None,
        Field(
            "评查人",
            also="评查人员 评查组 评查专家 评查员 评查单位",
            width=12,
            listed=False,
            group="评查",
            help="谁评查的，姓名或者评查组。",
        ),
    ] = None
    score: Annotated[
        Decimal | None,
        Field(
            "评查得分",
            also="得分 分数 总分 评分 案卷得分",
            points=True,
            width=8,
            group="评查",
            help="满分100分，可以有小数。",
        ),
    ] = None
    grade: Annotated[
        str | None,
        Field(
            "评查等次",
            also="等次 等级 评查结果 评查等级 案卷等次 评定等次",
            choices=GRADES,
            tones=GRADE_TONES,
            open=True,
            width=10,
            group="评查",
            help="评定的等次，别的写法直接填写。",
        ),
    ] = None
    problems: Annotated[
        str | None,
        Field(
            "发现问题",
            also="存在问题 评查意见 扣分情况 问题 扣分事项 主要问题",
            width=24,
            lines=3,
            listed=False,
            group="整改",
            help="案卷存在什么问题，没有问题的写没有。",
        ),
    ] = None
    told_on: Annotated[
        dt.date | None,
        Field(
            "反馈日期",
            also="反馈时间 通报日期 通报时间",
            listed=False,
            group="整改",
            help="把评查意见反馈给办案单位的日期。",
        ),
    ] = None
    due: Annotated[
        dt.date | None,
        Field("整改期限", also="整改时限", listed=False, group="整改", help="要求整改的，填最后一天。"),
    ] = None
    corrected_on: Annotated[
        dt.date | None,
        Field(
            "整改日期",
            also="整改完成日期 整改时间 整改完成时间",
            group="整改",
            help="问题整改到位的日期，不用整改的不填。",
        ),
    ] = None


def check_grade(one: FileReview, _uid: str, _context: Context) -> Iterable[Finding]:
    """Points are at most 100; a reviewed file has points or a grade, and one that failed has problems."""
    if one.score is not None and one.score > FULL:
        yield error("score", f"{NAME}.score_more", f"评查得分{one.score}超过满分{FULL}分，请改正。")
    if one.reviewed_on and one.score is None and not one.grade:
        yield warning("grade", f"{NAME}.grade", "填了评查日期，没有得分，也没有等次，请至少补填一个。")
    if one.grade == FAILED and not one.problems:
        yield warning("problems", f"{NAME}.problems", f"评查等次是{FAILED}，没有写发现问题，请补填。")


def check_corrected(one: FileReview, _uid: str, context: Context) -> Iterable[Finding]:
    """What was found is put right in time; a file that failed has a day for it."""
    yield from DatedTask(NAME, "corrected_on").in_time(one, one.due, "", context)
    if one.grade == FAILED and not one.due and not one.corrected_on:
        yield warning("due", f"{NAME}.due", f"评查等次是{FAILED}，没有填整改期限，请补填。")


check_order = Steps(NAME, ("reviewed_on", "told_on", "corrected_on"), due="due")
check_least = Least(NAME, {"score": 0})

LEDGER = Ledger(
    id=NAME,
    label="案卷评查",
    record=FileReview,
    order=38,
    title="number",
    topics=("执法监督",),
    key=("number", "reviewed_on"),
    year_of="reviewed_on",
    checks=(check_order, check_grade, check_corrected, check_least),
    views=(
        past("逾期没有整改", "due", corrected_on=None),
        having("没有评定等次", grade=None),
        having(FAILED, grade=FAILED),
    ),
    dues=(DueRule("整改案卷问题", "due", waiting=(("corrected_on", EMPTY),)),),
    group=OFFICERS,
    hint="评查的每本案卷一条，登记得分、等次和整改；本单位的案卷被评查的也记在这里。",
)
