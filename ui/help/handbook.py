"""The handbook: short chapters of Markdown with pictures. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.resources import resource

FOLDER = resource("help")
CHAPTERS = (
    "first-start",
    "plan",
    "ledgers",
    "ledger-list",
    "evidence",
    "submit",
    "issue",
    "intake",
    "scores",
    "print",
    "backup",
    "questions",
)
FOR_PAGE = {
    "desk": "first-start",
    "plan": "plan",
    "certificates": "ledgers",
    "cases": "ledgers",
    "others": "ledger-list",
    "own": "ledgers",
    "all": "intake",
    "evidence": "evidence",
    "submit": "submit",
    "intake": "intake",
    "reports": "intake",
    "issue": "issue",
    "scores": "scores",
    "print": "print",
    "system": "backup",
}
"""Chapter by page of the window."""


@dataclass(frozen=True)
class HelpChapter:
    """One chapter: its id, its title and its text."""

    id: str
    title: str
    text: str


def chapters() -> list[HelpChapter]:
    """All chapters in order; one whose file is missing is left out."""
    return [chapter for one in CHAPTERS if (chapter := _read(one))]


def _read(chapter: str) -> HelpChapter | None:
    path = file_of(chapter)
    if not path.is_file():
        return None
    text = path.read_text(encoding="utf-8")
    return HelpChapter(chapter, text.splitlines()[0].removeprefix("# ").strip(), text)


def file_of(chapter: str) -> Path:
    """Path of the chapter's Markdown file, whether or not it exists."""
    return FOLDER / f"{chapter}.md"


def found_in(chapter: HelpChapter, words: str) -> bool:
    """Whether the chapter contains every one of these words."""
    text = chapter.text.casefold()
    return all(word in text for word in words.casefold().split())
