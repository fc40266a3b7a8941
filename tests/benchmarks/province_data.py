"""What a unit of a made-up province has in its ledgers, as entries that no database has seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count, islice
from typing import Any

import msgspec

from models.records.entry import Entry, new_uid, uid_for
from models.records.plan import Plan
from models.records.registry import ledger
from models.records.version import REST, advance_vector
from tests.benchmarks.merge_data import officers, suits
from tests.models.offices import PROOF
from ui.demo.certificates import certificates
from ui.demo.desk import DemoDesk
from ui.demo.luck import luck_for
from ui.demo.own_ledgers import trainings
from ui.demo.progress import progress
from ui.demo.roster import DemoOffice

Fields = dict[str, Any]
COUNTS = {"progress": 36, "person": 100, "certificate": 180, "case": 110, "training": 30}
RECORDS = sum(COUNTS.values())
WHO = ("2020-12-01T08:00:00Z", "张三")


def ledgers_of(office: DemoOffice, number: int, plan: Plan) -> dict[str, list[Entry]]:
    """The entries of one unit by ledger; `number` tells its people and cases from those of others."""
    persons = list(_some(office, "person", officers(office, number)))
    by_uid = {entry.uid: entry.fields for entry in persons}
    done = (row | {"evidence": []} for row in progress(office, plan, [{}], number))
    held = (
        row
        for batch in count()
        for row in _held(
            office, trainings(DemoDesk(office, luck_for(1000 * number + batch, office.unit.code, "training"), [{}, {}]))
        )
    )
    return {
        "progress": list(_some(office, "progress", done)),
        "person": persons,
        "certificate": list(_some(office, "certificate", certificates(office, by_uid, number))),
        "case": list(_cases(office, number)),
        "training": list(_some(office, "training", held)),
    }


def _held(office: DemoOffice, rows: Iterable[Fields]) -> Iterator[Fields]:
    for row in rows:
        yield msgspec.to_builtins(row) | {"evidence": [], "organiser": office.unit.name, "explanations": PROOF}


def _cases(office: DemoOffice, number: int) -> Iterator[Entry]:
    """Suits; each instance names the one before it."""
    found: list[Entry] = []
    for chain in suits(office, number):
        previous = ""
        for case in chain:
            found += _some(office, "case", [case | {"previous": previous} if previous else case])
            previous = found[-1].uid
    return islice(found, COUNTS["case"])


def _some(office: DemoOffice, name: str, rows: Iterable[Fields]) -> Iterator[Entry]:
    return (_entry(office.unit.code, name, row) for row in islice(rows, COUNTS[name]))


def _entry(unit: str, name: str, fields: Fields) -> Entry:
    kept = {field: value for field, value in fields.items() if value not in (None, "", [], ())}
    vector, stamp = advance_vector({}, f"w{unit}")
    declared = ledger(name)
    return Entry(
        uid=uid_for(declared, unit, kept) if declared.fixed_uid else new_uid(),
        unit=unit,
        created=WHO,
        changed=WHO,
        deleted=False,
        vector=vector,
        stamps={REST: stamp},
        fields=kept,
    )
