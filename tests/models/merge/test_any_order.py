"""Units, copies of a unit and a centre at random work: order does not matter, twice is once, nothing is lost."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from models.merge.outcome import State
from models.records.entry import Entry, read_line
from models.records.registry import ledger
from models.records.version import seen, stamp_of
from models.store import backup, records
from models.store.verify import verify
from models.store.workspace import Workspace
from tests.models.offices import SECRET, Offices, copy_of, everything, lines, siblings

PROGRESS, TRAINING = ledger("progress"), ledger("training")
DESKS = st.sampled_from([0, 2, 0, 2, 1, 3])
ITEMS = st.sampled_from([1, 1, 2])
SENDS = st.sampled_from([True, True, False])
CLOCKS = st.tuples(
    st.sampled_from(["1970-01-01T00:00:00Z", "2020-06-01T00:00:00Z", "2020-06-01T00:00:01Z", "2099-01-01T00:00:00Z"]),
    st.sampled_from(["张三", "AB"]),
)
CHANGES = st.fixed_dictionaries(
    {}, optional={"state": st.sampled_from(["推进中", "未开始"]), "task": st.sampled_from(["一", "二", ""])}
)
MAX_DESKS = 4


@dataclass(frozen=True)
class Sent:
    """A package and the versions it carries."""

    path: Path
    versions: tuple[Entry, ...]


class Work(RuleBasedStateMachine):
    """What may happen in a year; every package that was merged is merged again in another office at the end."""

    prepared: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.sent: list[Sent] = []
        self.merged: list[Sent] = []
        self.lost: list[Sent] = []

    @initialize()
    def open(self) -> None:
        self.offices: Offices = copy_of(self.prepared, self.folder / "offices")
        self.desks: list[Workspace] = [self.offices.a, self.offices.b]
        self.copy(0)

    @rule(desk=DESKS, item=ITEMS, changes=CHANGES, when=CLOCKS, sends=SENDS)
    def edit(self, desk: int, item: int, changes: dict[str, str], when: tuple[str, str], sends: bool) -> None:
        workspace = self.desks[desk % len(self.desks)]
        with workspace.write(when[1]) as tx:
            tx.at = when[0]
            records.save(tx, PROGRESS, workspace.unit, {"year": 2020, "item": item, "state": "未开始", **changes})
        if sends:
            self.submit(desk)

    @rule(desk=DESKS, step=st.sampled_from(["delete", "restore", "undo"]), sends=SENDS)
    def turn(self, desk: int, step: str, sends: bool) -> None:
        workspace = self.desks[desk % len(self.desks)]
        with workspace.write("张三") as tx:
            uid = next(records.entries(tx.connection, PROGRESS, workspace.unit, deleted=True)).uid
            if step == "undo":
                records.undo(tx, PROGRESS, uid)
            else:
                getattr(records, step)(tx, PROGRESS, [uid])
        if sends:
            self.submit(desk)

    def submit(self, desk: int) -> None:
        workspace = self.desks[desk % len(self.desks)]
        path = self.offices.send(workspace, f"{len(self.sent)}.fzb").path
        versions = tuple(read_line(line) for some in lines(workspace, workspace.unit).values() for line in some)
        self.sent.append(Sent(path, versions))

    @precondition(lambda self: self.sent)
    @rule(chosen=st.lists(st.integers(0, 9), min_size=1, max_size=5))
    def merge(self, chosen: list[int]) -> None:
        """Some packages come in, in any order, some of them again."""
        some = [self.sent[-1 - number % len(self.sent)] for number in chosen]
        outcomes = self.offices.merge(*(one.path for one in some))
        assert {outcome.state for outcome in outcomes} <= {State.MERGED, State.OLDER, State.KNOWN}
        assert not any(outcome.counts.refused for outcome in outcomes)
        self.merged += some

    @precondition(lambda self: self.sent)
    @rule(number=st.integers(0, 9))
    def lose(self, number: int) -> None:
        """A stick is lost; what had come in before has come in."""
        self.lost.append(self.sent[-1 - number % len(self.sent)])

    @precondition(lambda self: len(self.desks) < MAX_DESKS)
    @rule(desk=DESKS)
    def copy(self, desk: int) -> None:
        """A backup is restored beside the workspace it was taken from, and both are worked on."""
        saved = backup.backup(self.desks[desk % len(self.desks)], self.folder / f"{len(self.desks)}.fzbak")
        self.desks.append(backup.restore(saved, self.folder / f"copy{len(self.desks)}", SECRET)[0])

    def teardown(self) -> None:
        if hasattr(self, "offices"):
            self.arrive_last_first()
            self.check_order_and_repeats()
            self.check_nothing_is_lost()
            for workspace in (self.offices.centre, *self.desks):
                workspace.close()
        shutil.rmtree(self.folder)

    def arrive_last_first(self) -> None:
        late = [one for one in reversed(self.sent) if one not in self.lost and one not in self.merged]
        self.offices.merge(*(one.path for one in late))
        self.merged += late

    def check_order_and_repeats(self) -> None:
        other = copy_of(self.prepared, self.folder / "other")
        other.merge(*(one.path for one in self.sent if one in self.merged))
        expected = lines(other.centre), siblings(other.centre)
        before = everything(self.offices.centre)
        self.offices.merge(*(one.path for one in self.merged))
        assert everything(self.offices.centre) == before
        assert (lines(self.offices.centre), siblings(self.offices.centre)) == expected
        assert verify(self.offices.centre) == []
        other.close()

    def check_nothing_is_lost(self) -> None:
        """Every value that came in is shown, kept beside, or was replaced by somebody who had seen it."""
        beside = {
            (uid, field, workspace, counter) for uid, field, workspace, counter, *_ in siblings(self.offices.centre)
        }
        kept = {e.uid: e for some in lines(self.offices.centre).values() for e in map(read_line, some)}
        came = [version for one in self.merged for version in one.versions]
        for version in came:
            for name in (*version.fields, "deleted"):
                stamp = stamp_of(version.stamps, name)
                others = [one for one in came if one.uid == version.uid and stamp_of(one.stamps, name) != stamp]
                replaced = any(seen(one.vector, stamp) for one in others)
                shown = stamp_of(kept[version.uid].stamps, name) == stamp
                assert shown or replaced or (version.uid, name, *stamp) in beside


def test_any_work_in_any_order(prepared: Path) -> None:
    limits = settings(
        max_examples=15,
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        phases=[Phase.generate],  # a year cannot be made much shorter, and trying takes minutes
    )
    Work.prepared = prepared
    run_state_machine_as_test(Work, settings=limits)
