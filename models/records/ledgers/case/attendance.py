"""Whose leader has to come to a session of the court, and whether one came."""

from __future__ import annotations

import datetime as dt

from models.records.ledgers.case.codes import HEARING, THIRD_PARTY
from models.records.ledgers.case.record import Case, Hearing


def attended(hearing: Hearing) -> bool:
    """Whether a leader came, or by agreement or the court's decision a joint defendant's (法释〔2020〕3号第三条)."""
    return bool(hearing.leader or hearing.represented)


def counts(case: Case, hearing: Hearing, year: int, until: dt.date) -> bool:
    """Whether it was a session, held in the year and by `until`, to which a leader had to come.

    询问或调查 is none. A third party's leader had to come only where the court asked for it: 《行政诉讼法》第三条第三款
    speaks of the organ that is sued, 法释〔2020〕3号第一条第三款 beside it of one that should have been.
    """
    held = hearing.on is not None and hearing.on.year == year and hearing.on <= until
    return held and hearing.kind in (HEARING, None) and _is_owed(case, hearing)


def is_excused(case: Case, hearing: Hearing) -> bool:
    """Whether nothing is asked of a session without a leader, as one came to another session of the instance.

    法释〔2020〕3号第七条; not where the court asked for one again.
    """
    return not _is_owed(case, hearing) or (not hearing.notified and any(map(attended, case.hearings)))


def _is_owed(case: Case, hearing: Hearing) -> bool:
    return case.role != THIRD_PARTY or bool(hearing.notified)
