import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.records.tone import Tone
from ui.base.tokens import LIGHT
from ui.kit.bar import BarFigure
from ui.kit.bars import Bars


@pytest.fixture
def bars(qtbot: QtBot) -> Bars:
    made = Bars()
    qtbot.addWidget(made)
    made.resize(400, 100)
    made.show_bars([BarFigure("一章", 1, 2, "1"), BarFigure("二章", 3, 3, "2"), BarFigure("三章", 0, 4)])
    return made


@pytest.mark.parametrize(("done", "total", "share"), [(1, 2, 0.5), (5, 4, 1.0), (0, 0, 0.0), (0, 3, 0.0)])
def test_share(done: int, total: int, share: float) -> None:
    assert BarFigure("", done, total).share == share


def test_a_click_tells_the_key(bars: Bars, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bars.clicked) as told:
        QTest.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(100, bars.height() // 2))
    assert told.args == ["2"]


def test_a_bar_without_key_leads_nowhere(bars: Bars, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(bars.clicked):
        QTest.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(100, bars.height() - 3))


def test_what_is_complete_looks_so(bars: Bars) -> None:
    image = bars.grab().toImage()
    row = bars.height() / 3 * image.devicePixelRatio()

    def colours(at: int) -> set[str]:
        return {QColor(image.pixel(x, int(row * (at + 0.5)))).name() for x in range(image.width())}

    assert LIGHT.accent in colours(0)
    assert LIGHT.tones[Tone.GOOD].ink in colours(1)
    assert not colours(2) & {LIGHT.accent, LIGHT.tones[Tone.GOOD].ink}


def test_it_is_told_to_screen_readers(bars: Bars) -> None:
    assert bars.accessibleName() == "一章 1/2；二章 3/3；三章 0/4"
