"""Printed forms: one file per form (or per family of forms), each with its `FORMS`; adding a form is adding a file."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache, partial

from models.store.base.workspace import Workspace
from models.store.records.printed import note_printed
from reports.base.sheet import Sheet
from reports.layouts.filled import lay_out_form
from reports.layouts.filling import settled
from reports.layouts.form import Form, FormRequest, NotOurFormError, UnknownFormError
from reports.layouts.layout import Layout, shipped_layout
from reports.layouts.layout_choice import layout_in_force

__all__ = [
    "Form",
    "FormRequest",
    "NotOurFormError",
    "UnknownFormError",
    "form",
    "forms",
    "layout_of",
    "make_form",
    "own_layout",
]


@cache
def forms() -> dict[str, Form]:
    """All forms by id, those of one file together, files by name."""
    names = [module.name for module in pkgutil.iter_modules(__path__)]
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    found: list[Form] = [one for module in modules for one in getattr(module, "FORMS", ())]
    return {one.id: one for one in found}


def form(form_id: str) -> Form:
    """The form with this id.

    Raises:
        UnknownFormError: There is none.
    """
    found = forms().get(form_id)
    if found is None:
        raise UnknownFormError(form_id, tuple(forms()))
    return found


def own_layout(layout_id: str) -> Layout:
    """The program's own layout; most forms have one layout, of the form's id (see `Form.layout_ids`).

    Raises:
        UnknownFormError: No form has it.
    """
    found = next((one for one in forms().values() if layout_id in one.layout_ids), None)
    if found is None:
        raise UnknownFormError(layout_id, tuple(forms()))
    return found.own() if found.own else shipped_layout(layout_id)


def layout_of(workspace: Workspace, layout_id: str) -> Layout:
    """The layout in force: the office's file or else the program's, with the columns chosen (`keep_layout`).

    Raises:
        UnknownFormError: No form has it.
        LayoutError: The office's file cannot be used.
    """
    return layout_in_force(workspace, layout_id, own_layout(layout_id))


def make_form(workspace: Workspace, form_id: str, request: FormRequest) -> Sheet:
    """Fill in a form. One with full ID numbers is journalled under the operator before it is handed out.

    Raises:
        UnknownFormError: There is no such form.
        NotOurFormError: It belongs to the other role.
        WorkspaceBusyError: It has to be journalled, and another writer holds the workspace.
        LayoutError: The office's layout for it cannot be used.
        UnknownPeriodError: No plan has the period.
        WholeYearFormError: The period is a part of the year, of which the form has no figures.
    """
    wanted = form(form_id)
    if not wanted.open_to(centre=workspace.is_centre):
        raise NotOurFormError(wanted.label, wanted.role)
    request = settled(workspace, request, wanted.label, whole_year=wanted.whole_year)
    filled = wanted.make(workspace, request)
    sheet = lay_out_form(filled, cache(partial(layout_of, workspace)))
    if wanted.full_ids:
        unit = request.unit or ("" if workspace.is_centre else workspace.unit)
        with workspace.write(request.operator) as tx:
            note_printed(tx, wanted.id, unit, f"{wanted.label}（{sheet.period}，{len(sheet.rows)}行，含完整身份证号）")
    return sheet
