import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from models.assess.frozen_parts import joined, unpacked
from models.assess.score import Assessment, Score, ScoreState, UnitScore
from models.records.office import Issue
from models.resources import resource
from models.store.base.workspace import CENTRE, Office, Workspace
from models.store.records import documents, packages
from reports.figures.current_scores import parted_now, points_of, standing_of
from reports.figures.form_data import Scope
from reports.figures.scores import NoSchemeError, assess_workspace
from reports.figures.unit_losses import extra_words
from reports.forms import make_form
from reports.layouts.form import FormRequest
from reports.layouts.layout import shipped_layout
from tests.reports.forms.samples import TODAY, Make, fill_up, new_workspace, reported, saver

LATE = "2020-12-25"


def judged_centre(folder: Path, issue: Issue) -> Workspace:
    """A centre that has given all points by hand and got one report late."""
    workspace = new_workspace(folder / "w", Office(CENTRE, "GWH", "示例管委会"), issue)
    fill_up(workspace)
    save = saver(workspace)
    for scored in ("GWH", "X01", "X02"):
        for one in issue.scheme["indicators"]:
            if one["rule"]["kind"] == "manual":
                given = {"year": 2020, "scored": scored, "indicator": one["id"], "points": "1", "reason": "资料齐全"}
                save("score", "GWH", given)
    reported(workspace, "X01", received=LATE)
    reported(workspace, "X02", received="2020-07-01", period="2020H1")
    return workspace


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory, issue: Issue) -> Iterator[Workspace]:
    workspace = judged_centre(tmp_path_factory.mktemp("j"), issue)
    yield workspace
    workspace.close()


def test_ranks_by_category(judged: Workspace, make: Make) -> None:
    rows = make(judged, "assessment-ranking").rows
    assert [row.cells[0] for row in rows if row.style == "section"] == [
        "乡（镇）办事处（2个单位，满分100分）",
        "管委会本级（1个单位，满分100分）",
    ]
    assert [row.cells[:2] for row in rows if row.style == "body"] == [
        (1, "示例一办事处"),
        (2, "示例二办事处"),
        (1, "管委会本级"),
    ]


def test_full_marks_of_the_groups_add_up(judged: Workspace, make: Make) -> None:
    full = [row.cells[4:-1] for row in make(judged, "assessment-ranking").rows if row.style == "subtotal"]
    assert [sum(Decimal(str(one)) for one in row if one) for row in full] == [100, 100]


def test_detail_leads_to_the_record(judged: Workspace, make: Make) -> None:
    rows = {row.cells[0]: row.cells for row in make(judged, "assessment-detail", unit="X01").rows}
    assert "（2019）豫01行终21号" in str(rows["8.2"][-1])
    assert "迟报" in str(rows["10.4"])


def test_one_unit_has_the_same_points_as_among_all(judged: Workspace) -> None:
    alone = assess_workspace(judged, Scope(2020, TODAY, "X01")).result.of("X01")
    together = assess_workspace(judged, Scope(2020, TODAY, None)).result.of("X01")
    assert alone is not None
    assert together is not None
    assert (alone.total, alone.grade) == (together.total, together.grade)


def brief(unit: UnitScore) -> UnitScore:
    """The result without the records behind it."""
    return msgspec.structs.replace(unit, scores=tuple(msgspec.structs.replace(one, because=()) for one in unit.scores))


def whole(judged: Workspace) -> Assessment:
    found = assess_workspace(judged, Scope(2020, TODAY, None)).result
    return msgspec.structs.replace(found, units=tuple(map(brief, found.units)))


def test_the_centre_s_own_unit_has_nothing_to_send(judged: Workspace) -> None:
    own = assess_workspace(judged, Scope(2020, TODAY, None)).result.of("GWH")
    assert own is not None
    assert next(score.points for score in own.scores if score.indicator == "10.4") == 5


def test_submissions_show_the_late_and_the_missing(judged: Workspace, make: Make) -> None:
    rows = {row.cells[1]: row.cells for row in make(judged, "submissions").rows}
    assert rows["示例一办事处"][6:] == (dt.date(2020, 12, 25), "迟报", 1, "通过")
    assert rows["示例二办事处"][6:] == (None, "未报", None, None)
    assert rows["管委会本级"][7] == "本级"


def test_one_period_only(judged: Workspace, make: Make) -> None:
    sheet = make(judged, "submissions", period="2020H1")
    assert (len(sheet.columns), sheet.period) == (6, "2020年上半年")


