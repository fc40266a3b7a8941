"""The tables of a place profile: clauses, certificates, 败诉, periods and the calendar; each gives the profile anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from models.records.count_bounds import bounds_at, shipped_bounds
from models.records.ledgers.certificate import NATIONAL_KINDS
from models.records.ledgers.work import ASKED, COUNTS, SHIPPED, kinds_at
from models.records.place import (
    CENTRES,
    NATIONAL,
    UNITS,
    CalendarDay,
    CertificateKind,
    CountBound,
    JudgedOutcome,
    LocalRule,
    LocalTerm,
    LostDefinition,
    PlaceProfile,
    Question,
    WorkKind,
)
from models.rules.dates import read_month_day
from models.rules.lost_case import READABLE, LostStandard, OutcomeEffect
from models.rules.number_pattern import DIGIT, LETTER, pattern_example, pattern_fault, plain_pattern
from models.rules.terms import LONGEST, TERMS
from models.rules.topics import TOPICS
from ui.base.session import Session
from ui.kit.labels import column, prose, row, with_name
from ui.kit.tab_order import chain_tab_stops
from ui.kit.tables.head import ColumnHead
from ui.kit.tables.rows_table import RowsTable

R = TypeVar("R")
YES = "是"
RULES_ABOUT = "双击格子修改。写了法规名称的，校验引用它；空着的检查只作提醒，不拦报送，或者不查。"
KINDS_ABOUT = (
    f"证件编号的样子：一位数字写一个{DIGIT}，一个字母写一个{LETTER}，不变的字照写，如“A########”；空着不查。"
    "编号不像的，单位填写和校验时提醒，可以说明原因；已登记的不改。"
)
WORK_ABOUT = (
    "工作记录的类别：主题是它说的事，定额按类别和数量数；数量是这一类要写清的，每条至少填一个。"
    "栏目是另外要填的。自带的可以改主题、数量和栏目，改不了名、删不了。"
)
BOUNDS_ABOUT = (
    "一条记录里的数量超过“一条最多”的，填写和校验时请单位核对，不拦、可以说明原因，照样计数。"
    "类别空着的对这一栏的全部记录；另写类别的，对那一类按自己的。"
)
LOST_ABOUT = (
    "什么算败诉，国家没有规定：没有写法规名称的，按下表的示例认定，表里改不了。驳回上诉等随前一审级，不在这里。"
)
TERMS_ABOUT = "地方规定的期限；没有写的按程序附带的。只限一个执法领域的写明领域。“台账要求”里另定的天数在先。"
CALENDAR_ABOUT = (
    "每年同一天要办的事，到期前90天起列在工作台上，办了点“已办”。月日写成12-20的样子；谁办空着的，各单位和汇总单位都提醒；"
    "待核填是的印†；停用填是的不提醒。"
)


class PlaceShare(Protocol):
    """What every table here has: its share of the profile, shown and put back."""

    def show_place(self, place: PlaceProfile) -> None:
        """Show the table's share of the profile."""

    def change(self, place: PlaceProfile) -> PlaceProfile:
        """The profile with that share as typed."""


class PlaceTable(QWidget, Generic[R]):
    """A table of rows that are typed in place, with what it is about above and its buttons below.

    Signals:
        edited: Some row is another one now.
    """

    edited = Signal()

    def __init__(
        self, session: Session, name: str, about: str, heads: Sequence[ColumnHead[R]], fresh: Callable[[], R] | None
    ) -> None:
        super().__init__()
        self.session, self._fresh = session, fresh
        self.table: RowsTable[R] = RowsTable(heads, "还没有。", name=name)
        self.table.setSortingEnabled(False)
        self.above = row(None)
        layout = column(prose(about, "soft"), self.above, self.table, margin=0)
        layout.setStretch(2, 1)
        if fresh:
            self.add, self.remove = QPushButton("＋ 加一行"), QPushButton("－ 删去选中的")
            layout.addLayout(row(self.add, self.remove, None))
            self.add.clicked.connect(self._add)
            self.remove.clicked.connect(self._remove)
        self.setLayout(layout)
        self.table.typed.connect(lambda _: self.edited.emit())

    @property
    def rows(self) -> list[R]:
        """The rows as they are now."""
        return list(self.table.rows.all)

    def refuse(self, kept: R, words: str) -> R:
        """Say why a text is not taken; gives the row as it was."""
        self.session.refused.emit(words)
        return kept

    def _add(self) -> None:
        if self._fresh:
            self.table.show_rows([*self.rows, self._fresh()])
            first = self.table.rows.index(len(self.rows) - 1, 0)
            self.table.setCurrentIndex(first)
            self.edited.emit()
            self.table.edit(first)

    def _remove(self) -> None:
        gone = self.table.chosen()
        self.table.show_rows([one for one in self.rows if one not in gone])
        self.edited.emit()


