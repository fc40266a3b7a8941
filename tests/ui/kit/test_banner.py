from collections.abc import Callable
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from models.records.tone import Tone
from ui.base.places import DESK, PLAN
from ui.base.workers import Jobs, Trouble
from ui.kit.banner import Banner
from ui.window.main_window import MainWindow

SAID: list[tuple[Callable[[Banner], None], Tone, str, bool]] = [
    (lambda banner: banner.tell("已保存。"), Tone.CALM, "○ 已保存。", True),
    (lambda banner: banner.tell_for_long("已导出3个。"), Tone.WARN, "▲ 已导出3个。", False),
    (lambda banner: banner.refuse("还没有选文件夹。"), Tone.BAD, "■ 没有做成：还没有选文件夹。", False),
    (lambda banner: banner.fail(Trouble("“a.fzb”没有写成。")), Tone.BAD, "■ “a.fzb”没有写成。", False),
]


@pytest.mark.parametrize(("say", "tone", "words", "fades"), SAID)
def test_a_failure_looks_like_one(
    qtbot: QtBot, say: Callable[[Banner], None], tone: Tone, words: str, fades: bool
) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    say(banner)
    assert banner.text.text() == words
    assert {part.property("tone") for part in (banner, banner.text)} == {tone}
    assert banner._fade.isActive() is fades


def test_a_failure_goes_when_it_works_after_all(qtbot: QtBot) -> None:
    banner, jobs = Banner(), Jobs()
    qtbot.addWidget(banner)
    jobs.failed.connect(banner.fail)
    banner.follow(jobs)

    def read(path: str, _ticket: object) -> str:
        if path == "坏":
            raise OSError(path)
        return path

    for path, label, shown in (("坏", "正在读取", True), ("好", "正在计算", True), ("好", "正在读取", False)):
        jobs.run(partial(read, path), label=label)
        qtbot.waitUntil(lambda: not jobs.running)
        assert banner.isVisible() is shown


def test_why_something_was_not_done_stays_on_its_page(window: MainWindow, idle: Callable[[], None]) -> None:
    window.session.refused.emit("还没有选文件夹。")
    window.show_page(PLAN)
    idle()
    assert not window.banner.isVisible()
    window.banner.fail(Trouble("“a.fzb”没有写成。"))
    window.show_page(DESK)
    idle()
    assert window.banner.isVisible()


@pytest.mark.parametrize(
    ("say", "stays"),
    [
        (lambda window: window.session.refused.emit("还没有选文件夹。"), False),
        (lambda window: window.banner.hold_back("先把标红的改好。"), False),
        (lambda window: window.session.warned.emit("电脑的日期比上次保存时早。"), True),
        (lambda window: window.banner.fail(Trouble("“a.fzb”没有写成。")), True),
    ],
)
@pytest.mark.parametrize("asked", [True, False])
def test_a_refusal_goes_when_something_is_done(
    window: MainWindow, idle: Callable[[], None], say: Callable[[MainWindow], None], *, stays: bool, asked: bool
) -> None:
    say(window)
    window.session.change(lambda tx: tx.set_setting("a", "b"), owner=window if asked else None)
    idle()
    assert window.banner.isVisible() == (stays or not asked)
    window.session.jobs.run(lambda _: None, owner=window if asked else None, writes=True)
    idle()
    assert window.banner.isVisible() == (stays or not asked)
