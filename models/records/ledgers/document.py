"""规范性文件: from drafting to clean-up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated

from models.records.due_rule import EMPTY, DueRule
from models.records.field import Field, Kind
from models.records.finding import Finding, warning
from models.records.ledger import DECISIONS, Context, Derived, Ledger
from models.records.local_law import local_term_due
from models.records.proven import ProvingRecord
from models.records.steps import DatedTask, Least, Steps, Within, deadline_column
from models.records.tone import Tone
from models.records.view import ending_soon, having, past
from models.rules.periods import Deadline
from models.rules.terms import FILING

NAME = "document"
KEPT, AMENDED, ABOLISHED, LAPSED = CLEANED = ("保留", "修改", "废止", "失效")
GONE = frozenset({ABOLISHED, LAPSED})
CLEANED_TONES = {KEPT: Tone.GOOD, AMENDED: Tone.WARN, ABOLISHED: Tone.CALM, LAPSED: Tone.CALM}
DRAFT, IN_FORCE, EXPIRED = "未印发", "有效", "已过有效期"
SITUATION_TONES = {
    DRAFT: Tone.CALM,
    IN_FORCE: Tone.GOOD,
    EXPIRED: Tone.BAD,
    ABOLISHED: Tone.CALM,
    LAPSED: Tone.CALM,
}


class Document(ProvingRecord, frozen=True, kw_only=True):
    """One normative document (规范性文件) from draft to filing (docs/ledgers.md, document)."""

    title: Annotated[
        str | None, Field("文件名称", required=True, width=30, group="文件", help="文件的全称，照印发的文件填写。")
    ] = None
    number: Annotated[
        str | None,
        Field("文号", unique=True, width=18, group="文件", help="照文件填写，本单位内不能重复；还没有印发的不填。"),
    ] = None
    drafted_by: Annotated[
        str | None, Field("起草单位", required=True, width=14, listed=False, group="文件", help="起草的单位或科室。")
    ] = None
    consulted_on: Annotated[
        dt.date | None,
        Field(
            "征求意见日期",
            also="公开征求意见日期 征求意见开始日期 征求意见时间",
            listed=False,
            group="制定",
            help="向社会公开征求意见开始的日期；没有公开征求的不填，在备注里写明为什么。",
        ),
    ] = None
    consulted_until: Annotated[
        dt.date | None,
        Field(
            "征求意见截止",
            also="征求意见截止日期 征求意见结束日期",
            listed=False,
            group="制定",
            help="公告写明的最后一天。",
        ),
    ] = None
    opinions: Annotated[
        int | None,
        Field("收到意见数", most=1_000, width=8, listed=False, group="制定", blank_adds=0, help="社会上提了几条意见。"),
    ] = None
    opinions_adopted: Annotated[
        int | None,
        Field("采纳意见数", width=8, listed=False, group="制定", blank_adds=0, help="采纳了几条，不会多于收到的。"),
    ] = None
    reviewed_by: Annotated[
        str | None, Field("合法性审核单位", width=14, listed=False, group="制定", help="由谁做合法性审核。")
    ] = None
    reviewed_on: Annotated[
        dt.date | None, Field("合法性审核日期", width=12, group="制定", help="出具合法性审核意见的日期。")
    ] = None
    review_opinion: Annotated[
        str | None, Field("审核意见", width=20, lines=2, listed=False, group="制定", help="合法性审核意见的要点。")
    ] = None
    passed_on: Annotated[
        dt.date | None, Field("审议通过日期", width=12, listed=False, group="制定", help="集体审议通过的日期。")
    ] = None
    issued_on: Annotated[
        dt.date | None, Field("印发日期", group="公布和备案", help="文件印发的日期，备案期限从第二天起算。")
    ] = None
    published_where: Annotated[
        str | None, Field("公布载体", width=16, listed=False, group="公布和备案", help="在哪里向社会公布。")
    ] = None
    filed_on: Annotated[dt.date | None, Field("报备日期", group="公布和备案", help="报送备案的日期。")] = None
    filed_with: Annotated[
        str | None, Field("备案机关", width=16, listed=False, group="公布和备案", help="报到哪个机关备案。")
    ] = None
    valid_until: Annotated[
        dt.date | None, Field("有效期至", group="效力", help="文件写明的截止日期，当天仍然有效；没有写的不填。")
    ] = None
    cleaned: Annotated[
        str | None,
        Field("清理结果", choices=CLEANED, tones=CLEANED_TONES, width=8, group="效力", help="最近一次清理的结果。"),
    ] = None
    cleaned_on: Annotated[
        dt.date | None, Field("清理日期", listed=False, group="效力", help="公布清理结果的日期。")
    ] = None


def filing_deadline(one: Document, context: Context) -> Deadline | None:
    """The last day to file it, by the settable period; None while it is not issued."""
    return local_term_due(one.issued_on, FILING, context) if one.issued_on else None


def has_gone(one: Document, day: dt.date) -> bool:
    """Whether a clean-up had ended it by a day; one without its date did long ago."""
    return one.cleaned in GONE and not (one.cleaned_on and one.cleaned_on > day)


def situation(one: Document, context: Context) -> str:
    """未印发, 有效, 已过有效期, or what the clean-up ended it with, as it was on the day looked at."""
    if has_gone(one, context.today):
        return one.cleaned or ""
    if one.issued_on is None:
        return DRAFT
    return EXPIRED if one.valid_until and one.valid_until < context.today else IN_FORCE


def why_situation(one: Document, context: Context) -> str:
    """Explain in Chinese which dates or clean-up result the document's situation follows from."""
    if has_gone(one, context.today):
        return f"清理结果是{one.cleaned}。"
    if one.issued_on is None:
        return "没有印发日期。"
    until = f"有效期至{one.valid_until}" if one.valid_until else "没有写明有效期"
    return f"{one.issued_on}印发，{until}，按{context.today}判断。"


