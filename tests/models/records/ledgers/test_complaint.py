from __future__ import annotations

from typing import Any

import pytest

from tests.models.records.ledgers.codes import codes

PETITION = {"petition": True, "accepted_on": "2020-05-21", "due": None}
LATE = {"complaint.due", "complaint.handled_on_late"}
GOOD: dict[str, Any] = {
    "received_on": "2020-05-06",
    "about": "扰民",
    "complainant": "张三",
    "passed_to": "综合执法局",
    "passed_on": "2020-05-08",
    "due": "2020-06-05",
    "handled_on": "2020-06-01",
    "result": "属实",
    "told_on": "2020-06-02",
}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, set()),
        ({"handled_on": "2020-06-08", "told_on": "2020-06-09"}, {"complaint.handled_on_late"}),
        ({"handled_on": None, "told_on": None}, {"complaint.handled_on_overdue"}),
        ({"handled_on": None, "told_on": None, "due": "2020-11-01"}, set()),
        ({"due": None, "handled_on": None, "told_on": None}, {"complaint.due"}),
        ({"due": None}, {"complaint.due"}),
        ({"petition": True}, {"complaint.accepted_on_overdue"}),
        ({"petition": True, "accepted_on": "2020-05-22"}, {"complaint.accepted_on_late"}),
        ({"petition": True, "accepted_on": "2020-05-21"}, set()),
        ({**PETITION, "handled_on": "2020-07-20", "told_on": "2020-07-20"}, {"complaint.due"}),
        ({**PETITION, "handled_on": "2020-07-21", "told_on": "2020-07-21"}, LATE),
        ({"anonymous": True}, {"complaint.anonymous"}),
        ({"complainant": None}, {"complaint.nameless"}),
        ({"complainant": None, "anonymous": True, "told_on": None}, set()),
        ({"result": None}, {"complaint.result"}),
        ({"told_on": None}, {"complaint.untold"}),
        ({"passed_on": None}, {"complaint.passed_on"}),
        ({"passed_on": "2020-05-01"}, {"complaint.passed_on_order"}),
        ({"told_on": "2020-05-31"}, {"complaint.told_on_order"}),
    ],
)
def test_rules(change: dict[str, Any], found: set[str]) -> None:
    assert codes("complaint", {**GOOD, **change}) == found
