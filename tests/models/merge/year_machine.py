"""A year at random: two units, two PCs of one of them, restored backups of all, and a centre.

Order does not matter, twice is once, nothing is lost without a word: what is asked at the end of every year is in
`year_end.py`.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from models.errors import FazhiError
from models.merge import keys
from models.merge.conflicts import ChooseVersion, decide_dispute, disputes
from models.merge.enrolment import enrol_unit
from models.merge.from_centre import RemarkNote, read_plan_package, receive_from_centre
from models.merge.order import is_merged
from models.merge.outcome import PackageState
from models.merge.receive import take_in_package
from models.merge.undo import undo_merge
from models.records.entry import Entry, read_line
from models.records.registry import ledger
from models.store.base.workspace import Workspace, open_workspace
from models.store.files import backup
from models.store.records import packages, records
from models.submit.centre import export_receipts, latest_submissions, review_submission
from models.submit.transfer import export_transfer, own_address
from models.submit.unit import set_up_unit
from tests.models.offices import SECRET, Offices, copy_of, delete, lines, put, training

PROGRESS = ledger("progress")
DESKS = st.sampled_from([0, 1, 0, 1, 2, 3, 4])
"""0 and 1 are the PCs of unit A, 2 is unit B; behind them come restored backups."""
ITEMS = st.sampled_from([1, 1, 2])
SENDS = st.sampled_from([True, True, False])
ANY = st.integers(0, 9)
CLOCKS = st.tuples(
    st.sampled_from(["1970-01-01T00:00:00Z", "2020-06-01T00:00:00Z", "2020-06-01T00:00:01Z", "2099-01-01T00:00:00Z"]),
    st.sampled_from(["张三", "AB"]),
)
CHANGES = st.fixed_dictionaries(
    {}, optional={"state": st.sampled_from(["推进中", "未开始"]), "task": st.sampled_from(["一", "二", ""])}
)
WORDS = st.fixed_dictionaries(
    {}, optional={"lecturer": st.sampled_from(["赵六", "钱七"]), "place": st.sampled_from(["礼堂", "院内"])}
)
MAX_DESKS = 5
FIRST = ("A01-1.fzb", "second-1.fzb", "B02-1.fzb")
"""Submissions of the three desks that every centre has from the beginning."""


@dataclass(frozen=True)
class Sent:
    """A package, the versions it carries, and whose it is: unit and fingerprint."""

    path: Path
    versions: tuple[Entry, ...]
    unit: str = ""
    fingerprint: str = ""


@dataclass
class Year:
    """What has happened: who works, what was sent, what got lost, and the backups there are."""

    folder: Path
    offices: Offices
    desks: list[Workspace]
    sent: list[Sent] = field(default_factory=list)
    lost: list[Sent] = field(default_factory=list)
    handed: list[Sent] = field(default_factory=list)
    receipts: list[tuple[str, Path]] = field(default_factory=list)
    backups: list[Path] = field(default_factory=list)
    centre_backup: Path | None = None
    centres: int = 1
    files: int = 0
    topics: Iterator[int] = field(default_factory=count)

    def desk(self, number: int) -> Workspace:
        return self.desks[number % len(self.desks)]

    def of_unit(self, unit: str) -> list[Workspace]:
        return [desk for desk in self.desks if desk.unit == unit]

    def fresh(self, suffix: str = ".fzb") -> Path:
        self.files += 1
        return self.folder / f"{self.files}{suffix}"

    @property
    def merged(self) -> list[Sent]:
        """Submissions that are in the centre's ledgers now, in the order in which they were made."""
        with self.offices.centre.read() as connection:
            rows = packages.find_packages(connection, direction="in", kind="submission")
        there = {row.id for row in rows if is_merged(row)}
        return [one for one in self.sent if package_id(one.path) in there]

    def submit(self, desk: Workspace) -> None:
        """Submit, after a decision on what waits for one."""
        settle(desk)
        path = self.offices.send(desk, self.fresh().name).path
        self.sent.append(Sent(path, versions_of(desk), desk.unit))

    def hand_over(self, desk: Workspace) -> Sent:
        """A package for all PCs of the unit."""
        settle(desk)
        to = sorted({own_address(one) for one in self.of_unit(desk.unit)})
        path = export_transfer(desk, self.fresh(), "张三", to)
        self.handed.append(Sent(path, versions_of(desk), desk.unit, keys.own_fingerprint(desk)))
        return self.handed[-1]

    def close(self) -> None:
        for workspace in (self.offices.centre, *self.desks):
            workspace.close()
        shutil.rmtree(self.folder)


