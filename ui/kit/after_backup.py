"""Runs a risky act after a backup; if the backup fails the clerk is asked before anything happens."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from ui.base.plain_text import MessageBox
from ui.base.session import Session
from ui.base.workers import Trouble


class NoBackupBox(MessageBox):
    """Says that the backup failed and why, that nothing was done, and what to do; leaving it does nothing."""

    def __init__(self, what: str, trouble: Trouble, parent: QWidget) -> None:
        text = f"{what}前的备份没有做成：{trouble.sentence}"
        super().__init__("warning", f"{what}前没有备份成", text, parent)
        self.setInformativeText(
            f"还没有{what}，台账没有任何变化。请腾出空间，或者在“系统›备份”里把自动备份换到别的盘，再{what}一次。"
        )
        self.setDetailedText(trouble.detail)
        self.name_details("错误详情")
        self.anyway = self.addButton(f"不备份，继续{what}", MessageBox.ButtonRole.DestructiveRole)
        self.stop = self.addButton(f"先不{what}", MessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(self.stop)
        self.setEscapeButton(self.stop)


def after_backup(
    session: Session, what: str, go: Callable[[], None], widget: QWidget, stopped: Callable[[], None] = lambda: None
) -> None:
    """Make a backup, then `go`; if it fails, `go` only where the clerk says so, else `stopped`.

    Args:
        session: Whose workspace it is.
        what: What is risky, as a verb: the backup is called after it.
        go: Does it.
        widget: In whose window is asked.
        stopped: Told that it was not done.
    """
    if session.read_only:
        go()  # it refuses by itself, in its own words
        return
    session.secure(f"{what}前", go, partial(_ask, what, go, stopped, widget.window()))


def _ask(what: str, go: Callable[[], None], stopped: Callable[[], None], window: QWidget, trouble: Trouble) -> None:
    box = NoBackupBox(what, trouble, window)

    def answered() -> None:
        (go if box.clickedButton() is box.anyway else stopped)()
        box.deleteLater()

    box.finished.connect(answered)
    box.open()
