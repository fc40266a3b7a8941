"""What must hold at the end of every year, whatever happened in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from models.merge.conflicts import disputes
from models.merge.from_centre import receive_from_centre
from models.merge.receive import take_in_package
from models.records.entry import Entry, read_line
from models.records.version import has_seen, stamp_of
from models.store.base.workspace import Workspace, open_workspace
from models.store.files.verify import verify_workspace
from models.store.records import packages
from tests.models.merge.year_machine import Sent, Year, settle
from tests.models.offices import SECRET, copy_of, everything, lines, siblings

FOLDERS = {"A01": ("A01", "second"), "B02": ("B02",)}


def check(year: Year, prepared: Path) -> None:
    """All of it; before human decisions first, then until all are of one mind."""
    late = [one for one in reversed(year.sent) if one not in year.lost and one not in year.merged]
    year.offices.merge(*(one.path for one in late))
    _check_order_and_repeats(year, prepared)
    _check_nothing_is_lost(year.offices.centre, [version for one in year.merged for version in one.versions])
    for unit in FOLDERS:
        _check_handovers(year, prepared, unit)
        _check_receipts(year, unit)
    for unit in FOLDERS:
        _check_agreement(year, unit)
    for workspace in (year.offices.centre, *year.desks):
        assert verify_workspace(workspace) == []


def _check_order_and_repeats(year: Year, prepared: Path) -> None:
    """The same packages in another order, at another centre, and all of them once more at this one."""
    centre, merged = year.offices.centre, year.merged
    other = copy_of(prepared, year.folder / "other")
    other.merge(*(one.path for one in merged))
    before = everything(centre)
    year.offices.merge(*(one.path for one in merged))
    assert everything(centre) == before
    assert (lines(centre), siblings(centre)) == (lines(other.centre), siblings(other.centre))
    other.close()


def _check_nothing_is_lost(workspace: Workspace, came: Sequence[Entry]) -> None:
    """Every value that came in is shown, kept beside, or was replaced by somebody who had seen it."""
    beside = {(uid, name, where, counter) for uid, name, where, counter, *_ in siblings(workspace)}
    kept = {entry.uid: entry for some in lines(workspace).values() for entry in map(read_line, some)}
    for version in came:
        for name in (*version.fields, "deleted"):
            stamp = stamp_of(version.stamps, name)
            others = [one for one in came if one.uid == version.uid and stamp_of(one.stamps, name) != stamp]
            replaced = any(has_seen(one.vector, stamp) for one in others)
            shown = stamp_of(kept[version.uid].stamps, name) == stamp
            assert shown or replaced or (version.uid, name, *stamp) in beside


def _check_handovers(year: Year, prepared: Path, unit: str) -> None:
    """Each PC, as it was at the beginning, that gets all handovers: in order, and last first with repeats."""
    handed = [one for one in year.handed if one.unit == unit]
    for name in FOLDERS[unit] if handed else ():
        ends = []
        for number, some in enumerate((handed, [*reversed(handed), *handed[:2]])):
            pc = _copy(prepared / name, year.folder / f"{unit}-{name}-{number}")
            _take_all(pc, some)
            _check_nothing_is_lost(pc, [version for one in handed for version in one.versions])
            ends.append((lines(pc), siblings(pc)))
            pc.close()
        assert ends[0] == ends[1]


def _copy(folder: Path, target: Path) -> Workspace:
    return open_workspace(shutil.copytree(folder, target), SECRET)


def _take_all(workspace: Workspace, handed: Iterable[Sent]) -> None:
    for one in handed:
        take_in_package(workspace, one.path, "张三", one.fingerprint)


def _check_receipts(year: Year, unit: str) -> None:
    """The verdicts and remarks a unit knows do not depend on the order in which one centre's receipts come."""
    paths = [path for whose, path in year.receipts if whose == unit]
    if not paths or year.centres > 1:
        return
    known = []
    for number, some in enumerate((paths, paths[::-1])):
        pc = _copy(year.of_unit(unit)[0].folder, year.folder / f"{unit}-receipts-{number}")
        for path in some:
            receive_from_centre(pc, path, "张三")
        known.append(_told(pc))
        pc.close()
    assert known[0] == known[1]


def _told(workspace: Workspace) -> tuple[object, ...]:
    with workspace.read() as connection:
        rows = packages.find_packages(connection, direction="out", kind="submission")
        remarks = packages.find_remarks(connection, open_only=False)
    verdicts = sorted((row.id, row.review, row.review_reason, row.received_on or "") for row in rows)
    return verdicts, sorted((one.ledger, one.uid, one.field, one.text) for one in remarks)


def _check_agreement(year: Year, unit: str) -> None:
    """The PCs of a unit hand over in turn and decide; then all show the same, and so does the centre."""
    desks = year.of_unit(unit)
    for giver in desks:
        made = year.hand_over(giver)
        for desk in desks:
            _take_all(desk, [made])
    year.submit(desks[-1])
    year.offices.merge(year.sent[-1].path)
    ends = [_agreed(desk, unit) for desk in desks]
    assert all(end == ends[0] for end in ends)
    assert _agreed(year.offices.centre, unit) == ends[0]
    assert [disputes(one, unit) for one in (*desks, year.offices.centre)] == [[]] * (len(desks) + 1)
    settle(year.offices.centre)


def _agreed(workspace: Workspace, unit: str) -> dict[str, list[Entry]]:
    """The unit's records; of a deleted one no more than that it is, since nothing more travels."""
    known = {name: map(read_line, some) for name, some in lines(workspace, unit).items()}
    return {name: [one.tombstone() if one.deleted else one for one in some] for name, some in known.items()}
