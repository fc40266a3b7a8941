"""完整性检查: database pages, the journal's chain, tables against the journal, evidence against its digests."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
from sqlalchemy import Connection

from models.records.entry import read_line
from models.records.ledger import Ledger
from models.records.registry import ledgers
from models.store import evidence
from models.store.errors import NoEvidenceError
from models.store.journal import broken_links
from models.store.tables import OWN_COLUMNS, column_name, table_name
from models.store.transaction import row_of
from models.store.workspace import Workspace


class Fault(msgspec.Struct, frozen=True):
    """Something that is not as the program left it; `what` is one Chinese sentence."""

    kind: str
    what: str
    ledger: str = ""
    uid: str = ""


class _Nowhere:
    def write(self, data: bytes) -> int:
        return len(data)


def verify(workspace: Workspace, progress: Callable[[str], None] = lambda _: None) -> list[Fault]:
    """Everything that is wrong with the workspace; [] when it is whole."""
    with workspace.read() as connection:
        progress("数据库")
        faults = list(_pages(connection, workspace))
        progress("日志")
        faults += [
            _broken(change.ledger, change.uid, change.seq) for change in broken_links(connection, workspace.journal_key)
        ]
        for ledger in ledgers().values():
            progress(ledger.label)
            faults += _rows(connection, ledger)
    progress("佐证材料")
    return [*faults, *_evidence(workspace)]


def _pages(connection: Connection, workspace: Workspace) -> Iterator[Fault]:
    pragmas = ["PRAGMA integrity_check"]
    if workspace.encrypted:
        pragmas.append("PRAGMA cipher_integrity_check")
    for pragma in pragmas:
        for (said,) in connection.exec_driver_sql(pragma):
            if said != "ok":
                yield Fault("database", f"数据库页面损坏（{said}）：请从备份恢复。")


def _broken(ledger: str, uid: str, seq: int) -> Fault:
    name = ledgers()[ledger].label if ledger in ledgers() else ledger
    what = f"日志第{seq}条（{name}，记录 {uid}）被本程序以外的工具改动过，或其前面有缺失：请从备份恢复。"
    return Fault("journal", what, ledger, uid)


def _rows(connection: Connection, ledger: Ledger) -> Iterator[Fault]:
    """Rows that differ from their line, and records the journal knows but the table has lost."""
    names = ", ".join(f"t.{name}" for name in (*OWN_COLUMNS, *(column_name(field) for field in ledger.fields)))
    rows = connection.exec_driver_sql("SELECT uid, max(seq) FROM journal WHERE ledger = ? GROUP BY uid", (ledger.id,))
    last: dict[str, int] = {row[0]: row[1] for row in rows}
    sql = f"SELECT j.line, {names} FROM {table_name(ledger)} t LEFT JOIN journal j ON j.seq = t.seq"
    for line, *row in connection.exec_driver_sql(sql):
        uid, seq = row[0], row[2]
        if line is None or last.pop(uid, None) != seq or not _same(row_of(ledger, read_line(line), seq), row):
            yield Fault("record", f"{ledger.label}的记录 {uid} 与日志不符，被本程序以外的工具改动过。", ledger.id, uid)
    for uid in last:
        yield Fault("record", f"{ledger.label}的记录 {uid} 只在日志中，被本程序以外的工具删除了。", ledger.id, uid)


def _same(expected: tuple[object, ...], found: list[object]) -> bool:
    return all(want == have for want, have in zip(expected, found, strict=True))


def _evidence(workspace: Workspace) -> Iterator[Fault]:
    for digest in evidence.digests(workspace):
        try:
            evidence.copy_to(workspace, digest, _Nowhere())
        except NoEvidenceError as problem:
            yield Fault("evidence", problem.sentence)
