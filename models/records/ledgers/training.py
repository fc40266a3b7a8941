"""学法培训: feeds the plan's quotas of trainings by kind and unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated

from models.records.field import Field
from models.records.finding import Finding, error, warning
from models.records.ledger import LAW_STUDY, Context, Ledger
from models.records.proven import ProvingRecord
from models.records.view import having

KINDS = (
    "中心组学法",
    "法治专题讲座",
    "中层以上法治培训",
    "法制干部培训",
    "执法人员培训",
    "应诉培训",
    "规范性文件培训",
    "全员法治培训",
    "其他",
)

WORDINGS = (
    ("中心组", "中心组学法"),
    ("中层", "中层以上法治培训"),
    ("法制干部", "法制干部培训"),
    ("法治干部", "法制干部培训"),
    ("执法人员", "执法人员培训"),
    ("应诉", "应诉培训"),
    ("规范性文件", "规范性文件培训"),
    ("全员", "全员法治培训"),
    ("专题讲座", "法治专题讲座"),
)
"""Words of a plan and the kind they mean; the first that occurs decides."""
TAUGHT = ("培训", "讲座", "学法", "学习", "中心组", "轮训")
"""Words one of which a wording has where something is taught: 持证执法人员不少于5人 is no training."""


class Training(ProvingRecord, frozen=True, kw_only=True):
    """One training in law that was held (学法培训) (docs/ledgers.md, training)."""

    kind: Annotated[
        str | None,
        Field(
            "类别",
            required=True,
            choices=KINDS,
            width=18,
            group="基本情况",
            help="定额按类别计数：中心组学法、法治专题讲座等各记各的，一次培训只记一条。",
        ),
    ] = None
    held_on: Annotated[
        dt.date | None,
        Field(
            "日期",
            also="培训日期 培训时间 学习日期 学习时间 举办日期 举办时间",
            required=True,
            group="基本情况",
            help="实际举办的日期，按它归入年度；连办几天的填第一天。",
        ),
    ] = None
    topic: Annotated[
        str | None,
        Field(
            "主题",
            also="培训主题 培训内容 学习主题 学习内容 课程名称",
            required=True,
            width=28,
            group="基本情况",
            help="学习或培训的题目，照通知或签到表填写。",
        ),
    ] = None
    place: Annotated[
        str | None,
        Field("地点", also="培训地点 学习地点 举办地点", width=16, listed=False, group="基本情况", help="举办的地点。"),
    ] = None
    organiser: Annotated[
        str | None,
        Field(
            "组织单位",
            also="主办单位 举办单位",
            width=16,
            listed=False,
            group="基本情况",
            help="由谁组织，例如本单位、本级政府或上级部门。",
        ),
    ] = None
    lecturer: Annotated[
        str | None,
        Field(
            "主讲人", also="授课人 讲师 授课老师 授课教师", width=10, group="人员", help="授课人姓名，可附单位和职务。"
        ),
    ] = None
    audience: Annotated[
        str | None,
        Field(
            "培训对象",
            also="参训对象 参加对象 学习对象 参训人员 参加人员",
            width=18,
            group="人员",
            help="参加的是哪些人，例如全体执法人员。",
        ),
    ] = None
    people: Annotated[
        int | None,
        Field(
            "人数",
            also="参训人数 培训人数 参加人数 学习人数",
            most=2_000,
            width=6,
            group="人员",
            blank_adds=0,
            help="实际到场人数，与签到表一致。",
        ),
    ] = None
    hours: Annotated[
        int | None,
        Field(
            "学时", also="培训学时 课时", most=40, width=6, group="人员", help="每人学时数，不足一学时的按一学时填。"
        ),
    ] = None
    exam: Annotated[bool | None, Field("组织考试", width=10, group="人员", help="培训后是否考试。")] = None


def quota_kind(wording: str) -> str | None:
    """The kind of training that counts for a plan's quota, or None where the wording names none we keep."""
    if not any(word in wording for word in TAUGHT):
        return None
    return next((kind for words, kind in WORDINGS if words in wording), None)


def held(trainings: Iterable[Training], kind: str, year: int) -> list[Training]:
    """The trainings of this kind held in the year: what a quota counts."""
    return [one for one in trainings if one.kind == kind and one.held_on and one.held_on.year == year]


def check_date(training: Training, _uid: str, context: Context) -> Iterable[Finding]:
    """Warn of a training dated in the future: it counts for no quota yet."""
    if training.held_on and training.held_on > context.today:
        yield warning(
            "held_on", "training.ahead", f"日期{training.held_on}还没有到，请核对；尚未举办的培训请等举办后再填。"
        )


def check_numbers(training: Training, _uid: str, _context: Context) -> Iterable[Finding]:
    """Give an error for numbers of people or hours below 1."""
    if training.people is not None and training.people <= 0:
        yield error("people", "training.people", f"人数不能是{training.people}，请按签到表填写。")
    if training.hours is not None and training.hours <= 0:
        yield error("hours", "training.hours", f"学时不能是{training.hours}，请填写1以上的整数，或者留空。")


def check_proof(training: Training, _uid: str, _context: Context) -> Iterable[Finding]:
    """Warn about a training without evidence (佐证材料)."""
    if not training.evidence:
        yield warning("evidence", "training.proof", "没有佐证材料，请附上通知、签到表或照片，或者说明原因。")


LEDGER = Ledger(
    id="training",
    label="学法培训",
    record=Training,
    order=50,
    title="topic",
    topics=("学法",),
    key=("kind", "held_on", "topic"),
    year_of="held_on",
    checks=(check_date, check_numbers, check_proof),
    views=(having("没有人数", people=None),),
    reported=True,
    group=LAW_STUDY,
    hint="记下每一次学法和培训，工作要点规定的培训定额由这里自动计数。",
)
