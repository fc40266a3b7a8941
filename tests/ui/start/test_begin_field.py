"""A new centre starts empty, from a text, from a package of the level above, or from the example."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from models.clock import SYSTEM
from models.records.place import NATIONAL
from models.records.plan import UNASSIGNED
from models.store.base.workspace import Workspace
from models.submit.centre import current_issue
from models.submit.issue_draft import load_issue_draft
from tests.office import Offices, make_offices
from tests.pdfs import text_pdf
from tests.places import ZHENGDONG
from ui.base.workers import Jobs
from ui.start.begin_field import EMPTY, EXAMPLE, PACKAGE, TEXT
from ui.start.first_steps import CentreStep
from ui.start.wizard import _made_centre

PLAN = """2025年法治政府建设工作要点
一、依法履行职能
（一）行政应诉。各单位要依法应诉。
（二）政务公开。年底前公开目录。
二、保障
（三）学法。全年至少举办2次培训。
"""


@pytest.fixture
def step(qtbot: QtBot) -> CentreStep:
    made = CentreStep(Jobs(), SYSTEM)
    qtbot.addWidget(made)
    made.show()
    made.name.setText("某县司法局")
    made.operator.setText("李四")
    return made


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Offices:
    return make_offices(tmp_path_factory.mktemp("above"))


def read(step: CentreStep, qtbot: QtBot, way: str, path: Path) -> None:
    step.begin.choose(way)
    assert not step.begin.is_ready()
    with qtbot.waitSignal(step.begin.changed):
        step.begin.read(path)


def made(step: CentreStep, folder: Path) -> Workspace:
    workspace, _ = _made_centre(folder, step.first_issue(), None, "李四", SYSTEM, is_draft=not step.is_example())
    return workspace


def test_nothing_is_issued_before_somebody_saves(step: CentreStep, tmp_path: Path) -> None:
    assert (step.begin.chosen(), step.begin.is_ready()) == (EMPTY, True)
    centre = made(step, tmp_path / "w")
    draft = load_issue_draft(centre)
    assert current_issue(centre) is None
    assert draft
    assert (draft.centre, draft.plan.items, draft.units, draft.scheme) == ("某县司法局", (), (), {})
    assert draft.profile == NATIONAL
    centre.close()


@pytest.mark.parametrize("name", ["要点.txt", "要点.pdf"])
def test_a_text_brings_plan_and_a_draft_of_a_scheme(step: CentreStep, qtbot: QtBot, tmp_path: Path, name: str) -> None:
    (tmp_path / "要点.txt").write_text(PLAN, encoding="utf-8")
    text_pdf(tmp_path / "要点.pdf", PLAN)
    read(step, qtbot, TEXT, tmp_path / name)
    assert step.begin.about.text().startswith("2025年度，2章3项。")
    issue = step.first_issue()
    assert (issue.year, len(issue.plan.items), issue.scheme["year"]) == (2025, 3, 2025)
    assert "草案" in issue.scheme["name"]
    assert [period.due.year for period in issue.periods if period.due] == [2025, 2025]


def test_a_package_brings_the_plan_of_the_level_above_and_its_place(
    step: CentreStep, qtbot: QtBot, offices: Offices
) -> None:
    read(step, qtbot, PACKAGE, offices.plan)
    assert "请与上级核对" in step.begin.about.text()
    issue = step.first_issue()
    assert (issue.centre, len(issue.plan.items), issue.units, issue.number) == ("某县司法局", 36, (), 0)
    assert issue.profile == ZHENGDONG
    assert {item.units for item in issue.plan.items} == {(), (UNASSIGNED,)}


def test_the_example_counts_at_once(step: CentreStep, tmp_path: Path) -> None:
    step.begin.choose(EXAMPLE)
    centre = made(step, tmp_path / "w")
    issue = current_issue(centre)
    assert issue
    assert (issue.number, issue.year, len(issue.plan.items)) == (1, 2020, 36)
    assert issue.place == ZHENGDONG
    centre.close()


@pytest.mark.parametrize(
    ("way", "content", "words"), [(TEXT, "没有编号的话", "没有认出事项"), (PACKAGE, "不是包", "没有接收")]
)
def test_a_file_that_is_none_is_told_below_its_button(
    step: CentreStep, qtbot: QtBot, tmp_path: Path, way: str, content: str, words: str
) -> None:
    file = tmp_path / "file.txt"
    file.write_text(content, encoding="utf-8")
    step.begin.choose(way)
    step.begin.read(file)
    qtbot.waitUntil(lambda: bool(step.begin.complaint.text()))
    assert words in step.begin.complaint.text()
    assert step.fault()[0] == "请先选择文件，或者换一种开始的办法。"


def test_old_choice_of_a_file_is_forgotten_with_another_way(step: CentreStep, qtbot: QtBot, offices: Offices) -> None:
    read(step, qtbot, PACKAGE, offices.plan)
    step.begin.choose(TEXT)
    assert not step.begin.is_ready()
    step.begin.choose(EMPTY)
    assert msgspec.structs.replace(step.first_issue(), year=0).plan.items == ()
