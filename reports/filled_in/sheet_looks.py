"""What the raw cells of a sheet tell beyond their values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Struck = Literal["whole", "part"]
"""How much of a cell is crossed out."""
Place = tuple[int, int]
"""Row and column, from 1."""
Area = tuple[int, int, int, int]
"""Top, left, bottom and right of merged cells, counted from 1."""


class TellingStyles(NamedTuple):
    """Styles of an xls or xlsb by number: formats that show more than the number, and those that cross out."""

    formats: dict[int, str]
    struck: frozenset[int]


@dataclass(slots=True)
class Looks:
    """Filled while a sheet is looked through.

    Attributes:
        reach: At least the last cell with content of each column.
        errors: What error cells show.
        formats: Number formats of numbers that may show more than the number.
        shown: What numbers show where the file says it.
        hidden: Rows that nobody sees: hidden, or filtered out.
        hidden_columns: Columns that nobody sees.
        struck: Cells that are crossed out, whole or in part.
        merged: Merged cells, in formats of which the reader does not tell them.
    """

    reach: list[Place] = field(default_factory=list)
    errors: dict[Place, str] = field(default_factory=dict)
    formats: dict[Place, str] = field(default_factory=dict)
    shown: dict[Place, str] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    struck: dict[Place, Struck] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
