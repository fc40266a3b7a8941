from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated

import pytest

from models.records.field import DeclarationError, Field, Kind, fields_of
from models.records.ledger import Ledger
from models.records.record import Record
from models.records.registry import ledger


class Sample(Record, frozen=True, kw_only=True):
    text: Annotated[str | None, Field("文字")] = None
    date: Annotated[dt.date | None, Field("日期")] = None
    number: Annotated[int | None, Field("数")] = None
    money: Annotated[Decimal | None, Field("金额")] = None
    flag: Annotated[bool | None, Field("是否")] = None
    choice: Annotated[str | None, Field("选择", choices=("甲",))] = None
    reference: Annotated[str | None, Field("所属", to="person")] = None


class Bare(Record, frozen=True, kw_only=True):
    name: str | None = None


class Odd(Record, frozen=True, kw_only=True):
    name: Annotated[float | None, Field("小数")] = None


def test_kind_follows_from_type_and_options() -> None:
    kinds = [field.kind for field in fields_of(Sample)]
    assert kinds == [
        Kind.TEXT,
        Kind.DATE,
        Kind.INTEGER,
        Kind.MONEY,
        Kind.FLAG,
        Kind.CHOICE,
        Kind.REFERENCE,
        Kind.TEXT,
        Kind.TABLE,
        Kind.TABLE,
    ]


@pytest.mark.parametrize("declared", [Bare, Odd])
def test_nothing_derives_from_a_bad_declaration(declared: type[Record]) -> None:
    with pytest.raises(DeclarationError):
        fields_of(declared)


def test_ledger_names_its_own_fields() -> None:
    with pytest.raises(DeclarationError, match="colour"):
        Ledger(id="x", label="某", record=Sample, order=1, title="colour")


def test_own_fields_stand_before_those_of_every_record() -> None:
    names = [field.name for field in ledger("case").fields]
    assert names[0] == "number"
    assert names[-3:] == ["remarks", "evidence", "explanations"]


def test_columns_of_a_table() -> None:
    hearings = ledger("case").by_name["hearings"]
    assert [column.label for column in hearings.columns][:2] == ["开庭日期", "庭审方式"]
    assert ledger("case").by_label["案号"].columns == ()
