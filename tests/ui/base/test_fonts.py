"""Qt's own words are Chinese whatever the language of the session is."""

import os
import subprocess
import sys

import pytest

SHOWS = """
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLineEdit, QPushButton
from ui.base.fonts import speak_chinese
application = QApplication([])
speak_chinese(application, 10)
box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
print([one.text() for one in box.buttons()])
dialog = QFileDialog(None)
dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
print([one.text().partition("(")[0] for one in dialog.findChildren(QPushButton)])
line = QLineEdit()
menu = line.createStandardContextMenu()
print([one.text().partition("(")[0] for one in menu.actions()][:2])
print(application.testAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs))
"""


@pytest.mark.parametrize(("locale", "qt_dialogs"), [("C", True), ("en_US.UTF-8", True), ("zh_CN.UTF-8", False)])
def test_dialogs_and_menus_are_chinese_in_any_session(locale: str, qt_dialogs: bool) -> None:
    languages = dict.fromkeys(("LANG", "LC_ALL", "LANGUAGE"), locale)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1", **languages}
    said = subprocess.run(
        [sys.executable, "-c", SHOWS], env=environment, capture_output=True, check=True, timeout=120
    ).stdout.decode()
    buttons, dialog, menu, attribute = said.splitlines()
    assert (buttons, dialog, menu) == ("['确定', '取消']", "['打开', '取消']", "['撤消', '重做']")
    assert attribute == str(qt_dialogs)