def package_id(path: Path) -> str:
    from models.package.envelope import read_cover

    with path.open("rb") as source:
        return read_cover(source).package_id


def versions_of(desk: Workspace) -> tuple[Entry, ...]:
    """The records of a package made now, deleted ones as it names them."""
    found = (read_line(line) for some in lines(desk, desk.unit).values() for line in some)
    return tuple(one.tombstone() if one.deleted else one for one in found)


def settle(workspace: Workspace) -> None:
    """Decide everything that waits, for the version shown."""
    for one in disputes(workspace):
        decide_dispute(workspace, ledger(one.ledger), one.uid, one.field, ChooseVersion(1), "张三")


def prepare_second_pc(prepared: Path, folder: Path) -> Path:
    """The prepared offices with a second PC of unit A, which has A's ledgers and a key of its own that is enrolled."""
    offices = copy_of(prepared, folder)
    second = set_up_unit(folder / "second", read_plan_package(folder / "plan.fzb"), "A01", SECRET, "王五").workspace
    path = export_transfer(offices.a, folder / "handover.fzb", "张三", [own_address(second)])
    take_in_package(second, path, "王五", keys.own_fingerprint(offices.a))
    offices.merge(offices.send(second, "second-1.fzb").path)
    enrol_unit(offices.centre, "A01", keys.own_fingerprint(second), "李四")
    offices.merge(folder / "second-1.fzb")
    second.close()
    offices.close()
    return folder


