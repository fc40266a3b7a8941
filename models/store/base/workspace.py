"""A workspace (工作区): one office's folder with database, evidence and keys."""

from __future__ import annotations

import datetime as dt
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from models.clock import SYSTEM, Clock, staying_on
from models.store.base import keyring, lock, schema
from models.store.base.engine import make_engine, open_engine
from models.store.base.errors import (
    DamagedWorkspaceError,
    IncompleteWorkspaceError,
    LookOnlyError,
    NotEncryptedError,
    NoWorkspaceError,
    WorkspaceBusyError,
)
from models.store.base.journal import START, Chain, last_moment
from models.store.base.new_folder import new_folder
from models.store.base.place import require_own_disk, require_place
from models.store.base.private_file import create_private
from models.store.base.seals import Seals
from models.store.base.settings import put_secrets, put_settings, read_secret, read_setting, read_settings
from models.store.base.transaction import Transaction
from models.store.base.whole_file import sync_folder

DATABASE, KEYS, EVIDENCE = "台账.db", "钥匙.json", "佐证材料"
LAYOUTS = "表格样式"
"""Folder of the layouts an office edited, one file each; see `reports.layouts.layout`."""
TEMPLATES = "文书模板"
"""Folder of the Word templates an office made its own; see `reports.case_papers`."""
SNAPSHOT = "备份中.db"
"""The copy of the database that a backup is made from; it is there only meanwhile."""
EVIDENCE_IDENTITY = "evidence_identity"
AS_OF = "as_of"
SEALED_SINCE = 7
"""The number of the migration since which the program's own tables are sealed: older rows are at the upgrade."""
SEALED_WORDS = (
    "升级时给报送包登记、密钥、任务、意见等{}行加了封印：以后再被别的工具改动，完整性检查就能指出；以前的改动看不出来。"
)
UNIT, CENTRE = "unit", "centre"


@dataclass(frozen=True)
class Workspace:
    """An open workspace.

    Attributes:
        folder: Where it lies.
        engine: Its database.
        key: The workspace key; only `store` derives from it.
        encrypted: Whether database and evidence are encrypted where they rest.
        id: Random id, the name of this workspace in version vectors; a restored backup gets a new one.
        role: UNIT or CENTRE.
        unit: Code of the own unit (for the centre: of the unit whose ledgers it keeps).
        name: Name of the office.
        read_only: Whether this is for looking only, as in a second window; every write is then refused.
        clock: Tells what day and time it is here: the computer's, but for a workspace that stands at a day of its own.
    """

    folder: Path
    engine: Engine
    key: bytes
    encrypted: bool
    id: str
    role: str
    unit: str
    name: str
    read_only: bool = False
    clock: Clock = SYSTEM

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection on which everything that is read is of one moment, by the workspace's clock."""
        with self.engine.connect() as plain:
            connection = plain.execution_options(clock=self.clock)
            with connection.begin():
                yield connection

    @contextmanager
    def write(self, operator: str) -> Iterator[Transaction]:
        """A transaction that is kept as a whole, or not at all on any exception.

        Raises:
            LookOnlyError: It was opened for looking only.
            WorkspaceBusyError: Another writer holds the workspace.
        """
        self.require_writable()
        with lock.writing(self.folder, operator), self.engine.connect() as plain:
            connection = plain.execution_options(writes=True, clock=self.clock)
            with connection.begin() as opened:
                chain, seals = Chain(connection, self.journal_key), _sealing(connection, self.journal_key)
                seals.begin(connection, chain.head)
                tx = Transaction(connection, self.id, operator, chain, seals, self.clock.stamp())
                yield tx
                tx.chain.seal()
                seals.end(connection, tx.chain.head)
                if tx.abandoned:
                    opened.rollback()

    def require_writable(self) -> None:
        """Refuse what would change it where it is for looking only.

        Raises:
            LookOnlyError: It is.
        """
        if self.read_only:
            raise LookOnlyError

    @property
    def journal_key(self) -> bytes:
        """The key (32 bytes) under which rows of the journal are chained."""
        return keyring.derive_key(self.key, "journal")

    @property
    def is_centre(self) -> bool:
        """Whether this is the workspace of a 汇总单位."""
        return self.role == CENTRE

    def setting(self, name: str) -> str | None:
        """The setting of this name, None where it was never set."""
        with self.read() as connection:
            return read_setting(connection, name)

    def secret(self, name: str) -> str | None:
        """The private key of this name, None where there is none."""
        with self.read() as connection:
            return read_secret(connection, name)

    def close(self) -> None:
        """Close the database; the workspace cannot be used afterwards."""
        self.engine.dispose()


