from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest

from models.assess.frozen import Appeal, Frozen, appeals_of, frozen_at, frozen_of, versions, whole
from models.assess.frozen_parts import parted
from models.assess.score import Assessment, RecordRef, Score, ScoreState, UnitScore
from models.errors import FazhiError
from models.merge.from_centre import RefusedPackageError, receive_from_centre
from models.store.base import journal
from models.store.base.workspace import Workspace
from models.store.records.frozen_years import history
from models.submit.results import export_results, freeze_results, received_results, record_appeal, unfreeze_results
from tests.models.offices import AS_THEY_ARE, Offices

BANDS = [{"grade": "优秀", "at_least": 1}, {"grade": "一般", "at_least": 0}]
INDICATOR = {"id": "1.1", "name": "学法", "chapter": "一", "weight": 2, "rule": {"kind": "manual"}}
SCHEME = {
    "id": "s",
    "name": "考核",
    "year": 2020,
    "total": 2,
    "categories": [{"id": "town", "name": "乡镇", "bands": BANDS}],
    "indicators": [INDICATOR],
}
REF = RecordRef("training", "0" * 32, "民法典", Decimal("1.5"), "计入定额。")
ONE = Score(
    indicator="1.1",
    name="学法",
    chapter="一",
    full=Decimal(2),
    points=Decimal("1.5"),
    state=ScoreState.SCORED,
    reason="实有3次。",
    because=(REF,),
)
APPEAL = Appeal(
    year=2020,
    unit="A01",
    indicator="1.1",
    asked="漏了一次培训",
    outcome="维持",
    reply="没有签到表",
    on=dt.date(2020, 12, 28),
)


def result(*pending: str) -> Assessment:
    units = tuple(
        UnitScore(
            unit=code,
            name=name,
            category="town",
            total=Decimal(90),
            scores=(ONE,),
            grade="优秀",
            rank=1,
            pending=pending,
        )
        for code, name in (("A01", "甲办事处"), ("B02", "乙办事处"), ("C03", "丙/办事处"))
    )
    return Assessment(scheme="s", name="2020年度考核", year=2020, on=dt.date(2020, 12, 31), units=units)


def required(kept: Frozen | None) -> Frozen:
    assert kept is not None
    return kept


def frozen(offices: Offices) -> Path:
    freeze_results(offices.centre, parted(result()), SCHEME, "李四", AS_THEY_ARE)
    return offices.folder


def test_frozen_points_are_kept_whole(offices: Offices) -> None:
    frozen(offices)
    with offices.centre.read() as connection:
        kept = frozen_of(connection, 2020)
        assert frozen_of(connection, 2021) is None
        assert kept
        assert whole(connection, kept) == result()
    assert (kept.scheme, kept.by) == (SCHEME, "李四")


def test_opening_again_needs_a_reason_and_is_kept(offices: Offices) -> None:
    frozen(offices)
    with pytest.raises(FazhiError, match="没有写明解除冻结的原因"):
        unfreeze_results(offices.centre, 2020, " ", "李四")
    unfreeze_results(offices.centre, 2020, "复核改分", "王五")
    with offices.centre.read() as connection:
        assert frozen_of(connection, 2020) is None
        assert [(one.stands, one.by, one.reason) for one in history(connection, 2020)] == [
            (False, "王五", "复核改分"),
            (True, "李四", ""),
        ]
        assert "unfreeze" in {line.act for line in journal.recent_rows(connection, 5)}
    freeze_results(offices.centre, parted(result()), SCHEME, "李四", AS_THEY_ARE)


@pytest.mark.parametrize(
    ("twice", "pending", "words"),
    [(True, (), "已由李四于"), (False, ("1.2",), "待评的指标（points）：甲办事处、乙办事处、丙/办事处")],
)
def test_what_cannot_be_frozen(offices: Offices, twice: bool, pending: tuple[str, ...], words: str) -> None:
    if twice:
        frozen(offices)
    with pytest.raises(FazhiError, match=words):
        freeze_results(offices.centre, parted(result(*pending)), SCHEME, "李四", {} if pending else AS_THEY_ARE)


def test_nothing_leaves_before_the_freezing(offices: Offices) -> None:
    with pytest.raises(FazhiError, match="还没有冻结"):
        export_results(offices.centre, 2020, offices.folder, "李四")
    with pytest.raises(FazhiError, match="还没有冻结"):
        unfreeze_results(offices.centre, 2020, "改分", "李四")


def results_at(unit: Workspace) -> list[tuple[str, int, Decimal]]:
    with unit.read() as connection:
        return [(note.category, note.peers, note.score.total) for note in received_results(connection)]


