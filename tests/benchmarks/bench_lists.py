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
from typing import NamedTuple

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLineEdit

from models.records.ledger import Ledger
from models.records.registry import ledger, ledgers
from models.store.base import search
from models.store.base.workspace import UNIT, Office, Workspace, create_workspace
from models.store.records import listing, records
from models.store.records.listing import ListQuery
from tests.benchmarks.list_data import Stage, stage, wait_for
from ui.cli.arguments import tell
from ui.form.record_form import RecordForm
from ui.ledgers.page import LedgerPage
from ui.list.record_list import RecordList

PERSON = ledger("person")
BATCH = 20_000


class Taken(NamedTuple):
    """Seconds until the first rows are painted, until all are known, and of the processor until then."""

    first: float
    whole: float
    busy: float


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
            some = [records.new_entry(tx, PERSON, "X01", _person(n)) for n in range(at, min(at + BATCH, count))]
            tx.save_entries("import", PERSON, [(entry, entry.line()) for entry in some])
    with workspace.write("导入") as tx:
        search.update_index(tx.connection, PERSON)
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
    start, busy = time.perf_counter(), time.process_time()
    made.window.show_page("certificates")
    page = made.window.page
    if not isinstance(page, LedgerPage):
        raise SystemExit("no such page")
    shown = page.pane.list
    wait_for(lambda: shown.model.rowCount() > 0)
    made.window.grab()
    first, first_busy = time.perf_counter() - start, time.process_time() - busy
    made.settle()
    made.window.grab()
    whole, whole_busy = time.perf_counter() - start, time.process_time() - busy
    rows = f"{shown.model.rowCount():,} rows"
    tell(f"first paint of the page {first:.3f} s (processor {first_busy:.3f} s)")
    tell(f"with {rows} counted {whole:.3f} s (processor {whole_busy:.3f} s)")
    return shown


def _scroll(shown: RecordList, times: int) -> None:
    bar, taken, busy = shown.table.verticalScrollBar(), [], time.thread_time()
    for at in range(times):
        start = time.perf_counter()
        bar.setValue(bar.maximum() * (at * 7919 % times) // times)
        shown.table.viewport().repaint()
        taken.append(time.perf_counter() - start)
    each = _ms((time.thread_time() - busy) / times)
    taken.sort()
    median, last = _ms(statistics.median(taken)), _ms(taken[int(0.95 * times)])
    tell(f"jump to a page and paint it: median {median}, p95 {last} (processor, mean {each})")


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def _ask(made: Stage, shown: RecordList) -> Taken:
    """Ask for something new: until the first rows are painted, and until all are known."""
    painted = list[tuple[float, float]]()

    def paint() -> None:
        shown.table.viewport().repaint()
        painted.append((time.perf_counter() - start, time.process_time() - busy))

    told = shown._reader.answered.connect(paint)
    start, busy = time.perf_counter(), time.process_time()
    shown.reload()
    made.settle()
    shown._reader.answered.disconnect(told)
    return Taken(painted[0][0], *painted[-1])


def _asked(made: Stage, shown: RecordList, edit: QLineEdit, words: str, rounds: int = 3) -> Taken:
    """Medians of typing `words` into a box; in between the list is whole again."""
    taken = []
    for _ in range(rounds):
        edit.setText(words)
        taken.append(_ask(made, shown))
        rows = shown.model.rowCount()
        edit.clear()
        _ask(made, shown)
    found = Taken(*(statistics.median(one[at] for one in taken) for at in range(3)))
    times = f"first {found.first:.3f} s, whole {found.whole:.3f} s (processor {found.busy:.3f} s)"
    tell(f"{edit.accessibleName()} {words:10} {rows:9,} rows  {times}")
    return found


def _filter(made: Stage, shown: RecordList, words: str) -> Taken:
    return _asked(made, shown, shown.search, words)


def _column(made: Stage, shown: RecordList) -> None:
    _asked(made, shown, shown.header.edits[0], "张伟")


def _sort(made: Stage, shown: RecordList) -> None:
    def act() -> None:
        shown.header.sectionClicked.emit(at)
        made.settle()

    for at in (0, 9):
        label = shown.model.label(at)
        tell(f"sort by {label}  {_clock(act):.3f} s")


def _form(made: Stage) -> None:
    for declared in ledgers().values():
        taken, whole = list[tuple[float, float]](), list[float]()
        for _ in range(5):
            start, busy = time.perf_counter(), time.thread_time()
            form = RecordForm(made.session, declared)
            form.resize(500, 700)
            form.grab()
            taken.append((time.perf_counter() - start, time.thread_time() - busy))
            form.fields.complete()
            whole.append(time.perf_counter() - start)
            made.settle()
            form.deleteLater()
        first, best = _ms(taken[0][0]), min(taken)
        tell(
            f"form of {declared.id:14} {len(form.fields.names):2} fields: first {first}, best {_ms(best[0])} "
            f"(processor {_ms(best[1])}); all fields built {_ms(min(whole))}"
        )
    page = made.window.page
    if isinstance(page, LedgerPage):
        pane, shown = page.pane, list[float]()
        for at in range(20):
            start = time.perf_counter()
            pane.list.table.selectRow(at)
            pane.form.repaint()
            shown.append(time.perf_counter() - start)
            made.settle()
        tell(f"show a record in its form: median {_ms(statistics.median(shown))}, worst {_ms(max(shown))}")


def _proxy(workspace: Workspace, ours: dict[str, Taken]) -> None:
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
        start, busy = time.perf_counter(), time.process_time()
        proxy.setFilterFixedString(words)
        seconds, busy = time.perf_counter() - start, time.process_time() - busy
        proxy.setFilterFixedString("")
        clock, processor = seconds / ours[name].whole, busy / ours[name].busy
        tell(f"QSortFilterProxyModel {words:10} {seconds:.3f} s, {clock:.1f} × ours (processor {processor:.1f} ×)")


def _plain_model(workspace: Workspace, declared: Ledger) -> QStandardItemModel:
    model = QStandardItemModel()
    with workspace.read() as connection:
        ids = listing.row_ids(connection, declared, ListQuery())
        for at in range(0, len(ids), 500):
            for row in listing.read_page(connection, declared, ids[at : at + 500]):
                model.appendRow([QStandardItem(str(row.fields.get(field.name, ""))) for field in declared.fields])
    return model


if __name__ == "__main__":
    main()
