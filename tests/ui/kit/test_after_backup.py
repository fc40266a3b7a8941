"""A backup that fails stops what is risky, until the clerk says otherwise."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.base import daily_backup
from ui.base.session import Session
from ui.kit.after_backup import NoBackupBox, after_backup

Wait = Callable[[], None]


@pytest.fixture
def home(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def nowhere(session: Session, tmp_path: Path) -> Path:
    """Where backups are to go: a file is in the way."""
    path = tmp_path / "备份"
    path.write_bytes(b"")
    session.memory.set(daily_backup.FOLDER, str(path))
    return path


@pytest.fixture
def done() -> list[str]:
    return []


def ask(session: Session, home: QWidget, done: list[str]) -> None:
    after_backup(session, "导入", lambda: done.append("导入"), home, lambda: done.append("停下"))


def test_it_goes_on_behind_a_good_backup(session: Session, home: QWidget, done: list[str], idle: Wait) -> None:
    ask(session, home, done)
    assert done == []
    idle()
    assert done == ["导入"]
    (made,) = daily_backup.automatic_backups(daily_backup.backup_folder(session.workspace, session.memory))
    assert made[1].name.endswith("_导入前.fzbak")


@pytest.mark.usefixtures("nowhere")
@pytest.mark.parametrize(("button", "then"), [("stop", ["停下"]), ("anyway", ["导入"])])
def test_without_one_the_clerk_decides(
    session: Session, home: QWidget, done: list[str], idle: Wait, button: str, then: list[str]
) -> None:
    ask(session, home, done)
    idle()
    box = home.findChild(NoBackupBox)
    assert box is not None
    assert done == []
    assert "导入前的备份没有做成" in box.text()
    assert "还没有导入，台账没有任何变化" in box.informativeText()
    getattr(box, button).click()
    assert done == then


@pytest.mark.usefixtures("nowhere")
def test_leaving_the_question_does_nothing(session: Session, home: QWidget, done: list[str], idle: Wait) -> None:
    ask(session, home, done)
    idle()
    box = home.findChild(NoBackupBox)
    assert box is not None
    assert box.defaultButton() is box.stop
    box.reject()
    assert done == ["停下"]
