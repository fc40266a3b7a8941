"""A unit's workspace with many records, its search index caught up."""

import datetime as dt
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from models.records.registry import ledger
from models.store.base import search
from models.store.base.workspace import UNIT, Office, create_workspace
from ui.demo.cases import case_chains
from ui.demo.certificates import certificates
from ui.demo.example import read_example
from ui.demo.filling import save_rows
from ui.demo.people import id_number, people
from ui.demo.roster import own_office

PASSPHRASE, CLERK, CODE = "benchmark", "经办人", "X01"
BATCH = 5_000
Fields = dict[str, Any]
OWN = own_office(read_example())


def make_workspace(folder: Path, count: int) -> int:
    """One fifth people, two fifths certificates, two fifths cases; gives how many there are."""
    workspace, _ = create_workspace(folder, Office(UNIT, CODE, "示例办事处"), PASSPHRASE)
    made = 0
    uids: list[str] = []
    officers = list(_officers(count // 5))
    for name, rows, most in (
        ("person", iter(officers), count // 5),
        ("certificate", _certificates(officers, uids), 2 * count // 5),
        ("case", _cases(), 2 * count // 5),
    ):
        left = most
        while left:
            with workspace.write(CLERK) as tx:
                kept = save_rows(tx, name, CODE, islice(rows, min(BATCH, left)))
            uids += kept if name == "person" else []
            left -= len(kept)
            made += len(kept)
        with workspace.write(CLERK) as tx:
            search.update_index(tx.connection, ledger(name))
    with workspace.write(CLERK) as tx:
        tx.set_setting("operators", f'["{CLERK}"]')
    workspace.close()
    return made


def _officers(count: int) -> Iterator[Fields]:
    made = 0
    for seed in range(count):
        for person in people(OWN, seed % 9999, seed):
            birth = dt.date(1965, 1, 1) + dt.timedelta(days=made % 11_000)
            yield person | {"id_number": id_number(made // 11_000, birth, made % 400, person["sex"])}
            made += 1
            if made == count:
                return


def _certificates(officers: list[Fields], uids: list[str]) -> Iterator[Fields]:
    seed = 0
    while True:
        for at in range(0, len(uids), 20):
            some = dict(zip(uids[at : at + 20], officers[at : at + 20], strict=True))
            for row in certificates(OWN, some, seed):
                yield row | {"number": f"{row['number']}-{seed}-{at}"}
        seed += 1


def _cases() -> Iterator[Fields]:
    made, seed = 0, 0
    while True:
        for chain in case_chains(OWN, seed):
            for case in chain:
                made += 1
                yield case | {"number": f"{case['number'].rstrip('号')}{made}号"}
        seed += 1
