"""What 考核评分 shows: the assessment as of now or as frozen, points given by hand, appeals and earlier versions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from models.assess.frozen import Appeal, Frozen, appeals_of, versions
from models.assess.reading import read_scheme
from models.assess.scheme import Scheme
from models.assess.score import Assessment
from models.records.entry import Entry
from models.records.ledgers.score import LEDGER as SCORES_LEDGER
from models.records.office import Issue
from models.store import documents, records
from models.store.workspace import Workspace
from reports.books import Asked
from reports.scores import assess_workspace


@dataclass(frozen=True)
class Scored:
    """An assessment with what it follows, the points given by hand by (unit, indicator), and the appeals.

    `versions` are the results that stood at some time, the newest first; `past` tells that one of them is shown.
    `on_paper` says of units whose records were typed (代录) what they rest on.
    """

    scheme: Scheme
    result: Assessment
    hands: dict[tuple[str, str], Entry]
    issued: dict[str, Any]
    frozen: Frozen | None
    appeals: list[Appeal]
    versions: list[Frozen] = field(default_factory=list)
    past: bool = False
    on_paper: Mapping[str, str] = field(default_factory=dict)


def read_scores(workspace: Workspace) -> Scored | None:
    """Assess all units; None while nothing was issued."""
    today = dt.datetime.now().astimezone().date()
    with workspace.read() as connection:
        issue = documents.latest(connection, "issue", Issue)
        given = list(records.entries(connection, SCORES_LEDGER))
        appeals = appeals_of(connection, issue.year) if issue else []
        stood = versions(connection, issue.year) if issue else []
    if issue is None:
        return None
    found = assess_workspace(workspace, Asked(issue.year, today, None))
    hands = {
        (str(one.fields.get("scored")), str(one.fields.get("indicator"))): one
        for one in given
        if one.fields.get("year") == issue.year
    }
    return Scored(
        found.scheme, found.result, hands, issue.scheme, found.frozen, appeals, stood, on_paper=found.on_paper
    )


def as_it_stood(scored: Scored, version: Frozen) -> Scored:
    """An earlier version, for reading."""
    scheme = read_scheme(version.scheme).scheme
    return replace(scored, scheme=scheme or scored.scheme, result=version.result, frozen=version, past=True)
