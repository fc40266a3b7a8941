from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pytest

from models.merge import keys
from models.merge.changes import RecordAct
from models.merge.from_centre import read_plan_package, receive_from_centre
from models.merge.report import read_report
from models.package.envelope import read_envelope
from models.package.payload import open_payload
from models.records.plan import Chapter, Item
from models.records.registry import ledger
from models.store.base.errors import NoEvidenceError, WorkspaceExistsError
from models.store.base.workspace import Workspace
from models.store.files import evidence
from models.store.files.backup import restore_backup, write_backup
from models.store.records import packages, records
from models.submit.centre import current_year, export_plan, latest_submissions, save_issue
from models.submit.contents import package_size
from models.submit.transfer import export_transfer, own_address
from models.submit.unit import (
    CentreUnitError,
    CheckFailedError,
    NoPlanError,
    Signers,
    UnknownPeriodError,
    UnknownUnitError,
    check_workspace,
    set_up_unit,
    submission_name,
    submit,
)
from tests.models.offices import ISSUE, SECRET, TODAY, Offices, delete, get, lines, proved_training, put, training

SIGNERS = Signers("张三", "李审", "王长")


def test_submission_says_what_it_is(offices: Offices) -> None:
    training(offices.a)
    first = offices.send(offices.a, "a2.fzb")
    header = first.header
    assert (header.kind, header.unit, header.period, header.sequence) == ("submission", "A01", "2020年度", 2)
    assert (header.workspace, header.payload.encryption) == (offices.a.id, "age")
    assert {name: count for name, count in header.counts.items() if count} == {"progress": 1, "training": 1}
    assert "score" not in header.counts
    with first.path.open("rb") as file:
        assert read_envelope(file).digest == first.digest
    assert offices.send(offices.a, "a3.fzb").header.previous == first.digest


def test_the_centre_is_told_who_signs_for_it(offices: Offices) -> None:
    report = read_report(next(row for row in latest_submissions(offices.centre) if row.unit == "A01"))
    assert report
    assert (report.note.operator, report.note.reviewer, report.note.head) == ("张三", "李审", "王长")


def test_nobody_reads_names_on_a_lost_stick(offices: Offices) -> None:
    training(offices.a, "王建国讲民法典", lecturer="王建国")
    raw = offices.send(offices.a, "a2.fzb").path.read_bytes()
    assert [word.encode() in raw for word in ("王建国", "张三", "李审")] == [False] * 3


def test_into_a_folder_it_gets_a_name_for_people(offices: Offices) -> None:
    sent = submit(offices.a, offices.folder, SIGNERS, TODAY)
    assert sent.path.name == "报送_2020年度_A01_甲办事处_第02次.fzb"


@pytest.mark.parametrize("name", ["甲/乙", 'a\\b:c*d?e"f<g>h|i', "换\n行", "../../上"])
def test_file_name_is_safe(unit: Workspace, name: str) -> None:
    odd = Workspace(unit.folder, unit.engine, unit.key, True, unit.id, unit.role, "A01", name)
    made = submission_name(odd, ISSUE.periods[0], 3)
    assert not set(made) & set('\\/:*?"<>|\n')
    assert made.endswith("_第03次.fzb")


def test_findings_stop_a_submission(offices: Offices) -> None:
    put(offices.a, "training", topic="没有日期和类别")
    with pytest.raises(CheckFailedError, match=r"2处必须改，1处改或说明") as stopped:
        submit(offices.a, offices.folder, SIGNERS, TODAY)
    assert {finding.field for finding in stopped.value.findings} == {"kind", "held_on", "evidence"}
    with offices.a.read() as connection:
        assert len(packages.find_packages(connection, direction="out")) == 1
    assert not list(offices.folder.glob("报送_*"))


