"""What ledgers say of numbers that belong together: none is named that nobody typed."""

from typing import Any

import msgspec
import pytest

from models.records.registry import ledger
from models.records.steps import Within
from tests.models.records.entries import context_of


@pytest.mark.parametrize(
    ("ledger_id", "part", "typed", "said"),
    [
        ("rectification", "amended", {"amended": "100", "amount": "60"}, "整改金额100多于问题金额60，请改正其中一个。"),
        ("rectification", "amended", {"amended": "100"}, "填了整改金额100，没有填问题金额，请补填。"),
        ("rectification", "amended", {"amended": "100", "amount": "100"}, ""),
        ("inspection", "troubled", {"troubled": 5}, "填了发现问题户次5，没有填检查户次，请补填。"),
        ("inspection", "troubled", {"troubled": 1}, ""),
        ("document", "opinions_adopted", {"opinions_adopted": 2}, "填了采纳意见数2，没有填收到意见数，请补填。"),
        ("work", "settled", {"settled": 1}, "填了办成数1，没有填件数，请补填。"),
        ("legal_review", "points_adopted", {"points_adopted": 1, "points": -1}, "采纳意见条数1多于提出意见条数-1，"),
    ],
)
def test_a_part_is_held_against_its_whole(ledger_id: str, part: str, typed: dict[str, Any], said: str) -> None:
    declared = ledger(ledger_id)
    rule = next(one for one in declared.checks if isinstance(one, Within) and one.part == part)
    found = list(rule(msgspec.convert(typed, declared.record), "u", context_of()))
    assert [one.message for one in found] == ([said] if said else []) or found[0].message.startswith(said)
