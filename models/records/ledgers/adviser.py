"""法律顾问与公职律师: who advises, until when, and what was done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated

import msgspec

from models.records.due_rule import DueRule
from models.records.field import Field, Kind
from models.records.finding import Finding, error, warning
from models.records.ledger import DECISIONS, Context, Derived, Ledger
from models.records.proven import ProvingRecord
from models.records.tone import Tone
from models.records.view import ending_soon, past

NAME = "adviser"
GOVERNMENT, LAWYER, VILLAGE = KINDS = ("政府法律顾问", "公职律师", "村居法律顾问")
SERVING, ENDED = STATUSES = ("在聘", "已解聘")
"""Our words: no source gives any. Closed all the same, for a term is watched while it says 在聘 and no longer once it
says 已解聘 (`check_term`, the list's 聘期已满, the desk); any third word would silently be one or the other."""
STATUS_TONES = {SERVING: Tone.GOOD, ENDED: Tone.CALM}


class AdviserReview(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One yearly assessment (考核) of a legal adviser."""

    year: Annotated[int | None, Field("考核年度", format="year", required=True, width=10)] = None
    result: Annotated[str | None, Field("考核结果", width=12)] = None
    note: Annotated[str | None, Field("考核说明", width=24)] = None


class Adviser(ProvingRecord, frozen=True, kw_only=True):
    """One legal adviser (法律顾问) in one post (docs/ledgers.md, adviser)."""

    person: Annotated[str | None, Field("姓名", required=True, width=10, group="人员", help="顾问或律师的姓名。")] = (
        None
    )
    kind: Annotated[
        str | None,
        Field("类别", required=True, choices=KINDS, width=14, group="人员", help="一人兼几种的，每种登记一条。"),
    ] = None
    firm: Annotated[str | None, Field("所在单位", width=20, group="人员", help="律师事务所或者工作单位。")] = None
    licence: Annotated[
        str | None, Field("执业证号", width=18, listed=False, group="人员", help="律师或公职律师执业证号。")
    ] = None
    village: Annotated[
        str | None, Field("服务村居", width=14, group="人员", help="村居法律顾问服务的村或社区，每个村居一条。")
    ] = None
    status: Annotated[
        str | None,
        Field(
            "聘任状态",
            required=True,
            choices=STATUSES,
            tones=STATUS_TONES,
            width=8,
            group="聘任",
            help="不再聘任的改为已解聘。",
            default=lambda: SERVING,
        ),
    ] = None
    term_from: Annotated[dt.date | None, Field("聘期起", listed=False, group="聘任", help="聘任的起始日期。")] = None
    term_to: Annotated[dt.date | None, Field("聘期止", group="聘任", help="聘任的截止日期，当天仍在聘期内。")] = None
    matters: Annotated[
        int | None, Field("办理事项数", most=1_000, width=10, group="履职", help="本聘期办理的法律事务件数。")
    ] = None
    work: Annotated[
        str | None,
        Field("办理情况", width=24, lines=3, listed=False, group="履职", help="出具法律意见、审查合同、参与决策等。"),
    ] = None
    reviews: Annotated[
        tuple[AdviserReview, ...], Field("年度考核", width=8, listed=False, group="履职", help="每年考核一行。")
    ] = ()


def days_left(one: Adviser, context: Context) -> int | None:
    """Days until the term ends, negative once it has; None where nobody serves or no end is set."""
    if one.term_to is None or one.status == ENDED:
        return None
    return (one.term_to - context.today).days


def check_term(one: Adviser, _uid: str, context: Context) -> Iterable[Finding]:
    """Report a term that ends before it begins, and warn of an adviser serving after its end."""
    if one.term_from and one.term_to and one.term_from > one.term_to:
        yield error("term_to", "adviser.term", f"聘期止{one.term_to}早于聘期起{one.term_from}，请改正其中一个。")
    left = days_left(one, context)
    if left is not None and left < 0:
        yield warning(
            "term_to", "adviser.expired", f"聘期已于{one.term_to}届满，仍登记为在聘，请续聘后改聘期，或者改为已解聘。"
        )


def check_village(one: Adviser, _uid: str, _context: Context) -> Iterable[Finding]:
    """A village's adviser has a village (一村（居）一法律顾问)."""
    if one.kind == VILLAGE and not one.village:
        yield warning("village", "adviser.village", "村居法律顾问没有填服务村居，请补填。")


def check_matters(one: Adviser, _uid: str, _context: Context) -> Iterable[Finding]:
    """Give an error if the number of matters handled (办理事项数) is negative."""
    if one.matters is not None and one.matters < 0:
        yield error("matters", "adviser.matters", f"办理事项数不能是{one.matters}，请填0以上的整数。")


LEDGER = Ledger(
    id=NAME,
    label="法律顾问与公职律师",
    record=Adviser,
    order=66,
    title="person",
    topics=("法律顾问",),
    key=("person", "kind", "village"),
    checks=(check_term, check_village, check_matters),
    derived=(Derived("days_left", "剩余天数", Kind.INTEGER, days_left, after="term_to", width=8),),
    views=(ending_soon("term_to", status=SERVING), past("聘期已满", "term_to", status=SERVING)),
    dues=(DueRule("法律顾问聘期届满", "term_to", waiting=(("status", (SERVING,)),)),),
    group=DECISIONS,
    hint="政府法律顾问、公职律师和村居法律顾问，每人每职一条；聘期快满的会提醒。",
)
