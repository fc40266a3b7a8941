from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.records import ledgers as folder
from models.records.registry import UnknownLedgerError, ledger, ledgers

GIFT = """
from typing import Annotated
from models.records.field import Field
from models.records.ledger import Ledger
from models.records.record import Record

class Gift(Record, frozen=True, kw_only=True):
    giver: Annotated[str | None, Field("赠送人", required=True)] = None

LEDGER = Ledger(id="gift", label="礼品登记", record=Gift, order=25, title="giver")
"""


@pytest.fixture
def one_file_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "gift.py").write_text(GIFT, encoding="utf-8")
    monkeypatch.setattr(folder, "__path__", [*folder.__path__, str(tmp_path)])
    ledgers.cache_clear()
    yield
    sys.modules.pop(f"{folder.__name__}.gift", None)
    monkeypatch.undo()
    ledgers.cache_clear()


def test_adding_a_ledger_is_adding_a_file(one_file_more: None) -> None:
    places = list(ledgers())
    assert places.index("person") < places.index("gift") < places.index("certificate")
    assert [field.label for field in ledger("gift").fields] == ["赠送人", "备注", "佐证材料", "校验说明"]


def test_menu_order() -> None:
    orders = [one.order for one in ledgers().values()]
    assert orders == sorted(orders)


def test_unknown_ledger() -> None:
    with pytest.raises(UnknownLedgerError):
        ledger("gift")
