"""Random years: a few of them here, thousands in tests/benchmarks/long_years.py."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.models.merge.year_machine import YearMachine, prepare_second_pc

pytestmark = pytest.mark.no_cover  # it goes through what other tests cover; tracing doubles its time

YEARS, STEPS = 5, 25


def test_any_work_in_any_order(prepared: Path, tmp_path: Path) -> None:
    limits = settings(
        max_examples=YEARS,
        stateful_step_count=STEPS,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        phases=[Phase.generate],  # a year cannot be made much shorter, and trying takes minutes
    )
    YearMachine.prepared = prepare_second_pc(prepared, tmp_path / "prepared")
    run_state_machine_as_test(YearMachine, settings=limits)
