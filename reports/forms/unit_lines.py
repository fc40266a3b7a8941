"""A line for each unit: 工作要点落实情况 and 执法人员证件, at the centre."""

from __future__ import annotations

from collections import Counter

from models.store.base.workspace import Workspace
from reports.base.sheet import CellValue
from reports.figures.certificates import certificate_figures
from reports.figures.form_data import open_books
from reports.figures.progress import ALL_STATES, completion, counted, progress_by, quota_counts, state_of, units_of
from reports.layouts.filled import Filled, Value, numbers, texts
from reports.layouts.filling import asked, fill, line, or_dash, total, until
from reports.layouts.form import Form, FormRequest

PROGRESS, CERTIFICATES = "progress-by-unit", "certificates-by-unit"
PROGRESS_VALUES = (
    *numbers("number"),
    *texts("unit"),
    *numbers("items", *ALL_STATES),
    Value("rate", "percent"),
    *numbers("evidence", "quotas", "quotas_met"),
)
FIGURES = ("people", "holders", "in_use", "valid", "ending", "expired", "issued", "renewed", "given_up")
CERTIFICATE_VALUES = (*numbers("number"), *texts("unit"), *numbers(*FIGURES))


def make_progress(workspace: Workspace, request: FormRequest) -> Filled:
    """How far each unit is with its items, its evidence and its quotas."""
    books = open_books(workspace, asked(request), "progress", "training", "work")
    known = progress_by(books.context(), books.year)
    quotas = list(quota_counts(books.plan, books.year, books.units, books.context()))
    rows, sums = [], Counter[str]()
    for number, unit in enumerate(books.units, 1):
        mine = [known.get((unit.code, item.number)) for item in books.plan.items if units_of(item, [unit])]
        states = [state_of(one) for one in mine]
        evidence = sum(len(one.evidence) for one in mine if one)
        own = [one for one in quotas if one.unit == unit]
        met = sum(one.done >= one.at_least for one in own)
        rows.append(line(number, unit.name, *_states(states), evidence, len(own), met))
        sums.update(states)
        sums.update({"evidence": evidence, "quotas": len(own), "met": met})
    every = [state for state in ALL_STATES for _ in range(sums[state])]
    rows.append(total("合计", None, *_states(every), sums["evidence"], sums["quotas"], sums["met"]))
    return fill(PROGRESS, books, request, PROGRESS_VALUES, rows, notes=(until(books),))


def _states(states: list[str]) -> list[CellValue]:
    counts = counted(states)
    return [len(states), *counts.values(), or_dash(completion(counts))]


def make_certificates(workspace: Workspace, request: FormRequest) -> Filled:
    """Officers and certificates of each unit, in figures."""
    books = open_books(workspace, asked(request), "person", "certificate")
    rows, sums = [], Counter[str]()
    for number, unit in enumerate(books.units, 1):
        figures = certificate_figures(books.context(), books.year, unit.code)
        rows.append(line(number, unit.name, *(figures[name] for name in FIGURES)))
        sums.update(figures)
    rows.append(total("合计", None, *(sums[name] for name in FIGURES)))
    return fill(CERTIFICATES, books, request, CERTIFICATE_VALUES, rows, notes=(until(books),))


FORMS = (
    Form(PROGRESS, "工作要点落实情况分单位汇总表", "centre", make_progress, note="每个单位一行：各项做到哪里、定额。"),
    Form(CERTIFICATES, "执法人员证件分单位汇总表", "centre", make_certificates, note="每个单位一行：人数、证件数。"),
)
