"""The place profile (地方规定): what a place's own law and habits add to national law, as data an office can edit.

The program itself knows national law only. Statutes of a province or city, the kinds of certificates it issues, what it
calls 败诉, and the words of its papers come from here; where a profile is silent, the check that would need it only
advises. Keys are Chinese, for the file is read by the people whose place it describes
(`docs/decisions/0010-place-profile.md`).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Final, Literal

import msgspec

from models.rules.lost_case import EXAMPLE, LostStandard, OutcomeEffect, OutcomeReading


class Question(StrEnum):
    """What the program asks a place's own law about; the answers are cited in messages and on forms."""

    BARRED = "不得持有执法证件的人员"
    AGE = "执法人员的年龄"
    EXAM = "执法资格考试"
    LOST_FILING = "败诉案件备案"


BARRABLE = ("工勤人员", "劳动合同工", "临时工")
"""Kinds of staff that a place's law may bar from holding a certificate."""


UNITS: Final = "填报单位"
CENTRES: Final = "汇总单位"
"""Whose a day of the calendar is."""
DOUBTFUL = "†没有查到条文，请按当地要求核对"


class Clause(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"law": "法规", "article": "条款"}):
    """Where something is said: the statute's title without 《》 or the number of a document, and the article."""

    law: str = ""
    article: str = ""

    @property
    def citation(self) -> str:
        """《法规》第几条, or the document's number; "" where nothing is named."""
        if "〔" in self.law:
            return f"{self.law}{self.article}"
        return f"《{self.law}》{self.article}" if self.law else ""


_RULE = {"about": "检查", "subjects": "对象", "text": "条文"}


class LocalRule(Clause, frozen=True, kw_only=True, omit_defaults=True, rename=_RULE):
    """A clause that one of the program's checks rests on, in its own words; `subjects` are those it speaks of."""

    about: Question
    subjects: tuple[str, ...] = ()
    text: str = ""


class CertificateKind(msgspec.Struct, frozen=True, omit_defaults=True, rename={"name": "种类", "pattern": "编号样子"}):
    """A kind of certificate the place issues, and how its numbers look (`models.rules.number_pattern`)."""

    name: str
    pattern: str = ""


class JudgedOutcome(
    msgspec.Struct,
    frozen=True,
    omit_defaults=True,
    rename={"outcome": "结果", "effect": "认定", "item": "项", "confirm": "由人确认"},
):
    """How the place reads one outcome of a case."""

    outcome: str
    effect: OutcomeEffect
    item: str = ""
    confirm: bool = False


class LostDefinition(
    Clause, frozen=True, kw_only=True, omit_defaults=True, rename={"text": "条文", "outcomes": "裁判和复议结果"}
):
    """The place's definition of 败诉; outcomes it does not list are read as the shipped example reads them."""

    text: str = ""
    outcomes: tuple[JudgedOutcome, ...] = ()


class LocalTerm(
    Clause, frozen=True, kw_only=True, omit_defaults=True, rename={"term": "期限", "field": "执法领域", "days": "天数"}
):
    """A period that local law sets, by its label in `models.rules.terms`; `field` where it is one of enforcement."""

    term: str
    field: str = ""
    days: int


_DAY = {"what": "事项", "on": "月日", "who": "谁办", "doubtful": "待核", "off": "停用"}


class CalendarDay(Clause, frozen=True, kw_only=True, omit_defaults=True, rename=_DAY):
    """Something that is due here on the same day of every year.

    Attributes:
        what: What is to be done; one calendar has it once.
        on: The day, written 12-20.
        who: Whose it is, UNITS or CENTRES; "" for both.
        doubtful: No clause was found for it (†): to be checked and set.
        off: Nobody is reminded of it.
    """

    what: str
    on: str
    who: Literal["", "填报单位", "汇总单位"] = ""
    doubtful: bool = False
    off: bool = False

    @property
    def source(self) -> str:
        """Where it is said, marked where nobody knows for sure."""
        return "；".join(filter(None, (self.citation, DOUBTFUL if self.doubtful else "")))


REPORT_PARTS = ("举措成效", "不足原因", "第一责任人", "下年安排", "其他情况")
"""The parts of the annual report (厅字〔2019〕28号), in the order in which it names them."""
ENFORCEMENT_STYLES = ("浙江", "山西", "广东")
"""Styles of the yearly statistics of enforcement, named after where each was seen (docs/yearly_tables.md)."""


class WorkKind(
    msgspec.Struct,
    frozen=True,
    omit_defaults=True,
    rename={"name": "类别", "topics": "主题", "counts": "数量", "asks": "栏目"},
):
    """A kind of work: the topics it is about (`models.rules.topics`), and which counts of its records say something.

    The counts are fields of 工作记录 by the labels people read, and so are the columns that it `asks` for beside them.
    """

    name: str
    topics: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()


class CountBound(
    msgspec.Struct,
    frozen=True,
    omit_defaults=True,
    rename={"ledger": "台账", "field": "栏目", "most": "最多", "kind": "类别"},
):
    """Above what a field of one record is asked about, of one kind or of all; ledger and field by their labels."""

    ledger: str
    field: str
    most: int
    kind: str = ""


