"""Nothing that the program says by itself is of one example: no item's number, no day, no word of its files."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.leftovers import found_in
from tests.test_places import READER, ROOT, program_files

SECOND = "county-2025"
CITED = re.compile(r"（\d{4}年前\d+日|[^\s，。；]*〔\d{4}〕\d+号|（\d{4}）|自\d{4}-\d\d-\d\d施行|从\d{4}年起才有")
"""Years that belong to what is cited: a paper's number, a version of a law and the day it took force."""
DAY = re.compile(r"(?<!\d)20[0-3]\d(?:年|-\d|[01]\d[0-3]\d(?!\d))")
LEFT = {
    ("models/plan_text/front.py", "管委会"): READER,
    ("models/plan_text/named_units.py", "乡（镇）办事处"): READER,
    ("models/plan_text/named_units.py", "各级各部门"): READER,
    ("models/plan_text/named_units.py", "局（办）"): READER,
    ("models/plan_text/named_units.py", "管委会"): READER,
    ("models/rules/organ_names.py", "人事劳动"): READER,
    ("models/rules/organ_names.py", "管委会"): READER,
    ("models/rules/case_number.py", "豫"): "national code table: 法院代字 begin with the province's short name",
    ("models/records/ledgers/decision.py", "重大行政决策程序暂行条例"): "national law",
    ("resources/help/issue.md", "各行政执法单位"): "what the reader of texts understands, said in the handbook",
}
"""What may stand, and why."""


@cache
def spoken_texts() -> tuple[tuple[str, str], ...]:
    """File and text of all that the program says; the demo's code tells invented stories."""
    files = [path for path in program_files() if "ui/demo" not in path.as_posix()]
    return tuple((path.relative_to(ROOT).as_posix(), text) for path in files for text in _texts(path))


def _texts(path: Path) -> Iterator[str]:
    """Of source what it says when it runs, not what it explains."""
    if path.suffix != ".py":
        yield path.read_text("utf-8")
        return
    tree = ast.parse(path.read_text("utf-8"))
    explained = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    for one in ast.walk(tree):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in explained:
            yield one.value


def test_no_item_is_named_by_a_number_of_its_own() -> None:
    """Which item is meant says the plan of the day: another year's items have other numbers."""
    found = re.compile(r"第\d+(?:、\d+)*项")
    assert [one for one in spoken_texts() if not one[0].endswith(".md") and found.search(one[1])] == []


def test_no_example_is_of_a_year_of_its_own() -> None:
    """A clerk of 2025 is shown no day of 2020: an example is today's, or no day at all. The handbook's neither."""
    source = [(path, CITED.sub("", text)) for path, text in spoken_texts() if path.endswith((".py", ".md"))]
    assert [(path, text) for path, text in source if DAY.search(text)] == []


def test_no_word_is_of_the_first_example() -> None:
    by_file: dict[str, str] = {}
    for path, text in spoken_texts():
        by_file[path] = f"{by_file.get(path, '')}|{text}"
    assert {(path, word) for path, text in by_file.items() for word in found_in(text, SECOND)} == set(LEFT)
