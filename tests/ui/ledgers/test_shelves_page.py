"""Many ledgers behind an index: found, turned to, switched, and reached from elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from models.records.registry import ledger
from models.store.base.workspace import Workspace
from models.store.records import records
from ui.kit.tables.look import BESIDE
from ui.ledgers.ledger_index import COUNT, DONE, NAME, PADDING
from ui.ledgers.shelves import switched_ledgers
from ui.ledgers.shelves_page import ShelvesPage
from ui.window.main_window import MainWindow

Wait = Callable[[], None]


@pytest.fixture
def page(window: MainWindow, idle: Wait) -> ShelvesPage:
    window.show_page("others")
    assert isinstance(window.page, ShelvesPage)
    idle()
    return window.page


def test_only_what_is_needed_stands_there_at_first(page: ShelvesPage) -> None:
    assert page.index.listed() == ["training", "work"]
    assert page.pane.ledger.id == "training"


def test_a_ledger_is_switched_on_and_stays(page: ShelvesPage, workspace: Workspace, idle: Wait) -> None:
    page.index.choose.setChecked(True)
    assert page.index.choose.text() == DONE
    line = next(one for one in page.index._lines() if one.text(NAME) == "重大行政决策")
    line.setCheckState(NAME, Qt.CheckState.Checked)
    idle()
    page.index.choose.setChecked(False)
    assert page.index.listed() == ["training", "work", "decision"]
    with workspace.read() as connection:
        assert switched_ledgers(connection) == {"decision": True}


@pytest.mark.parametrize(("words", "found"), [("决策", ["decision"]), ("zdxz", ["decision"]), ("没有", [])])
def test_names_are_found_by_typing(page: ShelvesPage, words: str, found: list[str]) -> None:
    page.index.set_current("")
    page.index.choose.setChecked(True)
    page.index.words.setText(words)
    assert (page.index.listed(), page.index.nothing.isHidden()) == (found, bool(found))


def test_a_record_is_shown_where_its_ledger_is_not_listed(
    page: ShelvesPage, window: MainWindow, workspace: Workspace, idle: Wait
) -> None:
    with workspace.write("张晓明") as tx:
        uid = records.save(tx, ledger("decision"), "X01", {"title": "方案"}).uid
    window.session.record_wanted.emit("decision", uid)
    idle()
    assert (page.pane.ledger.id, page.pane.form.uid) == ("decision", uid)
    assert "decision" in page.index.listed()


def test_what_is_typed_is_saved_on_turning(page: ShelvesPage, workspace: Workspace, idle: Wait) -> None:
    page.pane.new()
    page.pane.form.fields.rows["topic"].editor.set_value("民法典")
    page.turn_to("work")
    idle()
    with workspace.read() as connection:
        assert [one.fields["topic"] for one in records.entries(connection, ledger("training"), "X01")] == ["民法典"]


def test_a_narrow_window_opens_the_index_in_place(page: ShelvesPage, window: MainWindow, idle: Wait) -> None:
    assert page.index.isVisible()
    assert not page.top.isVisible()
    window.resize(960, 600)
    idle()
    assert (page.index.isVisible(), page.stack.isVisible(), page.top.isVisible()) == (False, True, True)
    page.opener.setChecked(True)
    assert (page.index.isVisible(), page.stack.isVisible()) == (True, False)
    page.index.picked.emit("work")
    assert (page.index.isVisible(), page.stack.isVisible()) == (False, True)
    assert page.opener.text() == "台账：工作记录 ▾"


def test_an_empty_count_leaves_its_room_to_the_name(page: ShelvesPage) -> None:
    """The program's own style pads a head that is never seen."""
    page.index.show_shelves(page.index.shelves)
    header = page.index.tree.header()
    assert header.sectionSize(COUNT) < page.index.tree.fontMetrics().horizontalAdvance("国") * 2


def test_names_stay_whole_beside_a_list_with_two_filters(page: ShelvesPage, window: MainWindow, idle: Wait) -> None:
    """At 1366 pixels the boxes go into a line of their own; before, they took the room of the names for good."""
    window.resize(1366, 768)
    page.index.choose.setChecked(True)
    cut = {}
    for ledger_id in ("training", "inspection", "training"):
        page.turn_to(ledger_id)
        idle()
        tree = page.index.tree
        room = tree.header().sectionSize(NAME) - tree.indentation() - PADDING - BESIDE  # each has a tick
        names = [line.text(NAME) for line in page.index._lines()]
        cut[ledger_id] = [one for one in names if tree.fontMetrics().horizontalAdvance(one) > room]
    assert cut == {"training": [], "inspection": []}
    assert page.pane.list.quick.isVisible()
