from __future__ import annotations

from typing import Any

import msgspec
import pytest

from models.merge.conflicts import (
    BadDecisionError,
    ChooseValue,
    ChooseVersion,
    Dispute,
    NoConflictError,
    decide_dispute,
    disputes,
)
from models.merge.join import join_entries
from models.merge.records import CROWDED, FORGED, MOST_RIVALS
from models.records.entry import Entry
from models.records.registry import ledger
from models.store.files.verify import verify_workspace
from models.store.records import conflicts, records
from tests.models.merge.crafted import craft, line
from tests.models.merge.edits import edited
from tests.models.offices import Offices, delete, get, put, siblings, training

TRAINING = ledger("training")


def at_centre(offices: Offices, uid: str, **fields: Any) -> Entry:
    """The centre changes A01's record itself."""
    with offices.centre.write("李四") as tx:
        return records.save(tx, TRAINING, "A01", fields, uid)


def disputed(offices: Offices) -> Dispute:
    """A01's training whose topic both the unit and the centre have changed since the last submission."""
    made = training(offices.a)
    offices.merge(offices.send(offices.a, "a2.fzb").path)
    at_centre(offices, made.uid, topic="宪法")
    put(offices.a, "training", made.uid, topic="行政处罚法")
    offices.merge(offices.send(offices.a, "a3.fzb").path)
    (found,) = disputes(offices.centre)
    return found


def test_both_versions_say_who_when_and_whence(offices: Offices) -> None:
    found = disputed(offices)
    assert (found.unit, found.label, found.ledger, found.field) == ("A01", "主题", "training", "topic")
    said = {one.text: (one.written_by, one.origin, bool(one.written_at)) for one in found.versions}
    assert said == {"宪法": ("李四", "本工作区", True), "行政处罚法": ("张三", "第3次报送", True)}
    assert [one.shown for one in found.versions] == [True, False]
    assert disputes(offices.centre, "B02") == []


@pytest.mark.parametrize(
    ("choice", "topic"), [(ChooseVersion(1), None), (ChooseVersion(2), None), (ChooseValue("民法典"), "民法典")]
)
def test_decision_dominates_both_versions(
    offices: Offices, choice: ChooseVersion | ChooseValue, topic: str | None
) -> None:
    found = disputed(offices)
    wanted = topic or found.versions[getattr(choice, "number", 1) - 1].value
    after = decide_dispute(offices.centre, TRAINING, found.uid, "topic", choice, "王五")
    assert (after.fields["topic"], siblings(offices.centre)) == (wanted, [])
    offices.merge(offices.folder / "a3.fzb", offices.send(offices.a, "a4.fzb").path)
    assert (get(offices.centre, "training", found.uid).fields["topic"], disputes(offices.centre)) == (wanted, [])
    assert verify_workspace(offices.centre) == []


def test_decision_stays_as_history(offices: Offices) -> None:
    found = disputed(offices)
    decide_dispute(offices.centre, TRAINING, found.uid, "topic", ChooseVersion(2), "王五")
    with offices.centre.read() as connection:
        (kept,) = conflicts.settlements(connection, found.uid)
    assert (kept.operator, kept.source, kept.value, kept.field) == ("王五", "", '"宪法"', "topic")
    assert [(side.value, side.written_by) for side in kept.sides] == [('"宪法"', "李四")]


def disputed_by_pcs(offices: Offices) -> Entry:
    """A training of A01 that two of its PCs have changed and both have sent; gives what one has who took both over."""
    made = training(offices.a)
    one, other = (edited(made, where, {"topic": word}) for where, word in (("w1", "宪法"), ("w2", "行政处罚法")))
    for number, entry in enumerate((one, other)):
        offices.merge(craft(offices.a, offices.folder / f"x{number}.fzb", {"training": [line(entry)]}))
    return join_entries(one, other).entry


def test_versions_say_with_which_submission_they_came(offices: Offices) -> None:
    disputed_by_pcs(offices)
    (found,) = disputes(offices.centre)
    assert {one.text: one.origin for one in found.versions} == {"宪法": "第9次报送", "行政处罚法": "第9次报送"}


