"""A result in two parts: the points, which are looked at all together, and what is behind those of each unit."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

from models.assess.score import Assessment, Score, UnitScore
from models.assess.totals import named

LEVEL = 1
"""What is behind the points waits packed until it is kept: it takes a tenth of the room, and hardly any time."""


class Shared(msgspec.Struct, frozen=True, kw_only=True):
    """A result of which equal scores, of however many units, are kept once: it is read the quicker.

    `result` has units without scores; `places` says by unit which of `scores` it has.
    """

    result: Assessment
    scores: tuple[Score, ...]
    places: dict[str, tuple[int, ...]]


class Parted(NamedTuple):
    """A result of which `result` lacks the records behind the points of the units that `behind` has packed."""

    result: Assessment
    behind: Mapping[str, bytes]


def parted(result: Assessment, codes: Iterable[str] | None = None) -> Parted:
    """The result in two parts; of the units with these codes, or all that are in it."""
    chosen = {one.unit for one in result.units} if codes is None else set(codes)
    behind = {one.unit: pack(one) for one in result.units if one.unit in chosen}
    units = tuple(pointed(one) if one.unit in chosen else one for one in result.units)
    return Parted(msgspec.structs.replace(result, units=units), behind)


def pointed(unit: UnitScore) -> UnitScore:
    """The unit's points without the records behind them; how many a veto counted stays known."""
    return msgspec.structs.replace(unit, scores=tuple(map(_pointed, unit.scores)))


def _pointed(score: Score) -> Score:
    return msgspec.structs.replace(score, because=(), found=score.found or named(score)) if score.because else score


def shared(result: Assessment) -> Shared:
    """The result with equal scores kept once; equal to the letter, 2 points are not 2.00."""
    found: dict[bytes, tuple[int, Score]] = {}
    places = {
        one.unit: tuple(found.setdefault(msgspec.json.encode(score), (len(found), score))[0] for score in one.scores)
        for one in result.units
    }
    units = tuple(msgspec.structs.replace(one, scores=()) for one in result.units)
    bare = msgspec.structs.replace(result, units=units)
    return Shared(result=bare, scores=tuple(score for _, score in found.values()), places=places)


def unshared(kept: Shared) -> Assessment:
    """Undo the sharing: the assessment with each unit's scores back in their places."""
    units = tuple(
        msgspec.structs.replace(one, scores=tuple(kept.scores[at] for at in kept.places[one.unit]))
        for one in kept.result.units
    )
    return msgspec.structs.replace(kept.result, units=units)


def pack(unit: UnitScore) -> bytes:
    """The unit's scores with the records behind them, as deflated JSON."""
    return zlib.compress(msgspec.json.encode(unit.scores), LEVEL)


def unpacked(behind: bytes) -> str:
    """Undo `pack`: the JSON text of the scores."""
    return zlib.decompress(behind).decode()


def joined(unit: UnitScore, behind: str) -> UnitScore:
    """The unit with what was kept of it; place and grade are those of `unit`."""
    return msgspec.structs.replace(unit, scores=msgspec.json.decode(behind, type=tuple[Score, ...]))
