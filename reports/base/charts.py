"""The neutral chart: bars from nought, drawn on paper and on screen from the same figures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

Amount = int | Decimal


def plain_amount(amount: Amount) -> str:
    """The amount as people write it: 5, 4.5."""
    return f"{Decimal(amount).normalize():f}"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its parts one after the other, and the figures in words at its end."""

    label: str
    parts: tuple[Amount, ...]
    said: str

    @property
    def length(self) -> Decimal:
        """The sum of the parts: the length of the bar in the chart's unit."""
        return sum(map(Decimal, self.parts), Decimal(0))


@dataclass(frozen=True)
class Chart:
    """Bars of one scale. `series` names the parts, () where bars have one; `full` is what reaches the right edge.

    Raises:
        ValueError: a part is below nought, or a bar has other parts than the series.
    """

    title: str
    bars: tuple[Bar, ...]
    series: tuple[str, ...] = ()
    full: Amount = 0
    note: str = ""

    def __post_init__(self) -> None:
        wanted = len(self.series) or 1
        for bar in self.bars:
            if len(bar.parts) != wanted or any(part < 0 for part in bar.parts):
                raise ValueError(f"{self.title}: bar {bar.label} has the parts {bar.parts}")

    @cached_property
    def scale(self) -> Decimal:
        """What the whole width stands for; at least 1, so that it can be divided by. Every bar asks for it."""
        return max([Decimal(self.full), *(bar.length for bar in self.bars)], default=Decimal(0)) or Decimal(1)

    def shares(self, bar: Bar) -> tuple[float, ...]:
        """The parts of a bar as shares of the whole width."""
        return tuple(float(Decimal(part) / self.scale) for part in bar.parts)
