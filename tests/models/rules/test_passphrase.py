"""One check of a new 密码 for the window and for commands."""

from __future__ import annotations

import pytest

from models.rules.passphrase import passphrase_fault


@pytest.mark.parametrize("tried", ["1", "", "1234567", "Ab1!"])
def test_short_ones_are_refused(tried: str) -> None:
    assert passphrase_fault(tried).startswith("太短")


@pytest.mark.parametrize(
    "tried",
    [
        "password", "Passw0rd", "P@ssw0rd", "password123", "PASSWORD!!", "12345678", "87654321", "123456789",
        "abcd123456", "qwertyuiop", "poiuytrewq", "1qaz2wsx", "asdfghjkl", "88888888", "12341234", "abcabcabc",
        "woaini1314", "Admin@123", "admin888888", "iloveyou1", "fazhi2026!", "zhangsan88", "我的密码2026!!", "zaq12wsx",
        "spiderman", "Manchester2020", "m1necraft!",
    ],
)  # fmt: skip
def test_common_ones_are_refused(tried: str) -> None:
    assert passphrase_fault(tried).startswith("太常见")


@pytest.mark.parametrize("tried", ["19901231", "41010019", "aaaaaaab"])
def test_those_of_few_signs_are_refused(tried: str) -> None:
    assert passphrase_fault(tried)


@pytest.mark.parametrize("taken", ["four calm words 42", "hkqz724956", "shili-2020", "秋天的石榴和三只猫"])
def test_others_are_taken(taken: str) -> None:
    assert passphrase_fault(taken) == ""
