"""A database of an older program may hold values that no record may have today: nothing stops because of them."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from models.records.registry import ledger
from models.store.base.workspace import open_workspace
from models.store.records import records
from tests.office import Offices
from tests.ui.cli.conftest import Run

BAD: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("training", {"held_on": "2020-05-01", "kind": "其他", "topic": "民法典"}, {"held_on": "9999-12-31"}),
    ("case", {"number": "（2020）豫0191行初1号", "cause": "处罚"}, {"compensation_paid": "1E+999999"}),
    ("case", {"number": "（2020）豫0191行初2号", "cause": "处罚"}, {"compensation_paid": "sNaN"}),
    ("certificate", {"number": "豫A1"}, {"valid_to": "9999-12-31"}),
    ("person", {"name": "张三"}, {"name": "张\x07三"}),
    ("training", {"topic": "宪法"}, {"evidence": [{"name": "a", "digest": "../" * 3, "size": 1}]}),
]


@pytest.fixture
def older(offices: Offices) -> Offices:
    """The centre's own unit has records that were kept before there were bounds."""
    centre = open_workspace(offices.centre, None)
    with centre.write("李四") as tx:
        for name, good, bad in BAD:
            entry = records.save(tx, ledger(name), centre.unit, good)
            worse = msgspec.structs.replace(entry, fields={**entry.fields, **bad})
            tx.save_entries("change", ledger(name), [(worse, worse.line())])
    centre.close()
    return offices


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("check",), "读不"),
        (("verify",), "完好"),
        *((("export", "{centre}", name, f"{{out}}/{name}.xlsx"), "") for name in ("training", "case", "person")),
        (("print-all", "{centre}", "{out}/全年.pdf"), ""),
    ],
)
def test_every_reader_goes_on(older: Offices, run: Run, words: tuple[str, ...], said: str) -> None:
    out = older.centre.parent
    named = [word.format(centre=older.centre, out=out) for word in words]
    done = run(*named, *([older.centre] if len(words) == 1 else []))
    assert "Traceback" not in done.err
    assert said in done.out + done.err
