"""What holds for a scheme as a whole: its note, the parts of the total, and what silence and 不适用 are worth."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from models.assess.scheme_words import Raw, parts_words, read_parts
from ui.base.plain_text import name_of
from ui.base.session import Session
from ui.base.tokens import SPACE
from ui.kit.combo_box import ComboBox
from ui.kit.labels import column, group_head, several_lines

UNREPORTED = {"no_points": "沉默不得分：扣分、比率、完成率各项不得分", "counted": "照台账计算"}
WAIVED = {"agreed": "汇总单位同意的才不计", "claimed": "单位写明理由就不计"}
PARTS_HINT = "例如：自评20%；实地考评50%；满意度30%。不填就是不分"


class SchemeSettings(QWidget):
    """Edits the settings of a scheme.

    Signals:
        edited: Name of the setting and its value; None where it is not said.
    """

    edited = Signal(str, object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parts, self.note = QLineEdit(placeholderText=PARTS_HINT), several_lines("方案说明")
        self.note.refused.connect(session.refused)
        self.unreported, self.waived = _choice(UNREPORTED), _choice(WAIVED)
        lines, heads = QFormLayout(), QWidget()
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(SPACE)
        heads.setLayout(lines)
        for label, box in (
            ("总分的组成", self.parts),
            ("没有报送的单位", self.unreported),
            ("说不适用的事项", self.waived),
        ):
            lines.addRow(name_of(box, label), box)
        layout = column(heads, group_head("方案说明"), self.note)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.parts.textEdited.connect(self._parts_typed)
        self.note.textChanged.connect(lambda: self.edited.emit("note", self.note.toPlainText().strip()))
        for name, box in (("unreported", self.unreported), ("waived", self.waived)):
            box.activated.connect(lambda _, name=name, box=box: self.edited.emit(name, box.currentData()))

    def show_scheme(self, raw: Raw) -> None:
        """Show the settings of a scheme."""
        parts = raw.get("parts", ())
        self.parts.setText(parts_words(parts) if isinstance(parts, list | tuple) else str(parts))
        for name, box in (("unreported", self.unreported), ("waived", self.waived)):
            box.setCurrentIndex(max(box.findData(raw.get(name)), 0))
        self.note.blockSignals(True)
        self.note.setPlainText(str(raw.get("note", "")))
        self.note.blockSignals(False)

    def _parts_typed(self, text: str) -> None:
        found = read_parts(text)
        self.edited.emit("parts", text if found is None else found or None)


def _choice(choices: Mapping[str, str]) -> QComboBox:
    box = ComboBox()
    for value, label in choices.items():
        box.addItem(label, value)
    return box
