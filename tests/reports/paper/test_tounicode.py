from __future__ import annotations

import pytest

from reports.paper.tounicode import cmap


@pytest.mark.parametrize(
    ("char", "code"), [("A", "0041"), ("国", "56FD"), ("䶮", "4DAE"), ("𬭎", "D872DF4E"), ("𠮷", "D842DFB7")]
)
def test_code_points_are_utf16(char: str, code: str) -> None:
    assert f"\n<01> <{code}>\n" in cmap("F", [0, ord(char)])


@pytest.mark.parametrize(("count", "blocks"), [(1, ["1"]), (100, ["100"]), (256, ["100", "100", "56"])])
def test_blocks_hold_a_hundred_lines(count: int, blocks: list[str]) -> None:
    table = cmap("F", list(range(0x4E00, 0x4E00 + count)))
    assert [line.split()[0] for line in table.splitlines() if line.endswith("beginbfchar")] == blocks
