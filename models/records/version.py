"""Version vectors and field stamps: which change has seen which.

A workspace counts its own changes of a record. A record's *vector* maps workspace id to the last counted change it
contains; a *stamp* `(workspace, counter)` marks the change that last wrote a field. A stamp is seen by a vector that
counts at least as far for that workspace. (Parker et al. 1983, "Detection of mutual inconsistency".)
"""

from __future__ import annotations

from enum import StrEnum

Vector = dict[str, int]
Stamp = tuple[str, int]
Stamps = dict[str, Stamp]
"""Stamp per field name; the entry under "" is the stamp of every field not named."""

REST = ""


class Order(StrEnum):
    """How one version vector relates to another; PARALLEL means each has changes the other lacks."""

    EQUAL = "equal"
    NEWER = "newer"
    OLDER = "older"
    PARALLEL = "parallel"


def compare_vectors(ours: Vector, theirs: Vector) -> Order:
    """Whether `theirs` is newer than `ours`, older, equal or parallel."""
    if ours == theirs:
        return Order.EQUAL
    newer = any(count > ours.get(workspace, 0) for workspace, count in theirs.items())
    older = any(count > theirs.get(workspace, 0) for workspace, count in ours.items())
    if newer and older:
        return Order.PARALLEL
    return Order.NEWER if newer else Order.OLDER


def has_seen(vector: Vector, stamp: Stamp) -> bool:
    """Whether a record with `vector` contains the change marked by `stamp`."""
    return vector.get(stamp[0], 0) >= stamp[1]


def join_vectors(ours: Vector, theirs: Vector) -> Vector:
    """The smallest vector that contains both."""
    return {key: max(ours.get(key, 0), theirs.get(key, 0)) for key in sorted({*ours, *theirs})}


def advance_vector(vector: Vector, workspace: str) -> tuple[Vector, Stamp]:
    """The vector after one more change by `workspace`, and that change's stamp."""
    count = vector.get(workspace, 0) + 1
    return {**vector, workspace: count}, (workspace, count)


def stamp_of(stamps: Stamps, name: str) -> Stamp:
    """The stamp of field `name`."""
    return stamps.get(name) or stamps[REST]
