"""安全巡查: a ledger that nobody keeps, with a field of every kind; tests add it to a copy of the program."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated

import msgspec

from models.records.due_rule import EMPTY, DueRule
from models.records.field import Field, Kind
from models.records.finding import Finding, warning
from models.records.ledger import OFFICERS, Context, Derived, Ledger
from models.records.record import Record
from models.records.steps import Steps
from models.records.tone import Tone
from models.records.view import ending_soon, having, past

NAME = "patrol"
FINE, TO_MEND, MENDED = RESULTS = ("未见异常", "限期整改", "整改到位")
RESULT_TONES = {FINE: Tone.GOOD, TO_MEND: Tone.WARN, MENDED: Tone.GOOD}


class Finds(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that was found."""

    what: Annotated[str | None, Field("发现问题", required=True, width=24)] = None
    mended_on: Annotated[dt.date | None, Field("整改日期")] = None


class Patrol(Record, frozen=True, kw_only=True):
    """One round of one place."""

    number: Annotated[
        str | None, Field("检查编号", required=True, unique=True, width=16, group="检查", help="检查记录上的编号。")
    ] = None
    place: Annotated[
        str | None,
        Field("检查对象", required=True, width=20, group="检查", private="name", help="被检查的单位或个人。"),
    ] = None
    officer: Annotated[
        str | None, Field("检查人员", to="person", width=10, group="检查", help="从执法人员里选主办的一人。")
    ] = None
    on: Annotated[dt.date | None, Field("检查日期", required=True, group="检查", help="检查当天，按它归入年度。")] = (
        None
    )
    joint: Annotated[bool | None, Field("联合检查", width=8, group="检查", help="几个部门一起检查的勾上。")] = None
    people: Annotated[int | None, Field("到场人数", width=8, group="检查", help="执法人员到场几人。")] = None
    result: Annotated[
        str | None,
        Field("检查结果", choices=RESULTS, tones=RESULT_TONES, width=10, group="结果", help="检查当天的结论。"),
    ] = None
    fine: Annotated[
        Decimal | None, Field("罚款金额（元）", width=12, listed=False, group="结果", help="当场罚款的金额，单位元。")
    ] = None
    found: Annotated[
        tuple[Finds, ...], Field("问题清单", width=8, listed=False, group="结果", help="发现的问题一行一条。")
    ] = ()
    mend_by: Annotated[dt.date | None, Field("整改期限", group="结果", help="责令改正的最后一天。")] = None
    mended_on: Annotated[dt.date | None, Field("复查日期", group="结果", help="复查确认整改到位的日期。")] = None


def days_left(one: Patrol, context: Context) -> int | None:
    """Days until it has to be put right, negative once late."""
    return (one.mend_by - context.today).days if one.mend_by and not one.mended_on else None


def check_mending(one: Patrol, _uid: str, _context: Context) -> Iterable[Finding]:
    """What has to be put right has a day."""
    if one.result == TO_MEND and not one.mend_by:
        yield warning("mend_by", "patrol.mend_by", "检查结果是限期整改，没有填整改期限，请补填。")


LEDGER = Ledger(
    id=NAME,
    label="安全巡查",
    record=Patrol,
    order=37,
    title="number",
    topics=("执法监督",),
    key=("number",),
    year_of="on",
    checks=(Steps(NAME, ("on", "mended_on")), check_mending),
    derived=(Derived("days_left", "整改剩余天数", Kind.INTEGER, days_left, after="mend_by", width=10),),
    views=(
        ending_soon("mend_by", mended_on=None),
        having("等着复查", result=TO_MEND, mended_on=None),
        past("逾期没有整改", "mend_by", mended_on=None),
    ),
    dues=(DueRule("复查整改", "mend_by", waiting=(("mended_on", EMPTY),)),),
    group=OFFICERS,
    hint="每次检查一条，问题、整改期限和复查都登记在里面。",
)