def test_check_of_one_unit_at_the_centre(offices: Offices) -> None:
    put(offices.a, "progress", year=2020, item=1, state="不适用", not_applicable="不涉及")
    offices.merge(offices.send(offices.a, "a2.fzb").path)
    assert [check_workspace(offices.centre, TODAY, code) for code in ("A01", "B02")] == [[], []]


def test_what_the_plan_asks_of_a_unit_is_looked_for(offices: Offices) -> None:
    item = Item(number=2, title="第2件", text="", responsible=("甲办事处",), quotas=())
    plan = msgspec.structs.replace(ISSUE.plan, chapters=(Chapter(number=1, title="一", items=(item,)),))
    save_issue(offices.centre, msgspec.structs.replace(ISSUE, plan=plan), "李四")
    found = [one.code for one in check_workspace(offices.centre, TODAY, "A01")]
    assert found == ["progress.missing", "progress.unknown_item"]


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"?")])
def test_missing_evidence_is_named_and_takes_no_number(offices: Offices, spoil: object) -> None:
    source = offices.folder / "签到表.pdf"
    source.write_bytes(b"y" * 1000)
    with offices.a.write("张三") as tx:
        link = evidence.add_file(tx, offices.a, source)
    training(offices.a, evidence=[{"name": link.name, "digest": link.digest, "size": link.size}], explanations=[])
    assert callable(spoil)
    spoil(evidence.evidence_path(offices.a, link.digest or ""))
    with pytest.raises(NoEvidenceError, match=r"“学法培训：签到表\.pdf”"):
        submit(offices.a, offices.folder, SIGNERS, TODAY)
    source.write_bytes(b"y" * 1000)
    with offices.a.write("张三") as tx:
        evidence.add_file(tx, offices.a, source)
    assert submit(offices.a, offices.folder, SIGNERS, TODAY).header.sequence == 2


def test_deleted_records_travel_without_their_evidence(offices: Offices) -> None:
    gone = proved_training(offices.a, offices.folder, 900_000)
    offices.send(offices.a, "a2.fzb")
    delete(offices.a, "training", gone.uid)
    sent = offices.send(offices.a, "a3.fzb")
    assert (sent.header.counts["training"], sent.records, sent.path.stat().st_size < 20_000) == (1, 1, True)
    offices.merge(sent.path)


def test_of_a_deleted_record_nothing_is_said_any_more(offices: Offices, tmp_path: Path) -> None:
    """Not in a submission, nor to another computer of the unit: no name and no number is in what they seal."""
    made = training(offices.a, "张小华的培训", place="110101199003078888", remark="只此一处")
    offices.merge(offices.send(offices.a, "a2.fzb").path)
    delete(offices.a, "training", made.uid)
    offices.send(offices.a, "a3.fzb")
    export_transfer(offices.a, tmp_path / "b.fzb", "张三", [own_address(offices.a)])
    readers = {"a3.fzb": offices.centre, "b.fzb": offices.a}
    for folder, name in ((offices.folder, "a3.fzb"), (tmp_path, "b.fzb")):
        with (
            (folder / name).open("rb") as source,
            open_payload(read_envelope(source), keys.age_identities(readers[name])) as payload,
        ):
            said = b"".join(line for ledger_id in payload.counts for line in payload.lines(ledger_id))
        assert made.uid.encode() in said
        assert not [text for text in ("张小华", "110101199003078888", "只此一处") if text.encode() in said]
    outcome = offices.merge(offices.folder / "a3.fzb", dry_run=True)[0]
    assert [(one.act, one.title, one.fields) for one in outcome.changes] == [(RecordAct.DELETED, "张小华的培训", ())]
    assert offices.merge(offices.folder / "a3.fzb")[0].counts.deleted == 1
    kept = get(offices.centre, "training", made.uid)
    assert (kept.deleted, kept.fields) == (True, made.fields)
    with offices.a.write("张三") as tx:
        records.restore(tx, ledger("training"), [made.uid])
    offices.merge(offices.send(offices.a, "a4.fzb").path)
    assert get(offices.centre, "training", made.uid).line() == get(offices.a, "training", made.uid).line()


