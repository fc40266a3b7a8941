"""The neutral letter or report: headings, paragraphs and tables, before anyone decides how it looks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from reports.base.sheet import Column, Row

Level = Literal[1, 2, 3]
Role = Literal["body", "address", "note"]
GAP_BEGINS = "【待补充："


@dataclass(frozen=True, slots=True)
class Gap:
    """Something only the writer knows: shows as 【待补充：…】, marked."""

    what: str

    @property
    def text(self) -> str:
        """The placeholder printed in place of what is missing: 【待补充：…】."""
        return f"{GAP_BEGINS}{self.what}】"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading without its number: 一、 or （一） or 1． is put before it in order."""

    level: Level
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words and gaps. `address` is whom the letter is for (not indented), `note` is set small below a table."""

    runs: tuple[str | Gap, ...]
    role: Role = "body"

    @property
    def text(self) -> str:
        """The whole paragraph as it reads on paper."""
        return "".join(run.text if isinstance(run, Gap) else run for run in self.runs)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; cells as in a `Sheet`."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


Block = Heading | Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Paper:
    """One letter or report of `office`, signed and dated `day`; in a template `dated` stands in its place."""

    draft_id: str
    title: str
    office: str
    day: dt.date
    blocks: tuple[Block, ...]
    dated: str = ""

    @property
    def gaps(self) -> tuple[str, ...]:
        """What the writer still has to add, in order."""
        paragraphs = (block for block in self.blocks if isinstance(block, Paragraph))
        return tuple(run.what for one in paragraphs for run in one.runs if isinstance(run, Gap))


def paragraph(*runs: str | Gap) -> Paragraph:
    """Make a paragraph of body text out of strings and gaps."""
    return Paragraph(runs)


def address_paragraph(*runs: str | Gap) -> Paragraph:
    """The line that names whom the letter is for."""
    return Paragraph(runs, "address")


def note_paragraph(words: str) -> Paragraph:
    """A remark below a table."""
    return Paragraph((words,), "note")
