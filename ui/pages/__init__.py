"""Pages of the window, one file each: every module here that declares `PAGES` is listed."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.pages.page import PageSpec


def names() -> list[str]:
    """Full names of the modules here."""
    return [f"{__name__}.{module.name}" for module in pkgutil.iter_modules(__path__)]


def pages(role: str) -> list[PageSpec]:
    """Pages for `role` in the order of the navigation."""
    found: list[PageSpec] = []
    for name in names():
        found += getattr(importlib.import_module(name), "PAGES", ())
    return sorted((page for page in found if role in page.roles), key=lambda page: page.order)
