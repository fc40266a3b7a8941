"""Lists of 100,000 (or a million) records: first paint, scrolling, filtering; against QSortFilterProxyModel. By hand.

    python -m tests.benchmarks.bench_lists [--records 100000] [--scrolls 200] [--no-proxy]

Everything is clocked on a page that is shown: from the call to the moment the rows asked for have been painted.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from models.records.ledger import Ledger
from models.records.registry import ledger
from models.store import listing, records, search
from models.store.listing import Query
from models.store.workspace import UNIT, Office, Workspace, create_workspace
from tests.benchmarks.list_data import Stage, stage
from ui.commands.arguments import tell
from ui.pages.ledger_page import LedgerPage
from ui.widgets.record_form import RecordForm
from ui.widgets.record_list import RecordList

PERSON = ledger("person")
BATCH = 20_000
WORDS = (("三个字以上", "三中队第"), ("两个字", "三中"), ("拼音首字母", "zxf"), ("数字", "00123"))
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞"


def main() -> None:
    """Make the workspace, look, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--scrolls", type=int, default=200)
    parser.add_argument("--no-proxy", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workspace, _ = create_workspace(Path(folder) / "w", Office(UNIT, "X01", "示例办事处"), "benchmark")
        _fill(workspace, args.records)
        made = stage(workspace, Path(folder))
        shown = _first_paint(made)
        _scroll(shown, args.scrolls)
        ours = {name: _filter(made, shown, words) for name, words in WORDS}
        _column(made, shown)
        _sort(made, shown)
        _form(made)
        if not args.no_proxy:
            _proxy(workspace, ours)
        made.session.close()


def _fill(workspace: Workspace, count: int) -> None:
    start = time.perf_counter()
    for at in range(0, count, BATCH):
        with workspace.write("导入") as tx:
            some = [records.fresh(tx, PERSON, "X01", _person(n)) for n in range(at, min(at + BATCH, count))]
            tx.keep("import", PERSON, [(entry, entry.line()) for entry in some])
    with workspace.write("导入") as tx:
        search.catch_up(tx.connection, PERSON)
    tell(f"{count:,} records made and indexed in {time.perf_counter() - start:.0f} s")


def _person(at: int) -> dict[str, object]:
    name = SURNAMES[at % 20] + GIVEN[at // 20 % 20] + GIVEN[at // 400 % 20]
    post = f"执法{'一二三四五六七八九十'[at % 10]}中队第{at // 10 % 100}组"
    return {"name": name, "phone": f"138{at:08d}", "post": post, "status": "在岗", "staffing": "行政编制"}


def _clock(act: Callable[[], None]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _first_paint(made: Stage) -> RecordList:
    def show() -> None:
        made.window.show_page("certificates")
        made.settle()
        made.window.grab()

    seconds = _clock(show)
    page = made.window.page
    if not isinstance(page, LedgerPage):
        raise SystemExit("no such page")
    tell(f"first paint of the page with {page.pane.list.model.rowCount():,} rows  {seconds:.3f} s")
    return page.pane.list


def _scroll(shown: RecordList, times: int) -> None:
    bar, taken = shown.table.verticalScrollBar(), []
    for at in range(times):
        start = time.perf_counter()
        bar.setValue(bar.maximum() * (at * 7919 % times) // times)
        shown.table.viewport().repaint()
        taken.append(time.perf_counter() - start)
    taken.sort()
    tell(f"jump to a page and paint it: median {_ms(statistics.median(taken))}, p95 {_ms(taken[int(0.95 * times)])}")


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def _ask(made: Stage, shown: RecordList) -> float:
    def act() -> None:
        shown.reload()
        made.settle()
        shown.table.viewport().repaint()

    return _clock(act)


def _filter(made: Stage, shown: RecordList, words: str) -> float:
    shown.search.setText(words)
    seconds = statistics.median(_ask(made, shown) for _ in range(3))
    tell(f"search {words:10} {shown.model.rowCount():7,} rows  {seconds:.3f} s")
    shown.search.clear()
    return seconds


def _column(made: Stage, shown: RecordList) -> None:
    shown.header.edits[0].setText("张伟")
    tell(f"filter of one column {shown.model.rowCount():,}  {_ask(made, shown):.3f} s")
    shown.header.edits[0].clear()
    _ask(made, shown)


def _sort(made: Stage, shown: RecordList) -> None:
    def act() -> None:
        shown.header.sectionClicked.emit(0)
        made.settle()

    tell(f"sort by name  {_clock(act):.3f} s")


def _form(made: Stage) -> None:
    for name in ("person", "certificate", "case", "training"):
        taken = []
        for _ in range(3):
            start = time.perf_counter()
            form = RecordForm(made.session, ledger(name))
            form.resize(500, 700)
            form.grab()
            taken.append(time.perf_counter() - start)
            made.settle()
            form.deleteLater()
        tell(f"make and paint the form of {name:12} {_ms(min(taken))}")
    page = made.window.page
    if isinstance(page, LedgerPage):
        pane, taken = page.pane, []
        for at in range(20):
            start = time.perf_counter()
            pane.list.table.selectRow(at)
            pane.form.repaint()
            taken.append(time.perf_counter() - start)
            made.settle()
        tell(f"show a record in its form: median {_ms(statistics.median(taken))}, worst {_ms(max(taken))}")


def _proxy(workspace: Workspace, ours: dict[str, float]) -> None:
    """The same rows in a QStandardItemModel behind a QSortFilterProxyModel over all columns."""
    model = _plain_model(workspace, PERSON)
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(model)
    proxy.rowCount()
    proxy.setFilterKeyColumn(-1)
    proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    for name, words in WORDS:
        if words.isascii() and words.isalpha():
            continue
        start = time.perf_counter()
        proxy.setFilterFixedString(words)
        seconds = time.perf_counter() - start
        proxy.setFilterFixedString("")
        tell(f"QSortFilterProxyModel {words:10} {seconds:.3f} s, {seconds / ours[name]:.1f} × ours")


def _plain_model(workspace: Workspace, declared: Ledger) -> QStandardItemModel:
    model = QStandardItemModel()
    with workspace.read() as connection:
        ids = listing.ids(connection, declared, Query())
        for at in range(0, len(ids), 500):
            for row in listing.page(connection, declared, ids[at : at + 500]):
                model.appendRow([QStandardItem(str(row.fields.get(field.name, ""))) for field in declared.fields])
    return model


if __name__ == "__main__":
    main()
