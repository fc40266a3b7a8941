"""Cases that cannot be counted unit by unit: of a number that several records have, or following another unit's."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Mapping
from functools import partial

import msgspec
from sqlalchemy import Connection

from models.rules.case_number import normalise
from models.store.base.workspace import Workspace
from models.store.records import conditions, shared_values, unit_cache
from models.store.records.unit_cache import EVERYBODY, Made, Recipe
from models.version import VERSION

LEDGERS = frozenset(("case",))
ANY_DAY = dt.date(2000, 1, 1)
"""What is worked out here is the same on every day."""


class Joint(msgspec.Struct, frozen=True):
    """Uids of these cases by unit; `versions` differs as soon as one of them does."""

    uids: Mapping[str, list[str]]
    versions: str


class _Apart(msgspec.Struct, frozen=True):
    """Of a unit's cases: numbers not spelled as official ones, and uids of those before them that are not the unit's.

    Another unit may have them, or get them later: who has what is no matter of this unit's records.
    """

    spelled: list[str]
    before: list[str]


def joint_cases(workspace: Workspace) -> Joint:
    """The cases that units share, with all their instances, as of now; computed again only if a record changed."""
    whole = Recipe("cases/joint", ANY_DAY, {EVERYBODY: VERSION}, partial(_joint, workspace), LEDGERS)
    return msgspec.json.decode(unit_cache.brought_up(workspace, whole)[EVERYBODY], type=Joint)


def _apart(connection: Connection, unit: str) -> Made:
    rows = list(conditions.columns(connection, "case", ("number", "previous"), unit=unit))
    own = {uid for _, uid, _, _ in rows}
    spelled = {number for _, _, number, _ in rows if number and normalise(number) not in (None, number)}
    found = _Apart(sorted(spelled), sorted({before for *_, before in rows if before} - own))
    return Made(msgspec.json.encode(found).decode())


def _joint(workspace: Workspace, connection: Connection, _everybody: str) -> Made:
    units = conditions.units_with_records(connection, "case")
    each = Recipe("cases/apart", ANY_DAY, dict.fromkeys(units, VERSION), _apart, LEDGERS)
    apart = [msgspec.json.decode(body, type=_Apart) for body in unit_cache.brought_up(workspace, each).values()]
    spelled = [number for one in apart for number in one.spelled]
    before = conditions.kept(connection, "case", [uid for one in apart for uid in one.before])
    wanted = {
        *shared_values.repeated_values(connection, "case", "number"),
        *spelled,
        *(normalise(one) or one for one in spelled),
    }
    groups: dict[str, list[str]] = defaultdict(list)
    for value, _, uid, _ in shared_values.records_with_values(connection, "case", "number", sorted(wanted)):
        groups[normalise(value) or uid].append(uid)
    shared = [uid for some in groups.values() if len(some) > 1 for uid in some]
    found: dict[str, list[str]] = defaultdict(list)
    stamps = []
    for unit, uid, seq in conditions.chained(connection, "case", "previous", [*shared, *before]):
        found[unit].append(uid)
        stamps.append((uid, seq))
    versions = hashlib.sha256(repr(sorted(stamps)).encode()).hexdigest()
    return Made(msgspec.json.encode(Joint(found, versions)).decode())
