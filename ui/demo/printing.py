"""Every form as PDF and as workbook, a folder for each office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from models.store.base.workspace import Workspace
from models.submit.unit import Signers
from reports.figures.missing_reports import NobodyToUrgeError
from reports.forms import FormRequest, forms, make_form
from ui.demo.example import Example
from ui.demo.roster import own_office
from ui.rendering.small_pictures import SmallPictures


def print_forms(
    workspace: Workspace, folder: Path, story: Example, signers: Signers, only: Sequence[str] | None = None
) -> int:
    """Print the forms of this office, or those named; gives the number of files. Nobody to urge is no letter."""
    from reports.excel.workbook import write_workbook
    from reports.paper.pdf import write_pdf

    folder.mkdir(parents=True, exist_ok=True)
    today = workspace.clock.today()
    request = FormRequest(
        year=story.year,
        today=today,
        operator=signers.operator,
        reviewer=signers.reviewer,
        head=signers.head,
        phone=own_office(story).unit.phone,
    )
    wanted = [form for form in forms().values() if form.open_to(centre=workspace.is_centre)]
    chosen = [form for form in wanted if only is None or form.id in only]
    made = 0
    with SmallPictures() as pictures:
        request = replace(request, picture=pictures.picture)
        for form in chosen:
            try:
                sheet = make_form(workspace, form.id, request)
            except NobodyToUrgeError:
                continue
            made += 2
            write_pdf(sheet, folder / f"{form.label}.pdf")
            write_workbook(sheet, folder / f"{form.label}.xlsx")
    return made
