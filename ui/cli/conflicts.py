"""`conflicts`, `decide`, `twins`, `forks`: where what was handed in contradicts itself, for a person to decide."""

from __future__ import annotations

import argparse
from typing import Any

import msgspec

from models.clock import local_day
from models.merge.conflicts import (
    ChooseValue,
    ChooseVersion,
    Dispute,
    DisputedVersion,
    decide_dispute,
    disputes,
    mask_dispute,
)
from models.merge.double_submissions import (
    VERDICTS,
    CopyDifference,
    DoubleSubmission,
    SubmissionCopy,
    copy_differences,
    decide_double_submission,
    double_submission_at,
    find_double_submissions,
)
from models.merge.outcome import WORDS, PackageState
from models.merge.same_person_or_case import SharedValue, confirm_shared_value, find_shared_values
from models.merge.values import field_label
from models.records.entry import DELETED
from models.records.field import Kind
from models.records.ledger import Ledger
from models.records.registry import ledger as ledger_with
from models.rules.dates import read_date
from models.store.records.printed import note_printed
from ui.cli.arguments import UsageError, add_json, add_ledger, field_named, show, show_json
from ui.cli.opening import add_workspace, opened, operator_of

YES, NO = ("是", "删除", "true"), ("否", "保留", "false")


def conflicts_arguments(parser: argparse.ArgumentParser) -> None:
    """The workspace, and whether ID numbers and names of parties are wanted in full."""
    add_workspace(parser)
    parser.add_argument(
        "--full-ids",
        action="store_true",
        help="身份证号和别的单位的当事人姓名不遮盖（和 --json 一起用；日志里记下经办人），不写时遮盖",
    )
    add_json(parser)


def run_conflicts(args: argparse.Namespace) -> int:
    """Show every open conflict with its versions; 1 while there are any."""
    if args.full_ids and not args.json:
        raise UsageError("--full-ids 要和 --json 一起写。")
    with opened(args) as workspace:
        found = disputes(workspace)
        masked = [mask_dispute(one, workspace.unit) for one in found]
        if args.full_ids and masked != found:
            with workspace.write(operator_of(args)) as tx:
                note_printed(tx, "conflicts", workspace.unit, "列出冲突（含完整身份证号、当事人姓名）")
    if args.json:
        shown = found if args.full_ids else masked
        show_json({"conflicts": [msgspec.to_builtins(one) for one in shown]})
    else:
        for dispute in found:
            _show_dispute(dispute)
        show(f"共{len(found)}处冲突待决定。" if found else "没有待决定的冲突。")
    return 1 if found else 0


def _show_dispute(dispute: Dispute) -> None:
    show(f"{dispute.unit}\t{dispute.ledger}\t{dispute.title}\t{dispute.label}")
    show(f"  decide 工作区 {dispute.ledger} {dispute.uid} {dispute.field} --take 序号")
    for number, version in enumerate(dispute.versions, 1):
        show(f"  {number}\t{version.text}\t{_origin(version)}{'（现在显示）' if version.shown else ''}")


def _origin(version: DisputedVersion) -> str:
    written = f"，{version.written_by}于{local_day(version.written_at)}" if version.written_by else ""
    return f"{version.origin}{written}"


def decide_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace, ledger, record uid, field, and the version to take or the value to set."""
    add_workspace(parser)
    add_ledger(parser)
    parser.add_argument("uid", metavar="记录编号", help="见命令 conflicts")
    parser.add_argument("field", metavar="字段", help="字段代号或名称；deleted 表示是否删除")
    choice = parser.add_mutually_exclusive_group(required=True)
    choice.add_argument("--take", metavar="序号", type=int, help="采用第几个版本")
    choice.add_argument("--value", metavar="值", help="都不采用，改填这个值；写空串表示清空")


def run_decide(args: argparse.Namespace) -> int:
    """Settle one conflict by one of its versions or by a value of one's own."""
    field = _disputed_field(args.ledger, args.field)
    choice = ChooseVersion(args.take) if args.take is not None else ChooseValue(_typed(args.ledger, field, args.value))
    with opened(args) as workspace:
        decide_dispute(workspace, args.ledger, args.uid, field, choice, operator_of(args))
    show(f"已决定“{field_label(args.ledger, field)}”，各方以这个值为准。")
    return 0


def _disputed_field(ledger: Ledger, text: str) -> str:
    if text in (DELETED, field_label(ledger, DELETED)):
        return DELETED
    known = field_named(ledger, text)
    return known.name if known else text


def _typed(ledger: Ledger, name: str, text: str) -> Any:
    """The value as the field keeps it."""
    field = ledger.by_name.get(name)
    kind = Kind.FLAG if name == DELETED else field.kind if field else Kind.TEXT
    if kind is Kind.TABLE:
        raise UsageError("这个字段是明细表，不能用 --value 填写：请用 --take 采用一个版本。")
    if kind is Kind.FLAG:
        return _flag(text)
    if kind is Kind.INTEGER and text.lstrip("-").isdigit():
        return int(text)
    found = read_date(text) if kind is Kind.DATE else None
    return found.isoformat() if found else text


