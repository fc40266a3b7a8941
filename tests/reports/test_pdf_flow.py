from __future__ import annotations

import pytest

from reports.pdf_blocks import Block
from reports.pdf_flow import paginate

HEAD = Block(10, framed=True, keep=True)
ROW = Block(10, framed=True, row=True)
SECTION = Block(10, framed=True, row=True, keep=True)
SIGNERS = Block(10, clings=True)
NOTE = Block(10)


@pytest.mark.parametrize(
    ("blocks", "pages"),
    [
        ([], [[]]),
        ([ROW] * 5, [[ROW] * 5]),
        ([ROW] * 7, [[ROW] * 5, [HEAD, ROW, ROW]]),
        ([ROW, ROW, ROW, ROW, SECTION, ROW], [[ROW] * 4, [HEAD, SECTION, ROW]]),
        ([ROW, ROW, ROW, ROW, ROW, SIGNERS], [[ROW] * 4, [HEAD, ROW, SIGNERS]]),
        ([ROW, ROW, ROW, ROW, ROW, NOTE], [[ROW] * 5, [NOTE]]),
        ([SECTION] * 6, [[SECTION] * 3, [HEAD, SECTION, SECTION, SECTION]]),
        ([Block(90), ROW], [[Block(90)], [HEAD, ROW]]),
    ],
)
def test_what_goes_over_takes_its_company_along(blocks: list[Block], pages: list[list[Block]]) -> None:
    assert list(paginate(blocks, [HEAD], 50)) == pages
