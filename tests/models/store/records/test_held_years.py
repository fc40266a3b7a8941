from __future__ import annotations

from models.store.base.workspace import Workspace
from models.store.records.held_years import is_held
from tests.models.offices import put, training


def test_a_year_is_held_where_its_progress_was_recorded(unit: Workspace) -> None:
    training(unit)
    put(unit, "progress", year=2020, item=1, state="推进中")
    with unit.read() as connection:
        assert [year for year in (2019, 2020, 2021) if is_held(connection, year)] == [2020]
