"""`place`: the place profile (地方规定) that the plan is issued with: shown, written to a file, taken from one."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import msgspec

from models.records.place import PlaceProfile, Question
from models.records.place_file import place_text, read_place
from models.records.shipped_places import shipped_files
from models.small_file import read_small
from models.store.base.workspace import Workspace
from models.submit.centre import require_issue, save_issue
from reports.base.atomic import write_whole
from ui.cli.arguments import UsageError, add_json, show, show_json, tell
from ui.cli.opening import add_workspace, opened, operator_of


def place_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace, and whether another profile is taken or the present one written to a file."""
    add_workspace(parser)
    act = parser.add_mutually_exclusive_group()
    act.add_argument("--use", metavar="名称或文件", help=f"换成自带的（{'、'.join(_shipped())}）或文件里的，限汇总单位")
    act.add_argument("--out", metavar="文件", type=Path, help="存为文件，可以改好再用 --use 读回来")
    add_json(parser)


def run_place(args: argparse.Namespace) -> int:
    """Show the profile of the newest issue, write it, or issue the plan anew with another one."""
    with opened(args) as workspace:
        if args.use:
            return _use(workspace, args)
        place = require_issue(workspace).profile
    if args.out:
        text = place_text(place)
        write_whole(args.out, lambda stream: stream.write(text))
        show(str(args.out))
    elif args.json:
        show_json(msgspec.to_builtins(place))
    else:
        for line in place_lines(place):
            show(line)
    return 0


def _use(workspace: Workspace, args: argparse.Namespace) -> int:
    if not workspace.is_centre:
        raise UsageError("地方规定随任务包下发，填报单位不能改。")
    issue = msgspec.structs.replace(require_issue(workspace), place=named_place(args.use))
    number = save_issue(workspace, issue, operator_of(args)).number
    show(f"已换成“{issue.profile.name}”，保存为第{number}号。")
    tell("请导出任务包发给各单位。")
    return 0


def named_place(name: str) -> PlaceProfile:
    """A shipped profile by its name, or the one in a file.

    Raises:
        BadPlaceError: The file holds none.
        OSError: There is no such file.
    """
    return read_place(read_small(_shipped().get(name, Path(name))))


def _shipped() -> dict[str, Path]:
    return {path.stem: path for path in shipped_files()}


def place_lines(place: PlaceProfile) -> Iterator[str]:
    """The profile as people read it, a line each."""
    yield f"{place.name}（{'→'.join(place.chain)}）"
    for about in Question:
        rule = place.rule(about)
        yield f"{about.value}\t{rule.citation if rule else '没有地方规定，只提醒或者不查'}"
    yield f"败诉\t{place.lost_basis}"
    for kind in place.certificates:
        yield f"证件\t{kind.name}\t{kind.pattern or '编号不查'}"
    for term in place.terms:
        yield f"期限\t{term.term}\t{term.field or '各领域'}\t{term.days}\t{term.citation}"
    for day in place.calendar:
        off = "停用" if day.off else ""
        yield f"日历\t{day.on}\t{day.what}\t{day.who or '都提醒'}\t{day.source}\t{off}".rstrip()
