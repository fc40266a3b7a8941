"""What the ledgers say of a year and the one before, as sentences with the number of records behind each figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import cast

from models.records.ledgers.complaint import Complaint
from models.records.ledgers.progress import Progress
from models.records.ledgers.training import Training
from models.records.office import Issue
from models.records.plan import Chapter, Item
from reports.figures.case_year import Figure, Figures, case_figures
from reports.figures.cases import once_each
from reports.figures.certificates import certificate_figures
from reports.figures.enforcement_tables import LEDGERS as ENFORCEMENT_LEDGERS
from reports.figures.enforcement_tables import Line, added_lines, enforcement_years
from reports.figures.form_data import FormData
from reports.figures.progress import QuotaOf, completion, counted, progress_by, quotas_of, state_of, units_of

LEDGERS = (
    *("progress", "training", "person", "certificate", "case", "zero_report", "complaint", "work"),
    *ENFORCEMENT_LEDGERS,
)


@dataclass(frozen=True)
class YearFacts:
    """The books of a year with what was counted from them; `before` is the year before, as on its last day.

    Attributes:
        books: Where the figures come from.
        progress: The year's progress by unit and item.
        progress_before: The same of the year before.
        cases: Figures of litigation, each case number once.
        cases_before: The same of the year before.
        trainings: Trainings held in the year up to the day looked at.
        trainings_before: Those of the year before.
        certificates: Figures of officers and certificates.
        certificates_before: The same of the year before.
        enforcement: Figures of 行政执法, of all units together.
        enforcement_before: The same of the year before.
        complaints: Those received in the year up to the day looked at.
        complaints_before: Those of the year before.
        plan_before: The plan of the year before with the units it was for; None where none is kept.
    """

    books: FormData
    progress: Mapping[tuple[str, int], Progress]
    progress_before: Mapping[tuple[str, int], Progress]
    cases: Figures
    cases_before: Figures
    trainings: list[Training]
    trainings_before: list[Training]
    certificates: Mapping[str, int]
    certificates_before: Mapping[str, int]
    enforcement: Line
    enforcement_before: Line
    complaints: list[Complaint]
    complaints_before: list[Complaint]
    plan_before: Issue | None = None

    def completed_before(self, chapter: Chapter | None = None) -> Decimal | None:
        """How much of a chapter of this name, or of the plan, was completed the year before; None if not known."""
        issue = self.plan_before
        if issue is None:
            return None
        mine = {unit.code for unit in self.books.units}
        units = [unit for unit in issue.owing if unit.code in mine]
        return completion(
            counted(
                state_of(self.progress_before.get((unit.code, item.uid)))
                for one in issue.plan.chapters
                if chapter is None or _name(one) == _name(chapter)
                for item in one.items
                for unit in units_of(item, units)
            )
        )

    def states(self, items: Iterable[Item]) -> dict[str, int]:
        """Number of (unit, item) pairs in each state, over the units each of `items` is for."""
        return counted(
            state_of(self.progress.get((unit.code, item.uid)))
            for item in items
            for unit in units_of(item, self.books.owing)
        )

    def chapters(self) -> Iterator[tuple[Chapter, tuple[Item, ...]]]:
        """The chapters with those of their items that are for the units looked at."""
        for chapter in self.books.plan.chapters:
            items = tuple(item for item in chapter.items if units_of(item, self.books.owing))
            if items:
                yield chapter, items

    def said(self, item: Item) -> Iterator[tuple[str, Progress]]:
        """Unit name and progress record for each unit that reported on the item."""
        for unit in units_of(item, self.books.owing):
            if one := self.progress.get((unit.code, item.uid)):
                yield unit.name, one

    def quotas(self) -> list[QuotaOf]:
        """Every quota of the plan as measured."""
        return quotas_of(self.books)


def _name(chapter: Chapter) -> str:
    return "".join(chapter.title.split()).rstrip("。")


def gather_year(books: FormData, plan_before: Issue | None = None) -> YearFacts:
    """Count the year of `books`, which hold all of `LEDGERS`."""
    year, last = books.year, books.day_before
    now, before = books.context(), books.context(last)
    cases = once_each(books.entries["case"])
    cases_before = case_figures(cases, year - 1, last, calendar=books.calendar, place=books.place)
    return YearFacts(
        books=books,
        progress=progress_by(now, year),
        progress_before=progress_by(now, year - 1),
        cases=case_figures(cases, year, books.day, calendar=books.calendar, place=books.place),
        cases_before=cases_before if books.has_last_year else dict.fromkeys(cases_before),
        trainings=_held(books, year),
        trainings_before=_held(books, year - 1) if books.has_last_year else [],
        certificates=certificate_figures(now, year, past=books.past),
        certificates_before=certificate_figures(before, year - 1),
        enforcement=_enforcement(books),
        enforcement_before=_enforcement(replace(books, year=year - 1, day=last)),
        complaints=_complaints(books, year),
        complaints_before=_complaints(books, year - 1),
        plan_before=plan_before,
    )


def _enforcement(books: FormData) -> Line:
    return added_lines(enforcement_years(books).lines.values())


def _complaints(books: FormData, year: int) -> list[Complaint]:
    every = cast("Iterable[Complaint]", books.context().records("complaint").values())
    return [one for one in every if (on := one.received_on) and on.year == year and on <= books.day]


def _held(books: FormData, year: int) -> list[Training]:
    every = cast("Iterable[Training]", books.context().records("training").values())
    return [one for one in every if one.held_on and one.held_on.year == year and one.held_on <= books.day]


def attendance_count(trainings: Iterable[Training]) -> int:
    """Sum of the participants of all trainings; a person at two trainings counts twice."""
    return sum(one.people or 0 for one in trainings)


def figure_text(figure: Figure, unit: str) -> str:
    """A figure with its unit; a rate as 41.80%, — where there is nothing to divide by."""
    if figure is None:
        return "—"
    if unit == "%":
        return f"{Decimal(figure) * 100:.2f}%"
    return f"{figure}{unit}"


def last_year_note(figure: str, *, held: bool) -> str:
    """（上年3次）; nothing where last year is not held, since a nought would claim that there was none."""
    return f"（上年{figure}）" if held else ""


def as_sentence(text: str | None) -> str:
    """A user's words as a sentence: no white space around, one full stop at the end; "" for none."""
    kept = "；".join(part.strip().rstrip("。；;") for part in (text or "").splitlines() if part.strip())
    return f"{kept}。" if kept else ""
