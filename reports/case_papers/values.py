"""What the places of a paper are filled with, and where what is lacking is to be typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec

from models.records.context import BasicContext
from models.records.field import BoundField, Kind, Privacy
from models.records.ledgers.case.chain import chain_of
from models.records.ledgers.case.record import Agent, Case, Hearing
from models.records.ledgers.person import LEFT, Person
from models.records.ledgers.reconsideration import Reconsideration
from models.records.proven import ProvingRecord
from models.records.registry import ledger
from reports.base.wording import cell_text, long_date, one_line
from reports.case_papers.frames import DATE
from reports.case_papers.office_facts import HEAD, OFFICE_FACTS
from reports.case_papers.papers import PAPERS, RECONSIDERATION, SUIT, CasePaper

EARLIER, AGENTS, STEPS, HEARD, OFFICE = "前审", "全部代理人", "前审情况", "出庭情况", "单位名称"
_ROLES = {
    "agents": ("代理人", "name", ("sex", "post", "phone", "id_number")),
    "hearings": ("出庭负责人", "leader", ("post",)),
}
"""Of whom a row speaks: the word before the names, the column with the person's name, and what is asked of them."""
_HEAD_FIELDS = ("id_number",)
_COMMON = frozenset(field.name for field in msgspec.structs.fields(ProvingRecord))


class PaperPlace(NamedTuple):
    """A place that can be filled: with what ("" where nothing is known), and where that is typed."""

    words: str
    home: str


class PaperAbout(NamedTuple):
    """A case with all that papers ask beside it: the office's own records, its name and its facts."""

    uid: str
    case: Case | Reconsideration
    context: BasicContext
    office: str
    facts: Mapping[str, str]


def paper_places(paper: CasePaper, row: int | None, about: PaperAbout) -> dict[str, PaperPlace]:
    """Everything a template of this paper may ask for, by name."""
    return dict(_places(paper, row, about))


def names_elsewhere(known: Mapping[str, PaperPlace]) -> dict[str, str]:
    """Names that other papers have and the one with the `known` ones has not, with the papers that have them."""
    found: dict[str, list[str]] = {}
    for other in PAPERS:
        for name in _row_names(other):
            if name not in known:
                found.setdefault(name, []).append(f"《{other.label}》")
    return {name: "".join(labels) for name, labels in found.items()}


def _row_names(paper: CasePaper) -> Iterator[str]:
    if paper.rows:
        yield from (column.label for column in _columns(paper))
    if paper.rows in _ROLES:
        who, _, names = _ROLES[paper.rows]
        yield from _person_names(who, names, paper)
    if not paper.rows:
        yield from _person_names(HEAD, _HEAD_FIELDS, paper)


def _person_names(who: str, names: tuple[str, ...], paper: CasePaper) -> Iterator[str]:
    for field in _person_fields(names, paper):
        yield _person_label(who, field)


def _places(paper: CasePaper, row: int | None, about: PaperAbout) -> Iterator[tuple[str, PaperPlace]]:
    yield OFFICE, PaperPlace(about.office, "单位名册")
    yield DATE, PaperPlace(long_date(about.context.today), "")
    for name in OFFICE_FACTS:
        yield name, PaperPlace(about.facts.get(name, ""), "本单位情况")
    if not paper.rows:
        yield from _of_person(HEAD, about.facts.get(HEAD), _HEAD_FIELDS, paper, about)
    yield from _of_case(about)
    if paper.rows:
        yield from _of_row(paper, row, about)


def _of_case(about: PaperAbout) -> Iterator[tuple[str, PaperPlace]]:
    if isinstance(about.case, Case):
        yield from _of_suit(about.case, about)
        return
    for field in _plain_fields(RECONSIDERATION):
        yield field.label, PaperPlace(_words(field, getattr(about.case, field.name)), "本案")
    yield from _computed(RECONSIDERATION, about)


def _computed(name: str, about: PaperAbout) -> Iterator[tuple[str, PaperPlace]]:
    for derived in ledger(name).derived:
        value = derived.value(about.case, about.uid, about.context)
        yield derived.label, PaperPlace(_value_words(value, derived.kind), "本案")


