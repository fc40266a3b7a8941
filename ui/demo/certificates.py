"""Certificates of invented officers in a year in which all are exchanged, for those of five years ago end with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from models.records.ledgers.certificate import MINISTRY
from models.records.ledgers.person import LEFT
from models.records.place import BARRABLE
from ui.demo.luck import Luck, day_in_year, luck_for
from ui.demo.roster import DemoOffice, Way

Fields = dict[str, Any]
Officers = Mapping[str, Fields]
"""Officers by uid."""

MINISTRIES = {
    "市场监管": ("示例部委市场监管执法证", "示例：市场监督管理行政处罚程序规定"),
    "农业农村": ("示例部委农业执法证", "示例：农业行政处罚程序规定"),
    "交通运输": ("示例部委交通运输执法证", "示例：交通运输行政执法证件管理规定"),
    "文化旅游": ("示例部委文化市场执法证", "示例：文化市场综合行政执法管理办法"),
    "城乡建设": ("示例部委住房城乡建设执法证", "示例：住房城乡建设行政执法证件规定"),
}


def certificates(office: DemoOffice, officers: Officers, seed: int) -> list[Fields]:
    """Every certificate the officers hold or held."""
    luck = luck_for(seed, office.unit.code, "certificates")
    found: list[Fields] = []
    for place, (uid, person) in enumerate(officers.items()):
        if person["staffing"] not in BARRABLE:
            found += _of_person(luck, office, uid, place, person)
    return found


def _of_person(luck: Luck, office: DemoOffice, uid: str, place: int, person: Fields) -> Iterator[Fields]:
    old = _old(office, uid, place)
    if person["status"] in LEFT:
        yield old | _given_up(person)
        return
    if office.way is Way.SLACK and place in (2, 3):
        year = office.story.year
        yield old | {"valid_from": f"{year - 5}-11-15", "valid_to": f"{year}-11-14", "renewal": "待换发"}
    elif place % 7 == 5:  # noqa: PLR2004 - now and then one is still under way
        yield old | {"renewal": "已申请", "applied_on": day_in_year(luck, office.story.year, *_AUTUMN).isoformat()}
    else:
        yield from _exchanged(luck, office, uid, place, old)
    if place in (0, 1, 4) and office.trade in MINISTRIES:
        yield _of_ministry(luck, office, uid, place)


_AUTUMN = "11-02", "11-27"


def _exchanged(luck: Luck, office: DemoOffice, uid: str, place: int, old: Fields) -> Iterator[Fields]:
    applied = day_in_year(luck, office.story.year, "08-03", "08-28").isoformat()
    renewed = day_in_year(luck, office.story.year, "10-09", "10-30").isoformat()
    event = {"on": renewed, "kind": "换发", "reason": "五年期满统一换发"}
    dates = {"applied_on": applied, "renewed_on": renewed, "renewal": "已换发"}
    yield old | dates | {"status": "已换发", "events": [event]}
    kind = office.story.profile.certificate_kinds[office.is_committee and place < 3]  # noqa: PLR2004 - 3 supervisors
    year = office.story.year
    begun = {"valid_from": f"{year}-10-01", "valid_to": f"{year + 5}-09-30", "issued_on": f"{year}-10-01"}
    new = _certificate(office, uid, f"示例{office.unit.code}{year % 100}{place:03d}", begun)
    yield new | {"kind": kind, "old_number": old["number"], "renewed_on": renewed, "events": [event]}


def _of_ministry(luck: Luck, office: DemoOffice, uid: str, place: int) -> Fields:
    authority, basis = MINISTRIES[office.trade]
    year = office.story.year
    begun = f"{year - 2}-06-01"
    card = _certificate(office, uid, f"示例部{office.unit.code}{place:03d}", {"issued_on": begun})
    card |= {"kind": MINISTRY, "issuer": authority, "valid_from": begun, "valid_to": f"{year + 3}-05-31"}
    if office.way is Way.SLACK:
        return card | {"basis": basis}
    day = day_in_year(luck, office.story.year, "05-06", "09-25").isoformat()
    return card | {"basis": basis, "filed_on": day, "filing_number": f"示例备〔{year}〕{place + 1}号"}


def _old(office: DemoOffice, holder: str, place: int) -> Fields:
    """A certificate of five years ago, reviewed in the two years before this one."""
    year = office.story.year
    dates = {"valid_from": f"{year - 5}-12-31", "valid_to": f"{year}-12-31", "issued_on": f"{year - 5}-12-31"}
    reviews = [{"year": one, "on": f"{one}-06-15", "result": "通过"} for one in (year - 2, year - 1)]
    number = f"示例{office.unit.code}{(year - 5) % 100}{place:03d}"
    return _certificate(office, holder, number, dates | {"reviews": reviews})


def _certificate(office: DemoOffice, holder: str, number: str, dates: Fields) -> Fields:
    return {
        "holder": holder,
        "kind": office.story.profile.certificate_kinds[0],
        "number": number,
        "authority": office.unit.name,
        "field": office.trade,
        "area": office.story.area,
        "issuer": office.story.issuer,
        "status": "在用",
        "reviews": [],
        **dates,
    }


def _given_up(person: Fields) -> Fields:
    status = "注销" if person["status"] == "退休" else "收回"
    return {"status": status, "events": [{"on": person["left_on"], "kind": status, "reason": person["left_why"]}]}
