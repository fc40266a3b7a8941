"""`waive`: what units claim not to apply to them, and whether the centre agrees."""

from __future__ import annotations

import argparse

from models.assess.measures.work import item_title
from models.errors import FazhiError
from models.records.office import Issue
from models.store.records.waivers import Claim, Decision, claims_of, decide
from models.submit.centre import require_issue_of
from ui.cli.arguments import add_year, show
from ui.cli.opening import add_workspace, opened, operator_of
from ui.cli.units import require_unit

STATES = {None: "待同意", True: "同意", False: "不同意"}


class NoSuchClaimError(FazhiError):
    """No unit claims that this item does not apply to it."""

    unit: str
    item: int
    template = "{unit}没有说第{item}项不适用，或者没有写理由。"


class NoReasonError(FazhiError):
    """A claim is refused without a reason."""

    template = "不同意的请用 --refuse 写明意见。"


def waive_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace, the year, and the claims that are agreed to or refused."""
    add_workspace(parser)
    add_year(parser)
    parser.add_argument("--unit", metavar="单位", help="只看、只办这个单位的")
    parser.add_argument("--item", metavar="项号", type=int, action="append", default=[], help="办第几项；可以写几次")
    parser.add_argument("--all", action="store_true", help="办全部待同意的")
    parser.add_argument("--refuse", metavar="意见", help="不同意，写明意见；不写就是同意")


def run_waive(args: argparse.Namespace) -> int:
    """List the claims or decide on some; 1 while some wait for a decision."""
    if args.refuse is not None and not args.refuse.strip():
        raise NoReasonError
    with opened(args, centre=True) as workspace:
        issue = require_issue_of(workspace, args.year)
        unit = require_unit(workspace, args.unit) if args.unit else ""
        if args.item or args.all:
            with workspace.write(operator_of(args)) as tx:
                chosen = _chosen(args, issue, unit, claims_of(tx.connection, issue.year))
                decision = Decision(args.refuse is None, (args.refuse or "").strip())
                decide(tx, issue.year, workspace.unit, chosen, decision)
        with workspace.read() as connection:
            claims = [one for one in claims_of(connection, issue.year) if unit in ("", one.unit)]
    names = {one.code: one.name for one in issue.units}
    show("单位\t事项\t理由\t汇总单位\t意见")
    for one in claims:
        said = one.waiver.reason if one.waiver and one.agreed is not None else ""
        known = names.get(one.unit, one.unit), item_title(issue.plan, one.item), one.progress.not_applicable or ""
        show("\t".join([*known, STATES[one.agreed], said or ""]))
    return 1 if any(one.agreed is None for one in claims) else 0


def _chosen(args: argparse.Namespace, issue: Issue, unit: str, claims: list[Claim]) -> list[Claim]:
    mine = [one for one in claims if unit in ("", one.unit)]
    if not args.item:
        return [one for one in mine if one.agreed is None]
    uids = {number: item.uid for number in args.item if (item := issue.plan.item(number))}
    found = [one for one in mine if one.item in uids.values()]
    for number in args.item:
        if uids.get(number) not in {one.item for one in found}:
            raise NoSuchClaimError(unit or "单位", number)
    return found
