"""Two PCs of one unit and a centre through random edits, handovers, submissions, repeats, losses and undone merges."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from models.errors import FazhiError
from models.merge import keys
from models.merge.conflicts import Take, decide, disputes
from models.merge.door import take
from models.merge.enrolment import enrol
from models.merge.receive import read_plan_package
from models.merge.undo import undo_merge
from models.records.registry import ledger
from models.store import records
from models.store.verify import verify
from models.store.workspace import Workspace
from models.submit.contents import OpenConflictsError
from models.submit.handover import export_handover, own_address
from models.submit.unit import set_up_unit
from tests.models.offices import SECRET, Offices, lines, put, training

TRAINING = ledger("training")


class Play:
    """What happened so far: the PCs, the packages that lie about, and every topic that anybody wrote."""

    def __init__(self, offices: Offices, second: Workspace, seed: int) -> None:
        self.offices, self.pcs = offices, [offices.a, second]
        self.chance = random.Random(seed)  # noqa: S311 - the same play every time
        self.made, self.sent = 0, list[Path]()

    def fresh(self) -> Path:
        self.made += 1
        return self.offices.folder / f"p{self.made}.fzb"

    def uids(self, pc: Workspace) -> list[str]:
        with pc.read() as connection:
            return [entry.uid for entry in records.entries(connection, TRAINING)]

    def create(self) -> None:
        training(self.chance.choice(self.pcs), f"第{self.chance.random()}次")

    def edit(self) -> None:
        pc = self.chance.choice(self.pcs)
        known = self.uids(pc)
        if known:
            name = self.chance.choice(["topic", "place"])
            put(pc, "training", self.chance.choice(known), **{name: f"改{self.chance.random()}"})

    def remove(self) -> None:
        pc = self.chance.choice(self.pcs)
        known = self.uids(pc)
        if known:
            with pc.write("张三") as tx:
                records.delete(tx, TRAINING, [self.chance.choice(known)])

    def hand_over(self, one: int | None = None) -> None:
        giver = self.chance.randrange(2) if one is None else one
        source, target = self.pcs[giver], self.pcs[1 - giver]
        try:
            path = export_handover(source, self.fresh(), "张三", [own_address(target)])
        except OpenConflictsError:
            return
        take(target, path, "张三", keys.own_fingerprint(source))

    def submit(self) -> None:
        try:
            self.sent.append(self.offices.send(self.chance.choice(self.pcs), self.fresh().name).path)
        except OpenConflictsError:
            return

    def merge(self) -> None:
        if self.sent:
            self.offices.merge(self.chance.choice(self.sent))

    def undo(self) -> None:
        try:
            undo_merge(self.offices.centre, "A01", "李四")
        except FazhiError:
            return

    def settle(self, workspace: Workspace) -> None:
        for one in disputes(workspace):
            decide(workspace, ledger(one.ledger), one.uid, one.field, Take(1), "张三")

    def agree(self) -> None:
        """Both PCs exchange and decide until they are of one mind, and one of them submits."""
        for giver in (0, 1, 0):
            for pc in self.pcs:
                self.settle(pc)
            self.hand_over(giver)
        for pc in self.pcs:
            self.settle(pc)
        self.hand_over(0)
        self.hand_over(1)
        self.sent.append(self.offices.send(self.pcs[0], self.fresh().name).path)


@pytest.mark.parametrize("seed", range(6))
def test_all_sides_agree_at_the_end(offices: Offices, tmp_path: Path, seed: int) -> None:
    offer = read_plan_package(offices.folder / "plan.fzb")
    second = set_up_unit(tmp_path / "second", offer, "A01", SECRET, "王五").workspace
    play = Play(offices, second, seed)
    play.hand_over(0)
    offices.merge(offices.send(second, "s.fzb").path)
    enrol(offices.centre, "A01", keys.own_fingerprint(second), "李四")
    acts: list[Callable[[], None]] = [play.create, play.edit, play.remove, play.hand_over, play.submit, play.merge]
    for act in play.chance.choices([*acts, play.undo], [3, 6, 1, 2, 3, 3, 1], k=40):
        act()
    play.agree()
    offices.merge(*play.sent)
    play.settle(offices.centre)
    assert lines(offices.a) == lines(second)
    assert lines(offices.centre, "A01") == lines(offices.a)
    assert [disputes(one) for one in (offices.a, second, offices.centre)] == [[], [], []]
    assert [verify(one) for one in (offices.a, second, offices.centre)] == [[], [], []]
    second.close()
