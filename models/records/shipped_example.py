"""The example years that come with the program, the earliest first: which plan, scheme and place belong together."""

from __future__ import annotations

import tomllib
from functools import cache

import msgspec

from models.resources import resource


class ShippedExample(msgspec.Struct, frozen=True, dict=True):
    """The files of one example, below `resources/`; the rest of its file is read by the demo (`ui.demo.example`)."""

    year: int
    plan: str
    scheme: str
    place: str


@cache
def shipped_examples() -> tuple[ShippedExample, ...]:
    """Every example, the earliest first.

    Raises:
        OSError: A file of the program is missing.
    """
    # Only what stands before the first table: every start on what is from before waits for it.
    heads = [path.read_text("utf-8").partition("\n[")[0] for path in resource("examples").glob("*.toml")]
    found = [msgspec.convert(tomllib.loads(head), type=ShippedExample) for head in heads]
    return tuple(sorted(found, key=lambda one: one.year))


def first_example() -> ShippedExample:
    """The example that programs before 0.2.0 came with.

    Raises:
        OSError: A file of the program is missing.
    """
    return shipped_examples()[0]