def test_what_was_never_sent_leaves_nothing(offices: Offices) -> None:
    """Pasted and deleted again: neither record nor count, nor later, when other packages have left."""
    gone = [training(offices.a, f"错贴的{number}") for number in range(50)]
    delete(offices.a, "training", *(one.uid for one in gone))
    for name in ("a2.fzb", "a3.fzb"):
        sent = offices.send(offices.a, name)
        assert (sent.header.counts["training"], sum(sent.header.counts.values()), sent.records) == (0, 1, 1)
    assert package_size(offices.a).total < 20_000
    offices.merge(sent.path)
    assert lines(offices.centre, "A01")["training"] == []
    with offices.a.write("张三") as tx:
        records.restore(tx, ledger("training"), [gone[0].uid])
    offices.send(offices.a, "a4.fzb")
    delete(offices.a, "training", gone[0].uid)
    assert offices.send(offices.a, "a5.fzb").header.counts["training"] == 1


def test_what_may_have_left_before_a_restore_is_named(offices: Offices, tmp_path: Path) -> None:
    """The backup is older than the submission that carried the record."""
    made = training(offices.a)
    kept = write_backup(offices.a, tmp_path / "a.fzbak")
    offices.merge(offices.send(offices.a, "a2.fzb").path)
    again, _ = restore_backup(kept, tmp_path / "again", SECRET)
    delete(again, "training", made.uid)
    offices.merge(offices.send(again, "a3.fzb").path)
    assert get(offices.centre, "training", made.uid).deleted
    again.close()


@pytest.mark.parametrize("period", ["第九季度", ""])
def test_unknown_period_is_named(offices: Offices, period: str) -> None:
    with pytest.raises(UnknownPeriodError, match="可选 2020年度"):
        submit(offices.a, offices.folder, SIGNERS, TODAY, period)


def test_without_plan_nothing_is_submitted(unit: Workspace) -> None:
    with pytest.raises(NoPlanError):
        submit(unit, unit.folder, SIGNERS, TODAY)


def test_year_is_that_of_the_plan_or_else_of_the_day(unit: Workspace, offices: Offices) -> None:
    day = TODAY.replace(year=2031)
    assert (current_year(unit, day), current_year(offices.a, day)) == (2031, 2020)


def test_setting_up_needs_a_known_code_and_an_empty_folder(offices: Offices, tmp_path: Path) -> None:
    offer = read_plan_package(offices.folder / "plan.fzb")
    with pytest.raises(UnknownUnitError, match="A01 甲办事处、B02 乙办事处"):
        set_up_unit(tmp_path / "new", offer, "Z99", SECRET, "张三")
    with pytest.raises(CentreUnitError, match="由汇总单位自己在“本级台账”里填"):
        set_up_unit(tmp_path / "new", offer, offices.centre.unit, SECRET, "张三")
    assert not (tmp_path / "new").exists()
    with pytest.raises(WorkspaceExistsError):
        set_up_unit(offices.a.folder, offer, "A01", SECRET, "张三")


def test_unit_pins_its_centre(offices: Offices) -> None:
    assert keys.centre_key(offices.a) == keys.signing_key(offices.centre).public_key
    assert keys.own_fingerprint(offices.a) != keys.own_fingerprint(offices.b)


def test_next_submission_follows_the_newest_plan(offices: Offices) -> None:
    periods = (*ISSUE.periods, msgspec.structs.replace(ISSUE.periods[0], id="2021年度", due=dt.date(2021, 12, 20)))
    save_issue(offices.centre, msgspec.structs.replace(ISSUE, periods=periods), "李四")
    receive_from_centre(offices.a, export_plan(offices.centre, offices.folder, "李四"), "张三")
    assert offices.send(offices.a, "a2.fzb").header.period == "2021年度"


def test_ledgers_of_the_centre_are_declared() -> None:
    assert ledger("score").desk == "centre"
