"""`explain`: the reason why a warning is right as it stands, which 报送 asks for before it lets the warning pass."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

import msgspec

from models.check.answers import can_be_explained, explain_findings, findings_text
from models.errors import FazhiError
from models.records.finding import Finding
from models.records.registry import ledgers
from models.store.base.workspace import Workspace
from models.store.records import documents
from models.submit.proxy import require_proxy
from models.submit.unit import check_workspace
from ui.cli.arguments import UsageError, add_json, show, show_json, tell
from ui.cli.ledgers import finding_title
from ui.cli.opening import add_workspace, opened, operator_of
from ui.cli.units import require_unit


class NothingToExplainError(FazhiError):
    """No open warning of a rule, or on a record, that was named; `known` are the rules that have some."""

    asked: str
    known: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Names the rules that wait for a reason."""
        rest = f"待说明的有 {'、'.join(self.known)}" if self.known else "现在没有要说明的"
        return f"“{self.asked}”没有要说明的提醒，没有写入：{rest}。必须改的只能改正，空台账用命令 zero。"


def explain_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace, rules and records to explain, the reason; period and unit as in `zero`."""
    add_workspace(parser)
    parser.add_argument("rules", metavar="校验代码", nargs="*", help="说明这些校验代码的全部提醒；不写时列出要说明的")
    parser.add_argument("--reason", metavar="理由", help="为什么没有错；同一个理由写入每一条，已说明的改成这个")
    parser.add_argument(
        "--record", metavar="记录", action="append", default=[], help="只限这条记录，写编号或名称；可写多次"
    )
    parser.add_argument("--period", metavar="报送期", help="上一年的报送期按上一年的工作要点校验；不写时按现在的")
    parser.add_argument(
        "--unit", metavar="代码", help="汇总单位：说明代录的这个单位的（先用命令 proxy 登记），不写时为本级"
    )
    add_json(parser)


def run_explain(args: argparse.Namespace) -> int:
    """Write the reason to every warning meant, or without a rule list what waits for one: then 1 if anything does."""
    if args.rules and not (args.reason or "").strip():
        raise UsageError("说明要写明理由，例如：--reason 证件正在换发，已报省里。")
    if not args.rules and (args.reason is not None or args.record):
        raise UsageError("写明要说明哪个校验代码；不写代码只列出要说明的。")
    with opened(args) as workspace:
        unit = require_unit(workspace, args.unit)
        with workspace.read() as connection:
            require_proxy(connection, unit)
        found = _findings(workspace, unit, args.period)
        if not args.rules:
            return _list(found, as_json=args.json)
        chosen = _chosen(found, args.rules, args.record)
        with workspace.write(operator_of(args)) as tx:
            count = explain_findings(tx, unit, chosen, args.reason.strip())
        left = _findings(workspace, unit, args.period)
    show(f"已说明{count}条。{findings_text(left)}")
    return 0


def _findings(workspace: Workspace, unit: str, period: str | None) -> list[Finding]:
    """All findings by the plan that asks for the period, records by the names that people know them by."""
    with workspace.read() as connection:
        issue = documents.issue_with_period(connection, period)
    found = check_workspace(workspace, workspace.clock.today(), unit, issue.year if issue else None)
    return [msgspec.structs.replace(one, title=finding_title(one, issue)) for one in found]


def _list(found: Sequence[Finding], *, as_json: bool) -> int:
    waiting = [one for one in found if can_be_explained(one) and not one.explained]
    if as_json:
        names = ("code", "ledger", "uid", "title", "field", "message")
        show_json([{name: getattr(one, name) for name in names} for one in waiting])
    else:
        for one in waiting:
            show(f"{one.code}\t{ledgers()[one.ledger].label} {one.title}\t{one.message}")
        tell(findings_text(found))
    return 1 if waiting else 0


def _names(finding: Finding) -> set[str]:
    """How its record can be named; an item by its number alone, too (第8项)."""
    return {finding.uid, finding.title, finding.title.partition(" ")[0]}


def _chosen(found: Sequence[Finding], rules: Sequence[str], records: Sequence[str]) -> list[Finding]:
    """The warnings of these rules on these records, or on any where none are named.

    Raises:
        NothingToExplainError: There is none for a rule, or none on a record.
    """
    able = [one for one in found if can_be_explained(one)]
    chosen = [one for one in able if one.code in rules and (not records or _names(one) & set(records))]
    known = tuple(dict.fromkeys(one.code for one in able if not one.explained))
    hit = {name for one in chosen for name in (one.code, *_names(one))}
    for name in (*records, *rules):
        if name not in hit:
            raise NothingToExplainError(name, known)
    return chosen
