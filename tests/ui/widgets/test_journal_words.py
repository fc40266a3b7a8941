"""Every act that can stand in the journal has a word."""

import re
from pathlib import Path

import pytest

from models.store.journal import Change
from ui.history import ACTS
from ui.widgets.journal_tab import DOCUMENTS, in_words

ROOT = Path(__file__).parents[3]
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


@pytest.mark.parametrize(
    ("act", "kind", "line", "shown"),
    [
        ("key-revoked", "enrolment", "12345 电脑被盗", ("撤销密钥", "密钥", "12345 电脑被盗")),
        ("undo-merge", "package", "", ("撤销一次合并", "报送包", "u1")),
        ("unheard-of", "thing", "", ("unheard-of", "thing", "u1")),
    ],
)
def test_in_words(act: str, kind: str, line: str, shown: tuple[str, str, str]) -> None:
    change = Change(1, "2020-12-01T00:00:00Z", "张三", act, kind, "u1", "X01", "", line)
    assert in_words(change)[2:] == shown
