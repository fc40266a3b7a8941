"""What a package from the centre must not say, though the centre signed it: it is refused, and nothing stops."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from models.merge import keys
from models.merge.from_centre import (
    PLAN_JSON,
    RESULTS,
    ROSTER_JSON,
    RefusedPackageError,
    read_plan_package,
    receive_from_centre,
)
from models.package.keys import recipient_of
from models.store.records import documents
from models.submit.centre import current_issue, signed_roster
from models.submit.outgoing import to_json
from models.submit.results import received_results
from tests.models.merge.crafted import craft
from tests.models.offices import Offices, everything

Raw = dict[str, Any]
FILING = "规范性文件印发后报送备案"
ITEM = {"number": 1, "title": "普法", "text": "", "responsible": (), "quotas": ()}


def _with(**said: Any) -> Callable[[Raw], object]:
    return lambda raw: raw.update(said)


def _item(**said: Any) -> Callable[[Raw], object]:
    return lambda raw: raw["plan"].update(chapters=[{"number": 1, "title": "章", "items": [ITEM | said]}])


def _place(**said: Any) -> Callable[[Raw], object]:
    return _with(place={"名称": "某地", "层级": ["国家", "某地"], **said})


PLANS = {
    "a term nobody can add to a day": _place(期限=[{"期限": FILING, "天数": 10**12}]),
    "a term of no day": _place(期限=[{"期限": FILING, "天数": 0}]),
    "the year 99999": _with(year=99999),
    "the year -1": _with(year=-1),
    "a number behind which none comes": _with(number=2**63 - 1),
    "a period of the year 9999": _with(periods=[{"id": "全年", "label": "全年", "due": "9999-12-31"}]),
    "a period that no package can name": _with(periods=[{"id": "../x", "label": "全年"}]),
    "two periods of one name": _with(periods=[{"id": "全年", "label": "一"}, {"id": "全年", "label": "二"}]),
    "a unit that no package can name": _with(units=[{"code": "A/1", "name": "甲", "category": "乡镇"}]),
    "a holiday of the year 1": _with(holidays={"0001-01-01": True}),
    "an item due in the year 1": _item(due="0001-01-01"),
    "an item that no record can be about": _item(uid=2**62),
    "a quota nobody reaches": _item(quotas=[{"who": "甲", "what": "乙", "at_least": 2**62}]),
    "a unit that ended in the year 1": _with(
        units=[{"code": "A01", "name": "甲", "category": "", "ended": "0001-01-01"}]
    ),
    "a former name of the year 9999": _with(
        units=[{"code": "A01", "name": "甲", "category": "", "former": [{"name": "乙", "until": "9999-12-31"}]}]
    ),
}


def plan_of(offices: Offices, spoil: Callable[[Raw], object]) -> Path:
    raw = msgspec.json.decode(msgspec.json.encode(current_issue(offices.centre)))
    raw["number"] = 2
    spoil(raw)
    documents = {PLAN_JSON: raw, ROSTER_JSON: to_json(signed_roster(offices.centre))}
    return _sent(offices, "plan", documents, recipient="", recipients=())


def _sent(offices: Offices, kind: str, documents: Raw, **other: Any) -> Path:
    key, path = keys.signing_key(offices.centre), offices.folder / "hostile.fzb"
    return craft(offices.centre, path, {}, kind=kind, key=key, documents=documents, **other)


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_nobody_can_count_with_is_refused(offices: Offices, name: str) -> None:
    path, before = plan_of(offices, PLANS[name]), everything(offices.a)
    with pytest.raises(RefusedPackageError, match="与清单不符"):
        read_plan_package(path)
    with pytest.raises(RefusedPackageError, match="与清单不符"):
        receive_from_centre(offices.a, path, "张三")
    assert everything(offices.a) == before


def test_the_same_plan_without_it_is_taken(offices: Offices) -> None:
    assert "第2号" in receive_from_centre(offices.a, plan_of(offices, _item(due="2020-12-01")), "张三")


COVER = {"year": 2020, "name": "考核", "category": "乡镇", "peers": 2, "frozen_on": "2021-01-05", "score": {}}


@pytest.mark.parametrize(
    "note", [[], {}, COVER | {"year": "2020"}, COVER | {"year": 10**12}, COVER | {"score": 5}, COVER | {"peers": -1}]
)
def test_results_that_are_none_are_refused(offices: Offices, note: Any) -> None:
    recipient = recipient_of(keys.age_identity(offices.a))
    path, before = (
        _sent(offices, "results", {RESULTS: note}, recipient="A01", recipients=[recipient]),
        everything(offices.a),
    )
    with pytest.raises(RefusedPackageError, match="与清单不符"):
        receive_from_centre(offices.a, path, "张三")
    assert everything(offices.a) == before


def test_results_nobody_can_read_hide_no_others(offices: Offices) -> None:
    with offices.a.write("张三") as tx:
        documents.save_document(tx, "results", 1, COVER)
    with offices.a.read() as connection:
        assert list(received_results(connection)) == []
