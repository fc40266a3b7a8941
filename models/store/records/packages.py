"""What the workspace remembers of packages: sent and received, their states, pending keys and remarks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

import msgspec
from sqlalchemy import Connection

from models.store.base.own_table import OwnTable
from models.store.base.transaction import Transaction

IN, OUT = "in", "out"
WRITING, WRITTEN = "writing", "written"
"""States of a package sent: begun, and whole on a disk."""
OF_SIGNER = "@"
"""Between a package id and the key of its signer, where the id alone is another package's."""


class PackageRow(msgspec.Struct, frozen=True, kw_only=True):
    """One package sent or received.

    Attributes:
        id: Package id from its header; see `row_id` for one that came in.
        direction: IN or OUT.
        kind: plan, submission, handover, receipt or results.
        unit: The unit it is from or for.
        period: Reporting period id.
        workspace: Id of the workspace that made it.
        sequence: Its number there.
        digest: SHA-256 of the whole file.
        signer: Public key that signed it.
        header: The header as canonical JSON.
        state: Outcome, for example "merged".
        reason: Outcome in words.
        at: When this row was written.
        received_on: 收到日期 that the clerk confirmed, ISO 8601.
        file: Where it was read or written.
        report: Counts and findings as JSON.
        review: "", "pending", "approved" or "returned".
        review_reason: Why it was returned.
        receipt: Id of the receipt that told the unit of the present verdict.
        told: Id of the last receipt that left, whatever has been decided since.
        place: Its place, from 1, in the order in which packages came, were merged or were made here.
    """

    id: str
    direction: str
    kind: str
    unit: str
    period: str = ""
    workspace: str = ""
    sequence: int = 0
    digest: str = ""
    signer: str = ""
    header: str = ""
    state: str = ""
    reason: str = ""
    at: str = ""
    received_on: str | None = None
    file: str = ""
    report: str = ""
    review: str = ""
    review_reason: str = ""
    receipt: str = ""
    told: str = ""
    place: int = 0


PACKAGES = OwnTable("package", PackageRow, key=("id",), indexes={"package_unit": ("unit", "period", "sequence")})


def save_package(tx: Transaction, row: PackageRow) -> None:
    """Keep what is known of a package in place of what was.

    Without a time of its own it is dated now, without a place of its own it goes behind all others.
    """
    PACKAGES.put(tx.connection, [msgspec.structs.replace(row, at=row.at or tx.at, place=row.place or _next_place(tx))])


def _next_place(tx: Transaction) -> int:
    return int(tx.connection.exec_driver_sql("SELECT coalesce(max(place), 0) + 1 FROM package").scalar_one())


def update_package(tx: Transaction, package_id: str, **values: object) -> None:
    """Change the named columns of a package's row; nothing where there is no such package."""
    PACKAGES.update(tx.connection, values, id=package_id)


def row_id(connection: Connection, signer: str, package_id: str) -> str:
    """Under which id a package that comes in is kept here: package ids belong to their signer.

    It is the package's own, unless another signer's package or one made here has it: nobody can take it away from the
    package of somebody else. A key's text stands in no package id.
    """
    known = connection.exec_driver_sql("SELECT signer FROM package WHERE id = ?", (package_id,)).scalar()
    return package_id if known in (None, signer) else f"{package_id}{OF_SIGNER}{signer}"


def sent_id(row: PackageRow) -> str:
    """The package id as in the package's header, without the signer that makes the row's id unique."""
    return row.id.partition(OF_SIGNER)[0]


def find_packages(connection: Connection, **equals: object) -> list[PackageRow]:
    """Rows whose named columns have these values (None: any), by unit, each one's in the order of their places."""
    return PACKAGES.select(connection, "unit, place", **equals)


def find_submissions(connection: Connection, unit: str | None = None) -> list[PackageRow]:
    """Submissions that came in, reports on paper among them, of one unit or of all (None), as `find_packages` gives."""
    return find_packages(connection, direction=IN, kind="submission", unit=unit)


