"""执法人员照片册: each officer with photo and certificates, how long they hold and how far their renewal is."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from models.errors import FazhiError
from models.records.context import BasicContext
from models.records.ledgers.certificate import Certificate, as_on, is_in_use, situation
from models.records.ledgers.person import Person, barred_staffings, is_on_duty
from models.store.base.workspace import Workspace
from models.store.files.evidence import copy_file
from reports.base.sheet import Picture, Row
from reports.figures.counted import counted_row, of_record
from reports.figures.form_data import read_form_data
from reports.layouts.filled import Filled, FormValue, number_values, text_values
from reports.layouts.filling import fill_form, form_rows_by_unit, scope_of, until_note
from reports.layouts.form import Form, FormRequest

ID = "photo-album"
VALUES = (
    *number_values("number"),
    FormValue("photo", "picture"),
    *text_values("person", "kind", "certificate", "until", "situation", "renewal"),
)
SIDE = 200
"""Pixels of a photo's longer side: about 150 an inch over its 33 mm."""
MOST = 20_000_000
"""Bytes of a file that may be a photo; a larger one is named and not read."""
NO_PHOTO = "（没有照片）"


def make(workspace: Workspace, request: FormRequest) -> Filled:
    """Every officer on duty, unit by unit."""
    books = read_form_data(workspace, scope_of(request), "person", "certificate")
    context = books.context()
    owners = context.entries("person")
    held = _held(context)
    people = [(uid, one) for uid, one in _people(context).items() if is_on_duty(one, context.today)]

    def rows_of(unit: str, first: int) -> list[Row]:
        mine = [(uid, one) for uid, one in people if owners[uid].unit == unit]
        return [
            replace(_row(number, uid, one, held.get(uid, [])), picture=_photo(workspace, one, request))
            for number, (uid, one) in enumerate(mine, first)
        ]

    return fill_form(
        ID,
        books,
        request,
        VALUES,
        form_rows_by_unit(books, rows_of),
        notes=(*_uncounted(context, people), until_note(books)),
    )


def _uncounted(context: BasicContext, people: list[tuple[str, Person]]) -> Iterator[str]:
    """How many stand here that 行政执法人员持证率表 does not count."""
    barred = barred_staffings(context.place)
    number = sum(one.staffing in barred for _, one in people)
    if number:
        yield f"收录的{len(people)}人里有{number}人属于按规定不得持证的编制，持证率表不计这些人。"


def _people(context: BasicContext) -> dict[str, Person]:
    return cast("dict[str, Person]", context.records("person"))


def _held(context: BasicContext) -> dict[str, list[tuple[Certificate, str]]]:
    """The certificates in use of each holder, with how they stand."""
    found: dict[str, list[tuple[Certificate, str]]] = {}
    for card in cast("dict[str, Certificate]", context.records("certificate")).values():
        one = as_on(card, context.today)
        if one.holder and is_in_use(one, context.today):
            found.setdefault(one.holder, []).append((one, situation(one, context)))
    return found


def _row(number: int, uid: str, one: Person, held: list[tuple[Certificate, str]]) -> Row:
    cards = [card for card, _ in held]
    return counted_row(
        of_record("person", uid, number),
        one.photo or NO_PHOTO,
        "\n".join(filter(None, (one.name, one.sex, one.post))),
        _lines(card.kind for card in cards),
        _lines(card.number for card in cards),
        _lines(card.valid_to.isoformat() if card.valid_to else None for card in cards),
        _lines(state for _, state in held),
        _lines(card.renewal for card in cards),
    )


def _lines(texts: Iterator[str | None]) -> str | None:
    """A line for each certificate; none where none says anything."""
    words = [text or "" for text in texts]
    return "\n".join(words) if any(words) else None


def _photo(workspace: Workspace, one: Person, request: FormRequest) -> Picture | None:
    """The photo among the record's evidence that it names, if it can be read."""
    link = next((file for file in one.evidence if file.name == one.photo and file.digest), None)
    if request.picture is None or link is None or (link.size or 0) > MOST:
        return None
    content = io.BytesIO()
    try:
        copy_file(workspace, link.digest or "", content)
    except (FazhiError, OSError):
        return None
    return request.picture(content.getvalue(), SIDE)


FORMS = (
    Form(
        ID,
        "执法人员照片册",
        "both",
        make,
        note="在岗执法人员的照片、证件和换发情况；照片取自执法人员台账的佐证材料。",
        album=True,
    ),
)
