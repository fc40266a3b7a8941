"""What to know of a package beside its records: an older issue, a unit that changed, evidence that is missing."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from models.merge.report import SubmissionNote
from models.package.header import Header
from models.records.entry import read_line
from models.records.office import UNKNOWN_DAY, Issue, Unit
from models.records.registry import ledger as ledger_with
from models.store.files import evidence
from models.store.records import documents, listing
from models.store.records.documents import ISSUE, unit_as_last_issued


def package_notes(connection: Connection, issue: Issue | None, header: Header, note: SubmissionNote) -> str:
    """A package's notes as Chinese sentences, "" if there are none; `issue` is the last of the period's year."""
    said = [*_issue_words(connection, issue, header, note)] if issue else []
    said += _unit_words(connection, issue, header.unit, note) if issue else []
    return "".join([*said, *_evidence_words(connection, header.unit, note)])


def _issue_words(connection: Connection, issue: Issue, header: Header, note: SubmissionNote) -> Iterator[str]:
    if 0 < note.issue < issue.number:
        yield f"按第{note.issue}号任务编报，现行的是第{issue.number}号，内容照常合并。"
        gone = _items_gone(connection, issue, header.unit)
        if gone:
            which = "、".join(map(issue.plan.name, gone))
            yield f"其中{which}不在现行的工作要点里，记录照常保留，考核不计。"
    if issue.periods and not any(period.id == header.period for period in issue.periods):
        label = _former_label(connection, header.period)
        yield f"报送期“{label}”不在现行任务里，是以前任务的报送期，记录照常合并，报送情况里不列。"


def _items_gone(connection: Connection, issue: Issue, unit: str) -> list[int]:
    """Uids of items of the year that the unit has records of and the present plan has not; none of an empty plan."""
    known = issue.plan.by_uid
    same_year = listing.ListQuery(unit=unit, equals=(("year", issue.year),))
    entries = (read_line(line) for line in listing.list_lines(connection, ledger_with("progress"), same_year))
    uids = {int(entry.fields.get("item") or 0) for entry in entries} if known else set[int]()
    return sorted(uids - known.keys() - {0})


def _former_label(connection: Connection, period_id: str) -> str:
    """What people called the period in the last issue that had it."""
    periods = (issue.period(period_id) for issue in documents.documents_of_kind(connection, ISSUE, Issue))
    return next((period.label for period in periods if period), period_id)


def _unit_words(connection: Connection, issue: Issue, code: str, note: SubmissionNote) -> Iterator[str]:
    unit = issue.unit(code)
    if unit is None:
        former = unit_as_last_issued(connection, code)
        name = former.name if former else code
        yield f"“{name}”（{code}）已不在现行名册里，是以前任务中的单位，记录仍归在原单位名下。"
    elif unit.is_gone:
        yield f"“{unit.name}”（{code}）已{end_of_unit(issue, unit)}，记录仍归在原单位名下。"
    elif note.unit_name and note.unit_name != unit.name:
        until = next((f"（{one.until}前的名称）" for one in unit.former if one.name == note.unit_name), "")
        until = until or (f"（曾用名，{UNKNOWN_DAY}）" if note.unit_name in unit.undated else "")
        yield f"报送时的单位名称是“{note.unit_name}”{until}，现为“{unit.name}”，是同一个单位。"


def end_of_unit(issue: Issue, unit: Unit) -> str:
    """When a unit ended, where that is known, and which units took over: 于2020-09-01由“乙办事处”（B02）承接."""
    on = f"于{unit.ended}" if unit.ended else ""
    heirs = "、".join(_named(issue, heir) for heir in unit.successors)
    return f"{on}由{heirs}承接" if heirs else f"{on}撤销"


def _named(issue: Issue, code: str) -> str:
    unit = issue.unit(code)
    return f"“{unit.name}”（{code}）" if unit else code


def _evidence_words(connection: Connection, unit: str, note: SubmissionNote) -> Iterator[str]:
    """Evidence that was left out because a receipt acknowledged it, and that is not here (any more) from this unit."""
    missing = set(note.acknowledged) - evidence.brought_by(connection, unit, note.acknowledged)
    if missing:
        yield f"有{len(missing)}份佐证材料没有随包带来，这里也没有：请让报送单位生成完整的报送包（submit --full）。"
