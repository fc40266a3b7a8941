"""Findings as a list shows them: those of one rule in one line until it is opened."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from models.records.finding import Finding, Level
from models.records.registry import ledgers

MUST, MAY, EXPLAINED = "必须改", "改或说明", "已说明"
FEW = 3
"""So many findings of a rule still stand one by one."""
Key = tuple[Level, str, str, bool]


@dataclass(frozen=True)
class FindingLine:
    """One line: a finding, or several of the same rule of the same ledger."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The finding whose wording stands for the whole group."""
        return self.findings[0]

    @property
    def is_group(self) -> bool:
        """Whether this line sums up more than one finding of the same kind."""
        return len(self.findings) > 1

    @property
    def key(self) -> Key:
        """The key by which findings are grouped into this line, see `finding_key`."""
        return finding_key(self.first)

    @property
    def ledger(self) -> str:
        """The ledger's Chinese label, or "" if the finding names none that is known."""
        known = ledgers().get(self.first.ledger)
        return known.label if known else ""

    @property
    def title(self) -> str:
        """The record's title; for a group the first one's and the number of findings."""
        return f"{self.first.title}等{len(self.findings)}处" if self.is_group else self.first.title

    @property
    def words(self) -> str:
        """What is wrong and how to correct it, with the reason given for a warning."""
        said = f"　说明：{self.first.explained}" if self.first.explained else ""
        return f"{self.first.message}{said}"


def finding_kind(finding: Finding) -> str:
    """What a finding asks for, in words everybody knows."""
    if finding.explained:
        return EXPLAINED
    return MUST if finding.level is Level.ERROR else MAY


def finding_key(finding: Finding) -> Key:
    """Findings with the same key are of one kind."""
    return finding.level, finding.ledger, finding.code, bool(finding.explained)


def finding_lines(findings: Iterable[Finding], opened: Collection[Key] = ()) -> list[FindingLine]:
    """Lines in the order of their first finding; rules whose key is `opened`, and those with few, stand one by one."""
    found: dict[Key, list[Finding]] = {}
    for one in findings:
        found.setdefault(finding_key(one), []).append(one)
    lines: list[FindingLine] = []
    for key, some in found.items():
        apart = key in opened or len(some) <= FEW
        lines += [FindingLine((one,)) for one in some] if apart else [FindingLine(tuple(some))]
    return lines
