"""A label that gives way."""

import pytest
from pytestqt.qtbot import QtBot

from ui.kit.elided_label import ElidedLabel

TITLE = "关于进一步规范行政执法人员持证上岗工作的通知"


@pytest.mark.parametrize(("room", "whole"), [(2000, True), (120, False)])
def test_what_does_not_fit_is_left_out_and_marked(qtbot: QtBot, room: int, whole: bool) -> None:
    label = ElidedLabel(TITLE)
    qtbot.addWidget(label)
    label.resize(room, 30)
    with qtbot.waitExposed(label):
        label.show()
    assert (label.shown == TITLE, label.shown.endswith("…")) == (whole, not whole)
    assert label.text() == TITLE


def test_a_long_text_asks_for_no_more_room_than_a_short_one(qtbot: QtBot) -> None:
    label, longer = ElidedLabel(TITLE), ElidedLabel(TITLE * 9)
    qtbot.addWidget(label)
    qtbot.addWidget(longer)
    assert label.minimumSizeHint() == longer.minimumSizeHint()
    assert label.minimumSizeHint().width() < label.sizeHint().width()
