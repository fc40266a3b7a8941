"""完整性检查: database pages, the journal's chain, tables against the journal, evidence against its digests."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
from sqlalchemy import Connection

from models.records.entry import read_line
from models.records.ledger import Ledger
from models.records.registry import ledgers
from models.store.base.errors import DamagedWorkspaceError, NoEvidenceError
from models.store.base.journal import VANISHED, broken_links, is_cut_off
from models.store.base.tables import OWN_COLUMNS, column_name, table_name
from models.store.base.transaction import table_row
from models.store.base.workspace import Workspace
from models.store.files import evidence


class Fault(msgspec.Struct, frozen=True):
    """Something that is not as the program left it; `what` is one Chinese sentence."""

    kind: str
    what: str
    ledger: str = ""
    uid: str = ""


class _Nowhere:
    def write(self, data: bytes) -> int:
        return len(data)


def verify_workspace(workspace: Workspace, progress: Callable[[str], None] = lambda _: None) -> list[Fault]:
    """Everything that is wrong with the workspace; [] when it is whole."""
    faults: list[Fault] = []
    try:
        with workspace.read() as connection:
            for fault in _database(connection, workspace, progress):
                faults.append(fault)  # noqa: PERF402 - those found before the database breaks off are kept
    except DamagedWorkspaceError as problem:
        faults.append(_damaged(problem.what))
    progress("佐证材料")
    return [*faults, *_evidence(workspace)]


def _database(connection: Connection, workspace: Workspace, progress: Callable[[str], None]) -> Iterator[Fault]:
    progress("数据库")
    yield from _pages(connection, workspace)
    progress("日志")
    for change in broken_links(connection, workspace.journal_key):
        yield _broken(change.ledger, change.uid, change.seq)
    if is_cut_off(connection, workspace.journal_key):
        yield Fault("journal", "日志末尾被本程序以外的工具改动过，最近的记录可能缺失：请从备份恢复。")
    for ledger in ledgers().values():
        progress(ledger.label)
        yield from _rows(connection, ledger)


def _damaged(said: object) -> Fault:
    return Fault("database", f"数据库页面损坏（{said}）：请从备份恢复。")


def _pages(connection: Connection, workspace: Workspace) -> Iterator[Fault]:
    pragmas = ["PRAGMA integrity_check"]
    if workspace.encrypted:
        pragmas.append("PRAGMA cipher_integrity_check")
    for pragma in pragmas:
        for (said,) in connection.exec_driver_sql(pragma):
            if said != "ok":
                yield _damaged(said)


def _broken(ledger: str, uid: str, seq: int) -> Fault:
    name = ledgers()[ledger].label if ledger in ledgers() else ledger
    what = f"日志第{seq}条（{name}，记录 {uid}）被本程序以外的工具改动过，或其前面有缺失：请从备份恢复。"
    return Fault("journal", what, ledger, uid)


def _rows(connection: Connection, ledger: Ledger) -> Iterator[Fault]:
    """Rows that differ from their line, and records the journal knows but the table has lost."""
    names = ", ".join(f"t.{name}" for name in (*OWN_COLUMNS, *(column_name(field) for field in ledger.fields)))
    latest = "SELECT uid, max(seq), act FROM journal WHERE ledger = ? GROUP BY uid"  # the act of that row
    rows = connection.exec_driver_sql(latest, (ledger.id,))
    last: dict[str, int] = {row[0]: row[1] for row in rows if row[2] != VANISHED}
    sql = f"SELECT j.line, {names} FROM {table_name(ledger)} t LEFT JOIN journal j ON j.seq = t.seq"
    for line, *row in connection.exec_driver_sql(sql):
        uid, seq = row[0], row[2]
        if line is None or last.pop(uid, None) != seq or not _same(ledger, line, row):
            yield Fault("record", f"{ledger.label}的记录 {uid} 与日志不符，被本程序以外的工具改动过。", ledger.id, uid)
    for uid in last:
        yield Fault("record", f"{ledger.label}的记录 {uid} 只在日志中，被本程序以外的工具删除了。", ledger.id, uid)


def _same(ledger: Ledger, line: str, row: list[object]) -> bool:
    try:
        return list(table_row(ledger, read_line(line), int(str(row[2])))) == row
    except msgspec.DecodeError:
        return False


def _evidence(workspace: Workspace) -> Iterator[Fault]:
    for digest in evidence.all_digests(workspace):
        try:
            evidence.copy_file(workspace, digest, _Nowhere())
        except NoEvidenceError as problem:
            yield Fault("evidence", problem.sentence)