def test_every_unit_gets_its_own_points_only(offices: Offices) -> None:
    sent = export_results(offices.centre, 2020, frozen(offices), "李四")
    assert [path.name for path in sent.paths] == [
        "考核结果_2020年度_A01_甲办事处.fzb",
        "考核结果_2020年度_B02_乙办事处.fzb",
    ]
    assert sent.unreachable == ("丙/办事处",)
    receive_from_centre(offices.a, sent.paths[0], "张三")
    assert "没有变化" in receive_from_centre(offices.a, sent.paths[0], "张三")
    with pytest.raises(RefusedPackageError):
        receive_from_centre(offices.a, sent.paths[1], "张三")
    assert results_at(offices.a) == [("乡镇", 3, Decimal(90))]
    assert (b"\xe7\x94\xb2" in sent.paths[0].read_bytes(), results_at(offices.b)) == (False, [])


def test_results_of_a_lower_number_do_not_replace_newer_ones(offices: Offices) -> None:
    older = export_results(offices.centre, 2020, frozen(offices), "李四").paths[0].rename(offices.folder / "older.fzb")
    newer = export_results(offices.centre, 2020, offices.folder, "李四").paths[0]
    assert "已接收考核结果" in receive_from_centre(offices.a, newer, "张三")
    before = results_at(offices.a)
    assert "这是较早的考核结果，已有更新的" in receive_from_centre(offices.a, older, "张三")
    assert (results_at(offices.a), len(before)) == (before, 1)


def test_appeals_go_with_the_results(offices: Offices) -> None:
    record_appeal(offices.centre, APPEAL, "李四")
    sent = export_results(offices.centre, 2020, frozen(offices), "李四")
    for unit, path in zip((offices.a, offices.b), sent.paths, strict=True):
        receive_from_centre(unit, path, "张三")
    with offices.a.read() as connection:
        note = next(received_results(connection))
    assert [(one.asked, one.by) for one in note.appeals] == [("漏了一次培训", "李四")]
    with offices.b.read() as connection:
        assert next(received_results(connection)).appeals == ()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"outcome": "看看"}, "复核结果"),
        ({"asked": " "}, "申请复核的理由"),
        ({"reply": ""}, "复核意见"),
        ({"outcome": "调整"}, "没有写明调整后的得分"),
        ({"outcome": "调整", "points": Decimal(3)}, "要在0到2分之间"),
    ],
)
def test_appeals_that_cannot_be_kept(offices: Offices, changes: dict[str, Any], words: str) -> None:
    frozen(offices)
    with pytest.raises(FazhiError, match=words):
        record_appeal(
            offices.centre, Appeal(**{**{n: getattr(APPEAL, n) for n in APPEAL.__struct_fields__}, **changes}), "李四"
        )
    with offices.centre.read() as connection:
        assert appeals_of(connection, 2020) == []


def test_an_appeal_makes_a_new_version_beside_the_old(offices: Offices) -> None:
    frozen(offices)
    changed = msgspec.structs.replace(APPEAL, outcome="调整", points=Decimal("0.5"), reply="少了一次")
    record_appeal(offices.centre, changed, "王五")
    with offices.centre.read() as connection:
        new, old = (required(frozen_at(connection, one)) for one in versions(connection, 2020))
        unit, before = (whole(connection, one).of("A01") for one in (new, old))
        assert [(one.points, one.before) for one in appeals_of(connection, 2020)] == [(Decimal("0.5"), Decimal("1.5"))]
        assert "adjust" in {one.act for one in journal.recent_rows(connection, 3)}
    assert unit is not None
    assert before is not None
    assert (unit.total, unit.grade, before.total) == (Decimal("0.50"), "一般", Decimal(90))
    appealed = RecordRef("", "1.1", "复核", Decimal("-1.00"), "少了一次。")
    assert (unit.scores[0].because, before.scores[0].because) == ((REF, appealed), (REF,))
    assert (new.by, new.change) == ("王五", "甲办事处“学法”复核由1.5分调整为0.5分：少了一次")
    with pytest.raises(FazhiError, match="已由王五于"):
        freeze_results(offices.centre, parted(result()), SCHEME, "李四", AS_THEY_ARE)


def test_an_appeal_while_nothing_is_frozen_is_only_kept(offices: Offices) -> None:
    record_appeal(offices.centre, msgspec.structs.replace(APPEAL, outcome="调整"), "王五")
    with offices.centre.read() as connection:
        assert (len(appeals_of(connection, 2020)), versions(connection, 2020)) == (1, [])
