"""Taking back a unit's latest merge, as long as its receipt has not left."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from models.errors import FazhiError
from models.merge import supersede_proxy
from models.merge.order import is_merged
from models.merge.outcome import PackageState
from models.merge.report import MergeReport, journal_rows_of, read_report
from models.store.base.transaction import Transaction
from models.store.base.workspace import Workspace
from models.store.records import conflicts, packages, rollback
from models.store.records.packages import IN, PackageRow
from models.store.records.rollback import MergedRecord


class NothingToUndoError(FazhiError):
    """The unit has no merged submission."""

    unit: str
    template = "单位{unit}没有可以撤销的合并：请核对单位代码。"


class CannotUndoError(FazhiError):
    """Something later builds on the merge; `why` says what."""

    row: PackageRow
    why: str
    template = "单位{row.unit}第{row.sequence}次报送的合并不能撤销（{why}），没有改动任何内容。"


@dataclass(frozen=True)
class UndoneMerge:
    """The package whose merge was taken back, and how many records changed back or vanished."""

    row: PackageRow
    restored: int
    vanished: int


def latest_merge(connection: Connection, unit: str) -> PackageRow | None:
    """The unit's submission that was merged last."""
    rows = packages.find_packages(connection, unit=unit, direction=IN, kind="submission")
    return max(filter(is_merged, rows), key=lambda one: one.place, default=None)


def merged_since(connection: Connection, row: PackageRow) -> list[PackageRow]:
    """The unit's submissions that were merged after this one, the latest last."""
    rows = packages.find_packages(connection, unit=row.unit, direction=IN, kind="submission")
    return [one for one in rows if is_merged(one) and one.place > row.place]


def undo_merge(workspace: Workspace, unit: str, operator: str) -> UndoneMerge:
    """Put every record and conflict back to what it was before the unit's latest merge; the package may come again.

    A report on paper (代录) whose place the submission took counts again, with all that was typed for it.

    Raises:
        NothingToUndoError: The unit has no merged submission.
        CannotUndoError: The receipt is out, or something was changed since.
    """
    with workspace.write(operator) as tx:
        row = latest_merge(tx.connection, unit)
        if row is None:
            raise NothingToUndoError(unit)
        report = read_report(row)
        steps = merge_steps(tx.connection, row, report)
        why = _obstacle(tx.connection, row, steps)
        if why:
            raise CannotUndoError(row, why)
        existed = [_existed(tx.connection, step) for step in steps]
        revert_merge(tx, row, report, steps)
        packages.update_package(
            tx, row.id, state=PackageState.UNDONE, reason="合并已撤销，可以重新合并。", review="", review_reason=""
        )
        tx.chain.append([(tx.at, operator, "undo-merge", "package", row.id, unit, row.id, "")])
    return UndoneMerge(row, sum(existed), len(existed) - sum(existed))


def merge_steps(connection: Connection, row: PackageRow, report: MergeReport | None) -> list[MergedRecord]:
    """Each record the merge wrote, with what it did to it; [] without a report."""
    return rollback.merged_records(connection, row.id, *journal_rows_of(connection, report)) if report else []


def revert_merge(tx: Transaction, row: PackageRow, report: MergeReport | None, steps: list[MergedRecord]) -> None:
    """Put the records of a merge, its conflicts and the reports on paper it replaced back to what they were before."""
    for step in steps:
        rollback.undo_record_merge(tx, row.id, step)
    conflicts.restore_conflicts(tx, row.id)
    supersede_proxy.restore_reports(tx, report.replaces if report else ())


def _existed(connection: Connection, step: MergedRecord) -> bool:
    return rollback.line_before(connection, step.ledger, step.uid, step.first) is not None


def _obstacle(connection: Connection, row: PackageRow, steps: list[MergedRecord]) -> str:
    if row.told or row.receipt:
        return "回执已经导出，填报单位可能已经知道结果：有问题的请退回"
    return later_changes_text(connection, steps)


def later_changes_text(connection: Connection, steps: list[MergedRecord]) -> str:
    """Who has done what to a record of the merge since, "" while nobody has."""
    later = next((change for step in steps if (change := rollback.later_change(connection, step))), None)
    return rollback.later_change_text(later) if later else ""
