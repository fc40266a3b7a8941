from __future__ import annotations

from typing import Any

import pytest

from tests.models.records.ledgers.codes import codes

GOOD: dict[str, Any] = {"matter": "同一人证明", "kind": "循环证明", "result": "取消", "cleaned_on": "2020-05-06"}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, set()),
        ({"result": "保留"}, {"proof.basis"}),
        ({"result": "保留", "basis": "示例条例"}, set()),
        ({"cleaned_on": "2020-11-02"}, {"proof.cleaned_on_ahead"}),
    ],
)
def test_rules(change: dict[str, Any], found: set[str]) -> None:
    assert codes("proof", {**GOOD, **change}) == found
