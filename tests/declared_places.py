"""Where the program shows what its ledgers declare, as one JSON object of place → text; run as a module."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication

from models.due.due_dates import Due
from models.due.ledger_dues import counted_dues, ledger_dues
from models.records.context import BasicContext
from models.records.entry import to_record
from models.records.registry import ledger
from models.store.base.workspace import UNIT, Office, Workspace, create_workspace
from models.store.records import listing, records
from models.store.records.listing import ListQuery
from reports.excel.ledger_workbook import export_ledger
from reports.figures.certificates import certificate_figures
from reports.filled_in.import_ledger import preview_workbook
from reports.forms import make_form, own_layout
from reports.layouts.form import FormRequest
from ui.base.memory import Memory
from ui.base.session import Session
from ui.base.workers import Jobs
from ui.desk.page import DeskPage
from ui.form.form_fields import FormFields, starting_values
from ui.kit.tables.cells import tone_of
from ui.kit.tables.quick_filters import QuickFilters
from ui.list.list_model import RecordModel
from ui.list.views import ViewContext, views

TODAY = dt.date(2020, 6, 1)
IN_45_DAYS = (TODAY + dt.timedelta(days=45)).isoformat()
PERSON, CERTIFICATE, DOCUMENT, COMPLAINT = map(ledger, ("person", "certificate", "document", "complaint"))
CONTEXT = BasicContext({}, TODAY)


def filled(workspace: Workspace) -> None:
    """A person with two certificates, one ending in 45 days, the other held back; a complaint due then."""
    with workspace.write("张晓明") as tx:
        who = records.save(tx, PERSON, "X01", {"name": "王伟", **starting_values(PERSON)}).uid
        shared = {"holder": who, "kind": "甲", "field": "城管", "valid_to": IN_45_DAYS}
        records.save(tx, CERTIFICATE, "X01", {"number": "1", **shared, "status": ledger_word("status", 0)})
        records.save(tx, CERTIFICATE, "X01", {"number": "2", **shared, "status": ledger_word("status", 1)})
        records.save(tx, COMPLAINT, "X01", {"about": "噪声", "due": IN_45_DAYS})


def ledger_word(name: str, at: int) -> str:
    """One of the words a certificate's field may have."""
    return CERTIFICATE.by_name[name].spec.choices[at]


def lists(workspace: Workspace) -> dict[str, Any]:
    """Views, cells and chips."""
    record = to_record(CERTIFICATE, {"valid_to": IN_45_DAYS, "status": ledger_word("status", 0)})
    situation = next(one for one in CERTIFICATE.derived if one.name == "situation")
    ending = views(CERTIFICATE)[3].label
    query = next(one for one in views(CERTIFICATE) if one.label == ending).narrow(
        ListQuery(), ViewContext("张晓明", TODAY)
    )
    with workspace.read() as connection:
        shown = listing.read_page(connection, CERTIFICATE, listing.row_ids(connection, CERTIFICATE, query))
    return {
        "views of certificates": [one.label for one in views(CERTIFICATE)],
        "views of persons": [one.label for one in views(PERSON)],
        "certificates in the view": [one.fields["number"] for one in shown],
        "cell": situation.of(record, CONTEXT),
        "chip of the cell": tone_of(situation, situation.of(record, CONTEXT)),
        "chip of a status": tone_of(CERTIFICATE.by_name["status"], ledger_word("status", 1)),
        "chip of the situation": tone_of(situation, ledger_word("status", 1)),
    }


def desk(workspace: Workspace) -> dict[str, Any]:
    """What is due, and how urgent."""
    with workspace.read() as connection:
        counted = counted_dues(connection, "X01", TODAY, 10)
        listed = list(ledger_dues(connection, "X01", CONTEXT))
    return {
        "certificates due": [counted.soon, counted.all],
        "others due": [[one.what, one.title] for one in listed],
        "urgency": Due(TODAY, 45, "", "", "").tone,
    }


def findings() -> dict[str, Any]:
    """What checks say."""
    ending = to_record(CERTIFICATE, {"valid_to": IN_45_DAYS, "status": ledger_word("status", 0)})
    filed = to_record(DOCUMENT, {"issued_on": "2020-01-01"})
    pairs = ((CERTIFICATE, ending), (DOCUMENT, filed))
    told = (check(record, "", CONTEXT) for declared, record in pairs for check in declared.checks)
    return {"findings": sorted(one.message for found in told for one in found)}


def paper(workspace: Workspace) -> dict[str, Any]:
    """Forms: heads, facts, notes."""
    sheet = make_form(workspace, "certificates", FormRequest(2020, TODAY))
    register = make_form(workspace, "register-certificate", FormRequest(2020, TODAY))
    return {
        "facts of the form": [one.value for one in sheet.facts],
        "notes of the form": list(sheet.notes),
        "heads of the form": [one.label for one in sheet.columns],
        "heads by unit": [one.label for one in own_layout("certificates-by-unit").columns],
        "heads of the filing form": [one.label for one in own_layout("ministry-filing").columns],
        "heads of the register": [one.label for one in register.columns],
    }


def workbooks(workspace: Workspace, folder: Path) -> dict[str, Any]:
    """The ledger as a workbook, and what an import takes for its columns."""
    target = folder / "证件.xlsx"
    export_ledger(workspace, CERTIFICATE, None, target)
    book = load_workbook(target)
    found = preview_workbook(workspace, CERTIFICATE, target)
    return {
        "heads of the workbook": [cell.value for cell in book.worksheets[0][1]],
        "explained in the workbook": [row[0].value for row in book["填写说明"].iter_rows()],
        "rows an import knows": [found.unchanged, *found.notes],
    }


def windows(workspace: Workspace, folder: Path) -> dict[str, Any]:
    """Lists, forms and the desk on screen."""
    session = Session(workspace, Memory(folder / "user.json"), Jobs(), "张晓明")
    page = DeskPage(session)
    model = RecordModel(session, CERTIFICATE, parent=page)
    form = FormFields(session, CERTIFICATE, read_only=False, parent=page)
    boxes = QuickFilters(PERSON, TODAY.year, [], parent=page)
    told = {
        "tile of the desk": page.tiles["soon"].name.text(),
        "box of the desk": [page.within.itemText(at) for at in range(page.within.count())],
        "heads of the list": [model.label(at) for at in range(model.columnCount())],
        "labels of the form": [row.label.text() for row in form.rows.values()],
        "box of the list": [boxes.state.itemText(at) for at in range(boxes.state.count())],
    }
    session.close()
    return told


def main() -> None:
    """Print all places."""
    application = QApplication(sys.argv)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workspace, _ = create_workspace(folder / "w", Office(UNIT, "X01", "示例一办事处"), None)
        filled(workspace)
        with workspace.read() as connection:
            entries = {one.id: list(records.entries(connection, one)) for one in (PERSON, CERTIFICATE)}
        figures = certificate_figures(BasicContext(entries, TODAY), 2020)
        places = {"certificates that end": figures["ending"]}
        places |= lists(workspace) | desk(workspace) | findings() | paper(workspace)
        places |= workbooks(workspace, folder) | windows(workspace, folder)
        workspace.close()
    application.quit()
    sys.stdout.write(json.dumps({place: str(said) for place, said in places.items()}, ensure_ascii=False))


if __name__ == "__main__":
    main()
