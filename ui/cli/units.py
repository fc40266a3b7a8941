"""How a command names a unit of the roster: by code or by name."""

from __future__ import annotations

import argparse

from models.errors import FazhiError
from models.records.office import Unit
from models.store.base.workspace import Workspace
from models.submit.centre import current_issue, last_issue
from ui.cli.opening import WrongRoleError


class NoSuchUnitError(FazhiError):
    """The roster has no such unit."""

    code: str
    known: tuple[Unit, ...]

    @property
    def sentence(self) -> str:
        """Lists the codes there are."""
        codes = "、".join(f"{unit.code}（{unit.name}）" for unit in self.known) or "（名册是空的）"
        return f"名册里没有“{self.code}”这个单位，可以用的是 {codes}。"


def add_unit(parser: argparse.ArgumentParser) -> None:
    """Let the command be about one unit of the roster."""
    parser.add_argument("unit", metavar="单位", help="单位代码或名称")


def require_unit(workspace: Workspace, given: str | None) -> str:
    """The code of the unit given by code or name; the own one without.

    Raises:
        NoSuchUnitError: The roster has no such unit.
        WrongRoleError: A unit asks for another one.
    """
    if given in (None, workspace.unit, workspace.name):
        return workspace.unit
    if not workspace.is_centre:
        raise WrongRoleError(centre=True)
    return roster_unit(workspace, str(given))


def roster_unit(workspace: Workspace, given: str) -> str:
    """The code of a unit of the roster, given by code or name.

    Raises:
        NoSuchUnitError: There is no such unit.
    """
    issues = filter(None, [last_issue(workspace), current_issue(workspace)])
    units = tuple({unit.code: unit for issue in issues for unit in issue.units}.values())
    found = next((unit.code for unit in units if given in (unit.code, unit.name)), None)
    if found is None:
        raise NoSuchUnitError(given, units)
    return found
