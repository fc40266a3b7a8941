"""A form: what it is called, who may print it, and how its sheet is made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from models.errors import FazhiError
from models.store.base.workspace import Workspace
from reports.base.sheet import Picture
from reports.layouts.filled import Filled
from reports.layouts.layout import Layout

Role = Literal["unit", "centre", "both"]


@dataclass(frozen=True, slots=True)
class FormRequest:
    """For what a form is asked.

    Attributes:
        year: The year it looks at.
        today: The day it is filled in; a year that is over is shown as it stood on its last day.
        period: Id or label of the reporting period; "" for the whole year.
        unit: Code of one unit; None for the own unit, and at the centre for all units.
        operator: 填表人, who is also named in the journal.
        reviewer: 审核人.
        head: 单位负责人.
        phone: 联系电话.
        units: Codes of the units a form for several goes to; none for all.
        only: Uids of the records a register shows, whatever their year; None for all of the year.
        words: What a form that lists things is narrowed to, words with blanks between; "" for all.
        month: The month of a sheet that is of one month, 0 for all months of the year.
        picture: Reads a picture of others safely, at most so many pixels wide and high; None of what is none.
        until: The last day of the part of the year that the period is for, None for the whole year (`settled`).
    """

    year: int
    today: dt.date
    period: str = ""
    unit: str | None = None
    operator: str = ""
    reviewer: str = ""
    head: str = ""
    phone: str = ""
    units: frozenset[str] = frozenset()
    only: frozenset[str] | None = None
    words: str = ""
    month: int = 0
    picture: Callable[[bytes, int], Picture | None] | None = None
    until: dt.date | None = None

    def goes_to(self, unit: str) -> bool:
        """Whether a letter or sheet for the unit with this code is asked for."""
        return self.unit in (None, unit) and (not self.units or unit in self.units)


@dataclass(frozen=True, slots=True)
class Form:
    """One printable form.

    Attributes:
        id: Stable id, used in files and commands.
        label: What people call it; also the menu entry.
        role: Whose form it is.
        make: Fills it in; its layout makes it a sheet.
        full_ids: It shows ID numbers in full, so the journal says who made it.
        note: One sentence for the menu: what it shows.
        layouts: Ids of the layouts it is printed by; () for one of the form's own id.
        letter: It is no form of the year, but a letter to each unit, what is to be done, or a look over several forms.
        style: Which of several styles of the same report it is: an office hands in the one that its place asks for.
        album: It is bound by itself and not into the year's book, for its pictures are read one by one.
        by_words: It may be narrowed to what has some words.
        by_month: It may be made of one month alone.
        whole_year: Its figures are those of a whole year, and there are none of a part of it.
        own: The program's layout, for forms that follow from a declaration and have no file.
    """

    id: str
    label: str
    role: Role
    make: Callable[[Workspace, FormRequest], Filled]
    full_ids: bool = False
    note: str = ""
    layouts: tuple[str, ...] = ()
    letter: bool = False
    style: str = ""
    album: bool = False
    by_words: bool = False
    by_month: bool = False
    whole_year: bool = False
    own: Callable[[], Layout] | None = None

    @property
    def layout_ids(self) -> tuple[str, ...]:
        """Ids of the layouts its sheets are printed by."""
        return self.layouts or (self.id,)

    def open_to(self, *, centre: bool) -> bool:
        """Whether a centre (or, without `centre`, a unit) may print the form."""
        return self.role in ("both", "centre" if centre else "unit")


class UnknownFormError(FazhiError):
    """No form has this id."""

    form: str
    known: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Names the forms there are."""
        return f"没有代号为“{self.form}”的表：可选 {'、'.join(self.known)}。"


class WholeYearFormError(FazhiError):
    """The form is made for a whole year only."""

    label: str
    period: str

    @property
    def sentence(self) -> str:
        """Says what to ask for instead."""
        return f"《{self.label}》按年度出，没有{self.period}的：请改选全年。"


class NotOurFormError(FazhiError):
    """The form belongs to the other role."""

    label: str
    role: Role

    @property
    def sentence(self) -> str:
        """Says whether the centre or a unit prints the form, and that it must be made there."""
        who = "汇总单位" if self.role == "centre" else "填报单位"
        return f"《{self.label}》由{who}打印：请在{who}的工作区里生成。"
