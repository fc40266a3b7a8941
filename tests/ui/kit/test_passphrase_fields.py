"""Words for how strong a 密码 is."""

import pytest

from models.records.tone import Tone
from ui.kit.passphrase_fields import passphrase_strength


@pytest.mark.parametrize(
    ("typed", "tone"),
    [
        ("abc", Tone.BAD),
        ("aaaaaaaaaaaa", Tone.BAD),
        ("11112222", Tone.BAD),
        ("abcd123456", Tone.BAD),
        ("Passw0rd", Tone.BAD),
        ("hkqz724956", Tone.WARN),
        ("four calm words 42", Tone.GOOD),
    ],
)
def test_strength(typed: str, tone: Tone) -> None:
    assert passphrase_strength(typed)[0] is tone
