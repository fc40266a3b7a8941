"""What one office has looked at once more: reviews of legality, inspections, files, problems until they are closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from models.records.ledgers.file_review import EXCELLENT, FAILED, PASSED
from models.records.ledgers.inspection import CORRECTED, NOTHING, RANDOM
from models.records.ledgers.legal_review import DOCUMENT, LAWFUL, PARTLY, TO_CHANGE, WHOLLY
from models.records.ledgers.mediators import KEPT
from models.records.ledgers.reconsidered import ACCEPTED, ENDINGS, ORGANS
from models.rules.periods import committee_term_ends, reconsideration_decision_due
from models.rules.terms import DOCUMENT_REVIEW, INSPECTION_PUBLICITY
from ui.demo.desk import DemoDesk, Fields
from ui.demo.luck import workdays_after

SCANNED_SINCE = 2025
"""The year from which offices of the story scan a code before they enter a firm."""
FOUND = {
    EXCELLENT: (90, 98, ""),
    PASSED: (75, 88, "卷内目录不全。"),
    FAILED: (50, 58, "送达回证没有签名，裁量理由没有写明。"),
}
"""Points at least and at most, and what is wrong with a file, by its grade."""


def legal_reviews(desk: DemoDesk) -> Iterator[Fields]:
    """Three or four matters of which one is changed first; a slack office looks at its document for too long."""
    luck = desk.luck
    for at, (title, kind) in enumerate(luck.sample(desk.story.matters.reviewed, luck.randint(3, 4))):
        sent = desk.between("02-17", "10-15")
        slow = desk.is_slack and kind == DOCUMENT
        days = DOCUMENT_REVIEW.days + 4 if slow else luck.randint(7, 10)
        opined = workdays_after(sent, days)
        points = luck.randint(2, 5) if at % 2 == 0 else 0
        partly = desk.is_slack and at == 0
        yield {
            "title": title,
            "kind": kind,
            "sent_by": luck.choice(("综合科", "经济发展科", "村镇建设科")),
            "sent_on": sent,
            "party": "示例甲商贸有限公司" if "合同" in title else "",
            "amount": str(luck.randint(3, 80) * 10_000) if "合同" in title else None,
            "due": None if kind == DOCUMENT else workdays_after(sent, 12),
            "reviewer": luck.choice(("法制科", "法律顾问")),
            "adviser": luck.random() < 0.7,  # noqa: PLR2004 - seven in ten
            "competition": kind == DOCUMENT or None,
            "opined_on": opined,
            "opinion": TO_CHANGE if points else LAWFUL,
            "points": points,
            "advice": "补充违约责任和争议解决条款，删去和上位法不一致的表述。" if points else "",
            "adopted": PARTLY if partly else WHOLLY,
            "points_adopted": points - partly if points else points,
            "not_adopted": "其中一条和上级文件的要求不一致，经集体研究没有采纳。" if partly else "",
            "made_on": desk.later(opined, 3, 12),
            "evidence": desk.evidence(),
        }


def inspections(desk: DemoDesk) -> Iterator[Fields]:
    """Four to six visits, most of them by lot; a slack office publishes its first too late, and one has problems."""
    luck, told = desk.luck, desk.story.matters.inspected
    for at in range(luck.randint(4, 6)):
        way, matter, target = told[at % len(told)]
        visited = desk.between("03-02", "10-15")
        troubled = at % 3 == 1
        late = desk.is_slack and at == 0
        limit = workdays_after(visited, INSPECTION_PUBLICITY.days)
        yield {
            "plan": f"{desk.story.year}年度{desk.office.trade}检查计划" if way == RANDOM else "",
            "way": way,
            "due": dt.date(desk.story.year, 11, 30) if way == RANDOM else None,
            "matter": matter,
            "field": desk.office.trade,
            "target": f"{target}{at + 1}" if at >= len(told) else target,
            "visited_on": visited,
            "officers": f"{desk.anyone()}、{desk.anyone()}",
            "scanned": desk.story.year >= SCANNED_SINCE or None,
            "visits": luck.randint(1, 12) if way == RANDOM else 1,
            "troubled": int(troubled),
            "result": CORRECTED if troubled else NOTHING,
            "handled": "当场责令改正，已复查。" if troubled else "",
            "published_on": desk.later(limit, 6, 12) if late else desk.later(visited, 3, 9),
            "published_where": desk.story.website,
        }


def problems(desk: DemoDesk) -> Iterator[Fields]:
    """Two or three problems; the first of a slack office is still open, the others are closed in time."""
    luck = desk.luck
    chosen = luck.sample(desk.story.matters.problems, luck.randint(2, 3))
    for at, (source, problem, measure) in enumerate(chosen, 1):
        found = desk.between("02-17", "06-30")
        due = desk.later(found, 60, 90)
        is_open = desk.is_slack and at == 1
        audit = source == "审计"
        amount = luck.randint(2, 40) * 1000
        yield {
            "source": source,
            "paper": f"示例{source}〔{desk.story.year}〕{luck.randint(1, 30)}号",
            "number": f"{at}",
            "problem": problem,
            "found_on": found,
            "measure": measure,
            "owner": luck.choice(("法制科", "综合科", "财务科")),
            "person": desk.anyone(),
            "due": due,
            "progress": "正在办理。" if is_open else "已经改正，建立了制度。",
            "amount": str(amount) if audit else None,
            "amended": str(amount) if audit and not is_open else None,
            "done_on": None if is_open else due - dt.timedelta(days=luck.randint(12, 25)),
            "closed_on": None if is_open else due - dt.timedelta(days=luck.randint(1, 9)),
            "closed_by": "" if is_open else desk.story.centre,
            "proof": "" if is_open else "整改验收意见",
            "evidence": [] if is_open else desk.evidence(),
        }


def file_reviews(desk: DemoDesk) -> Iterator[Fields]:
    """Two to four files of the office; one of a slack office did not pass and was put right."""
    luck = desk.luck
    day = desk.between("09-01", "10-15")
    for at in range(luck.randint(2, 4)):
        grade = FAILED if desk.is_slack and at == 0 else luck.choice((EXCELLENT, PASSED))
        least, most, problems = FOUND[grade]
        yield {
            "number": f"示例{desk.office.unit.code}卷〔{desk.story.year}〕{10 * at + luck.randint(1, 9)}号",
            "name": luck.choice(desk.story.matters.reviewed_files),
            "kind": "行政许可" if at == 1 else "行政处罚",
            "organ": desk.office.unit.name,
            "round": f"{desk.story.year}年案卷评查",
            "way": "集中评查",
            "reviewed_on": day,
            "reviewer": "评查组",
            "score": str(luck.randint(least, most)),
            "grade": grade,
            "problems": problems,
            "told_on": desk.later(day, 3, 5),
            "due": desk.later(day, 20, 25) if grade == FAILED else None,
            "corrected_on": desk.later(day, 12, 16) if grade == FAILED else None,
        }


def mediators(desk: DemoDesk) -> Iterator[Fields]:
    """The committees of an area, with who mediates in the first; a bureau has one of its trade."""
    luck, year = desk.luck, desk.story.year
    told = desk.story.matters.committees
    kinds = told if desk.office.is_township or desk.office.is_committee else told[-1:]
    for at, (name, kind) in enumerate(kinds):
        members = luck.choice((3, 5, 7))
        elected = dt.date(year - luck.randint(0, 1), 3, luck.randint(2, 27))
        full_time = 1 + at % 2
        roster = [
            {"name": desk.anyone(), "member": place < members, "full_time": place < full_time}
            for place in range(members + 1)
        ]
        yield {
            "name": f"{desk.office.unit.name}{name}",
            "kind": kind,
            "status": KEPT,
            "set_up_on": dt.date(year - luck.randint(4, 9), 5, 12),
            "elected_on": elected,
            "term_to": committee_term_ends(elected),
            "chair": roster[0]["name"],
            "members": members,
            "women": luck.randint(1, 2),
            "mediators": members + 1,
            "full_time": full_time,
            "roster": roster if at == 0 else [],
        }


def reconsidered(desk: DemoDesk) -> Iterator[Fields]:
    """Twelve applications of an organ of reconsideration: most upheld, some put right or settled, one not accepted."""
    luck, story = desk.luck, desk.story
    for at in range(12):
        respondent, kind, branch, matter = story.matters.reconsidered[at % len(story.matters.reconsidered)]
        received = desk.between("01-06", "09-10")
        accepted = workdays_after(received, luck.randint(2, 5))
        refused = at == 7  # noqa: PLR2004 - one of the twelve
        last = reconsideration_decision_due(accepted).due
        ending = ENDINGS[(1, 1, 0, 3, 6, 7, 1, 1, 2, 8, 1, 5)[at]]
        yield {
            "number": f"示例府复〔{story.year}〕{at + 1}号",
            "received_on": received,
            "applicant": desk.anyone(),
            "applicants": 1 + 2 * (at % 5 == 3),  # noqa: PLR2004 - a few of several people
            "respondent": f"{story.roster.place}{respondent}",
            "respondent_kind": kind,
            "organ_kind": ORGANS[1],
            "branch": branch,
            "matter": matter,
            "act": f"{matter}决定",
            "acceptance": "不予受理" if refused else ACCEPTED,
            "accepted_on": accepted,
            "procedure": "普通程序",
            "ending": "" if refused else ending,
            "ended_on": None if refused else min(desk.later(accepted, 25, 55), last),
            "evidence": desk.evidence(),
        }


SCRUTINY: dict[str, Callable[[DemoDesk], Iterator[Fields]]] = {
    "legal_review": legal_reviews,
    "inspection": inspections,
    "rectification": problems,
    "file_review": file_reviews,
    "mediators": mediators,
}
"""Ledgers in which every office keeps a few records of this kind."""
