"""`forks`: two packages of one number from one workspace, what tells them apart, and a person's word on them."""

from __future__ import annotations

import argparse

import msgspec

from models.clock import local_day
from models.merge.forks import VERDICTS, Difference, Fork, Party, decide_fork, differences, fork_at, forks
from models.merge.outcome import WORDS, State
from ui.cli.arguments import UsageError, add_json, show, show_json
from ui.cli.opening import add_workspace, opened, operator_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The list, or a word on one of it."""
    add_workspace(parser)
    parser.add_argument("--decide", metavar="序号", type=int, help="认定清单里的第几项")
    parser.add_argument("--as", dest="verdict", metavar="结论", help="；".join(VERDICTS))
    parser.add_argument("--use", metavar="包", type=int, help="两包不同的字段以第几个包为准；不写时保持合并后的样子")
    parser.add_argument("--note", metavar="说明", default="", help="例如和谁通过电话")
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Show them with their differences, 1 while any is not decided; or decide one."""
    if (args.decide is None) != (args.verdict is None):
        raise UsageError(f"--decide 和 --as 要一起写，例如：--decide 1 --as {next(iter(VERDICTS))}。")
    with opened(args, centre=True) as workspace:
        if args.decide is not None:
            fork = fork_at(workspace, args.decide)
            done = decide_fork(workspace, fork, args.verdict, args.note, operator_of(args), use=args.use)
            changed = f"，改了{done}个字段" if args.use else ""
            show(f"已认定单位{fork.unit}第{fork.sequence}次报送的两个包：{args.verdict}{changed}。")
            show(VERDICTS[args.verdict])
            return 0
        found = [(one, differences(workspace, one)) for one in forks(workspace)]
    if args.json:
        show_json({"forks": [{**msgspec.to_builtins(one), "differences": _in_words(d)} for one, d in found]})
    else:
        for fork, differing in found:
            _show(fork, differing)
        show(f"共{len(found)}处。" if found else "没有同一次报送的两个不同的包。")
    return 1 if any(fork.said is None for fork, _ in found) else 0


def _in_words(differing: list[Difference]) -> list[dict[str, object]]:
    """Without the values themselves: in words ID numbers are masked."""
    return [{**msgspec.to_builtins(one), "values": None} for one in differing]


def _show(fork: Fork, differing: list[Difference]) -> None:
    said = f"{fork.said.words}（{fork.said.operator} {local_day(fork.said.at)}）" if fork.said else "待认定"
    show(f"{fork.number}\t单位{fork.unit}\t第{fork.sequence}次\t{said}")
    for number, party in enumerate(fork.parties, 1):
        _show_party(number, party)
    if len(fork.parties) == 1:
        show("  2\t另一个包没有收到过：后一次报送接的不是这一个")
    for one in differing:
        what = f"{one.ledger_label} {one.title} {one.label}".rstrip()
        show(f"    {what}：{one.texts[0] or '空'} | {one.texts[1] or '空'}")


def _show_party(number: int, party: Party) -> None:
    row = party.row
    who = f"{party.operator}填，指纹 {party.fingerprint}"
    show(f"  {number}\t{local_day(row.at)}收到\t{WORDS[State(row.state)]}\t{who}\t{row.file}")
