"""Editors of code tables and of references to other records: chosen by typing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from models.records.field import BoundField, Kind, choices_at
from models.records.office import place_of
from models.records.registry import ledger as ledger_with
from models.store.base import search
from models.store.records import documents, listing, records
from ui.base.session import Session
from ui.form.editor import Editor
from ui.kit.tables.cells import text_of
from ui.kit.tables.click_through import ClickThrough

SEARCH_ROLE = int(Qt.ItemDataRole.UserRole) + 7
GONE = "（已删除的记录）"
NOTHING = "\0"
"""What no choice has in it."""
TELLING, DETAILS = frozenset({Kind.TEXT, Kind.CHOICE}), 2
"""Kinds of fields that tell records of one title apart, and how many of their values are shown."""
MOST, SOME = 1_000, 50
"""Records up to which all are offered; above that only so many that fit what was typed."""


class _Options(QStringListModel):
    """Texts that are also found by their pinyin initials."""

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != SEARCH_ROLE:
            return super().data(index, role)
        text = str(super().data(index, Qt.ItemDataRole.DisplayRole))
        return f"{text} {search.pinyin_initials(text)}"


class _Completer(QCompleter):
    """Searches in text and initials, and puts in the text; what stands there already in full is not offered again."""

    def splitPath(self, path: str) -> list[str]:
        """The text Qt looks for; one that nothing matches if the only choice left is typed in full."""
        model = self.model()
        texts = model.stringList() if isinstance(model, _Options) else []
        wanted = path.casefold()
        fitting = [one for one in texts if wanted in one.casefold() or wanted in search.pinyin_initials(one)]
        return [NOTHING if fitting == [path] else path]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class ChoiceBox(QComboBox):
    """An editable box that filters as one types, and that the wheel does not change in passing.

    Signals:
        wanted: What may be chosen is about to be looked at.
    """

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.typed = QLineEdit()
        self.setLineEdit(
            self.typed
        )  # makes it editable; setEditable would build a list first, which takes five times as long
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self._through: tuple[ClickThrough, ...] = ()
        self._options = _Options(self)
        self.found = completer = _Completer(self._options, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionRole(SEARCH_ROLE)
        self.setCompleter(completer)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Emit `wanted`, so that the choices are read when the cursor arrives."""
        self.wanted.emit()
        self._watch()
        super().focusInEvent(event)

    def showPopup(self) -> None:
        """Emit `wanted`, so that choices can be read late, then open the list."""
        self.wanted.emit()
        self._watch()
        super().showPopup()

    def _watch(self) -> None:
        """Not before its lists are near: making them takes longer than the box itself."""
        if not self._through:
            found, whole = self.found.popup(), self.view().window()
            beside = ClickThrough(found, self, found.hide, own=False)
            self._through = (beside, ClickThrough(whole, self, self.hidePopup, own=True))

    def offer(self, texts: list[str]) -> None:
        """Replace the choices with `texts` after an empty one; what is typed stays."""
        text = self.currentText()
        self.blockSignals(True)
        self.clear()
        self.addItems(["", *texts])
        self.setEditText(text)
        self.blockSignals(False)
        self._options.setStringList(texts)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn the value only when the box has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def only_match(text: str, options: list[str], *, whole: bool) -> str:
    """The one option whose text or pinyin initials are, begin with or hold `text`, "" for none or several.

    With `whole` only initials typed in full count: anything else is a value of its own.
    """
    wanted = text.casefold()
    names = [(one, one.casefold(), search.pinyin_initials(one)) for one in options]
    tests: list[Callable[[str, str], bool]] = [lambda _, letters: letters == wanted]
    if not whole:
        tests.append(lambda name, letters: name.startswith(wanted) or letters.startswith(wanted))
        tests.append(lambda name, letters: wanted in name or wanted in letters)
    for test in tests:
        found = [one for one, name, letters in names if test(name, letters)]
        if len(found) == 1:
            return found[0]
    return ""


