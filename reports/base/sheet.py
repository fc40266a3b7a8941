"""The neutral form: what a printed table says, before anyone decides how it looks.

`reports.paper.pdf` and `reports.excel.workbook` both draw a `Sheet`, so paper and workbook cannot differ in
heads, order or figures. Only shapes live here: no layout, no fonts, no file.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, Protocol

from reports.base.charts import Chart

CellValue = str | int | Decimal | dt.date | None
"""What a cell may hold. A percent is the ratio itself: `Decimal("0.418")` prints 41.80%."""
Kind = Literal["text", "date", "number", "money", "percent", "picture"]
Align = Literal["", "left", "center", "right"]
Style = Literal["body", "section", "subtotal", "total"]
Orientation = Literal["auto", "portrait", "landscape"]

_ALIGN_OF_KIND: dict[Kind, Align] = {
    "text": "left",
    "date": "center",
    "number": "right",
    "money": "right",
    "percent": "right",
    "picture": "center",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `width` in millimetres as wished, `group` the common head, `choices` what a workbook offers."""

    key: str
    label: str
    width: float
    kind: Kind = "text"
    align: Align = ""
    group: str = ""
    choices: tuple[str, ...] = ()

    @property
    def side(self) -> Align:
        """Where the cells stand: as asked, else as the kind is usually set."""
        return self.align or _ALIGN_OF_KIND[self.kind]


@dataclass(frozen=True, slots=True)
class Behind:
    """Records that a figure counts: of which ledger, their uids, and which `part` of it they are."""

    ledger: str
    uids: tuple[str, ...]
    part: str = ""


class Picture(Protocol):
    """A picture as pixels: `width` × `height`, three bytes each (red, green, blue), line by line."""

    @property
    def width(self) -> int:
        """Pixels in a line."""

    @property
    def height(self) -> int:
        """Lines."""

    @property
    def data(self) -> bytes:
        """All of them."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table. A section needs one cell only; it runs over the whole width.

    `behind` says of every cell what it counts, () of one that counts no records; () where it is of none. `picture` is
    drawn in the column of that kind, whose cell says what it is a picture of.
    """

    cells: tuple[CellValue, ...]
    style: Style = "body"
    behind: tuple[tuple[Behind, ...], ...] = ()
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with its value, for the block above the table, and what figures in it count."""

    label: str
    value: str
    behind: tuple[Behind, ...] = ()


RECEIVER = "接收人"
"""The first of those who sign at the other office, behind the seal of this one."""
UNSIGNED = (Fact("填表人", ""), Fact("审核人", ""), Fact("单位负责人", ""), Fact("联系电话", ""))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One form, filled in. `period` is the middle of the line below the title, say 2020年度.

    `code` is the 表号 at the top right. `letter` holds paragraphs before the table and turns the sheet into a letter
    (GB/T 9704: page number — 1 —, unit and date at its end). `qr` is the code at the top left, `signers` are
    labels with the names already known, `more` are sheets printed behind this one, each with pages of its own.
    `layout` names the layout that gave the columns.

    Raises:
        ValueError: a row has not as many cells as there are columns.
    """

    form_id: str
    title: str
    unit: str
    period: str
    filled_on: dt.date
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    facts: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()
    signers: tuple[Fact, ...] = UNSIGNED
    seal: bool = True
    qr: str | None = None
    code: str = ""
    letter: tuple[str, ...] = ()
    orientation: Orientation = "auto"
    charts: tuple[Chart, ...] = ()
    layout: str = ""
    more: tuple[Sheet, ...] = ()

    @property
    def own_signers(self) -> tuple[Fact, ...]:
        """The signers of the office that prints the sheet: those before RECEIVER."""
        return self.signers[: len(self.signers) - len(self.other_signers)]

    @property
    def other_signers(self) -> tuple[Fact, ...]:
        """RECEIVER and the signers after it: those of the office that receives the sheet; () if none."""
        at = next((at for at, signer in enumerate(self.signers) if signer.label == RECEIVER), len(self.signers))
        return self.signers[at:]

    def __post_init__(self) -> None:
        wanted = len(self.columns)
        for number, row in enumerate(self.rows, 1):
            if len(row.cells) != wanted and row.style != "section":
                raise ValueError(f"{self.form_id}: row {number} has {len(row.cells)} cells, {wanted} columns")
