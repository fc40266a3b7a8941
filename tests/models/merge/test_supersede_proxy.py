"""A signed submission takes the place of what the centre typed from paper for its unit (代录)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from typing import Any

import msgspec
import pytest

from models.merge.changes import RecordAct, read_changes
from models.merge.origin import origin_of
from models.merge.outcome import PackageOutcome, PackageState
from models.merge.records import FORGED
from models.merge.report import read_report
from models.merge.supersede_proxy import basis_words
from models.merge.undo import undo_merge
from models.records.entry import uid_for
from models.records.office import Unit
from models.records.registry import ledger
from models.store.files.verify import verify_workspace
from models.store.records import packages, proxy, records
from models.submit.centre import save_issue
from models.submit.proxy import NoProxyError, cancel_proxy, read_proxies, register_proxy, require_proxy
from models.submit.withdraw import withdraw_submission
from tests.models.merge.crafted import craft, line
from tests.models.merge.edits import created
from tests.models.merge.typed import HALF, LATE, PAPER, PERSON, TRAINING, YEAR, Typed, typed_unit
from tests.models.offices import Offices, everything, lines

PROGRESS: dict[str, Any] = {"year": 2020, "item": 1, "state": "推进中"}


@pytest.fixture
def office(offices: Offices, monkeypatch: pytest.MonkeyPatch) -> Iterator[Typed]:
    """Records here are made for one purpose: what 校验 says of them is not asked."""
    monkeypatch.setattr("models.submit.unit.blocks_submission", lambda _: False)
    made = typed_unit(offices)
    yield made
    made.unit.close()


def full(office: Typed) -> None:
    """Typed: an item, a person, a training; signed later: the same item and person differently, another training."""
    office.on_paper()
    office.type("progress", **PROGRESS)
    office.type("person", **PERSON)
    office.type("training", topic="纸上的培训", **TRAINING)
    office.put("progress", **PROGRESS | {"state": "未开始"})
    office.put("person", **PERSON | {"name": "赵逸"})
    office.put("training", topic="签名的培训", **TRAINING)


def test_a_report_on_paper_counts_and_is_marked(office: Typed) -> None:
    row = office.on_paper()
    with office.centre.read() as connection:
        assert row.id not in {one.id for one in proxy.submissions_with_content(connection, "C03")}
    uid = office.type("training", topic="纸上的", **TRAINING)
    assert (office.states(), office.unsigned("training")) == ({YEAR: PackageState.PROXY}, [uid])
    assert basis_words(row) == "未签名，纸质依据：丙办〔2020〕3号，盖章报送表1份"
    with office.centre.read() as connection:
        assert row.id in {one.id for one in proxy.submissions_with_content(connection, "C03")}
        entries = [one for name in ("training", "progress") for one in records.entries(connection, ledger(name))]
        assert {one.unit for one in entries} == {"A01", "B02", "C03"}
        assert proxy.proxy_uids(connection, entries) == {uid}
    (state,) = read_proxies(office.centre)
    assert (state.row.id, state.counts["training"], state.total, state.paper.basis) == (row.id, 1, 1, PAPER.basis)


def test_records_are_typed_for_the_own_unit_and_where_there_is_paper(office: Typed) -> None:
    office.on_paper()
    with office.centre.read() as connection:
        for unit in ("GWH", "C03"):
            require_proxy(connection, unit)
        with pytest.raises(NoProxyError, match="单位B02没有登记代录"):
            require_proxy(connection, "B02")


def test_it_waits_for_a_person(office: Typed) -> None:
    full(office)
    before = lines(office.centre)
    path = office.send("c1.fzb")
    for _ in range(2):
        found = office.merge(path, agreed=False)[0]
        assert (found.state, lines(office.centre)) == (PackageState.TO_CONFIRM, before)
    assert "原是代录（未签名，纸质依据：丙办〔2020〕3号" in found.reason
    assert "代录的2条由签名的记录代替，1条签名报送里没有，移入回收站" in found.reason
    kept = everything(office.centre)
    office.merge(path, agreed=False)
    assert everything(office.centre) == kept


def test_the_preview_goes_down_to_the_field(office: Typed) -> None:
    full(office)
    found = office.merge(office.send("c1.fzb"), dry_run=True, agreed=False)[0]
    said = {(one.ledger, one.act): [(f.label, f.old, f.new) for f in one.fields] for one in found.changes}
    assert said["progress", RecordAct.REPLACED] == [("落实状态", "推进中", "未开始")]
    assert said["person", RecordAct.REPLACED] == [("姓名", "赵一", "赵逸")]
    assert ("主题", "纸上的培训", "（空）") in said["training", RecordAct.LEFT]
    assert ("training", RecordAct.ADDED) in said
    assert len(found.changes) == 4


def test_the_signed_one_takes_its_place(office: Typed) -> None:
    full(office)
    found = office.merge(office.send("c1.fzb"))[0]
    assert (found.state, found.counts.replaced, found.counts.left, found.counts.conflicts) == (
        PackageState.MERGED,
        2,
        1,
        0,
    )
    assert [fields["topic"] for _, fields in office.live("training")] == ["签名的培训"]
    assert [fields["name"] for _, fields in office.live("person")] == ["赵逸"]
    assert [fields["state"] for _, fields in office.live("progress")] == ["未开始"]
    assert (office.unsigned("training"), office.unsigned("person"), office.unsigned("progress")) == ([], [], [])
    assert office.states() == {YEAR: PackageState.MERGED}
    assert verify_workspace(office.centre) == []


def test_nothing_is_lost(office: Typed) -> None:
    full(office)
    office.merge(office.send("c1.fzb"))
    with office.centre.read() as connection:
        binned = [
            entry.fields.get("topic") or entry.fields.get("name")
            for name in ("training", "person")
            for entry in records.entries(connection, ledger(name), "C03", deleted=True)
            if entry.deleted
        ]
    assert binned == ["纸上的培训", "赵一"]


def test_the_report_says_the_same_afterwards(office: Typed) -> None:
    full(office)
    shown = office.merge(office.send("c1.fzb"), dry_run=True)[0]
    office.merge(office.folder / "c1.fzb")
    with office.centre.read() as connection:
        row = packages.find_packages(connection, id=shown.package)[0]
        report = read_report(row)
        assert report
        assert tuple(read_changes(connection, row.id, report.first, report.last)) == shown.changes
        assert [one.state for one in packages.find_packages(connection, id=report.replaces[0])] == [
            PackageState.REPLACED
        ]


def test_undoing_brings_the_paper_back(office: Typed) -> None:
    full(office)
    before, states = lines(office.centre), office.states()
    office.merge(office.send("c1.fzb"))
    undo_merge(office.centre, "C03", "李四")
    assert (lines(office.centre), office.states()) == (before, states)
    with office.centre.read() as connection:
        assert [basis_words(row) for row in proxy.proxy_reports(connection)] == [
            "未签名，纸质依据：丙办〔2020〕3号，盖章报送表1份"
        ]
    again = office.merge(office.folder / "c1.fzb")[0]
    assert (again.state, again.counts.replaced, again.counts.left) == (PackageState.MERGED, 2, 1)
    assert verify_workspace(office.centre) == []


def withdrawn(office: Typed) -> PackageOutcome:
    """The unit takes its submission back, and the centre merges that."""
    return office.merge(withdraw_submission(office.unit, office.folder / "w.fzb", "填错了", "张三")[0])[0]


def test_withdrawing_brings_the_paper_back(office: Typed) -> None:
    full(office)
    before, states = lines(office.centre), office.states()
    office.merge(office.send("c1.fzb"))
    outcome = withdrawn(office)
    assert (outcome.state, outcome.reason.partition("填错了。")[2]) == (
        PackageState.WITHDRAWAL,
        "原来的代录重新算数，记录回到合并以前。",
    )
    assert (lines(office.centre), office.states()) == (before, states)
    assert office.merge(office.folder / "c1.fzb")[0].state is PackageState.KNOWN
    again = office.merge(office.send("c3.fzb"))[0]
    assert (again.state, again.counts.replaced, again.counts.left) == (PackageState.MERGED, 2, 1)
    assert verify_workspace(office.centre) == []


@pytest.mark.parametrize(("period", "paper"), [(YEAR, {}), (HALF, {YEAR: PackageState.PROXY})])
def test_withdrawing_late_leaves_what_came_meanwhile(
    office: Typed, period: str, paper: dict[str, PackageState]
) -> None:
    full(office)
    office.merge(office.send("c1.fzb"))
    statement = withdraw_submission(office.unit, office.folder / "w.fzb", "填错了", "张三")[0]
    office.merge(office.send("c3.fzb", period))
    before = lines(office.centre)
    office.merge(statement)
    assert (lines(office.centre), office.states()) == (before, {period: PackageState.MERGED, **paper})


def test_withdrawing_keeps_what_was_changed_since(office: Typed) -> None:
    full(office)
    office.merge(office.send("c1.fzb"))
    (uid, _) = office.live("person")[0]
    with office.centre.write("王五") as tx:
        records.save(tx, ledger("person"), "C03", {"phone": "13800000000"}, uid)
    before = lines(office.centre)
    outcome = withdrawn(office)
    assert "原来的代录重新算数；合并以后" in outcome.reason
    assert "王五在“执法人员”的同一条记录上又作了改动，记录没有动" in outcome.reason
    assert (lines(office.centre), office.states()) == (before, {YEAR: PackageState.PROXY})


@pytest.mark.parametrize(
    ("name", "typed", "signed"),
    [
        ("person", PERSON, PERSON | {"name": "赵逸", "id_number": "１１０１０１１９９００３０７０４３３"}),
        ("case", {"number": "(2020)豫0105行初字12号"}, {"number": "（2020）豫0105行初12号"}),
        ("certificate", {"number": "豫 A-01"}, {"number": "豫A-01", "status": "在用"}),
        ("training", TRAINING | {"topic": "民法典"}, TRAINING | {"topic": "民 法典", "people": 30}),
        ("progress", PROGRESS, PROGRESS | {"measures": "开会"}),
        ("zero_report", {"ledger": "case", "period": YEAR, "year": 2020, "reason": "没有"}, None),
    ],
)
def test_never_two_of_one(office: Typed, name: str, typed: dict[str, Any], signed: dict[str, Any] | None) -> None:
    office.on_paper()
    office.type(name, **typed)
    uid = office.put(name, **(signed or typed | {"reason": "本年没有"}))
    found = office.merge(office.send("c1.fzb"))[0]
    assert [one for one, _ in office.live(name)] == [uid]
    assert (found.counts.replaced, found.counts.left) == (1, 0)


def test_a_later_paper_keeps_what_rests_on_it(office: Typed) -> None:
    """The half year comes signed, the year is still on paper: what the signed one lacks stays, and points at it."""
    office.on_paper(HALF)
    office.on_paper(YEAR)
    holder = office.type("person", **PERSON)
    office.type("certificate", number="豫A-01", holder=holder)
    signed = office.put("person", **PERSON)
    found = office.merge(office.send("c1.fzb", HALF))[0]
    assert (found.counts.replaced, found.counts.left) == (1, 0)
    assert "1条仍是2020年度代录的依据，留下，请核对是否重复" in found.reason
    assert [fields["holder"] for _, fields in office.live("certificate")] == [signed]
    assert office.states() == {HALF: PackageState.MERGED, YEAR: PackageState.PROXY}
    undo_merge(office.centre, "C03", "李四")
    assert [fields["holder"] for _, fields in office.live("certificate")] == [holder]


def test_what_stays_is_listed_one_by_one(office: Typed) -> None:
    """Records without a natural key cannot be matched: whether they are the same a person has to see."""
    office.on_paper(HALF)
    office.on_paper(YEAR)
    uids = {office.type("training", topic=topic, **TRAINING) for topic in ("纸上一", "纸上二")}
    office.put("training", topic="签名的", **TRAINING)
    found = office.merge(office.send("c1.fzb", HALF), agreed=False)[0]
    stay = [one for one in found.changes if one.act is RecordAct.STAYS]
    assert ({one.uid for one in stay}, {one.title for one in stay}) == (uids, {"纸上一", "纸上二"})
    assert ("主题", "纸上一", "纸上一") in [(f.label, f.old, f.new) for one in stay for f in one.fields]


def test_what_stays_is_listed_though_nothing_has_to_be_agreed_to(office: Typed) -> None:
    office.on_paper(YEAR)
    office.type("training", topic="纸上的", **TRAINING)
    office.put("training", topic="签名的", **TRAINING)
    found = office.merge(office.send("c1.fzb", HALF), dry_run=True, agreed=False)[0]
    assert [one.act for one in found.changes] == [RecordAct.STAYS, RecordAct.ADDED]
    assert "代录的1条仍是2020年度代录的依据，留下，请核对是否重复。" in found.reason


def test_paper_of_another_unit_stays(office: Typed) -> None:
    fourth = msgspec.structs.replace(LATE, units=(*LATE.units, Unit("D04", "丁办事处", "乡镇")))
    save_issue(office.centre, fourth, "李四")
    office.on_paper()
    other = register_proxy(office.centre, "D04", YEAR, PAPER, "李四")
    found = office.merge(office.send("c1.fzb"))[0]
    assert (found.state, office.states()) == (PackageState.MERGED, {YEAR: PackageState.MERGED})
    with office.centre.read() as connection:
        assert [(row.id, row.state) for row in packages.find_packages(connection, unit="D04")] == [
            (other.id, PackageState.PROXY)
        ]


def test_an_earlier_paper_stays_what_was_reported(office: Typed) -> None:
    office.on_paper(HALF)
    office.type("training", topic="纸上的", **TRAINING)
    office.put("training", topic="签名的", **TRAINING)
    office.merge(office.send("c1.fzb"))
    assert office.states() == {HALF: PackageState.PROXY, YEAR: PackageState.MERGED}
    assert [fields["topic"] for _, fields in office.live("training")] == ["签名的"]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_in_any_order_and_twice(office: Typed, order: tuple[int, ...]) -> None:
    full(office)
    paths = [office.send("c1.fzb")]
    office.put("progress", **PROGRESS | {"state": "已完成"})
    paths.append(office.send("c2.fzb"))
    office.put("training", topic="第三次的", **TRAINING)
    paths.append(office.send("c3.fzb"))
    office.merge(*(paths[at] for at in order))
    after = everything(office.centre)
    office.merge(*paths)
    assert everything(office.centre) == after
    mine = lines(office.unit, "C03")
    signed = {
        name: [line for line in some if '"deleted":false' in line] for name, some in lines(office.centre, "C03").items()
    }
    assert signed == mine


def test_a_change_of_a_signed_record_is_no_typed_one(office: Typed) -> None:
    """What the centre corrects later meets the unit's own change as a conflict, as ever."""
    office.put("progress", **PROGRESS)
    office.merge(office.send("c1.fzb"))
    uid = office.live("progress")[0][0]
    with office.centre.write("李四") as tx:
        records.save(tx, ledger("progress"), "C03", {"measures": "汇总单位改"}, uid)
    office.put("progress", **PROGRESS | {"measures": "填报单位改"})
    found = office.merge(office.send("c2.fzb"), agreed=False)[0]
    assert (found.state, found.counts.conflicts, office.unsigned("progress")) == (PackageState.MERGED, 1, [])


