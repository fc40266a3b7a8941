"""Certificates and their holders in a year: which were held, issued, renewed and given up, seen from a day of it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from models.records.context import BasicContext
from models.records.due_rule import ENDING
from models.records.ledgers.certificate import (
    EXPIRED,
    REISSUED,
    RENEWAL,
    RENEWED,
    REPLACED,
    REVIEW_PASSED,
    VALID,
    Certificate,
    as_on,
    given_up_on,
    is_in_use,
    is_to_renew,
    situation,
)
from models.records.ledgers.person import Person, barred_staffings, has_left, is_on_duty
from reports.figures.counted import Counted, counted


@dataclass(frozen=True)
class HeldCertificate:
    """A person with one certificate; a person without any stands once with None."""

    person: Person | None
    certificate: Certificate | None


def begun_on(certificate: Certificate) -> dt.date | None:
    """The day it was issued, or else from which it holds."""
    return certificate.issued_on or certificate.valid_from


def held_in(context: BasicContext, year: int, unit: str | None = None) -> list[HeldCertificate]:
    """Every certificate that was held in the year or whose end is not known, and officers without one.

    Ordered as the persons were entered, each with their certificates; certificates without a known holder stand last.
    """
    people, certificates = _people(context, unit), _certificates(context, unit)
    mine: dict[str | None, list[Certificate]] = {}
    for certificate in certificates.values():
        if _in_view(certificate, year, context.today):
            mine.setdefault(certificate.holder if certificate.holder in people else None, []).append(certificate)
    return [
        *(held for uid, person in people.items() for held in _of_person(person, mine.get(uid, []), year)),
        *(HeldCertificate(None, certificate) for certificate in mine.get(None, [])),
    ]


def _of_person(person: Person, certificates: list[Certificate], year: int) -> Iterator[HeldCertificate]:
    yield from (HeldCertificate(person, certificate) for certificate in certificates)
    gone = has_left(person) and (person.left_on is None or person.left_on.year < year)
    if not certificates and not gone:
        yield HeldCertificate(person, None)


def _in_view(certificate: Certificate, year: int, day: dt.date) -> bool:
    begun, ended = begun_on(certificate), given_up_on(certificate)
    return (begun is None or begun <= day) and (ended is None or ended.year >= year)


def _people(context: BasicContext, unit: str | None) -> dict[str, Person]:
    records = cast("Mapping[str, Person]", context.records("person"))
    owners = context.entries("person")
    return {uid: one for uid, one in records.items() if unit in (None, owners[uid].unit)}


def _certificates(context: BasicContext, unit: str | None) -> dict[str, Certificate]:
    """Those of the unit, or all, as they stood on the context's day."""
    records = cast("Mapping[str, Certificate]", context.records("certificate"))
    owners = context.entries("certificate")
    return {uid: as_on(one, context.today) for uid, one in records.items() if unit in (None, owners[uid].unit)}


def establishment(context: BasicContext, unit: str | None = None) -> list[str]:
    """Uids of the officers on duty who belong to the establishment: no kind of staff that may hold no certificate."""
    barred, day = barred_staffings(context.place), context.today
    return [uid for uid, one in _people(context, unit).items() if is_on_duty(one, day) and one.staffing not in barred]


def officers_twice(context: BasicContext) -> list[str]:
    """Uids of officers on duty who stand in the ledgers of several units, one for each person."""
    by_number: dict[str, list[str]] = defaultdict(list)
    for uid, one in _people(context, None).items():
        if one.id_number and is_on_duty(one, context.today):
            by_number[one.id_number].append(uid)
    return [uids[0] for uids in by_number.values() if len(uids) > 1]


def holders(context: BasicContext, unit: str | None = None, *, expired: bool = True) -> frozenset[str]:
    """Uids of who holds a certificate in use on the context's day; without `expired` one that has not run out."""
    kept = [one for one in _certificates(context, unit).values() if is_in_use(one, context.today)]
    return frozenset(one.holder for one in kept if one.holder and (expired or situation(one, context) != EXPIRED))


def certificate_figures(
    context: BasicContext, year: int, unit: str | None = None, *, past: bool = False
) -> dict[str, int]:
    """The year's figures by name, as on the context's day; whether that is `past` see `is_to_renew`."""
    found = counted_certificates(context, year, unit, past=past)
    return {name: sum(len(one.uids) for one in figure.behind) for name, figure in found.items()}


def counted_certificates(
    context: BasicContext, year: int, unit: str | None = None, *, past: bool = False
) -> dict[str, Counted]:
    """The same figures with the people and the cards that each counts."""
    on_duty = [uid for uid, person in _people(context, unit).items() if is_on_duty(person, context.today)]
    held, records = holders(context, unit), certificate_records(context, year, unit, past=past)
    return {
        "people": counted("person", on_duty),
        "holders": counted("person", [uid for uid in on_duty if uid in held]),
        **{name: counted("certificate", uids) for name, uids in records.items()},
    }


def certificate_records(
    context: BasicContext, year: int, unit: str | None = None, *, past: bool = False
) -> dict[str, tuple[str, ...]]:
    """Uids of the certificates that the year's figures count, by name of the figure, as on the context's day."""
    certificates, day = _certificates(context, unit), context.today
    state = {uid: situation(one, context) for uid, one in certificates.items()}
    in_use = {uid: one for uid, one in certificates.items() if is_in_use(one, day)}
    every = certificates.items()
    return {
        "in_use": tuple(in_use),
        "valid": tuple(uid for uid in certificates if state[uid] in (VALID, ENDING)),
        "ending": tuple(uid for uid in certificates if state[uid] == ENDING),
        "expired": tuple(uid for uid in certificates if state[uid] == EXPIRED),
        "issued": tuple(uid for uid, one in every if not stands_for_another(one) and _falls(begun_on(one), year, day)),
        "renewed": tuple(_renewed(certificates, year, day)),
        "to_renew": tuple(uid for uid, one in in_use.items() if is_to_renew(one, day, past=past)),
        "given_up": tuple(uid for uid, one in every if one.status != REPLACED and _falls(given_up_on(one), year, day)),
        "reviewed": tuple(
            uid
            for uid, one in in_use.items()
            if any(review.year == year and review.result == REVIEW_PASSED for review in one.reviews)
        ),
    }


def stands_for_another(one: Certificate) -> bool:
    """Whether the holder got the card for an older or a lost one: 换发 and 遗失补办 are no 申领."""
    kinds = {event.kind for event in one.events}
    in_place = one.status != REPLACED and (one.renewal == RENEWED or not kinds.isdisjoint((RENEWAL, REISSUED)))
    return bool(one.old_number) or in_place


def _renewed(certificates: Mapping[str, Certificate], year: int, day: dt.date) -> Iterator[str]:
    """Cards exchanged in the year, each once, though the old one and the new one may both say so."""
    exchanged = {
        uid: one for uid, one in certificates.items() if one.renewal == RENEWED and _falls(one.renewed_on, year, day)
    }
    replaced = {one.number for one in exchanged.values()}
    return (uid for uid, one in exchanged.items() if not one.old_number or one.old_number not in replaced)


def _falls(day: dt.date | None, year: int, until: dt.date) -> bool:
    return day is not None and day.year == year and day <= until
