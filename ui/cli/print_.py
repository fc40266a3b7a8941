"""`print`: a form as PDF or workbook, by the ending of the target's name."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from models.store.base.workspace import Workspace
from reports.forms import FormRequest, UnknownFormError, forms, make_form
from ui.cli.arguments import UsageError, show
from ui.cli.form_request import add_scope, request_of
from ui.cli.opening import add_workspace, opened

ENDINGS = (".pdf", ".xlsx")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which form, for what, and where to."""
    add_workspace(parser)
    parser.add_argument("form", metavar="表", help="代号或名称，见命令 forms")
    parser.add_argument("target", metavar="目标", type=Path, help="以 .pdf 或 .xlsx 结尾的文件名")
    add_scope(parser)
    parser.add_argument("--reviewer", metavar="姓名", default="", help="审核人")
    parser.add_argument("--head", metavar="姓名", default="", help="单位负责人")
    parser.add_argument("--phone", metavar="电话", default="", help="联系电话")
    parser.add_argument("--substitute", action="store_true", help="字体里没有的字用〓代替，照样打印")


def run(args: argparse.Namespace) -> int:
    """Fill it in and write it."""
    form_id = _form(args.form)
    if args.target.suffix.lower() not in ENDINGS:
        raise UsageError(f"“{args.target}”要以 .pdf 或 .xlsx 结尾，程序由此决定格式。")
    with opened(args) as workspace:
        sheet = make_form(workspace, form_id, _request(args, workspace))
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


def _form(given: str) -> str:
    found = next((one.id for one in forms().values() if given in (one.id, one.label)), None)
    if found is None:
        raise UsageError(UnknownFormError(given, tuple(forms())).sentence)
    return found


def _request(args: argparse.Namespace, workspace: Workspace) -> FormRequest:
    names = {"reviewer": args.reviewer, "head": args.head, "phone": args.phone}
    return replace(request_of(args, workspace), **names)
