"""One field in a form: label, editor, and below it what is wrong, what the centre said, and what follows."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from models.check.answers import can_be_explained
from models.check.record import TYPED, ComputedValue
from models.records.field import BoundField, Kind
from models.records.finding import Finding, Level
from models.records.tone import Tone
from ui.base.plain_text import Label, LinkLabel, plain_tip
from ui.base.theme import scaled
from ui.base.tokens import CONTROL
from ui.form.editor import Editor
from ui.form.field_notes import FieldNotes, Note
from ui.kit.labels import column

LABEL_CHARACTERS = 7
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FieldRow(QObject):
    """Rows of a form's grid that belong to one field.

    Signals:
        entered: Enter was pressed: on to the next field.
        left: The field was left, so what is wrong with it may be shown.
        arrived: The cursor came into the field.
        explain_wanted: A warning that the user wants to explain.
        help_wanted: What is said below the field was clicked.
    """

    entered = Signal()
    left = Signal()
    arrived = Signal()
    explain_wanted = Signal(object)
    help_wanted = Signal()

    def __init__(self, field: BoundField, editor: Editor, grid: QGridLayout, at: int, *, follows: int = 0) -> None:
        """Rows at twice `at` of the grid; so many values follow from the field, and are shown below it."""
        super().__init__(editor)
        self.field, self.editor, self.touched, self.loaded = field, editor, False, ""
        self.label = Label(f"{field.label} *" if field.spec.required else field.label)
        self.label.setWordWrap(True)
        self.label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self.label.setContentsMargins(0, (scaled(CONTROL) - self.label.fontMetrics().height()) // 2, 0, 0)
        self.label.setFixedWidth(self.label.fontMetrics().horizontalAdvance("国") * LABEL_CHARACTERS + 12)
        self.label.setBuddy(editor)
        self.help = field.spec.help or field.label
        self.label.setToolTip(plain_tip(self.help))
        editor.setToolTip(plain_tip(self.help))
        self.notes = FieldNotes(follows)
        self.notes.clicked.connect(self.help_wanted)
        self._place(grid, at)
        self._shown: tuple[list[Note], list[str]] = [], []
        self._findings: list[Finding] = []
        editor.inner.installEventFilter(self)
        application = QApplication.instance()
        if field.kind is Kind.TABLE and isinstance(application, QApplication):
            # The cursor is in one of several widgets inside: which of them loses it says nothing.
            application.focusChanged.connect(self._move)
        editor.entered.connect(self.entered)

    def _place(self, grid: QGridLayout, at: int) -> None:
        if self.field.kind is Kind.TABLE:
            self.label.setAlignment(Qt.AlignmentFlag.AlignLeft)
            self.label.setMaximumWidth(10_000)
            grid.addWidget(self.label, 2 * at, 0, 1, 2)
            grid.addLayout(column(self.editor, self.notes, margin=0), 2 * at + 1, 0, 1, 2)
            return
        grid.addWidget(self.label, 2 * at, 0)
        grid.addWidget(self.editor, 2 * at, 1)
        grid.addWidget(self.notes, 2 * at + 1, 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on, Alt+Enter breaks a line, and leaving is noticed."""
        kind = event.type()  # once: each look at it costs, and every event of every field comes through here
        if kind is QEvent.Type.FocusIn:
            self.arrived.emit()
        elif kind is QEvent.Type.FocusOut and not _stays(event):
            self._leave()
        elif kind is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in ENTER:
            return self._enter(watched, event)
        elif kind is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            return self._is_for_the_form(watched, event)
        return False

    def _is_for_the_form(self, watched: QObject, event: QKeyEvent) -> bool:
        """Ctrl+D, and Ctrl+Z with nothing typed since the cursor came, are not for the field; lines would take both."""
        line = watched.lineEdit() if isinstance(watched, QComboBox) else watched
        if isinstance(line, QPlainTextEdit):
            idle = not line.document().isUndoAvailable()
        else:
            idle = isinstance(line, QLineEdit) and not line.isUndoAvailable()
        undo = idle and event.matches(QKeySequence.StandardKey.Undo)
        copy = event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if undo or copy:
            event.ignore()
        return undo or copy

    def _move(self, before: QWidget | None, now: QWidget | None) -> None:
        """The cursor went from one widget to another: it may have come into the field, or left it."""
        if not shiboken6.isValid(self.editor):  # the form is being closed with the cursor in it
            return
        was, is_ = (one is not None and self.editor.isAncestorOf(one) for one in (before, now))
        if is_ and not was:
            self.arrived.emit()
        elif was and now is not None and not is_:
            self._leave()

    def _leave(self) -> None:
        self.touched = True
        self.editor.settle()
        self.left.emit()

    def _enter(self, watched: QObject, event: QKeyEvent) -> bool:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain:
            self.editor.settle()
            self.entered.emit()
            return True
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and isinstance(watched, QPlainTextEdit):
            watched.insertPlainText("\n")
            return True
        return False

    def show_when_asked(self, *, asked: bool) -> None:
        """Hide the field where nobody asks for it; never what holds something, or has the cursor."""
        editor, focus = self.editor, QApplication.focusWidget()
        has_cursor = focus is not None and (focus is editor or editor.isAncestorOf(focus))
        shown = asked or has_cursor or editor.value() is not None or bool(editor.raw())
        if shown is editor.isHidden():
            self.set_shown(shown)

    def set_shown(self, shown: bool) -> None:
        """Show or hide all that belongs to the field."""
        for part in (self.label, self.editor, self.notes):
            part.setVisible(shown)

    def show_notes(self, findings: list[Finding], remark: str, computed: list[ComputedValue]) -> None:
        """What is wrong, what the centre said, what follows from the field."""
        problem = self.editor.problem() if self.touched else ""
        notes = [(problem, Tone.BAD)] if problem else [_note(one) for one in findings]
        notes += [(f"退回意见：{remark}", Tone.WARN)] if remark else []
        wanted = notes, [words for one in computed if (words := _in_words(one))]
        if wanted != self._shown or findings != self._findings:
            self._shown, self._findings = wanted, findings
            self.notes.show_notes(*wanted)
            can = any(can_be_explained(one) and one.uid != TYPED for one in findings) and not self.editor.read_only
            self.notes.offer(self._link() if can else None)
            self.editor.inner.setAccessibleDescription(self.notes_text())

    def _link(self) -> LinkLabel:
        open_ = [one for one in self._findings if can_be_explained(one)]
        words = "说明理由…" if any(not one.explained for one in open_) else "改说明…"
        link = LinkLabel()
        link.show_links([("#", words, "")])
        link.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        link.setToolTip("数据没有错的，写明理由就可以报送（F2）")
        link.linkActivated.connect(self.explain)
        return link

    def explain(self, *_: object) -> bool:
        """Have the first warning explained that is not; False where there is nothing to explain."""
        may = [one for one in self._findings if can_be_explained(one) and one.uid != TYPED]
        wanted = next((one for one in may if not one.explained), next(iter(may), None))
        if wanted is not None:
            self.explain_wanted.emit(wanted)
        return wanted is not None

    def notes_text(self) -> str:
        """The notes shown under the field, one a line; "" if there are none."""
        notes, follows = self._shown
        return "\n".join([*(words for words, _ in notes), *follows])


def _stays(event: QEvent) -> bool:
    """Whether only a list of the field itself has opened."""
    return isinstance(event, QFocusEvent) and event.reason() is Qt.FocusReason.PopupFocusReason


def _note(finding: Finding) -> Note:
    if finding.explained:
        return f"已说明：{finding.explained}（{finding.message.rstrip('。')}）", Tone.CALM
    return finding.message, Tone.BAD if finding.level is Level.ERROR else Tone.WARN


def _in_words(one: ComputedValue) -> str:
    if not one.text and not one.because:
        return ""
    return f"{one.label}：{one.text or '—'}" + (f"（{one.because.rstrip('。')}）" if one.because else "")
