"""程序更新: a newer version from a stick, and the way back to the one before."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from models.package.program import SUFFIX
from models.program.update import UPDATING_WORDS, Updating, go_back, how_to_update, install, release_key
from models.program.versions import Choice, base_of, failed_version, program_folder, read_choice
from models.version import VERSION
from ui.base.session import Session
from ui.base.ticket import Ticket
from ui.base.workers import Trouble
from ui.kit.choosing import RECEIVING, choose_file
from ui.kit.confirm_box import ConfirmBox, ConfirmQuestion
from ui.kit.labels import column, group_head, prose, row

INSTALLED = "{version} 已经装好，放在旧版本旁边。关掉窗口，再从原来的地方打开就是它；工作区会先自动备份，再升级。"
BACK = "关掉窗口，再打开就是 {version}。"
FAILED = "上次更新的 {version} 没有打开成功，现在用的是 {running}。数据没有动；请向发布方询问。"
QUESTION = (
    "退回到 {before}：下次打开的是它，{version} 不再用。\n"
    "{version} 打开过的工作区，{before} 不再打开：要在 {before} 里接着用，"
    "得在开始页“从备份恢复”里选升级前的自动备份（名字里有“升级前”），升级以后填的内容要重新填。"
)


class ProgramUpdate(QWidget):
    """How this program gets newer, with what can be done here; `folder` is where it runs, None from source."""

    def __init__(self, session: Session, folder: Path | None, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._folder, self._key = session, folder, key
        way = how_to_update(folder, key)
        self.words, self.told = prose(UPDATING_WORDS[way], "soft"), prose("")
        self.update_button, self.back = QPushButton("选择更新包…"), QPushButton()
        self.update_button.clicked.connect(self.choose)
        self.back.clicked.connect(self.ask_back)
        self.confirm = ConfirmBox()
        self.update_button.setVisible(way is Updating.PACKAGE)
        parts = (group_head("程序更新"), self.words, row(self.update_button, self.back, None), self.confirm, self.told)
        self.setLayout(column(*parts, margin=0))
        self._look()

    def _choice(self) -> Choice:
        return read_choice(base_of(self._folder)) if self._folder else Choice()

    def _look(self) -> None:
        choice = self._choice()
        self.back.setText(f"退回到 {choice.before_version}…")
        self.back.setVisible(bool(choice.chosen))
        failed = failed_version()
        if failed:
            self.told.setText(FAILED.format(version=failed, running=VERSION))

    def choose(self) -> None:
        """Let a package be chosen and install it."""
        kinds = f"程序更新包 (*{SUFFIX})"
        path = choose_file(self, self._session.user, RECEIVING, "选择更新包", kinds)
        if path:
            self.install(path)

    def install(self, path: Path) -> None:
        """Check a package, put it beside this version and choose it, off the UI thread."""
        folder, key = self._folder, self._key
        if folder is None:
            return

        def work(ticket: Ticket) -> str:
            return install(path, folder, key, progress=lambda done, total: ticket.say("正在装新版本", done, total))

        self.update_button.setEnabled(False)
        self._session.jobs.run(work, self._installed, self._refused, label="正在核对更新包", owner=self)

    def _installed(self, version: str) -> None:
        self._look()
        self.update_button.setEnabled(True)
        self.told.setText(INSTALLED.format(version=version))

    def _refused(self, trouble: Trouble) -> None:
        self.update_button.setEnabled(True)
        self.told.setText(trouble.sentence)

    def ask_back(self) -> None:
        """Say what going back means, and do it when that is wanted."""
        choice = self._choice()
        words = QUESTION.format(before=choice.before_version, version=choice.chosen)
        self.confirm.ask(ConfirmQuestion(words, f"退回到 {choice.before_version}"), lambda _: self._go_back(choice))

    def _go_back(self, choice: Choice) -> None:
        folder = self._folder
        if folder:
            done = partial(self._gone_back, choice.before_version)
            self._session.jobs.run(lambda _: go_back(folder), done, self._refused, label="正在退回", owner=self)

    def _gone_back(self, version: str, _: None) -> None:
        self._look()
        self.told.setText(BACK.format(version=version))


def here(session: Session) -> ProgramUpdate:
    """Of the program that runs."""
    return ProgramUpdate(session, program_folder(), release_key())
