"""What docstrings cite is there: a page of `docs/`, and its section where one is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = [path for part in ("models", "reports", "ui", "tests") for path in sorted((ROOT / part).rglob("*.py"))]
CITED = re.compile(r"\b(docs/[\w/-]+\.md)(?:, (\w+))?")


def citations() -> set[tuple[str, str]]:
    """Page and section ("" where none is named) of every citation."""
    texts = (" ".join(path.read_text(encoding="utf-8").split()) for path in SOURCES)
    return {(page, section) for text in texts for page, section in CITED.findall(text)}


@pytest.mark.parametrize(("page", "section"), sorted(citations()))
def test_what_is_cited_exists(page: str, section: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert not section or f"\n## {section}\n" in text


def test_ledgers_cite_where_they_come_from() -> None:
    assert {("docs/ledgers.md", "certificate"), ("docs/ledgers.md", "settable")} <= citations()


def test_links_inside_the_pages_lead_somewhere() -> None:
    for page in (ROOT / "docs").rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        assert [link for link in re.findall(r"\]\(#(\w+)\)", text) if f"\n## {link}\n" not in text] == []


def test_every_source_of_the_ledgers_is_listed() -> None:
    text = (ROOT / "docs/ledgers.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| (S-\d+) \|", text, re.MULTILINE))
    assert set(re.findall(r"\[(S-\d+)\]", text)) == listed


CORRECTED = re.findall(r"`([\w/]+\.py)(?:::(\w+))?`", (ROOT / "docs/corrections.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("file", "name"), sorted(set(CORRECTED)))
def test_a_corrected_rule_names_a_test_that_exists(file: str, name: str) -> None:
    text = (ROOT / "tests" / file).read_text(encoding="utf-8")
    assert not name or f"\ndef {name}(" in text
