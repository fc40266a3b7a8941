"""执法证件: what an officer shows, until when it holds, and what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, cast

import msgspec

from models.records.due_rule import ENDING, SOON, DueRule
from models.records.field import Field, Kind
from models.records.finding import Finding, error, warning
from models.records.ledger import OFFICERS, Context, Derived, Ledger
from models.records.ledgers.person import (
    ADULT,
    FAILED,
    Person,
    age_on,
    barred_staffings,
    has_left,
    of_age,
)
from models.records.local_law import by_local_law, cited, with_clause
from models.records.place import BARRABLE, PlaceProfile, Question
from models.records.proven import ProvingRecord
from models.records.tone import Tone
from models.records.view import ending_soon, past
from models.rules.number_pattern import fits_pattern, pattern_in_words

MINISTRY, NATIONAL = NATIONAL_KINDS = ("国务院部委执法证件", "全国统一行政执法证")
"""Kinds known everywhere; those of a place come from its profile."""
IN_USE, SUSPENDED, MISLAID, WITHDRAWN, CANCELLED, DISQUALIFIED, REPLACED = STATUSES = (
    "在用",
    "暂扣",
    "遗失",
    "收回",
    "注销",
    "取消资格",
    "已换发",
)
STATUS_TONES = {
    IN_USE: Tone.GOOD,
    SUSPENDED: Tone.WARN,
    MISLAID: Tone.BAD,
    WITHDRAWN: Tone.CALM,
    CANCELLED: Tone.CALM,
    DISQUALIFIED: Tone.BAD,
    REPLACED: Tone.GOOD,
}
GIVEN_UP = frozenset({WITHDRAWN, CANCELLED, DISQUALIFIED, REPLACED})
"""Statuses in which nobody can show the certificate any more."""
STILL_HELD = (IN_USE, SUSPENDED, MISLAID, None)

TO_RENEW, APPLIED, RENEWED = RENEWALS = ("待换发", "已申请", "已换发")
RENEWAL_TONES = {TO_RENEW: Tone.WARN, APPLIED: Tone.WARN, RENEWED: Tone.GOOD}
RENEWAL, REISSUED = "换发", "遗失补办"
EVENTS = ("申领", RENEWAL, "变更", REISSUED, SUSPENDED, WITHDRAWN, CANCELLED, DISQUALIFIED)
_ENDING_EVENTS = frozenset({WITHDRAWN, CANCELLED, DISQUALIFIED, RENEWAL})
REVIEW_PASSED, REVIEW_FAILED, REVIEW_MISSED = REVIEW_RESULTS = ("通过", "未通过", "未参加")
VALID, EXPIRED, AHEAD, UNDATED = "有效", "已过期", "未到生效日", "未填有效期"
SITUATION_TONES = STATUS_TONES | {
    VALID: Tone.GOOD,
    ENDING: Tone.WARN,
    EXPIRED: Tone.BAD,
    AHEAD: Tone.CALM,
    UNDATED: Tone.CALM,
}


class CertificateReview(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One yearly review (年度审验) of an enforcement certificate."""

    year: Annotated[int | None, Field("审验年度", format="year", required=True, width=10)] = None
    on: Annotated[dt.date | None, Field("审验日期")] = None
    result: Annotated[str | None, Field("审验结果", choices=REVIEW_RESULTS, width=10)] = None
    note: Annotated[str | None, Field("审验说明", width=24)] = None


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that happened to the certificate."""

    on: Annotated[dt.date | None, Field("办理日期", required=True)] = None
    kind: Annotated[str | None, Field("办理事项", required=True, choices=EVENTS, width=10)] = None
    reason: Annotated[str | None, Field("办理原因", width=24)] = None
    document: Annotated[str | None, Field("依据文号", width=18)] = None


class Certificate(ProvingRecord, frozen=True, kw_only=True):
    """One enforcement certificate (执法证件) of one person (docs/ledgers.md, certificate)."""

    holder: Annotated[
        str | None,
        Field(
            "持证人",
            also="姓名 持证人姓名 人员姓名 执法人员姓名 执法人员",
            required=True,
            to="person",
            width=10,
            group="证件",
            help="从执法人员里选；没有的先登记人员。",
        ),
    ] = None
    kind: Annotated[
        str | None,
        Field(
            "证件种类",
            also="证件类型 证件名称 执法证件种类 执法证种类 执法证件类型 执法证类型 证件类别",
            required=True,
            choices=NATIONAL_KINDS,
            open=True,
            local="certificate_kinds",
            width=20,
            group="证件",
            help="部委证件另要填备案情况。",
        ),
    ] = None
    number: Annotated[
        str | None,
        Field(
            "证件编号",
            also="执法证号 证号 执法证编号 证件号 执法证号码 执法证件号 执法证件号码 执法证件编号 行政执法证号",
            required=True,
            unique=True,
            width=16,
            group="证件",
            help="照证件上的编号填写，本单位内不能重复。",
        ),
    ] = None
    authority: Annotated[
        str | None,
        Field(
            "执法主体",
            also="执法单位 执法机关 执法主体名称 所属执法主体",
            width=18,
            listed=False,
            group="证件",
            help="证件上写的执法机关。",
        ),
    ] = None
    entrusted: Annotated[
        str | None, Field("委托组织", width=18, listed=False, group="证件", help="受委托执法的组织，没有的不填。")
    ] = None
    field: Annotated[
        str | None,
        Field(
            "执法类别",
            also="执法领域 执法门类 执法类型",
            width=14,
            group="证件",
            help="例如市场监管、城市管理、农业。",
        ),
    ] = None
    area: Annotated[
        str | None,
        Field("执法区域", also="执法地域", width=14, listed=False, group="证件", help="证件上写的执法区域。"),
    ] = None
    issuer: Annotated[
        str | None,
        Field(
            "发证机关",
            also="发证单位 发证部门 颁发机关 核发机关 颁证机关",
            width=18,
            listed=False,
            group="证件",
            help="颁发证件的机关。",
        ),
    ] = None
    issued_on: Annotated[
        dt.date | None,
        Field(
            "发证日期",
            also="发证时间 领证日期 领证时间 颁证日期 颁发日期 核发日期",
            listed=False,
            group="证件",
            help="证件上的发证日期。",
        ),
    ] = None
    valid_from: Annotated[
        dt.date | None,
        Field(
            "有效期起",
            also="有效期自 有效期开始 有效期起始日期 有效期限起 起始日期",
            listed=False,
            group="证件",
            help="证件上写的起始日期。",
        ),
    ] = None
    valid_to: Annotated[
        dt.date | None,
        Field(
            "有效期止",
            also="有效期至 有效期 有效期限 有效日期 有效期截止 有效期限止 有效期限至 到期日期 到期时间 截止日期",
            required=True,
            group="证件",
            help="证件上写的截止日期，到期当天仍然有效。",
        ),
    ] = None
    status: Annotated[
        str | None,
        Field(
            "证件状态",
            also="持证状态 证件使用状态",
            required=True,
            choices=STATUSES,
            tones=STATUS_TONES,
            width=10,
            group="证件",
            help="证件现在的去向；是否到期由程序按有效期算出。",
            default=lambda: IN_USE,
        ),
    ] = None
    renewal: Annotated[
        str | None,
        Field("换发情况", choices=RENEWALS, tones=RENEWAL_TONES, width=10, group="换发", help="不需要换发的不填。"),
    ] = None
    applied_on: Annotated[
        dt.date | None, Field("申请换发日期", listed=False, group="换发", help="交出换发申请的日期。")
    ] = None
    renewed_on: Annotated[dt.date | None, Field("换发日期", listed=False, group="换发", help="领到新证的日期。")] = None
    old_number: Annotated[
        str | None,
        Field(
            "原证件编号",
            also="原执法证件编号 原执法证编号 原执法证号 原证号 旧证件编号 旧执法证号 旧证号",
            width=16,
            listed=False,
            group="换发",
            help="换发前那本证件的编号。",
        ),
    ] = None
    filed_on: Annotated[
        dt.date | None, Field("备案日期", listed=False, group="部委证件备案", help="向同级司法行政部门备案的日期。")
    ] = None
    filing_number: Annotated[
        str | None, Field("备案编号", width=16, listed=False, group="部委证件备案", help="备案后得到的编号。")
    ] = None
    basis: Annotated[
        str | None,
        Field("制发依据", width=24, listed=False, group="部委证件备案", help="部委制发证件所依据的法律、法规或规章。"),
    ] = None
    reviews: Annotated[
        tuple[CertificateReview, ...],
        Field("年度审验", width=10, listed=False, group="审验和变动", help="每年审验一行。"),
    ] = ()
    events: Annotated[
        tuple[Event, ...],
        Field("变动记录", width=10, listed=False, group="审验和变动", help="申领、变更、遗失补办、收回等，每次一行。"),
    ] = ()


def days_left(certificate: Certificate, context: Context) -> int | None:
    """Days until the last day of validity, negative once expired; None when given up or undated."""
    if certificate.valid_to is None or certificate.status in GIVEN_UP:
        return None
    return (certificate.valid_to - context.today).days


def is_in_use(certificate: Certificate, day: dt.date) -> bool:
    """Whether it is in use on a day: one that is issued or holds from later is not yet, whatever its status says."""
    begins = filter(None, (certificate.issued_on, certificate.valid_from))
    return certificate.status == IN_USE and all(begun <= day for begun in begins)


def given_up_on(certificate: Certificate) -> dt.date | None:
    """The day a certificate that is given up was given up, as far as it is known."""
    if certificate.status not in GIVEN_UP:
        return None
    days = [event.on for event in certificate.events if event.on and event.kind in _ENDING_EVENTS]
    return max([*days, *([certificate.renewed_on] if certificate.renewed_on else [])], default=None)


def as_on(certificate: Certificate, day: dt.date) -> Certificate:
    """The certificate as it stood on a day: what was given up or renewed later was not yet."""
    later = given_up_on(certificate)
    if later and later > day:
        certificate = msgspec.structs.replace(certificate, status=IN_USE)
    if certificate.applied_on and certificate.applied_on > day:
        certificate = msgspec.structs.replace(certificate, renewal=TO_RENEW, applied_on=None, renewed_on=None)
    if certificate.renewed_on and certificate.renewed_on > day:
        stage = APPLIED if certificate.applied_on else TO_RENEW
        certificate = msgspec.structs.replace(certificate, renewal=stage, renewed_on=None)
    return certificate


def is_to_renew(certificate: Certificate, day: dt.date, *, past: bool) -> bool:
    """Whether it is being renewed, as it stood on a day (see `as_on`).

    Since when 待换发 was said is not known: on a day that is `past` of what was applied for by then, or ran out soon.
    """
    if certificate.renewal in (None, RENEWED):
        return False
    ends = certificate.valid_to
    return not past or certificate.applied_on is not None or (ends is not None and (ends - day).days <= SOON)


def situation(certificate: Certificate, context: Context) -> str:
    """What a list shows: the status where it is not in use, otherwise how validity stands today."""
    if certificate.status and certificate.status != IN_USE:
        return certificate.status
    if certificate.valid_from and certificate.valid_from > context.today:
        return AHEAD
    left = days_left(certificate, context)
    if left is None:
        return UNDATED
    if left < 0:
        return EXPIRED
    return ENDING if left <= SOON else VALID


def _why_situation(certificate: Certificate, context: Context) -> str:
    if certificate.valid_to is None:
        return "没有填有效期止。"
    return f"有效期止{certificate.valid_to}，按{context.today}计算，证件状态为{certificate.status or '未填'}。"


def _holder(certificate: Certificate, context: Context) -> Person | None:
    return cast("Person | None", context.get("person", certificate.holder))


def check_number(certificate: Certificate, _uid: str, context: Context) -> Iterable[Finding]:
    """The number looks as the centre says those of its kind do; of one that was given up it may be an older style."""
    kind, number = certificate.kind, certificate.number
    pattern = context.place.numbers.get(kind, "") if kind and number and certificate.status not in GIVEN_UP else ""
    if number and not fits_pattern(number, pattern):
        said = f"编号不像{pattern_in_words(pattern)}（汇总单位设定的样子），请核对。"
        yield warning("number", "certificate.number_pattern", said)


def check_second(certificate: Certificate, _uid: str, context: Context) -> Iterable[Finding]:
    """Nobody holds two certificates of one kind: where a new one was issued, the old one was given up."""
    if not certificate.holder or not certificate.kind or certificate.status != IN_USE:
        return
    held = cast("list[Certificate]", context.referring("certificate", "holder", certificate.holder))
    others = [one for one in held if (one.kind, one.status) == (certificate.kind, IN_USE)]
    if certificate in others:  # while it is typed for the first time it is not among them
        others.remove(certificate)
    if others:
        numbers = "、".join(one.number or "没有编号" for one in others)
        said = f"持证人另有在用的{certificate.kind}（{numbers}）：换发的把旧证改为“{REPLACED}”，重复登记的删去一条。"
        yield warning("holder", "certificate.second", said)


def check_validity(certificate: Certificate, _uid: str, context: Context) -> Iterable[Finding]:
    """Report a period that ends before it begins, and warn of one in use though expired or about to be."""
    begins, ends = certificate.valid_from, certificate.valid_to
    if begins and ends and begins > ends:
        yield error("valid_to", "certificate.period", f"有效期止{ends}早于有效期起{begins}，请照证件改正。")
    if certificate.status != IN_USE or ends is None:
        return
    left = (ends - context.today).days
    if left < 0:
        yield warning(
            "valid_to", "certificate.expired", f"证件已于{ends}到期，仍登记为在用，请办理换发，或者改为收回、注销。"
        )
    elif left <= SOON and not certificate.renewal:
        yield warning("renewal", "certificate.ending", f"证件还有{left}天到期（{ends}），请填写换发情况。")


def check_holder(certificate: Certificate, _uid: str, context: Context) -> Iterable[Finding]:
    """Who may hold a certificate by the place's law, and what happens when they leave."""
    holder = _holder(certificate, context)
    if holder is None or certificate.status in GIVEN_UP:
        return
    if has_left(holder):
        yield error(
            "status",
            "certificate.holder_left",
            f"持证人{holder.name}已{holder.status}，证件状态却是{certificate.status or '未填'}，请改为收回或注销。",
        )
    yield from _barred(holder, context.place)
    if holder.exam_result == FAILED:
        said = f"持证人{holder.name}的资格考试不合格{cited(context.place, Question.EXAM)}，请核对考试结果或证件状态。"
        yield warning("holder", "certificate.exam", with_clause(said, context.place, Question.EXAM))


