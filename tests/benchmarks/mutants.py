"""Mutation testing: faults put into merge, submit, package and store, and whether a test finds each. Run by hand.

python -m pip install -r tests/benchmarks/requirements.txt
python -m tests.benchmarks.mutants record FOLDER              (which test runs which line, and how long; once per tree)
python -m tests.benchmarks.mutants sample --count 480 --seed 12   (writes the list anew)
python -m tests.benchmarks.mutants run FOLDER [--again] [--seconds 60]

Run it in a tree of its own: while a mutant is tried its file is changed.
"""

import argparse
import ast
import csv
import functools
import random
import tempfile
import warnings
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from cosmic_ray.commands import init as find_mutations
from cosmic_ray.mutating import mutate_code, use_mutation
from cosmic_ray.work_db import WorkDB

from tests.benchmarks import covering_tests
from tests.benchmarks.covering_tests import Recording
from tests.benchmarks.house_operators import operator

ROOT = Path(__file__).parents[2]
LIST = Path(__file__).with_name("mutants.csv")
PACKAGES = ("merge", "submit", "package", "store")
SURVIVED, UNREACHED, EQUIVALENT = "survived", "unreached", "equivalent"


@dataclass(frozen=True)
class Mutant:
    """One fault: where, which operator at which of its places in the file, and what became of it.

    `outcome` is empty (not tried), `survived`, `unreached` (no test runs the line) or the test that found it; whoever
    has judged a survivor that no test could find writes `equivalent` and why.
    """

    module: str
    function: str
    line: int
    column: int
    operator: str
    occurrence: int
    change: str
    outcome: str = ""


def main() -> None:
    """Do what was asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("record", "sample", "run"))
    parser.add_argument("folder", type=Path, nargs="?", default=Path(tempfile.gettempdir()))
    parser.add_argument("--count", type=int, default=480)
    parser.add_argument("--seed", type=int, default=12)
    parser.add_argument("--seconds", type=float, default=60.0, help="of covering tests for a mutant, the nearest first")
    parser.add_argument("--again", action="store_true", help="try what no test found once more")
    args = parser.parse_args()
    if args.what == "record":
        covering_tests.record(args.folder, [f"tests/models/{name}" for name in PACKAGES])
    elif args.what == "sample":
        _write(_sample(args.count, random.Random(args.seed)))  # noqa: S311 - a sample, no secret
    else:
        _run(covering_tests.read_recording(args.folder), args.seconds, again=args.again)


def _sample(count: int, chance: random.Random) -> list[Mutant]:
    """So many mutants, one of each function before a second of any, each at a place of its own.

    A smaller count of the same seed gives the beginning of what a larger one gives.
    """
    places = defaultdict[tuple[str, str], dict[tuple[int, int], list[Mutant]]](lambda: defaultdict(list))
    for mutant in _all_mutants():
        places[mutant.module, mutant.function][mutant.line, mutant.column].append(mutant)
    queues = [
        [of_function[place] for place in chance.sample(sorted(of_function), len(of_function))]
        for of_function in places.values()
    ]
    chosen = list[Mutant]()
    while len(chosen) < count and (queues := [queue for queue in queues if queue]):
        for queue in chance.sample(queues, len(queues)):
            chosen += _first_that_compiles(chance.sample(alike := queue.pop(), len(alike)))
    _tell(f"{len(places)} functions, {sum(map(len, places.values()))} places")
    return chosen[:count]


def _all_mutants() -> Iterator[Mutant]:
    with tempfile.TemporaryDirectory() as home:
        pool = WorkDB(f"{home}/pool", WorkDB.Mode.create)
        paths = sorted(path for name in PACKAGES for path in (ROOT / "models" / name).rglob("*.py"))
        find_mutations([path.relative_to(ROOT) for path in paths], pool, {})
        for item in pool.work_items:
            one = item.mutations[0]
            (line, column), module = one.start_pos, one.module_path.as_posix()
            if (line, column) not in _annotations(module):
                yield Mutant(module, one.definition_name or "", line, column, one.operator_name, one.occurrence, "")
        pool.close()


@functools.cache
def _annotations(module: str) -> frozenset[tuple[int, int]]:
    """Every position within an annotation: types are for mypy, not for tests."""
    nodes = list(ast.walk(ast.parse(source := (ROOT / module).read_text(encoding="utf-8"))))
    said = [getattr(node, name, None) for node in nodes for name in ("annotation", "returns")]
    lines = source.splitlines()
    return frozenset(
        (line, column)
        for one in said
        if isinstance(one, ast.expr) and one.end_lineno and one.end_col_offset
        for line in range(one.lineno, one.end_lineno + 1)
        for column in range(
            one.col_offset if line == one.lineno else 0,
            one.end_col_offset if line == one.end_lineno else len(lines[line - 1]),
        )
    )


def _first_that_compiles(alike: list[Mutant]) -> list[Mutant]:
    for mutant in alike:
        code = (ROOT / mutant.module).read_text(encoding="utf-8")
        try:
            mutated = mutate_code(code, operator(mutant.operator), mutant.occurrence)
            with warnings.catch_warnings(action="error"):
                compile(mutated, mutant.module, "exec")
        except (SyntaxError, SyntaxWarning, AttributeError):  # the library takes `except module.Error` for a name
            continue
        return [replace(mutant, change=_first_difference(code, mutated))]
    return []


def _first_difference(code: str, mutated: str) -> str:
    """The first line that was changed, before and after; a line that is gone altogether as nothing."""
    before, after = code.splitlines(), mutated.splitlines()
    at = next(at for at, line in enumerate(before) if after[at : at + 1] != [line])
    now = after[at].strip() if len(after) == len(before) else ""
    return f"{before[at].strip()} → {now}"


def _run(recording: Recording, seconds: float, *, again: bool) -> None:
    mutants = _read()
    for index, mutant in enumerate(mutants):
        if mutant.outcome and not (again and mutant.outcome in {SURVIVED, UNREACHED}):
            continue
        mutants[index] = replace(mutant, outcome=_outcome(mutant, recording, seconds))
        _write(mutants)
        _tell(f"{index + 1}/{len(mutants)} {mutant.module}:{mutant.line} {mutant.change}: {mutants[index].outcome}")
    faults = [one for one in mutants if not one.outcome.startswith(EQUIVALENT)]
    found = [one for one in faults if one.outcome not in {SURVIVED, UNREACHED}]
    _tell(f"{len(mutants)} mutants, {len(faults)} of them faults, {len(found)} found: {len(found) / len(faults):.1%}")


def _outcome(mutant: Mutant, recording: Recording, seconds: float) -> str:
    tests = recording.covering(mutant.module, mutant.line, seconds)
    if not tests:
        return UNREACHED
    with use_mutation(ROOT / mutant.module, operator(mutant.operator), mutant.occurrence):
        return covering_tests.first_failure(tests, recording.time_limit(tests)) or SURVIVED


def _tell(text: str) -> None:
    """Say it; the program's own `tell` would bring modules in before they are mutated."""
    print(text, flush=True)  # noqa: T201


def _read() -> list[Mutant]:
    with LIST.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        Mutant(**row | {name: int(row[name]) for name in ("line", "column", "occurrence")})  # type: ignore[arg-type]
        for row in rows
    ]


def _write(mutants: list[Mutant]) -> None:
    with LIST.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [field.name for field in fields(Mutant)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(map(asdict, mutants))


if __name__ == "__main__":
    main()
