"""Whether a unit's packages go on from one another: real workspaces, and any history in any order."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import count
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.merge.outcome import PackageOutcome, PackageState
from models.merge.past import SeenPackage, past_findings, past_lines
from models.merge.past_note import PastKind, PastNote, SentHead
from models.merge.undo import undo_merge
from models.store.base import journal
from models.store.base.seals import Seals
from models.store.base.workspace import Workspace, open_workspace
from models.store.files.backup import restore_backup, write_backup
from models.store.files.verify import examine
from models.store.records import packages
from models.submit.withdraw import withdraw_submission
from tests.models.merge.crafted import craft
from tests.models.offices import SECRET, Offices, training

ASK = {
    PastKind.REWRITTEN: "的日志里，第1次报送时的那一条没有了：报送单位的日志被改写过。请打电话问清原因",
    PastKind.BROKEN: "次报送时，报送单位的日志前后对不上",
    PastKind.COPIED: "次报送不是接着第2次报的：多为另用了工作区文件夹的旧副本。请打电话核对",
    PastKind.RESTORED: "这是从备份恢复以后报送的，次数从1重新数。",
}
"""What each kind says, in a history where this is the package that it is about."""


def sent(offices: Offices, unit: Workspace, name: str) -> Path:
    """The unit's next submission, after some work."""
    training(unit, name)
    return offices.send(unit, name).path


def told(outcome: PackageOutcome) -> list[PastKind]:
    return [one.kind for one in outcome.past]


def rewrite_journal(workspace: Workspace) -> None:
    """Somebody who has the 密码 changes what the first row says, and chains and seals all of it anew."""
    key = workspace.journal_key
    with workspace.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.exec_driver_sql("UPDATE journal SET operator = '某人' WHERE seq = 1")
        rows = journal.recent_rows(connection, 10_000)
        head = journal.START
        for seq, *row in map(msgspec.structs.astuple, reversed(rows)):
            head = journal.link_digest(key, head, seq, tuple(row))
            connection.exec_driver_sql("UPDATE journal SET digest = ? WHERE seq = ?", (head, seq))
        connection.exec_driver_sql(
            "UPDATE meta SET value = ? WHERE name = ?", (journal.end_mark(key, seq, head), journal.END)
        )
        Seals(key).seal_all(connection)
        Seals(key).end(connection, head)


def break_journal(workspace: Workspace) -> None:
    """Somebody changes a row with another tool."""
    with workspace.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.exec_driver_sql("UPDATE journal SET operator = '某人' WHERE seq = 1")


def rewritten(offices: Offices) -> list[Path]:
    rewrite_journal(offices.a)
    return [sent(offices, offices.a, "2.fzb")]


def broken(offices: Offices) -> list[Path]:
    break_journal(offices.a)
    return [sent(offices, offices.a, "2.fzb")]


def copied(offices: Offices) -> list[Path]:
    shutil.copytree(offices.a.folder, offices.folder / "copy")
    second = sent(offices, offices.a, "2.fzb")
    with closing(open_workspace(offices.folder / "copy", SECRET)) as copy:
        sent(offices, copy, "other-2.fzb")
        return [second, sent(offices, copy, "other-3.fzb")]


def restored(offices: Offices) -> list[Path]:
    kept = write_backup(offices.a, offices.folder / "a.fzbak")
    with closing(restore_backup(kept, offices.folder / "new", SECRET)[0]) as new:
        return [sent(offices, new, "new-1.fzb")]


HISTORIES: list[tuple[Callable[[Offices], list[Path]], PastKind]] = [
    (rewritten, PastKind.REWRITTEN),
    (broken, PastKind.BROKEN),
    (copied, PastKind.COPIED),
    (restored, PastKind.RESTORED),
]


