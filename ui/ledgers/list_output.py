"""A list on paper and in a workbook: what is shown, not more. Knows no Qt."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from models.records.entry import read_line
from models.records.ledger import Ledger
from models.records.office import place_of
from models.records.registry import ledger as ledger_with
from models.store.base.workspace import Workspace
from models.store.records import documents, listing, records
from models.store.records.item_numbers import item_numbers_for
from models.store.records.printed import note_printed
from models.store.records.proxy import proxy_uids
from models.submit.centre import current_issue
from reports.excel.ledger_text import Titles
from reports.excel.ledger_workbook import write_ledger
from reports.forms import FormRequest, make_form
from reports.forms.register import register_id

CHUNK = 500


def uids_of(workspace: Workspace, ledger: Ledger, ids: list[int]) -> list[str]:
    """Uids of the rows of a list, in its order."""
    found: list[str] = []
    with workspace.read() as connection:
        for at in range(0, len(ids), CHUNK):
            found += [row.uid for row in listing.read_page(connection, ledger, ids[at : at + CHUNK])]
    return found


def export_shown(workspace: Workspace, ledger: Ledger, uids: Collection[str], target: Path, operator: str) -> int:
    """Write these records as a workbook that can be imported again; all in full, which the journal says.

    Where any of them was typed from paper (代录), a column 来源 says which.

    Raises:
        NotWrittenError: It cannot be written: open in another program, no space, a stick that was pulled.
    """
    with workspace.read() as connection:
        kept = records.existing_lines(connection, ledger, list(uids))
        entries = [read_line(kept[uid]) for uid in uids if uid in kept]
        targets = {ledger_with(one.spec.to) for one in ledger.fields if one.spec.to}
        titles = {one.id: Titles(one, records.entries(connection, one)) for one in targets}
        typed, numbers = proxy_uids(connection, entries), item_numbers_for(connection, ledger)
        names = documents.unit_names(connection, {entry.unit for entry in entries})
    entries = [numbers.shown_entry(ledger, entry) for entry in entries]
    foreign = any(entry.unit != workspace.unit for entry in entries)
    if whole := _whole_in_workbook(ledger, foreign=foreign):
        with workspace.write(operator) as tx:
            note_printed(tx, ledger.id, "", f"导出{ledger.label}工作簿（含完整{whole}）")
    return write_ledger(
        ledger, entries, titles, target, names if foreign else None, typed, place_of(current_issue(workspace))
    )


def _whole_in_workbook(ledger: Ledger, *, foreign: bool) -> str:
    """What a workbook shows in full that lists mask: ID numbers, and the parties in other units' ledgers."""
    private = {one.spec.private for one in ledger.fields}
    return "、".join(["身份证号"] * ("id_number" in private) + ["当事人姓名"] * (foreign and "name" in private))


def write_template(workspace: Workspace, ledger: Ledger, target: Path) -> int:
    """Write an empty workbook with the ledger's heads and explanations, to be filled in and imported."""
    return write_ledger(ledger, [], {}, target, place=place_of(current_issue(workspace)))


def print_shown(workspace: Workspace, ledger: Ledger, uids: Collection[str], target: Path, operator: str) -> Path:
    """Write the register of these records as PDF; gives the file.

    Raises:
        NotWrittenError: It cannot be written: open in another program, no space, a stick that was pulled.
    """
    from reports.paper.pdf import write_pdf

    today = workspace.clock.today()
    issue = current_issue(workspace)
    request = FormRequest(issue.year if issue else today.year, today, operator=operator, only=frozenset(uids))
    sheet = make_form(workspace, register_id(ledger), request)
    write_pdf(sheet, target)
    return target
