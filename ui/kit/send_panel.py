"""The panel that sends a submission: its signers, where it goes, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QPushButton, QWidget

from models.records.tone import Tone
from models.store.files.disk_space import size_text
from models.store.records.packages import PackageRow
from models.submit.contents import NOTHING, PackageSize, SinceSent
from models.submit.unit import Submitted
from ui.base.session import Session
from ui.base.tokens import SPACE
from ui.kit.confirm_box import ConfirmBox, ConfirmQuestion
from ui.kit.folder_box import FolderBox
from ui.kit.labels import column, group_head, main_button, prose, row
from ui.kit.result_card import ResultCard

REVIEWER, HEAD = "submit.reviewer", "submit.head"
NEXT = (
    "下一步：①打印报送单，由审核人、单位负责人签字并加盖公章；②把报送包和报送单一起交汇总单位。"
    "报送单上的20位指纹要与这里一致。"
)
APPROVED = "这一期不用再报。以后台账有变化要补报的，先和汇总单位联系。"
APPROVED_BEFORE = "通过的是那时的台账，以后有变化：要补报的，先和汇总单位联系。"
BACK = "下一步：按“工作台”里的退回意见改好，再点“报送”重新生成报送包。"
FULL = "完整包：佐证材料全部重带一遍，共约{}"
FULL_TIP = "平时只带汇总单位还没有的佐证材料；汇总单位丢了材料、要求重带时才勾选。"
UNNAMED = "还没有填{}：可以先报送，报送单上这里空着，签字盖章以前要补上。"
SINCE = "上次报送以后{}，再报一次汇总单位才看得到。"
TAKE_BACK = "报错了、还没有通过的，可以撤回：生成一个撤回包，和报送包一样交汇总单位合并。"


@dataclass(frozen=True)
class PackageSizes:
    """Sizes of the coming package: as usually sent, and with all evidence."""

    usual: PackageSize
    full: PackageSize


class SendPanel(QWidget):
    """Chooses what is sent and where to; emits what the user wants, and the page does it.

    Signals:
        send_wanted: 报送 was pressed.
        print_wanted: 打印报送单 was pressed; the id of the period the card tells of.
        withdraw_wanted: 撤回 was confirmed, with the reason.
    """

    send_wanted = Signal()
    print_wanted = Signal(str)
    withdraw_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.reviewer, self.head = QLineEdit(), QLineEdit()
        self.reviewer.setText(session.memory.get(REVIEWER, ""))
        self.head.setText(session.memory.get(HEAD, ""))
        self.target = FolderBox(session.memory, "submit", label="报送包存到的文件夹", describes=True)
        self.about, self.send = prose("", "soft"), main_button("报送")
        self.card = ResultCard()
        self.print = self.card.offer("打印报送单", lambda: self.print_wanted.emit(self._done_period))
        people = QWidget()
        form = QFormLayout(people)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(SPACE)
        form.addRow("审核人", self.reviewer)
        form.addRow("单位负责人", self.head)
        form.addRow("存到", self.target)
        self.since = prose("")
        self.full, self.about_size, self.question = QCheckBox(), prose(""), ConfirmBox()
        self.full.setToolTip(FULL_TIP)
        self.back, self.back_about = QPushButton("撤回上一次报送…"), prose(TAKE_BACK, "soft")
        sending = (group_head("报送"), people, self.since, self.about_size, self.full, self.about, self.send, self.card)
        layout = column(*sending, self.back_about, row(self.back, None), self.question, None, margin=0)
        self.setLayout(layout)
        self._sizes: PackageSizes | None = None
        self._latest: PackageRow | None = None
        self._label = self._done_period = self._done = ""
        self.show_sizes(None)
        self.show_since(NOTHING)
        self.show_latest(None, "")
        self.full.toggled.connect(self._tell_size)
        for line in (self.reviewer, self.head):
            line.textChanged.connect(self.target.changed)
        self.back.clicked.connect(self._ask_back)
        self._sent_files = 0
        self.send.clicked.connect(self._send)

    def _send(self) -> None:
        size = self.coming()
        self._sent_files = size.files if size else 0
        self.send_wanted.emit()

    def allow(self, *, ready: bool, why_not: str) -> None:
        """Whether 报送 can be pressed, and if not, why; where it can, who is not named yet."""
        self.send.setEnabled(ready)
        names = {"审核人": self.reviewer, "单位负责人": self.head}
        unnamed = "、".join(name for name, line in names.items() if not line.text().strip())
        self.about.setText(why_not or (UNNAMED.format(unnamed) if unnamed else ""))

    def show_sizes(self, sizes: PackageSizes | None) -> None:
        """Show the coming package's size in bytes, usual and full; None while it is not known."""
        self._sizes = sizes
        self.full.setVisible(sizes is not None and sizes.usual.left_out > 0)
        if sizes is not None:
            self.full.setText(FULL.format(size_text(sizes.full.total)))
        self._tell_size()

    def coming(self) -> PackageSize | None:
        """Size of the package as now chosen (full or usual), or None until it has been computed."""
        if self._sizes is None:
            return None
        return self._sizes.full if self.is_full() else self._sizes.usual

    def is_full(self) -> bool:
        """Whether 完整报送 is wanted; it is offered only where it makes a difference."""
        return self.full.isChecked() and not self.full.isHidden()

    def _tell_size(self) -> None:
        size = self.coming()
        self.about_size.setVisible(size is not None)
        if size is not None:
            self.about_size.setText(self._words(size))
        self.target.changed.emit()

    def _words(self, size: PackageSize) -> str:
        evidence = f"{size.files}份佐证材料（{size_text(size.evidence)}）" if size.files else "没有佐证材料"
        said = f"报送包约{size_text(size.total)}：记录{size_text(size.records)}，{evidence}。"
        if not size.left_out or self._sizes is None:
            return said
        spared = self._sizes.full.evidence - size.evidence
        return f"{said}汇总单位已经收到另外{size.left_out}份（{size_text(spared)}，以回执为准），这次不用再带。"

    def show_latest(self, latest: PackageRow | None, label: str) -> None:
        """The submission that can be taken back, None for none."""
        self._latest, self._label = latest, label
        self.question.close_question()
        for part in (self.back, self.back_about):
            part.setVisible(latest is not None)

    def _ask_back(self) -> None:
        if self._latest:
            which = f"{self._label}第{self._latest.sequence}次报送"
            words = f"撤回{which}：撤回包交出去就收不回来，那次报送不再算数，改好后再报送一次。"
            question = ConfirmQuestion(words, "生成撤回包", text="为什么撤回（汇总单位会看到）")
            self.question.ask(question, lambda answer: self.withdraw_wanted.emit(answer.text))

    def show_since(self, since: SinceSent) -> None:
        """What was changed since the newest submission; nothing is said where that is nothing."""
        self._since = since
        parts = ((since.deleted, "删除"), (since.changed, "新增或修改"))
        self.since.setText(SINCE.format("、".join(f"{what}了{count}条" for count, what in parts if count)))
        self.since.setVisible(any(since))

    def show_fate(self, newest: PackageRow | None, label: str) -> None:
        """What became of the newest submission is told; what came back ends the card of its making."""
        if newest is None:
            return
        if newest.review == "returned":
            self._done = newest.id
            self.print.hide()
            facts = [("报送期", f"{label}，第{newest.sequence}次"), ("退回原因", newest.review_reason or "没有写明")]
            self.card.tell("报送被退回", facts, BACK, tone=Tone.BAD)
        elif newest.review == "approved":
            self._done = newest.id
            self.print.hide()
            then = APPROVED_BEFORE if any(self._since) else APPROVED
            self.card.tell("报送已通过", [("报送期", f"{label}，第{newest.sequence}次")], then)
        elif self._done and (newest.review or newest.id != self._done):
            self.card.hide()

    def show_withdrawn(self, path: Path, done: PackageRow, label: str) -> None:
        """The card of a 撤回."""
        self.target.remember()
        self._done, self._done_period = "", done.period
        self.print.show()
        facts = [("撤回", f"{label}第{done.sequence}次报送"), ("文件", path.name), ("存在", str(path.parent))]
        then = (
            f"下一步：把这个撤回包交汇总单位合并；合并前那次报送已经通过的，撤回不成。{self.target.written_words(path)}"
        )
        self.card.tell("撤回包已生成", facts, then)

    def show_done(self, done: Submitted, label: str, fingerprint: str) -> None:
        """Show the green card of a package written: period, file, folder, counts and fingerprint."""
        self.target.remember()
        self._done, self._done_period = done.header.package_id, done.header.period
        self.print.show()
        self._session.memory.set(REVIEWER, self.reviewer.text().strip())
        self._session.memory.set(HEAD, self.head.text().strip())
        files, records = self._sent_files, done.records
        facts = [
            ("报送期", f"{label}，第{done.header.sequence}次"),
            ("文件", done.path.name),
            ("存在", str(done.path.parent)),
            ("内容", f"{records}条记录，{files}份佐证材料" if files else f"{records}条记录"),
            ("指纹", fingerprint),
        ]
        self.card.tell("报送包已生成", facts, f"{NEXT}{self.target.written_words(done.path)}", large="指纹")
