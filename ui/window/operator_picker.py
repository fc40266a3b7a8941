"""Who is working: the 经办人, picked from a list, no second 密码."""

from __future__ import annotations

from PySide6.QtWidgets import QInputDialog, QMenu, QToolButton, QWidget

from ui.base.session import Session


class OperatorPicker(QToolButton):
    """Shows the 经办人 of this session; a click changes it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolTip("换经办人：之后的每一次改动都记在这个人名下")
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        session.operator_changed.connect(self._show)
        self._show(session.operator)

    def _show(self, name: str) -> None:
        self.setText(f"{name or '选经办人'} ▾")

    def _fill(self) -> None:
        self._menu.clear()
        for name in self._session.operators():
            self._menu.addAction(name).triggered.connect(lambda _=False, name=name: self._session.set_operator(name))
        self._menu.addSeparator()
        self._menu.addAction("新的经办人…").triggered.connect(self.ask)

    def ask(self) -> None:
        """Ask for a name that is not in the list yet."""
        box = QInputDialog(self)
        box.setWindowTitle("新的经办人")
        box.setLabelText("姓名：")
        box.setOkButtonText("确定")
        box.setCancelButtonText("取消")
        box.textValueSelected.connect(self._take)
        box.finished.connect(box.deleteLater)
        box.open()

    def _take(self, name: str) -> None:
        if name.strip():
            self._session.set_operator(name.strip())