class RuleRow(NamedTuple):
    """A question, and what local law says to it; an empty statute says nothing."""

    about: Question
    rule: LocalRule

    def put(self, **parts: Any) -> RuleRow:
        """The row with other parts of its rule."""
        return self._replace(rule=msgspec.structs.replace(self.rule, **parts))


class RulesTable(PlaceTable[RuleRow]):
    """The clauses that checks cite."""

    def __init__(self, session: Session) -> None:
        heads: list[ColumnHead[RuleRow]] = [
            ColumnHead("检查", 11, lambda one: one.about.value),
            ColumnHead("法规", 14, lambda one: one.rule.law, put=lambda one, text: one.put(law=text.strip("《》 "))),
            ColumnHead("条款", 7, lambda one: one.rule.article, put=lambda one, text: one.put(article=text)),
            ColumnHead("对象", 10, lambda one: "、".join(one.rule.subjects), put=_put_subjects),
            ColumnHead("条文", 30, lambda one: one.rule.text, put=lambda one, text: one.put(text=text)),
        ]
        super().__init__(session, "地方条文", RULES_ABOUT, heads, None)

    def show_place(self, place: PlaceProfile) -> None:
        """Every question with its clause."""
        self.table.show_rows([RuleRow(about, place.rule(about) or LocalRule(about=about)) for about in Question])

    def change(self, place: PlaceProfile) -> PlaceProfile:
        """The profile with the clauses as typed."""
        return msgspec.structs.replace(place, rules=tuple(one.rule for one in self.rows if one.rule.law))


def _put_subjects(one: RuleRow, text: str) -> RuleRow:
    return one.put(subjects=_words(text))


def _words(text: str) -> tuple[str, ...]:
    words = text.replace("，", "、").replace(",", "、").split("、")
    return tuple(word.strip() for word in words if word.strip())


class KindsTable(PlaceTable[CertificateKind]):
    """Kinds of certificates with their patterns; those known everywhere stand last, for they may have one too."""

    def __init__(self, session: Session) -> None:
        heads: list[ColumnHead[CertificateKind]] = [
            ColumnHead("证件种类", 16, lambda one: one.name, put=self._put_name),
            ColumnHead("编号的样子", 14, lambda one: one.pattern, put=self._put_pattern),
            ColumnHead("例如", 14, lambda one: pattern_example(one.pattern)),
        ]
        super().__init__(session, "证件种类", KINDS_ABOUT, heads, lambda: CertificateKind(""))

    def show_place(self, place: PlaceProfile) -> None:
        """The place's own kinds, then those known everywhere."""
        others = [CertificateKind(name) for name in NATIONAL_KINDS if name not in place.certificate_kinds]
        self.table.show_rows([*place.certificates, *others])

    def change(self, place: PlaceProfile) -> PlaceProfile:
        """The profile with the kinds as typed; those known everywhere only with a pattern."""
        kinds = tuple(one for one in self.rows if one.name and (one.pattern or one.name not in NATIONAL_KINDS))
        return msgspec.structs.replace(place, certificates=kinds)

    def _put_name(self, one: CertificateKind, text: str) -> CertificateKind:
        if not text or text in {kind.name for kind in self.rows if kind is not one} or one.name in NATIONAL_KINDS:
            return self.refuse(one, f"“{text}”不能用：种类不能空着，不能重复，全国通用的不能改名。")
        return msgspec.structs.replace(one, name=text)

    def _put_pattern(self, one: CertificateKind, text: str) -> CertificateKind:
        if fault := pattern_fault(text):
            return self.refuse(one, f"“{text}”不能用。{fault}")
        return msgspec.structs.replace(one, pattern=plain_pattern(text))


