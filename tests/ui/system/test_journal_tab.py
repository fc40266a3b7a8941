"""Every act that can stand in the journal has a word."""

import re
from pathlib import Path

import pytest

from models.assess import frozen
from models.due.reminders import CALENDAR_KIND
from models.merge import keys
from models.store.base.journal import JournalRow
from models.store.records import calendar, documents, frozen_years
from models.submit.first_issue import first_issue
from reports.figures.journal_words import ACTS, DOCUMENTS, change_text
from tests.models.records.entries import entry

ROOT = Path(__file__).parents[3]
KINDS = {
    "ISSUE": documents.ISSUE,
    "keys.ROSTER": keys.ROSTER,
    "CALENDAR_KIND": CALENDAR_KIND,
    "documents.RESULTS": documents.RESULTS,
    "HOLIDAYS": calendar.HOLIDAYS,
    "ISSUED": calendar.ISSUED,
    "ASSESSMENT": frozen_years.ASSESSMENT,
    "POINTS": frozen.POINTS,
    "APPEAL": frozen.APPEAL,
}
NOW, BEFORE = (entry("u", year=year, item=7).line() for year in (2020, 2019))
PUT = re.compile(r"documents\.save_document\(tx, ([^,]+),")
APPENDED = re.compile(r'chain\.append\(\[\(\s*tx\.at,\s*(?:tx\.)?operator,\s*"([a-z-]+)",\s*"([a-z-]+)"')


def appended() -> set[tuple[str, str]]:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "models").rglob("*.py")]
    return {found for text in sources for found in APPENDED.findall(text)}


def test_some_are_found() -> None:
    assert {("undo-merge", "package"), ("twin", "twin"), ("withdraw", "package")} <= appended()


@pytest.mark.parametrize(
    "act", sorted({act for act, _ in appended()} | {"key-active", "key-revoked", "unmerge", "vanish"})
)
def test_every_act_has_a_word(act: str) -> None:
    assert act in ACTS


@pytest.mark.parametrize("kind", sorted({kind for _, kind in appended()}))
def test_every_kind_has_a_word(kind: str) -> None:
    assert kind in DOCUMENTS


def put() -> set[str]:
    """How the kinds of documents are named where they are kept: by a constant or by their word."""
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "models").rglob("*.py")]
    return {found for text in sources for found in PUT.findall(text)}


def test_every_document_has_a_word() -> None:
    assert put() == set(KINDS)
    assert [kind for kind in KINDS.values() if kind not in DOCUMENTS] == []


@pytest.mark.parametrize(
    ("act", "kind", "line", "shown"),
    [
        ("key-revoked", "enrolment", "12345 电脑被盗", ("撤销密钥", "密钥", "12345 电脑被盗")),
        ("undo-merge", "package", "", ("撤销一次合并", "报送包", "杨桥办事处")),
        ("document", "results", "{}", ("保存文件", "收到的考核结果", "第u1号")),
        ("document", "appeal", "{}", ("保存文件", "复核意见", "第u1号")),
        ("approved", "package", "", ("通过", "报送包", "杨桥办事处")),
        ("proxy", "package", "纸质报表", ("登记代录", "报送包", "纸质报表")),
        ("unheard-of", "thing", "", ("unheard-of", "thing", "u1")),
        (
            "create",
            "progress",
            NOW,
            ("新增", "落实情况", "第7项 严格行政规范性文件管理"),
        ),
        ("create", "progress", BEFORE, ("新增", "落实情况", "第7项")),
    ],
)
def test_in_words(act: str, kind: str, line: str, shown: tuple[str, str, str]) -> None:
    change = JournalRow(1, "2020-12-01T00:00:00Z", "张三", act, kind, "u1", "X01", "", line)
    assert change_text(change, {"X01": "杨桥办事处"}.__getitem__, first_issue("法治办"))[2:] == shown
