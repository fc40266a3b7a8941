"""`proxy`: 代录, what a unit without the program reported on paper: registered, filled, listed, cancelled."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NamedTuple

from models.records.ledger import Ledger
from models.records.registry import ledgers
from models.store.base.workspace import Workspace
from models.store.records import documents
from models.submit.proxy import OnPaper, ProxyState, cancel_proxy, read_proxies, register_proxy
from reports.filled_in.import_ledger import import_workbook
from ui.cli.arguments import UsageError, add_json, day, ledger_named, show, show_json
from ui.cli.ledgers import show_import
from ui.cli.opening import add_workspace, opened, operator_of
from ui.cli.units import roster_unit


class GivenPaper(NamedTuple):
    """A ledger and the workbook to import into it, from ledger=file on the command line."""

    ledger: Ledger
    path: Path


def proxy_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose report, on which paper, and the workbooks that go with it; without a unit they are listed."""
    add_workspace(parser)
    parser.add_argument("unit", metavar="单位", nargs="?", help="单位代码或名称；不写时列出全部代录")
    parser.add_argument("--paper", metavar="依据", help="纸质依据：文号、盖章件的名称等，必须写明")
    parser.add_argument(
        "--received", metavar="日期", type=day, help="收到纸质材料的日期，按它判断是否按时；不写时为今天"
    )
    parser.add_argument("--period", metavar="报送期", help="不写时为最后一期，即全年")
    parser.add_argument("--scan", metavar="文件", type=Path, action="append", default=[], help="扫描件，可写多次")
    parser.add_argument(
        "--import",
        dest="books",
        metavar="台账=工作簿",
        type=_given,
        action="append",
        default=[],
        help="同时导入单位交来的工作簿，可写多次，例如 person=人员.xlsx",
    )
    parser.add_argument("--cancel", metavar="理由", help="取消登记，已代录的记录移入回收站")
    add_json(parser)


def run_proxy(args: argparse.Namespace) -> int:
    """Register, cancel or list; 1 when rows of a workbook were refused."""
    with opened(args, centre=True) as workspace:
        if args.unit is None:
            return _list(workspace, as_json=args.json)
        unit = roster_unit(workspace, args.unit)
        if args.cancel is not None:
            return _cancel(workspace, unit, args)
        paper = OnPaper(args.paper or "", args.received or workspace.clock.today(), args.scan)
        row = register_proxy(workspace, unit, args.period, paper, operator_of(args))
        show(f"已登记单位{unit}的代录（{row.period}，{row.received_on}收到）：{row.reason}")
        done = [
            import_workbook(workspace, given.ledger, given.path, operator_of(args), unit=unit) for given in args.books
        ]
    for one in done:
        show(one.source)
        show_import(one)
    return int(any(each.refused for one in done for each in one.every))


def _cancel(workspace: Workspace, unit: str, args: argparse.Namespace) -> int:
    if not args.cancel.strip():
        raise UsageError("取消代录要写明理由，例如：--cancel 登记错了单位。")
    with workspace.read() as connection:
        issue = documents.issue_with_period(connection, args.period)
    period = issue.period(args.period) if issue else None
    count = cancel_proxy(workspace, unit, period.id if period else args.period or "", args.cancel, operator_of(args))
    show(f"已取消单位{unit}的代录，{count}条记录移入回收站。")
    return 0


def _list(workspace: Workspace, *, as_json: bool) -> int:
    found = read_proxies(workspace)
    if as_json:
        show_json({"proxies": [_as_json(one) for one in found]})
        return 0
    for one in found:
        counts = "，".join(f"{ledgers()[name].label}{count}条" for name, count in one.counts.items()) or "还没有录入"
        zeros = f"，零报送{len(one.zeros)}本" if one.zeros else ""
        row = one.row
        show(f"{row.unit}\t{row.period}\t{row.received_on}收到\t{one.paper.basis}\t{counts}{zeros}")
    show(f"共{len(found)}份代录，都未签名。")
    return 0


def _as_json(one: ProxyState) -> dict[str, object]:
    row = one.row
    said = {"unit": row.unit, "period": row.period, "received_on": row.received_on, "review": row.review}
    scans = [scan.name for scan in one.paper.scans]
    return {**said, "paper": one.paper.basis, "scans": scans, "counts": one.counts, "zero": list(one.zeros)}


def _given(text: str) -> GivenPaper:
    """Read `ledger=path`."""
    name, sign, path = text.partition("=")
    if not (sign and path):
        raise argparse.ArgumentTypeError(f"“{text}”请写成 台账=工作簿，例如 person=人员.xlsx")
    return GivenPaper(ledger_named(name), Path(path))
