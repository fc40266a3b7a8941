"""Word drafts people go on writing in: one file each with its `DRAFTS`; adding a draft is adding a file."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from models.store.base.workspace import Workspace
from reports.base.paper import Paper
from reports.drafts.draft import UnknownDraftError, WordDraft
from reports.layouts.filling import settled
from reports.layouts.form import FormRequest, NotOurFormError

__all__ = ["UnknownDraftError", "WordDraft", "drafts", "make_draft"]


@cache
def drafts() -> dict[str, WordDraft]:
    """All drafts by id, files by name."""
    names = [module.name for module in pkgutil.iter_modules(__path__)]
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    found: list[WordDraft] = [one for module in modules for one in getattr(module, "DRAFTS", ())]
    return {one.id: one for one in found}


def make_draft(workspace: Workspace, draft_id: str, request: FormRequest) -> list[Paper]:
    """Write a draft's papers from the ledgers.

    Raises:
        UnknownDraftError: There is no such draft.
        NotOurFormError: It belongs to the other role.
        NobodyToUrgeError: 催报单: nothing is missing.
        NoSchemeError: 反馈意见书: there is nothing to score by.
        UnknownPeriodError: No plan has the period.
        WholeYearFormError: The period is a part of the year, and the draft is about the whole.
    """
    wanted = drafts().get(draft_id)
    if wanted is None:
        raise UnknownDraftError(draft_id, tuple(drafts()))
    if not wanted.open_to(centre=workspace.is_centre):
        raise NotOurFormError(wanted.label, wanted.role)
    return wanted.make(workspace, settled(workspace, request, wanted.label, whole_year=wanted.whole_year))
