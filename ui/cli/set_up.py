"""`init`: a new workspace, of a centre or of a unit."""

from __future__ import annotations

import argparse
from pathlib import Path

from models.check.owners import everyone_words, owner_doubts
from models.merge.from_centre import read_plan_package
from models.store.base.errors import WorkspaceExistsError
from models.store.base.whole_file import NotWrittenError
from models.store.base.workspace import Workspace, confirm_recovery_code
from models.submit.centre import set_up_centre
from models.submit.first_issue import own_code
from models.submit.unit import set_up_unit
from reports.filled_in.unit_words import undated_words
from ui.cli.arguments import UsageError, show, tell
from ui.cli.new_issue import ISSUE_OPTIONS, add_issue_arguments, new_issue
from ui.cli.opening import add_person, operator_of, passphrase_of


def init_arguments(parser: argparse.ArgumentParser) -> None:
    """The new folder, the role with its name or code, and the plan it starts from."""
    parser.add_argument("workspace", metavar="工作区", type=Path, help="新的文件夹，或空文件夹")
    role = parser.add_mutually_exclusive_group(required=True)
    role.add_argument("--centre", metavar="名称", help="建立汇总单位的工作区")
    role.add_argument("--unit", metavar="代码", help="建立填报单位的工作区，代码见任务包的名册")
    parser.add_argument(
        "--plan",
        metavar="文件",
        type=Path,
        help="填报单位：汇总单位下发的任务包；汇总单位：工作要点正文，不写时用自带的示例",
    )
    add_issue_arguments(parser)
    parser.add_argument("--unencrypted", action="store_true", help="不加密；任何拿到文件夹的人都能看到全部内容")
    add_person(parser)


def run_init(args: argparse.Namespace) -> int:
    """Make the workspace of a centre or unit, and print its recovery code once."""
    _check_usage(args)
    if args.workspace.exists() and any(args.workspace.iterdir()):
        raise WorkspaceExistsError(args.workspace)
    return _centre(args) if args.centre is not None else _unit(args)


def _check_usage(args: argparse.Namespace) -> None:
    if args.centre is not None:
        if not args.centre.strip():
            raise UsageError("--centre 后面要写汇总单位的名称。")
        return
    if args.plan is None:
        raise UsageError("建立填报单位的工作区要用 --plan 指定汇总单位下发的任务包。")
    given = [f"--{name}" for name in ISSUE_OPTIONS if getattr(args, name)]
    if given:
        raise UsageError(f"{'、'.join(given)} 只用于汇总单位，填报单位以任务包为准。")


def _centre(args: argparse.Namespace) -> int:
    issue = new_issue(args)
    office = args.code or own_code(issue.units), args.centre.strip()
    made = set_up_centre(args.workspace, office, issue, _new_passphrase(args), operator_of(args), args.clock)
    made.workspace.close()
    show(f"已建立汇总单位“{args.centre.strip()}”的工作区：{args.workspace}")
    show(f"{issue.year}年度工作要点{len(issue.plan.items)}项，单位{len(issue.units)}个。")
    for doubt in filter(None, [undated_words(issue.units), *owner_doubts(issue), everyone_words(issue.plan)]):
        tell(doubt)
    if args.plan is None:
        show(f"没有指定工作要点，用的是自带的{issue.year}年示例。")
    if args.place is None:
        show(f"没有指定地方规定，按“{issue.profile.name}”检查，可以用命令 place 更换。")
    if args.scheme is None:
        show(f"没有指定考核方案，用的是“{issue.scheme['name']}”，请核对修改后再下发。")
    _show_secrets(made.recovery_code, made.second_identity)
    _code_was_shown(made.workspace)
    return 0


def _unit(args: argparse.Namespace) -> int:
    offer = read_plan_package(args.plan)
    made = set_up_unit(args.workspace, offer, args.unit, _new_passphrase(args), operator_of(args), args.clock)
    made.workspace.close()
    show(f"已建立填报单位“{made.workspace.name}”的工作区：{args.workspace}")
    show(f"汇总单位（{offer.issue.centre}）的指纹：{offer.fingerprint}")
    tell("请与印发的通知或电话核对汇总单位的指纹；不一致时不要使用这个工作区。")
    _show_secrets(made.recovery_code, "")
    _code_was_shown(made.workspace)
    return 0


def _code_was_shown(workspace: Workspace) -> None:
    try:
        confirm_recovery_code(workspace)
    except NotWrittenError as problem:
        tell(f"{problem.sentence}工作区已经建好；下次打开窗口时会再问恢复码有没有抄下。")


def _new_passphrase(args: argparse.Namespace) -> str | None:
    return None if args.unencrypted else passphrase_of(args, new=True)


def _show_secrets(recovery_code: str, second_identity: str) -> None:
    if recovery_code:
        show(f"恢复码：{recovery_code}")
    else:
        tell("注意：这个工作区没有加密，任何拿到文件夹的人都能看到全部内容。")
    if second_identity:
        show(f"备用密钥：{second_identity}")
    if recovery_code or second_identity:
        tell("以上内容只显示这一次：请抄写或打印，密封保管，不要存在这台电脑上。忘记密码时凭它们恢复。")