class _PickEditor(Editor):
    """Common to both: what is typed has to be one of the options."""

    def __init__(self, field: BoundField, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.box = ChoiceBox()
        self._hold(self.box)
        self.box.typed.textEdited.connect(self.edited)
        self.box.activated.connect(self.edited)
        self.box.found.activated.connect(self.edited)
        # With its list open the box never sees Enter: the completer hands it to the line.
        self.box.typed.returnPressed.connect(self._enter)

    def _enter(self) -> None:
        self.settle()
        self.box.found.popup().hide()
        self.entered.emit()

    def settle(self) -> None:
        """Put in the only option that what was typed can mean."""
        text = self.text()
        if text:
            self.box.wanted.emit()
        options = [self.box.itemText(at) for at in range(1, self.box.count())]
        if text and text not in options:
            found = only_match(text, options, whole=self.field.spec.open)
            if found:
                self.box.setEditText(found)
                self.edited.emit()

    def text(self) -> str:
        """The text in the box, without blanks around it."""
        return self.box.currentText().strip()

    def raw(self) -> str:
        """The text in the box, whether or not it is one of the choices."""
        return self.text()

    def _type(self, text: str) -> None:
        self.box.setEditText(text)

    def set_read_only(self) -> None:
        """Disable the box and clear its placeholder."""
        self.box.setEnabled(False)
        self.box.typed.setPlaceholderText("")


class ChoiceEditor(_PickEditor):
    """A value of a code table, the place's own values first; other values too where the table is open."""

    def __init__(self, field: BoundField, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._session, self._offered = session, False
        self.box.wanted.connect(self._offer_all)
        self.box.typed.textEdited.connect(self._offer_all)
        if field.spec.open:
            self.box.typed.setPlaceholderText("选择或直接输入")

    def _offer_all(self, *_: object) -> None:
        if not self._offered:
            self._offered = not self.field.spec.local  # what is local may be another by now
            self.box.offer(list(self._choices()))

    def _choices(self) -> tuple[str, ...]:
        if not self.field.spec.local:
            return self.field.spec.choices
        with self._session.workspace.read() as connection:
            issue = documents.issue_for(connection, None)
        return choices_at(self.field, place_of(issue))

    def value(self) -> Any:
        """The choice as a JSON string, or None if empty or not among the choices of a closed field."""
        text = self.text()
        return text if text and (self.field.spec.open or text in self.field.spec.choices) else None

    def set_value(self, value: Any) -> None:
        """Show a JSON string; None empties the box."""
        self.box.setEditText(value or "")

    def problem(self) -> str:
        """Says that the text is not among the choices; "" if it is or the box is empty."""
        text = self.text()
        if not text or self.value():
            return ""
        return f"“{text}”不在可选范围内，请从列表里选，或者输入前几个字再选。"


class ReferenceEditor(_PickEditor):
    """A record of another ledger, chosen by its title.

    What may be chosen is read when the cursor comes, and of long ledgers only what was typed for.
    """

    def __init__(self, field: BoundField, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._session, self._target = session, ledger_with(field.spec.to)
        self._uids: dict[str, str] = {}
        self._gone: str | None = None
        self._many, self._read = False, False
        self.box.typed.setPlaceholderText(f"输入{self._target.label}的名称或首字母")
        self.box.wanted.connect(self._offer_all)
        self.box.typed.textEdited.connect(self._look_up)

    def refresh(self) -> None:
        """Forget the choices read, so that they are read again when wanted."""
        self._read = False

    def _offer_all(self) -> None:
        """The records there are now; equal titles are told apart by a number."""
        if self._read:
            return
        self._read, kept = True, self._kept()
        found = self._found("", MOST + 1)
        self._many = len(found) > MOST
        offered = found[:SOME] if self._many else found
        if kept and kept not in {uid for uid, _ in offered}:
            offered = [*self._titled(kept), *offered]
        self._offer(offered, kept)

    def _found(self, part: str, limit: int) -> list[tuple[str, str]]:
        with self._session.workspace.read() as connection:
            return listing.reference_choices(connection, self._target, self._session.unit, part, limit)

    def _titled(self, uid: str) -> list[tuple[str, str]]:
        """The record with its title, nothing where it is gone."""
        with self._session.workspace.read() as connection:
            entry = records.find(connection, self._target, uid)
        return [] if entry is None or entry.deleted else [(uid, str(entry.fields.get(self._target.title, "")))]

    def _named(self, found: list[tuple[str, str]]) -> dict[str, str]:
        """Uids by what is offered: titles, and where several are alike what tells them apart, else a number."""
        uids: dict[str, str] = {}
        often = Counter(title for _, title in found)
        alike = [uid for uid, title in found if title and often[title] > 1]
        details = self._details(alike) if alike else {}
        for uid, title in found:
            name = f"{title or self._target.nameless}{details.get(uid, '')}"
            text, number = name, 2
            while text in uids:
                text, number = f"{name}（{number}）", number + 1
            uids[text] = uid
        return uids

    def _details(self, uids: list[str]) -> dict[str, str]:
        """By uid the first values behind the title, identity numbers masked: whoever chooses knows who is meant."""
        with self._session.workspace.read() as connection:
            entries = [one for uid in uids if (one := records.find(connection, self._target, uid))]
        fields = [one for one in self._target.fields if one.name != self._target.title and one.kind in TELLING]
        told = {
            one.uid: [text_of(field, one.fields.get(field.name), foreign=True) for field in fields] for one in entries
        }
        found = {uid: [text for text in texts if text][:DETAILS] for uid, texts in told.items()}
        return {uid: f"（{'，'.join(texts)}）" for uid, texts in found.items() if texts}

    def _look_up(self, text: str) -> None:
        self._offer_all()
        if self._many and text.strip():
            self._offer(self._found(text.strip(), SOME), None)

    def _offer(self, found: list[tuple[str, str]], kept: str | None) -> None:
        uids = self._named(found)
        if uids != self._uids:
            self._uids = uids
            self.box.offer(list(uids))
            if kept:
                self._show(kept)

    def _kept(self) -> str | None:
        text = self.text()
        return self._gone if text == GONE else self._uids.get(text)

    def value(self) -> Any:
        """The uid of the record named in the box, or None if empty or no record has that name."""
        if self.text() and not self._kept():
            self._offer_all()
        return self._kept()

    def set_value(self, value: Any) -> None:
        """Show the title of the record with this uid, also one that is no longer offered; None empties."""
        if value and value not in self._uids.values():
            named = self._named(self._titled(value))
            self._uids = {**named, **self._uids} if self._read else named
        self._show(value)

    def _show(self, value: str | None) -> None:
        text = next((text for text, uid in self._uids.items() if uid == value), "")
        self._gone = value if value and not text else None
        self.box.setEditText(GONE if self._gone else text)

    def problem(self) -> str:
        """Says that no record has this name; "" if one has or the box is empty."""
        if not self.text() or self.value():
            return ""
        return f"{self._target.label}里没有“{self.text()}”，请从列表里选，没有的先去登记。"
