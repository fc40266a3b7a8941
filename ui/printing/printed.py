"""What 统计与打印 has made: a form or the year's book as PDF, and how it is written to a file. No widget."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from pathlib import Path

from models.store.base.workspace import Workspace
from reports.base.sheet import Sheet
from reports.drafts import WordDraft, make_draft
from reports.forms import Form, FormRequest, make_form
from ui.rendering.small_pictures import SmallPictures


@dataclass(frozen=True)
class PrintedForm:
    """A PDF, the sheet it shows (None for the year's book), what fonts lack, and what else is to be told."""

    title: str
    pdf: bytes
    sheet: Sheet | None = None
    lacking: str = ""
    told: str = ""


def fill_in(workspace: Workspace, form: Form, request: FormRequest) -> PrintedForm:
    """A form with its PDF, and which of its characters would print as 〓."""
    from reports.paper.missing_type import MissingTypeError, missing_type
    from reports.paper.pdf import write_pdf

    target = io.BytesIO()
    with SmallPictures() as pictures:
        sheet = make_form(workspace, form.id, replace(request, picture=pictures.picture))
    write_pdf(sheet, target)
    missing = missing_type(sheet)
    return PrintedForm(sheet.title, target.getvalue(), sheet, MissingTypeError(missing).sentence if missing else "")


def bind_year(workspace: Workspace, request: FormRequest) -> PrintedForm:
    """The year's forms in one PDF, with what is left out and what fonts lack."""
    from reports.forms.year_book import print_year
    from reports.paper.missing_type import MissingTypeError

    target, lacking = io.BytesIO(), ""
    try:
        parts, left_out = print_year(workspace, request, target)
    except MissingTypeError as problem:
        lacking = problem.sentence
        parts, left_out = print_year(workspace, request, target, substitute=True)
    names = "、".join(one.label for one in left_out)
    told = f"共{len(parts) - 1}个表。" + (f"没有编入的有{names}，原因写在目录下面。" if names else "")
    return PrintedForm(parts[0].sheet.title, target.getvalue(), None, lacking, told)


def write_printed(printed: PrintedForm, target: Path) -> str:
    """Write it as PDF, or as workbook where the name ends so; says where it is."""
    if target.suffix.lower() == ".xlsx" and printed.sheet:
        from reports.excel.workbook import write_workbook

        write_workbook(printed.sheet, target)
    else:
        from reports.base.atomic import write_whole

        write_whole(target, lambda stream: stream.write(printed.pdf))
    return f"已保存：{target}"


def write_draft(workspace: Workspace, draft: WordDraft, request: FormRequest, target: Path) -> str:
    """Write a Word draft; says where it is and how much its writer has to add."""
    from reports.word.document import write_docx

    papers = make_draft(workspace, draft.id, request)
    write_docx(papers, target)
    gaps = sum(len(paper.gaps) for paper in papers)
    return f"已保存：{target}。共{len(papers)}份，标有“【待补充】”的{gaps}处请补写。"