class WorkTable(PlaceTable[WorkKind]):
    """Kinds of work with their topics and counts; those that come with the program stand last and may be changed."""

    def __init__(self, session: Session) -> None:
        heads: list[ColumnHead[WorkKind]] = [
            ColumnHead("类别", 12, lambda one: one.name, put=self._put_name),
            ColumnHead("主题", 24, lambda one: "、".join(one.topics), put=self._put_words("topics", TOPICS)),
            ColumnHead("数量", 18, lambda one: "、".join(one.counts), put=self._put_words("counts", COUNTS)),
            ColumnHead("栏目", 10, lambda one: "、".join(one.asks), put=self._put_words("asks", ASKED)),
        ]
        super().__init__(session, "工作类别", WORK_ABOUT, heads, lambda: WorkKind(""))

    def show_place(self, place: PlaceProfile) -> None:
        """The centre's own kinds, then the shipped ones."""
        self.table.show_rows(list(kinds_at(place)))

    def change(self, place: PlaceProfile) -> PlaceProfile:
        """The profile with the kinds as typed; shipped ones only where they were changed."""
        return msgspec.structs.replace(place, work=tuple(one for one in self.rows if one.name and one not in SHIPPED))

    def _put_name(self, one: WorkKind, text: str) -> WorkKind:
        shipped = {kind.name for kind in SHIPPED}
        if not text or one.name in shipped or text in {kind.name for kind in self.rows if kind is not one}:
            return self.refuse(one, f"“{text}”不能用：类别不能空着，不能重复，自带的不能改名。")
        return msgspec.structs.replace(one, name=text)

    def _put_words(self, name: str, known: Iterable[str]) -> Callable[[WorkKind, str], WorkKind]:
        def put(one: WorkKind, text: str) -> WorkKind:
            words = _words(text)
            if strange := [word for word in words if word not in known]:
                return self.refuse(one, f"“{'、'.join(strange)}”不能用，能写的是{'、'.join(known)}。")
            return msgspec.structs.replace(one, **{name: words})

        return put


class BoundsTable(PlaceTable[CountBound]):
    """Above what a count of one record is asked about; the declared bounds stand last and may be changed."""

    def __init__(self, session: Session) -> None:
        heads: list[ColumnHead[CountBound]] = [
            ColumnHead("台账", 10, lambda one: one.ledger, put=self._put_ledger),
            ColumnHead("类别", 12, lambda one: one.kind, put=self._put_kind),
            ColumnHead("栏目", 12, lambda one: one.field, put=self._put_field),
            ColumnHead("一条最多", 8, lambda one: one.most, put=self._put_most),
        ]
        first = shipped_bounds()[0]
        super().__init__(session, "数量上限", BOUNDS_ABOUT, heads, lambda: first)

    def show_place(self, place: PlaceProfile) -> None:
        """The place's own bounds, then the declared ones."""
        self.table.show_rows(bounds_at(place))

    def change(self, place: PlaceProfile) -> PlaceProfile:
        """The profile with the bounds as typed; declared ones only where they were changed."""
        own = dict.fromkeys(one for one in self.rows if one not in shipped_bounds())
        return msgspec.structs.replace(place, bounds=tuple(own))

    def _put_ledger(self, one: CountBound, text: str) -> CountBound:
        fields = [known.field for known in shipped_bounds() if known.ledger == text]
        if not fields:
            names = "、".join(dict.fromkeys(known.ledger for known in shipped_bounds()))
            return self.refuse(one, f"“{text}”不能用，能写的是{names}。")
        return self._taken(one, ledger=text, field=one.field if one.field in fields else fields[0])

    def _put_field(self, one: CountBound, text: str) -> CountBound:
        fields = [known.field for known in shipped_bounds() if known.ledger == one.ledger]
        if text not in fields:
            return self.refuse(one, f"“{text}”不能用，能写的是{'、'.join(fields)}。")
        return self._taken(one, field=text)

    def _put_kind(self, one: CountBound, text: str) -> CountBound:
        return self._taken(one, kind=text)

    def _put_most(self, one: CountBound, text: str) -> CountBound:
        if not (text.isascii() and text.isdigit() and int(text)):
            return self.refuse(one, f"“{text}”不能用，请写1以上的整数。")
        return msgspec.structs.replace(one, most=int(text))

    def _taken(self, one: CountBound, **changes: str) -> CountBound:
        """The row changed, unless another one says the same already."""
        changed = msgspec.structs.replace(one, **changes)
        of = changed.ledger, changed.kind, changed.field
        if of in {(other.ledger, other.kind, other.field) for other in self.rows if other is not one}:
            return self.refuse(one, f"{changed.ledger}“{changed.kind}{changed.field}”已经有一行。")
        return changed


