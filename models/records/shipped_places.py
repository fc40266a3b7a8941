"""The place profiles that come with the program: national law, and the place of the first example."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from models.records.place import PlaceProfile
from models.records.shipped_example import first_example
from models.resources import resource


def shipped_files() -> list[Path]:
    """The files of the shipped profiles."""
    return sorted(resource("profiles").glob("*.json"))


@cache
def only_place_before() -> PlaceProfile:
    """The place whose law older programs took for everybody's: what they kept was made with it.

    Raises:
        OSError: A file of the program is missing.
    """
    # Not by `read_place`: every start on what is from before waits for it, and a shipped file has no faults to name.
    return msgspec.json.decode(resource(first_example().place).read_bytes(), type=PlaceProfile)
