"""Whatever is done in whatever order, kept figures are those counted anew."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.records.registry import ledger
from models.rules.holidays import DEFAULT_CALENDAR, Calendar
from models.store.base.journal import MERGE
from models.store.base.transaction import Transaction
from models.store.base.workspace import Workspace
from models.store.records import records, rollback
from models.store.records.rollback import MergedRecord
from reports.figures.district import District, figures_of, records_behind, work_out
from tests.models.offices import lone_unit
from tests.reports.figures.samples import ending

pytestmark = pytest.mark.no_cover  # it goes through what other tests cover; tracing doubles its time

CASE, CERTIFICATE = ledger("case"), ledger("certificate")
NUMBERS = ("（2020）豫7101行初1号", "(2020)豫7101行初第01号", "（2020）豫7101行初2号", "未立案", None)
ENDINGS: tuple[dict[str, Any], ...] = (
    {},
    ending("全部撤销", "2020-05-01", "2020-05-20"),
    ending("驳回诉讼请求", "2020-09-01", "2020-09-20"),
)
DAYS = tuple(map(dt.date.fromisoformat, ("2019-12-31", "2020-03-10", "2020-05-20", "2020-12-31", "2021-02-01")))
CALENDARS = (DEFAULT_CALENDAR, Calendar({dt.date(2020, 2, 17): False, dt.date(2020, 2, 18): False}))

CASES = st.fixed_dictionaries(
    {
        "number": st.sampled_from(NUMBERS),
        "previous": st.none() | st.integers(0, 5),
        "served_on": st.sampled_from((None, "2019-11-20", "2020-02-01", "2020-04-01")),
        "answered_on": st.sampled_from((None, "2020-02-17", "2020-04-10")),
        "year": st.sampled_from((None, 2019, 2020, 20200)),
        "ending": st.sampled_from(ENDINGS),
    }
)
ACTS = st.one_of(
    st.tuples(st.sampled_from(("save", "merge")), st.sampled_from("AB"), CASES),
    st.tuples(st.just("change"), st.integers(0, 5), CASES),
    st.tuples(st.sampled_from(("delete", "restore", "undo", "unmerge")), st.integers(0, 5), st.none()),
    st.tuples(st.just("certificate"), st.sampled_from("AB"), st.sampled_from(("2020-04-01", "2020-12-31", None))),
    st.tuples(st.just("look"), st.sampled_from(DAYS), st.sampled_from(CALENDARS)),
)
REMOVALS = {"delete": records.delete, "restore": records.restore}


class Office:
    """A centre's records, with the uids of its cases and where in the journal those that came by a merge stand."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace, self.uids, self.merged = workspace, list[str](), dict[str, int]()

    def act(self, what: str, whose: Any, how: Any) -> None:
        if what == "look":
            self.agree(whose, how)
            return
        with self.workspace.write("李四") as tx:
            if what == "certificate":
                records.save(tx, CERTIFICATE, whose, {"number": "豫A1", "status": "在用", "issued_on": how})
            elif isinstance(whose, str):
                self.create(tx, what, whose, self.fields(how))
            elif self.uids:
                self.change(tx, what, self.uids[whose % len(self.uids)], how)

    def fields(self, how: dict[str, Any]) -> dict[str, Any]:
        before = how["previous"]
        previous = self.uids[before % len(self.uids)] if self.uids and before is not None else None
        rest = {name: value for name, value in how.items() if name != "ending"}
        return {**rest, **how["ending"], "previous": previous, "role": "被告"}

    def create(self, tx: Transaction, what: str, unit: str, fields: dict[str, Any]) -> None:
        kept = {name: value for name, value in fields.items() if value is not None}
        if what == "save":
            self.uids.append(records.save(tx, CASE, unit, kept).uid)
            return
        entry = records.new_entry(tx, CASE, unit, kept)
        tx.save_entries(MERGE, CASE, [(entry, entry.line())], entry.uid)
        self.merged[entry.uid] = tx.chain.seq
        self.uids.append(entry.uid)

    def change(self, tx: Transaction, what: str, uid: str, how: Any) -> None:
        there = records.find(tx.connection, CASE, uid)
        if there is None:
            return
        if what == "change":
            records.save(tx, CASE, there.unit, self.fields(how), uid)
        elif what == "undo":
            records.undo_last_change(tx, CASE, uid)
        elif what in REMOVALS:
            REMOVALS[what](tx, CASE, [uid])
        elif uid in self.merged:
            rollback.undo_record_merge(tx, uid, MergedRecord("case", uid, self.merged[uid], self.merged[uid]))

    def agree(self, day: dt.date, calendar: Calendar) -> None:
        of = District(self.workspace, 2020, day, calendar)
        with self.workspace.read() as connection:
            cases, held = (list(records.entries(connection, one)) for one in (CASE, CERTIFICATE))
        whole, kept = work_out(of, cases, held), figures_of(of)
        for name in whole.totals.__struct_fields__:
            counted = getattr(whole.totals, name)
            assert {**dict.fromkeys(counted, 0), **getattr(kept, name)} == counted
        for before, names in ((False, whole.now), (True, whole.before)):
            for name, uids in names.items():
                assert sorted(records_behind(of, name, before=before)) == sorted(uids), name


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(st.lists(ACTS, min_size=3, max_size=12))
def test_kept_figures_are_those_counted_anew(acts: list[tuple[str, Any, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        workspace = lone_unit(Path(folder) / "w", None)
        try:
            office = Office(workspace)
            for act in acts:
                office.act(*act)
            office.agree(DAYS[-2], CALENDARS[0])
            office.agree(DAYS[-2], CALENDARS[0])
        finally:
            workspace.close()