def _barred(holder: Person, place: PlaceProfile) -> Iterable[Finding]:
    """An error where the place's law bars such staff, advice where no local law is known."""
    said, code = f"持证人{holder.name}是{holder.staffing}", "certificate.staffing"
    if holder.staffing in barred_staffings(place):
        law = cited(place, Question.BARRED)
        told = f"{said}，不得持有执法证件{law}，请收回或注销证件。"
        yield error("holder", code, with_clause(told, place, Question.BARRED))
    elif holder.staffing in BARRABLE and place.rule(Question.BARRED) is None:
        yield warning("holder", code, f"{said}，很多地方规定不得持有执法证件，请按当地规定核对。")


def check_age(certificate: Certificate, _uid: str, context: Context) -> Iterable[Finding]:
    """Report a holder under 18 when the certificate was issued."""
    day = certificate.issued_on or certificate.valid_from
    holder = _holder(certificate, context) if day else None
    years = age_on(holder, day) if holder and day else None
    if years is not None and years < ADULT:
        said = f"发证时持证人只有{years}周岁{of_age(context.place)}，请核对日期和身份证号。"
        told = with_clause(said, context.place, Question.AGE)
        yield by_local_law(context.place, Question.AGE)("issued_on", "certificate.age", told)


def check_renewal(certificate: Certificate, _uid: str, _context: Context) -> Iterable[Finding]:
    """Warn of a renewal stage without its date; give an error for dates out of order."""
    applied, renewed = certificate.applied_on, certificate.renewed_on
    if certificate.renewal == APPLIED and not applied:
        yield warning("applied_on", "certificate.applied", "换发情况是已申请，没有申请换发日期，请补填。")
    if certificate.renewal == RENEWED and not renewed:
        yield warning("renewed_on", "certificate.renewed", "换发情况是已换发，没有换发日期，请补填。")
    if applied and renewed and applied > renewed:
        yield error("renewed_on", "certificate.renewal_order", f"换发日期{renewed}早于申请换发日期{applied}，请改正。")


