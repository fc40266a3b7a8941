"""What to know of a package beside its records: an older issue, a unit that changed, evidence that is missing."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from models.merge.report import SubmissionNote
from models.package.header import Header
from models.records.office import Issue, Unit
from models.store import documents, evidence
from models.store.documents import ISSUE


def circumstances(connection: Connection, issue: Issue | None, header: Header, note: SubmissionNote) -> str:
    """The same in words, "" where there is nothing to say; `issue` is the present one, read once for many packages."""
    said = [*_issue_words(issue, note), *_unit_words(connection, issue, header.unit, note)] if issue else []
    return "".join([*said, *_evidence_words(connection, note)])


def _issue_words(issue: Issue, note: SubmissionNote) -> Iterator[str]:
    if 0 < note.issue < issue.number:
        yield f"按第{note.issue}号任务编报，现行的是第{issue.number}号，内容照常合并。"


def _unit_words(connection: Connection, issue: Issue, code: str, note: SubmissionNote) -> Iterator[str]:
    unit = issue.unit(code)
    if unit is None:
        former = former_unit(connection, code)
        name = former.name if former else code
        yield f"“{name}”（{code}）已不在现行名册里，是以前任务中的单位，记录仍归在原单位名下。"
    elif unit.successors:
        heirs = "、".join(_named(issue, heir) for heir in unit.successors)
        yield f"“{unit.name}”（{code}）已由{heirs}承接，记录仍归在原单位名下。"
    elif note.unit_name and note.unit_name != unit.name:
        until = next((f"（{one.until}前的名称）" for one in unit.former if one.name == note.unit_name), "")
        yield f"报送时的单位名称是“{note.unit_name}”{until}，现为“{unit.name}”，是同一个单位。"


def _named(issue: Issue, code: str) -> str:
    unit = issue.unit(code)
    return f"“{unit.name}”（{code}）" if unit else code


def former_unit(connection: Connection, code: str) -> Unit | None:
    """The unit of this code as the last issue that had it named it."""
    for issue in documents.all_of(connection, ISSUE, Issue):
        unit = issue.unit(code)
        if unit is not None:
            return unit
    return None


def _evidence_words(connection: Connection, note: SubmissionNote) -> Iterator[str]:
    """Evidence that was left out because a receipt acknowledged it, and that is not here (any more)."""
    missing = set(note.acknowledged) - set(evidence.known(connection, note.acknowledged))
    if missing:
        yield f"有{len(missing)}份佐证材料没有随包带来，这里也没有：请让报送单位生成完整的报送包（submit --full）。"
