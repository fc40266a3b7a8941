"""What 考核评分 shows: the assessment as of now or as frozen, points given by hand, appeals and earlier versions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from sqlalchemy import Connection

from models.assess.frozen import Appeal, Frozen, appeals_of, frozen_at, versions, whole, with_behind
from models.assess.frozen_parts import Parted, parted
from models.assess.hand_points import GivenPoints, PointsChange, hand_cells
from models.assess.measures.work import item_title
from models.assess.reading import read_scheme
from models.assess.scheme import ByHand, Scheme
from models.assess.score import Assessment, Score, ScoreState, UnitScore
from models.records.entry import Entry
from models.records.ledgers.score import LEDGER as SCORES_LEDGER
from models.records.office import Issue
from models.store.base.workspace import Workspace
from models.store.records import documents, records
from models.store.records.frozen_years import Version
from models.store.records.waivers import Claim, claims_of
from reports.figures.current_scores import parted_now, standing_of
from reports.figures.form_data import Scope
from reports.figures.scores import assess_workspace

NAMED = 3
"""Units named one by one where more changed."""
Place = tuple[str, str]
"""A unit's code and an indicator: one score."""
MANY = 100
"""Units from which on the records behind the points are read unit by unit, when they are looked at."""


class ClaimLine(NamedTuple):
    """An item that a unit claims not to apply to it, with the names of both."""

    claim: Claim
    unit: str
    item: str

    @property
    def reason(self) -> str:
        """What the centre said of it as it stands."""
        return (self.claim.waiver.reason or "") if self.claim.waiver and self.claim.agreed is not None else ""


@dataclass(frozen=True)
class Scored:
    """An assessment with what it follows, the points given by hand by (unit, indicator), and the appeals.

    `versions` are the results that stood at some time, the newest first; `past` tells that one of them is shown.
    `on_paper` says of units whose records were typed (代录) what they rest on. `brief` results lack the records
    behind the points: `points_with_records` has them. `years` are those something was issued for, the latest first.
    """

    scheme: Scheme
    result: Assessment
    hands: dict[tuple[str, str], Entry]
    issued: dict[str, Any]
    frozen: Frozen | None
    appeals: list[Appeal]
    versions: list[Version] = field(default_factory=list)
    past: bool = False
    on_paper: Mapping[str, str] = field(default_factory=dict)
    brief: bool = False
    years: tuple[int, ...] = ()
    claims: tuple[ClaimLine, ...] = ()


def read_scores(workspace: Workspace, year: int | None = None) -> Scored | None:
    """Assess all units as of today, in `year` or the one that is assessed now; None before the first plan."""
    today = workspace.clock.today()
    with workspace.read() as connection:
        years = documents.issued_years(connection)
        issue = documents.assessed_issue(connection, year, today)
        given = list(records.entries(connection, SCORES_LEDGER))
        appeals = appeals_of(connection, issue.year) if issue else []
        stood = versions(connection, issue.year) if issue else []
        claims = tuple(_claim_lines(connection, issue)) if issue else ()
    if issue is None:
        return None
    many = len(issue.units) > MANY
    found = (standing_of if many else assess_workspace)(workspace, Scope(issue.year, today, None))
    hands = {
        (str(one.fields.get("scored")), str(one.fields.get("indicator"))): one
        for one in given
        if one.fields.get("year") == issue.year
    }
    return Scored(
        found.scheme,
        found.result,
        hands,
        issue.scheme,
        found.frozen,
        appeals,
        stood,
        on_paper=found.on_paper,
        brief=many and not (found.frozen and not found.frozen.behind),
        years=tuple(years),
        claims=claims,
    )


def _claim_lines(connection: Connection, issue: Issue) -> Iterator[ClaimLine]:
    names = {one.code: one.name for one in issue.units}
    for one in claims_of(connection, issue.year):
        if one.unit in names:
            yield ClaimLine(one, names[one.unit], item_title(issue.plan, one.item))


def points_with_records(workspace: Workspace, scored: Scored, unit: str) -> UnitScore | None:
    """The unit's points with the records behind them: as of now, or as the version shown keeps them."""
    shown = scored.result.of(unit)
    if scored.frozen:
        with workspace.read() as connection:
            return with_behind(connection, scored.frozen, shown) if shown else None
    asked = Scope(scored.result.year, scored.result.on, None)
    return standing_of(workspace, asked, lambda code: code == unit).result.of(unit)


def with_all_records(workspace: Workspace, scored: Scored) -> Parted:
    """The assessment split for freezing, with records behind all points; assesses anew if shown in brief."""
    if not scored.brief:
        return parted(scored.result)
    return parted_now(workspace, Scope(scored.result.year, scored.result.on, None))


def by_hand(scored: Scored, score: Score) -> ByHand | None:
    """What people give for this indicator; None where the program counts."""
    return next((one.by_hand for one in scored.scheme.indicators if one.id == score.indicator), None)


def note_of(unit: UnitScore) -> str:
    """What is special about a result; open indicators are counted here, the table shows which they are."""
    if not unit.pending:
        return unit.note
    _, _, rest = unit.note.partition("。")
    return f"还有{len(unit.pending)}项待评，总分和名次还不作准。{rest}"


def recount_words(before: Assessment, after: Assessment, *, frozen: bool = False) -> str:
    """One sentence on what counting again came to: how many units, as of when, and whose points changed.

    A `frozen` result stands: it says what counting as of now would give.
    """
    known = {one.unit: one for one in before.units}
    changed = [one for one in after.units if one.unit in known and known[one.unit].total != one.total]
    named = "，".join(f"{one.name}{known[one.unit].total}→{one.total}分" for one in changed[:NAMED])
    named += f"等{len(changed)}个单位" if len(changed) > NAMED else ""
    if frozen:
        what = f"会变：{named}；要改用它，先解除冻结" if changed else "和冻结的一样"
        return f"结果已冻结，没有改动。按{after.on}的台账现在计算，{len(after.units)}个单位的得分{what}。"
    what = f"得分有变：{named}" if changed else "得分没有变化"
    return f"已重新计算{len(after.units)}个单位，以{after.on}的台账为准；{what}。"


def next_by_hand(shown: Sequence[tuple[Place, ScoreState]], given: Collection[Place]) -> Place | None:
    """What is to be scored by hand after these scores: the next open one as `shown`, from the top again at the end.

    None where none of them was open, or no other is.
    """
    places = [place for place, _ in shown]
    open_ = [place for place, state in shown if state is ScoreState.PENDING]
    if not any(place in given for place in open_):
        return None
    last = max(places.index(place) for place in given if place in places)
    left = [place for place in open_ if place not in given]
    return next((place for place in left if places.index(place) > last), next(iter(left), None))


def hand_changes(scored: Scored, units: Collection[str], indicator: str, given: GivenPoints) -> list[PointsChange]:
    """The same points for an indicator of several units."""
    cells = hand_cells(scored.scheme, scored.result, scored.hands)
    return [PointsChange(one, given) for one in cells if one.unit in units and one.indicator == indicator]


def earlier_version(workspace: Workspace, scored: Scored, version: Version) -> Scored:
    """The page's facts for an earlier frozen version, read-only; `scored` itself if that is not kept."""
    with workspace.read() as connection:
        kept = frozen_at(connection, version)
        if kept is None:
            return scored
        brief = len(kept.result.units) > MANY and bool(kept.behind)
        result = kept.result if brief else whole(connection, kept)
    scheme = read_scheme(kept.scheme).scheme or scored.scheme
    return replace(scored, scheme=scheme, result=result, frozen=kept, past=True, brief=brief)
