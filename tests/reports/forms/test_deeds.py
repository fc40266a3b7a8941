"""普法, 述法, 第一责任人 and 持证率: what their tables count, by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from models.records.office import Issue
from models.store.base.workspace import CENTRE, Office, Workspace
from reports.base.sheet import Sheet
from tests.reports.forms.samples import Make, new_workspace, put_certificates, saver

PHOTOS = [{"name": f"现场{at}.jpg", "digest": f"{at}" * 64, "size": 9} for at in (1, 2, 3)]
DEEDS: list[tuple[str, dict[str, Any]]] = [
    ("X01", {"kind": "普法", "on": "2020-04-15", "content": "进校园", "people": 180, "evidence": PHOTOS}),
    ("X01", {"kind": "普法", "on": "2020-03-01", "content": "进社区", "sessions": 3, "people": 40, "copies": 500}),
    ("X01", {"kind": "普法", "on": "2019-03-01", "content": "上年的", "people": 7}),
    ("X02", {"kind": "普法", "on": "2020-06-01", "content": "进企业", "people": 20}),
    ("X01", {"kind": "述法", "on": "2020-12-01", "content": "年度述法", "subject": "李主任", "way": "会议述法"}),
    ("X01", {"kind": "述法", "on": "2020-12-02", "content": "年度述法", "subject": "张副主任", "way": "书面述法"}),
    ("X01", {"kind": "第一责任人履职", "on": "2020-05-06", "content": "听取汇报", "way": "听取汇报"}),
    ("X01", {"kind": "第一责任人履职", "on": "2020-05-08", "content": "调研", "way": "实地调研", "sessions": 2}),
]


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory, issue: Issue) -> Iterator[Workspace]:
    workspace = new_workspace(tmp_path_factory.mktemp("d") / "w", Office(CENTRE, "GWH", "示例管委会"), issue)
    save = saver(workspace)
    for unit, fields in DEEDS:
        save("work", unit, {"item": 1, **fields})
    put_certificates(save)
    yield workspace
    workspace.close()


def counts(sheet: Sheet, row: int, *keys: str) -> list[object]:
    """Figures of a line, each checked to be what stands behind it where it counts records."""
    places = {column.key: at for at, column in enumerate(sheet.columns)}
    return [sheet.rows[row].cells[places[key]] for key in keys]


SUMMED = ("sessions", "people", "copies", "photos")


def test_publicity_of_a_unit_adds_up(district: Workspace, make: Make) -> None:
    sheet = make(district, "publicity", unit="X01")
    assert [row.cells[2] for row in sheet.rows] == ["进社区", "进校园", None]
    assert counts(sheet, -1, *SUMMED) == [4, 220, 500, 3]
    (behind,) = sheet.rows[-1].behind[4]
    assert len(behind.uids) == 2


def test_publicity_of_all_units(district: Workspace, make: Make) -> None:
    sheet = make(district, "publicity")
    assert [counts(sheet, at, "records", *SUMMED) for at in range(4)] == [
        [0, 0, 0, 0, 0],
        [2, 4, 220, 500, 3],
        [1, 1, 20, 0, 0],
        [3, 5, 240, 500, 3],
    ]


def test_who_reported_by_law(district: Workspace, make: Make) -> None:
    sheet = make(district, "statements")
    assert [row.cells[:3] for row in sheet.rows] == [
        ("示例一办事处",),
        (1, "李主任", "会议述法"),
        (2, "张副主任", "书面述法"),
    ]
    assert [fact.value for fact in sheet.facts] == ["2人次", "1人次", "1人次"]
    assert "没有记录的单位：管委会本级、示例二办事处。" in sheet.notes


def test_duties_of_the_first_one(district: Workspace, make: Make) -> None:
    sheet = make(district, "first-duties")
    assert counts(sheet, 1, "听取汇报", "其他", "sum") == [1, 2, 3]
    assert counts(sheet, -1, "sum") == [3]
    own = make(district, "first-duties", unit="X01")
    assert [row.cells[1] for row in own.rows] == ["听取汇报", "实地调研"]
    assert [fact.value for fact in own.facts if fact.label in ("听取汇报", "其他", "合计")] == ["1次", "2次", "3次"]


def test_the_rate_of_those_who_hold_a_certificate(district: Workspace, make: Make) -> None:
    sheet = make(district, "certified")
    assert counts(sheet, 1, "people", "holders", "without") == [2, 1, 1]
    assert str(counts(sheet, 1, "rate")[0]) == "0.5000"
    assert [(one.part, len(one.uids)) for one in sheet.rows[1].behind[-1]] == [("分子", 1), ("分母", 2)]
    assert counts(sheet, 0, "people", "rate") == [0, "—"]


def test_work_by_kind_opens_every_count(district: Workspace, make: Make) -> None:
    sheet = make(district, "work-kinds", unit="X01")
    assert [row.cells[0] for row in sheet.rows] == [
        *("普法", "普法"),
        *("述法", "述法", "　其中：会议述法", "　　　　书面述法"),
        *("第一责任人", "第一责任人履职", "　其中：听取汇报", "　　　　实地调研"),
        "合计",
    ]
    assert sheet.rows[1].cells[1:] == (2, 4, 220, 500, None, None, None, None)
    (behind,) = sheet.rows[1].behind[3]
    assert len(behind.uids) == 2
    assert sheet.rows[-1].cells[1] == 6
