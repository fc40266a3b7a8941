"""投诉举报: from receipt to the answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated

from models.records.due_rule import EMPTY, DueRule
from models.records.field import Field
from models.records.finding import Finding, warning
from models.records.ledger import OVERSIGHT, Context, Ledger
from models.records.proven import ProvingRecord
from models.records.steps import DatedTask, Steps, deadline_column
from models.records.view import ending_soon, having, past
from models.rules.periods import Deadline, petition_acceptance_due, petition_handling_due

NAME = "complaint"
KINDS = ("营商环境", "行政执法")
"""What plans ask about; others may be typed."""


class Complaint(ProvingRecord, frozen=True, kw_only=True):
    """One complaint about enforcement (投诉举报); counted in the year it was received (docs/ledgers.md, complaint)."""

    received_on: Annotated[
        dt.date | None, Field("收到日期", required=True, group="投诉", help="收到投诉举报的日期，按它归入年度。")
    ] = None
    about: Annotated[
        str | None,
        Field("投诉内容", required=True, width=30, lines=2, group="投诉", help="反映什么问题，不写投诉人姓名。"),
    ] = None
    kind: Annotated[
        str | None,
        Field(
            "类别",
            choices=KINDS,
            open=True,
            width=10,
            group="投诉",
            help="反映营商环境的，还是反映行政执法的；都不是的直接填写。",
        ),
    ] = None
    channel: Annotated[
        str | None, Field("来源渠道", width=12, group="投诉", help="例如来信、来访、电话、网络、上级转办。")
    ] = None
    anonymous: Annotated[
        bool | None, Field("匿名", width=6, listed=False, group="投诉", help="匿名的填是，投诉人不用填。")
    ] = None
    complainant: Annotated[
        str | None,
        Field("投诉人", width=10, listed=False, group="投诉", private="name", help="姓名或者单位名称，匿名的不填。"),
    ] = None
    against: Annotated[
        str | None, Field("被投诉单位", width=16, group="投诉", help="投诉举报的是哪个单位或者哪支队伍。")
    ] = None
    passed_to: Annotated[
        str | None, Field("转送单位", width=14, group="办理", help="转给哪个机关办理，自己办的不填。")
    ] = None
    passed_on: Annotated[dt.date | None, Field("转送日期", listed=False, group="办理", help="转送出去的日期。")] = None
    petition: Annotated[
        bool | None,
        Field("信访事项", width=8, listed=False, group="办理", help="按信访程序办理的填是。"),
    ] = None
    accepted_on: Annotated[
        dt.date | None, Field("受理告知日期", listed=False, group="办理", help="书面告知信访人受理的日期。")
    ] = None
    due: Annotated[
        dt.date | None,
        Field("办理期限", group="办理", help="照交办单填写；信访事项不填的按受理之日起60日算。"),
    ] = None
    handled_on: Annotated[dt.date | None, Field("办结日期", group="办理", help="办理完毕的日期，没有办结的不填。")] = (
        None
    )
    result: Annotated[
        str | None, Field("办理结果", width=24, lines=2, listed=False, group="办理", help="查实了什么，怎样处理。")
    ] = None
    told_on: Annotated[
        dt.date | None, Field("告知日期", listed=False, group="答复", help="把结果告诉投诉人的日期。")
    ] = None
    satisfied: Annotated[
        bool | None, Field("满意", width=6, listed=False, group="答复", help="投诉人对结果是否满意。")
    ] = None


def check_who(one: Complaint, _uid: str, _context: Context) -> Iterable[Finding]:
    """Warn about a complainant named although anonymous, and about none named although not anonymous."""
    if one.anonymous and one.complainant:
        yield warning("complainant", "complaint.anonymous", "匿名填了是，又填了投诉人，请删去姓名，或者把匿名改为否。")
    elif one.about and not one.anonymous and not one.complainant:
        yield warning("complainant", "complaint.nameless", "没有填投诉人，匿名的请把匿名填是。")


def handling_deadline(one: Complaint, context: Context) -> Deadline | None:
    """The last day to finish, as the paper says, or of an accepted petition by law; None where neither is known."""
    if one.due:
        return Deadline(one.due, "交办单写明的期限", one.received_on or one.due, "", one.due, certain=True)
    return petition_handling_due(one.accepted_on, context.calendar) if one.petition and one.accepted_on else None


def acceptance_deadline(one: Complaint, context: Context) -> Deadline | None:
    """The last day to tell whether a petition is accepted; None where it is none."""
    return petition_acceptance_due(one.received_on, context.calendar) if one.petition and one.received_on else None


def check_due(one: Complaint, _uid: str, context: Context) -> Iterable[Finding]:
    """Report a complaint handled after its due date, or overdue and not handled yet, and one without such a day."""
    deadline = handling_deadline(one, context)
    yield from DatedTask(NAME, "handled_on").by_deadline(one, deadline, context)
    if one.received_on and not one.due:
        law = f"，按{deadline.due}算（{deadline.clause}）" if deadline else ""
        yield warning("due", "complaint.due", f"没有填办理期限{law}，请照交办单补填，没有期限的请说明。")


def check_acceptance(one: Complaint, _uid: str, context: Context) -> Iterable[Finding]:
    """Report a petition of which it was told late, or not at all, whether it is accepted (信访工作条例第二十二条)."""
    yield from DatedTask(NAME, "accepted_on").by_deadline(one, acceptance_deadline(one, context), context)


def check_result(one: Complaint, _uid: str, _context: Context) -> Iterable[Finding]:
    """Warn of a complaint handled without result or notice to the complainant, or passed on without a date."""
    if one.handled_on and not one.result:
        yield warning("result", "complaint.result", "填了办结日期，没有办理结果，请补填。")
    if one.handled_on and not one.told_on and not one.anonymous:
        yield warning("told_on", "complaint.untold", "已经办结，没有告知日期，请把结果告诉投诉人后补填。")
    if one.passed_to and not one.passed_on:
        yield warning("passed_on", "complaint.passed_on", "填了转送单位，没有转送日期，请补填。")


check_order = Steps(NAME, ("received_on", "handled_on", "told_on"), due="due")
check_passed = Steps(NAME, ("received_on", "passed_on"))
check_accepted = Steps(NAME, ("received_on", "accepted_on", "handled_on"))

LEDGER = Ledger(
    id=NAME,
    label="投诉举报",
    record=Complaint,
    order=70,
    title="about",
    topics=("投诉举报",),
    key=("received_on", "about"),
    year_of="received_on",
    checks=(check_order, check_passed, check_accepted, check_who, check_due, check_acceptance, check_result),
    derived=(
        deadline_column(
            "handling_due",
            "应办结日期",
            handling_deadline,
            "没有填办理期限，也不是已经受理的信访事项。",
            after="due",
            listed=False,
        ),
    ),
    views=(
        ending_soon("due", handled_on=None),
        having("没有办结", handled_on=None),
        past("逾期没有办结", "due", handled_on=None),
    ),
    dues=(
        DueRule("办结投诉举报", "due", waiting=(("handled_on", EMPTY),)),
        DueRule("办结信访事项", handling_deadline, "accepted_on", waiting=(("handled_on", EMPTY), ("due", EMPTY))),
        DueRule("告知信访事项是否受理", acceptance_deadline, "received_on", waiting=(("accepted_on", EMPTY),)),
    ),
    group=OVERSIGHT,
    hint="每件投诉举报一条，从收到、转送、办结到告知；过了期限没有办结的会提醒。",
)