def check_review(one: Document, _uid: str, _context: Context) -> Iterable[Finding]:
    """Warn about a document issued without review of legality (国办发〔2018〕115号)."""
    if one.issued_on and not one.reviewed_on:
        yield warning(
            "reviewed_on",
            "document.unreviewed",
            "已经印发，没有合法性审核日期（国办发〔2018〕115号），请补填，或者说明原因。",
        )
    if one.reviewed_on and not one.review_opinion:
        yield warning("review_opinion", "document.opinion", "填了合法性审核日期，没有审核意见，请补填要点。")


def check_consulted(one: Document, _uid: str, _context: Context) -> Iterable[Finding]:
    """Nothing is issued while it is still open to opinions.

    How long it has to be open no text that was read says.
    """
    if one.issued_on and one.consulted_until and one.issued_on <= one.consulted_until:
        message = f"征求意见到{one.consulted_until}截止，印发日期{one.issued_on}不晚于它，请核对日期，或者说明原因。"
        yield warning("issued_on", "document.consulted", message)


def check_filing(one: Document, _uid: str, context: Context) -> Iterable[Finding]:
    """Report late or missing filing (settable period), and warn if the filing authority is not named."""
    yield from DatedTask(NAME, "filed_on").by_deadline(one, filing_deadline(one, context), context)
    if one.filed_on and not one.issued_on:
        yield warning("issued_on", "document.issued", "填了报备日期，没有印发日期，算不出备案期限，请补填。")
    if one.filed_on and not one.filed_with:
        yield warning("filed_with", "document.filed_with", "填了报备日期，没有备案机关，请补填。")


def check_force(one: Document, _uid: str, context: Context) -> Iterable[Finding]:
    """Warn about an expired document not cleaned up, and about a clean-up result without its date."""
    if situation(one, context) == EXPIRED:
        yield warning(
            "valid_until",
            "document.expired",
            f"有效期{one.valid_until}已过，清理结果还不是废止或失效，请办理续期、修改，或者填清理结果。",
        )
    if one.cleaned and not one.cleaned_on:
        yield warning("cleaned_on", "document.cleaned_on", f"清理结果是{one.cleaned}，没有清理日期，请补填。")


check_order = Steps(
    NAME,
    (
        "reviewed_on",
        "passed_on",
        "issued_on",
        "filed_on",
    ),
)

check_consulted_order = Steps(NAME, ("consulted_on", "issued_on"))
check_least = Least(NAME, {"opinions": 0, "opinions_adopted": 0})
check_opinions = Within(NAME, "opinions_adopted", "opinions", "document.adopted_more")

LEDGER = Ledger(
    id=NAME,
    label="规范性文件",
    record=Document,
    order=62,
    title="title",
    topics=("规范性文件",),
    key=("number",),
    checks=(
        check_order,
        check_consulted_order,
        check_least,
        check_consulted,
        check_opinions,
        check_review,
        check_filing,
        check_force,
    ),
    derived=(
        deadline_column("filing_due", "备案期限", filing_deadline, "没有印发日期，算不出备案期限。", after="issued_on"),
        Derived(
            "situation",
            "效力",
            Kind.TEXT,
            situation,
            because=why_situation,
            tones=SITUATION_TONES,
            after="valid_until",
            width=10,
        ),
    ),
    views=(
        ending_soon("valid_until", cleaned=None),
        having("没有报备", filed_on=None),
        past("过了有效期没有清理", "valid_until", cleaned=None),
    ),
    dues=(
        DueRule("规范性文件报送备案", filing_deadline, "issued_on", waiting=(("filed_on", EMPTY),)),
        DueRule("规范性文件有效期届满", "valid_until", waiting=(("cleaned", EMPTY),)),
    ),
    group=DECISIONS,
    hint="本单位制定的规范性文件，从起草、征求意见、合法性审核、备案到清理都在一条里；效力由程序算出。",
)
