"""Error cells of the older format, and containers that are not what they say."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.filled_in.xls_errors import OLE, error_cells

BOOKS = Path(__file__).parents[2] / "data" / "workbooks"
XLS = next(BOOKS.glob("*.xls")).read_bytes()
FOUND = {(8, 5): "#N/A"}


@pytest.mark.parametrize(("suffix", "found"), [(".xls", FOUND), (".et", FOUND), (".xlsx", {}), (".ods", {})])
def test_errors_are_found_where_they_are(suffix: str, found: dict[tuple[int, int], str]) -> None:
    assert error_cells(next(BOOKS.glob(f"*{suffix}")).read_bytes(), 0) == found


def test_a_sheet_that_is_not_there_has_none() -> None:
    assert error_cells(XLS, 9) == {}


@pytest.mark.parametrize("data", [b"", OLE, OLE + b"\xff" * 2000, XLS[:600], XLS[:3000]])
def test_a_broken_container_gives_nothing(data: bytes) -> None:
    assert error_cells(data, 0) == {}


@given(st.integers(0, len(XLS) - 1), st.binary(min_size=1, max_size=8))
def test_a_spoilt_container_is_read_without_an_accident(at: int, spoilt: bytes) -> None:
    assert isinstance(error_cells(XLS[:at] + spoilt + XLS[at + len(spoilt) :], 0), dict)
