"""钥匙.json made to harm: it is called damaged, and costs nobody minutes or all memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from models.store.base.errors import DamagedWorkspaceError
from models.store.base.keyring import Keyring, read_keyring, wrap_key, write_keyring

GOOD = msgspec.to_builtins(Keyring(wraps=(wrap_key("passphrase", "测试用的密码 1", bytes(32)),)))


def _with(**costs: Any) -> bytes:
    return msgspec.json.encode(GOOD | {"wraps": [GOOD["wraps"][0] | costs]})


HARMFUL = {
    "2 GiB of memory": _with(memory_kib=1 << 21),
    "64 rounds": _with(iterations=64),
    "no rounds": _with(iterations=0),
    "1,000 secrets to try": msgspec.json.encode(GOOD | {"wraps": GOOD["wraps"] * 1_000}),
    "objects without end": b'{"x":' * 100_000,
    "nothing": b"",
}


@pytest.mark.parametrize("name", HARMFUL)
def test_keys_made_to_harm_are_called_damaged(tmp_path: Path, name: str) -> None:
    path = tmp_path / "钥匙.json"
    path.write_bytes(HARMFUL[name])
    with pytest.raises(DamagedWorkspaceError):
        read_keyring(path)


def test_keys_that_cost_more_than_today_are_read(tmp_path: Path) -> None:
    keyring = msgspec.json.decode(_with(memory_kib=262_144, iterations=12), type=Keyring)
    write_keyring(tmp_path / "钥匙.json", keyring)
    assert read_keyring(tmp_path / "钥匙.json") == keyring
