"""密钥: the fingerprints a person compares, and whatever is decided about keys."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from models.merge import keys
from models.package.suites import fingerprint
from ui.base.session import Session
from ui.base.tokens import WIDE
from ui.kit.labels import column, group_head, prose, row, scrolled, title
from ui.system.centre_keys import CentreKeys
from ui.system.qr_code import QrCode
from ui.system.second_pc import SecondPc
from ui.system.unit_key import UnitKey
from ui.system.unit_keys import UnitKeys

PRINTED = {
    True: "印在下发通知上，请各填报单位核对一次；也可以让对方用手机扫码比对。",
    False: "印在报送单上，汇总单位凭它登记本单位；也可以用手机扫码。换了电脑或重新建立工作区，指纹会变，要重新登记。",
}
PINNED = (
    "建立工作区时核对过；以后收到的任务包和回执都要由这把密钥签名，否则拒收。"
    "汇总单位换密钥时会自动换成新的，日志里有记录。"
)
LEGAL = "密钥由程序自己生成，用来证明数据完整、来自哪个单位；它不是经认证的电子签名，盖章的纸质报送单才是正式文本。"


class KeysTab(QWidget):
    """Own fingerprint first; below it what the role has to decide about keys."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.units: UnitKeys | None = None
        self.centre: CentreKeys | None = None
        self.second: SecondPc | None = None
        self.renew: UnitKey | None = None
        self.own, self.pinned = title(""), title("")
        self.room = QVBoxLayout()
        self._code = QVBoxLayout()
        inside = QWidget()
        inside.setLayout(column(*self._parts(), self.room, None, prose(LEGAL, "soft")))
        self.setLayout(column(scrolled(inside, "密钥"), margin=0))
        self._show_fingerprints()

    def _parts(self) -> list[QWidget | QVBoxLayout]:
        workspace, parts = self._session.workspace, list[QWidget | QVBoxLayout]()
        copy = QPushButton("复制")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.own.text()))
        words = column(row(self.own, copy, None), prose(PRINTED[workspace.is_centre], "soft"), None, margin=0)
        beside = row(self._code, words)
        beside.setSpacing(WIDE)
        beside.setStretch(1, 1)
        parts += [group_head("本单位的指纹"), column(beside, margin=0)]
        if not workspace.secret(keys.SIGNING):
            return parts
        if workspace.is_centre:
            self.units, self.centre = UnitKeys(self._session), CentreKeys(self._session)
            self.centre.changed.connect(self._show_fingerprints)
            return [*parts, self.units, self.centre]
        if keys.centre_key(workspace):
            parts += [group_head("汇总单位的指纹"), self.pinned, prose(PINNED, "soft")]
        self.second, self.renew = SecondPc(self._session), UnitKey(self._session)
        self.renew.changed.connect(self.reload)
        return [*parts, self.renew, self.second]

    def reload(self) -> None:
        """Read fingerprints, units' keys and known PCs again."""
        self._show_fingerprints()
        for part in (self.units, self.second):
            if part is not None:
                part.reload()

    def _show_fingerprints(self) -> None:
        workspace = self._session.workspace
        if not workspace.secret(keys.SIGNING):
            self.own.setText("（还没有密钥）")
            return
        now = keys.own_fingerprint(workspace)
        pinned = "" if workspace.is_centre else keys.centre_key(workspace)
        self.pinned.setText(fingerprint(pinned) if pinned else "")
        if now != self.own.text():
            self.own.setText(now)
            _replace(self._code, QrCode(now.replace(" ", "")))


def _replace(layout: QVBoxLayout, widget: QWidget) -> None:
    before = layout.takeAt(0)
    if before and before.widget():
        before.widget().deleteLater()
    layout.addWidget(widget)
