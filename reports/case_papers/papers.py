"""Which papers there are, and which of them a case may want."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from models.errors import FazhiError
from models.records.ledgers.case.codes import FIRST
from models.records.ledgers.case.record import Advice, Agent, Case, Hearing
from models.records.ledgers.reconsideration import NAME as RECONSIDERATIONS
from models.records.ledgers.reconsideration import Reconsideration
from models.rules.case_number import MEDIATION_FIRST
from reports.base.wording import long_date

SUIT, RECONSIDERATION = "case", RECONSIDERATIONS


class CasePaper(NamedTuple):
    """One kind of paper.

    Attributes:
        id: Stable id, used in commands and as the name of its frame.
        label: What people call it; also the name of an office's own template.
        rows: The table of the case of which a row is one paper; "" for a paper of the whole case.
        full_ids: It shows an ID number, so the journal says who wrote it.
        of: Ledger of the case it is of: a suit, or a reconsideration in which the unit answers.
        fits: Whether it is offered for a case, or for one row of it.
    """

    id: str
    label: str
    rows: str = ""
    full_ids: bool = False
    of: str = SUIT
    fits: Callable[[Any], bool] = lambda _: True


class PaperChoice(NamedTuple):
    """A paper of a case, of its row at this place; None where the paper has no row, or the case has none of them."""

    paper: CasePaper
    row: int | None
    label: str


class UnknownPaperError(FazhiError):
    """No paper is called so."""

    name: str
    known: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Names the papers there are."""
        return f"没有叫“{self.name}”的文书：可选 {'、'.join(self.known)}。"


class NoSuchRowError(FazhiError):
    """The case has no such row to write the paper of."""

    label: str
    row: int
    rows: int
    template = "《{label}》写第{row}行，这件案件只有{rows}行：请核对行号。"


def _is_first(case: Case) -> bool:
    return case.instance in (FIRST, MEDIATION_FIRST, None)


PAPERS = (
    CasePaper("answer", "答辩状", fits=_is_first),
    CasePaper("later-answer", "二审、再审答辩状", fits=lambda case: not _is_first(case)),
    CasePaper("appearance", "负责人出庭情况说明", "hearings", fits=lambda one: not one.absence),
    CasePaper("absence", "负责人不能出庭情况说明", "hearings", fits=lambda one: not one.leader),
    CasePaper("legal-representative", "法定代表人身份证明", full_ids=True),
    CasePaper("authorisation", "授权委托书", "agents", full_ids=True),
    CasePaper("advice-reply", "司法建议、检察建议复函", "advice"),
    CasePaper("loss-report", "败诉分析报告", fits=lambda case: bool(case.outcome)),
    CasePaper("reconsideration-reply", "行政复议答复书", of=RECONSIDERATION),
)
PAPER_LEDGERS = (SUIT, RECONSIDERATION)
"""Ledgers whose records may want a paper."""


def case_paper(name: str) -> CasePaper:
    """The paper with this id or label.

    Raises:
        UnknownPaperError: There is none.
    """
    found = next((one for one in PAPERS if name in (one.id, one.label)), None)
    if found is None:
        raise UnknownPaperError(name, tuple(one.label for one in PAPERS))
    return found


def paper_choices(case: Case | Reconsideration) -> list[PaperChoice]:
    """The papers that the case may want, in order: one of the whole case, or one of each row of its table."""
    return [choice for paper in PAPERS if paper.of == _kept_in(case) for choice in _choices(paper, case)]


def require_paper_of(paper: CasePaper, case: Case | Reconsideration) -> None:
    """It is a paper of such a case.

    Raises:
        UnknownPaperError: Cases of this ledger have no such paper.
    """
    if paper.of != _kept_in(case):
        raise UnknownPaperError(paper.label, tuple(one.label for one in PAPERS if one.of == _kept_in(case)))


def _kept_in(case: Case | Reconsideration) -> str:
    return SUIT if isinstance(case, Case) else RECONSIDERATION


def _choices(paper: CasePaper, case: Case | Reconsideration) -> Iterator[PaperChoice]:
    rows = getattr(case, paper.rows) if paper.rows else ()
    if not rows:
        if paper.rows or paper.fits(case):
            yield PaperChoice(paper, None, paper.label)
        return
    for at, one in enumerate(rows):
        if paper.fits(one):
            yield PaperChoice(paper, at, f"{paper.label}（{_row_words(one, at)}）")


def _row_words(one: Hearing | Agent | Advice, at: int) -> str:
    nameless = f"第{at + 1}行"
    if isinstance(one, Hearing):
        return f"{long_date(one.on)}{one.kind or '开庭'}" if one.on else nameless
    return (one.name if isinstance(one, Agent) else one.number or one.kind) or nameless
