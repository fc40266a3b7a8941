from collections.abc import Iterator

import pytest

from models.store.base.workspace import Workspace
from reports.base.charts import Chart
from reports.figures.chart_data import charts_of
from reports.figures.form_data import Scope
from reports.figures.progress import ALL_STATES
from reports.forms import make_form
from reports.forms.year_charts import NothingToDrawError
from reports.layouts.form import FormRequest
from tests.reports.forms.samples import TODAY
from tests.reports.worked import worked_centre


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = worked_centre(tmp_path_factory.mktemp("charts"))
    yield workspace
    workspace.close()


def charts(centre: Workspace, unit: str | None = None, year: int = 2020) -> list[Chart]:
    return list(charts_of(centre, Scope(year, TODAY, unit)))


def test_progress_bars_hold_every_item_of_every_unit(centre: Workspace) -> None:
    progress = charts(centre)[0]
    first = progress.bars[0]
    assert (len(progress.bars), progress.series) == (10, ALL_STATES)
    assert sum(bar.length for bar in progress.bars) == 36 * 3
    assert (first.label, first.parts, first.said) == ("依法全面履行政府职能", (3, 1, 0, 1, 10), "3／14，21.43%")


def test_outcomes_count_each_case_number_once(centre: Workspace) -> None:
    outcomes = {bar.label: bar.parts for bar in charts(centre)[1].bars}
    with_one = ("驳回上诉维持原判决", "驳回诉讼请求", "全部撤销", "部分撤销", "撤销原判发回重审")
    assert outcomes == dict.fromkeys(with_one, (1,))


def test_all_rankings_have_one_scale(centre: Workspace) -> None:
    rankings = [chart for chart in charts(centre) if "考核得分" in chart.title]
    assert sorted(len(chart.bars) for chart in rankings) == [1, 2]
    assert {chart.scale for chart in rankings} == {100}


def test_one_unit_sees_what_each_part_brought_and_cost(centre: Workspace) -> None:
    parts = charts(centre, "X01")[-1]
    assert (parts.title, parts.series) == ("三、考核各部分得分", ("得分", "失分"))
    assert all(bar.said.endswith(f"／{bar.length.normalize():f}") for bar in parts.bars)


def test_charts_are_numbered_without_a_gap(centre: Workspace) -> None:
    assert [chart.title for chart in charts(centre, "GWH")] == ["一、工作要点各章落实情况", "二、考核各部分得分"]


def test_a_year_without_plan_and_records_has_no_charts(centre: Workspace) -> None:
    assert charts(centre, year=2015) == []
    with pytest.raises(NothingToDrawError, match="2015年还没有可以画图的数据"):
        make_form(centre, "charts", FormRequest(2015, TODAY))
