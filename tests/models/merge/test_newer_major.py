from __future__ import annotations

from typing import Any

import pytest

from models.merge import keys
from models.merge.outcome import PackageState
from tests.models.offices import Offices, everything
from tests.models.package.samples import spoil


@pytest.mark.parametrize(
    ("change", "named"),
    [({"format": [2, 0]}, "格式2.0"), ({"must_understand": ["tide"]}, "tide"), ({"kind": "petition"}, "petition")],
)
def test_newer_package_is_refused_untouched(offices: Offices, change: dict[str, Any], named: str) -> None:
    path = offices.send(offices.a, "a2.fzb").path
    newer = spoil(path.read_bytes(), lambda raw: raw.update(change), keys.signing_key(offices.a))
    path.write_bytes(newer)
    before = everything(offices.centre)
    outcome = offices.merge(path)[0]
    assert (outcome.state, named in outcome.reason, "请先升级" in outcome.reason) == (
        PackageState.UNSUPPORTED,
        True,
        True,
    )
    assert (everything(offices.centre), path.read_bytes()) == (before, newer)
