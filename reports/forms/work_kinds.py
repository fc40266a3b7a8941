"""工作记录分类统计表: the year's work by kind, each count added up, with what a kind says beside its counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.records.ledgers.work import ASKED, COUNTS, LEVEL, NAME, RETIRED, SUBJECT, WAY, kinds_at
from models.records.place import WorkKind
from models.store.base.workspace import Workspace
from reports.base.sheet import Row
from reports.figures.counted import Counted, counted, counted_row
from reports.figures.deeds import Deed, deeds_by_kind, summed
from reports.figures.form_data import read_form_data
from reports.layouts.filled import Filled, FormValue, number_values, text_values
from reports.layouts.filling import fill_form, scope_of, section_row, until_note
from reports.layouts.form import Form, FormRequest

ID = "work-kinds"
VALUES = (
    *text_values("kind"),
    *number_values("records", *(name for name in COUNTS.values() if name != "amount")),
    FormValue("amount", "money"),
)
COLUMNS = [value.key for value in VALUES[2:]]
OTHER_TOPIC, UNSAID = "其他工作", "没有填"
PARTED_BY = (LEVEL, WAY, SUBJECT)
"""What parts a kind, the first of them that it asks for."""


def make(workspace: Workspace, request: FormRequest) -> Filled:
    """Every kind that has records, under its topic, and by what it says of them."""
    books = read_form_data(workspace, scope_of(request), NAME)
    found = deeds_by_kind(books)
    known = {kind.name: kind for kind in kinds_at(books.place)}
    kinds = [*known.values(), *(WorkKind(name) for name in (*RETIRED, *sorted(found)) if name not in known)]
    topics: dict[str, dict[str, WorkKind]] = {}
    for kind in kinds:
        topics.setdefault(next(iter(kind.topics), OTHER_TOPIC), {})[kind.name] = kind
    rows: list[Row] = []
    for topic, some in topics.items():
        mine = [row for kind in some.values() if found.get(kind.name) for row in _rows(kind, found[kind.name])]
        rows += [section_row(topic), *mine] if mine else []
    every = [one for deeds in found.values() for one in deeds]
    rows.append(counted_row("合计", _records(every), *[None] * len(COLUMNS), style="total"))
    empty = [name for name in known if name not in found]
    notes = (f"没有记录的类别：{'、'.join(empty)}。",) if empty else ()
    return fill_form(ID, books, request, VALUES, rows, notes=(*notes, until_note(books)))


def _rows(kind: WorkKind, deeds: Sequence[Deed]) -> Iterator[Row]:
    yield counted_row(kind.name, _records(deeds), *_counts(kind, deeds))
    column = next((one for one in PARTED_BY if one in kind.asks), None)
    parts: dict[str, list[Deed]] = {}
    for one in deeds if column else ():
        parts.setdefault(getattr(one.work, ASKED[column or ""]) or UNSAID, []).append(one)
    for place, (said, some) in enumerate(parts.items()):
        lead = "　　　　" if place else "　其中："
        yield counted_row(f"{lead}{said}", _records(some), *_counts(kind, some))


def _records(deeds: Sequence[Deed]) -> Counted:
    return counted(NAME, [one.uid for one in deeds])


def _counts(kind: WorkKind, deeds: Sequence[Deed]) -> Iterator[Counted]:
    """What the counts of the kind add up to, and others where somebody filled them in."""
    own = {COUNTS[label] for label in kind.counts}
    for name in COLUMNS:
        said = name in own or any(getattr(one.work, name) for one in deeds)
        yield summed(deeds, name) if said else Counted(None)


FORMS = (
    Form(
        ID,
        "工作记录分类统计表",
        "both",
        make,
        note="每一类工作的条数、场次、人数、件数等，按级别、方式或对象分列；应急、信用、内控、经费等都在里面。",
    ),
)
