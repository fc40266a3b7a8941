"""完整性检查: database pages, the journal's chain, tables against the journal, evidence against its digests.

What is damaged ends the reading of its own part only: the next part is read through a new connection, since SQLCipher
reads nothing more through one that met a page it cannot open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import msgspec
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from models.errors import FazhiError
from models.records.entry import read_line
from models.records.ledger import Ledger
from models.records.registry import ledgers
from models.store.base.engine import open_engine
from models.store.base.errors import DamagedWorkspaceError, NoEvidenceError
from models.store.base.journal import VANISHED, broken_links, head_digest, is_cut_off
from models.store.base.schema import schema_version
from models.store.base.seals import Seals, sealed_tables
from models.store.base.tables import OWN_COLUMNS, column_name, table_name
from models.store.base.transaction import table_row
from models.store.base.workspace import DATABASE, SEALED_SINCE, Workspace, closed_workspace, database_key
from models.store.files import evidence

TABLE_LABELS = {
    "meta": "设置",
    "secret": "本机的密钥",
    "document": "任务、名册、结果等文件",
    "package": "报送包登记",
    "enrolment": "各单位密钥登记",
    "conflict": "冲突清单",
    "side": "冲突各方的写法",
    "settlement": "冲突决定",
    "conflict_before": "合并前的冲突",
    "remark": "审核意见",
    "evidence": "佐证材料清单",
    "brought": "佐证材料的报送单位",
    "acknowledged": "汇总单位已有的佐证材料",
    "quarantine": "搁置的文件",
    "peer": "本单位别的电脑",
    "twin": "同人同案认定",
}
"""What people call the tables whose rows are sealed."""
JOURNAL, FILES = "日志", "佐证材料"
UNREADABLE = (FazhiError, SQLAlchemyError, ValueError, TypeError, LookupError, OSError)
"""What reading raises over a damaged page, or over values that no program wrote."""
Progress = Callable[[str], None]


class WorkspaceFault(msgspec.Struct, frozen=True):
    """Something that is not as the program left it; `what` is one Chinese sentence."""

    kind: str
    what: str
    ledger: str = ""
    uid: str = ""


class Verified(msgspec.Struct):
    """What is wrong with a workspace, and by name and number what can be read and is as the program left it."""

    faults: list[WorkspaceFault] = msgspec.field(default_factory=list)
    good: list[str] = msgspec.field(default_factory=list)


def result_words(found: Verified) -> str:
    """What came of it in one sentence, with what is still good."""
    good = "、".join(found.good) or "没有找到读得出的部分"
    if not found.faults:
        return f"完整性检查通过：数据库、日志和佐证材料完好。共有：{good}。" if found.good else "完整性检查通过。"
    return f"完整性检查发现{len(found.faults)}处问题。仍然完好的：{good}。"


class _Nowhere:
    def write(self, data: bytes) -> int:
        return len(data)


def verify_workspace(workspace: Workspace, progress: Progress = lambda _: None) -> list[WorkspaceFault]:
    """Everything that is wrong with the workspace; [] when it is whole."""
    return examine(workspace, progress).faults


def verify_folder(folder: Path, passphrase: str | None, progress: Progress = lambda _: None) -> Verified:
    """The same of a workspace that does not open any more.

    Raises:
        NoWorkspaceError: There is none.
        WrongPassphraseError: The 密码 is not the workspace's.
    """
    try:
        return examine(closed_workspace(folder, passphrase), progress)
    except DamagedWorkspaceError as problem:
        return Verified([WorkspaceFault("keys", problem.sentence)])


def examine(workspace: Workspace, progress: Progress = lambda _: None) -> Verified:
    """Look at every part of the workspace, whatever became of the parts before."""
    found = Verified()
    progress("数据库")
    try:
        engine = open_engine(workspace.folder / DATABASE, database_key(workspace))
    except UNREADABLE as problem:
        found.faults.append(_damaged(problem))
        progress(FILES)
        _look_at_files(workspace, evidence.stored_digests(workspace), found)
        return found
    afresh = replace(workspace, engine=engine)
    try:
        _write_log_back(engine)
        for check in _PAGES[: 1 + workspace.encrypted]:
            _run(afresh, check, found)
        progress(JOURNAL)
        _examine_part(afresh, found, JOURNAL, "journal", _journal_faults)
        for ledger in ledgers().values():
            progress(ledger.label)
            _examine_part(afresh, found, ledger.label, table_name(ledger), _row_look(ledger))
        _examine_seals(afresh, found, progress)
        progress(FILES)
        _look_at_files(afresh, _digests(afresh, found), found)
    finally:
        engine.dispose()
    return found


def _examine_seals(workspace: Workspace, found: Verified, progress: Progress) -> None:
    """The program's own tables, where they are sealed: not in a workspace of an older program."""
    tables: list[str] = []

    def find(connection: Connection, _workspace: Workspace) -> Iterator[WorkspaceFault]:
        tables.extend(sealed_tables(connection))
        if schema_version(connection) < SEALED_SINCE:
            tables.clear()
        elif not is_cut_off(connection, workspace.journal_key) and not _are_seals_whole(connection, workspace):
            yield WorkspaceFault(
                "seal", "登记的封印与总数不符，有登记被本程序以外的工具删除或换回了旧的：请从备份恢复。"
            )

    _run(workspace, find, found)
    for table in tables:
        label = TABLE_LABELS.get(table, table)
        progress(label)
        _examine_part(workspace, found, label, table, _seal_look(table, label))


