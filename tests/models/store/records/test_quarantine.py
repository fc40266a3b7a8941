import dataclasses
import datetime as dt

import msgspec

from models.store.base.workspace import Workspace
from models.store.records.packages import Remark, find_remarks, save_remarks
from models.store.records.quarantine import QuarantinedFile, quarantine_file, quarantined_files, release_file
from tests.clock import stopped_at

FIRST, LATER = (stopped_at(dt.date(2020, 12, day)) for day in (1, 2))
FILE = QuarantinedFile(digest="a" * 64, file="一.fzb", unit="A01", package="1", signer="k", reason="不认识")


def test_a_file_that_comes_again_keeps_the_moment_it_came_first(unit: Workspace) -> None:
    for clock, name in ((FIRST, "一.fzb"), (LATER, "二.fzb")):
        with dataclasses.replace(unit, clock=clock).write("李四") as tx:
            quarantine_file(tx, msgspec.structs.replace(FILE, file=name))
    with unit.read() as connection:
        assert [(one.at, one.file) for one in quarantined_files(connection)] == [(FIRST.stamp(), "二.fzb")]


def test_only_the_file_that_is_believed_leaves_the_list(unit: Workspace) -> None:
    other = msgspec.structs.replace(FILE, digest="b" * 64)
    with unit.write("李四") as tx:
        quarantine_file(tx, FILE)
        quarantine_file(tx, other)
        release_file(tx, FILE.digest)
    with unit.read() as connection:
        assert [one.digest for one in quarantined_files(connection)] == [other.digest]


def test_a_remark_is_dated_once(unit: Workspace) -> None:
    remark = Remark(id="1", unit="A01", period="2020年度", ledger="case", uid="1", field="", text="请核对")
    with dataclasses.replace(unit, clock=FIRST).write("李四") as tx:
        save_remarks(tx, [remark])
    with unit.read() as connection:
        (dated,) = find_remarks(connection)
    with dataclasses.replace(unit, clock=LATER).write("李四") as tx:
        save_remarks(tx, [msgspec.structs.replace(dated, done=True)])
    with unit.read() as connection:
        assert [(one.at, one.done) for one in find_remarks(connection, open_only=False)] == [(FIRST.stamp(), True)]
        assert find_remarks(connection) == []
