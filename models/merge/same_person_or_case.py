"""The same person or case in the ledgers of two units: listed to be confirmed as 调动 or 共同被告, never merged."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from itertools import groupby

import msgspec
from sqlalchemy import Connection

from models.errors import FazhiError
from models.rules.case_number import parse_case_number
from models.rules.identity import mask_id
from models.store.base.workspace import Workspace
from models.store.records import shared_values as kept
from models.store.records.shared_values import TwinVerdict
from models.store.records.unit_cache import EVERYBODY, Made, Recipe, brought_up
from models.version import VERSION

WRONG = "登记有误"
VERDICTS = {"person": ("调动", "兼职", WRONG), "case": ("共同被告", WRONG)}
FIELDS = {"person": "id_number", "case": "number"}


class SharedPlace(msgspec.Struct, frozen=True, order=True):
    """One record that holds the same value: its unit code, uid and title."""

    unit: str
    uid: str
    title: str


class SharedValue(msgspec.Struct, frozen=True, kw_only=True):
    """One value in several units; `shown` is the value as lists may show it."""

    ledger: str
    value: str
    shown: str
    places: tuple[SharedPlace, ...]
    said: TwinVerdict | None = None

    @property
    def units(self) -> str:
        """Codes of the units, joined: what a confirmation is for."""
        return ",".join(sorted({place.unit for place in self.places}))

    @property
    def code(self) -> str:
        """What names it: of the records, so it tells nothing of the value, and another unit's record makes another."""
        return hashlib.sha256(",".join(sorted(place.uid for place in self.places)).encode()).hexdigest()[:8]


class BadVerdictError(FazhiError):
    """No such twin, or no such verdict on it."""

    verdict: str
    known: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Names the verdicts allowed, or says that the list has changed since it was shown."""
        if not self.known:
            return "没有确认：清单变了，这一条已经没有，或者又多了单位。请看新的清单（命令 twins）再确认。"
        return f"不能确认为“{self.verdict}”：可以用的是{'、'.join(self.known)}。"


def find_shared_values(workspace: Workspace, *, open_only: bool = False) -> list[SharedValue]:
    """Persons and cases that several units have, with what was said of each."""
    looked_for = {ledger: _known(workspace, ledger) for ledger in FIELDS}
    with workspace.read() as connection:
        found = _twins(connection, looked_for)
    return [one for one in found if one.said is None or not open_only]


def _known(workspace: Workspace, ledger: str) -> list[str]:
    """The same as `_suspected`, as it was found when a record of the ledger was last written."""
    recipe = Recipe(
        what=f"twins/{ledger}",
        day=dt.date.min,
        basis={EVERYBODY: VERSION},
        make=lambda connection, _: Made(msgspec.json.encode(_suspected(connection, ledger)).decode()),
        ledgers=frozenset((ledger,)),
    )
    return msgspec.json.decode(brought_up(workspace, recipe)[EVERYBODY], type=list[str])


def _suspected(connection: Connection, ledger: str) -> list[str]:
    """Values that may stand in several records, in every spelling there is: those of all others are their own."""
    oddly = kept.unofficial_values(connection, ledger, FIELDS[ledger])
    spelled = (official_spelling(ledger, value) for value in oddly)
    return sorted({*kept.repeated_values(connection, ledger, FIELDS[ledger]), *oddly, *spelled})


def _twins(connection: Connection, looked_for: Mapping[str, list[str]]) -> list[SharedValue]:
    said, found = kept.all_verdicts(connection), list[SharedValue]()
    for ledger, values in looked_for.items():
        for value, places in _shared(connection, ledger, values):
            bare = SharedValue(ledger=ledger, value=value, shown=_shown(ledger, value), places=places)
            found.append(msgspec.structs.replace(bare, said=said.get((ledger, value, bare.units))))
    return found


def _shared(connection: Connection, ledger: str, values: list[str]) -> list[tuple[str, tuple[SharedPlace, ...]]]:
    rows = kept.records_with_values(connection, ledger, FIELDS[ledger], values)
    spelled = sorted(
        (official_spelling(ledger, value), SharedPlace(unit, uid, title)) for value, unit, uid, title in rows
    )
    groups = [(value, tuple(place for _, place in some)) for value, some in groupby(spelled, key=lambda row: row[0])]
    return [(value, places) for value, places in groups if len({place.unit for place in places}) > 1]


def official_spelling(ledger: str, value: str) -> str:
    """A number in its one official spelling, so that two ways of typing it compare equal."""
    parsed = parse_case_number(value) if ledger == "case" else None
    return str(parsed) if parsed else value.strip().upper()


def _shown(ledger: str, value: str) -> str:
    return mask_id(value) if ledger == "person" else value


def confirm_shared_value(workspace: Workspace, code: str, verdict: str, note: str, operator: str) -> SharedValue:
    """Say what the twin of this code is; it counts as open again when another unit joins.

    Raises:
        BadVerdictError: There is no such twin any more, or the verdict is not one for this ledger.
    """
    with workspace.write(operator) as tx:
        looked_for = {ledger: _suspected(tx.connection, ledger) for ledger in FIELDS}
        found = next((one for one in _twins(tx.connection, looked_for) if one.code == code), None)
        known = VERDICTS[found.ledger] if found else ()
        if found is None or verdict not in known:
            raise BadVerdictError(verdict, known)
        kept.save_verdict(
            tx, TwinVerdict(ledger=found.ledger, value=found.value, units=found.units, verdict=verdict, note=note)
        )
    return found