def _are_seals_whole(connection: Connection, workspace: Workspace) -> bool:
    """Whether the seals fit the journal's end, which is as the program left it."""
    return Seals(workspace.journal_key).are_whole(connection, bytes.fromhex(head_digest(connection)))


def _seal_look(table: str, label: str) -> Look:
    def look(connection: Connection, workspace: Workspace) -> Iterator[WorkspaceFault]:
        for fault in Seals(workspace.journal_key).faults(connection, table):
            name = "、".join(map(str, msgspec.json.decode(fault.row)))
            what = f"{label}中的一行（{name}）{fault.how}，不是本程序做的：请核对，不对的从备份恢复。"
            yield WorkspaceFault("seal", what, table, name)

    return look


def _write_log_back(engine: Engine) -> None:
    """Put what the log holds into the file, whose pages are looked at: what a power cut tore is whole in the log."""
    with suppress(*UNREADABLE), engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")


Look = Callable[[Connection, Workspace], Iterator[WorkspaceFault]]


def _run(workspace: Workspace, look: Look, found: Verified) -> bool:
    """Keep what `look` finds until it breaks off; whether it came to its end, without anything found."""
    before = len(found.faults)
    try:
        with workspace.read() as connection:
            for fault in look(connection, workspace):
                found.faults.append(fault)
    except UNREADABLE as problem:
        found.faults.append(_damaged(problem))
        workspace.engine.dispose()
    return len(found.faults) == before


def _examine_part(workspace: Workspace, found: Verified, label: str, table: str, look: Look) -> None:
    count, broken = _read_through(workspace, table)
    if broken:
        what = f"{label}有一部分读不出来，前面 {count} 条读得出：请从备份恢复。"
        found.faults.append(WorkspaceFault("database", what))
    elif _run(workspace, look, found) and count:
        found.good.append(f"{label}（{count}条）")


def _read_through(workspace: Workspace, table: str) -> tuple[int, bool]:
    """How many rows of a table can be read from its start, and whether more than those cannot."""
    count = 0
    try:
        with workspace.read() as connection:
            for _ in connection.exec_driver_sql(f"SELECT * FROM {table} NOT INDEXED"):
                count += 1
    except UNREADABLE:
        workspace.engine.dispose()
        return count, True
    return count, False


def _damaged(said: object) -> WorkspaceFault:
    words = said.sentence if isinstance(said, FazhiError) else f"数据库页面损坏（{said}）：请从备份恢复。"
    return WorkspaceFault("database", words)


