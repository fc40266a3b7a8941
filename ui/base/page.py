"""What a page of the window is, and how it says that it is one.

A module `page.py` or `…_page.py` of a room that declares `PAGES` is found by itself: adding a page is adding a file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from models.store.base.workspace import CENTRE, UNIT
from models.store.records.drafts import Unsaved
from ui.base.session import Session

BOTH = frozenset({UNIT, CENTRE})


class Page(QWidget):
    """Base of all pages; every method may be left as it is."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session

    def heading(self) -> Sequence[QWidget | None]:
        """What stands beside the page's name in the line over it; None for the room that is left."""
        return (None,)

    def appear(self) -> None:
        """The page comes to the front: read again what other pages may have changed."""

    def arrive(self) -> None:
        """The page was called by keyboard: put the cursor where work begins."""
        self.setFocus()
        self.focusNextChild()

    def explain(self) -> bool:
        """F1: explain what the cursor is in; False where the handbook is to be opened instead."""
        return False

    def leave(self) -> bool:
        """Save what is open before another page comes to the front; False to stay."""
        return True

    def not_written(self) -> Unsaved:
        """What the page itself holds that could not be written, tried once more; its forms are asked apart."""
        return {}

    def take_back(self) -> bool:
        """Ctrl+Z: put back what was typed and is not saved; False where nothing was."""
        return False

    def search(self) -> None:
        """Ctrl+F: put the cursor into the search box."""

    def show_ledger(self, ledger_id: str) -> None:
        """Bring the list and form of one of those ledgers to the front."""

    def show_record(self, ledger_id: str, uid: str) -> None:
        """Show a record of one of the ledgers that the page's `PageSpec` names."""

    def show_records(self, ledger_id: str, uids: list[str], what: str) -> None:
        """Show only these records of one of those ledgers; `what` they are is said over them."""

    def show_part(self, name: str) -> None:
        """Show the part of the page that another page's figure counts."""


@dataclass(frozen=True)
class PageSpec:
    """One entry of the navigation.

    Attributes:
        id: Stable name, for `Session.page_wanted`.
        label: What the navigation shows.
        order: Place in the navigation.
        roles: Whether it is for the unit, the centre or both.
        make: Makes the page when it is first looked at.
        ledgers: Ledgers whose records it can show; "*" for all.
        icon: Of Fluent System Icons, by its name in `resources/icons/fluent`.
        group: Over the first page of a group stands its name; "" for the pages before all groups.
    """

    id: str
    label: str
    order: int
    make: Callable[[Session], Page]
    roles: frozenset[str] = BOTH
    ledgers: tuple[str, ...] = ()
    icon: str = "home"
    group: str = ""
