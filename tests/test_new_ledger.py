"""Adding a ledger is one file: a copy of the program gets one and passes what every ledger has to pass."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.edited_tree import ROOT, Tree

SAMPLE = "patrol"
PARTS = (
    "tests/models/records/test_declarations.py",
    "tests/models/records/test_registry.py",
    "tests/reports/forms/test_forms.py",
    "tests/reports/excel/test_ledger_workbook.py",
    "tests/ui/ledgers/test_list_output.py",
)
"""What is tried of each ledger."""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    made = Tree(tmp_path_factory.mktemp("new"))
    sample = (ROOT / "tests" / "sample_ledger.py").read_text(encoding="utf-8")
    made.add(f"models/records/ledgers/{SAMPLE}.py", sample)
    return made


def test_it_passes_what_every_ledger_passes(tree: Tree) -> None:
    chosen = f"{SAMPLE} or test_registry or golden_file"
    told = tree.run("-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", ".", "-k", chosen, *PARTS)
    assert int(re.findall(r"(\d+) passed", told)[-1]) > len(PARTS)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ledgers",), "安全巡查"),
        (("forms",), "安全巡查登记簿"),
    ],
)
def test_commands_know_it(tree: Tree, words: tuple[str, ...], said: str) -> None:
    assert said in tree.run("main.py", *words)


def test_the_sample_is_no_ledger_of_the_program() -> None:
    assert not Path(ROOT / "models" / "records" / "ledgers" / f"{SAMPLE}.py").exists()