def _page_faults(pragma: str) -> Look:
    def look(connection: Connection, _workspace: Workspace) -> Iterator[WorkspaceFault]:
        for (said,) in connection.exec_driver_sql(pragma):
            if said != "ok":
                yield _damaged(said)

    return look


_PAGES = tuple(map(_page_faults, ("PRAGMA integrity_check", "PRAGMA cipher_integrity_check")))
"""Of every database, and of an encrypted one."""


def _journal_faults(connection: Connection, workspace: Workspace) -> Iterator[WorkspaceFault]:
    for change in broken_links(connection, workspace.journal_key):
        yield _broken(change.ledger, change.uid, change.seq)
    if is_cut_off(connection, workspace.journal_key):
        yield WorkspaceFault("journal", "日志末尾被本程序以外的工具改动过，最近的记录可能缺失：请从备份恢复。")


def _broken(ledger: str, uid: str, seq: int) -> WorkspaceFault:
    name = ledgers()[ledger].label if ledger in ledgers() else ledger
    what = f"日志第{seq}条（{name}，记录 {uid}）被本程序以外的工具改动过，或其前面有缺失：请从备份恢复。"
    return WorkspaceFault("journal", what, ledger, uid)


def _row_look(ledger: Ledger) -> Look:
    return lambda connection, _: _row_faults(connection, ledger)


def _row_faults(connection: Connection, ledger: Ledger) -> Iterator[WorkspaceFault]:
    """Rows that differ from their line, and records the journal knows but the table has lost."""
    names = ", ".join(f"t.{name}" for name in (*OWN_COLUMNS, *(column_name(field) for field in ledger.fields)))
    latest = "SELECT uid, max(seq), act FROM journal WHERE ledger = ? GROUP BY uid"  # the act of that row
    rows = connection.exec_driver_sql(latest, (ledger.id,))
    last: dict[str, int] = {row[0]: row[1] for row in rows if row[2] != VANISHED}
    sql = f"SELECT j.line, {names} FROM {table_name(ledger)} t LEFT JOIN journal j ON j.seq = t.seq"
    for line, *row in connection.exec_driver_sql(sql):
        uid, seq = row[0], row[2]
        if line is None or last.pop(uid, None) != seq or not _same(ledger, line, row):
            yield WorkspaceFault(
                "record", f"{ledger.label}的记录 {uid} 与日志不符，被本程序以外的工具改动过。", ledger.id, uid
            )
    for uid in last:
        yield WorkspaceFault(
            "record", f"{ledger.label}的记录 {uid} 只在日志中，被本程序以外的工具删除了。", ledger.id, uid
        )


def _same(ledger: Ledger, line: str, row: list[object]) -> bool:
    try:
        return list(table_row(ledger, read_line(line), int(str(row[2])))) == row
    except msgspec.DecodeError:
        return False


def _digests(workspace: Workspace, found: Verified) -> list[str]:
    """Of the files the database knows, else of those that are there."""
    try:
        return evidence.all_digests(workspace)
    except UNREADABLE:
        workspace.engine.dispose()
        found.faults.append(
            WorkspaceFault("database", "佐证材料的清单读不出来，只核对还在文件夹里的文件：请从备份恢复。")
        )
        return evidence.stored_digests(workspace)


def _look_at_files(workspace: Workspace, digests: list[str], found: Verified) -> None:
    whole = 0
    for digest in digests:
        try:
            evidence.copy_file(workspace, digest, _Nowhere())
            whole += 1
        except NoEvidenceError as problem:
            found.faults.append(WorkspaceFault("evidence", problem.sentence))
        except UNREADABLE as problem:
            workspace.engine.dispose()
            found.faults.append(
                WorkspaceFault("evidence", f"佐证材料 {digest[:12]}… 没法核对（{_damaged(problem).what}）")
            )
    if whole:
        found.good.append(f"{FILES}（{whole}份）")
