"""撤回: a unit takes a submission back before it has been approved."""

from __future__ import annotations

from models.merge.order import is_merged, is_taken
from models.merge.outcome import PackageState
from models.merge.report import SubmissionNote, read_report
from models.merge.supersede_proxy import restore_reports
from models.merge.undo import later_changes_text, merge_steps, merged_since, revert_merge
from models.store.base.transaction import Transaction
from models.store.records import packages
from models.store.records.packages import PackageRow

WITHDRAWN = "withdrawn"
FEATURE = "withdrawal"
"""What a reader must understand, so that no older program takes the statement for an empty submission."""


def take_withdrawal(tx: Transaction, statement: PackageRow, note: SubmissionNote) -> tuple[PackageState, str]:
    """Mark the submission as taken back, if it may be; gives the outcome in words too.

    Of several that somebody gave the same id, the one that counts is meant.
    """
    sent = packages.find_submissions(tx.connection, statement.unit)
    rows = sorted((row for row in sent if packages.sent_id(row) == note.withdraws), key=is_taken, reverse=True)
    refused = _refusal(rows)
    if refused:
        return PackageState.REFUSED, refused
    row = rows[0]
    packages.update_package(tx, row.id, state=PackageState.WITHDRAWN, review=WITHDRAWN, review_reason=note.reason)
    tx.chain.append([(tx.at, tx.operator, "withdraw", "package", row.id, row.unit, statement.id, note.reason)])
    return (
        PackageState.WITHDRAWAL,
        f"撤回第{row.sequence}次报送（{row.period}），理由：{note.reason}。{_what_counts(tx, row)}",
    )


def _what_counts(tx: Transaction, row: PackageRow) -> str:
    """Bring back the report on paper whose place the submission took, as undoing its merge would; what counts now.

    Records that somebody has changed since stay as they are, and so do all others: half of it would be neither. So do
    they where the unit has sent another submission since, which says the same of them; one of the same period takes
    the place of the paper, too.
    """
    report = read_report(row)
    if report is None or not report.replaces:
        return "已合并的记录留作底稿。"
    steps, since = merge_steps(tx.connection, row, report), merged_since(tx.connection, row)
    again = [one.sequence for one in since if one.period == row.period]
    if again:
        return f"这一期算数的是第{again[-1]}次报送，记录没有动。"
    why = later_changes_text(tx.connection, steps) or (f"又收下了第{since[-1].sequence}次报送" if since else "")
    if why:
        restore_reports(tx, report.replaces)
        return f"原来的代录重新算数；合并以后{why}，记录没有动，请与纸质材料核对。"
    revert_merge(tx, row, report, steps)
    return "原来的代录重新算数，记录回到合并以前。"


def _refusal(rows: list[PackageRow]) -> str:
    if not rows:
        return "要撤回的那次报送还没有收到：请先合并它，再合并这份撤回。"
    if rows[0].state == PackageState.WITHDRAWN:
        return "这次报送以前已经撤回，没有变化。"
    if rows[0].review == "approved":
        return f"第{rows[0].sequence}次报送已经通过，不能撤回：请报送单位改正后再报一次。"
    return "" if is_merged(rows[0]) else "要撤回的那次报送还没有合并：请先处理它。"
