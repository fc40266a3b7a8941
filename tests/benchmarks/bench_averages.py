"""Points of 2,400 units where indicators compare units with each other: of all, and after one changed. By hand.

    python -m tests.benchmarks.bench_averages [--units 2400] [--records 40]

Each unit has so many complaints, half of them late. The scheme once takes points off for late ones, once compares their
number with the average of all, and their share with that of the category: by turns, best and median of five.
"""

import argparse
import datetime as dt
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from models.assess.draft_scheme import empty_scheme
from models.plan_text import read_plan_file
from models.records.office import Issue, Unit
from models.records.registry import ledger
from models.resources import resource
from models.store.base.workspace import CENTRE, Office, Workspace, create_workspace
from models.store.records import documents, records
from models.store.records.documents import ISSUE
from reports.figures import current_scores
from reports.figures.form_data import Scope
from ui.cli.arguments import tell

ASKED = Scope(2020, dt.date(2020, 12, 31), None)
ROUNDS = 5
LATE = {"kind": "deduction", "measure": "late_complaints", "each": "0.1"}
COMPARED = {"kind": "compare", "measure": "late_complaints", "each": "0.1"}
SHARE = {"kind": "rate", "numerator": "complaints_in_time", "denominator": "complaints_owed"}
SHARED: dict[str, Any] = {
    "kind": "compare",
    "measure": "complaints_in_time",
    "out_of": "complaints_owed",
    "better": "high",
    "to": "category",
    "each": "0.1",
}


def main() -> None:
    """Fill, score by turns, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--units", type=int, default=2400)
    parser.add_argument("--records", type=int, default=40)
    args = parser.parse_args()
    roster = tuple(Unit(f"X{at:04}", f"示例{at}", ("乡镇", "局办")[at % 2]) for at in range(args.units))
    with tempfile.TemporaryDirectory() as folder:
        workspace, _ = create_workspace(Path(folder) / "w", Office(CENTRE, "GWH", "示例"), None)
        with workspace.write("李四") as tx:
            for at, unit in enumerate(roster):
                for number in range(args.records):
                    records.save(tx, ledger("complaint"), unit.code, complaint(number, late=(number + at) % 2 == 0))
        taken: dict[tuple[str, str], list[float]] = {}
        for number in range(ROUNDS):
            for name, rules in (("扣分、比率", (LATE, SHARE)), ("和平均比", (COMPARED, SHARED))):
                issue(workspace, roster, rules)
                current_scores.forget(workspace)
                taken.setdefault((name, "all units"), []).append(clocked(workspace))
                with workspace.write("李四") as tx:
                    said = complaint(1000 + number, late=True)
                    records.save(tx, ledger("complaint"), roster[number].code, said)
                taken.setdefault((name, "one changed"), []).append(clocked(workspace))
        for (name, what), seconds in taken.items():
            tell(f"{name}\t{what}\t{min(seconds):.2f} s best, {statistics.median(seconds):.2f} s median")
        workspace.close()


def complaint(number: int, *, late: bool) -> dict[str, Any]:
    """A complaint of the year."""
    handled = "2020-07-01" if late else "2020-05-20"
    return {"received_on": "2020-05-06", "about": f"投诉{number}", "due": "2020-06-05", "handled_on": handled}


def issue(workspace: Workspace, roster: tuple[Unit, ...], rules: tuple[dict[str, Any], ...]) -> None:
    """Issue a scheme of these rules."""
    asked = [
        {"id": str(at), "name": f"指标{at}", "chapter": "一", "weight": "50", "rule": rule}
        for at, rule in enumerate(rules, 1)
    ]
    scheme = empty_scheme(2020, "方案", ["乡镇", "局办"]) | {"indicators": asked}
    plan = read_plan_file(resource("plans", "2020-郑东新区.txt")).plan
    with workspace.write("李四") as tx:
        number = documents.latest_number(tx.connection, ISSUE) + 1
        about: dict[str, Any] = {"number": number, "year": 2020, "centre": "GWH", "plan": plan, "units": roster}
        documents.save_document(tx, ISSUE, number, Issue(**about, periods=(), scheme=scheme))


def clocked(workspace: Workspace) -> float:
    """Processor seconds of the points as they are now."""
    start = time.process_time()
    current_scores.standing_of(workspace, ASKED)
    return time.process_time() - start


if __name__ == "__main__":
    main()
