"""Measures over what is handled by a day, and over trainings: what there is of the year, and what was done well.

What has a last day counts in the year in which that lies, once it has come or the thing is done.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from models.assess.measures.measure import Counted, Look, Measure, UnitYear, Words, by_name
from models.assess.measures.work import ALL_TRAININGS
from models.records.ledgers.complaint import handling_deadline
from models.records.ledgers.disclosure import answer_deadline as application_deadline
from models.records.ledgers.document import filing_deadline
from models.records.ledgers.enforcement import publicity_deadline
from models.records.ledgers.proposal import HALF_PLEASED, PLEASED, answer_deadline
from models.records.ledgers.reconsideration import reply_deadline
from models.records.steps import DeadlineOf


class DatedMatter(NamedTuple):
    """Something that is to be done by a day: the records of it, and the names of its fields and words."""

    ledger: str
    counts: str
    title: str
    began: str
    done: str
    did: str
    deadline: DeadlineOf
    rests_on: tuple[str, ...]
    """Other fields that the last day is worked out of."""

    def look(self, *more: str) -> Mapping[str, Look]:
        """What is looked at of a record."""
        return {self.ledger: Look((self.began, self.done, *self.rests_on, *more), words=(self.title,))}

    def words(self, record: Any) -> Words:
        """A record's title, and when it was done."""
        day = getattr(record, self.done)
        said = f"{day}{self.did}。" if day else f"没有{self.did}。"
        return getattr(record, self.title) or "（未填名称）", said

    def measure(self, name: str, label: str, holds: Callable[[Any, UnitYear], object], *more: str) -> Measure:
        """The year's records for which `holds` says so; `more` fields are looked at beside those of the task."""

        def of(year: UnitYear) -> Counted:
            return {uid: one for uid, one in year.records(self.ledger).items() if holds(one, year)}

        return Measure(name, label, self.counts, self.ledger, of, self.words, self.look(*more))

    def began_in(self, one: Any, year: UnitYear) -> bool:
        """Whether it came in, or was issued, in the year."""
        return year.in_year(getattr(one, self.began))

    def settled(self, one: Any, year: UnitYear) -> bool:
        """Whether it began in the year and is done by now."""
        day = getattr(one, self.done)
        return self.began_in(one, year) and day is not None and day <= year.on

    def last_day(self, one: Any, year: UnitYear) -> dt.date | None:
        """Its last day, if that lies in the year and has come, or it is done."""
        deadline = self.deadline(one, year.context)
        if deadline is None or deadline.due.year != year.year:
            return None
        return deadline.due if getattr(one, self.done) or deadline.due < year.on else None

    def owed(self, one: Any, year: UnitYear) -> bool:
        """Whether its last day counts in the year."""
        return self.last_day(one, year) is not None

    def in_time(self, one: Any, year: UnitYear) -> bool:
        """Whether it was done on the last day or before."""
        due, day = self.last_day(one, year), getattr(one, self.done)
        return due is not None and day is not None and day <= due


_FILING = DatedMatter("document", "规范性文件", "title", "issued_on", "filed_on", "报备", filing_deadline, ())
_COMPLAINT = DatedMatter(
    "complaint",
    "投诉举报",
    "about",
    "received_on",
    "handled_on",
    "办结",
    handling_deadline,
    ("due", "petition", "accepted_on"),
)
_PROPOSAL = DatedMatter(
    "proposal",
    "建议提案",
    "about",
    "received_on",
    "answered_on",
    "答复",
    answer_deadline,
    ("due", "kind", "complicated"),
)
_RECONSIDERATION = DatedMatter(
    "reconsideration",
    "复议案件",
    "number",
    "received_on",
    "replied_on",
    "答复",
    reply_deadline,
    ("procedure", "accepted_on"),
)
_PUBLICATION = DatedMatter(
    "enforcement",
    "执法决定",
    "number",
    "decided_on",
    "published_on",
    "公示",
    publicity_deadline,
    ("kind", "field", "not_published"),
)
_APPLICATION = DatedMatter(
    "disclosure",
    "公开申请",
    "title",
    "received_on",
    "answered_on",
    "答复",
    application_deadline,
    ("kind", "corrected_on", "extended_to", "extended_by", "asked_days"),
)


def _reviewed(one: Any, year: UnitYear) -> bool:
    return _FILING.began_in(one, year) and one.reviewed_on is not None and one.reviewed_on <= one.issued_on


def _pleased(one: Any, year: UnitYear) -> bool:
    return _PROPOSAL.settled(one, year) and one.satisfied in {PLEASED, HALF_PLEASED}


def _trainings(name: str, label: str, field: str) -> Measure:
    def of(year: UnitYear) -> Counted:
        return {uid: one for uid, one in year.counted(ALL_TRAININGS).items() if getattr(one, field)}

    fields = (*ALL_TRAININGS.columns["training"].fields, field)
    look = {"training": Look(fields, words=ALL_TRAININGS.columns["training"].words)}
    return Measure(name, label, ALL_TRAININGS.counts, "training", of, ALL_TRAININGS.says, look)


HANDLED_MEASURES = by_name(
    _FILING.measure("documents", "本年印发的规范性文件", _FILING.began_in),
    _FILING.measure("documents_reviewed", "印发前经合法性审核的规范性文件", _reviewed, "reviewed_on"),
    _FILING.measure("documents_owed", "报备期限在本年的规范性文件", _FILING.owed),
    _FILING.measure("documents_filed_in_time", "按期报备的规范性文件", _FILING.in_time),
    _COMPLAINT.measure("complaints", "本年收到的投诉举报", _COMPLAINT.began_in),
    _COMPLAINT.measure("complaints_settled", "本年收到并办结的投诉举报", _COMPLAINT.settled),
    _COMPLAINT.measure(
        "complaints_pleased",
        "投诉人满意的投诉举报",
        lambda one, year: _COMPLAINT.settled(one, year) and one.satisfied,
        "satisfied",
    ),
    _COMPLAINT.measure("complaints_owed", "办理期限在本年的投诉举报", _COMPLAINT.owed),
    _COMPLAINT.measure("complaints_in_time", "按期办结的投诉举报", _COMPLAINT.in_time),
    _PROPOSAL.measure("proposals", "本年交办的建议提案", _PROPOSAL.began_in),
    _PROPOSAL.measure("proposals_answered", "本年交办并答复的建议提案", _PROPOSAL.settled),
    _PROPOSAL.measure("proposals_pleased", "代表委员满意或基本满意的建议提案", _pleased, "satisfied"),
    _PROPOSAL.measure("proposals_owed", "答复期限在本年的建议提案", _PROPOSAL.owed),
    _PROPOSAL.measure("proposals_in_time", "按期答复的建议提案", _PROPOSAL.in_time),
    _RECONSIDERATION.measure("reconsiderations_owed", "答复期限在本年的复议案件", _RECONSIDERATION.owed),
    _RECONSIDERATION.measure("reconsiderations_in_time", "按期答复的复议案件", _RECONSIDERATION.in_time),
    _PUBLICATION.measure("publications_owed", "公示期限在本年的执法决定", _PUBLICATION.owed),
    _PUBLICATION.measure("publications_in_time", "按期公示的执法决定", _PUBLICATION.in_time),
    _APPLICATION.measure("applications_owed", "答复期限在本年的公开申请", _APPLICATION.owed),
    _APPLICATION.measure("applications_in_time", "按期答复的公开申请", _APPLICATION.in_time),
    _trainings("trainings_proven", "有佐证材料的学法培训", "evidence"),
    _trainings("trainings_examined", "组织了考试的学法培训", "exam"),
)
