"""A year's forms together: every form of the office's role that can be filled in, the charts last."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from models.errors import FazhiError
from models.records.office import place_of
from models.store.base.workspace import Workspace
from models.store.records.documents import issue_of_year
from reports.base.sheet import Sheet
from reports.forms import forms, make_form
from reports.layouts.form import FormRequest

if TYPE_CHECKING:
    from reports.paper.batch import BatchPart
    from reports.paper.fonts import FontSet

STYLES = "同一张报表有几种样式，地方规定里没有选定执法年报样式，请把上级要求的那一种单独打印出来"
ALBUM = "照片单独成册，请单独打印"


@dataclass(frozen=True)
class LeftOut:
    """A form that could not be filled in, and why."""

    label: str
    why: str


@dataclass(frozen=True)
class YearForms:
    """What goes into the batch and what does not; `empty` names the registers that have no records."""

    sheets: tuple[Sheet, ...]
    left_out: tuple[LeftOut, ...]
    empty: tuple[str, ...] = ()


def year_forms(workspace: Workspace, request: FormRequest) -> YearForms:
    """Fill in the year's forms in the registry's order; letters to units are no forms of the year.

    Registers without records are left out too: nobody binds a dozen empty pages. So is what comes in several styles:
    the one that the place asks for is bound, none where nobody said which. Photos are an album of their own.
    """
    sheets: list[Sheet] = []
    left_out: list[LeftOut] = []
    empty: list[str] = []
    with workspace.read() as connection:
        style = place_of(issue_of_year(connection, request.year)).enforcement_style
    for form in forms().values():
        not_asked_for = form.style and style and form.style != style
        if form.letter or not_asked_for or not form.open_to(centre=workspace.is_centre):
            continue
        if form.album or (form.style and not style):
            left_out.append(LeftOut(form.label, ALBUM if form.album else STYLES))
            continue
        try:
            sheet = make_form(workspace, form.id, request)
        except FazhiError as problem:
            left_out.append(LeftOut(form.label, problem.sentence))
            continue
        if form.own and not sheet.rows:
            empty.append(form.label)
        else:
            sheets.append(sheet)
    return YearForms(tuple(sheets), tuple(left_out), tuple(empty))


def print_year(
    workspace: Workspace,
    request: FormRequest,
    target: Path | BinaryIO,
    *,
    fonts: FontSet | None = None,
    substitute: bool = False,
) -> tuple[list[BatchPart], tuple[LeftOut, ...]]:
    """Print the year into one PDF, dated `request.today`; what is left out stands below the contents.

    Raises:
        MissingTypeError: Some characters have no font, and 〓 was not to `substitute` for them.
        NotWrittenError: It cannot be written: open in another program, no space, a stick that was pulled.
    """
    from reports.paper.batch import BatchCover, write_batch  # what sets type is loaded to print, not to list the forms

    found = year_forms(workspace, request)
    if not substitute:
        _require_type(found.sheets, fonts)
    office = found.sheets[0].unit if found.sheets else workspace.name
    cover = BatchCover(
        title=f"{request.year}年度法治政府建设台账汇编",
        unit=office,
        period=found.sheets[0].period if found.sheets else f"{request.year}年度",
        filled_on=request.today,
        notes=(*(f"没有编入《{one.label}》：{one.why}" for one in found.left_out), *_empty(found.empty)),
    )
    return write_batch(cover, found.sheets, target, fonts=fonts), found.left_out


def _empty(labels: tuple[str, ...]) -> tuple[str, ...]:
    return (f"没有记录、没有编入的登记簿：{'、'.join(labels)}。",) if labels else ()


def _require_type(sheets: tuple[Sheet, ...], fonts: FontSet | None) -> None:
    """Refuse a batch that cannot be printed as it is, naming the form each character stands in."""
    from reports.paper.missing_type import MissingCharacter, MissingTypeError, missing_type

    places: dict[str, list[str]] = {}
    for sheet in sheets:
        for one in missing_type(sheet, fonts):
            places.setdefault(one.char, []).extend(f"《{sheet.title}》{place}" for place in one.places)
    if places:
        raise MissingTypeError(tuple(MissingCharacter(char, tuple(where)) for char, where in places.items()))
