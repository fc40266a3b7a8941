"""政府信息公开工作年度报告表: every figure counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from models.records.office import Issue
from models.store.base.workspace import UNIT, Office, Workspace
from reports.base.sheet import Sheet
from tests.reports.forms.samples import Make, new_workspace, saver, suit


def application(received: str, answered: str | None, outcome: str | None, who: str | None = "自然人") -> dict[str, Any]:
    kept = {"kind": "依申请公开", "title": "方案", "on": received, "received_on": received}
    return {**kept, "answered_on": answered, "outcome": outcome, "applicant": who}


RECORDS: list[tuple[str, dict[str, Any]]] = [
    ("disclosure", application("2019-12-20", "2020-01-10", "公开")),
    ("disclosure", application("2019-11-01", "2019-11-20", "公开")),
    ("disclosure", application("2020-03-02", "2020-03-20", "不予公开：行政查询事项", "商业企业")),
    ("disclosure", application("2020-04-01", "2020-04-20", "转给别的机关")),
    ("disclosure", application("2020-12-28", None, None, None)),
    ("disclosure", {"kind": "主动公开", "title": "预算", "on": "2020-03-01"}),
    ("document", {"title": "甲", "number": "1号", "issued_on": "2020-03-01"}),
    (
        "document",
        {"title": "乙", "number": "2号", "issued_on": "2016-03-01", "cleaned": "废止", "cleaned_on": "2020-05-01"},
    ),
    ("document", {"title": "丙", "number": "3号", "issued_on": "2015-03-01", "valid_until": "2019-12-31"}),
    ("enforcement", {"number": "a", "kind": "行政处罚", "detail": "罚款", "amount": "100", "decided_on": "2020-03-01"}),
    ("enforcement_year", {"year": 2020, "granted": 30, "refused": 2}),
    ("work", {"item": 1, "kind": "行政事业性收费", "on": "2020-12-01", "content": "全年", "amount": "125000"}),
    ("reconsideration", {"number": "1", "act_kind": "政府信息公开", "received_on": "2020-06-01"}),
    (
        "reconsideration",
        {
            "number": "2",
            "act_kind": "政府信息公开",
            "received_on": "2019-12-01",
            "decision": "维持",
            "decided_on": "2020-01-20",
            "effective_on": "2020-01-25",
        },
    ),
    ("case", suit("（2020）豫7101行初5号", "2020-03-02", act_kind="政府信息公开", after_reconsideration=True)),
    ("case", suit("（2020）豫7101行初6号", "2020-03-02", act_kind="行政处罚")),
]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, issue: Issue) -> Iterator[Workspace]:
    workspace = new_workspace(tmp_path_factory.mktemp("o") / "w", Office(UNIT, "X01", "示例一办事处"), issue)
    save = saver(workspace)
    for ledger_id, fields in RECORDS:
        save(ledger_id, "X01", fields)
    yield workspace
    workspace.close()


def line(sheet: Sheet, label: str) -> list[object]:
    """The figures that are not nought of the line of this label."""
    row = next(row for row in sheet.rows if label in str(row.cells[0]))
    return [value for value in row.cells[1:] if value not in (None, 0)]


def test_what_was_opened(office: Workspace, make: Make) -> None:
    sheet = make(office, "disclosure-year")
    assert line(sheet, "行政规范性文件") == [1, 1, 1]
    assert [line(sheet, label) for label in ("行政许可", "行政处罚", "行政强制")] == [[32], [1], []]
    assert [str(one) for one in line(sheet, "行政事业性收费")] == ["12.50"]


def test_applications_balance(office: Workspace, make: Make) -> None:
    sheet = make(office, "disclosure-year").more[0]
    assert [line(sheet, label)[-1] for label in ("一、本年新收", "二、上年结转", "（七）总计", "四、结转")] == [
        3,
        1,
        3,
        1,
    ]
    assert line(sheet, "（一）予以公开") == [1, 1]
    assert line(sheet, "8.属于行政查询事项") == [1, 1]
    assert line(sheet, "　　3.其他") == [1, 1]
    assert any("有1件申请没有填申请人类别" in note for note in sheet.notes)
    whole = next(row for row in sheet.rows if row.cells[0] == "（七）总计")
    (behind,) = whole.behind[-1]
    assert len(behind.uids) == 3


def test_disputes(office: Workspace, make: Make) -> None:
    sheet = make(office, "disclosure-year").more[1]
    assert [row.cells[1:] for row in sheet.rows] == [(1, 0, 0, 1, 2), (0, 0, 0, 0, 0), (0, 0, 0, 1, 1)]
