"""A book on the clipboard stops nothing: it is refused, and the text stays as it was."""

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from models.records.bounds import LONG_TEXT
from models.records.registry import ledger
from ui.base.session import Session
from ui.base.text_box import TextBox
from ui.form.editors import make_editor
from ui.form.plain_editors import LongTextEditor


@pytest.mark.parametrize(("pasted", "text"), [("字" * 20_000_000, "甲"), ("字" * LONG_TEXT, "甲" + "字" * LONG_TEXT)])
def test_a_book_is_not_pasted(qtbot: QtBot, pasted: str, text: str) -> None:
    box, told = TextBox(), list[str]()
    qtbot.addWidget(box)
    box.refused.connect(told.append)
    QGuiApplication.clipboard().setText("甲")
    box.paste()
    QGuiApplication.clipboard().setText(pasted)
    box.paste()
    assert box.toPlainText() == text
    assert bool(told) == (text == "甲")
    assert all("没有贴入" in sentence for sentence in told)


def test_a_field_says_so(qtbot: QtBot, session: Session) -> None:
    editor = make_editor(ledger("training").by_name["remarks"], session)
    qtbot.addWidget(editor)
    assert isinstance(editor, LongTextEditor)
    QGuiApplication.clipboard().setText("字" * 20_000_000)
    with qtbot.waitSignal(session.refused):
        editor.box.paste()
    assert editor.value() is None
