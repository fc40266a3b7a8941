"""备份: make one, check one, go back to one, and check the workspace itself."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QPushButton, QWidget

from models.clock import SYSTEM, local_minute
from models.merge.past import past_lines
from models.merge.past_note import ALARMS, PastFinding
from models.store.base.workspace import Workspace
from models.store.files import backup
from models.store.files.backup import BackupContents
from models.store.files.disk_space import size_text
from models.store.files.verify import Verified, examine, result_words
from models.submit.numbering import AHEAD_WORDS
from ui.base import daily_backup
from ui.base.plain_text import ask_yes
from ui.base.session import Session
from ui.base.ticket import Ticket
from ui.kit.choosing import BACKUP, choose_file, choose_folder
from ui.kit.folder_box import FolderBox
from ui.kit.labels import column, group_head, main_button, prose, row, scrolled, several_lines

FILTER = f"备份 (*{backup.SUFFIX})"


class BackupTab(QWidget):
    """Writes, checks and restores backups; what came of it is shown below the buttons."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.make, self.check = main_button("现在备份"), QPushButton("检验一份备份…")
        self.folder, self.about = (
            FolderBox(session.memory, "backup", label="备份存到的文件夹", describes=True),
            prose("", "soft"),
        )
        self.restore, self.verify = QPushButton("从备份恢复…"), QPushButton("检查这个工作区是否完整")
        self.place, self.show_automatic = QPushButton("换个地方存…"), QPushButton("检验最近一份")
        self.automatic = prose("", "soft")
        self.result = several_lines("结果")
        self.result.setReadOnly(True)
        self.result.setPlaceholderText("结果显示在这里。")
        for button in (self.make, self.place):
            button.setEnabled(not session.read_only)
        self._bytes = 0
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        choose = row(prose("备份到"), self.folder, self.make, None)
        choose.setStretch(1, 3)
        choose.setStretch(3, 1)
        inside = QWidget()
        inside.setLayout(
            column(
                group_head("备份"),
                prose(
                    "备份里有数据库、佐证材料和密钥文件，和工作区一样加密；恢复时要用备份当时的密码。建议存到另一块盘上。"
                ),
                choose,
                self.about,
                row(self.check, self.restore, None),
                group_head("自动备份"),
                self.automatic,
                row(self.place, self.show_automatic, None),
                group_head("完整性检查"),
                prose("检查数据库、日志链、每条记录和每份佐证材料是否被改动或损坏。"),
                row(self.verify, None),
                self.result,
                None,
            )
        )
        self.setLayout(column(scrolled(inside, "备份"), margin=0))

    def _connect(self) -> None:
        self.place.clicked.connect(self._choose_place)
        self.show_automatic.clicked.connect(self._check_latest)
        self.make.clicked.connect(self._make)
        self.folder.changed.connect(self._allow)
        self.check.clicked.connect(self._check)
        self.restore.clicked.connect(self._restore)
        self.verify.clicked.connect(self.run_verify)

    def reload(self) -> None:
        """Say where automatic backups are and how many."""
        folder = self._folder()
        found = daily_backup.automatic_backups(folder)
        last = f"最近一份是 {found[0][0]:%Y-%m-%d %H:%M} 的，共 {len(found)} 份" if found else "还没有"
        self.automatic.setText(
            f"每天第一次打开时，以及升级、撤销合并、导入或批量修改 {daily_backup.RISKY} 条以上之前，"
            f"自动备份到 {folder}（{last}）。"
            f"有备份的最近 {daily_backup.DAYS} 天、{daily_backup.WEEKS} 周、{daily_backup.MONTHS} 个月各留一份，"
            f"最新的 {daily_backup.LATEST} 份总是留着。"
            "和工作区在同一块盘上的备份防不了坏盘：最好换到另一块盘。" + daily_backup.ahead_words(SYSTEM.now(), folder)
        )
        self.show_automatic.setEnabled(bool(found))
        self.folder.refresh()
        workspace = self._session.workspace
        self._session.jobs.run(lambda _: backup.backup_size(workspace), self._measured, owner=self)

    def _measured(self, size: int) -> None:
        self._bytes = size
        self._allow()

    def _allow(self) -> None:
        """Say how big the backup will be, and why it cannot go where it is to go."""
        why = self.folder.obstacle(self._bytes, "备份")
        if self.folder.folder() is None:
            why = "插好U盘，或者选一个文件夹。"
        self.make.setEnabled(not why)
        self.about.setText(why or f"备份约{size_text(self._bytes)}。" if self._bytes else why)

    def _folder(self) -> Path:
        return daily_backup.backup_folder(self._session.workspace, self._session.memory)

    def _choose_place(self) -> None:
        chosen = choose_folder(self, self._session.memory, BACKUP, "自动备份存到哪里")
        if chosen:
            self.keep_in(chosen)

    def keep_in(self, folder: Path) -> None:
        """Have automatic backups of this workspace go to a place inside `folder` from now on."""
        inside = folder / f"{self._session.workspace.folder.name}_自动备份"
        self._session.memory.set(daily_backup.FOLDER, str(inside))
        self.reload()

    def _check_latest(self) -> None:
        found = daily_backup.automatic_backups(self._folder())
        if found:
            self.check_backup(found[0][1])

    def _make(self) -> None:
        folder = self.folder.folder()
        if folder:
            self.make_backup(folder)

    def make_backup(self, target: Path) -> None:
        """Write a backup to a file, or to a folder under a dated name."""
        workspace = self._session.workspace
        self._session.jobs.run_beside(
            lambda ticket: backup.write_backup(workspace, target, ticket.say),
            self._made,
            label="正在备份",
            owner=self,
            cancellable=True,
        )

    def _made(self, path: Path) -> None:
        self.folder.remember()
        self.result.setPlainText(f"● 已备份到 {path}\n{self.folder.written_words(path)}")
        self._allow()

    def _check(self) -> None:
        chosen = choose_file(self, self._session.memory, BACKUP, "选择要检验的备份", FILTER)
        if chosen:
            self.check_backup(chosen)

    def check_backup(self, path: Path) -> None:
        """Say whether a backup is whole."""
        self._session.jobs.run(
            lambda _: backup.check_backup(path),
            lambda contents: self._show_contents(path, contents),
            label="正在检验备份",
            owner=self,
        )

    def _show_contents(self, path: Path, contents: BackupContents) -> None:
        files, made = len(contents.members), local_minute(contents.made)
        self.result.setPlainText(f"● 备份完整：{contents.name}，{made} 备份，里面的 {files} 个文件都完好。\n{path}")

    def _restore(self) -> None:
        chosen = choose_file(self, self._session.memory, BACKUP, "选择要恢复的备份", FILTER)
        if chosen is None:
            return
        folder = QFileDialog.getExistingDirectory(self, "恢复到哪里（选一个空文件夹）")
        if not folder or not self._sure(Path(folder)):
            return
        typed, accepted = QInputDialog.getText(self, "密码", "备份当时的密码：", QLineEdit.EchoMode.Password)
        if accepted:
            self.restore_to(chosen, Path(folder), typed or None)

    def _sure(self, folder: Path) -> bool:
        if not any(folder.iterdir()):
            return True
        words = f"“{folder.name}”不是空的。\n如果里面是工作区，会先原样改名留在旁边，再恢复备份。"
        return ask_yes(self, "从备份恢复", words, "照样恢复到这里")

    def restore_to(self, path: Path, folder: Path, passphrase: str | None) -> None:
        """Put a backup into a folder other than the open workspace's."""
        if folder.resolve() == self._session.workspace.folder.resolve():
            self._session.refused.emit("不能恢复到正在使用的工作区：请选一个空文件夹，恢复后再打开它。")
            return

        def task(_ticket: Ticket) -> tuple[Path, Path | None, str]:
            workspace, kept = backup.restore_backup(path, folder, passphrase)
            return _closed(workspace), kept, AHEAD_WORDS if workspace.is_centre else ""

        self._session.jobs.run(task, self._restored, label="正在恢复", owner=self, writes=True)

    def _restored(self, done: tuple[Path, Path | None, str]) -> None:
        folder, kept, ahead = done
        before = f"\n原来的内容留在 {kept}" if kept else ""
        self.result.setPlainText(f"● 已恢复到 {folder}{before}\n请锁定（Ctrl+L）后选“打开别的工作区”来打开它。{ahead}")

    def run_verify(self) -> None:
        """Verify database and evidence files of the open workspace in a worker; can be cancelled."""
        workspace = self._session.workspace

        def task(ticket: Ticket) -> tuple[Verified, list[PastFinding]]:
            found = examine(workspace, ticket.say)
            return found, past_lines(workspace, found)

        self._session.jobs.run(
            task,
            self._show_faults,
            label="正在检查",
            owner=self,
            cancellable=True,
        )

    def _show_faults(self, done: tuple[Verified, list[PastFinding]]) -> None:
        found, told = done
        lines = [f"■ {fault.what}" for fault in found.faults]
        past = [f"{'■' if one.kind in ALARMS else '●'} {one.what}" for one in told]
        self.result.setPlainText("\n".join([*lines, f"{'■' if lines else '●'} {result_words(found)}", *past]))


def _closed(workspace: Workspace) -> Path:
    workspace.close()
    return workspace.folder