def _flag(text: str) -> bool:
    if text not in (*YES, *NO):
        raise UsageError(f"“{text}”请写成 是 或 否。")
    return text in YES


def twins_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace and --json; or --confirm with the verdict and a note."""
    add_workspace(parser)
    parser.add_argument("--confirm", metavar="代号", help="确认清单里的哪一项（每行开头的代号）")
    parser.add_argument("--as", dest="verdict", metavar="结论", help="人员：调动、兼职；案件：共同被告；或登记有误")
    parser.add_argument("--note", metavar="说明", default="", help="例如调令文号")
    add_json(parser)


def run_twins(args: argparse.Namespace) -> int:
    """Show the same persons and cases of two units, 1 while any is not confirmed; or confirm one."""
    if (args.confirm is None) != (args.verdict is None):
        raise UsageError("--confirm 和 --as 要一起写，例如：--confirm 3f2a90bc --as 调动。")
    with opened(args, centre=True) as workspace:
        if args.confirm is not None:
            done = confirm_shared_value(workspace, args.confirm, args.verdict, args.note, operator_of(args))
            show(f"已确认{done.code}（{done.shown}）：{args.verdict}。记录没有合并，仍各归各单位。")
            return 0
        found = find_shared_values(workspace)
    if args.json:
        show_json({"twins": [{"code": one.code, **msgspec.to_builtins(one), "value": one.shown} for one in found]})
    else:
        for one in found:
            _show_twin(one)
    return 1 if any(one.said is None for one in found) else 0


def _show_twin(one: SharedValue) -> None:
    said = f"{one.said.verdict} {one.said.note}（{one.said.operator}）" if one.said else "待确认"
    where = "、".join(f"{place.unit} {place.title}" for place in one.places)
    show(f"{one.code}\t{ledger_with(one.ledger).label}\t{one.shown}\t{where}\t{said}")


def forks_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace and --json; or --decide with the verdict, the package to use and a note."""
    add_workspace(parser)
    parser.add_argument("--decide", metavar="序号", type=int, help="认定清单里的第几项")
    parser.add_argument("--as", dest="verdict", metavar="结论", help="；".join(VERDICTS))
    parser.add_argument("--use", metavar="包", type=int, help="两包不同的字段以第几个包为准；不写时保持合并后的样子")
    parser.add_argument("--note", metavar="说明", default="", help="例如和谁通过电话")
    add_json(parser)


def run_forks(args: argparse.Namespace) -> int:
    """Show pairs of packages of one number with their differences, 1 while any is not decided; or decide one."""
    if (args.decide is None) != (args.verdict is None):
        raise UsageError(f"--decide 和 --as 要一起写，例如：--decide 1 --as {next(iter(VERDICTS))}。")
    with opened(args, centre=True) as workspace:
        if args.decide is not None:
            fork = double_submission_at(workspace, args.decide)
            done = decide_double_submission(workspace, fork, args.verdict, args.note, operator_of(args), use=args.use)
            changed = f"，改了{done}个字段" if args.use else ""
            show(f"已认定单位{fork.unit}第{fork.sequence}次报送的两个包：{args.verdict}{changed}。")
            show(VERDICTS[args.verdict])
            return 0
        found = [(one, copy_differences(workspace, one)) for one in find_double_submissions(workspace)]
    if args.json:
        show_json({"forks": [{**msgspec.to_builtins(one), "differences": _in_words(d)} for one, d in found]})
    else:
        for fork, differing in found:
            _show_fork(fork, differing)
        show(f"共{len(found)}处。" if found else "没有同一次报送的两个不同的包。")
    return 1 if any(fork.said is None for fork, _ in found) else 0


def _in_words(differing: list[CopyDifference]) -> list[dict[str, object]]:
    """Without the values themselves: in words they are masked."""
    return [{**msgspec.to_builtins(one), "values": None} for one in differing]


def _show_fork(fork: DoubleSubmission, differing: list[CopyDifference]) -> None:
    said = f"{fork.said.words}（{fork.said.operator} {local_day(fork.said.at)}）" if fork.said else "待认定"
    show(f"{fork.number}\t单位{fork.unit}\t第{fork.sequence}次\t{said}")
    for number, party in enumerate(fork.parties, 1):
        _show_party(number, party)
    if len(fork.parties) == 1:
        show("  2\t另一个包没有收到过：后一次报送接的不是这一个")
    for one in differing:
        what = f"{one.ledger_label} {one.title} {one.label}".rstrip()
        show(f"    {what}：{one.texts[0] or '空'} | {one.texts[1] or '空'}")


def _show_party(number: int, party: SubmissionCopy) -> None:
    row = party.row
    who = f"{party.operator}填，指纹 {party.fingerprint}"
    show(f"  {number}\t{local_day(row.at)}收到\t{WORDS[PackageState(row.state)]}\t{who}\t{row.file}")
