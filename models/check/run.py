"""One check run over everything a unit is about to submit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from models.check.duplicates import check_duplicates
from models.check.fields import check_fields
from models.check.quotas import check_quotas
from models.check.unit import Duty, check_unit
from models.records.context import BasicContext, title_of
from models.records.entry import Entry
from models.records.finding import Finding, Level, error
from models.records.ledger import Context, Ledger
from models.records.place import NATIONAL, PlaceProfile
from models.records.record import Record
from models.records.registry import ledgers
from models.rules.holidays import DEFAULT_CALENDAR, Calendar
from models.rules.terms import AS_SHIPPED


def check_entries(
    entries: Mapping[str, Iterable[Entry]],
    unit: str,
    today: dt.date,
    duty: Duty | None,
    *,
    calendar: Calendar = DEFAULT_CALENDAR,
    terms: Mapping[str, int] = AS_SHIPPED,
    place: PlaceProfile = NATIONAL,
) -> list[Finding]:
    """Every finding over the entries of `unit`, errors first, then in menu order.

    Args:
        entries: Entries by ledger id; those of other units may be among them and are only looked up.
        unit: Code of the unit; "" checks the records of all units, and no unit as a whole.
        today: The day of the check.
        duty: What the unit owes, or None: then nothing is asked of it as a whole.
        calendar: Which days are worked.
        terms: Periods that the centre set otherwise.
        place: What local law says.
    """
    kept = {ledger: list(some) for ledger, some in entries.items()}
    context = BasicContext(kept, today, calendar, terms, place)
    found = [finding for ledger in ledgers().values() for finding in _check_ledger(ledger, unit, context)]
    if duty and unit:
        own = {ledger: [entry for entry in some if entry.unit == duty.unit] for ledger, some in kept.items()}
        found += _check_whole(duty, BasicContext(own, today, calendar, terms, place))
    return sort_findings(found)


def check_record(ledger: Ledger, uid: str, record: Record, context: Context) -> list[Finding]:
    """Findings on one record by its fields and its ledger's rules: what a form shows beside its fields."""
    found = list(check_fields(ledger, record, context))
    for check in ledger.checks:
        found += check(record, uid, context)
    return [_placed(finding, ledger, uid, record) for finding in found]


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Errors first, open warnings next, explained ones last; each in menu order of the ledgers."""
    order = {ledger: place for place, ledger in enumerate(ledgers())}
    return sorted(
        findings, key=lambda one: (not _is_error(one), bool(one.explained), order.get(one.ledger, len(order)))
    )


def blocks_submission(findings: Iterable[Finding]) -> bool:
    """Whether a submission is refused: an error, or a warning nobody has explained."""
    return any(_is_error(finding) or not finding.explained for finding in findings)


def _is_error(finding: Finding) -> bool:
    return finding.level is Level.ERROR


def _check_ledger(ledger: Ledger, unit: str, context: BasicContext) -> Iterator[Finding]:
    owners = {uid: entry.unit for uid, entry in context.entries(ledger.id).items() if unit in ("", entry.unit)}
    records = {uid: record for uid, record in context.records(ledger.id).items() if uid in owners}
    for uid, record in records.items():
        for finding in check_record(ledger, uid, record, context):
            yield msgspec.structs.replace(finding, unit=owners[uid])
    for own in _by_owner(records, owners).values():
        for uid, finding in check_duplicates(ledger, own):
            yield msgspec.structs.replace(_placed(finding, ledger, uid, own[uid]), unit=owners[uid])
    for uid in context.unreadable(ledger.id):
        if uid in owners:
            yield _unreadable(ledger, uid, owners[uid])


def _by_owner(records: Mapping[str, Record], owners: Mapping[str, str]) -> dict[str, dict[str, Record]]:
    found: dict[str, dict[str, Record]] = {}
    for uid, record in records.items():
        found.setdefault(owners[uid], {})[uid] = record
    return found


def _unreadable(ledger: Ledger, uid: str, unit: str) -> Finding:
    message = f"{ledger.label}的这条记录有的值类型不对，读不出来，请打开记录重新填写，或者从日志里恢复以前的内容。"
    found = error("", f"{ledger.id}.unreadable", message)
    return msgspec.structs.replace(found, ledger=ledger.id, uid=uid, unit=unit, title=uid[:8])


def _check_whole(duty: Duty, own: BasicContext) -> Iterator[Finding]:
    for finding in (*check_unit(duty, own), *check_quotas(duty, own)):
        record = own.get(finding.ledger, finding.uid)
        explained = _explanation(finding, record) if record else ""
        yield msgspec.structs.replace(finding, unit=duty.unit, explained=explained)


def _placed(finding: Finding, ledger: Ledger, uid: str, record: Record) -> Finding:
    return msgspec.structs.replace(
        finding, ledger=ledger.id, uid=uid, title=title_of(ledger, record), explained=_explanation(finding, record)
    )


def _explanation(finding: Finding, record: Record) -> str:
    if _is_error(finding):
        return ""
    return next((one.reason or "" for one in record.explanations if one.code == finding.code), "")
