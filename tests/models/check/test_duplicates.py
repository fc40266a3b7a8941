from __future__ import annotations

from typing import Any

import pytest

from models.check.duplicates import check_duplicates
from models.records.entry import to_record
from models.records.registry import ledger

ID = "11010519491231002X"
LESSON = {"kind": "其他", "held_on": "2020-06-01", "topic": "民法典"}


@pytest.mark.parametrize(
    ("ledger_id", "records", "uids"),
    [
        ("person", [{"id_number": ID}, {"id_number": ID}], ["0", "1"]),
        ("person", [{"id_number": ID}, {"id_number": f" {ID.lower()}"}], ["0", "1"]),
        ("person", [{"name": "张三"}, {"name": "张三"}], []),
        ("person", [{}, {}], []),
        ("certificate", [{"number": "1"}, {"number": "2"}, {"number": "1"}], ["0", "2"]),
        ("case", [{"number": "（2020）豫01行终1号"}, {"number": "(2020)豫01行终1号"}], ["0", "1"]),
        ("training", [LESSON, LESSON], ["0", "1"]),
        ("training", [LESSON, {**LESSON, "held_on": "2020-06-02"}], []),
        ("training", [LESSON, {**LESSON, "topic": None}], []),
    ],
)
def test_duplicates(ledger_id: str, records: list[dict[str, Any]], uids: list[str]) -> None:
    declared = ledger(ledger_id)
    typed = {str(place): to_record(declared, fields) for place, fields in enumerate(records)}
    assert [uid for uid, _ in check_duplicates(declared, typed)] == uids


def test_message_names_the_other_record_and_no_number() -> None:
    declared = ledger("person")
    names = {"a": "张三", "b": "李四", "c": "王五"}
    typed = {uid: to_record(declared, {"name": name, "id_number": ID}) for uid, name in names.items()}
    first = dict(check_duplicates(declared, typed))["a"]
    assert first.message == "身份证号与“李四”等2条记录重复，请改正，或者删除多余的一条。"
    assert (first.field, first.code) == ("id_number", "person.id_number.unique")
