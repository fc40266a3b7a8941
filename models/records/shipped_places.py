"""The place profiles that come with the program: national law, and the place of the first example."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from models.records.place import PlaceProfile
from models.records.place_file import read_place
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
    return read_place(resource(first_example().place).read_bytes())