class PlaceProfile(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    dict=True,
    rename={
        "name": "名称",
        "chain": "层级",
        "short_names": "简称",
        "note": "说明",
        "rules": "地方条文",
        "certificates": "证件",
        "lost": "败诉标准",
        "terms": "期限",
        "calendar": "日历",
        "categories": "单位类别",
        "work": "工作类别",
        "bounds": "数量上限",
        "report_parts": "年度报告顺序",
        "enforcement_style": "执法年报样式",
    },
):
    """Everything that one place, with the places above it, adds to national law.

    Attributes:
        name: What people call the profile.
        chain: The places from 国家 down to this one.
        short_names: Names that papers of the place use for the places of the chain.
        note: Where it comes from and what to check.
        rules: Clauses of local law.
        certificates: Kinds of certificates issued here, beside the national ones.
        lost: The definition of 败诉; None where no local law defines it.
        terms: Periods that local law sets otherwise than shipped.
        calendar: What is due on a day of every year.
        categories: What the kinds of units are called in a roster.
        work: Kinds of work beside those that come with the program; one of the same name replaces it.
        report_parts: Parts of the annual report that come first here, in this order (`REPORT_PARTS`).
        enforcement_style: Which of `ENFORCEMENT_STYLES` the offices here hand in; "" where nobody said.
        bounds: What is asked about beyond it, otherwise than declared.
    """

    name: str
    chain: tuple[str, ...]
    short_names: tuple[str, ...] = ()
    note: str = ""
    rules: tuple[LocalRule, ...] = ()
    certificates: tuple[CertificateKind, ...] = ()
    lost: LostDefinition | None = None
    terms: tuple[LocalTerm, ...] = ()
    calendar: tuple[CalendarDay, ...] = ()
    categories: tuple[str, ...] = ()
    work: tuple[WorkKind, ...] = ()
    report_parts: tuple[str, ...] = ()
    enforcement_style: str = ""
    bounds: tuple[CountBound, ...] = ()

    def rule(self, about: Question) -> LocalRule | None:
        """The clause of local law on a question, None where there is none."""
        return self._rules.get(about)

    def term(self, label: str, field: str = "") -> LocalTerm | None:
        """The period of local law with this label: the field's own before the one for all fields."""
        found = [one for one in self.terms if one.term == label and one.field in ("", field)]
        return max(found, key=lambda one: bool(one.field), default=None)

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """How the numbers of certificates look, by kind."""
        return {kind.name: kind.pattern for kind in self.certificates if kind.pattern}

    @property
    def report_order(self) -> tuple[str, ...]:
        """All parts of the annual report, as they follow each other here."""
        return tuple(dict.fromkeys((*self.report_parts, *REPORT_PARTS)))

    @property
    def certificate_kinds(self) -> tuple[str, ...]:
        """The kinds of certificates issued here."""
        return tuple(kind.name for kind in self.certificates)

    @property
    def work_kinds(self) -> tuple[str, ...]:
        """The kinds of work that the centre set up."""
        return tuple(kind.name for kind in self.work)

    @cached_property
    def _rules(self) -> Mapping[Question, LocalRule]:
        return {rule.about: rule for rule in self.rules}

    @cached_property
    def lost_standard(self) -> LostStandard:
        """By what the outcomes of a case are read as lost or not."""
        if self.lost is None:
            return LostStandard()
        read = {one.outcome: OutcomeReading(one.effect, one.item, one.confirm) for one in self.lost.outcomes}
        return LostStandard(self.lost.citation, read)

    @property
    def lost_basis(self) -> str:
        """By what 败诉 is judged, for a note below a form."""
        clause = self.lost_standard.clause
        return f"依据{clause}" if clause else f"当地没有规定败诉的标准，按{EXAMPLE}认定"


_DISCLOSURE, _YEARLY = "政府信息公开条例", "第四十九条"
_SUPERVISION, _ISSUED = "法治政府建设与责任落实督察工作规定", "（厅字〔2019〕28号）"
NATIONAL_DAYS = (
    CalendarDay(what="报送上年度行政复议、行政应诉统计", on="01-10", doubtful=True),
    CalendarDay(what="公开上年度行政执法数据（行政执法年报）", on="01-31", law="国办发〔2018〕118号"),
    CalendarDay(
        what="提交并公布上年度政府信息公开工作年度报告", on="01-31", who=UNITS, law=_DISCLOSURE, article=_YEARLY
    ),
    CalendarDay(what="报送上年度法治政府建设年度报告", on="03-01", law=_SUPERVISION, article=_ISSUED),
    CalendarDay(
        what="公布本级政府上年度政府信息公开工作年度报告", on="03-31", who=CENTRES, law=_DISCLOSURE, article=_YEARLY
    ),
    CalendarDay(what="公布上年度法治政府建设年度报告", on="04-01", law=_SUPERVISION, article=_ISSUED),
    CalendarDay(what="组织本年度述法", on="12-31", doubtful=True),
)
"""What is due everywhere; a profile has all of its days itself, these too as far as it wants them."""
NATIONAL = PlaceProfile(name="国家", chain=("国家",), calendar=NATIONAL_DAYS)
"""National law alone: what holds where nobody said of which place a plan is."""
