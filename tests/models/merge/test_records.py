from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.merge.join import join_entries
from models.merge.records import merge_lines
from models.package.canonical import CanonicalError, encode_canonical
from models.records.entry import Entry, new_uid
from models.records.registry import ledger
from models.store.base.workspace import Workspace
from models.store.files.verify import verify_workspace
from tests.models.merge.crafted import line
from tests.models.merge.edits import created, edited
from tests.models.offices import everything, lines, siblings
from tests.models.package.extremes import changes

GOOD = created("w1", 0, {"topic": "民法典", "people": 30, "later": {"unknown": [1, "二"]}})


def merge(workspace: Workspace, *some: bytes, ledger_id: str = "training") -> tuple[list[int], list[str]]:
    """Added, updated or deleted, unchanged, conflicts, and the reasons of what was refused."""
    with workspace.write("李四") as tx:
        counts = merge_lines(tx, ledger(ledger_id), "A01", some, "package")
    done = [counts.added, counts.updated + counts.deleted, counts.unchanged, counts.conflicts]
    assert sum(done) + len(counts.refused) == len(some)
    return done, [refusal.reason for refusal in counts.refused]


def spoiled(**changes: Any) -> bytes:
    """The good record's line with other values; `None` takes a name out."""
    raw = msgspec.to_builtins(GOOD)
    for name, value in changes.items():
        raw[name] = value
    return encode_canonical({name: value for name, value in raw.items() if value is not None})


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b"{}", "没有记录编号"),
        (b"[]", "没有记录编号"),
        (b"", "不是规范的记录格式"),
        (b"{", "不是规范的记录格式"),
        (b'{"uid": 1}', "不是规范的记录格式"),
        (line(GOOD).replace(b":30", b":3e1"), "不是规范的记录格式"),
        (line(GOOD).replace(b":30", b":9223372036854775808"), "不是规范的记录格式"),
        (spoiled(uid="f" * 31), "没有记录编号"),
        (spoiled(uid="F" * 32), "没有记录编号"),
        (spoiled(uid=7), "没有记录编号"),
        (spoiled(unit="B02"), "记录属于单位B02"),
        (spoiled(unit=None), "字段类型不对"),
        (spoiled(deleted=1), "字段类型不对"),
        (spoiled(known={"w1": 9}), "版本信息不完整"),
        (spoiled(known={}), "版本信息不完整"),
        (spoiled(fields={"people": "三十"}), "字段不对"),
        (spoiled(fields={"held_on": "2020-02-30"}), "字段不对"),
        (spoiled(fields={"held_on": "9999-12-31"}), "日期9999-12-31不在1900年到2100年之间"),
        (spoiled(fields={"topic": "字" * 2_001}), "超过2000字"),
        (spoiled(fields={"topic": "a\u0007b"}), "控制字符"),
        (spoiled(fields={"people": 10**16}), "数太大"),
        (spoiled(fields={"evidence": [{"name": "a.pdf", "digest": "../../" + "0" * 58, "size": 1}]}), "摘要不是64位"),
        (spoiled(fields={"evidence": [{"name": "a.pdf", "digest": "F" * 64, "size": 1}]}), "摘要不是64位"),
        (spoiled(fields={"evidence": [{"name": "a.pdf", "digest": "0" * 300, "size": 1}]}), "摘要不是64位"),
        (spoiled(fields=[]), "字段类型不对"),
        (spoiled(created=["2020-01-01T00:00:00Z"]), "字段类型不对"),
        (spoiled(created=["昨天", "张三"]), "时间不对"),
        (spoiled(changed=["2020-02-30T00:00:00Z", "张三"]), "时间不对"),
        (spoiled(changed=["9999-12-31T23:59:59Z", "张三"]), "时间不对"),
        (spoiled(vector={}), "版本信息不完整"),
        (spoiled(vector={"w1": 0}), "版本信息不完整"),
        (spoiled(vector={"w1": "1"}), "字段类型不对"),
        (spoiled(stamps={}), "版本信息不完整"),
        (spoiled(stamps={"topic": ["w1", 1]}), "版本信息不完整"),
        (spoiled(stamps={"": ["w1", 2]}), "版本信息不完整"),
        (spoiled(stamps={"": ["w2", 1]}), "版本信息不完整"),
        (spoiled(stamps={"": ["w1", 1], "topic": ["w1", -5]}), "版本信息不完整"),
    ],
)
def test_bad_line_is_refused_alone(unit: Workspace, bad: bytes, reason: str) -> None:
    others = [msgspec.structs.replace(GOOD, uid=digit * 32) for digit in "12"]
    done, refused = merge(unit, line(others[0]), bad, line(others[1]))
    assert (done, len(refused)) == ([2, 0, 0, 0], 1)
    assert refused[0].startswith("第2条：")
    assert reason in refused[0]
    assert lines(unit)["training"] == [other.line() for other in others]


