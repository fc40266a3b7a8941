"""A paper of a case: what it lacks, and the Word document."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple, cast

from models.errors import FazhiError
from models.file_names import file_name
from models.records.ledgers.case.record import Case
from models.records.ledgers.reconsideration import Reconsideration
from models.store.base.workspace import Workspace
from models.store.records.printed import note_printed
from reports.base.atomic import write_whole
from reports.base.paper import Gap
from reports.case_papers.frames import template_of
from reports.case_papers.office_facts import office_facts
from reports.case_papers.papers import PAPER_LEDGERS, CasePaper, NoSuchRowError, PaperChoice, require_paper_of
from reports.case_papers.values import PaperAbout, PaperPlace, names_elsewhere, paper_places
from reports.figures.form_data import Scope, read_form_data
from reports.word.template import WordTemplate


class NoSuchCaseError(FazhiError):
    """The own unit has no such case that can be read."""

    case: str
    template = "本单位没有案号是“{case}”的案件：请核对案号，单位自己的案件才能写文书。"


class PaperDraft(NamedTuple):
    """A paper ready to be written: its template, and what its places are filled with."""

    choice: PaperChoice
    template: WordTemplate
    places: dict[str, PaperPlace]
    unit: str
    title: str
    """The case's number, as the journal names it."""

    @property
    def lacking(self) -> dict[str, list[str]]:
        """Names of the places for which nothing is known, by where that is typed, in the paper's order."""
        found: dict[str, list[str]] = {}
        for name in self.template.places:
            place = self.places[name]
            if not place.words:
                found.setdefault(place.home, []).append(name)
        return found

    @property
    def gaps(self) -> int:
        """How many gaps are left for its writer: those of the template, and what is lacking."""
        return self.template.gaps + sum(map(len, self.lacking.values()))

    @property
    def file_name(self) -> str:
        """A name for the document, of what every system takes in names."""
        return file_name(self.choice.label, self.title, ending=".docx")


def read_case(workspace: Workspace, unit: str, case: str) -> PaperAbout:
    """A suit or a reconsideration of the unit, by uid or number, with all that papers ask beside it.

    Raises:
        NoSuchCaseError: The unit has none, or it cannot be read.
    """
    today = workspace.clock.today()
    books = read_form_data(workspace, Scope(today.year, today, unit), *PAPER_LEDGERS, "person")
    context = books.context(today)
    kept = {uid: record for name in PAPER_LEDGERS for uid, record in context.records(name).items()}
    uid = case if case in kept else next((one for one, record in kept.items() if _number(record) == case), "")
    if not uid:
        raise NoSuchCaseError(case)
    return PaperAbout(uid, cast("Case", kept[uid]), context, books.office, office_facts(workspace))


def draft_paper(workspace: Workspace, unit: str, about: PaperAbout, choice: PaperChoice) -> PaperDraft:
    """The paper of a case by the template in force.

    Raises:
        UnknownPaperError: It is no paper of such a case.
        NoSuchRowError: The case has no such row.
        NoWordFileError, PlacesError: The office's own template cannot be used.
        LargeFileError, OSError: It cannot be read.
    """
    require_paper_of(choice.paper, about.case)
    _require_row(choice.paper, choice.row, about.case)
    places = paper_places(choice.paper, choice.row, about)
    template = template_of(workspace, choice.paper)
    template.check(places, names_elsewhere(places))
    return PaperDraft(choice, template, places, unit, about.case.number or about.uid)


def write_paper(workspace: Workspace, operator: str, draft: PaperDraft, target: Path) -> None:
    """Write it; what is lacking is a marked gap. One with an ID number is journalled under the operator first.

    Raises:
        NotWrittenError: It cannot be written: open in another program, no space, a stick that was pulled.
        WorkspaceBusyError: It has to be journalled, and another writer holds the workspace.
    """
    known = {name: draft.places[name].words for name in draft.template.places if draft.places[name].words}
    gaps = {name: Gap(name).text for name in draft.template.places if name not in known}
    paper = draft.choice.paper
    if paper.full_ids:
        with workspace.write(operator) as tx:
            note_printed(tx, paper.id, draft.unit, f"{paper.label}（{draft.title}，含完整身份证号）")
    content = draft.template.filled(known, gaps)
    write_whole(target, lambda stream: stream.write(content))


def lacking_words(lacking: dict[str, list[str]]) -> list[str]:
    """What is lacking, a sentence for each place where it is typed."""
    return [f"{home}里没有：{'、'.join(names)}。" for home, names in lacking.items()]


def _require_row(paper: CasePaper, row: int | None, case: Case | Reconsideration) -> None:
    rows = len(getattr(case, paper.rows)) if paper.rows else 0
    if row is not None and row >= rows:
        raise NoSuchRowError(paper.label, row + 1, rows)


def _number(record: object) -> str | None:
    return cast("Case", record).number
