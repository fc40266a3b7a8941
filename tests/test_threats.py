"""The table of threats names tests that exist, and figures that are those of their tables."""

from __future__ import annotations

import re
from collections.abc import Sized
from pathlib import Path

import pytest

from tests.models.merge.test_full_disk import SIZES
from tests.models.merge.test_two_clerks import PACKAGES
from tests.models.package.samples import make_plan, small_submission
from tests.models.package.test_envelope import FAULTS, FIELDS
from tests.models.package.test_hostile_payload import CONTENTS, LAYOUTS, ODD_NAMES
from tests.models.store.base.test_whole_file import WORDS
from tests.models.submit.test_lost_stick import PEOPLE
from tests.models.submit.test_outgoing import STEPS
from tests.test_pulled_stick import CENTRE, UNIT

TESTS = Path(__file__).parent
TABLE = (TESTS / "THREATS.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`([\w/]+\.py)::(\w+)`", TABLE)
ONE_FAULT: tuple[Sized, ...] = (FAULTS, FIELDS, LAYOUTS, CONTENTS)
FIGURES = [
    (len(FAULTS), "header values"),
    (len(FIELDS), "missing fields"),
    (len(LAYOUTS), "layouts"),
    (len(CONTENTS), "contents"),
    (sum(len(table) for table in ONE_FAULT), "one-fault packages"),
    (len(ODD_NAMES), "odd names"),
    (len(SIZES), "sizes from 0"),
    (STEPS, "steps of a write"),
    (len(UNIT) + len(CENTRE), "writers at"),
    (len(WORDS), "codes of the system"),
    (PACKAGES, "packages; 4 processes"),
    (f"{len(make_plan()):,}", "lengths of a plain plan"),
    (f"{8 * len(make_plan()):,}", "bits of the plan"),
    (f"about {round(len(small_submission()) / 1000)}", "KB"),
    (PEOPLE, "people"),
]


@pytest.mark.parametrize(("file", "name"), sorted(set(NAMED)))
def test_named_test_exists(file: str, name: str) -> None:
    assert f"\ndef {name}(" in (TESTS / file).read_text(encoding="utf-8")


@pytest.mark.parametrize(("number", "what"), FIGURES)
def test_figure_is_true(number: int | str, what: str) -> None:
    assert re.search(rf"\b{number} {what}", TABLE)


def test_every_row_names_a_test() -> None:
    rows = [line for line in TABLE.splitlines() if line.startswith("| ") and not line.startswith("| threat")]
    assert len(rows) >= 20
    assert all(re.search(r"`[\w/]+\.py::\w+`", row) for row in rows)


@pytest.mark.parametrize("script", sorted(set(re.findall(r"`(benchmarks/\w+\.py)`", TABLE))))
def test_named_benchmark_exists(script: str) -> None:
    assert (TESTS / script).is_file()
