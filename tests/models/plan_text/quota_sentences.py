"""Sentences of public texts with the quotas a careful clerk reads in them, and how many of them the program reads.

    python -m tests.models.plan_text.quota_sentences [规则|验证]

The table says of each sentence where it stands and what it wants: number, unit and range, words of what. A quota is a
least or a regular number of times, sessions, papers, people or hours in the year or a shorter range, whoever is
charged. Rates, money, days, most numbers, conditions of a procedure, what was done already and what comes every several
years are none. Half of the sources, by the checksum of their names, were looked at when the rules were made (规则); the
others were not (验证).
"""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from models.plan_text.quotas import read_quotas
from models.records.plan import Quota
from ui.cli.arguments import show

TABLE = Path(__file__).parents[2] / "data" / "quotas" / "sentences.tsv"
RULES, HELD_OUT = "规则", "验证"
_MONTHS = {"月": 1, "两月": 2, "季": 3, "半年": 6, "年": 12}
_WANTED = re.compile(r"(?P<count>\d+)(?P<unit>\D+)/(?P<span>\S+) (?P<what>.+)")
_ALIKE = {"名": "人", "人次": "人", "场次": "场"}


class Sentence(NamedTuple):
    """A sentence, where it stands, and its quotas as the table says them."""

    source: str
    text: str
    wanted: tuple[str, ...]

    @property
    def part(self) -> str:
        """Whether the rules were made with it."""
        return RULES if zlib.crc32(self.source.encode()) % 2 == 0 else HELD_OUT


class Score(NamedTuple):
    """How many quotas are right, in the table, and read."""

    right: int
    wanted: int
    read: int

    @property
    def f1(self) -> float:
        """2 · right ÷ (wanted + read)."""
        return 2 * self.right / (self.wanted + self.read)


def sentences(part: str = "") -> list[Sentence]:
    """The table, or one part of it."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()[1:]
    found = [Sentence(source, text, tuple(filter(None, said.split("；")))) for source, text, said in _cells(lines)]
    return [one for one in found if part in ("", one.part)]


def _cells(lines: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    for line in lines:
        source, text, said = line.split("\t")
        yield source, text, said


def is_right(wanted: str, quota: Quota) -> bool:
    """The same number, unit and range, and two characters in common of what is to be done."""
    said = _WANTED.fullmatch(wanted)
    if said is None:
        raise ValueError(wanted)
    unit = _ALIKE.get(quota.unit, quota.unit)
    same = (int(said["count"]), said["unit"], _MONTHS[said["span"]]) == (quota.each, unit, quota.months)
    return same and any(said["what"][at : at + 2] in quota.what for at in range(len(said["what"]) - 1))


def mistakes(one: Sentence) -> tuple[list[str], list[Quota], int]:
    """What is not read, what is read and should not be, and how many are right."""
    left = list(read_quotas(one.text))
    missed = []
    for wanted in one.wanted:
        found = next((quota for quota in left if is_right(wanted, quota)), None)
        if found is None:
            missed.append(wanted)
        else:
            left.remove(found)
    return missed, left, len(one.wanted) - len(missed)


def score(part: str) -> Score:
    """How well a part is read."""
    found = [(one, mistakes(one)) for one in sentences(part)]
    right = sum(said[2] for _, said in found)
    return Score(right, sum(len(one.wanted) for one, _ in found), right + sum(len(said[1]) for _, said in found))


def main(part: str) -> None:
    """Say what is read wrong in the part the rules were made with, and the scores of both."""
    for one in sentences(RULES) if part == RULES else ():
        missed, left, _ = mistakes(one)
        if missed or left:
            more = [f"{quota.what}{quota.wanted}" for quota in left]
            show(f"{one.text}\n  漏：{missed}\n  多：{more}")
    for name in (RULES, HELD_OUT):
        found = score(name)
        count = len(sentences(name))
        words = f"定额{found.wanted}个，读出{found.read}个，对{found.right}个，F1 {found.f1:.3f}"
        show(f"{name}：{count}句，{words}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
