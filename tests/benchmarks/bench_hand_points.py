"""61 units × 9 indicators scored by hand: in the window key by key, and by workbook; both leave the same points.

    QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.bench_hand_points [--units 61] [--indicators 9]

Keys are all that are pressed in the window, Enter and arrows included; a reason is five letters. What is typed into the
workbook is not counted: it is the same points and reasons, and Enter after each.
"""

import argparse
import datetime as dt
import tempfile
import time
from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtCore import Qt

from models.assess.draft_scheme import empty_scheme
from models.plan_text import read_plan_file
from models.records.ledgers.score import LEDGER
from models.records.office import Issue, Unit
from models.resources import resource
from models.store.base.workspace import Workspace
from models.store.records import records
from models.submit.centre import set_up_centre
from tests.benchmarks.list_data import Stage, stage, wait_for
from tests.benchmarks.typing_hands import Keyboard
from tests.clock import stopped_at
from ui.base.places import SCORES
from ui.cli.arguments import tell
from ui.scores.page import ScoresPage

REASON = "check"
CLOCK = stopped_at(dt.date(2020, 12, 28))


def main() -> None:
    """Score twice, compare, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--units", type=int, default=61)
    parser.add_argument("--indicators", type=int, default=9)
    args = parser.parse_args()
    cells = args.units * args.indicators
    with tempfile.TemporaryDirectory() as folder:
        left = []
        for way in (_by_keys, _by_workbook):
            home = Path(folder) / way.__name__
            home.mkdir()
            workspace = centre(home / "w", args.units, args.indicators)
            made = stage(workspace, home)
            made.session.page_wanted.emit(SCORES)
            made.settle()
            shown = made.window.page
            if not isinstance(shown, ScoresPage):
                raise SystemExit("no such page")
            start, begun = time.perf_counter(), time.process_time()
            keys, said = way(made, shown, home)
            seconds, processor = time.perf_counter() - start, time.process_time() - begun
            took = f"{seconds:.1f} s, processor {processor:.1f} s"
            tell(f"{way.__name__[1:]:12} {cells} points  {keys} keys  {took}  {said}")
            left.append(points_in(workspace))
            made.session.close()
    tell(f"the same points at the same units: {left[0] == left[1]}, {len(left[0])} of {cells}")


def centre(folder: Path, units: int, indicators: int) -> Workspace:
    """A centre whose scheme has indicators scored by hand alone."""
    roster = tuple(Unit(f"X{at:02}", f"示例{at}办事处", "乡镇") for at in range(1, units + 1))
    weights = [100 // indicators + (at < 100 % indicators) for at in range(indicators)]
    asked = [
        {"id": str(at), "name": f"指标{at}", "chapter": "一", "weight": weight, "rule": {"kind": "manual"}}
        for at, weight in enumerate(weights, 1)
    ]
    scheme = empty_scheme(2020, "2020年度方案", ["乡镇"]) | {"indicators": asked}
    plan = read_plan_file(resource("plans", "2020-郑东新区.txt")).plan
    issue = Issue(number=0, year=2020, centre="示例", plan=plan, units=roster, periods=(), scheme=scheme)
    return set_up_centre(folder, ("GWH", "示例"), issue, None, "李四", CLOCK).workspace


def wanted(unit: str, indicator: str) -> str:
    """The points of a cell: none like its neighbours'."""
    return str((int(unit[1:]) * 3 + int(indicator)) % 10)


def points_in(workspace: Workspace) -> dict[tuple[str, str], tuple[str, str]]:
    """Points and reasons by unit and indicator."""
    with workspace.read() as connection:
        kept = [one.fields for one in records.entries(connection, LEDGER)]
    return {(one["scored"], one["indicator"]): (one["points"], one["reason"]) for one in kept}


def _by_keys(made: Stage, page: ScoresPage, _home: Path) -> tuple[int, str]:
    """By indicator, from the top; after each the cursor waits in the next."""
    keyboard, longest = Keyboard(made.window, made.settle), 0.0
    page.views.setCurrentWidget(page.by_indicator)
    for at in range(page.by_indicator.which.count()):
        page.by_indicator.which.setCurrentIndex(at)
        page.by_indicator.table.selectRow(0)
        made.settle()
        page.hand.points.setFocus()
        for _ in range(page.by_indicator.table.rows.rowCount()):
            (unit,), indicator = page.hand.aim.units, page.hand.aim.indicator
            begun = time.perf_counter()
            keyboard.write(wanted(unit, indicator))
            keyboard.press(Qt.Key.Key_Return)
            keyboard.write(REASON)
            keyboard.press(Qt.Key.Key_Return)
            wait_for(lambda: not (made.session.jobs.running or page.loader.is_waiting))
            made.settle()
            longest = max(longest, time.perf_counter() - begun)
    return keyboard.keys, f"longest {longest:.2f} s a score"


def _by_workbook(made: Stage, page: ScoresPage, home: Path) -> tuple[int, str]:
    """Out, filled, in."""
    path = home / "人工评分表.xlsx"
    begun = time.perf_counter()
    page.in_excel.write(path)
    made.settle()
    out = time.perf_counter() - begun
    book = load_workbook(path)
    for line in book.worksheets[0].iter_rows(min_row=2):
        line[6].value, line[7].value = int(wanted(str(line[1].value), str(line[3].value))), REASON
    book.save(path)
    begun = time.perf_counter()
    page.in_excel.take(path)
    made.settle()
    if page.in_excel.preview is None:
        raise SystemExit("nothing to take")
    looked = time.perf_counter() - begun
    page.in_excel.preview.go.click()
    made.settle()
    return 2, f"out {out:.1f} s, read {looked:.1f} s, taken {time.perf_counter() - begun - looked:.1f} s"


if __name__ == "__main__":
    main()
