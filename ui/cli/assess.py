"""`assess`, `freeze`, `appeal`, `results`: points and ranks by the scheme issued, kept, changed and sent."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

import msgspec

from models.assess.frozen import CHANGED, KEPT, Appeal
from models.assess.reading import read_scheme
from models.assess.score import Assessment, ScoreState
from models.errors import FazhiError
from models.records.finding import Level
from models.store.records.frozen_years import standing_version
from models.submit.centre import current_year, require_issue_of
from models.submit.results import export_results, freeze_results, record_appeal, unfreeze_results
from reports.figures.current_scores import parted_now, standing_of
from reports.figures.form_data import Scope
from reports.figures.scores import assess_workspace
from ui.cli.arguments import add_json, add_year, show, show_json, tell
from ui.cli.opening import add_workspace, opened, operator_of
from ui.cli.units import NoSuchUnitError, add_unit, require_unit, roster_unit


def assess_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace, the year, the unit to explain in detail (none by default), and --json."""
    add_workspace(parser)
    add_year(parser)
    parser.add_argument("--unit", metavar="单位", help="显示这个单位的逐项得分和依据")
    add_json(parser)


def run_assess(args: argparse.Namespace) -> int:
    """Assess all units, at a unit a preview of its own, and show; 1 when a unit could not be scored."""
    with opened(args) as workspace:
        unit = require_unit(workspace, args.unit) if args.unit or not workspace.is_centre else ""
        today = workspace.clock.today()
        asked = args.year or workspace.is_centre
        year = require_issue_of(workspace, args.year).year if asked else current_year(workspace, today)
        scope = Scope(year, today, None)
        quick = workspace.is_centre and not args.json
        assessed = (
            standing_of(workspace, scope, lambda code: code == unit) if quick else assess_workspace(workspace, scope)
        )
    found = assessed.result
    if args.json:
        show_json(msgspec.to_builtins(found))
    elif unit:
        _show_unit(found, unit)
    else:
        _show(found, {one.id: one.name for one in assessed.scheme.categories})
    for finding in found.findings:
        tell(finding.message)
    return 1 if any(finding.level is Level.ERROR for finding in found.findings) else 0


def _show(found: Assessment, categories: Mapping[str, str]) -> None:
    show(f"{found.name}（截至{found.on}）")
    show("类别\t名次\t单位\t得分\t等次\t备注")
    for one in found.units:
        show(
            "\t".join(
                [
                    categories[one.category],
                    str(one.rank or one.reporting),
                    one.name,
                    one.total_text,
                    one.grade_text,
                    one.note,
                ]
            )
        )


def _show_unit(found: Assessment, unit: str) -> None:
    one = found.of(unit)
    if one is None:
        raise NoSuchUnitError(unit, ())
    show(f"{one.name}：{one.total_text} {one.grade_text} {one.note}".rstrip())
    for score in one.scores:
        points = f"{score.points}/{score.full}" if score.state is ScoreState.SCORED else score.state
        show(f"{score.indicator} {score.title}\t{points}\t{score.reason}")
        for ref in score.because:
            show(f"    {ref.effect:+}\t{ref.title}\t{ref.why}")


