"""Pages of the window, one file each in the rooms of `ui`: `page.py`, and `…_page.py` where a room has several."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache

import ui
from models.store.base.workspace import CENTRE, UNIT
from ui.base.page import PageSpec

PRINTED = ("reports.forms", "reports.drafts")
"""Packages of which 统计与打印 lists what every module declares."""


@cache
def page_modules() -> tuple[str, ...]:
    """Full names of the modules that declare pages."""
    rooms = [room.name for room in pkgutil.iter_modules(ui.__path__, "ui.") if room.ispkg and room.name != "ui.base"]
    found = [name for room in rooms for name in _modules(room)]
    return tuple(name for name in found if name.rpartition(".")[2].endswith("page"))


def modules_ahead() -> Iterator[str]:
    """Full names of the modules that somebody would wait for later: those of pages, then those of forms."""
    yield from page_modules()
    for package in PRINTED:
        yield from _modules(package)


def _modules(package: str) -> list[str]:
    return [module.name for module in pkgutil.iter_modules(importlib.import_module(package).__path__, f"{package}.")]


def pages_for(role: str) -> list[PageSpec]:
    """Pages for `role` in the order of the navigation."""
    found: list[PageSpec] = []
    for name in page_modules():
        found += getattr(importlib.import_module(name), "PAGES", ())
    return sorted((page for page in found if role in page.roles), key=lambda page: page.order)


def page_named(name: str) -> PageSpec:
    """The page with the id `name`, for a room in which another one's page appears."""
    return next(page for role in (UNIT, CENTRE) for page in pages_for(role) if page.id == name)