@dataclass(frozen=True)
class Office:
    """The office that a new workspace is for: UNIT or CENTRE, its code, and its name."""

    role: str
    unit: str
    name: str


def create_workspace(
    folder: Path,
    office: Office,
    passphrase: str | None,
    clock: Clock = SYSTEM,
    fill: Callable[[Workspace], object] = lambda _: None,
) -> tuple[Workspace, str]:
    """Make a workspace in a new or empty folder; gives it with its recovery code ("" when unencrypted).

    It has its name only when `fill` has put in what it is never without.

    Raises:
        WorkspaceExistsError: The folder is not empty.
        WholeDiskError: It is a disk.
        SharedFolderError, LongPathError: It could not live there.

    Whatever else is raised, or wherever it is killed, the folder is left as it was.
    """
    key, code = secrets.token_bytes(keyring.KEY_BYTES), ""
    ring = keyring.Keyring(bare=key)
    if passphrase:
        code = keyring.new_recovery_code()
        wraps = (keyring.wrap_key("passphrase", passphrase, key), keyring.wrap_key("recovery", code, key))
        ring = keyring.Keyring(wraps=wraps, is_code_unseen=True)
    require_place(folder)
    with new_folder(folder) as part, _under_construction(part, office, key, ring, clock) as made:
        fill(made)
    return _opened(folder, open_engine(folder / DATABASE, _database_key(ring, key)), key, ring, clock), code


@contextmanager
def _under_construction(
    folder: Path, office: Office, key: bytes, ring: keyring.Keyring, clock: Clock
) -> Iterator[Workspace]:
    """A workspace in an empty folder; closed at the end, so that the folder can be renamed or removed."""
    (folder / EVIDENCE).mkdir()
    create_private(folder / DATABASE).close()  # its log and its index take its rights over
    engine = open_engine(folder / DATABASE, _database_key(ring, key))
    try:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            schema.upgrade(connection)
            said = {"id": new_workspace_id(), "role": office.role, "unit": office.unit, "name": office.name}
            seals = _sealing(connection, keyring.derive_key(key, "journal"))
            put_settings(connection, said)
            put_secrets(connection, {EVIDENCE_IDENTITY: keyring.new_identity()})
            seals.end(connection, START)
        keyring.write_keyring(folder / KEYS, ring)
        yield _opened(folder, engine, key, ring, clock)
    finally:
        engine.dispose()


def open_workspace(
    folder: Path,
    passphrase: str | None,
    before_upgrade: Callable[[Workspace], object] = lambda _: None,
    progress: schema.Progress = lambda *_: None,
    clock: Clock = SYSTEM,
) -> Workspace:
    """Open an existing workspace, bringing an older one up to date behind a backup.

    Args:
        folder: Where it lies.
        passphrase: 密码 or recovery code, None where it is not encrypted.
        before_upgrade: Called with an older workspace as it is, before anything is changed; what it raises stops it.
        progress: Told the steps of bringing it up to date, which happens as a whole or not at all.
        clock: What it goes by, unless it stands at a day of its own.

    Raises:
        NoWorkspaceError: There is none.
        WrongPassphraseError: Neither 密码 nor recovery code.
        NewerWorkspaceError: Last used by a newer program.
        SharedFolderError: It lies on another computer.
        DamagedWorkspaceError: A file is not what it should be.
    """
    _require_files(folder, KEYS, DATABASE)
    require_own_disk(folder)
    ring = keyring.read_keyring(folder / KEYS)
    key = keyring.unwrap_key(ring, passphrase)
    engine = open_engine(folder / DATABASE, _database_key(ring, key))
    try:
        with engine.connect() as connection, connection.begin():
            current = schema.is_current(connection)
        if not current:
            before_upgrade(_opened(folder, engine, key, ring, clock))
            _bring_up_to_date(folder, engine, keyring.derive_key(key, "journal"), progress)
        _clear_away(folder)
        return _opened(folder, engine, key, ring, clock)
    except BaseException as problem:
        engine.dispose()  # what is open cannot be moved or restored over on Windows
        if isinstance(problem, DatabaseError):
            raise DamagedWorkspaceError(folder / DATABASE, "数据库读不出来") from problem
        raise


