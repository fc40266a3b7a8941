"""The place of the first example, and the same with numbers of certificates that look like something."""

from __future__ import annotations

import msgspec

from models.records.ledgers.certificate import NATIONAL_KINDS
from models.records.place import CertificateKind, PlaceProfile
from models.records.shipped_places import only_place_before

ZHENGDONG = only_place_before()
PROVINCIAL, SUPERVISION = ZHENGDONG.certificate_kinds


def with_numbers(numbers: dict[str, str]) -> PlaceProfile:
    """The example's place with these patterns by kind of certificate."""
    kinds = (*ZHENGDONG.certificate_kinds, *(kind for kind in NATIONAL_KINDS if kind in numbers))
    certificates = tuple(CertificateKind(kind, numbers.get(kind, "")) for kind in kinds)
    return msgspec.structs.replace(ZHENGDONG, certificates=certificates)