def test_a_restored_centre_knows_its_typing_again(office: Typed) -> None:
    from models.store.base.workspace import continue_as_copy

    full(office)
    path = office.send("c1.fzb")
    for _ in range(2):
        office.centre = continue_as_copy(office.centre)
    assert len(office.unsigned("training")) == 1
    assert office.merge(path)[0].counts.replaced == 2


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_both_periods_are_reported_whichever_comes_first(office: Typed, order: tuple[int, int]) -> None:
    office.put("training", topic="签名的培训", **TRAINING)
    paths = [office.send("half.fzb", HALF), office.send("year.fzb", YEAR)]
    for at in order:
        office.merge(paths[at])
    assert office.states() == {HALF: PackageState.MERGED, YEAR: PackageState.MERGED}


def test_paper_gives_way_only_to_what_counts(office: Typed) -> None:
    half, year = office.send("half.fzb", HALF), office.send("year.fzb", YEAR)
    office.merge(year)
    office.on_paper(HALF)
    office.merge(half)
    assert office.states() == {HALF: PackageState.MERGED, YEAR: PackageState.MERGED}


@pytest.mark.parametrize("others", [{}, {"w1": 1}])
def test_a_unit_cannot_pass_for_the_centre(office: Typed, others: dict[str, int]) -> None:
    forged = created(office.centre.id, 0, {"topic": "代录的样子"})
    forged = msgspec.structs.replace(forged, unit="C03", vector={**forged.vector, **others})
    found = office.merge(craft(office.unit, office.folder / "x.fzb", {"training": [line(forged)]}))[0]
    assert [refusal.reason for refusal in found.counts.refused] == [FORGED]
    assert office.live("training") == []


