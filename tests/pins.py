"""What the files of requirements pin, on which machine."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from packaging.markers import Marker

ROOT = Path(__file__).parents[1]
PIN = re.compile(
    r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[0-9][0-9A-Za-z.]*)(?: ; (?P<marker>platform_machine [!=]= \"aarch64\"))?"
)
LOCKED = re.compile(
    r"^(?P<name>[a-z0-9-]+)==(?P<version>[0-9][0-9A-Za-z.]*)(?: ; (?P<marker>[^\\\n]+))? \\\n"
    r"(?P<digests>    --hash=sha256:[0-9a-f]{64}(?: \\\n    --hash=sha256:[0-9a-f]{64})*)$",
    re.MULTILINE,
)


class Pin(NamedTuple):
    """A package of one version, and the machines it is for ("" for all)."""

    name: str
    version: str
    marker: str

    def counts(self, **machine: str) -> bool:
        """Whether it is for this machine, told by what differs from the one that asks."""
        return not self.marker or Marker(self.marker).evaluate(machine)


def lines_of(name: str) -> list[str]:
    """The lines of a file of requirements without remarks."""
    lines = (line.partition("#")[0].strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and line != "-r requirements.txt"]


def pin_of(found: re.Match[str]) -> Pin:
    """What a line or an entry of a lock pins."""
    return Pin(found["name"].lower(), found["version"], (found["marker"] or "").strip())


def locked(name: str) -> list[Pin]:
    """What a lock holds."""
    return [pin_of(found) for found in LOCKED.finditer((ROOT / name).read_text(encoding="utf-8"))]
