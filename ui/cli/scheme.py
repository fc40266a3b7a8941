"""`scheme`: the scheme that was issued, as a workbook or a text file out, and taken back in after a look."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import msgspec

from models.assess.reading import read_scheme
from models.errors import FazhiError
from models.records.finding import Level
from models.records.office import Issue
from models.small_file import read_small
from models.store.base.workspace import Workspace
from models.submit.centre import require_issue_of, save_issue
from ui.cli.arguments import UsageError, add_year, show, tell
from ui.cli.opening import add_workspace, opened, operator_of

TEXT = ".json"


class UnusableSchemeError(FazhiError):
    """The file's scheme has errors; `said` names them."""

    said: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Strings them together."""
        return f"考核方案没有采用：{'；'.join(one.rstrip('。') for one in self.said)}。"


def scheme_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace, the year, and whether the scheme is written to a file or taken from one."""
    add_workspace(parser)
    add_year(parser)
    act = parser.add_mutually_exclusive_group(required=True)
    act.add_argument("--out", metavar="文件", type=Path, help="存为工作簿（.xlsx）或者文本（.json）")
    act.add_argument("--use", metavar="文件", type=Path, help="换成文件里的，限汇总单位；先列出变化")
    parser.add_argument("--dry-run", action="store_true", help="只列出变化，不采用")


def run_scheme(args: argparse.Namespace) -> int:
    """Write the scheme, or list what a file changes and issue the plan anew with it."""
    with opened(args) as workspace:
        issue = require_issue_of(workspace, args.year)
        if args.use:
            return _use(workspace, issue, args)
    _write(args.out, issue)
    show(str(args.out))
    return 0


def _write(path: Path, issue: Issue) -> None:
    from reports.filled_in.schemes.scheme_book import write_scheme_book
    from reports.filled_in.schemes.scheme_file import write_scheme

    if path.suffix == TEXT:
        write_scheme(path, issue.scheme, issue.plan)
    else:
        write_scheme_book(path, issue.scheme, issue.plan)


def _use(workspace: Workspace, issue: Issue, args: argparse.Namespace) -> int:
    from reports.filled_in.schemes.scheme_changes import scheme_changes

    if not workspace.is_centre:
        raise UsageError("考核方案随任务包下发，填报单位不能改。")
    raw = _read(args.use, issue)
    changes = scheme_changes(issue.scheme, raw, issue.plan)
    for one in changes:
        show("\t".join(text.replace("\n", " ") for text in one))
    if args.dry_run or not changes:
        tell(f"有{len(changes)}处不同{'，没有采用' if changes else ''}。")
        return 0
    number = save_issue(workspace, msgspec.structs.replace(issue, scheme=raw), operator_of(args)).number
    tell(f"已采用{len(changes)}处改动，保存为第{number}号。请导出任务包发给各单位。")
    return 0


def _read(path: Path, issue: Issue) -> dict[str, Any]:
    """The scheme as packages can carry it.

    Raises:
        UnusableSchemeError: A text file's scheme has errors.
        SchemeFileError: A workbook's has.
    """
    from reports.filled_in.schemes.scheme_book import read_scheme_book

    if path.suffix != TEXT:
        book = read_scheme_book(path, issue.plan)
        for warning in book.warnings:
            tell(warning.message)
        return book.raw
    reading = read_scheme(read_small(path), issue.plan)
    if reading.scheme is None:
        raise UnusableSchemeError(tuple(one.message for one in reading.findings if one.level is Level.ERROR))
    found: dict[str, Any] = msgspec.to_builtins(reading.scheme)
    return found
