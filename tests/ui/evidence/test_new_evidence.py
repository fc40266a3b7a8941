"""New files of evidence, before there are any."""

from pytestqt.qtbot import QtBot

from ui.base.session import Session
from ui.evidence.new_evidence import NewEvidence


def test_without_files_there_is_nothing_to_open_or_take_away(qtbot: QtBot, session: Session) -> None:
    made = NewEvidence(session)
    qtbot.addWidget(made)
    panel = made.panel
    assert [one.isEnabled() for one in (panel.add, panel.open, panel.remove)] == [True, False, False]
