"""Names of files out of words of people: the one door, as Windows refuses what Linux takes."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

UNNAMED = "未命名"
REFUSED = str.maketrans('\\/:*?"<>|', "＼／：＊？＂＜＞｜")
"""What no name may have on Windows, and what reads the same (Microsoft, Naming Files, Paths, and Namespaces)."""
DEVICES = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³]) *", re.IGNORECASE)
"""Names that stand for devices on Windows, whatever ending follows."""
MOST_BYTES = 200
"""Of a name with its ending: 255 is what Linux takes, of which what is written beside it needs some."""


def plain_name(text: str) -> str:
    """The text as a name that every system takes: nothing refused or unseen, no device, not too long."""
    seen = "".join(char for char in text if unicodedata.category(char)[0] != "C").translate(REFUSED)
    head, dot, rest = seen.strip(" .").partition(".")
    named = f"{head}_{dot}{rest}" if DEVICES.fullmatch(head) else f"{head}{dot}{rest}"
    return _shortened(named) or UNNAMED


def file_name(*words: str, ending: str) -> str:
    """A name made of words, each shown whole but the longest where all of them are too long."""
    plain = [plain_name(word) for word in words]
    while len("_".join((*plain, ending)).encode()) > MOST_BYTES:
        longest = max(range(len(plain)), key=lambda at: len(plain[at]))
        plain[longest] = plain[longest][:-1]
    return plain_name("_".join(plain) + ending)


def with_ending(path: Path, ending: str) -> Path:
    """The path with this ending, added where it has another or none: 报表2020.12 becomes 报表2020.12.xlsx."""
    return path if path.name.lower().endswith(ending.lower()) else path.with_name(path.name + ending)


def _shortened(name: str) -> str:
    """The name with so much of its end cut off as is too long; a short ending stays."""
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending) > len("fzbak"):
        stem, dot, ending = name, "", ""
    room = MOST_BYTES - len(f"{dot}{ending}".encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(" .") + dot + ending
