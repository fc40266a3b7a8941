"""A ledger's words have one home: what a state or a view is called stands nowhere but in its declaration."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from models.records.registry import ledgers

ROOT = Path(__file__).parents[3]
HOMES = ("models/records/ledgers/", "models/rules/lost_case.py", "models/rules/legal_effect.py", "ui/demo/")
"""Declarations, the rules that say what is lost and in effect, and the demo, which writes what people type."""
HOMONYMS = {
    ("models/assess", "不适用"): "a score's own state",
    ("models/assess", "不合格"): "a grade of a scheme",
    ("models/assess", "优秀"): "a grade of a scheme",
    ("models/merge", "保留"): "kept, not deleted",
    ("ui/cli", "保留"): "kept, not deleted",
    ("models/store/records", "修改"): "a record was changed",
    ("reports/figures", "修改"): "a record was changed",
    ("ui/list", "修改"): "the act on many records",
    ("reports/forms", "未定"): "a period without a day",
}
"""The same characters, but no state of a ledger, by the room that says them."""


def words() -> set[str]:
    """What states and views of all ledgers are called."""
    states = {word for one in ledgers().values() for column in one.columns for word in column.tones}
    return states | {view.label for one in ledgers().values() for view in one.views}


def said_in(path: Path) -> set[str]:
    """The texts of a file that are whole words."""
    nodes = ast.walk(ast.parse(path.read_bytes()))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_no_word_of_a_ledger_stands_outside_its_declaration() -> None:
    found, known = set(), words()
    for path in (path for part in ("models", "reports", "ui") for path in (ROOT / part).rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(HOMES):
            found |= {(path.parent.relative_to(ROOT).as_posix(), word) for word in said_in(path) & known}
    assert found == set(HOMONYMS)


@pytest.mark.parametrize("line", ['status = "在用"', 'words = f"在用{count}本"', 'label = ("没有公示", 1)'])
def test_the_search_finds_a_word(line: str, tmp_path: Path) -> None:
    path = tmp_path / "elsewhere.py"
    path.write_text(line, encoding="utf-8")
    assert said_in(path) & words()
