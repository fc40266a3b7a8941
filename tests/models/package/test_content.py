from contextlib import nullcontext

import pytest

from models.package.content import Caps, check_entry, check_together
from models.package.errors import OversizedPackageError
from models.package.zip_layout import DEFLATED, ZipEntry

CAPS = Caps()
LARGE = 2 * CAPS.small


@pytest.mark.parametrize(
    ("size", "packed", "fits"),
    [
        (CAPS.small, 1, True),
        (LARGE, LARGE // 2, True),
        (LARGE, -(-(LARGE - CAPS.small) // CAPS.ratio), True),
        (LARGE, (LARGE - CAPS.small) // CAPS.ratio - 1, False),
        (CAPS.document, CAPS.document // 2, True),
        (CAPS.document + 1, CAPS.document, False),
    ],
)
def test_what_unpacks_to_too_much_is_refused(size: int, packed: int, *, fits: bool) -> None:
    entry = ZipEntry("plan.json", DEFLATED, 7, packed, size, 0)
    with nullcontext() if fits else pytest.raises(OversizedPackageError):
        check_entry(entry, CAPS)
        check_together([entry], CAPS)
