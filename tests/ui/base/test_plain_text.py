"""Text out of records and files is shown as it is: nothing in it is read as markup, and nothing is loaded for it."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import Qt, QTextDocument
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from models.records.field import Kind
from models.records.registry import ledger, ledgers
from models.store.base.workspace import Workspace
from models.store.records import listing, records
from tests.ui.worked_year import Year
from ui.base.memory import Memory
from ui.base.pages import pages_for
from ui.base.plain_text import LinkLabel, MessageBox, name_of, plain_tip, show_tip
from ui.base.session import Session
from ui.base.workers import Jobs, Trouble
from ui.kit.after_backup import NoBackupBox
from ui.kit.tables.head import ColumnHead
from ui.kit.tables.rows_table import RowsModel
from ui.list.list_model import RecordModel
from ui.window.main_window import MainWindow

IMAGE = "<img src='/dev/zero'>"
MARKED = (IMAGE, "<b>王伟</b>", "a&lt;b", "<table><tr><td>甲  乙", "第一行\n<i>第二行</i>", "3 < 5", "王伟")
TIP = int(Qt.ItemDataRole.ToolTipRole)


def shown(tip: str) -> str:
    """What a tooltip shows."""
    if not Qt.mightBeRichText(tip):
        return tip
    document = QTextDocument()
    document.setHtml(tip)
    return document.toPlainText()


def taken_for_markup(within: QWidget) -> list[str]:
    """Labels and tooltips with an image in their text that Qt would load."""
    labels = [one for one in within.findChildren(QLabel) if one.textFormat() is not Qt.TextFormat.PlainText]
    tips = [one.toolTip() for one in within.findChildren(QWidget) if Qt.mightBeRichText(one.toolTip())]
    return [text for text in (*(one.text() for one in labels), *tips) if "<img" in text]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("text", MARKED)
def test_a_tooltip_shows_the_text(text: str) -> None:
    assert shown(plain_tip(text)) == text
    model = RowsModel([ColumnHead[str]("填表人", 8, str)])
    model.show_rows([text])
    assert shown(model.data(model.index(0, 0), TIP)) == text
    show_tip(QPoint(1, 1), text)
    assert shown(QToolTip.text()) == text


@pytest.mark.parametrize("text", MARKED)
def test_a_list_shows_the_text(session: Session, workspace: Workspace, text: str) -> None:
    people = ledger("person")
    with workspace.write("张晓明") as tx:
        records.save(tx, people, "X01", {"name": text})
    model = RecordModel(session, people, parent=None)
    with workspace.read() as connection:
        model.show_ids(listing.row_ids(connection, people, listing.ListQuery()))
    at = [model.sort_name(one) for one in range(model.columnCount())].index("name")
    assert shown(model.data(model.index(0, at), TIP)) == model.data(model.index(0, at))


@pytest.mark.parametrize("text", MARKED)
def test_a_box_shows_the_text(qtbot: QtBot, text: str) -> None:
    home = QWidget()
    qtbot.addWidget(home)
    plain = MessageBox("warning", "不能打开", text, home)
    plain.setInformativeText(text)
    boxes = [plain, NoBackupBox(text, Trouble(text, text), home)]
    labels = [label for box in boxes for label in box.findChildren(QLabel) if label.text()]
    assert len(labels) >= 4
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


@pytest.mark.parametrize("text", MARKED)
def test_a_form_and_a_link_show_the_text(qtbot: QtBot, text: str) -> None:
    page, links = QWidget(), LinkLabel()
    for one in (page, links):
        qtbot.addWidget(one)
    form = QFormLayout(page)
    form.addRow(name_of(QLineEdit(), text), QLineEdit())
    links.show_links([(text, text, text)])
    assert taken_for_markup(page) == []
    document = QTextDocument()
    document.setHtml(links.text())
    said = document.toPlainText().replace("\xa0", " ").split()
    assert said == (text * 2).split()
    assert f'href="{html.escape(text)}"' in links.text()


@pytest.mark.parametrize("role", ["unit", "centre"])
def test_no_page_takes_a_record_for_markup(qtbot: QtBot, year: Year, role: str, tmp_path: Path) -> None:
    workspace = year.centre if role == "centre" else year.unit
    with workspace.write(IMAGE) as tx:
        for one in (one for one in ledgers().values() if one.desk == "unit"):
            texts = [field for field in one.fields if field.kind is Kind.TEXT and not field.spec.private]
            records.save(tx, one, "X01", {field.name: IMAGE for field in texts})
    session = Session(workspace, Memory(tmp_path / "user.json"), Jobs(), IMAGE)
    window = MainWindow(session)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    for spec in pages_for(workspace.role):
        window.show_page(spec.id)
        qtbot.waitUntil(lambda: not session.jobs.running)
        session.told.emit(IMAGE)
        session.refused.emit(IMAGE)
        assert taken_for_markup(window) == [], spec.id
    session.close()