def check_filing(certificate: Certificate, _uid: str, _context: Context) -> Iterable[Finding]:
    """Warn of a ministry's certificate in use that is not filed with the judicial office, or names no basis."""
    if certificate.kind != MINISTRY or certificate.status in GIVEN_UP:
        return
    if not certificate.filed_on:
        yield warning(
            "filed_on", "certificate.unfiled", "部委执法证件还没有备案，请向同级司法行政部门备案后填写备案日期。"
        )
    if not certificate.basis:
        yield warning("basis", "certificate.basis", "部委执法证件没有填制发依据，请写明所依据的法律、法规或规章。")


LEDGER = Ledger(
    id="certificate",
    label="执法证件",
    record=Certificate,
    order=30,
    title="number",
    topics=("执法证件",),
    key=("number",),
    checks=(check_number, check_second, check_validity, check_holder, check_age, check_renewal, check_filing),
    derived=(
        Derived(
            "situation",
            "有效情况",
            Kind.TEXT,
            situation,
            because=_why_situation,
            tones=SITUATION_TONES,
            after="valid_to",
        ),
        Derived("days_left", "剩余天数", Kind.INTEGER, days_left, after="valid_to", width=10),
    ),
    views=(ending_soon("valid_to", status=IN_USE), past(EXPIRED, "valid_to", status=IN_USE)),
    dues=(DueRule("执法证件到期", "valid_to", waiting=(("status", STILL_HELD),), named_by=("holder", "number")),),
    reported=True,
    group=OFFICERS,
    hint="每本证件一条；同一个人有几本证件就登记几条，换发后新证另记一条、旧证改为已换发。",
)
