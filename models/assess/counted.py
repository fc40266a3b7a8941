"""Measures as the database counts them: in SQL over columns, or from the few records that can matter.

Each says the same as the measure of its name in `models.assess.measures`; measures that are not here are asked record
by record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from models.assess.measures import UnitYear
from models.assess.measures.cases import answered_late, lost_in_year, replied_late
from models.records.ledgers.case.codes import FIRST, HEAD, HEARING, LOST
from models.records.ledgers.certificate import IN_USE, MINISTRY
from models.records.ledgers.person import BARRED_STAFFINGS, LEFT, PASSED
from models.records.ledgers.progress import DONE
from models.records.ledgers.training import KINDS
from models.rules.lost import LOSING
from models.store.records.conditions import cell, days_after, in_chain, referring, rows_in


class Counted(NamedTuple):
    """A measure that is a sum over records; where it counts a part of what another one counts, `within` names that.

    `:year` is the year, `:first` and `:last` its days that have come, `:end` its last day, `:on` the day looked at.
    """

    ledger: str
    expression: str
    within: str = ""


class Near(NamedTuple):
    """A measure that finds as many among the records of `condition` as among all; `of` looks at no other `fields`."""

    ledger: str
    fields: tuple[str, ...]
    condition: str
    of: Callable[[UnitYear], Iterable[object]]


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in sorted(words))


def _in_year(column: str) -> str:
    return f"({column} BETWEEN :first AND :last)"


_COUNTING = f"({cell('kind')} IS NULL OR {cell('kind')} = '{HEARING}') AND {_in_year(cell('on'))}"
_LED = f"{_COUNTING} AND {cell('leader')} <> ''"
_HELD = f"f_status = '{IN_USE}'"
_OWN = f"{_HELD} AND f_kind = '{MINISTRY}'"
_ENDED = f"f_year = :year AND f_state = '{DONE}'"
_WORKING = f"coalesce(f_status NOT IN ({_quoted(LEFT)}), 1)"
_BARRED = f"f_staffing IN ({_quoted(BARRED_STAFFINGS)}) OR f_status IN ({_quoted(LEFT)})"
_HELD_BY_BARRED = f"CASE WHEN {_BARRED} THEN {referring('certificate', 'holder', _HELD)} END"


def _trainings(kinds: Iterable[str]) -> Counted:
    return Counted("training", f"f_kind IN ({_quoted(kinds)}) AND {_in_year('f_held_on')}")


def _sessions(condition: str) -> str:
    return rows_in("f_hearings", condition)


_SERVED = "f_served_on BETWEEN (:year - 1) || '-11-01' AND :end"
_UNANSWERED = (
    f"{_SERVED} AND coalesce(f_instance, '{FIRST}') = '{FIRST}'"
    f" AND (f_answered_on IS NULL OR f_answered_on > {days_after('f_served_on', 15)})"
)
"""An answer is due 15 days after service or, by holidays, some days later: never before, and within the next year."""
_AFTER_DUE = f"coalesce({cell('replied_on')}, :on) > coalesce({cell('due')}, {cell('received_on')}, '')"
"""Where the paper names no day to reply by, the law does: one later than its receipt."""
COUNTED: dict[str, Counted] = {
    "certificates_in_use": Counted("certificate", _HELD),
    "certificates_valid": Counted("certificate", f"{_HELD} AND f_valid_to >= :on", "certificates_in_use"),
    "certificates_expired": Counted("certificate", f"{_HELD} AND f_valid_to < :on", "certificates_in_use"),
    "certificates_unlawful": Counted("person", _HELD_BY_BARRED),
    "ministry_certificates": Counted("certificate", _OWN),
    "ministry_certificates_filed": Counted("certificate", f"{_OWN} AND f_filed_on <> ''", "ministry_certificates"),
    "officers": Counted("person", _WORKING),
    "officers_passed": Counted("person", f"{_WORKING} AND f_exam_result = '{PASSED}'", "officers"),
    "progress_done": Counted("progress", _ENDED),
    "progress_with_evidence": Counted("progress", f"{_ENDED} AND f_evidence <> ''", "progress_done"),
    "progress_without_evidence": Counted("progress", f"{_ENDED} AND f_evidence IS NULL", "progress_done"),
    "trainings": _trainings(KINDS),
    **{f"trainings.{kind}": _trainings([kind])._replace(within="trainings") for kind in KINDS},
    "hearings": Counted("case", _sessions(_COUNTING)),
    "hearings_with_leader": Counted("case", _sessions(_LED), "hearings"),
    "hearings_with_principal": Counted("case", _sessions(f"{_LED} AND {cell('leader_role')} = '{HEAD}'"), "hearings"),
    "heard_cases": Counted("case", f"{_sessions(_COUNTING)} > 0"),
    "heard_cases_with_leader": Counted("case", f"{_sessions(_LED)} > 0", "heard_cases"),
    "dishonest_cases": Counted("case", "f_dishonest"),
    "late_performances": Counted(
        "case",
        "f_performance_due BETWEEN :year || '-01-01' AND :end AND coalesce(f_performed_on, :on) > f_performance_due",
    ),
}
NEAR: dict[str, Near] = {
    "lost_cases": Near(
        "case",
        ("previous", "instance", "outcome", "effective_on", "judged_on", "lost_override"),
        f"f_outcome IN ({_quoted(LOSING)}) OR f_lost_override = '{LOST}' OR {in_chain('case', 'previous')}",
        lost_in_year,
    ),
    "late_answers": Near("case", ("served_on", "instance", "role", "answered_on"), _UNANSWERED, answered_late),
    "late_advice_replies": Near(
        "case", ("advice",), f"f_advice <> '' AND {rows_in('f_advice', _AFTER_DUE)} > 0", replied_late
    ),
}
