"""Measures over officers and their certificates (item 17), as things stand on the day of the assessment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from models.assess.measures.found import Found, UnitYear, by_name, measure
from models.records.ledgers.certificate import IN_USE, MINISTRY, Certificate
from models.records.ledgers.person import BARRED_STAFFINGS, PASSED, Person, has_left

REVIEW_PASSED = "通过"


def _in_use(year: UnitYear) -> dict[str, Certificate]:
    kept = cast("Mapping[str, Certificate]", year.records("certificate"))
    return {uid: one for uid, one in kept.items() if one.status == IN_USE}


def _found(uid: str, certificate: Certificate, why: str) -> Found:
    return Found("certificate", uid, "", certificate.number or "（未填编号的证件）", why)


def _until(certificate: Certificate) -> str:
    return f"有效期止{certificate.valid_to}。" if certificate.valid_to else "没有填有效期止。"


@measure("在用证件", "证件")
def certificates_in_use(year: UnitYear) -> Iterator[Found]:
    """Certificates registered as in use."""
    return (_found(uid, one, _until(one)) for uid, one in _in_use(year).items())


@measure("在用且有效的证件", "证件")
def certificates_valid(year: UnitYear) -> Iterator[Found]:
    """Certificates in use whose last day has not passed."""
    return (
        _found(uid, one, _until(one)) for uid, one in _in_use(year).items() if one.valid_to and one.valid_to >= year.on
    )


@measure("过期仍在用的证件", "证件")
def certificates_expired(year: UnitYear) -> Iterator[Found]:
    """Certificates in use whose last day has passed."""
    return (
        _found(uid, one, _until(one)) for uid, one in _in_use(year).items() if one.valid_to and one.valid_to < year.on
    )


@measure("本年通过年度审验的在用证件", "证件")
def certificates_reviewed(year: UnitYear) -> Iterator[Found]:
    """Certificates in use that passed the review of the year."""
    for uid, one in _in_use(year).items():
        if any(review.year == year.year and review.result == REVIEW_PASSED for review in one.reviews):
            yield _found(uid, one, f"{year.year}年度审验通过。")


@measure("不得持证或已离岗人员的在用证件", "证件")
def certificates_unlawful(year: UnitYear) -> Iterator[Found]:
    """Certificates in use of holders who may not hold one or have left (河南省行政执法条例第二十条)."""
    for uid, one in _in_use(year).items():
        holder = year.records("person").get(one.holder or "")
        if not isinstance(holder, Person):
            continue
        if holder.staffing in BARRED_STAFFINGS:
            yield _found(uid, one, f"持证人{holder.name}是{holder.staffing}。")
        elif has_left(holder):
            yield _found(uid, one, f"持证人{holder.name}已{holder.status}。")


@measure("在用的部委证件", "部委证件")
def ministry_certificates(year: UnitYear) -> Iterator[Found]:
    """Certificates of ministries in use."""
    return (_found(uid, one, _filing(one)) for uid, one in _in_use(year).items() if one.kind == MINISTRY)


@measure("已备案的部委证件", "部委证件")
def ministry_certificates_filed(year: UnitYear) -> Iterator[Found]:
    """Those of them that have been filed."""
    certificates = _in_use(year).items()
    return (_found(uid, one, _filing(one)) for uid, one in certificates if one.kind == MINISTRY and one.filed_on)


def _filing(certificate: Certificate) -> str:
    return f"{certificate.filed_on}备案。" if certificate.filed_on else "没有备案。"


def _on_duty(year: UnitYear) -> dict[str, Person]:
    kept = cast("Mapping[str, Person]", year.records("person"))
    return {uid: one for uid, one in kept.items() if not has_left(one)}


def _officer(uid: str, person: Person) -> Found:
    return Found("person", uid, "", person.name or "（未填姓名的人员）", f"考试结果：{person.exam_result or '未填'}。")


@measure("在岗执法人员", "人员")
def officers(year: UnitYear) -> Iterator[Found]:
    """Officers who have not left."""
    return (_officer(uid, person) for uid, person in _on_duty(year).items())


@measure("资格考试合格的在岗执法人员", "人员")
def officers_passed(year: UnitYear) -> Iterator[Found]:
    """Those of them who passed the examination (河南省行政执法条例第二十一条)."""
    return (_officer(uid, person) for uid, person in _on_duty(year).items() if person.exam_result == PASSED)


OFFICER_MEASURES = by_name(
    certificates_in_use,
    certificates_valid,
    certificates_expired,
    certificates_reviewed,
    certificates_unlawful,
    ministry_certificates,
    ministry_certificates_filed,
    officers,
    officers_passed,
)
