"""Every paper that a worked example leaves: name and text of forms, workbooks, drafts, packages and messages."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
from openpyxl import load_workbook
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from models.records.registry import ledgers
from models.store.base.workspace import Workspace
from models.submit.centre import require_issue
from reports.excel.ledger_workbook import export_ledger
from reports.filled_in.tasks_book import write_tasks
from reports.filled_in.units_book import write_units
from ui.cli import main as cli
from ui.demo.places import Places
from ui.window.main_window import MainWindow

Paper = tuple[str, str]
DRAFTS = ("annual-report", "feedback", "urging")
CATALOGUES = ("drafts", "forms", "ledgers")
SAID = ("assess", "check", "conflicts", "forks", "place", "quarantine", "twins")
LINES = 12
"""Lines of a list that are read."""


def printed(places: Places) -> Iterator[Paper]:
    """The forms that the example printed, on paper and as workbooks."""
    for path in sorted(places.forms.rglob("*.*")):
        yield path.name, workbook_text(path) if path.suffix == ".xlsx" else pdf_text(path)


def packages(places: Places) -> Iterator[Paper]:
    """The packages: what stands in front of what is encrypted, and what the program says of them."""
    for path in sorted([*places.submitted.iterdir(), *places.issued.iterdir()]):
        yield (
            path.name,
            path.read_bytes().decode("utf-8", "ignore") + say("inspect", path) + say("inspect", path, "--json"),
        )


def written(workspace: Workspace, folder: Path) -> Iterator[Paper]:
    """The workbooks of an office: its ledgers, and at the centre tasks and units."""
    for ledger in ledgers().values():
        path = folder / f"{ledger.label}.xlsx"
        export_ledger(workspace, ledger, None, path)
        yield path.name, workbook_text(path)
    if workspace.is_centre:
        issue = require_issue(workspace)
        write_tasks(folder / "tasks.xlsx", issue.plan, issue.units)
        write_units(folder / "units.xlsx", issue.units)
        yield from ((name, workbook_text(folder / name)) for name in ("tasks.xlsx", "units.xlsx"))


def told(workspace: Path, folder: Path, options: tuple[str, ...]) -> Iterator[Paper]:
    """What commands say about an office, and the drafts they write."""
    for command in SAID:
        yield command, say(command, workspace, *options) + say(command, workspace, "--json", *options)
    for catalogue in CATALOGUES:
        yield catalogue, say(catalogue, "--json")
    for draft in DRAFTS:
        path = folder / f"{draft}.docx"
        yield draft, say("draft", workspace, draft, path, *options) + (word_text(path) if path.exists() else "")


def say(*words: object) -> str:
    """What a command says, done or refused."""
    heard = io.StringIO()
    with contextlib.redirect_stdout(heard), contextlib.redirect_stderr(heard), contextlib.suppress(SystemExit):
        cli.main([str(word) for word in words])
    return heard.getvalue()


def workbook_text(path: Path) -> str:
    """Cells, comments, hints of lists and names of sheets; "" where nothing was written."""
    if not path.exists():
        return ""
    book = load_workbook(path)
    cells = (cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None)
    hints = (f"{one.prompt} {one.error}" for page in book for one in page.data_validations.dataValidation)
    found = (f"{cell.value} {cell.comment.text if cell.comment else ''}" for cell in cells)
    return "\n".join([*book.sheetnames, *hints, *found])


def pdf_text(path: Path) -> str:
    """The text of all pages."""
    with pypdfium2.PdfDocument(path) as pages:
        return "\n".join(page.get_textpage().get_text_range() for page in pages)


def word_text(path: Path) -> str:
    """The text of a draft, its properties too."""
    with zipfile.ZipFile(path) as parts:
        return "\n".join(
            re.sub(r"<[^>]+>", "", parts.read(name).decode()) for name in parts.namelist() if name.endswith("xml")
        )


def shown(window: MainWindow, idle: Callable[[], None]) -> Iterator[Paper]:
    """Every page of the window with all its tabs, forms and lists: what can be read, hints too."""
    for spec in window.specs:
        window.show_page(spec.id)
        idle()
        for bar in [None, *window.page.findChildren(QTabBar)]:
            for tab in range(bar.count() if bar else 1):
                if bar:
                    bar.setCurrentIndex(tab)
                    idle()
                yield spec.id, "\n".join(_read(window.page))


def _read(within: QWidget) -> Iterator[str]:
    for one in [within, *within.findChildren(QWidget)]:
        yield from (one.toolTip(), one.whatsThis(), one.statusTip(), one.accessibleName(), one.accessibleDescription())
        if isinstance(one, QLabel | QAbstractButton):
            yield one.text()
        elif isinstance(one, QLineEdit):
            yield from (one.text(), one.placeholderText())
        elif isinstance(one, QPlainTextEdit | QTextEdit):
            yield from (one.toPlainText(), one.placeholderText())
        elif isinstance(one, QGroupBox):
            yield one.title()
        elif isinstance(one, QComboBox):
            yield from (one.itemText(at) for at in range(one.count()))
        elif isinstance(one, QTabBar):
            yield from (one.tabText(at) for at in range(one.count()))
        elif isinstance(one, QAbstractItemView) and one.model():
            yield from _cells(one.model(), QModelIndex())


def _cells(model: QAbstractItemModel, above: QModelIndex) -> Iterator[str]:
    roles = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole
    is_list, is_table = isinstance(model, QAbstractListModel), isinstance(model, QAbstractTableModel)
    columns = range(1 if is_list else model.columnCount(above))  # what a list has is private, as are children of both
    yield from (str(model.headerData(at, Qt.Orientation.Horizontal, role)) for at in columns for role in roles)
    for line in range(min(model.rowCount(above), LINES)):
        yield from (str(model.data(model.index(line, at, above), role)) for at in columns for role in roles)
        if not (is_list or is_table) and model.hasChildren(model.index(line, 0, above)):
            yield from _cells(model, model.index(line, 0, above))
