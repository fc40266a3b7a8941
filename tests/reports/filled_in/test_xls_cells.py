"""Error cells of the older format, and containers that are not what they say."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.filled_in.sheet_looks import Looks
from reports.filled_in.xls_cells import OLE, kind_of_xls, xls_looks

BOOKS = Path(__file__).parents[2] / "data" / "workbooks"
XLS = next(BOOKS.glob("*.xls")).read_bytes()
FOUND = {(8, 5): "#N/A"}


@pytest.mark.parametrize(("suffix", "found"), [(".xls", FOUND), (".et", FOUND), (".xlsx", {}), (".ods", {})])
def test_errors_are_found_where_they_are(suffix: str, found: dict[tuple[int, int], str]) -> None:
    assert xls_looks(next(BOOKS.glob(f"*{suffix}")).read_bytes(), 0).errors == found


def test_a_sheet_that_is_not_there_has_none() -> None:
    assert xls_looks(XLS, 9) == Looks()


@pytest.mark.parametrize("data", [b"", OLE, OLE + b"\xff" * 2000, XLS[:600], XLS[:3000]])
def test_a_broken_container_gives_nothing(data: bytes) -> None:
    assert xls_looks(data, 0) == Looks()
    assert kind_of_xls(data) == ""


@given(st.integers(0, len(XLS) - 1), st.binary(min_size=1, max_size=8))
def test_a_spoilt_container_is_read_without_an_accident(at: int, spoilt: bytes) -> None:
    bent = XLS[:at] + spoilt + XLS[at + len(spoilt) :]
    assert isinstance(xls_looks(bent, 0), Looks)
    assert kind_of_xls(bent) in ("", "old", "locked")