def test_a_scheme_with_errors_is_not_used(tmp_path_factory: pytest.TempPathFactory, issue: Issue) -> None:
    import msgspec

    workspace = new_workspace(tmp_path_factory.mktemp("n") / "w", Office(CENTRE, "GWH", "示例管委会"), issue)
    with workspace.write("王经办") as tx:
        documents.save_document(tx, "issue", 2, msgspec.structs.replace(issue, number=2, scheme={"id": "s"}))
    with pytest.raises(NoSchemeError, match="没有可用的考核方案"):
        make_form(workspace, "assessment-ranking", FormRequest(2020, TODAY))
    workspace.close()


def test_what_is_kept_follows_every_change(tmp_path: Path, issue: Issue) -> None:
    judged = judged_centre(tmp_path, issue)
    assert standing_of(judged, Scope(2020, TODAY, None)).result == whole(judged)
    before = whole(judged)
    saver(judged)("case", "X02", {"number": "（2020）豫0191行初77号", "dishonest": True})
    assert standing_of(judged, Scope(2020, TODAY, None)).result == whole(judged) != before
    with judged.write("王经办") as tx:
        packages.update_package(tx, "p1", received_on="2020-12-19")
    assert standing_of(judged, Scope(2020, TODAY, None)).result == whole(judged)
    judged.close()


def test_records_are_read_of_the_units_asked_for(judged: Workspace) -> None:
    every = assess_workspace(judged, Scope(2020, TODAY, None)).result
    found = standing_of(judged, Scope(2020, TODAY, None), lambda code: code == "X01").result
    assert (found.of("X01"), found.findings) == (every.of("X01"), every.findings)
    assert [one for one in found.units if one.unit != "X01"] == [brief(one) for one in every.units if one.unit != "X01"]
    assert standing_of(judged, Scope(2020, TODAY, None)).result == whole(judged)


def test_in_two_parts_nothing_is_lost(judged: Workspace) -> None:
    every = assess_workspace(judged, Scope(2020, TODAY, None)).result
    points, behind = parted_now(judged, Scope(2020, TODAY, None))
    joint = tuple(joined(one, unpacked(behind[one.unit])) for one in points.units)
    assert (joint, points.findings) == (every.units, every.findings)
    assert any(score.because for one in joint for score in one.scores)
    assert not any(score.because for one in points.units for score in one.scores)


@pytest.mark.parametrize("unit", [None, "X01"])
def test_points_are_the_same_the_quickest_way(judged: Workspace, unit: str | None) -> None:
    slow, quick = assess_workspace(judged, Scope(2020, TODAY, unit)), points_of(judged, Scope(2020, TODAY, unit))
    assert [brief(one) for one in quick.result.units] == [brief(one) for one in slow.result.units]
    assert (quick.books, quick.on_paper) == (slow.books, slow.on_paper)


def test_no_other_form_ranks_and_this_one_ranks_units(judged: Workspace, make: Make, issue: Issue) -> None:
    layouts = {path.stem: shipped_layout(path.stem) for path in resource("forms").glob("*.json")}
    ranking = {name for name, one in layouts.items() if any("名次" in column.label for column in one.columns)}
    assert ranking == {"assessment-ranking"}
    ranked = {row.cells[1] for row in make(judged, "assessment-ranking").rows if isinstance(row.cells[0], int)}
    assert ranked == {unit.name for unit in issue.units}


def test_points_stand_below_points(judged: Workspace, make: Make) -> None:
    """Every figure of a column has as many places, in the total too."""
    rows = make(judged, "assessment-ranking").rows
    for at in range(2, len(rows[1].cells)):
        figures = [row.cells[at] for row in rows if len(row.cells) > at]
        places = {one.as_tuple().exponent for one in figures if isinstance(one, Decimal)}
        assert len(places) <= 1, at


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ((), ""),
        (("1.5", "2"), "，含附加项加分3.5分"),
        (("-2",), "，已从总分里扣2分"),
        (("3.37", "-1"), "，含附加项加分3.37分，已从总分里扣1分"),
    ],
)
def test_points_above_the_full_ones_are_named(points: tuple[str, ...], said: str) -> None:
    inside = Score(
        indicator="1", name="甲", chapter="一", full=Decimal(5), points=Decimal(4), state=ScoreState.SCORED, reason="。"
    )
    outside = [msgspec.structs.replace(inside, points=Decimal(one), outside_total=True) for one in points]
    assert extra_words([inside, *outside]) == said