def test_second_line_of_one_record_is_refused(unit: Workspace) -> None:
    done, refused = merge(unit, line(GOOD), line(edited(GOOD, "w1", {"topic": "改"})))
    assert (done, refused) == ([1, 0, 0, 0], ["第2条：包内有两条编号相同的记录"])
    assert lines(unit)["training"] == [GOOD.line()]


def test_ledger_of_the_centre_takes_nothing(unit: Workspace) -> None:
    score = created("w1", 0, {"year": 2020, "scored": "A01", "indicator": "x", "points": "5"})
    assert merge(unit, line(score), ledger_id="score") == ([0] * 4, ["第1条：人工评分由汇总单位登记，不从报送包接收"])


def test_uid_of_another_unit_is_refused(unit: Workspace) -> None:
    with unit.write("李四") as tx:
        merge_lines(tx, ledger("training"), "B02", [spoiled(unit="B02")], "package")
    before = everything(unit)
    assert merge(unit, line(edited(GOOD, "w1", {"topic": "改"}))) == ([0] * 4, ["编号属于另一个单位的记录"])
    assert everything(unit) == before


def test_line_is_kept_byte_for_byte(unit: Workspace) -> None:
    newer = spoiled(later={"of": "a newer version"})
    assert merge(unit, newer)[0] == [1, 0, 0, 0]
    assert lines(unit)["training"] == [newer.decode()]


VERSION_2 = edited(GOOD, "w1", {"people": 31})


@pytest.mark.parametrize(
    ("arriving", "done"),
    [
        (GOOD, [0, 0, 1, 0]),
        (VERSION_2, [0, 1, 0, 0]),
        (edited(GOOD, "w1", {"deleted": True}), [0, 1, 0, 0]),
        (msgspec.structs.replace(GOOD, uid="1" * 32), [1, 0, 0, 0]),
    ],
)
def test_what_a_second_package_does(unit: Workspace, arriving: Entry, done: list[int]) -> None:
    merge(unit, line(GOOD))
    assert merge(unit, line(arriving))[0] == done
    before = everything(unit)
    assert merge(unit, line(arriving), line(GOOD))[0][2] + merge(unit, line(GOOD))[0][2] >= 2
    assert everything(unit) == before
    assert verify_workspace(unit) == []


def test_conflict_is_kept_until_decided(unit: Workspace) -> None:
    merge(unit, line(VERSION_2))
    assert merge(unit, line(edited(GOOD, "w2", {"people": 32})))[0] == [0, 0, 0, 1]
    assert [row for row in siblings(unit) if row[-1]] == [(GOOD.uid, "people", "w2", 1, "32", True)]
    before = everything(unit)
    merge(unit, line(edited(GOOD, "w2", {"people": 32})), line(VERSION_2))
    assert everything(unit) == before


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_equal_value_that_was_seen_and_let_go(unit: Workspace, order: tuple[int, ...]) -> None:
    one, two = created("a", 0, {"topic": "零"}), created("b", 1, {"topic": "零"})
    some = [one, two, join_entries(one, two).entry]
    for at in (*order, *order):
        merge(unit, line(some[at]))
    assert (lines(unit)["training"], siblings(unit)) == ([some[2].line()], [])
    before = everything(unit)
    assert [merge(unit, line(entry))[0] for entry in some] == [[0, 0, 1, 0]] * 3
    assert everything(unit) == before


def test_equal_values_are_no_open_conflict(unit: Workspace) -> None:
    merge(unit, line(VERSION_2))
    assert merge(unit, line(edited(GOOD, "w2", {"people": 31})))[0] == [0, 1, 0, 0]
    assert [row for row in siblings(unit) if row[-1]] == []


RAW: dict[str, Any] = msgspec.to_builtins(GOOD)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.booleans(), changes([*RAW, *ledger("training").by_name])), min_size=1, max_size=8))
def test_lines_of_extremes_are_taken_or_refused(unit: Workspace, some: list[tuple[bool, dict[str, Any]]]) -> None:
    """Never an exception; what was taken is whole, and the good record among them is always taken."""
    spelled = [fields_of(other) if inside else RAW | other for inside, other in some]
    merge(unit, *(encode_canonical(one) for one in spelled if is_canonical(one)), line(GOOD))
    assert verify_workspace(unit) == []


def fields_of(other: dict[str, Any]) -> dict[str, Any]:
    return RAW | {"uid": new_uid(), "fields": RAW["fields"] | other}


def is_canonical(value: Any) -> bool:
    try:
        encode_canonical(value)
    except CanonicalError:
        return False
    return True
