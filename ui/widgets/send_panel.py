"""Who stands for a submission, where it goes, and what became of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from models.submit.unit import Submitted
from ui.session import Session
from ui.theme import SPACE
from ui.widgets.folder_box import FolderBox
from ui.widgets.labels import column, group_head, main_button, prose
from ui.widgets.result_card import ResultCard

REVIEWER, HEAD = "submit.reviewer", "submit.head"
NEXT = (
    "下一步：①打印报送单，由审核人、单位负责人签字并加盖公章；②把U盘里的报送包和报送单一起交汇总单位。"
    "报送单上的20位指纹要与这里一致。文件已写完并读回核对，可以拔出U盘。"
)


class SendPanel(QWidget):
    """Signals of what the user wants; the page does it.

    Signals:
        send_wanted: 报送 was pressed.
        print_wanted: 打印报送单 was pressed.
    """

    send_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.reviewer, self.head = QLineEdit(), QLineEdit()
        self.reviewer.setText(session.memory.get(REVIEWER, ""))
        self.head.setText(session.memory.get(HEAD, ""))
        self.target = FolderBox(session.memory, "submit")
        self.about, self.send = prose("", "soft"), main_button("报送")
        self.card = ResultCard()
        self.card.offer("打印报送单", self.print_wanted.emit)
        people = QWidget()
        form = QFormLayout(people)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(SPACE)
        form.addRow("审核人", self.reviewer)
        form.addRow("单位负责人", self.head)
        form.addRow("存到", self.target)
        layout = column(group_head("报送"), people, self.about, self.send, self.card, None, margin=0)
        self.setLayout(layout)
        self.send.clicked.connect(self.send_wanted)

    def allow(self, *, ready: bool, why_not: str) -> None:
        """Whether 报送 can be pressed, and if not, why."""
        self.send.setEnabled(ready)
        self.about.setText(why_not)

    def show_done(self, done: Submitted, label: str, fingerprint: str) -> None:
        """The green card."""
        self.target.remember()
        self._session.memory.set(REVIEWER, self.reviewer.text().strip())
        self._session.memory.set(HEAD, self.head.text().strip())
        files = done.header.counts.get("evidence", 0)
        records = sum(done.header.counts.values()) - files
        facts = [
            ("报送期", f"{label}，第{done.header.sequence}次"),
            ("文件", done.path.name),
            ("存在", str(done.path.parent)),
            ("内容", f"{records}条记录，{files}份佐证材料" if files else f"{records}条记录"),
            ("指纹", fingerprint),
        ]
        self.card.tell("报送包已生成", facts, NEXT, large="指纹")