def _of_suit(case: Case, about: PaperAbout) -> Iterator[tuple[str, PaperPlace]]:
    context = about.context
    chain = chain_of(case, context)
    earlier = chain[-2] if len(chain) > 1 else None
    for field in _plain_fields(SUIT):
        yield field.label, PaperPlace(_words(field, getattr(case, field.name)), "本案")
        said = _words(field, getattr(earlier, field.name)) if earlier else ""
        home = "前审案件" if earlier else "本案的“前审案件”"
        yield f"{EARLIER}{field.label}", PaperPlace(said, home)
    yield from _computed(SUIT, about)
    yield AGENTS, PaperPlace("；".join(map(_agent_words, case.agents)), "本案的“诉讼代理人”")
    yield STEPS, PaperPlace("；".join(map(_step_words, chain[:-1])) or "没有前审", "")
    yield HEARD, PaperPlace("；".join(map(_hearing_words, case.hearings)), "本案的“开庭情况”")


def _of_row(paper: CasePaper, row: int | None, about: PaperAbout) -> Iterator[tuple[str, PaperPlace]]:
    one = None if row is None else getattr(about.case, paper.rows)[row]
    table = ledger("case").by_name[paper.rows].label
    home = f"本案的“{table}”" if row is None else f"本案的“{table}”第{row + 1}行"
    for column in _columns(paper):
        yield column.label, PaperPlace(_words(column, getattr(one, column.name, None)), home)
    if paper.rows in _ROLES:
        who, name, names = _ROLES[paper.rows]
        yield from _of_person(who, getattr(one, name, None), names, paper, about)


def _of_person(
    who: str, name: str | None, names: tuple[str, ...], paper: CasePaper, about: PaperAbout
) -> Iterator[tuple[str, PaperPlace]]:
    """What 执法人员 says of the one person of this name; of two of the same name nobody can tell which is meant."""
    people = [one for one in about.context.records("person").values() if isinstance(one, Person)]
    found = [one for one in people if name and one.name == name.strip() and one.status not in LEFT]
    home = "执法人员台账（有同名的人，请核对后手工填写）" if len(found) > 1 else "执法人员台账"
    for field in _person_fields(names, paper):
        said = _words(field, getattr(found[0], field.name)) if len(found) == 1 else ""
        yield _person_label(who, field), PaperPlace(said, home)


def _person_fields(names: tuple[str, ...], paper: CasePaper) -> list[BoundField]:
    """ID numbers only for papers that need them."""
    hidden: set[Privacy] = set() if paper.full_ids else {"id_number"}
    fields = ledger("person").by_name
    return [fields[name] for name in names if fields[name].spec.private not in hidden]


def _person_label(who: str, field: BoundField) -> str:
    return f"{who}{field.label.removeprefix('联系')}"


def _plain_fields(name: str) -> list[BoundField]:
    kinds = (Kind.TABLE, Kind.REFERENCE)
    return [one for one in ledger(name).fields if one.kind not in kinds and one.name not in _COMMON]


def _columns(paper: CasePaper) -> tuple[BoundField, ...]:
    return ledger("case").by_name[paper.rows].columns


def _words(field: BoundField, value: object) -> str:
    said = _value_words(value, field.kind)
    return said if field.spec.lines > 1 else one_line(said)


def _value_words(value: Any, kind: Kind) -> str:
    """A value as a sentence has it, without the mark that ends one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.date):
        return long_date(value)
    if isinstance(value, Decimal):
        return f"{cell_text(value, 'money')}元" if kind is Kind.MONEY else f"{value:f}"
    return str(value).strip().rstrip("。；，")


def _agent_words(one: Agent) -> str:
    said = "，".join(filter(None, (one.kind, one.organisation)))
    return f"{one.name or ''}（{said}）" if said else one.name or ""


def _step_words(one: Case) -> str:
    said = f"{long_date(one.judged_on)}作出{one.outcome}" if one.judged_on and one.outcome else "没有裁判结果"
    return f"{one.instance or '前审'}（{one.court or ''}{one.number or ''}）{said}"


def _hearing_words(one: Hearing) -> str:
    if one.leader:
        who = f"{one.leader}（{one.leader_role or '负责人'}）出庭"
    elif one.represented:
        who = "由推选的机关负责人出庭"
    else:
        who = f"负责人没有出庭（{one.absence or '没有写明理由'}）"
    return f"{long_date(one.on) if one.on else ''}{one.kind or '开庭'}，{who}"
