import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from models.clock import Clock, staying_on
from models.store.base.workspace import Workspace
from ui.base.memory import Memory
from ui.base.session import Session
from ui.base.workers import Jobs
from ui.window.main_window import MainWindow


@pytest.mark.parametrize(
    ("clock", "said"), [(Clock(), []), (staying_on(dt.date(2020, 12, 25)), ["◆ 演示数据：今天按2020年12月25日算"])]
)
def test_the_window_says_which_day_counts_as_today(
    qtbot: QtBot, tmp_path: Path, workspace: Workspace, clock: Clock, said: list[str]
) -> None:
    session = Session(replace(workspace, clock=clock), Memory(tmp_path / "user.json"), Jobs(), "张晓明")
    window = MainWindow(session)
    qtbot.addWidget(window)
    labels = [label.text() for label in window.statusBar().findChildren(QLabel)]
    assert [text for text in labels if "演示数据" in text] == said
    qtbot.waitUntil(lambda: not session.jobs.running)
    session.close()