def _bring_up_to_date(folder: Path, engine: Engine, journal_key: bytes, progress: schema.Progress) -> None:
    with lock.writing(folder, "升级"):
        with engine.connect() as connection, connection.begin():
            number = schema.schema_version(connection)
        _put_aside(engine, folder / DATABASE, folder / f"升级前-{number}.db")
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            schema.upgrade(connection, progress)
            if number < SEALED_SINCE:
                _seal_first(connection, journal_key)


def _seal_first(connection: Connection, journal_key: bytes) -> None:
    """Seal what is there as it is, and say so: what was done to it before is not seen."""
    chain, seals = Chain(connection, journal_key), _sealing(connection, journal_key)
    words = SEALED_WORDS.format(seals.seal_all(connection))
    chain.append([(max(SYSTEM.stamp(), last_moment(connection)), "升级", "sealed", "seal", "", "", "", words)])
    chain.seal()
    seals.end(connection, chain.head)


def _sealing(connection: Connection, journal_key: bytes) -> Seals:
    seals = Seals(journal_key)
    connection.execution_options(seals=seals)
    return seals


def _put_aside(engine: Engine, database: Path, target: Path) -> None:
    """Copy the database, which nobody else may write meanwhile: the file itself where it holds everything."""
    with engine.connect() as connection:
        busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
    if busy:
        copy_database(engine, target)
    else:
        with database.open("rb") as source, create_private(target) as file:
            shutil.copyfileobj(source, file)
            file.flush()
            os.fsync(file.fileno())
        sync_folder(target.parent)


def _clear_away(folder: Path) -> None:
    """Delete what somebody who was killed left half written; not while anybody writes or copies: it may be theirs."""
    left = [*(folder / EVIDENCE).glob("*.part"), *folder.glob(SNAPSHOT)]
    if left:
        alone = suppress(WorkspaceBusyError, OSError)
        with alone, lock.writing(folder, "清理", wait=0), lock.copying(folder, wait=0):
            for path in left:
                path.unlink(missing_ok=True)


def copy_database(engine: Engine, target: Path) -> None:
    """Write the database as it stands to `target`, under the same key, whoever is reading or writing meanwhile."""
    create_private(target).close()
    with engine.connect().execution_options(bare=True) as connection:
        connection.exec_driver_sql("VACUUM INTO ?", (os.fspath(target),))


def closed_workspace(folder: Path, passphrase: str | None) -> Workspace:
    """A workspace whose database cannot be opened any more, to see what of it can be read: nobody knows whose it is.

    Raises:
        NoWorkspaceError: There is none.
        WrongPassphraseError: Neither 密码 nor recovery code.
        DamagedWorkspaceError: The keys are not what they should be.
    """
    _require_files(folder, KEYS)
    ring = keyring.read_keyring(folder / KEYS)
    key = keyring.unwrap_key(ring, passphrase)
    engine = make_engine(folder / DATABASE, _database_key(ring, key))
    return Workspace(folder, engine, key, ring.encrypted, id="", role=UNIT, unit="", name="", read_only=True)


def _require_files(folder: Path, *names: str) -> None:
    missing = [name for name in names if not (folder / name).is_file()]
    if missing and any((folder / name).is_file() for name in (KEYS, DATABASE)):
        raise IncompleteWorkspaceError(folder, missing[0])
    if missing:
        raise NoWorkspaceError(folder)


def database_key(workspace: Workspace) -> bytes | None:
    """The key (32 bytes) of its database, None where that is not encrypted."""
    return keyring.derive_key(workspace.key, "database") if workspace.encrypted else None


def _database_key(ring: keyring.Keyring, key: bytes) -> bytes | None:
    return keyring.derive_key(key, "database") if ring.encrypted else None


