"""A share of a whole, as facts name it; `bars` draws it."""

from __future__ import annotations

from typing import NamedTuple


class BarFigure(NamedTuple):
    """`done` of `total`; `key` comes back when it is clicked, `note` stands in its tooltip."""

    name: str
    done: int
    total: int
    key: str = ""
    note: str = ""

    @property
    def share(self) -> float:
        """`done` as a share of `total`, 0 to 1."""
        return min(self.done / self.total, 1.0) if self.total else 0.0