def test_package_that_has_seen_both_closes_the_conflict(offices: Offices) -> None:
    """One PC of the unit takes over the other's version, decides, and submits again."""
    both = edited(disputed_by_pcs(offices), "w1", {"topic": "统计法"})
    assert len(disputes(offices.centre)) == 1
    outcome = offices.merge(craft(offices.a, offices.folder / "x.fzb", {"training": [line(both)]}))[0]
    with offices.centre.read() as connection:
        (kept,) = conflicts.settlements(connection)
    assert (disputes(offices.centre), kept.source, kept.value) == ([], outcome.package, '"统计法"')


@pytest.mark.parametrize("claimed", [1, 2, 2**62])
def test_nobody_overrides_a_correction_by_claiming_to_have_seen_it(offices: Offices, claimed: int) -> None:
    """The centre sends records to no unit: a vector that names one of its changes is made up."""
    made = training(offices.a)
    offices.merge(offices.send(offices.a, "a2.fzb").path)
    corrected = at_centre(offices, made.uid, topic="宪法")
    honest = edited(made, offices.a.id, {"topic": "行政处罚法"})
    forged = msgspec.structs.replace(honest, vector={**honest.vector, offices.centre.id: claimed})
    outcome = offices.merge(craft(offices.a, offices.folder / "x.fzb", {"training": [line(forged)]}))[0]
    assert [refusal.reason for refusal in outcome.counts.refused] == [FORGED]
    assert get(offices.centre, "training", made.uid) == corrected
    outcome = offices.merge(craft(offices.a, offices.folder / "y.fzb", {"training": [line(honest)]}))[0]
    assert (outcome.counts.conflicts, len(disputes(offices.centre))) == (1, 1)


def test_a_field_holds_so_many_values_and_no_more(offices: Offices) -> None:
    """However many packages disagree: what comes beyond is refused and said, until somebody has decided."""
    made = training(offices.a)
    offices.merge(offices.send(offices.a, "a2.fzb").path)
    for number in range(MOST_RIVALS + 2):
        other = edited(made, f"w{number:02}", {"topic": f"第{number}种"})
        path = craft(offices.a, offices.folder / f"x{number}.fzb", {"training": [line(other)]})
        refused = [refusal.reason for refusal in offices.merge(path)[0].counts.refused]
        beyond = number > MOST_RIVALS
        assert refused == ([CROWDED.format("主题", MOST_RIVALS)] if beyond else [])
    with offices.centre.read() as connection:
        assert len(conflicts.find_conflicts(connection, "training")) == MOST_RIVALS
    decide_dispute(offices.centre, TRAINING, made.uid, "topic", ChooseVersion(1), "王五")
    late = craft(offices.a, offices.folder / "y.fzb", {"training": [line(other)]}, sequence=10)
    assert (offices.merge(late)[0].counts.conflicts, len(disputes(offices.centre))) == (1, 1)


def test_deletion_against_an_edit_waits_for_a_decision(offices: Offices) -> None:
    made = training(offices.a)
    offices.merge(offices.send(offices.a, "a2.fzb").path)
    at_centre(offices, made.uid, place="三楼")
    delete(offices.a, "training", made.uid)
    offices.merge(offices.send(offices.a, "a3.fzb").path)
    (found,) = disputes(offices.centre)
    assert (found.label, {one.text for one in found.versions}) == ("是否删除", {"删除", "保留"})
    decide_dispute(offices.centre, TRAINING, made.uid, "deleted", ChooseValue(value=True), "李四")
    kept = get(offices.centre, "training", made.uid)
    assert (kept.deleted, kept.fields["place"], disputes(offices.centre)) == (True, "三楼", [])


@pytest.mark.parametrize(
    ("field", "choice", "error", "words"),
    [
        ("place", ChooseVersion(1), NoConflictError, "没有待决定的冲突"),
        ("topic", ChooseVersion(3), NoConflictError, "请写1到2"),
        ("topic", ChooseVersion(0), NoConflictError, "请写1到2"),
        ("topic", ChooseValue(7), BadDecisionError, "不能填在“主题”里"),
    ],
)
def test_decision_that_cannot_be_changes_nothing(
    offices: Offices, field: str, choice: ChooseVersion | ChooseValue, error: type[Exception], words: str
) -> None:
    found = disputed(offices)
    with pytest.raises(error, match=words):
        decide_dispute(offices.centre, TRAINING, found.uid, field, choice, "李四")
    assert disputes(offices.centre) == [found]
