"""Slow work: where it runs, what comes back, and what is said when it fails."""

import threading

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.store.base.engine import interrupter
from models.store.base.errors import WrongPassphraseError
from models.store.base.workspace import Workspace
from ui.base.ticket import Ticket
from ui.base.workers import Jobs, Trouble, Turns


def test_work_runs_elsewhere_and_comes_back_here(qtbot: QtBot) -> None:
    jobs, seen = Jobs(), list[tuple[object, object]]()
    jobs.run(lambda _: threading.current_thread(), lambda where: seen.append((where, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0] is not threading.main_thread()
    assert seen[0][1] is threading.main_thread()


@pytest.mark.parametrize(
    ("error", "words", "ours"),
    [
        (WrongPassphraseError(), "密码不对", False),
        (FileNotFoundError(2, "gone", "/x/y.pdf"), "找不到文件", False),
        (ZeroDivisionError("boom"), "程序出错了", True),
    ],
)
def test_trouble_becomes_one_sentence(qtbot: QtBot, error: Exception, words: str, ours: bool) -> None:
    def task(_ticket: Ticket) -> None:
        raise error

    jobs, seen = Jobs(), list[Trouble]()
    jobs.run(task, on_error=seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert words in seen[0].sentence
    assert ("ZeroDivisionError" in seen[0].detail) is ours
    assert "boom" not in seen[0].detail


def test_cancelling_is_silent(qtbot: QtBot) -> None:
    started, go_on = threading.Event(), threading.Event()

    def task(ticket: Ticket) -> None:
        started.set()
        go_on.wait(5)
        ticket.say("更远")

    jobs, seen = Jobs(), list[object]()
    ticket = jobs.run(task, seen.append, seen.append, label="慢事")
    started.wait(5)
    ticket.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: not jobs.running)
    assert seen == []


def test_a_widget_that_is_gone_hears_nothing(qtbot: QtBot) -> None:
    jobs, seen, widget = Jobs(), list[object](), QWidget()
    jobs.run(lambda _: 1, seen.append, owner=widget)
    import shiboken6

    shiboken6.delete(widget)
    qtbot.waitUntil(lambda: not jobs.running)
    assert seen == []


@pytest.mark.parametrize(("label", "within", "written"), [("", 5_000, True), ("", 1, False), ("导入", 5_000, False)])
def test_writing_is_waited_for_a_moment(qtbot: QtBot, label: str, within: int, *, written: bool) -> None:
    jobs, go_on = Jobs(), threading.Event()
    jobs.run(lambda _: go_on.wait(5), label=label, writes=True)
    if written:
        go_on.set()
    assert jobs.let_write(within) is written
    go_on.set()
    qtbot.waitUntil(lambda: not jobs.running)


def test_writing_tasks_keep_their_order(qtbot: QtBot) -> None:
    jobs, seen = Jobs(), list[int]()
    for number in range(20):
        jobs.run(lambda _, number=number: seen.append(number), writes=True)  # type: ignore[misc]
    qtbot.waitUntil(lambda: not jobs.running)
    assert seen == list(range(20))


def test_writing_tasks_do_not_wait_for_what_runs_beside_them(qtbot: QtBot) -> None:
    jobs, done, go_on = Jobs(), list[str](), threading.Event()
    jobs.run_beside(lambda _: go_on.wait(5), lambda _: done.append("备份"))
    jobs.run(lambda _: None, lambda _: done.append("保存"), writes=True)
    qtbot.waitUntil(lambda: done == ["保存"])
    go_on.set()
    qtbot.waitUntil(lambda: done == ["保存", "备份"])


def test_cancelling_stops_the_database_where_it_is(qtbot: QtBot, workspace: Workspace) -> None:
    started, jobs, seen = threading.Event(), Jobs(), list[object]()
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"

    def task(ticket: Ticket) -> None:
        with workspace.read() as connection, ticket.stopping(interrupter(connection)):
            started.set()
            connection.exec_driver_sql(endless)

    ticket = jobs.run(task, seen.append, seen.append)
    started.wait(5)

    def stopped() -> bool:
        ticket.cancel()
        return not jobs.running

    qtbot.waitUntil(stopped)
    assert seen == []
    with workspace.read() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1


@pytest.mark.parametrize("first_fails", [False, True], ids=["answers", "fails"])
def test_only_the_last_question_is_answered(qtbot: QtBot, first_fails: bool) -> None:
    may_go, told = threading.Event(), list[str]()

    def first(_ticket: Ticket) -> str:
        may_go.wait(10)
        if first_fails:
            raise WrongPassphraseError
        return "first"

    asker, jobs = QWidget(), Jobs()
    turns = Turns(asker)
    jobs.run(first, told.append, lambda trouble: told.append(trouble.sentence), owner=turns.ask())
    jobs.run(lambda _: "second", told.append, owner=turns.ask())
    qtbot.waitUntil(lambda: bool(told))
    may_go.set()
    qtbot.waitUntil(lambda: not jobs.running)
    assert told == ["second"]


def test_what_is_only_looked_at_is_given_up_at_the_end() -> None:
    jobs, told = Jobs(), list[int]()

    def task(ticket: Ticket) -> None:
        for number in range(1_000_000):
            ticket.say("正在统计", number, 1_000_000)
            told.append(number)

    jobs.spare.add(jobs.run(task))
    jobs.wait()
    assert len(told) < 1_000_000
