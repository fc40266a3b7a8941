"""`review`: approve or return a unit's newest submission, with remarks on its records."""

from __future__ import annotations

import argparse
from dataclasses import dataclass

from models.errors import FazhiError
from models.merge.from_centre import RemarkNote
from models.merge.states import REVIEWED
from models.records.context import title_of
from models.records.entry import BadRecordError, to_record
from models.records.ledger import Ledger
from models.store.base.workspace import Workspace
from models.store.records import records
from models.store.records.item_numbers import item_numbers_for
from models.store.records.packages import PackageRow, in_order
from models.submit.centre import confirm_received, latest_submissions, review_submission
from ui.cli.arguments import UsageError, day, field_named, ledger_named, show
from ui.cli.opening import add_workspace, opened, operator_of
from ui.cli.units import add_unit, roster_unit


@dataclass(frozen=True)
class Target:
    """A remark typed on the command line: ledger, record, field ("" for the whole record) and text."""

    ledger: Ledger
    record: str
    field: str
    text: str


class NothingToReviewError(FazhiError):
    """No submission of the unit was merged."""

    unit: str
    period: str

    @property
    def sentence(self) -> str:
        """Says what to do first."""
        when = f"{self.period}的" if self.period else ""
        return f"单位{self.unit}没有{when}已合并的报送：请先合并它的报送包。"


class RemarkTargetError(FazhiError):
    """No record, or more than one, is meant by a remark."""

    ledger: str
    record: str
    found: int

    @property
    def sentence(self) -> str:
        """Says how to name it."""
        many = f"有{self.found}条叫" if self.found else "没有"
        return f"台账“{self.ledger}”里该单位{many}“{self.record}”的记录：请用导出的工作簿里的记录编号。"


def review_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace, unit, period, the verdict, the day of receipt and remarks on records."""
    add_workspace(parser)
    add_unit(parser)
    verdict = parser.add_mutually_exclusive_group(required=True)
    verdict.add_argument("--approve", action="store_true", help="通过")
    verdict.add_argument("--return", dest="returned", metavar="原因", help="退回，写明原因")
    parser.add_argument("--period", metavar="报送期", default="", help="不写时为该单位最近的一次报送")
    parser.add_argument("--received", metavar="日期", type=day, help="确认的收到日期，按它判断是否按时")
    parser.add_argument(
        "--record",
        dest="remarks",
        metavar="台账:记录[:字段]=意见",
        type=_target,
        action="append",
        default=[],
        help="对一条记录的意见，可写多次；记录写编号或名称，例如 progress:3:主要措施=请写具体",
    )


def run_review(args: argparse.Namespace) -> int:
    """Keep the verdict and the remarks; the next receipt tells the unit."""
    if args.returned is not None and not args.returned.strip():
        raise UsageError("退回要写明原因，例如：--return 措施写得太笼统。")
    with opened(args, centre=True) as workspace:
        unit = roster_unit(workspace, args.unit)
        row = _submission(workspace, unit, args.period)
        notes = [_note(workspace, unit, target) for target in args.remarks]
        verdict = "approved" if args.approve else "returned"
        if args.received:
            confirm_received(workspace, row.id, args.received, operator_of(args))
        review_submission(workspace, row.id, verdict, (args.returned or "").strip(), notes, operator_of(args))
    which = f"第{row.sequence}次报送" if row.sequence else "代录"
    show(f"单位{unit}{which}（{row.period}）：{REVIEWED[verdict]}，意见{len(notes)}条。")
    return 0


def _submission(workspace: Workspace, unit: str, period: str) -> PackageRow:
    rows = [
        row for row in latest_submissions(workspace, on_paper=True) if row.unit == unit and period in ("", row.period)
    ]
    if not rows:
        raise NothingToReviewError(unit, period)
    return in_order(rows)[-1]


def _note(workspace: Workspace, unit: str, target: Target) -> RemarkNote:
    ledger = target.ledger
    with workspace.read() as connection:
        numbers = item_numbers_for(connection, ledger)
        uids = [
            entry.uid
            for entry in records.entries(connection, ledger, unit)
            if target.record in (entry.uid, *_names(ledger, numbers.shown_in(ledger, entry.fields)))
        ]
    if len(uids) != 1:
        raise RemarkTargetError(ledger.label, target.record, len(uids))
    return RemarkNote(ledger=ledger.id, uid=uids[0], field=target.field, text=target.text)


def _names(ledger: Ledger, fields: dict[str, object]) -> tuple[str, ...]:
    try:
        title = title_of(ledger, to_record(ledger, fields))
    except BadRecordError:
        title = ""
    return tuple(filter(None, (title, str(fields.get(ledger.title) or ""))))


def _target(text: str) -> Target:
    """Read `ledger:record[:field]=remark`."""
    place, _, words = text.partition("=")
    name, _, rest = place.partition(":")
    record, _, field = rest.partition(":")
    if not (record and words):
        raise argparse.ArgumentTypeError(f"“{text}”请写成 台账:记录=意见 或 台账:记录:字段=意见")
    ledger = ledger_named(name)
    known = field_named(ledger, field)
    if field and known is None:
        raise argparse.ArgumentTypeError(f"台账“{ledger.label}”没有字段“{field}”，字段见命令 ledgers --json")
    return Target(ledger, record, known.name if known else "", words)
