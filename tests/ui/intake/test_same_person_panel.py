"""What is chosen for a person of several units stays while the list is read again."""

import pytest
from pytestqt.qtbot import QtBot

from models.merge.same_person_or_case import SharedPlace, SharedValue
from ui.base.session import Session
from ui.intake.same_person_panel import SamePersonPanel


def twin(name: str) -> SharedValue:
    places = tuple(SharedPlace(unit, f"{name}-{unit}", name) for unit in ("X01", "X02"))
    return SharedValue(ledger="person", value=name, shown=name, places=places)


@pytest.mark.parametrize("first", [[], ["甲"]])
def test_reading_again_keeps_the_choice(qtbot: QtBot, session: Session, first: list[str]) -> None:
    panel = SamePersonPanel(session)
    qtbot.addWidget(panel)
    panel.show_twins([twin("王伟"), twin("李静")])
    panel.table.selectRow(0)
    panel.verdict.setCurrentText("兼职")
    panel.show_twins([twin(name) for name in [*first, "王伟", "李静"]])
    current = panel.table.current()
    assert current
    assert (current.value, panel.verdict.currentText()) == ("王伟", "兼职")
    panel.table.selectRow(len(first) + 1)
    assert panel.verdict.currentText() == "调动"
