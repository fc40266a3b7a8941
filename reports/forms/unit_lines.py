"""A line for each unit: 工作要点落实情况 and 执法人员证件, at the centre."""

from __future__ import annotations

from collections import Counter

from models.records.quotas import QuotaState
from models.store.base.workspace import Workspace
from reports.base.sheet import CellValue
from reports.figures.certificates import counted_certificates
from reports.figures.counted import counted_row, together
from reports.figures.form_data import read_form_data
from reports.figures.progress import ALL_STATES, completion, counted, progress_by, quotas_of, state_of
from reports.layouts.filled import Filled, FormValue, number_values, text_values
from reports.layouts.filling import fill_form, line_row, scope_of, total_row, twice_note, until_note, value_or_dash
from reports.layouts.form import Form, FormRequest

PROGRESS, CERTIFICATES = "progress-by-unit", "certificates-by-unit"
PROGRESS_VALUES = (
    *number_values("number"),
    *text_values("unit"),
    *number_values("items", *ALL_STATES),
    FormValue("rate", "percent"),
    *number_values("evidence", "quotas", "quotas_met", "quotas_by_hand"),
)
_QUOTA_STATES = (QuotaState.MET, QuotaState.BY_HAND)
_SUMMED = ("evidence", "quotas", "quotas_met", "quotas_by_hand")
FIGURES = ("people", "holders", "in_use", "valid", "ending", "expired", "issued", "renewed", "given_up")
CERTIFICATE_VALUES = (*number_values("number"), *text_values("unit"), *number_values(*FIGURES))


def make_progress(workspace: Workspace, request: FormRequest) -> Filled:
    """How far each unit is with its items, its evidence and its quotas."""
    books = read_form_data(workspace, scope_of(request), "progress", quotas=True)
    known = progress_by(books.context(), books.year)
    quotas = quotas_of(books)
    rows, sums = [], Counter[str]()
    for number, unit in enumerate(books.units, 1):
        items = books.plan.items if unit in books.owing else ()
        mine = [known.get((unit.code, item.uid)) for item in items if item.is_for(unit.code)]
        states = [state_of(one) for one in mine]
        evidence = sum(len(one.evidence) for one in mine if one)
        own = [one.result for one in quotas if one.unit == unit]
        quotas_now = [len(own), *(sum(one.state is state for one in own) for state in _QUOTA_STATES)]
        rows.append(line_row(number, unit.name, *_states(states), evidence, *quotas_now))
        sums.update(states)
        sums.update(dict(zip(_SUMMED, (evidence, *quotas_now), strict=True)))
    every = [state for state in ALL_STATES for _ in range(sums[state])]
    rows.append(total_row("合计", None, *_states(every), *(sums[name] for name in _SUMMED)))
    return fill_form(PROGRESS, books, request, PROGRESS_VALUES, rows, notes=(until_note(books),))


def _states(states: list[str]) -> list[CellValue]:
    counts = counted(states)
    return [len(states), *counts.values(), value_or_dash(completion(counts))]


def make_certificates(workspace: Workspace, request: FormRequest) -> Filled:
    """Officers and certificates of each unit, in figures."""
    books = read_form_data(workspace, scope_of(request), "person", "certificate")
    context = books.context()
    every = [counted_certificates(context, books.year, unit.code) for unit in books.units]
    rows = [
        counted_row(number, unit.name, *(figures[name] for name in FIGURES))
        for number, (unit, figures) in enumerate(zip(books.units, every, strict=True), 1)
    ]
    whole = (together(figures[name] for figures in every) for name in FIGURES)
    rows.append(counted_row("合计", None, *(one if every else 0 for one in whole), style="total"))
    notes = (*twice_note(books, context), until_note(books))
    return fill_form(CERTIFICATES, books, request, CERTIFICATE_VALUES, rows, notes=notes)


FORMS = (
    Form(PROGRESS, "工作要点落实情况分单位汇总表", "centre", make_progress, note="每个单位一行：各项做到哪里、定额。"),
    Form(CERTIFICATES, "执法人员证件分单位汇总表", "centre", make_certificates, note="每个单位一行：人数、证件数。"),
)
