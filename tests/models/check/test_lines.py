"""Lines of findings."""

import pytest

from models.check.lines import finding_kind, finding_lines
from models.records.finding import Finding, Level


def finding(code: str, title: str = "", explained: str = "", level: Level = Level.WARNING) -> Finding:
    return Finding(level=level, code=code, message=code, ledger="person", title=title, explained=explained)


MANY = [finding("a", f"{number}") for number in range(4)]


@pytest.mark.parametrize(
    ("findings", "titles"),
    [
        ([], []),
        (MANY[:3], ["0", "1", "2"]),
        (MANY, ["0等4处"]),
        ([*MANY, finding("b", "乙")], ["0等4处", "乙"]),
        ([*MANY[:3], finding("b", "乙"), MANY[3]], ["0等4处", "乙"]),
        ([*MANY, *[finding("a", "说", "有理由")]], ["0等4处", "说"]),
    ],
)
def test_many_of_a_rule_stand_together(findings: list[Finding], titles: list[str]) -> None:
    lines = finding_lines(findings)
    assert [line.title for line in lines] == titles
    assert sorted(one.title for line in lines for one in line.findings) == sorted(one.title for one in findings)


def test_an_opened_rule_stands_one_by_one() -> None:
    key = finding_lines(MANY)[0].key
    assert [line.title for line in finding_lines(MANY, {key})] == ["0", "1", "2", "3"]


@pytest.mark.parametrize(
    ("one", "word"),
    [
        (finding("a", level=Level.ERROR), "必须改"),
        (finding("a"), "改或说明"),
        (finding("a", explained="有理由"), "已说明"),
    ],
)
def test_what_a_finding_asks_for(one: Finding, word: str) -> None:
    assert finding_kind(one) == word
