"""The window's typeface: the first installed of a list of Chinese ones, and the bundled one as a last resort."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from models.resources import resource

WANTED = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "HarmonyOS Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
)
TRANSLATION = "qtbase_zh_CN"
"""Qt's words in Chinese; `build.spec` sees to it that they go along."""
OWN_LANGUAGE = ("win", "darwin")
"""Platforms whose own dialogs people know, in whatever language their computer speaks."""
BUNDLED = resource("fonts", "NotoSansSC-Medium.ttf")


def chinese_family(installed: list[str]) -> str:
    """The first of WANTED that is installed, else another Chinese family, else the bundled one."""
    for name in WANTED:
        if name in installed:
            return name
    chinese = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    return chinese[0] if chinese else bundled_family()


def bundled_family() -> str:
    """Load the font that comes with the program and give its family; "" where the file is missing."""
    number = QFontDatabase.addApplicationFont(os.fspath(BUNDLED))
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return families[0] if families else ""


def speak_chinese(application: QApplication, points: int) -> None:
    """Choose the typeface, and Qt's own words (buttons of its dialogs, menus of its editors)."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    application.setFont(QFont(chinese_family(QFontDatabase.families()), points))
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(TRANSLATION, folder):
        application.installTranslator(translator)
    # The desktop's own dialogs speak the language of the session: where that is not Chinese, Qt's do better.
    foreign = not QLocale.system().name().startswith("zh")
    application.setAttribute(
        Qt.ApplicationAttribute.AA_DontUseNativeDialogs, foreign and not sys.platform.startswith(OWN_LANGUAGE)
    )