class YearMachine(RuleBasedStateMachine):
    """What may happen in a year."""

    prepared: Path

    @initialize()
    def open(self) -> None:
        folder = Path(tempfile.mkdtemp())
        offices = copy_of(self.prepared, folder / "offices")
        second = open_workspace(folder / "offices" / "second", SECRET)
        desks = [offices.a, second, offices.b]
        self.year = Year(folder, offices, desks)
        for desk, name in zip(desks, FIRST, strict=True):
            self.year.sent.append(Sent(offices.folder / name, versions_of(desk), desk.unit))

    # Units

    @rule(number=DESKS, item=ITEMS, changes=CHANGES, when=CLOCKS, sends=SENDS)
    def edit(self, number: int, item: int, changes: dict[str, str], when: tuple[str, str], sends: bool) -> None:
        desk = self.year.desk(number)
        with desk.write(when[1]) as tx:
            tx.at = when[0]
            records.save(tx, PROGRESS, desk.unit, {"year": 2020, "item": item, "state": "未开始", **changes})
        if sends:
            self.year.submit(desk)

    @rule(number=DESKS, which=ANY, change=WORDS, sends=SENDS)
    def train(self, number: int, which: int, change: dict[str, str], sends: bool) -> None:
        """A training is written down, changed or deleted: unlike progress, each is one desk's own to begin with."""
        desk = self.year.desk(number)
        with desk.read() as connection:
            known = [entry.uid for entry in records.entries(connection, ledger("training"), desk.unit)]
        if which >= len(known):
            training(desk, f"第{next(self.year.topics)}讲", **change)
        elif change:
            put(desk, "training", known[which], **change)
        else:
            delete(desk, "training", known[which])
        if sends:
            self.year.submit(desk)

    @rule(number=DESKS, step=st.sampled_from(["delete", "restore", "undo"]), sends=SENDS)
    def turn(self, number: int, step: str, sends: bool) -> None:
        desk = self.year.desk(number)
        with desk.write("张三") as tx:
            uid = next(records.entries(tx.connection, PROGRESS, desk.unit, deleted=True)).uid
            if step == "undo":
                records.undo_last_change(tx, PROGRESS, uid)
            else:
                getattr(records, step)(tx, PROGRESS, [uid])
        if sends:
            self.year.submit(desk)

    @rule(number=DESKS, to=ANY)
    def hand_over(self, number: int, to: int) -> None:
        """One PC hands over to the others of its unit; one of them takes it at once."""
        made = self.year.hand_over(self.year.desk(number))
        others = self.year.of_unit(made.unit)
        take_in_package(others[to % len(others)], made.path, "张三", made.fingerprint)

    @precondition(lambda self: self.year.handed)
    @rule(which=ANY, to=ANY)
    def receive_handover(self, which: int, to: int) -> None:
        """An older handover comes late, or again."""
        late = self.year.handed[-1 - which % len(self.year.handed)]
        others = self.year.of_unit(late.unit)
        take_in_package(others[to % len(others)], late.path, "张三", late.fingerprint)

    @precondition(lambda self: self.year.receipts)
    @rule(which=ANY, to=ANY)
    def receive_receipt(self, which: int, to: int) -> None:
        """A receipt comes, in any order, perhaps again; records stay as they are."""
        unit, path = self.year.receipts[-1 - which % len(self.year.receipts)]
        desks = self.year.of_unit(unit)
        desk = desks[to % len(desks)]
        before = lines(desk)
        receive_from_centre(desk, path, "张三")
        assert lines(desk) == before

    # The centre

    @rule(chosen=st.lists(ANY, min_size=1, max_size=5))
    def merge(self, chosen: list[int]) -> None:
        """Some packages come in, in any order, some of them again; the preview had said what would happen."""
        sent = self.year.sent
        some = [sent[-1 - number % len(sent)].path for number in chosen]
        preview = self.year.offices.merge(*some, dry_run=True)
        outcomes = self.year.offices.merge(*some)
        assert [(one.state, one.counts) for one in preview] == [(one.state, one.counts) for one in outcomes]
        assert {outcome.state for outcome in outcomes} <= {PackageState.MERGED, PackageState.OLDER, PackageState.KNOWN}
        assert not any(outcome.counts.refused for outcome in outcomes)

    @precondition(lambda self: len(self.year.sent) > len(FIRST))
    @rule(number=ANY)
    def lose(self, number: int) -> None:
        """A stick is lost; what had come in before has come in."""
        some = self.year.sent[len(FIRST) :]
        self.year.lost.append(some[-1 - number % len(some)])

    @rule(unit=st.sampled_from(["A01", "B02"]))
    def undo(self, unit: str) -> None:
        """The latest merge is taken back, where it can be."""
        try:
            undo_merge(self.year.offices.centre, unit, "李四")
        except FazhiError:
            return

    @rule(number=ANY, verdict=st.sampled_from(["returned", "approved"]))
    def review(self, number: int, verdict: str) -> None:
        """A submission is judged, and receipts leave."""
        centre = self.year.offices.centre
        rows = latest_submissions(centre)
        row = rows[number % len(rows)]
        with centre.read() as connection:
            uid = next(records.entries(connection, PROGRESS, row.unit, deleted=True)).uid
        said = [RemarkNote(ledger="progress", uid=uid, field="task", text=f"意见{number}")]
        review_submission(centre, row.id, verdict, "请改正", said if verdict == "returned" else [], "李四")
        out = self.year.fresh("-out")
        out.mkdir()
        self.year.receipts += [(path.name.split("_")[2], path) for path in export_receipts(centre, out, "李四")]

    # Backups

    @rule(number=DESKS)
    def save(self, number: int) -> None:
        self.year.backups.append(backup.write_backup(self.year.desk(number), self.year.fresh(".fzbak")))

    @precondition(lambda self: self.year.backups and len(self.year.desks) < MAX_DESKS)
    @rule(number=ANY)
    def restore(self, number: int) -> None:
        """A backup, perhaps an old one, is restored beside the workspace it was taken from, and both are worked on."""
        saved = self.year.backups[-1 - number % len(self.year.backups)]
        self.year.desks.append(backup.restore_backup(saved, self.year.fresh("-copy"), SECRET)[0])

    @rule()
    def save_centre(self) -> None:
        self.year.centre_backup = backup.write_backup(self.year.offices.centre, self.year.fresh(".fzbak"))

    @precondition(lambda self: self.year.centre_backup)
    @rule()
    def restore_centre(self) -> None:
        """The centre's PC is lost: work goes on from its backup; what came in since lies on the sticks."""
        assert self.year.centre_backup
        restored = backup.restore_backup(self.year.centre_backup, self.year.fresh("-centre"), SECRET)[0]
        self.year.offices.centre.close()
        self.year.offices.centre = restored
        self.year.centre_backup = None
        self.year.centres += 1

    def teardown(self) -> None:
        if hasattr(self, "year"):
            from tests.models.merge.year_end import check

            check(self.year, self.prepared)
            self.year.close()
