"""What a restored centre does before it speaks: its numbers jump ahead of all that the lost one may have given out.

Units keep the roster and the issue with the highest number. A backup knows none of the numbers that were given out
after it was made, so that what the restored centre says under the next ones, revocations too, would be passed over.
One backup may be restored twice: the later a restore speaks, the higher its numbers; within an hour they differ by lot.
"""

from __future__ import annotations

import datetime as dt
import hashlib

import msgspec

from models.merge.enrolment import issue_roster
from models.merge.keys import ROSTER
from models.store.base.settings import read_setting
from models.store.base.transaction import Transaction
from models.store.base.workspace import Workspace
from models.store.records import documents
from models.store.records.documents import ISSUE

AHEAD = 1_000
"""More numbers than an office gives out between two backups, and within an hour."""
SPEAKS_AS = "numbered_as"
"""The setting that says under which id the workspace has jumped ahead."""
AHEAD_WORDS = (
    f"这是从备份恢复的汇总单位工作区：任务和名册的编号会往后跳{AHEAD}号以上，以免与丢失的相同，请重新导出任务下发包。"
)


def jump_ahead(workspace: Workspace, operator: str) -> None:
    """Issue plan and roster under numbers far ahead, once after the centre was restored; nothing otherwise."""
    with workspace.read() as connection:
        is_copy = read_setting(connection, "copied_from") is not None
        spoken_as = read_setting(connection, SPEAKS_AS)
    if not is_copy or spoken_as == workspace.id:
        return
    with workspace.write(operator) as tx:
        years = documents.issued_years(tx.connection)
        for issue in filter(None, (documents.issue_of_year(tx.connection, year) for year in reversed(years))):
            number = _number_ahead(tx, workspace.id, ISSUE)
            documents.save_document(tx, ISSUE, number, msgspec.structs.replace(issue, number=number))
        if years:
            issue_roster(tx, at_least=_number_ahead(tx, workspace.id, ROSTER))
        tx.set_setting(SPEAKS_AS, workspace.id)
        tx.chain.append([(tx.at, operator, "numbers-ahead", ISSUE, "", workspace.unit, "", AHEAD_WORDS)])


def _number_ahead(tx: Transaction, workspace: str, kind: str) -> int:
    """A number beyond the last of its kind, beyond every other restore that spoke in an earlier hour, and drawn by lot.

    Hours count from the first issue, which all restores share, however often they were restored from each other. The
    clock can only raise the number: a wrong one never makes it lower than `AHEAD` beyond the last.
    """
    first = documents.made_first(tx.connection, ISSUE)
    hours = (dt.datetime.fromisoformat(tx.at) - dt.datetime.fromisoformat(first)) // dt.timedelta(hours=1)
    lot = int.from_bytes(hashlib.sha256(workspace.encode()).digest()) % AHEAD
    return max(documents.latest_number(tx.connection, kind), hours * AHEAD) + AHEAD + lot