def freeze_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace, the year, --accept for lines that are left open, and --undo with its reason."""
    add_workspace(parser)
    add_year(parser)
    parser.add_argument(
        "--accept",
        metavar="项目=理由",
        action="append",
        default=[],
        help="冻结清单里没有办完的一行，写明理由接受；项目是提示里括号中的代号，例如 unreported；可以写几次",
    )
    parser.add_argument("--undo", metavar="原因", help="解除冻结，写明原因")


def run_freeze(args: argparse.Namespace) -> int:
    """Freeze or open again the year asked for, or the one that is assessed today."""
    with opened(args, centre=True) as workspace:
        issue = require_issue_of(workspace, args.year)
        if args.undo is not None:
            unfreeze_results(workspace, issue.year, args.undo, operator_of(args))
            show(f"{issue.year}年度考核已解除冻结。")
            return 0
        found = parted_now(workspace, Scope(issue.year, workspace.clock.today(), None))
        made = freeze_results(workspace, found, issue.scheme, operator_of(args), reasons_in(args.accept))
    for one in made.accepted:
        show(f"接受没有办完的：{one.line}（{one.open}），理由：{one.reason}")
    show(f"{made.year}年度考核已冻结：{len(made.result.units)}个单位，以{made.result.on}的台账为准。")
    return 0


def reasons_in(texts: Sequence[str]) -> dict[str, str]:
    """The reasons by line, as typed LINE=REASON.

    Raises:
        UnreadableReasonError: A text has no line and reason.
    """
    found = {}
    for text in texts:
        line, mark, reason = text.partition("=")
        if not mark or not reason.strip():
            raise UnreadableReasonError(text)
        found[line.strip()] = reason.strip()
    return found


class UnreadableReasonError(FazhiError):
    """An --accept that is not LINE=REASON."""

    text: str
    template = "--accept “{text}”认不出来：请写成 项目=理由，例如 unreported=该单位已撤并。"


def appeal_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace, unit, indicator, what was asked, the answer, the year and, where it changes points, the new ones."""
    add_workspace(parser)
    add_unit(parser)
    parser.add_argument("indicator", metavar="指标", help="指标编号，见命令 assess --unit")
    add_year(parser)
    parser.add_argument("--asked", metavar="理由", required=True, help="单位申请复核的理由")
    parser.add_argument("--reply", metavar="意见", required=True, help="复核意见，随考核结果包告知单位")
    outcome = parser.add_mutually_exclusive_group(required=True)
    outcome.add_argument("--keep", action="store_true", help=f"{KEPT}原来的得分")
    outcome.add_argument("--points", metavar="得分", type=_points, help=f"{CHANGED}为这个得分；没有冻结的只记下结果")


def run_appeal(args: argparse.Namespace) -> int:
    """Keep an appeal and what came of it; frozen points that change make a new version of the result."""
    with opened(args, centre=True) as workspace:
        issue, unit = require_issue_of(workspace, args.year), roster_unit(workspace, args.unit)
        reading = read_scheme(issue.scheme, issue.plan)
        known = {one.id: one.name for one in reading.scheme.indicators} if reading.scheme else {}
        if args.indicator not in known:
            raise NoIndicatorError(args.indicator, known)
        appeal = Appeal(
            year=issue.year,
            unit=unit,
            indicator=args.indicator,
            asked=args.asked.strip(),
            outcome=KEPT if args.keep else CHANGED,
            reply=args.reply.strip(),
            on=workspace.clock.today(),
            points=args.points,
        )
        record_appeal(workspace, appeal, operator_of(args))
        with workspace.read() as connection:
            is_open = standing_version(connection, issue.year) is None
    show(f"已记下单位{unit}“{known[args.indicator]}”的复核：{appeal.outcome}。")
    if is_open and args.points is not None:
        tell("考核还没有冻结，得分没有变：请评分，或者由单位改正台账。")
    return 0


def _points(text: str) -> Decimal:
    try:
        found = Decimal(text)
    except InvalidOperation:
        found = Decimal("nan")
    if not found.is_finite():
        raise argparse.ArgumentTypeError(f"“{text}”不是得分，请写数字，例如 4.5")
    return found


class NoIndicatorError(FazhiError):
    """The scheme has no such indicator; `known` are names by id."""

    indicator: str
    known: Mapping[str, str]

    @property
    def sentence(self) -> str:
        """Lists the indicators there are."""
        names = "、".join(f"{name}（{label}）" for name, label in self.known.items())
        return f"考核方案里没有指标“{self.indicator}”，可以用的是 {names}。"


def results_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace, the year, and the folder the results packages (考核结果包) are written to."""
    add_workspace(parser)
    add_year(parser)
    parser.add_argument("target", metavar="文件夹", type=Path, help="考核结果包写到这里，没有时新建")


def run_results(args: argparse.Namespace) -> int:
    """Write every unit's frozen points for it alone, and show their names; 1 where a unit has no confirmed key."""
    with opened(args, centre=True) as workspace:
        issue = require_issue_of(workspace, args.year)
        args.target.mkdir(parents=True, exist_ok=True)
        sent = export_results(workspace, issue.year, args.target, operator_of(args))
    for path in sent.paths:
        show(str(path))
    if sent.unreachable:
        tell(f"没有导出的：{'、'.join(sent.unreachable)}。它们的密钥还没有登记，请打印反馈意见书送达。")
    return 1 if sent.unreachable else 0
