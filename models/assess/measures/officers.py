"""Measures over officers and their certificates, as things stand on the day of the assessment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from models.assess.measures.measure import Counted, Look, UnitYear, Words, by_name, chosen, measure
from models.records.ledgers.certificate import IN_USE, MINISTRY, Certificate, is_in_use
from models.records.ledgers.person import LEFT, PASSED, Person, barred_staffings, has_left
from models.records.place import BARRABLE

REVIEW_PASSED = "通过"
_USED = {"status": frozenset({IN_USE})}
_BARRED = {"staffing": frozenset(BARRABLE), "status": LEFT}
"""Who may not hold a certificate: staff of these kinds where the place's law says so, and who has left."""
_VALIDITY = Look(("status", "issued_on", "valid_from", "valid_to"), words=("number",), among=_USED)
_FILING = Look(("status", "issued_on", "valid_from", "kind", "filed_on"), words=("number",), among=_USED)
_OFFICER = Look(("status", "exam_result"), words=("name",))


def _in_use(year: UnitYear) -> dict[str, Certificate]:
    used = cast("dict[str, Certificate]", chosen(year.records("certificate"), _USED))
    return {uid: one for uid, one in used.items() if is_in_use(one, year.on)}


def _barred(year: UnitYear) -> dict[str, Person]:
    found = cast("dict[str, Person]", chosen(year.records("person"), _BARRED))
    barred = barred_staffings(year.context.place)
    return {uid: one for uid, one in found.items() if has_left(one) or one.staffing in barred}


def _title(certificate: Certificate) -> str:
    return certificate.number or "（未填编号的证件）"


def _until(one: Certificate) -> Words:
    return _title(one), f"有效期止{one.valid_to}。" if one.valid_to else "没有填有效期止。"


@measure("在用证件", "证件", _until, certificate=_VALIDITY)
def certificates_in_use(year: UnitYear) -> Counted:
    """Certificates registered as in use that hold already."""
    return year.once(_in_use)


@measure("在用且有效的证件", "证件", _until, certificate=_VALIDITY)
def certificates_valid(year: UnitYear) -> Counted:
    """Certificates in use whose last day has not passed."""
    day = year.on
    return {uid: one for uid, one in year.once(_in_use).items() if one.valid_to and one.valid_to >= day}


@measure("过期仍在用的证件", "证件", _until, certificate=_VALIDITY)
def certificates_expired(year: UnitYear) -> Counted:
    """Certificates in use whose last day has passed."""
    day = year.on
    return {uid: one for uid, one in year.once(_in_use).items() if one.valid_to and one.valid_to < day}


def _reviewed(about: tuple[Certificate, int]) -> Words:
    one, year = about
    return _title(one), f"{year}年度审验通过。"


@measure(
    "本年通过年度审验的在用证件",
    "证件",
    _reviewed,
    certificate=Look(("status", "issued_on", "valid_from", "reviews"), words=("number",), among=_USED),
)
def certificates_reviewed(year: UnitYear) -> Counted:
    """Certificates in use that passed the review of the year."""
    return {
        uid: (one, year.year)
        for uid, one in year.once(_in_use).items()
        if any(review.year == year.year and review.result == REVIEW_PASSED for review in one.reviews)
    }


def _unlawful(about: tuple[Certificate, Person]) -> Words:
    one, holder = about
    state = f"已{holder.status}" if has_left(holder) else f"是{holder.staffing}"
    return _title(one), f"持证人{holder.name}{state}。"


@measure(
    "不得持证或已离岗人员的在用证件",
    "证件",
    _unlawful,
    certificate=Look(("status", "issued_on", "valid_from", "holder"), words=("number",), among=_USED),
    person=Look(("staffing", "status"), words=("name",), among=_BARRED),
)
def certificates_unlawful(year: UnitYear) -> Counted:
    """Certificates in use of holders who may not hold one by the place's law, or have left."""
    barred = year.once(_barred)
    return {uid: (one, barred[one.holder]) for uid, one in year.once(_in_use).items() if one.holder in barred}


def _filing(one: Certificate) -> Words:
    return _title(one), f"{one.filed_on}备案。" if one.filed_on else "没有备案。"


def _of_ministries(year: UnitYear) -> dict[str, Certificate]:
    return {uid: one for uid, one in year.once(_in_use).items() if one.kind == MINISTRY}


@measure("在用的部委证件", "部委证件", _filing, certificate=_FILING)
def ministry_certificates(year: UnitYear) -> Counted:
    """Certificates of ministries in use."""
    return year.once(_of_ministries)


@measure("已备案的部委证件", "部委证件", _filing, certificate=_FILING)
def ministry_certificates_filed(year: UnitYear) -> Counted:
    """Certificates of ministries in use that have been filed (备案)."""
    return {uid: one for uid, one in year.once(_of_ministries).items() if one.filed_on}


def _on_duty(year: UnitYear) -> dict[str, Person]:
    kept = cast("Mapping[str, Person]", year.records("person"))
    return {uid: one for uid, one in kept.items() if not has_left(one)}


def _officer(person: Person) -> Words:
    return person.name or "（未填姓名的人员）", f"考试结果：{person.exam_result or '未填'}。"


@measure("在岗执法人员", "人员", _officer, person=_OFFICER)
def officers(year: UnitYear) -> Counted:
    """Officers who have not left."""
    return year.once(_on_duty)


@measure("资格考试合格的在岗执法人员", "人员", _officer, person=_OFFICER)
def officers_passed(year: UnitYear) -> Counted:
    """Officers still in office who passed the examination for their qualification."""
    return {uid: person for uid, person in year.once(_on_duty).items() if person.exam_result == PASSED}


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