def in_order(rows: Iterable[PackageRow]) -> list[PackageRow]:
    """Rows by what no clock can change, the latest last: as they came, but behind no higher number of their workspace.

    Numbers say nothing across workspaces, as one restored from a backup begins again at 1; nor of copies of a folder,
    which go on under the same numbers: the second package of a number counts as another workspace's. So these rows are
    told before others, say those that were not merged, are left out.
    """
    came = sorted(rows, key=lambda row: row.place)
    if len(came) <= 1:  # nearly every unit in nearly every period
        return came
    times, lines = Counter[tuple[str, str, str, int]](), defaultdict[tuple[str, str, str, int], list[PackageRow]](list)
    for row in came:
        number = (row.kind, row.unit, row.workspace, row.sequence)
        lines[(*number[:3], times[number])].append(row)
        times[number] += 1
    placed = [placed for line in lines.values() for placed in _places(line)]
    return [row for *_, row in sorted(placed, key=lambda placed: placed[:2])]


def _places(line: list[PackageRow]) -> Iterator[tuple[int, int, PackageRow]]:
    """Place and number of each of a workspace's packages: a late one stands before the first higher number."""
    place = max(row.place for row in line)
    for row in sorted(line, key=lambda row: row.sequence, reverse=True):
        place = min(place, row.place)
        yield place, row.sequence, row


class Enrolment(msgspec.Struct, frozen=True, kw_only=True):
    """A unit's key as the centre knows it; state is pending, active or revoked, `reason` why it was decided so."""

    public_key: str
    unit: str
    fingerprint: str
    recipient: str = ""
    state: str
    package: str = ""
    at: str = ""
    decided_at: str | None = None
    decided_by: str | None = None
    reason: str = ""


ENROLMENTS = OwnTable("enrolment", Enrolment, key=("public_key",))


def save_enrolment(tx: Transaction, row: Enrolment) -> None:
    """Keep what is known of a key in place of what was; without a time of its own it is dated now."""
    ENROLMENTS.put(tx.connection, [msgspec.structs.replace(row, at=row.at or tx.at)])


def find_enrolment(connection: Connection, public_key: str) -> Enrolment | None:
    """What is known of one key, None where it never came."""
    return next(iter(ENROLMENTS.select(connection, "at", public_key=public_key)), None)


def find_enrolments(connection: Connection, unit: str | None = None) -> list[Enrolment]:
    """Keys of one unit or of all (None), the oldest first."""
    return ENROLMENTS.select(connection, "at, public_key", unit=unit)


def reachable_at(connection: Connection, unit: str) -> tuple[str, ...]:
    """Age recipients that packages for the unit are sealed to: those of its active keys, and of no revoked one.

    Whoever has stolen a PC goes on reading what is sealed to it: a unit without an active key is reached by nothing.
    """
    known = find_enrolments(connection, unit)
    gone = {key.recipient for key in known if key.state == "revoked"}
    return tuple(key.recipient for key in known if key.state == "active" and key.recipient not in gone)


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """What the centre said about a record or one of its fields when it returned a submission."""

    id: str
    unit: str
    period: str
    ledger: str
    uid: str
    field: str
    text: str
    source: str = ""
    at: str = ""
    done: bool = False


REMARKS = OwnTable("remark", Remark, key=("id",))


def save_remarks(tx: Transaction, remarks: Iterable[Remark]) -> None:
    """Keep remarks in place of those with the same ids; those without a time of their own are dated now."""
    REMARKS.put(tx.connection, [msgspec.structs.replace(remark, at=remark.at or tx.at) for remark in remarks])


def close_remarks(tx: Transaction, unit: str, period: str) -> None:
    """Count what was said about a unit's submissions of this period as done with: they were approved."""
    said = [one for one in find_remarks(tx.connection, unit) if one.period == period]
    save_remarks(tx, [msgspec.structs.replace(one, done=True) for one in said])


def find_remarks(connection: Connection, unit: str | None = None, *, open_only: bool = True) -> list[Remark]:
    """Remarks on the records of one unit or of all (None), as they were made or came; by default those still open."""
    return REMARKS.select(connection, "rowid", unit=unit, done=False if open_only else None)