def _opened(folder: Path, engine: Engine, key: bytes, ring: keyring.Keyring, clock: Clock) -> Workspace:
    with engine.connect() as connection, connection.begin():
        said = read_settings(connection)
    if AS_OF in said:
        clock = _staying_on(engine, dt.date.fromisoformat(said[AS_OF]))
    office = said["id"], said["role"], said["unit"], said["name"]
    return Workspace(folder, engine, key, ring.encrypted, *office, clock=clock)


def stand_at(workspace: Workspace, day: dt.date, operator: str) -> Workspace:
    """The workspace with its clock staying on `day` from now on: for made-up data, which belong to their own year.

    No package carries the day, nor can one set it.
    """
    with workspace.write(operator) as tx:
        tx.set_setting(AS_OF, day.isoformat())
    return replace(workspace, clock=_staying_on(workspace.engine, day))


def _staying_on(engine: Engine, day: dt.date) -> Clock:
    """A clock that stays on `day`, behind whatever was kept before."""
    kept = "SELECT max(at) FROM (SELECT max(at) AS at FROM journal UNION ALL SELECT max(at) FROM package)"
    with engine.connect() as connection, connection.begin():
        return staying_on(day, connection.exec_driver_sql(kept).scalar() or "")


def new_workspace_id() -> str:
    """A random workspace id: 16 hexadecimal digits."""
    return secrets.token_hex(8)


def change_passphrase(workspace: Workspace, passphrase: str) -> str:
    """Give the workspace a new 密码 and a new recovery code, which is returned; the old ones stop working.

    Raises:
        NotEncryptedError: An unencrypted workspace stays what it is: its database would have to be written anew.
        NotWrittenError: Its keys cannot be written; the old ones go on working.
    """
    return _renew_code(workspace, keyring.wrap_key("passphrase", passphrase, workspace.key))


def change_recovery_code(workspace: Workspace) -> str:
    """Give the workspace a new recovery code, which is returned; the old one stops working, the 密码 stays.

    Raises:
        NotEncryptedError: An unencrypted workspace has none.
        NotWrittenError: Its keys cannot be written; the old one goes on working.
    """
    ring = keyring.read_keyring(workspace.folder / KEYS)
    return _renew_code(workspace, *(wrap for wrap in ring.wraps if wrap.kind != "recovery"))


def _renew_code(workspace: Workspace, *others: keyring.Wrap) -> str:
    workspace.require_writable()
    if not workspace.encrypted:
        raise NotEncryptedError
    code = keyring.new_recovery_code()
    wraps = (*others, keyring.wrap_key("recovery", code, workspace.key))
    keyring.write_keyring(workspace.folder / KEYS, keyring.Keyring(wraps=wraps, is_code_unseen=True))
    return code


def is_code_unseen(workspace: Workspace) -> bool:
    """Whether nobody has said to have written the recovery code down, say since the program ended before."""
    return keyring.read_keyring(workspace.folder / KEYS).is_code_unseen


def confirm_recovery_code(workspace: Workspace) -> None:
    """Keep that somebody has written the recovery code down.

    Raises:
        NotWrittenError: Its keys cannot be written; it will be asked for again.
    """
    ring = keyring.read_keyring(workspace.folder / KEYS)
    if ring.is_code_unseen:
        keyring.write_keyring(workspace.folder / KEYS, msgspec.structs.replace(ring, is_code_unseen=False))


def is_encrypted(folder: Path) -> bool:
    """Whether a 密码 is needed to open the workspace in `folder`.

    Raises:
        NoWorkspaceError: There is none.
    """
    _require_files(folder, KEYS)
    return keyring.read_keyring(folder / KEYS).encrypted


def continue_as_copy(workspace: Workspace) -> Workspace:
    """The workspace under a new id: what a restored backup continues as, so that it never passes for the old one."""
    with workspace.write("恢复备份") as tx:
        fresh = new_workspace_id()
        tx.set_setting("id", fresh)
        tx.set_setting("copied_from", workspace.id)
        tx.set_setting(f"copied_from.{workspace.id}", "")
    return replace(workspace, id=fresh)
