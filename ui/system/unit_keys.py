"""At the centre: whose key is whose, stopping one, putting a new one in its place, and what was set aside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from models.clock import local_day
from models.merge.enrolment import KEY_WORDS, enrol_unit, revoke_keys
from models.records.tone import Tone
from models.store.base.workspace import Workspace
from models.store.records import packages, quarantine
from models.store.records.packages import Enrolment
from models.store.records.quarantine import QuarantinedFile
from ui.base.session import Session
from ui.kit.confirm_box import ConfirmAnswer, ConfirmBox, ConfirmQuestion
from ui.kit.labels import column, group_head, prose, row
from ui.kit.tables.head import ColumnHead
from ui.kit.tables.rows_table import RowsTable

TONES = {"active": Tone.GOOD, "pending": Tone.WARN, "revoked": Tone.BAD}
ABOUT = (
    "每个单位用自己的密钥给报送包签名，登记过的才合并。U盘或电脑丢了，选中那把密钥撤销；"
    "单位换了新密钥，先合并一次它的报送包，再选中待登记的那把更换。"
)
ASIDE = "这些文件的签名不可信，没有合并，仍在原来的位置。与报送单位核对后，请它重新报送。"


@dataclass(frozen=True)
class KeyRing:
    """Keys of the units and the files that were set aside."""

    keys: list[Enrolment]
    aside: list[QuarantinedFile]


def read_keys(workspace: Workspace) -> KeyRing:
    """Read the keys of all units and the quarantined files; keys to be compared come first."""
    with workspace.read() as connection:
        found = sorted(packages.find_enrolments(connection), key=lambda key: (key.state != "pending", key.unit, key.at))
        return KeyRing(found, quarantine.quarantined_files(connection))


def _heads(session: Session) -> list[ColumnHead[Enrolment]]:
    return [
        ColumnHead("单位", 10, lambda key: session.unit_name(key.unit)),
        ColumnHead("指纹", 16, lambda key: key.fingerprint),
        ColumnHead("状态", 5, lambda key: KEY_WORDS.get(key.state, key.state), tone=lambda key: TONES.get(key.state)),
        ColumnHead("起始时间", 6, lambda key: local_day(key.decided_at or key.at)),
        ColumnHead("决定人", 5, lambda key: key.decided_by or ""),
        ColumnHead("原因", 12, lambda key: key.reason),
    ]


def _aside_heads(session: Session) -> list[ColumnHead[QuarantinedFile]]:
    return [
        ColumnHead("收到", 6, lambda one: local_day(one.at)),
        ColumnHead("自称的单位", 10, lambda one: session.unit_name(one.unit) if one.unit else ""),
        ColumnHead("文件", 16, lambda one: Path(one.file).name),
        ColumnHead("原因", 24, lambda one: one.reason),
    ]


class UnitKeys(QWidget):
    """Keys above, what was set aside below; the question stands between them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.table = RowsTable(
            _heads(session),
            "还没有单位报送过：密钥随第一次报送的包一起来。",
            name="各单位的密钥",
            key=lambda one: one.public_key,
        )
        self.aside = RowsTable(_aside_heads(session), "没有不可信的文件。", name="不可信的文件")
        self.stop, self.renew = QPushButton("撤销这把密钥…"), QPushButton("用这把更换旧密钥…")
        self.question, self.done = ConfirmBox(), prose("")
        self.done.hide()
        self._asked: Enrolment | None = None
        """Which key the open question names; a list that is read again leaves it open."""
        self.table.setMinimumHeight(190)
        self.aside.setMinimumHeight(120)
        parts = (group_head("各单位的密钥"), prose(ABOUT, "soft"), self.table, row(self.stop, self.renew, None))
        below = (self.question, self.done, group_head("不可信、没有合并的文件"), prose(ASIDE, "soft"), self.aside)
        self.setLayout(column(*parts, *below, margin=0))
        self.table.selectionModel().selectionChanged.connect(self._look)
        self.table.rows.modelReset.connect(self._look)
        self.stop.clicked.connect(self._ask_stop)
        self.renew.clicked.connect(self._ask_renew)
        self._look()

    def reload(self) -> None:
        """Read the units' keys again in a worker."""
        workspace = self._session.workspace
        self._session.jobs.run(lambda _: read_keys(workspace), self._show, owner=self)

    def _show(self, ring: KeyRing) -> None:
        self.table.show_rows(ring.keys)
        self.aside.show_rows(ring.aside)
        self._look()

    def _chosen(self) -> Enrolment | None:
        chosen = self.table.chosen()
        return chosen[0] if len(chosen) == 1 and not self._session.read_only else None

    def _look(self) -> None:
        key = self._chosen()
        if key and self._asked and key.public_key != self._asked.public_key:
            self.question.close_question()
        self.stop.setEnabled(key is not None and key.state != "revoked")
        self.renew.setEnabled(key is not None and key.state == "pending" and self._has_active(key.unit))

    def _has_active(self, unit: str) -> bool:
        return any(key.unit == unit and key.state == "active" for key in self.table.rows.all)

    def _ask_stop(self) -> None:
        key = self._chosen()
        if key is None:
            return
        self._asked, name = key, self._session.unit_name(key.unit)
        words = (
            f"撤销{name}的密钥 {key.fingerprint}：不能恢复。它签名、还没有合并的报送包从现在起都不再合并；"
            "已经合并的记录不动。这个单位以后要用新密钥报送，重新核对登记。"
        )
        question = ConfirmQuestion(words, "撤销", text="为什么撤销（例如：电脑被盗）")
        self.question.ask(question, lambda answer: self._stop(key, answer))

    def _stop(self, key: Enrolment, answer: ConfirmAnswer) -> None:
        workspace, operator = self._session.workspace, self._session.operator
        self._act(
            lambda: revoke_keys(workspace, key.unit, operator, reason=answer.text, fingerprint=key.fingerprint),
            f"已撤销{self._session.unit_name(key.unit)}的密钥 {key.fingerprint}。"
            "下一次导出的任务包和回执会带上新名册。",
        )

    def _ask_renew(self) -> None:
        key = self._chosen()
        if key is None:
            return
        self._asked, name = key, self._session.unit_name(key.unit)
        words = (
            f"更换{name}的密钥：登记 {key.fingerprint}，同时撤销它原来的全部密钥，不能恢复。"
            "请照盖章的报送单输入20位指纹，程序逐位核对。"
        )
        question = ConfirmQuestion(words, "核对并更换", text="照盖章报送单输入20位指纹")
        self.question.ask(question, lambda answer: self._renew(key, answer))

    def _renew(self, key: Enrolment, answer: ConfirmAnswer) -> None:
        workspace, operator = self._session.workspace, self._session.operator
        self._act(
            lambda: enrol_unit(workspace, key.unit, answer.text, operator, replace=True),
            f"已更换{self._session.unit_name(key.unit)}的密钥，旧的已撤销。请再合并一次它的报送包。",
        )

    def _act(self, act: Callable[[], object], said: str) -> None:
        def done(_: object) -> None:
            self.done.setText(said)
            self.done.show()
            self.reload()

        self._session.jobs.run(lambda _: act(), done, label="正在保存", owner=self, writes=True)
