"""A draft: what it is called, who may make it, and how its papers are written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models.errors import FazhiError
from models.store.base.workspace import Workspace
from reports.base.paper import Paper
from reports.layouts.form import FormRequest, Role


@dataclass(frozen=True, slots=True)
class WordDraft:
    """One kind of editable Word draft.

    Attributes:
        id: Stable id, used in commands.
        label: What people call it; also the menu entry.
        role: Whose draft it is.
        make: Writes it: one paper, or one for each unit concerned.
        note: One sentence for the menu: what it holds.
        whole_year: It is written about a whole year, never about a part of it.
    """

    id: str
    label: str
    role: Role
    make: Callable[[Workspace, FormRequest], list[Paper]]
    note: str = ""
    whole_year: bool = False

    def open_to(self, *, centre: bool) -> bool:
        """Whether a centre (or, without `centre`, a unit) may make the draft."""
        return self.role in ("both", "centre" if centre else "unit")


class UnknownDraftError(FazhiError):
    """No draft has this id."""

    draft: str
    known: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Names the drafts there are."""
        return f"没有代号为“{self.draft}”的文稿：可选 {'、'.join(self.known)}。"
