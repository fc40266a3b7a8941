"""`print`, `print-all`, `draft`: forms as PDF or workbook, a year's forms in one PDF, editable Word drafts."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from models.errors import FazhiError
from models.store.base.workspace import Workspace
from models.submit.centre import current_year
from reports.layouts.form import FormRequest
from ui.cli.arguments import UsageError, add_year, require_ending, show, tell
from ui.cli.opening import add_workspace, opened, operator_of
from ui.cli.units import require_unit
from ui.rendering.small_pictures import SmallPictures


class Named(Protocol):
    """What is asked for by its id or its name."""

    @property
    def id(self) -> str:
        """The identifier typed on the command line and given in JSON."""

    @property
    def label(self) -> str:
        """The Chinese name that people read."""


def print_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace, form, target file, scope, and the names printed as signers."""
    add_workspace(parser)
    parser.add_argument("form", metavar="表", help="代号或名称，见命令 forms")
    parser.add_argument("target", metavar="目标", type=Path, help="以 .pdf 或 .xlsx 结尾的文件名")
    _add_scope(parser)
    parser.add_argument("--reviewer", metavar="姓名", default="", help="审核人")
    parser.add_argument("--head", metavar="姓名", default="", help="单位负责人")
    parser.add_argument("--phone", metavar="电话", default="", help="联系电话")
    parser.add_argument("--month", metavar="月", type=int, choices=range(1, 13), default=0, help="月历只打这个月")
    _add_substitute(parser)


def run_print(args: argparse.Namespace) -> int:
    """Fill the form in and write it as the target's ending says."""
    from reports.forms import UnknownFormError, forms, make_form

    form_id = _id_of(args.form, forms(), UnknownFormError)
    require_ending(args.target, ".pdf", ".xlsx", why="，程序由此决定格式")
    with opened(args) as workspace:
        names = {"reviewer": args.reviewer, "head": args.head, "phone": args.phone}
        with SmallPictures() as pictures:
            request = replace(_request(args, workspace), month=args.month, picture=pictures.picture, **names)
            sheet = make_form(workspace, form_id, request)
    if args.target.suffix.lower() == ".pdf":
        from reports.paper.missing_type import require_type
        from reports.paper.pdf import write_pdf

        if not args.substitute:
            require_type(sheet)
        write_pdf(sheet, args.target)
    else:
        from reports.excel.workbook import write_workbook

        write_workbook(sheet, args.target)
    show(str(args.target))
    return 0


def print_all_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace, target PDF and scope."""
    add_workspace(parser)
    parser.add_argument("target", metavar="目标", type=Path, help="以 .pdf 结尾的文件名")
    _add_scope(parser)
    _add_substitute(parser)


def run_print_all(args: argparse.Namespace) -> int:
    """Print a year's forms with a contents page and bookmarks, and say what is in it and what is not."""
    from reports.forms.year_book import print_year

    require_ending(args.target, ".pdf")
    with opened(args) as workspace:
        request = _request(args, workspace)
        parts, left_out = print_year(workspace, request, args.target, substitute=args.substitute)
    for one in left_out:
        tell(f"没有编入《{one.label}》：{one.why}")
    last = parts[-1]
    tell(f"共{len(parts) - 1}个表，{last.begins + last.pages - 1}页。")
    show(str(args.target))
    return 0


def draft_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace, draft, target .docx and scope."""
    from reports.drafts import drafts

    add_workspace(parser)
    known = "、".join(f"{one.id}（{one.label}）" for one in drafts().values())
    parser.add_argument("draft", metavar="文稿", help=f"代号或名称：{known}")
    parser.add_argument("target", metavar="目标", type=Path, help="以 .docx 结尾的文件名")
    _add_scope(parser)


def run_draft(args: argparse.Namespace) -> int:
    """Write a draft filled from the ledgers, and say how much is left for its writer."""
    from reports.drafts import UnknownDraftError, drafts, make_draft
    from reports.word.document import write_docx

    draft_id = _id_of(args.draft, drafts(), UnknownDraftError)
    require_ending(args.target, ".docx")
    with opened(args) as workspace:
        papers = make_draft(workspace, draft_id, _request(args, workspace))
    write_docx(papers, args.target)
    tell(f"共{len(papers)}份，要补写的地方{sum(len(paper.gaps) for paper in papers)}处，都标有“【待补充：…】”。")
    show(str(args.target))
    return 0


def _id_of(given: str, known: Mapping[str, Named], unknown: type[FazhiError]) -> str:
    found = next((one.id for one in known.values() if given in (one.id, one.label)), None)
    if found is None:
        raise UsageError(unknown(given, tuple(known)).sentence)
    return found


def _add_scope(parser: argparse.ArgumentParser) -> None:
    add_year(parser)
    parser.add_argument("--period", metavar="报送期", default="", help="不写时为全年")
    parser.add_argument("--unit", metavar="代码", help="汇总单位：只看这个单位，不写时为全部单位")


def _add_substitute(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--substitute", action="store_true", help="字体里没有的字用〓代替，照样打印")


def _request(args: argparse.Namespace, workspace: Workspace) -> FormRequest:
    today = workspace.clock.today()
    return FormRequest(
        year=args.year or current_year(workspace, today),
        today=today,
        period=args.period,
        unit=require_unit(workspace, args.unit) if args.unit else None,
        operator=operator_of(args),
    )
