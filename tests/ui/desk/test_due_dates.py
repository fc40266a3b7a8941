import datetime as dt
from typing import Any

import pytest

from models.records.context import BasicContext
from models.records.entry import Entry
from models.records.registry import ledger
from models.records.tone import Tone
from models.store.base.workspace import Workspace
from models.store.records import records
from ui.desk.due_dates import due_dates, ending_certificates

CERTIFICATE = ledger("certificate")

TODAY = dt.date(2020, 6, 1)


def entry(uid: str, fields: dict[str, Any]) -> Entry:
    who = ("2020-01-01T00:00:00Z", "张三")
    return Entry(
        uid=uid, unit="X01", created=who, changed=who, deleted=False, vector={}, stamps={"": ("w", 1)}, fields=fields
    )


def dues(ledger: str, fields: dict[str, Any]) -> list[tuple[str, str]]:
    context = BasicContext({ledger: [entry("a", fields)]}, TODAY)
    return [(due.what, due.words) for due in due_dates(context, None, None, set())]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"valid_to": "2020-05-31", "status": "在用"}, "超过1天"),
        ({"valid_to": "2020-06-01", "status": "在用"}, "就是今天"),
        ({"valid_to": "2020-08-30", "status": "在用"}, "还有90天"),
        ({"valid_to": "2020-08-30"}, "还有90天"),
        ({"valid_to": "2020-08-31", "status": "在用"}, None),
        ({"valid_to": "2020-06-02", "status": "注销"}, None),
        ({"status": "在用"}, None),
    ],
)
def test_certificates(workspace: Workspace, people: list[str], fields: dict[str, Any], words: str | None) -> None:
    with workspace.write("甲") as tx:
        records.save(tx, CERTIFICATE, "X01", {"number": "0001", "holder": people[0], **fields})
    with workspace.read() as connection:
        found = ending_certificates(connection, "X01", TODAY, 10)
    assert [(due.what, due.words, due.title) for due in found.first] == [("执法证件到期", words, "王伟 0001")] * bool(
        words
    )
    assert found.all == bool(words)


def test_certificates_are_all_counted_and_the_first_listed(workspace: Workspace) -> None:
    days = ("2020-05-01", "2020-06-30", "2020-05-31", "2020-07-01", "2020-07-02", "2021-01-01")
    with workspace.write("甲") as tx:
        for day in days:
            records.save(tx, CERTIFICATE, "X01", {"number": day, "valid_to": day, "status": "在用"})
    with workspace.read() as connection:
        found = ending_certificates(connection, "X01", TODAY, 2)
    assert [due.on.isoformat() for due in found.first] == ["2020-05-01", "2020-05-31"]
    assert (found.late, found.soon, found.all) == (2, 2, 5)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"served_on": "2020-05-25"}, [("提交答辩状和证据", "还有8天")]),
        ({"served_on": "2020-05-25", "answered_on": "2020-06-01"}, []),
        ({"performance_due": "2020-05-30"}, [("履行裁判", "超过2天")]),
        ({"performance_due": "2020-05-30", "performed_on": "2020-05-29"}, []),
        ({"hearings": [{"on": "2020-06-11"}, {"on": "2020-05-11"}]}, [("开庭（负责人出庭）", "还有10天")]),
        ({"advice": [{"kind": "司法建议", "due": "2020-06-05"}]}, [("回复司法建议", "还有4天")]),
        (
            {"instance": "一审", "outcome": "驳回诉讼请求", "received_on": "2020-05-28"},
            [("决定是否上诉", "还有11天")],
        ),
    ],
)
def test_cases(fields: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert dues("case", {"number": "（2020）豫0191行初1号", **fields}) == expected


@pytest.mark.parametrize(
    ("day", "tone"), [("2020-05-01", Tone.BAD), ("2020-06-20", Tone.WARN), ("2020-08-01", Tone.CALM)]
)
def test_urgency(day: str, tone: Tone) -> None:
    context = BasicContext({"case": [entry("a", {"performance_due": day})]}, TODAY)
    assert [due.tone for due in due_dates(context, None, None, set())] == [tone]
