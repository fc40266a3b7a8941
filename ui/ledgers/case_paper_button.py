"""写文书: the papers that the case shown may want, as a menu beside its form."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtWidgets import QMenu, QToolButton

from models.records.ledgers.case.record import Case
from models.store.records.stored_context import StoredContext
from reports.case_papers.papers import PaperChoice, paper_choices
from ui.base.session import Session
from ui.kit.labels import small_button

NO_CASE = "先在列表里选一件案件，或者先保存"


def case_paper_button(
    session: Session, ledger: str, current: Callable[[], str], chosen: Callable[[str, PaperChoice], None]
) -> QToolButton:
    """The button for cases of a ledger; `current` gives the uid of the one shown ("" for none), `chosen` gets it."""
    button = small_button("写文书 ▾", "答辩状、答复书、授权委托书等，按这件案件填好存为 Word")
    menu = QMenu(button)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setMenu(menu)

    def add(uid: str, choice: PaperChoice) -> None:
        menu.addAction(choice.label).triggered.connect(lambda: chosen(uid, choice))

    def offer() -> None:
        menu.clear()
        uid = current()
        with session.workspace.read() as connection:
            case = StoredContext(connection, session.today()).get(ledger, uid)
        for one in paper_choices(cast("Case", case)) if case else ():
            add(uid, one)
        if case is None:
            menu.addAction(NO_CASE).setEnabled(False)

    menu.aboutToShow.connect(offer)
    return button
