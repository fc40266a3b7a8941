"""Which column of somebody's table means which field: guessed by name, remembered as the user put it right. No Qt."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from models.records.field import BoundField
from models.records.ledger import Derived, Ledger
from models.records.registry import ledger as ledger_with
from reports.filled_in.cells import ReadCell, read_cell
from reports.filled_in.columns import FieldColumn, field_columns
from reports.filled_in.errors import UprightTableError
from reports.filled_in.given_book import companions, labels_for, meant_columns
from reports.filled_in.head import ColumnHeading, is_upright, plain_label
from reports.filled_in.read_workbook import ReadRow, ReadTables, SheetRows, tables_in
from reports.filled_in.sheets import SheetLines
from ui.kit.text_cells import pasted_lines, unmarked

CLIPBOARD = Path("剪贴板")
SKIPPED = "-"
"""What is remembered of a heading that a person left out; one that nobody knew is not remembered."""
LONGEST_CELL = 32_767
"""Letters that a spreadsheet has in a cell at most."""
_TITLES = 10
"""Lines among which the heads of a pasted table stand."""


def guess_columns(headings: Sequence[ColumnHeading], ledger: Ledger, kept: Mapping[str, str]) -> list[str]:
    """What each heading means, "" for nothing: as kept, else by name; of others "certificate:number"."""
    chosen = {label: "" if name == SKIPPED else name for label, name in kept.items() if name}
    meant = meant_columns(ledger, headings, chosen)
    names = [column.name if isinstance(column, FieldColumn) else "" for column in meant.pop(ledger.id)]
    for other, columns in meant.items():
        for at, column in enumerate(columns):
            if isinstance(column, FieldColumn) and not names[at]:
                names[at] = f"{other}:{column.name}"
    return names


def known_labels(ledger: Ledger) -> dict[str, str]:
    """The labels a column may be mapped to, by field name; those of ledgers that the same rows may feed come last."""
    own = {name: one.label for name, one in field_columns(ledger).items()}
    others = {
        f"{one.id}:{name}": f"{one.label}：{each.label}"
        for one in companions(ledger)
        for name, each in field_columns(one).items()
        if each.field.spec.to != ledger.id
    }
    return own | others


def fed_labels(names: Sequence[str]) -> list[str]:
    """Ledgers beside the one asked for that columns are mapped to."""
    return list(dict.fromkeys(ledger_with(name.partition(":")[0]).label for name in names if ":" in name))


def chosen_columns(headings: Sequence[ColumnHeading], names: Sequence[str]) -> dict[str, str]:
    """What is chosen for each heading, by its plain words."""
    return {plain_label(heading.label): name for heading, name in zip(headings, names, strict=True)}


def columns_to_remember(
    headings: Sequence[ColumnHeading], names: Sequence[str], ledger: Ledger, kept: Mapping[str, str]
) -> dict[str, str]:
    """The mapping to save: `kept` overlaid with what was chosen otherwise than the words of the heading say."""
    by_words = chosen_columns(headings, guess_columns(headings, ledger, {}))
    now = chosen_columns(headings, names)
    told = {label: name or SKIPPED for label, name in now.items() if name != by_words[label]}
    return {label: name for label, name in kept.items() if label not in now} | told


def read_pasted(text: str, ledger: Ledger, shown: Sequence[BoundField | Derived | None]) -> ReadTables | None:
    """Cells copied from a spreadsheet; without a line of heads they mean the columns the list shows.

    None for nothing, and for what is no table: a cell longer than any spreadsheet has.

    A line of heads is one in which at least half of the cells name a field, below titles at least two of them: what
    stands above and below it is read as in a workbook.

    Raises:
        UprightTableError: The heads stand one below the other.
    """
    lines = [line for line in pasted_lines(text) if any(cell.strip() for cell in line)]
    if not lines or any(len(cell) > LONGEST_CELL for line in lines for cell in line):
        return None
    width = max(len(line) for line in lines)
    cells = [_cells(number, line, width) for number, line in enumerate(lines, 1)]
    name, expected = CLIPBOARD.name, labels_for(ledger)
    if is_upright(cells, expected):
        raise UprightTableError(CLIPBOARD, name)
    if any(_names_fields(line, expected, least=2 if at else 1) for at, line in enumerate(lines[:_TITLES])):
        sheet = SheetLines(name, cells, [], frozenset())
        return ReadTables(CLIPBOARD, tuple(tables_in(CLIPBOARD, (name,), sheet, expected)))
    heads = [*(one.label if one else "" for one in shown), *[""] * width][:width]
    headings = tuple(ColumnHeading(head or f"第{at}列", "", at) for at, head in enumerate(heads, 1))
    rows = tuple(ReadRow(number, line) for number, line in enumerate(cells, 1))
    return ReadTables(CLIPBOARD, (SheetRows(CLIPBOARD, name, (name,), (), (0, 0), headings, rows),))


def _names_fields(line: Sequence[str], expected: Collection[str], *, least: int) -> bool:
    filled = [plain_label(cell) for cell in line if cell.strip()]
    hits = sum(cell in expected for cell in filled)
    return hits >= least and 2 * hits >= len(filled)


def _cells(number: int, line: Sequence[str], width: int) -> tuple[ReadCell, ...]:
    padded = [*line, *[""] * (width - len(line))]
    return tuple(read_cell(number, at, unmarked(text)) for at, text in enumerate(padded, 1))
