"""At a unit: the ledgers on a second PC. What that PC needs to know of this one, and a 移交包 for it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from models.submit.transfer import export_transfer, own_address, reachable_peers
from ui.base.session import Session
from ui.kit.folder_box import FolderBox
from ui.kit.labels import column, group_head, prose, row
from ui.kit.result_card import ResultCard

ABOUT = (
    "本单位有两台电脑时，用移交包把这台的全部记录带到另一台，那台在“校验与报送”里点“接收”就并进去，两边都不会丢。"
    "第一次要把另一台显示的接收码抄到这里；那台第一次接收时，核对一次这台的指纹。"
)


class SecondPc(QWidget):
    """The own 接收码, that of the other PC, and the export."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.address, self.to = QLineEdit(own_address(session.workspace)), QLineEdit()
        self.address.setReadOnly(True)
        self.address.setAccessibleName("本机的接收码")
        self.to.setAccessibleName("另一台电脑的接收码")
        copy = QPushButton("复制")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.address.text()))
        self.folder, self.export = (
            FolderBox(session.memory, "handover", label="移交包存到的文件夹"),
            QPushButton("导出移交包"),
        )
        self.card = ResultCard()
        own, target = row(prose("本机的接收码"), self.address, copy), row(prose("存到"), self.folder, self.export)
        own.setStretch(1, 1)
        target.setStretch(1, 1)
        head = group_head("本单位的另一台电脑")
        self.setLayout(column(head, prose(ABOUT, "soft"), own, self.to, target, self.card, margin=0))
        self.to.textChanged.connect(self._look)
        self.folder.changed.connect(self._look)
        self.export.clicked.connect(self.send)
        self._known: tuple[str, ...] = ()

    def reload(self) -> None:
        """Read the known PCs and look for drives again."""
        self.folder.refresh()
        self.address.setText(own_address(self._session.workspace))
        self._known = reachable_peers(self._session.workspace)
        count = len(self._known)
        wanted = f"已知{count}台，可以不填；再加一台时填它的接收码" if count else "另一台电脑的接收码（以 age1 开头）"
        self.to.setPlaceholderText(wanted)
        self._look()

    def _look(self) -> None:
        addressed = bool(self._known or self.to.text().strip())
        ready = addressed and self.folder.folder() is not None and not self._session.read_only
        self.export.setEnabled(ready)

    def send(self) -> None:
        """Write the transfer package (移交包) for the receiving codes in a worker; without a folder do nothing."""
        folder, to = self.folder.folder(), self.to.text().split()
        if folder is None:
            return
        workspace, operator = self._session.workspace, self._session.operator
        wanted = tuple(dict.fromkeys([*self._known, *to])) if to else ()
        self._session.jobs.run(
            lambda _: export_transfer(workspace, folder, operator, wanted),
            self._sent,
            label="正在导出移交包",
            owner=self,
            writes=True,
        )

    def _sent(self, path: Path) -> None:
        self.folder.remember()
        self.to.clear()
        self.reload()
        facts = [("文件", path.name), ("存在", str(path.parent))]
        then = f"{self.folder.written_words(path)}到另一台电脑上打开“校验与报送”，点“接收”。"
        self.card.tell("移交包已生成", facts, then)
