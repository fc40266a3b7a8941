"""证明第几项: the items of a plan that a record proves, where somebody said so; else its ledger's topics tell.

An item's uid holds within its year, and many records go on for years: so every item is kept with its year, as
`[2020:3][2020:17]`. What was said for one year says nothing of another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Annotated

from models.records.field import Field
from models.records.record import Record

PROVEN, PROVEN_FIELD = "items", "proven"
"""The format of the field that names them, and its name."""
_ITEM = re.compile(r"\[([0-9]{4}):([0-9]{1,14})\]")
ProvenItem = tuple[int, int]
"""Year of the plan, and the uid of the item in it."""


class ProvingRecord(Record, frozen=True, kw_only=True):
    """A record of a ledger that proves items of plans."""

    proven: Annotated[
        str | None,
        Field(
            "证明第几项",
            format=PROVEN,
            width=12,
            listed=False,
            help="这条记录证明工作要点的第几项，可以有几项，写成3、17；空着的，由台账的主题和事项的内容对应。",
        ),
    ] = None


@lru_cache(4096)
def read_proven(text: object) -> frozenset[ProvenItem]:
    """The items in a stored text; what is none in it is passed over."""
    return frozenset((int(year), int(uid)) for year, uid in _ITEM.findall(text if isinstance(text, str) else ""))


def proven_text(items: Iterable[ProvenItem]) -> str | None:
    """The text that keeps them, None for none."""
    return "".join(map(proven_part, sorted(set(items)))) or None


def proven_part(item: ProvenItem) -> str:
    """The part of the text that stands for one item, and is found in it for no other."""
    return "[{}:{}]".format(*item)


def said_for(year: int) -> str:
    """What a text has in it that says something for the year."""
    return f"[{year}:"


def is_proven_text(text: str) -> bool:
    """Whether a text keeps items and nothing else."""
    return not _ITEM.sub("", text)
