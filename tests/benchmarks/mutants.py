"""Mutation testing: faults put into merge, submit, package and store, and whether a test finds each. Run by hand.

python -m pip install -r tests/benchmarks/requirements.txt
python -m tests.benchmarks.mutants record FOLDER              (which test runs which line, and how long; once per tree)
python -m tests.benchmarks.mutants sample --count 500 --seed 13   (brings the list up to date, and to so many)
python -m tests.benchmarks.mutants run FOLDER [--again | --all] [--seconds 60]

Run it in a tree of its own: while a mutant is tried its file is changed.
"""

import argparse
import ast
import csv
import functools
import random
import tempfile
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
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
SURVIVED, UNREACHED, EQUIVALENT, NOT_BEGUN = "survived", "unreached", "equivalent", "import"
Function = tuple[str, str]
"""Module and name."""
Place = tuple[int, int]
"""Line and column."""


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
    parser.add_argument("--count", type=int, default=500, help="how many the list is to have")
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--seconds", type=float, default=60.0, help="of covering tests for a mutant, the nearest first")
    parser.add_argument("--again", action="store_true", help="try what no test found once more")
    parser.add_argument("--all", action="store_true", help="try all once more, by the test that found it first")
    args = parser.parse_args()
    if args.what == "record":
        covering_tests.record(args.folder, [f"tests/models/{name}" for name in PACKAGES])
    elif args.what == "sample":
        _write(_sample(_read(), args.count, random.Random(args.seed)))  # noqa: S311 - a sample, no secret
    else:
        _run(covering_tests.read_recording(args.folder), args.seconds, _outcomes_to_try(args))


def _outcomes_to_try(args: argparse.Namespace) -> Callable[[str], bool]:
    if args.all:
        return lambda outcome: not outcome.startswith(EQUIVALENT)
    return {"", SURVIVED, UNREACHED}.__contains__ if args.again else {""}.__contains__


def _sample(listed: list[Mutant], count: int, chance: random.Random) -> list[Mutant]:
    """What is listed and still there, filled up to so many: one of each function before a second of any.

    Each has a place of its own.
    """
    places = defaultdict[Function, dict[Place, list[Mutant]]](lambda: defaultdict(list))
    for mutant in _all_mutants():
        places[mutant.module, mutant.function][mutant.line, mutant.column].append(mutant)
    _tell(f"{len(places)} functions, {sum(map(len, places.values()))} places")
    chosen = list[Mutant]()
    for mutant in listed:
        of_function = places[mutant.module, mutant.function]
        if found := _find_again(mutant, of_function):
            chosen.append(found)
            del of_function[found.line, found.column]
    _tell(f"{len(listed)} listed, {len(chosen)} of them are still there")
    have = Counter((one.module, one.function) for one in chosen)
    while len(chosen) < count and (left := [name for name, of_function in places.items() if of_function]):
        fewest = min(have[name] for name in left)
        for name in chance.sample(left := [name for name in left if have[name] == fewest], len(left)):
            alike = places[name].pop(chance.choice(sorted(places[name])))
            chosen += (new := _first_that_compiles(chance.sample(alike, len(alike))))
            have[name] += len(new)
    return chosen[:count]


def _find_again(listed: Mutant, of_function: Mapping[Place, list[Mutant]]) -> Mutant | None:
    """The same change in the present code, which may be further down; nothing where its line was rewritten."""
    alike = (one for mutants in of_function.values() for one in mutants if one.operator == listed.operator)
    for mutant in alike:
        for one in _first_that_compiles([mutant]):
            if one.change == listed.change:
                return replace(one, outcome=listed.outcome)
    return None


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


def _run(recording: Recording, seconds: float, is_to_try: Callable[[str], bool]) -> None:
    mutants = _read()
    for index, mutant in enumerate(mutants):
        if not is_to_try(mutant.outcome):
            continue
        mutants[index] = replace(mutant, outcome=_outcome(mutant, recording, seconds))
        _write(mutants)
        _tell(f"{index + 1}/{len(mutants)} {mutant.module}:{mutant.line} {mutant.change}: {mutants[index].outcome}")
    faults = [one for one in mutants if not one.outcome.startswith(EQUIVALENT)]
    found = [one for one in faults if one.outcome not in {SURVIVED, UNREACHED}]
    _tell(f"{len(mutants)} mutants, {len(faults)} of them faults, {len(found)} found: {len(found) / len(faults):.1%}")


def _outcome(mutant: Mutant, recording: Recording, seconds: float) -> str:
    known = [mutant.outcome] if mutant.outcome in recording.seconds else []
    attempts = list(filter(None, (known, recording.covering(mutant.module, mutant.line, seconds))))
    if not attempts:
        return UNREACHED
    with use_mutation(ROOT / mutant.module, operator(mutant.operator), mutant.occurrence):
        found = (covering_tests.first_failure(tests, recording.time_limit(tests)) for tests in attempts)
        outcome = next(filter(None, found), SURVIVED)
    if outcome == NOT_BEGUN and any(covering_tests.first_failure(tests, 30.0) == NOT_BEGUN for tests in attempts):
        raise SystemExit("these tests do not begin without the mutant either: record anew")
    return outcome


def _tell(text: str) -> None:
    """Say it; the program's own `tell` would bring modules in before they are mutated."""
    print(text, flush=True)  # noqa: T201


def _read() -> list[Mutant]:
    if not LIST.exists():
        return []
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