class LostTable(PlaceTable[JudgedOutcome]):
    """What counts as 败诉, outcome by outcome, and the clause that says so."""

    def __init__(self, session: Session) -> None:
        heads: list[ColumnHead[JudgedOutcome]] = [
            ColumnHead("裁判或复议结果", 18, lambda one: one.outcome),
            ColumnHead("认定", 8, lambda one: one.effect.value, put=self._put_effect),
            ColumnHead("第几项", 8, lambda one: one.item, put=self._put_item),
            ColumnHead("由人确认", 6, lambda one: YES if one.confirm else "", put=self._put_confirm),
        ]
        super().__init__(session, "败诉标准", LOST_ABOUT, heads, None)
        self.law, self.article = with_name(QLineEdit(), "败诉标准的法规"), with_name(QLineEdit(), "败诉标准的条款")
        self._text = ""
        for part in (prose("法规"), self.law, prose("条款"), self.article):
            self.above.insertWidget(self.above.count() - 1, part)
        chain_tab_stops([self.law, self.article, self.table])
        self.above.setStretch(1, 3)
        self.above.setStretch(3, 1)
        self.law.editingFinished.connect(self.edited)
        self.article.editingFinished.connect(self.edited)

    def show_place(self, place: PlaceProfile) -> None:
        """Every outcome as it is read here."""
        lost = place.lost or LostDefinition()
        self.law.setText(lost.law)
        self.article.setText(lost.article)
        self._text = lost.text
        self.table.show_rows(list(_outcomes(place.lost_standard)))

    def change(self, place: PlaceProfile) -> PlaceProfile:
        """The profile with the definition as typed; without a statute there is none."""
        law = self.law.text().strip("《》 ")
        if not law:
            return msgspec.structs.replace(place, lost=None)
        article, was = self.article.text().strip(), place.lost
        if was and (was.law, was.article) == (law, article) and self.rows == list(_outcomes(place.lost_standard)):
            return place
        usual = {one.outcome: one for one in _outcomes(LostStandard())}
        own = tuple(one for one in self.rows if one != usual[one.outcome])
        return msgspec.structs.replace(
            place, lost=LostDefinition(law=law, article=article, text=self._text, outcomes=own)
        )

    def _may_change(self) -> bool:
        return bool(self.law.text().strip())

    def _put_effect(self, one: JudgedOutcome, text: str) -> JudgedOutcome:
        words = {effect.value: effect for effect in OutcomeEffect if effect is not OutcomeEffect.INHERITS}
        if not self._may_change() or text not in words:
            return self.refuse(one, f"没有改：先写法规名称，再写{'、'.join(words)}中的一个。")
        return msgspec.structs.replace(one, effect=words[text])

    def _put_item(self, one: JudgedOutcome, text: str) -> JudgedOutcome:
        if not self._may_change():
            return self.refuse(one, "没有改：先写法规名称。")
        return msgspec.structs.replace(one, item=text)

    def _put_confirm(self, one: JudgedOutcome, text: str) -> JudgedOutcome:
        if not self._may_change():
            return self.refuse(one, "没有改：先写法规名称。")
        return msgspec.structs.replace(one, confirm=text == YES)


def _outcomes(standard: LostStandard) -> Iterable[JudgedOutcome]:
    for name in READABLE:
        found = standard.read(name)
        if found:
            yield JudgedOutcome(name, found.effect, found.item, found.confirm)


class TermsTable(PlaceTable[LocalTerm]):
    """Periods that local law sets."""

    def __init__(self, session: Session) -> None:
        self.labels = [term.label for term in TERMS.values()]
        heads: list[ColumnHead[LocalTerm]] = [
            ColumnHead("期限", 16, lambda one: one.term, put=self._put_term),
            ColumnHead("执法领域", 8, lambda one: one.field, put=_put("field")),
            ColumnHead("天数", 5, lambda one: one.days, put=self._put_days),
            ColumnHead("法规", 14, lambda one: one.law, put=_put("law")),
            ColumnHead("条款", 7, lambda one: one.article, put=_put("article")),
        ]
        usual = next(iter(TERMS.values()))
        super().__init__(session, "地方期限", TERMS_ABOUT, heads, lambda: LocalTerm(term=usual.label, days=usual.days))

    def show_place(self, place: PlaceProfile) -> None:
        """The periods in the order they were typed."""
        self.table.show_rows(list(place.terms))

    def change(self, place: PlaceProfile) -> PlaceProfile:
        """The profile with the periods as typed."""
        return msgspec.structs.replace(place, terms=tuple(self.rows))

    def _put_term(self, one: LocalTerm, text: str) -> LocalTerm:
        meant = [label for label in self.labels if text and text in label]
        if len(meant) != 1:
            return self.refuse(one, f"“{text}”认不出来，能写的是{'、'.join(self.labels)}。")
        return msgspec.structs.replace(one, term=meant[0])

    def _put_days(self, one: LocalTerm, text: str) -> LocalTerm:
        if not (text.isascii() and text.isdigit() and 0 < int(text) <= LONGEST):
            return self.refuse(one, f"“{text}”不能用，请写1到{LONGEST}的整数。")
        return msgspec.structs.replace(one, days=int(text))


