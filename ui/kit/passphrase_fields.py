"""A new 密码, typed twice, with a hint on its strength; or none, on purpose."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QWidget

from models.records.tone import Tone
from models.rules.passphrase import passphrase_bits, passphrase_fault
from ui.base.plain_text import Label
from ui.base.theme import set_look
from ui.base.tokens import SHAPES
from ui.kit.labels import prose

GOOD_BITS = 60


class PassphraseFields(QWidget):
    """Two inputs for a new 密码, or none; emits `changed` when `complaint` may differ."""

    changed = Signal()

    def __init__(self, *, may_be_none: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.second = self._field("密码"), self._field("再输一遍")
        self.hint = Label()
        self.none = QCheckBox("不设密码（不加密）")
        self.warning = prose(
            "▲ 不设密码时，数据库和佐证材料都不加密，谁拿到这个文件夹都能看到全部内容，包括身份证号。", "warning"
        )
        self.warning.hide()
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow("密码", self.first)
        form.addRow("", self.hint)
        form.addRow("再输一遍", self.second)
        form.addRow("", self.none)
        self.none.setVisible(may_be_none)
        form.addRow("", self.warning)
        self.none.toggled.connect(self._none)
        self._look()

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setAccessibleName(name)
        field.setMaximumWidth(320)
        field.textChanged.connect(self._look)
        return field

    def _none(self, none: bool) -> None:
        self.first.setEnabled(not none)
        self.second.setEnabled(not none)
        self.warning.setVisible(none)
        self._look()

    def _look(self) -> None:
        tone, words = (
            passphrase_strength(self.first.text())
            if self.first.text()
            else (Tone.CALM, "一个密码打开全部内容，请记牢。")
        )
        self.hint.setText(f"{SHAPES[tone]} {words}")
        set_look(self.hint, "tone", tone)
        self.changed.emit()

    def passphrase(self) -> str | None:
        """The 密码 typed, or None if there is to be none."""
        return None if self.none.isChecked() else self.first.text()

    def complaint(self) -> str:
        """Why the 密码 cannot be taken, in Chinese; "" if it can."""
        return self.fault()[0]

    def fault(self) -> tuple[str, QWidget]:
        """What is wrong with the 密码 typed ("" if nothing) and the input to put the cursor into."""
        if self.none.isChecked():
            return "", self.none
        if not self.first.text():
            return "请输入密码。", self.first
        tone, words = passphrase_strength(self.first.text())
        if tone is Tone.BAD:
            return f"密码{words}", self.first
        return "" if self.first.text() == self.second.text() else "两次输入的密码不一样。", self.second


def passphrase_strength(passphrase: str) -> tuple[Tone, str]:
    """A tone and a sentence with advice; BAD where it cannot be taken."""
    fault = passphrase_fault(passphrase)
    if fault:
        return Tone.BAD, fault
    if passphrase_bits(passphrase) < GOOD_BITS:
        return Tone.WARN, "可以用；再长一些更好。"
    return Tone.GOOD, "够强。"
