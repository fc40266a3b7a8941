"""One column of a table over rows that are in memory; `rows_table` shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from models.records.tone import Tone

R = TypeVar("R")


@dataclass(frozen=True)
class ColumnHead(Generic[R]):
    """One column.

    Attributes:
        label: Head.
        width: In Chinese characters.
        value: What stands in the cell and is sorted by; None shows nothing.
        tone: What the cell means at a glance.
        icon: Name of the icon before the text.
        put: Gives the row with a typed text in this column; without it the column is read-only.
    """

    label: str
    width: int
    value: Callable[[R], object]
    tone: Callable[[R], Tone | None] | None = None
    icon: Callable[[R], str] | None = None
    put: Callable[[R, str], R] | None = None
