"""The button that chooses a list's view, and the line in which the present filters become a view of one's own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QToolButton, QWidget

from models.records.ledger import Ledger
from ui.base.session import Session
from ui.kit.labels import row, small_button
from ui.list.views import ALL, ListView, OwnView, delete_view, own_views, save_view, views


class ViewChoice(QWidget):
    """Knows which view is chosen; what is filtered besides it is asked of `describe`.

    Signals:
        chosen: A view of the program.
        own_chosen: A view of the user.
    """

    chosen = Signal(object)
    own_chosen = Signal(object)

    def __init__(self, session: Session, ledger: Ledger, describe: Callable[[str], OwnView]) -> None:
        super().__init__()
        self._session, self._ledger, self._describe = session, ledger, describe
        self.view: ListView = views(ledger)[0]
        self.button = small_button("", "换一个视图：常用的筛选，或自己存的")
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setAccessibleName("视图")
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self._fill)
        self.button.setMenu(self.menu)
        layout = row(self.button)
        self.setLayout(layout)
        self.namer = _Namer()
        self.namer.named.connect(self.keep)
        self._name("")

    def _name(self, own: str) -> None:
        label = own or self.view.label
        self.button.setText(f"{label} ▾")
        set_off = label != ALL
        font = self.button.font()
        font.setBold(set_off)
        self.button.setFont(font)

    def _fill(self) -> None:
        self.menu.clear()
        for view in views(self._ledger):
            self.menu.addAction(view.label).triggered.connect(partial(self.choose, view))
        kept = self.own()
        if kept:
            self.menu.addSection("我的视图")
        for one in kept:
            self.menu.addAction(one.name).triggered.connect(partial(self.choose_own, one))
        self.menu.addSeparator()
        self.menu.addAction("把现在的筛选存为视图…").triggered.connect(self.namer.ask)
        if kept:
            gone = self.menu.addMenu("删除我的视图")
            for one in kept:
                gone.addAction(one.name).triggered.connect(partial(self.forget, one.name))

    def own(self) -> list[OwnView]:
        """The views of this ledger that users have saved in this workspace."""
        with self._session.workspace.read() as connection:
            return own_views(connection, self._ledger)

    def choose(self, view: ListView, *_: object) -> None:
        """Choose a view that comes with the program and emit `chosen`."""
        self.view = view
        self._name("")
        self.chosen.emit(view)

    def choose_own(self, own: OwnView, *_: object) -> None:
        """Choose a view the user saved."""
        self.view = next((one for one in views(self._ledger) if one.label == own.base), self.view)
        self._name(own.name)
        self.own_chosen.emit(own)

    def keep(self, name: str) -> None:
        """Save the present filters as a view called `name`."""
        view = self._describe(name)
        self._session.change(
            lambda tx: save_view(tx, self._ledger, view), lambda _: self._session.told.emit(f"已存为视图“{name}”。")
        )
        self._name(name)

    def forget(self, name: str, *_: object) -> None:
        """Delete the user's view of that name, with 撤销 on offer."""
        kept = next((one for one in self.own() if one.name == name), None)
        if kept is None:
            return

        def done(_: object) -> None:
            back = partial(self._session.change, lambda tx: save_view(tx, self._ledger, kept))
            self._session.undoable.emit(f"已删除视图“{name}”", back)

        self._session.change(lambda tx: delete_view(tx, self._ledger, name), done, owner=self)

    def reset(self) -> None:
        """Go back to 全部 without emitting `chosen`."""
        self.view = views(self._ledger)[0]
        self._name("")


class _Namer(QWidget):
    """A line that asks for a name, hidden until wanted."""

    named = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit(placeholderText="视图的名称，例如：城管中队的证件")
        self.line.setAccessibleName("视图的名称")
        keep, back = QPushButton("保存视图"), QPushButton("取消")
        keep.clicked.connect(self._keep)
        back.clicked.connect(self.hide)
        self.line.returnPressed.connect(self._keep)
        layout = row(self.line, keep, back)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.hide()

    def ask(self, *_: object) -> None:
        """Show the empty line in which a view is named, the cursor in it."""
        self.line.clear()
        self.show()
        self.line.setFocus()

    def _keep(self) -> None:
        name = self.line.text().strip()
        if name:
            self.hide()
            self.named.emit(name)
