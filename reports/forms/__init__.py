"""Printed forms: one file per form (or per family of forms), each with its `FORMS`; adding a form is adding a file."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from models.store.printed import note_printed
from models.store.workspace import Workspace
from reports.forms.form import Form, FormRequest, NotOurFormError, UnknownFormError
from reports.sheet import Sheet

__all__ = ["Form", "FormRequest", "NotOurFormError", "UnknownFormError", "form", "forms", "make_form"]


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


def make_form(workspace: Workspace, form_id: str, request: FormRequest) -> Sheet:
    """Fill in a form. One with full ID numbers is journalled under the operator before it is handed out.

    Raises:
        UnknownFormError: There is no such form.
        NotOurFormError: It belongs to the other role.
        WorkspaceBusyError: It has to be journalled, and another writer holds the workspace.
    """
    wanted = form(form_id)
    if not wanted.open_to(centre=workspace.is_centre):
        raise NotOurFormError(wanted.label, wanted.role)
    sheet = wanted.make(workspace, request)
    if wanted.full_ids:
        unit = request.unit or ("" if workspace.is_centre else workspace.unit)
        with workspace.write(request.operator) as tx:
            note_printed(tx, wanted.id, unit, f"{wanted.label}（{sheet.period}，{len(sheet.rows)}行，含完整身份证号）")
    return sheet