def test_what_was_typed_by_mistake_never_passes_as_signed(office: Typed) -> None:
    office.on_paper()
    uid = office.type("training", topic="纸上的", **TRAINING)
    assert cancel_proxy(office.centre, "C03", YEAR, "单位写错了", "李四") == 1
    assert office.live("training") == []
    with office.centre.write("李四") as tx:
        records.restore(tx, ledger("training"), [uid])
    assert office.unsigned("training") == [uid]
    with office.centre.read() as connection:
        origin = origin_of(connection, ledger("training"), records.load(connection, ledger("training"), uid))
    assert origin
    assert origin.is_proxy
    office.put("training", topic="纸上的", **TRAINING)
    found = office.merge(office.send("c1.fzb"))[0]
    assert (found.counts.replaced, office.unsigned("training")) == (1, [])


@pytest.mark.parametrize("typed", [True, False])
def test_no_unit_takes_the_place_of_another(office: Typed, offices: Offices, *, typed: bool) -> None:
    squatter = msgspec.structs.replace(
        created(offices.a.id, 0, PROGRESS), unit="A01", uid=uid_for(ledger("progress"), "C03", PROGRESS)
    )
    path = craft(offices.a, office.folder / "x.fzb", {"progress": [line(squatter)]})
    office.merge(path)
    if typed:
        office.on_paper()
        office.type("progress", **PROGRESS)
        assert [fields for _, fields in office.live("progress")] == [PROGRESS]
    office.put("progress", **PROGRESS | {"state": "未开始"})
    assert office.merge(office.send("c1.fzb"))[0].counts.refused == []
    again = craft(offices.a, office.folder / "y.fzb", {"progress": [line(squatter)]}, sequence=10)
    assert len(office.merge(again)[0].counts.refused) == 1
    assert [fields["state"] for _, fields in office.live("progress")] == ["未开始"]
    assert verify_workspace(office.centre) == []
