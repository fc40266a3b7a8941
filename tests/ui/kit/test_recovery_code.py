"""The recovery code on screen: in groups, saved as a sheet, and said where that fails."""

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from models.package.keys import group_secret
from ui.kit.recovery_code import RecoveryCode

IDENTITY = "AGE-SECRET-KEY-1SLQ00CD39DFTYVJAFHW3UR4ZZ3FPD9HFN6F5V0ESZ76AHJ48PPGSUJ2R6T"


@pytest.fixture
def shown(qtbot: QtBot) -> RecoveryCode:
    made = RecoveryCode("杨桥办事处", {"恢复码": "8K2PD-9QWER", "第二密钥": IDENTITY}, dt.date(2020, 12, 1))
    qtbot.addWidget(made)
    return made


def test_long_keys_stand_in_groups(shown: RecoveryCode) -> None:
    assert group_secret(IDENTITY) in [label.text() for label in shown.findChildren(QLabel)]
    assert group_secret(IDENTITY) in shown.text()
    assert max(map(len, group_secret(IDENTITY).split()[1:])) == 5


def test_the_sheet_is_saved_and_printed(shown: RecoveryCode, tmp_path: Path) -> None:
    shown.save_to(tmp_path / "a.pdf")
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "b.pdf"))
    shown.print_on(printer)
    assert [path.read_bytes()[:4] for path in sorted(tmp_path.glob("*.pdf"))] == [b"%PDF"] * 2
    assert shown.trouble.text() == ""


def test_saving_says_where_and_that_it_is_open_to_all(shown: RecoveryCode, tmp_path: Path) -> None:
    shown.save_to(tmp_path / "a.pdf")
    assert str(tmp_path / "a.pdf") in shown.done.text()
    assert "没有加密" in shown.done.text()
    shown.save_to(tmp_path / "没有" / "a.pdf")
    assert shown.done.text() == ""


def test_a_place_that_takes_no_file_is_said(shown: RecoveryCode, tmp_path: Path) -> None:
    shown.save_to(tmp_path / "没有" / "a.pdf")
    assert shown.trouble.text()
