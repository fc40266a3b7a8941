"""Findings that follow from the declaration of the fields alone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from functools import cache

import msgspec

from models.records.count_bounds import bound_of, bounded
from models.records.field import BoundField, Kind, choices_at, fields_of
from models.records.finding import Finding, error, warning
from models.records.ledger import Context, Ledger
from models.records.proven import is_proven_text
from models.records.record import Record
from models.records.registry import ledger as ledger_with
from models.rules.case_number import parse_case_number
from models.rules.dates import YEAR_BOUNDS, YEARS
from models.rules.identity import IdProblem, check_credit_code, check_id_number
from models.store.base.search import pinyin_initials

YEARS_AHEAD = 50
MOST_MEANT = 3
"""Choices named where what was typed may mean several."""
_LETTERS = re.compile(r"[A-Za-z]+")
_PHONE = re.compile(r"1[3-9][0-9]{9}|(0[0-9]{2,3}-?)?[1-9][0-9]{6,7}(-[0-9]{1,6})?")

Check = Callable[[BoundField, str, object, Context], Iterator[Finding]]
"""Called with field, code prefix such as "person.name", value (never empty) and context."""


def check_fields(ledger: Ledger, record: Record, context: Context) -> Iterator[Finding]:
    """What the fields' own declarations say against the record, rows of tables included."""
    yield from _check_struct(ledger.id, ledger.record, record, context)
    for field in bounded(ledger):
        value, most = getattr(record, field.name), bound_of(ledger, field, record, context.place)
        if value is not None and value > most:
            message = (
                f"{field.label}{value}，一条记录一般不超过{most}，请核对是不是多写了一位；确实有这么多的，说明原因。"
            )
            yield warning(field.name, f"{ledger.id}.{field.name}.most", message)


def _check_struct(
    prefix: str, declared: type[msgspec.Struct], values: msgspec.Struct, context: Context
) -> Iterator[Finding]:
    for field, checks in _checked(declared):
        value = getattr(values, field.name)
        code = f"{prefix}.{field.name}"
        if value in (None, "", ()):
            if field.spec.required and not _is_spared(field, values):
                yield error(field.name, f"{code}.required", f"{field.label}没有填，请补填。")
            continue
        for check in checks:
            yield from check(field, code, value, context)


def _is_spared(field: BoundField, values: msgspec.Struct) -> bool:
    return any(getattr(values, name) in some for name, some in field.spec.spared)


@cache
def _checked(declared: type[msgspec.Struct]) -> tuple[tuple[BoundField, tuple[Check, ...]], ...]:
    """The fields that anything can be wrong with, so that a run over many records skips the others."""
    pairs = [(field, tuple(_checks_for(field))) for field in fields_of(declared)]
    return tuple((field, checks) for field, checks in pairs if checks or field.spec.required)


def _checks_for(field: BoundField) -> Iterator[Check]:
    if field.kind is Kind.CHOICE:
        yield _check_fragment if field.spec.open else _check_choice
    if field.spec.format:
        yield _check_format
    if field.kind is Kind.DATE:
        yield _check_date
    if field.kind is Kind.REFERENCE:
        yield _check_reference
    if field.kind is Kind.TABLE and field.row and _checked(field.row):
        yield _check_rows


def _check_choice(field: BoundField, code: str, value: object, _context: Context) -> Iterator[Finding]:
    if value not in field.spec.choices:
        allowed = "、".join(field.spec.choices)
        yield error(field.name, f"{code}.choice", f"{field.label}“{value}”不在可选范围内，请从{allowed}中选择。")


def _check_fragment(field: BoundField, code: str, value: object, context: Context) -> Iterator[Finding]:
    """Of a table that may be extended: what reads like a choice that was begun and not chosen."""
    text, choices = str(value), choices_at(field, context.place)
    if text in choices:
        return
    meant = [one for one in choices if text.casefold() in one.casefold() or _begins(one, text)]
    if meant or _LETTERS.fullmatch(text):
        like = "、".join(f"“{one}”" for one in meant[:MOST_MEANT])
        guess = f"，像是{like}{'等' if len(meant) > MOST_MEANT else ''}没有输完" if like else "，像是没有输完"
        message = f"{field.label}“{text}”不在列表里{guess}：请从列表里选一个；确实就是这样写的，写明理由。"
        yield warning(field.name, f"{code}.fragment", message)


def _begins(choice: str, text: str) -> bool:
    return text.isascii() and pinyin_initials(choice).startswith(text.casefold())


def _check_date(field: BoundField, code: str, value: object, context: Context) -> Iterator[Finding]:
    if isinstance(value, dt.date) and value.year > context.today.year + YEARS_AHEAD:
        yield error(field.name, f"{code}.date", f"{field.label}{value}不合常理，请核对年份。")


def _check_reference(field: BoundField, code: str, value: object, context: Context) -> Iterator[Finding]:
    if context.get(field.spec.to, str(value)) is None:
        other = ledger_with(field.spec.to).label
        yield error(
            field.name,
            f"{code}.reference",
            f"{field.label}指向的{other}记录不存在或已删除，请重新选择，或者从回收站恢复那条记录。",
        )


def _check_rows(field: BoundField, code: str, value: object, context: Context) -> Iterator[Finding]:
    if not isinstance(value, tuple) or field.row is None:
        return
    for number, row in enumerate(value, 1):
        for finding in _check_struct(code, field.row, row, context):
            message = f"{field.label}第{number}行：{finding.message}"
            yield msgspec.structs.replace(finding, field=field.name, message=message)


def _check_format(field: BoundField, code: str, value: object, _context: Context) -> Iterator[Finding]:
    problem = _FORMATS[field.spec.format](str(value))
    if problem:
        make = warning if field.spec.format == "phone" else error
        yield make(field.name, f"{code}.format", problem.format(label=field.label))


def _wrong_case_number(text: str) -> str:
    if parse_case_number(text):
        return ""
    return "{label}不是行政案件的案号，请照文书填写，例如（年份）×0101行初1号，×是省份简称。"


def _wrong_phone(text: str) -> str:
    return "" if _PHONE.fullmatch(text.strip()) else "{label}不是11位手机号或座机号，请核对，座机写成“区号-号码”。"


def _wrong_id_number(text: str) -> str:
    found = check_id_number(text)
    return f"{found.message}。" if isinstance(found, IdProblem) else ""


def _wrong_credit_code(text: str) -> str:
    found = check_credit_code(text)
    return f"{found.message}。" if isinstance(found, IdProblem) else ""


def _wrong_year(text: str) -> str:
    return "" if int(text) in YEARS else f"{{label}}{text}不对：{YEAR_BOUNDS}，请改正。"


_FORMATS: dict[str, Callable[[str], str]] = {
    "id_number": _wrong_id_number,
    "credit_code": _wrong_credit_code,
    "case_number": _wrong_case_number,
    "phone": _wrong_phone,
    "year": _wrong_year,
    "item": lambda _: "",
    "items": lambda text: "" if is_proven_text(text) else "{label}认不出来，请重新填写。",
}
