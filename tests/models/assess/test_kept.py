"""Records as a workspace keeps them: a few columns of them say what whole records say, of all units and of one."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.assess.assess import assess, everyone, nobody
from models.assess.inputs import Basis, UnitInput
from models.assess.kept import with_records
from models.assess.measures import MEASURES
from models.assess.scheme import Bonus, Completion, Deduction, Quota, Rate, Report, Rule, Veto
from models.assess.score import Assessment, UnitScore
from models.records.ledgers.certificate import MINISTRY
from models.records.ledgers.training import KINDS
from models.records.registry import ledger, ledgers
from models.store.base.workspace import CENTRE, Office, Workspace, create_workspace
from models.store.records import records
from tests.models.assess.samples import PLAN, scheme, unit
from tests.models.assess.test_scrutiny import KEPT as SCRUTINY

pytestmark = pytest.mark.no_cover  # it goes through what other tests cover; tracing doubles its time

UNITS = ("A01", "B02")
DAY = dt.date(2020, 11, 30)
PROOF = [{"name": "通知.pdf", "digest": "0" * 64, "size": 1}]
REVIEWS = [{"year": 2020, "result": "通过"}]
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
    {"performance_due": "2020-12-01", "hearings": [{"on": "2020-06-10"}]},
    {"performance_due": "2020-05-01", "performed_on": "2020-05-01"},
    {"performance_due": "2020-12-20", "performed_on": "2020-12-21"},
    {"advice": [{"kind": "司法建议", "due": "2020-03-01"}, {"kind": "司法建议", "due": "2020-12-30"}]},
]
LEDGERS: dict[str, list[dict[str, Any]]] = {
    "certificate": [
        {
            "status": "在用",
            "valid_to": day,
            "kind": kind,
            "filed_on": filed,
            "reviews": [{"year": 2020, "result": "通过"}],
        }
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
    "zero_report": [{"ledger": "adviser", "period": "2020H1", "year": year} for year in (2019, 2020)],
    "complaint": [
        {"received_on": "2020-05-06", "due": "2020-06-05", "handled_on": day, "satisfied": True}
        for day in ("2020-05-07", "2020-11-02", None)
    ],
    "document": [
        {"title": "办法", "issued_on": issued, "reviewed_on": reviewed, "filed_on": filed}
        for issued, reviewed in (("2020-03-01", "2020-02-01"), ("2020-03-01", "2020-04-01"), ("2019-12-30", None))
        for filed in ("2020-03-02", "2020-06-01", None)
    ],
    **{name: list(rows) for name, rows in SCRUTINY.items()},
    "proposal": [
        {
            "kind": "人大代表建议",
            "about": "路灯",
            "received_on": day,
            "answered_on": answered,
            "satisfied": pleased,
            "complicated": slow,
        }
        for day in ("2020-03-01", "2019-12-01")
        for answered, pleased in (("2020-04-01", "满意"), ("2020-07-01", "不满意"), (None, None))
        for slow in (True, None)
    ],
    "reconsideration": [
        {
            "number": "1",
            "received_on": "2020-03-02",
            "procedure": simple,
            "accepted_on": "2020-03-01",
            "replied_on": day,
        }
        for simple in ("简易程序", None)
        for day in ("2020-03-05", "2020-06-01", None)
    ],
    "enforcement": [
        {"number": "1", "kind": "行政处罚", "decided_on": "2020-03-02", "field": field, "published_on": day, **more}
        for field in ("市场监管", None)
        for day, more in (("2020-03-04", {}), ("2020-06-01", {}), (None, {"not_published": "涉密"}))
    ],
    "disclosure": [
        {"kind": kind, "title": "方案", "received_on": "2020-06-01", "asked_days": aside, "answered_on": day}
        for kind, aside in (("依申请公开", 3), ("依申请公开", None), ("主动公开", None))
        for day in ("2020-06-02", "2020-07-01", None)
    ],
    "training": [
        {"kind": kind, "held_on": day, "topic": "宪法", "exam": True, "evidence": PROOF, "hours": 3}
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
            records.save(tx, ledger("case"), code, upheld | {"effective_on": "2020-11-01", "accountable": True})
        records.save(tx, ledger("case"), code, {"instance": "一审", "outcome": "确认违法", "judged_on": "2020-08-01"})
        gone = records.save(tx, ledger("case"), code, {"dishonest": True, **CASES[0]})
        records.delete(tx, ledger("case"), [gone.uid])


def by_columns(
    workspace: Workspace, basis: Basis, units: Iterable[str], explained: Callable[[str], bool] = everyone
) -> Assessment:
    """As everywhere in the program."""
    with workspace.read() as connection:
        inputs = with_records(
            connection, basis.scheme, [UnitInput(unit(code)) for code in units], worded=explained is not nobody
        )
        return assess(basis, inputs, explained)


def by_entries(workspace: Workspace, basis: Basis, units: Iterable[str]) -> Assessment:
    """By all that the records say."""
    with workspace.read() as connection:
        inputs = [
            UnitInput(unit(code), {one.id: list(records.entries(connection, one, code)) for one in ledgers().values()})
            for code in units
        ]
    return assess(basis, inputs)


def brief(one: UnitScore) -> UnitScore:
    return msgspec.structs.replace(
        one, scores=tuple(msgspec.structs.replace(score, because=()) for score in one.scores)
    )


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_names_all_the_columns_it_looks_at(kept: Workspace, name: str) -> None:
    basis = Basis(scheme(Deduction(measure=name, each=Decimal("0.01")), weight=100), PLAN, DAY)
    whole = by_entries(kept, basis, UNITS)
    assert by_columns(kept, basis, UNITS) == whole
    assert by_columns(kept, basis, UNITS, nobody).units == tuple(map(brief, whole.units))
    assert all(one.total < 100 for one in whole.units) or not MEASURES[name].columns


@pytest.mark.parametrize("rule", RULES, ids=repr)
def test_a_rule_names_all_the_columns_it_looks_at(kept: Workspace, rule: Rule) -> None:
    basis = Basis(scheme(rule), PLAN, DAY)
    whole = by_entries(kept, basis, UNITS)
    assert by_columns(kept, basis, UNITS) == whole
    assert by_columns(kept, basis, UNITS, nobody).units == tuple(map(brief, whole.units))


def test_a_veto_lowers_the_grade_without_the_records_behind_it(kept: Workspace) -> None:
    basis = Basis(scheme(Quota(ledger="training", at_least=1), Veto(measure="dishonest_cases")), PLAN, DAY)
    assert [one.grade for one in by_columns(kept, basis, UNITS, nobody).units] == ["良好", "良好"]


def test_a_column_that_cannot_be_read_is_passed_by(tmp_path: Path) -> None:
    workspace, _ = create_workspace(tmp_path / "w", Office(CENTRE, "GWH", "管委会"), None)
    asked = scheme(Deduction(measure="late_advice_replies", each=Decimal(1)), Completion())
    with workspace.write("张三") as tx:
        for code in UNITS:
            records.save(tx, ledger("case"), code, CASES[-1])
        tx.connection.exec_driver_sql("""UPDATE l_case SET f_advice = '[{"due":"2020-02-31"}]' WHERE unit = 'A01'""")
    basis = Basis(asked, PLAN, DAY)
    found = by_columns(workspace, basis, UNITS)
    assert found == by_entries(workspace, basis, UNITS)
    workspace.close()
    assert all(one.scores[0].points == 9 for one in found.units)


ALL = scheme(
    *RULES, *(Bonus(measure=name, each=Decimal(1)) for name in MEASURES), Report(late=Decimal(1), missing=Decimal(2))
)
_numbers = count(1)


@given(
    rows=st.lists(
        st.fixed_dictionaries(
            {name: st.lists(st.sampled_from(some)) for name, some in {**LEDGERS, "case": CASES}.items()}
        ),
        min_size=2,
        max_size=4,
    )
)
@settings(max_examples=8)
def test_a_unit_alone_among_all_and_by_whole_records_has_the_same_points(
    kept: Workspace, rows: list[dict[str, list[Any]]]
) -> None:
    codes = [f"R{next(_numbers):04}" for _ in rows]
    with kept.write("张三") as tx:
        for code, of_unit in zip(codes, rows, strict=True):
            for name, some in of_unit.items():
                for row in some:
                    records.save(tx, ledger(name), code, row)
    basis = Basis(ALL, PLAN, DAY)
    for one in by_columns(kept, basis, codes, nobody).units:
        (alone,) = by_columns(kept, basis, [one.unit]).units
        assert by_entries(kept, basis, [one.unit]).units == (alone,)
        assert msgspec.structs.replace(brief(alone), rank=one.rank) == one