@pytest.mark.parametrize(("history", "kind"), HISTORIES)
def test_each_past_is_told_in_words_of_its_own(
    offices: Offices, history: Callable[[Offices], list[Path]], kind: PastKind
) -> None:
    """In the preview, after the merge, in what is kept and by 完整性检查; the package is merged all the same."""
    *before, last = history(offices)
    offices.merge(*before)
    shown, done = offices.merge(last, dry_run=True)[0], offices.merge(last)[0]
    assert (done.state, told(done), told(shown)) == (PackageState.MERGED, [kind], [kind])
    assert shown.reason == done.reason
    assert ASK[kind] in done.reason
    assert done.as_json()["past"] == [kind]
    with offices.centre.read() as connection:
        assert ASK[kind] in packages.find_packages(connection, id=done.package)[0].reason
    found = examine(offices.centre)
    assert found.faults == []
    assert [(one.kind, one.what) for one in past_lines(offices.centre, found)] == [
        (kind, f"A01 甲办事处：{one.what}") for one in done.past
    ]


def test_it_is_told_once(offices: Offices) -> None:
    offices.merge(*rewritten(offices))
    assert told(offices.merge(sent(offices, offices.a, "3.fzb"))[0]) == []


def test_who_rewrites_what_was_sent_too_is_told_of(offices: Offices) -> None:
    """The list of what was sent is made to fit the new journal: the centre has the signed one."""
    rewrite_journal(offices.a)
    with offices.a.write("张三") as tx:
        (row,) = packages.find_packages(tx.connection, direction="out", kind="submission")
        header = msgspec.json.decode(row.header) | {"journal_head": journal.head_digest(tx.connection)}
        text = msgspec.json.encode(header, order="sorted").decode()
        packages.update_package(tx, row.id, header=text)
    assert told(offices.merge(sent(offices, offices.a, "2.fzb"))[0]) == [PastKind.REWRITTEN]


def test_what_comes_late_is_no_alarm(offices: Offices) -> None:
    second, third = sent(offices, offices.a, "2.fzb"), sent(offices, offices.a, "3.fzb")
    withdrawal = withdraw_submission(offices.a, offices.folder / "w.fzb", "填错", "张三")[0]
    fifth = sent(offices, offices.a, "5.fzb")
    outcomes = offices.merge(fifth, third, withdrawal, second)
    assert [told(one) for one in outcomes] == [[], [], [], []]
    undo_merge(offices.centre, "A01", "李四")
    assert [told(one) for one in offices.merge(second, third, fifth)] == [[], [], []]
    assert past_lines(offices.centre, examine(offices.centre)) == []


def test_a_rewritten_past_is_told_by_what_comes_late_too(offices: Offices) -> None:
    second = sent(offices, offices.a, "2.fzb")
    rewrite_journal(offices.a)
    third = sent(offices, offices.a, "3.fzb")
    assert [told(one) for one in offices.merge(third, second)] == [[PastKind.REWRITTEN]] * 2


def test_what_was_sent_after_the_backup_is_named(offices: Offices) -> None:
    kept = write_backup(offices.a, offices.folder / "a.fzbak")
    offices.merge(sent(offices, offices.a, "2.fzb"))
    with closing(restore_backup(kept, offices.folder / "new", SECRET)[0]) as new:
        (done,) = offices.merge(sent(offices, new, "new-1.fzb"))
        (again,) = offices.merge(sent(offices, new, "new-2.fzb"))
    assert "恢复以前报过的第2次不在那份备份里" in done.reason
    assert (told(done), told(again)) == ([PastKind.RESTORED], [])


def test_a_package_of_an_older_program_tells_nothing(offices: Offices) -> None:
    (done,) = offices.merge(craft(offices.a, offices.folder / "old.fzb", {}, journal_head="0" * 64))
    assert (done.state, done.past, "past" in done.as_json()) == (PackageState.MERGED, (), False)


DIGESTS = count()


def fresh() -> str:
    return sha256(str(next(DIGESTS)).encode()).hexdigest()


