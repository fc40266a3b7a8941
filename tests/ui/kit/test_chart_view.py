import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from reports.base.charts import Bar, Chart
from ui.base.tokens import LIGHT
from ui.kit.chart_view import Charts, ChartView

RANKING = Chart("排名", (Bar("1　甲办事处", (80,), "80.00"), Bar("2　乙办事处", (40,), "40.00")), full=100)


def painted(view: ChartView, at: int) -> int:
    """How many pixels of a bar's middle line have the bar's colour."""
    image = view.grab().toImage()
    y = (2 * at + 1) * image.height() // (2 * len(view.chart.bars))
    return sum(image.pixelColor(x, y) == QColor(LIGHT.accent) for x in range(image.width()))


def test_bars_are_in_proportion(qtbot: QtBot) -> None:
    view = ChartView(RANKING)
    qtbot.addWidget(view)
    view.resize(600, view.height())
    assert painted(view, 0) == pytest.approx(2 * painted(view, 1), abs=6)
    assert painted(view, 1) > 50


@pytest.mark.parametrize(("width", "over_the_bars"), [(900, True), (420, False)])
def test_the_legend_is_never_cut(qtbot: QtBot, width: int, over_the_bars: bool) -> None:
    view = ChartView(
        Chart("各章", (Bar("甲", (1,) * 5, "1/5"),), series=("已完成", "推进中", "未开始", "不适用", "未填报"))
    )
    qtbot.addWidget(view)
    view.resize(width, view.height())
    words = sum(view.fontMetrics().horizontalAdvance(name) for name in view.chart.series)
    left = view.legend_left(200)
    assert (left == 200, left + words < width) == (over_the_bars, True)


def test_a_chart_can_be_read_aloud(qtbot: QtBot) -> None:
    view = ChartView(RANKING)
    qtbot.addWidget(view)
    assert view.accessibleName() == "排名：1　甲办事处80.00；2　乙办事处40.00"


def test_charts_replace_one_another(qtbot: QtBot) -> None:
    charts = Charts("没有")
    qtbot.addWidget(charts)
    assert charts.charts() == []
    charts.show_charts((RANKING, RANKING))
    charts.show_charts((RANKING,))
    assert charts.charts() == [RANKING]
