import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.assess.assess import assess
from models.assess.counted import COUNTED, NEAR
from models.assess.inputs import UnitInput
from models.assess.scheme import Completion, Deduction, Quota, Rate, Rule, Veto
from models.assess.tally import brief, tally
from models.records.ledgers.certificate import MINISTRY
from models.records.ledgers.training import KINDS
from models.records.registry import ledger, ledgers
from models.store.base.workspace import CENTRE, Office, Workspace, create_workspace
from models.store.records import records
from tests.models.assess.samples import PLAN, scheme, unit

UNITS = ("A01", "B02")
DAY = dt.date(2020, 11, 30)
PROOF = [{"name": "通知.pdf", "digest": "0" * 64, "size": 1}]
LED = {"on": "2020-06-01", "leader": "王五", "leader_role": "正职"}
CASES: list[dict[str, Any]] = [
    {"outcome": "全部撤销", "effective_on": "2020-09-01", "served_on": "2020-01-02", "answered_on": "2020-02-01"},
    {"outcome": "全部撤销", "effective_on": "2019-09-01", "served_on": "2020-01-02", "answered_on": "2020-01-10"},
    {"outcome": "全部撤销", "judged_on": "2020-12-05", "lost_override": "未败诉", "served_on": "2020-11-20"},
    {"outcome": "撤销", "effective_on": "2020-09-01"},
    {"judged_on": "2020-08-01", "lost_override": "败诉", "hearings": [LED, {"on": "2020-06-03"}]},
    {"hearings": [{**LED, "kind": "询问或调查"}], "dishonest": True},
    {"hearings": [{**LED, "on": "2019-06-01"}, {"on": "2020-07-01", "leader": "赵六", "leader_role": "副职"}]},
    {"hearings": [{**LED, "on": "2020-12-01"}], "performance_due": "2020-05-01", "dishonest": False},
    {"performance_due": "2020-12-01"},
    {"performance_due": "2020-05-01", "performed_on": "2020-05-01"},
    {"performance_due": "2020-12-20", "performed_on": "2020-12-21"},
    {"advice": [{"kind": "司法建议", "due": "2020-03-01"}, {"kind": "司法建议", "due": "2020-12-30"}]},
]
LEDGERS: dict[str, list[dict[str, Any]]] = {
    "certificate": [
        {"status": "在用", "valid_to": day, "kind": kind, "filed_on": filed}
        for day in ("2020-11-29", "2020-11-30", None)
        for kind, filed in ((MINISTRY, "2020-01-01"), (MINISTRY, None), (None, None))
    ],
    "person": [
        {"name": "张三", "status": status, "staffing": staffing, "exam_result": result}
        for status in (None, "在岗", "退休")
        for staffing, result in (("行政编制", "合格"), ("临时工", None))
    ],
    "progress": [
        {"year": year, "item": item, "state": state, "evidence": proof, "not_applicable": "无此职能"}
        for year, item, state, proof in (
            (2020, 1, "已完成", PROOF),
            (2020, 2, "已完成", None),
            (2020, 3, "不适用", None),
            (2019, 4, "已完成", PROOF),
        )
    ],
    "training": [
        {"kind": kind, "held_on": day, "topic": "宪法"}
        for kind in KINDS
        for day in ("2020-01-01", "2020-11-30", "2020-12-01", "2019-12-31", None)
    ],
}
RULES: tuple[Rule, ...] = (
    Completion(),
    Quota(ledger="training", at_least=2, where={"kind": "中心组学法"}, per="half"),
    Rate(numerator="certificates_valid", denominator="certificates_in_use"),
    Rate(numerator="progress_done", denominator="progress_with_evidence"),
    Rate(numerator="answers_in_time", denominator="answers"),
    Deduction(measure="late_complaints", each=Decimal(1)),
    Veto(measure="dishonest_cases"),
)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace, _ = create_workspace(tmp_path_factory.mktemp("centre") / "w", Office(CENTRE, "GWH", "管委会"), None)
    for code in UNITS:
        _fill(workspace, code)
    yield workspace
    workspace.close()


def _fill(workspace: Workspace, code: str) -> None:
    with workspace.write("张三") as tx:
        for name, rows in LEDGERS.items():
            saved = [records.save(tx, ledger(name), code, row) for row in rows]
            if name == "person":
                for person in saved:
                    records.save(tx, ledger("certificate"), code, {"status": "在用", "holder": person.uid})
        for row in CASES:
            first = records.save(tx, ledger("case"), code, {"instance": "一审", "role": "被告", **row})
            upheld = {"instance": "二审", "previous": first.uid, "outcome": "驳回上诉维持原判决"}
            records.save(tx, ledger("case"), code, upheld | {"effective_on": "2020-11-01"})
        gone = records.save(tx, ledger("case"), code, {"dishonest": True, **CASES[0]})
        records.delete(tx, ledger("case"), [gone.uid])


def inputs(workspace: Workspace) -> list[UnitInput]:
    with workspace.read() as connection:
        return [
            UnitInput(unit(code), {one.id: list(records.entries(connection, one, code)) for one in ledgers().values()})
            for code in UNITS
        ]


@pytest.mark.parametrize("name", sorted({*COUNTED, *NEAR}))
def test_the_database_counts_what_the_measure_finds(kept: Workspace, name: str) -> None:
    asked = scheme(Deduction(measure=name, each=Decimal("0.01")), weight=100)
    whole = assess(asked, PLAN, inputs(kept), DAY)
    with kept.read() as connection:
        assert tally(connection, asked, PLAN, inputs(kept), DAY).units == tuple(map(brief, whole.units))
    assert all(one.total < 100 for one in whole.units)


@pytest.mark.parametrize("rule", RULES, ids=repr)
def test_points_and_reasons_are_those_of_the_records(kept: Workspace, rule: Rule) -> None:
    whole = assess(scheme(rule), PLAN, inputs(kept), DAY)
    with kept.read() as connection:
        found = tally(connection, scheme(rule), PLAN, [UnitInput(unit(code)) for code in UNITS], DAY)
    assert found.units == tuple(map(brief, whole.units))


def test_a_counted_veto_lowers_the_grade(kept: Workspace) -> None:
    asked = scheme(Quota(ledger="training", at_least=1), Veto(measure="dishonest_cases"))
    whole = assess(asked, PLAN, inputs(kept), DAY)
    with kept.read() as connection:
        found = tally(connection, asked, PLAN, [UnitInput(unit(code)) for code in UNITS], DAY)
    assert [one.grade for one in found.units] == [one.grade for one in whole.units] == ["良好", "良好"]


def test_a_column_that_cannot_be_read_is_passed_by(tmp_path: Path) -> None:
    workspace, _ = create_workspace(tmp_path / "w", Office(CENTRE, "GWH", "管委会"), None)
    asked = scheme(Deduction(measure="late_advice_replies", each=Decimal(1)), Completion())
    with workspace.write("张三") as tx:
        for code in UNITS:
            records.save(tx, ledger("case"), code, CASES[-1])
        tx.connection.exec_driver_sql("""UPDATE l_case SET f_advice = '[{"due":"2020-02-31"}]' WHERE unit = 'A01'""")
    whole = assess(asked, PLAN, inputs(workspace), DAY)
    with workspace.read() as connection:
        found = tally(connection, asked, PLAN, [UnitInput(unit(code)) for code in UNITS], DAY)
    workspace.close()
    assert found.units == tuple(map(brief, whole.units))
    assert all(one.scores[0].points == 9 for one in found.units)
