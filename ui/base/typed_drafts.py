"""What is typed about one thing and not yet given: it waits until that thing is in front again."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class TypedDrafts(Generic[T]):
    """Keeps what stood in the boxes of a form by the subject it was about.

    It comes back only over what it was typed over: once something else was given meanwhile, that is shown.
    """

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[T, T]] = {}

    def keep(self, subject: Hashable, shown: T, typed: T) -> None:
        """Another subject comes to the front: keep what was typed over what had been shown."""
        if typed != shown:
            self._kept[subject] = shown, typed

    def take(self, subject: Hashable, shown: T) -> T:
        """What to show of a subject of which `shown` is known: what had been typed over it, else that itself."""
        before, typed = self._kept.pop(subject, (shown, shown))
        return typed if before == shown else shown
