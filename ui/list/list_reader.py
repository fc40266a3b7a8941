"""Reads what a list shows: the first rows at once, all of them behind it, and nothing that is no longer asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.records.ledger import Ledger
from models.store.records import listing
from models.store.records.listing import ListQuery
from ui.base.session import Session
from ui.base.ticket import Ticket
from ui.list.asked_list import IndexProgress, ListAnswer, ListRequest, index_more, read_list
from ui.list.list_model import PAGE

FIRST, FOUND, BY_WORDS = 2 * PAGE, 32 * PAGE, 1_024 * PAGE
"""Rows shown before all are known: of any list, of one searched, of one that the search index knows by itself."""


@dataclass(frozen=True)
class _Turn:
    number: int
    answer: ListAnswer


class ListReader(QObject):
    """Reads one list in a worker; a newer request replaces the one before.

    Signals:
        answered: An `Answer`; one that is not whole is followed by one that is.
    """

    answered = Signal(object)

    def __init__(self, session: Session, ledger: Ledger, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._ledger, self._owner = session, ledger, parent
        self._number = 0
        self._ticket: Ticket | None = None
        self._known: ListRequest | None = None

    def ask(self, asked: ListRequest) -> None:
        """Read what is asked for; what was asked before is given up."""
        again = self._known is not None and self._known.same_rows(asked)
        whole = again or asked.computed.asks or asked.query.uids is not None
        self._start(asked, None if whole else _at_first(asked.query))

    def _start(self, asked: ListRequest, limit: int | None) -> None:
        if self._ticket:
            self._ticket.cancel()
        self._number += 1
        number, workspace, ledger = self._number, self._session.workspace, self._ledger
        self._ticket = self._session.jobs.run(
            lambda ticket: _Turn(number, read_list(workspace, ledger, asked, limit, ticket)),
            partial(self._take, asked, limit),
            label="正在计算" if asked.computed.asks else "",
            owner=self._owner,
            cancellable=asked.computed.asks,
        )

    def _take(self, asked: ListRequest, limit: int | None, turn: _Turn) -> None:
        if turn.number != self._number:
            return
        if turn.answer.behind:
            self._catch_up(asked, limit)
            return
        self._known = asked
        self.answered.emit(turn.answer)
        if not turn.answer.whole and turn.number == self._number:
            self._start(asked, None)

    def _catch_up(self, asked: ListRequest, limit: int | None, before: IndexProgress | None = None) -> None:
        number, workspace, ledger, operator = (
            self._number,
            self._session.workspace,
            self._ledger,
            self._session.operator,
        )

        def again(caught: IndexProgress) -> None:
            if number != self._number:
                return
            if caught.whole:
                self._start(asked, limit)
            else:
                self._catch_up(asked, limit, caught)

        self._session.jobs.run(
            lambda ticket: index_more(workspace, ledger, operator, ticket, before),
            again,
            label="正在整理检索",
            owner=self._owner,
            writes=True,
            cancellable=True,
        )


def _at_first(query: ListQuery) -> int:
    if listing.is_words_only(query):
        return BY_WORDS
    return FOUND if query.words or query.contains else FIRST
