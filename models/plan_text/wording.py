"""What several readers of the wording share: brackets made alike, quoted names blanked."""

from __future__ import annotations

import re

_WIDE = str.maketrans("(),;:", "（），；：")
_QUOTED = re.compile(r"《[^》]*》|“[^”]*”|‘[^’]*’|〔[^〕]*〕")


def full_width(text: str) -> str:
    """`text` with full-width brackets, commas, semicolons and colons; its length does not change."""
    return text.translate(_WIDE)


def blank_quoted(text: str) -> str:
    """`text` with titles and quotations blanked, at equal length: what is quoted orders nobody."""
    return _QUOTED.sub(lambda match: "\u25a1" * len(match[0]), text)
