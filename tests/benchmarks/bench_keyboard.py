"""20 certificates and 10 cases typed by keyboard alone, keys against characters. Run by hand.

    python -m tests.benchmarks.bench_keyboard [--certificates 20] [--cases 10]

Characters are those of the kept data as a list shows it; keys are all that were pressed, Enter and chords included.
"""

import argparse
import tempfile
import time
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import Qt

from models.records.field import BoundField, Kind
from models.records.ledger import Ledger
from models.records.registry import ledger
from models.store.base.workspace import UNIT, Office, Workspace, create_workspace
from models.store.records import listing, records
from models.store.records.listing import ListQuery
from tests.benchmarks.list_data import Stage, stage
from tests.benchmarks.typing_data import Typed, cases, certificates
from tests.benchmarks.typing_hands import CTRL, Keyboard
from ui.cli.arguments import tell
from ui.kit.tables.cells import text_of
from ui.ledgers.page import LedgerPage

ALT = Qt.KeyboardModifier.AltModifier


def main() -> None:
    """Type, count, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--certificates", type=int, default=20)
    parser.add_argument("--cases", type=int, default=10)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workspace, _ = create_workspace(Path(folder) / "w", Office(UNIT, "X01", "示例办事处"), None)
        with workspace.write("张晓明") as tx:
            records.save(tx, ledger("person"), "X01", {"name": "张晓明"})
        made = stage(workspace, Path(folder))
        _type(made, "certificate", list(certificates(args.certificates)), Qt.Key.Key_3)
        _type(made, "case", list(cases(args.cases)), Qt.Key.Key_4)
        made.session.close()


def _type(made: Stage, name: str, rows: list[Typed], page: Qt.Key) -> None:
    keyboard, start = Keyboard(made.window, made.settle), time.perf_counter()
    keyboard.press(page, ALT)
    shown = made.window.page
    if not isinstance(shown, LedgerPage):
        raise SystemExit("no such page")
    if name == "certificate":
        shown.tabs.tabBar().setFocus()
        keyboard.press(Qt.Key.Key_Right)
        shown.pane.list.table.setFocus()
    keyboard.press(Qt.Key.Key_N, CTRL)
    for row in rows:
        keyboard.row(shown.pane.form, row)
    seconds = time.perf_counter() - start
    characters = _characters(made.session.workspace, ledger(name))
    counted = f"{keyboard.keys:5} keys for {characters:5} characters, {keyboard.keys / characters:.2f}"
    tell(f"{name:12} {len(rows):3} records  {counted}  {seconds:.1f} s")


def _characters(workspace: Workspace, declared: Ledger) -> int:
    with workspace.read() as connection:
        rows = listing.read_page(connection, declared, listing.row_ids(connection, declared, ListQuery()))
    return sum(_length(field, row.fields.get(field.name)) for row in rows for field in declared.fields)


def _length(field: BoundField, value: Any) -> int:
    """Characters of a value; of a table those of its cells."""
    if field.kind is not Kind.TABLE or not value:
        return len(text_of(field, value))
    kept = msgspec.json.decode(value) if isinstance(value, str) else value
    return sum(len(text_of(column, row.get(column.name))) for row in kept for column in field.columns)


if __name__ == "__main__":
    main()
