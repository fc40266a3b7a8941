"""The handbook: complete, with its pictures, and at hand on every page."""

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.store.base.workspace import CENTRE, UNIT
from ui.base.pages import pages_for
from ui.help.handbook import CHAPTERS, FOLDER, FOR_PAGE, HelpChapter, chapters, file_of
from ui.help.page import HelpPage
from ui.window.main_window import MainWindow

PICTURE, LINK = re.compile(r"!\[[^\]]+\]\(([^)]+)\)"), re.compile(r"(?<!!)\[[^\]]+\]\(([^)]+)\)")


def test_no_chapter_is_missing() -> None:
    assert [one.id for one in chapters()] == list(CHAPTERS)


@pytest.mark.parametrize("chapter", chapters(), ids=lambda one: one.id)
def test_pictures_and_links_are_there_and_described(chapter: HelpChapter) -> None:
    wanted = [*PICTURE.findall(chapter.text), *LINK.findall(chapter.text)]
    assert [name for name in wanted if not (FOLDER / name).is_file()] == []


def test_no_picture_is_left_over() -> None:
    used = {name for chapter in chapters() for name in PICTURE.findall(chapter.text)}
    assert {f"pictures/{path.name}" for path in (FOLDER / "pictures").iterdir()} == used


@pytest.mark.parametrize("role", [UNIT, CENTRE])
def test_every_page_has_its_chapter(role: str) -> None:
    lacking = [spec.id for spec in pages_for(role) if spec.id != "help" and spec.id not in FOR_PAGE]
    assert lacking == []
    assert all(file_of(chapter).is_file() for chapter in FOR_PAGE.values())


def test_f1_opens_the_chapter_of_the_page(window: MainWindow, idle: Callable[[], None]) -> None:
    window.show_page("system")
    idle()
    QTest.keyClick(window, Qt.Key.Key_F1)
    idle()
    assert isinstance(window.page, HelpPage)
    assert window.page.chapter.id == "backup"
    assert "恢复码" in window.page.text.toPlainText()


def test_words_are_found_in_the_handbook(window: MainWindow, idle: Callable[[], None]) -> None:
    window.show_page("help")
    idle()
    assert isinstance(window.page, HelpPage)
    window.page.words.setText("fcitx")
    shown = [chapter.id for at, chapter in enumerate(chapters()) if not window.page.list.item(at).isHidden()]
    assert shown == ["questions"]
    assert (window.page.chapter.id, window.page.nothing.isHidden()) == ("questions", True)
    window.page.words.setText("没有的话")
    assert window.page.nothing.isVisible()