class CalendarTable(PlaceTable[CalendarDay]):
    """What is due on a day of every year."""

    def __init__(self, session: Session) -> None:
        heads: list[ColumnHead[CalendarDay]] = [
            ColumnHead("事项", 20, lambda one: one.what, put=self._put_what),
            ColumnHead("月日", 6, lambda one: one.on, put=self._put_day),
            ColumnHead("谁办", 6, lambda one: one.who, put=self._put_who),
            ColumnHead("待核", 4, lambda one: YES if one.doubtful else "", put=_put_flag("doubtful")),
            ColumnHead("停用", 4, lambda one: YES if one.off else "", put=_put_flag("off")),
            ColumnHead("法规", 14, lambda one: one.law, put=_put("law")),
            ColumnHead("条款", 7, lambda one: one.article, put=_put("article")),
        ]
        super().__init__(session, "地方日历", CALENDAR_ABOUT, heads, self._fresh_day)
        self.national = QPushButton("补上全国的")
        self.national.setToolTip("把国家规定的日子加进来，已经有的不动")
        self.above.insertWidget(0, self.national)
        chain_tab_stops([self.national, self.table, self.add, self.remove])
        self.national.clicked.connect(self._add_national)

    def show_place(self, place: PlaceProfile) -> None:
        """The days in the order they were typed."""
        self.table.show_rows(list(place.calendar))

    def change(self, place: PlaceProfile) -> PlaceProfile:
        """The profile with the days as typed."""
        return msgspec.structs.replace(place, calendar=tuple(self.rows))

    def _fresh_day(self) -> CalendarDay:
        """A day with a name that the calendar has not."""
        names = ("要办的事", *(f"要办的事{at}" for at in range(2, len(self.rows) + 3)))
        return CalendarDay(what=next(one for one in names if one not in self._named), on="12-31")

    @property
    def _named(self) -> set[str]:
        return {one.what for one in self.rows}

    def _add_national(self) -> None:
        missing = [one for one in NATIONAL.calendar if one.what not in self._named]
        if missing:
            self.table.show_rows([*self.rows, *missing])
            self.edited.emit()
        self.session.told.emit(f"补上了{len(missing)}条。" if missing else "国家规定的日子都已经有了。")

    def _put_what(self, one: CalendarDay, text: str) -> CalendarDay:
        if not text or text in self._named:
            return self.refuse(one, f"已经有“{text}”了，请换个名称。" if text else "事项不能空着，不要的请删去这一行。")
        return msgspec.structs.replace(one, what=text)

    def _put_who(self, one: CalendarDay, text: str) -> CalendarDay:
        meant = [who for who in (UNITS, CENTRES) if text and text in who]
        if text and len(meant) != 1:
            return self.refuse(one, f"“{text}”认不出来，能写的是{UNITS}、{CENTRES}，都提醒的空着。")
        return msgspec.structs.replace(one, who="".join(meant))

    def _put_day(self, one: CalendarDay, text: str) -> CalendarDay:
        month_day = read_month_day(text)
        if month_day is None:
            return self.refuse(one, f"“{text}”不能用，请写成12-20的样子。")
        return msgspec.structs.replace(one, on=month_day)


def _put(name: str) -> Callable[[Any, str], Any]:
    return lambda one, text: msgspec.structs.replace(one, **{name: text.strip("《》 ") if name == "law" else text})


def _put_flag(name: str) -> Callable[[Any, str], Any]:
    return lambda one, text: msgspec.structs.replace(one, **{name: text == YES})
