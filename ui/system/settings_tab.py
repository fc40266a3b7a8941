"""设置: font size, idle lock, masking, daily backup."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QCheckBox, QFormLayout, QWidget

from ui.base.idle import CHOICES, idle_minutes
from ui.base.session import Session
from ui.base.tokens import FONT_SIZE, FONT_SIZES
from ui.form.photo_question import ASK, POLICIES, SETTING
from ui.kit.combo_box import ComboBox
from ui.kit.labels import column, prose

WIDEST = 220
"""Pixels."""


class SettingsTab(QWidget):
    """Each setting counts at once and on this computer only."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.font_size, self.idle = ComboBox(), ComboBox()
        for size in FONT_SIZES:
            self.font_size.addItem(f"{size} 磅", size)
        for minutes in CHOICES:
            self.idle.addItem(f"{minutes} 分钟" if minutes else "不自动锁定", minutes)
        self.font_size.setCurrentIndex(self.font_size.findData(session.user.get("font_size", FONT_SIZE)))
        self.idle.setCurrentIndex(self.idle.findData(idle_minutes(session)))
        self.font_size.activated.connect(self._font)
        self.idle.activated.connect(self._idle)
        self.photos = ComboBox()
        for value, words in POLICIES.items():
            self.photos.addItem(words, value)
        self.photos.activated.connect(lambda _: session.user.set(SETTING, self.photos.currentData()))
        self.photos.setAccessibleName("添加大照片时")
        self.reveal = QCheckBox("列表里显示完整的身份证号（到关闭窗口为止，日志会记下是谁）")
        self.reveal.setChecked(session.revealed)
        self.reveal.setEnabled(not session.read_only)
        self.reveal.toggled.connect(lambda on: session.reveal(shown=on))
        self.daily = QCheckBox("每天第一次打开时自动备份")
        self.daily.setChecked(session.user.get("backup_daily", True))
        self.daily.toggled.connect(lambda on: session.user.set("backup_daily", on))
        self.font_size.setAccessibleName("字号")
        self.idle.setAccessibleName("多久没有操作就锁定")
        for box in (self.font_size, self.idle):
            box.setMaximumWidth(WIDEST)
        self.photos.setMaximumWidth(2 * WIDEST)
        form = QFormLayout()
        form.addRow("字号", self.font_size)
        form.addRow("多久没有操作就锁定", self.idle)
        note = prose("改好字号，锁定（Ctrl+L）再打开，或者重新打开程序，全部页面就变了。", "soft")
        note.setWordWrap(False)  # a form leaves as much room as it would need when narrow
        form.addRow("", note)
        form.addRow("手机照片", self.photos)
        form.addRow("隐私", self.reveal)
        form.addRow("备份", self.daily)
        holder = QWidget()
        holder.setLayout(form)
        self.setLayout(column(holder, None))

    def reload(self) -> None:
        """Show the photo setting again, which a question elsewhere may have changed."""
        self.photos.setCurrentIndex(self.photos.findData(self._session.user.get(SETTING, ASK)))

    def _font(self) -> None:
        size = self.font_size.currentData()
        self._session.user.set("font_size", size)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            font = application.font()
            font.setPointSize(size)
            application.setFont(font)

    def _idle(self) -> None:
        self._session.user.set("idle_minutes", self.idle.currentData())
