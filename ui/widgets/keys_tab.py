"""密钥: the fingerprints a person compares."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from models.merge import keys
from models.package.suites import fingerprint
from ui.session import Session
from ui.widgets.labels import column, group_head, prose, row, title


class KeysTab(QWidget):
    """Own fingerprint, and at a unit the centre's; `room` takes what else belongs to keys."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        workspace = session.workspace
        self.own = title(keys.own_fingerprint(workspace) if workspace.secret(keys.SIGNING) else "（还没有密钥）")
        copy = QPushButton("复制")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.own.text()))
        parts: list[QWidget] = []
        if not workspace.is_centre and keys.centre_key(workspace):
            parts = [
                group_head("汇总单位的指纹"),
                title(fingerprint(keys.centre_key(workspace))),
                prose("建立工作区时核对过；以后收到的任务包和回执都要由这把密钥签名，否则拒收。", "soft"),
            ]
        about = (
            "印在下发通知上，请各填报单位核对。" if workspace.is_centre else "印在报送单上，汇总单位凭它登记本单位。"
        )
        self.room = QVBoxLayout()
        self.setLayout(
            column(
                group_head("本单位的指纹"),
                row(self.own, copy, None),
                prose(about, "soft"),
                *parts,
                self.room,
                None,
                prose(
                    "密钥由程序自己生成，用来证明数据完整、来自哪个单位；它不是经认证的电子签名，盖章的纸质报送单才是正式文本。",
                    "soft",
                ),
            )
        )