@dataclass
class Folder:
    """A unit's folder as far as packages tell of it; `made` holds number and digest of what was sent under this id."""

    id: str
    rows: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    made: list[SeenPackage] = field(default_factory=list)
    ids: tuple[str, ...] = ()

    def send(self) -> SeenPackage:
        heads = tuple(SentHead(head, self.rows.index(head) + 1 if head in self.rows else 0) for head in self.heads)
        last = self.made[-1] if self.made else None
        number = last.sequence if last else 0
        note = PastNote(heads=heads, last=number, copied_from=self.ids)
        self.rows.append(fresh())
        one = SeenPackage(fresh(), self.id, number + 1, last.digest if last else "", self.rows[-1], note)
        self.heads.append(one.head)
        self.made.append(one)
        return one

    def copy(self) -> Folder:
        return replace(self, rows=[*self.rows], heads=[*self.heads], made=[*self.made])

    def restored(self) -> Folder:
        return replace(self.copy(), id=fresh(), made=[], ids=(*self.ids, self.id))

    def rewrite(self) -> None:
        self.rows = [fresh() for _ in self.rows]


STEPS = st.lists(st.sampled_from(["send", "send", "restore", "backup"]), max_size=8)


def in_order(some: list[SeenPackage], order: list[SeenPackage]) -> Iterator[tuple[SeenPackage, set[PastKind]]]:
    for number, one in enumerate(order):
        if one in some:
            yield one, {found.kind for found in past_findings(order[:number], one)}


def honest(steps: list[str]) -> tuple[Folder, list[SeenPackage]]:
    """What is sent by one who works on, makes backups and goes back to the newest of them."""
    folder, every = Folder(fresh()), list[SeenPackage]()
    every.append(folder.send())
    kept = folder.copy()
    for step in steps:
        if step == "send":
            every.append(folder.send())
        elif step == "backup":
            kept = folder.copy()
        else:
            folder = kept.restored()
    return folder, every


@given(STEPS, st.data())
def test_no_honest_history_raises_an_alarm(steps: list[str], data: st.DataObject) -> None:
    """Any of its packages, in any order: at most that a backup was restored, by the first of each restored folder."""
    _, every = honest(steps)
    order = data.draw(st.permutations(every))[: data.draw(st.integers(1, len(every)))]
    said = list(in_order(order, order))
    first = {one.workspace: one for one, _ in reversed(said)}
    for one, kinds in said:
        is_restored = bool(one.past and one.past.copied_from) and first[one.workspace] is one
        assert kinds == ({PastKind.RESTORED} if is_restored else set())


@given(STEPS, st.integers(1, 3), st.data())
def test_a_rewritten_past_is_seen_in_any_order(steps: list[str], later: int, data: st.DataObject) -> None:
    """Wherever one package of before and one of after have come, and no honest one is blamed."""
    folder, every = honest([*steps, "send"])
    before = [one for one in every if one.head in folder.rows]
    folder.rewrite()
    after = [folder.send() for _ in range(later)]
    order = data.draw(st.permutations([*every, *after]))
    order = order[: data.draw(st.integers(1, len(order)))]
    kinds = [kinds for _, kinds in in_order(order, order)]
    both = any(one in order for one in before) and any(one in order for one in after)
    assert (PastKind.REWRITTEN in set().union(*kinds)) == both
    assert PastKind.COPIED not in set().union(*kinds)


@given(st.integers(1, 3), st.integers(1, 3), st.integers(1, 3), st.data())
def test_an_old_copy_is_never_called_rewritten(before: int, here: int, there: int, data: st.DataObject) -> None:
    """It is told as soon as a package has come that was made after one of the other folder's."""
    folder = Folder(fresh())
    every = [folder.send() for _ in range(before)]
    copy = folder.copy()
    ours, theirs = [folder.send() for _ in range(here)], [copy.send() for _ in range(there)]
    order = data.draw(st.permutations([*every, *ours, *theirs]))
    kinds = set().union(*(kinds for _, kinds in in_order(order, order)))
    assert kinds == ({PastKind.COPIED} if here > 1 or there > 1 else set())
