"""The second example's year in two windows, from its text to frozen results, letters and the annual report."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from models.records.registry import ledger
from models.resources import resource
from models.store.base.workspace import CENTRE, UNIT
from models.store.records import packages, records
from models.submit.results import received_results
from tests.leftovers import found_in
from tests.ui import papers
from ui.application import Program
from ui.base.memory import Memory
from ui.base.page import Page
from ui.base.places import PRINT_FORM
from ui.demo.example import read_example
from ui.demo.story_time import StoryTime
from ui.form.evidence_panel import EvidencePanel
from ui.form.record_form import RecordForm
from ui.help.page import HelpPage
from ui.intake.page import IntakePage
from ui.issue.page import IssuePage
from ui.issue.place_part import PlacePart
from ui.issue.scheme_part import SchemePart
from ui.issue.units_part import UnitsPart
from ui.ledgers.page import LedgerPage, PanesPage
from ui.plan.page import PlanPage
from ui.printing.page import PrintPage
from ui.review.page import ReportsPage
from ui.scores.page import ScoresPage
from ui.start.begin_field import TEXT
from ui.start.first_steps import CentreStep, UnitStep
from ui.start.welcome import WelcomePage
from ui.start.wizard import WizardPage
from ui.submit.page import SubmitPage
from ui.window.main_window import MainWindow

PASSPHRASE = "four calm words 42"
TRIES = 20
NAME = "county-2025"
STORY = read_example(NAME)
CLOCK = StoryTime(STORY.days.thorough).clock
TOWN = "示例县云潭镇"
CASE = {
    "court": STORY.courts["一审"][0],
    "plaintiffs": "赵某",
    "defendants": TOWN,
    "role": "被告",
    "act": "行政处罚",
    "served_on": "2025.3.3",
}
PRINTED = {"assessment-ranking": ".pdf", "feedback-letter": ".pdf", "annual-report": ".docx"}
P = TypeVar("P", bound=Page)


def type_in(widget: QWidget, text: str) -> None:
    """Type as a keyboard and an input method do."""
    if text.isascii():
        QTest.keyClicks(widget, text)
        return
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


class Clerk:
    """One person at one computer."""

    def __init__(self, qtbot: QtBot, home: Path) -> None:
        home.mkdir()
        self.qtbot, self.home = qtbot, home
        self.troubles: list[Any] = []
        self.program = Program(Memory(home / "user.json"), CLOCK)
        self.program.start()

    def rest(self) -> None:
        """Wait until nothing is under way or waits to be read again."""
        window = self.program.window

        def quiet() -> bool:
            loader = getattr(window.page, "loader", None) if window else None
            return not self.program.jobs.running and not (loader and loader.is_waiting)

        self.qtbot.waitUntil(quiet)

    def begin(self, role: str) -> WizardPage:
        """Choose the role on the first page."""
        door = self.program.door
        assert door is not None
        assert isinstance(door.page, WelcomePage)
        door.page.role_buttons[role].click()
        assert isinstance(door.page, WizardPage)
        return door.page

    def finish(self, page: WizardPage) -> None:
        """密码, recovery code, and into the window."""
        page.forward.click()
        type_in(page.secret.first, PASSPHRASE)
        type_in(page.secret.second, PASSPHRASE)
        page.forward.click()
        self.qtbot.waitUntil(lambda: page.code is not None)
        assert page.code is not None
        page.code.written.click()
        page.forward.click()
        self.qtbot.waitUntil(lambda: self.program.window is not None)
        self.window.session.failed.connect(self.troubles.append)
        self.rest()

    @property
    def window(self) -> MainWindow:
        assert self.program.window is not None
        return self.program.window

    def go(self, label: str, kind: type[P]) -> P:
        """Click a page in the navigation."""
        found = self.window.navigation.findItems(label, Qt.MatchFlag.MatchExactly)
        self.window.navigation.setCurrentItem(found[0])
        self.rest()
        page = self.window.page
        assert isinstance(page, kind)
        return page

    def press(self, button: QAbstractButton) -> None:
        """Click what can be clicked and wait for what it does."""
        assert button.isEnabled(), button.text()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.rest()

    def fill(self, form: RecordForm, **texts: str) -> None:
        """Type into fields by name."""
        for name, text in texts.items():
            form.fields.go_to(name)
            editor = form.fields.rows[name].editor
            type_in(editor.focusWidget() or editor.entry, text)
            QTest.keyClick(form.focusWidget() or editor, Qt.Key.Key_Tab)
            self.rest()

    def leave(self) -> None:
        """Close the program."""
        self.rest()
        self.program.end()
        assert self.troubles == []


@pytest.fixture
def clerks(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[str], Clerk]]:
    made: list[Clerk] = []

    def arrive(name: str) -> Clerk:
        made.append(Clerk(qtbot, tmp_path / name))
        return made[-1]

    yield arrive
    for one in made:
        one.leave()


def set_up_centre(centre: Clerk, stick: Path) -> None:
    page = centre.begin(CENTRE)
    assert isinstance(page.who, CentreStep)
    type_in(page.who.name, STORY.centre)
    type_in(page.who.operator, "李思远")
    page.who.folder.line.setText(str(centre.home / "工作区"))
    begin = page.who.begin
    begin.choose(TEXT)
    begin.read(resource(STORY.plan))
    centre.qtbot.waitUntil(lambda: begin.found is not None)
    centre.finish(page)
    issue = centre.go("任务下发", IssuePage)
    for code, name in (("Z01", TOWN), ("Z02", "示例县石桥镇")):
        issue.tab(UnitsPart).add.click()
        model = issue.tab(UnitsPart).table.rows
        for column, text in enumerate((code, name, STORY.categories[1])):
            model.setData(model.index(model.rowCount() - 1, column), text)
    for part, file in ((issue.tab(PlacePart), STORY.place), (issue.tab(SchemePart), STORY.scheme)):
        part.take(resource(file))
        centre.rest()
    centre.press(issue.save_button)
    issue.folder.put(stick)
    centre.press(issue.export)


def set_up_unit(unit: Clerk, package: Path) -> None:
    page = unit.begin(UNIT)
    who = page.who
    assert isinstance(who, UnitStep)
    who.read(package)
    unit.qtbot.waitUntil(lambda: who.offer is not None)
    who.same.click()
    who.unit.setEditText(TOWN)
    type_in(who.operator, "张晓明")
    who.folder.line.setText(str(unit.home / "工作区"))
    unit.finish(page)


def type_records(unit: Clerk) -> None:
    page = unit.go("执法证件", LedgerPage)
    unit.fill(page.pane.form, name="王伟", id_number="410105198801071870", staffing="行政编制")
    unit.press(page.pane.form.save_button)
    page.tabs.setCurrentIndex(1)
    page.pane.form.fields.rows["holder"].editor.refresh()
    unit.fill(
        page.pane.form, holder="王伟", kind=STORY.profile.certificate_kinds[0], number="A0001", valid_to="20301231"
    )
    unit.press(page.pane.form.save_button)
    page = unit.go("行政应诉", LedgerPage)
    unit.fill(page.pane.form, number="（2025）赣9901行初12号", **CASE)
    unit.press(page.pane.form.save_button)
    workspace = unit.window.session.workspace
    with workspace.read() as connection:
        assert [records.count(connection, ledger(one)) for one in ("person", "certificate", "case")] == [1, 1, 1]


def type_progress(unit: Clerk) -> None:
    page = unit.go("工作要点", PlanPage)
    proof = unit.home / "会议纪要.pdf"
    proof.write_bytes(b"minutes" * 100)
    unit.fill(page.form, measures="开会部署")
    panel = page.form.fields.rows["evidence"].editor
    assert isinstance(panel, EvidencePanel)
    panel.take([proof])
    unit.rest()
    unit.press(page.form.save_button)
    assert page.plan
    for _ in page.plan.items[1:]:
        page.step(1)
        page.form.fields.rows["state"].editor.set_value("不适用")
        page.form.fields.rows["not_applicable"].editor.set_value("本单位不涉及")
    unit.press(page.form.save_button)


def put_right(unit: Clerk) -> SubmitPage:
    """Explain every warning and report empty ledgers as zero."""
    page = unit.go("校验与报送", SubmitPage)
    for _ in range(TRIES):
        if page.summary.text().startswith("校验通过"):
            return page
        page.findings.table.selectRow(0)
        page.findings.all_alike.setChecked(True)
        type_in(page.findings.reason, "已另行书面说明")
        unit.press(page.findings.act)
    pytest.fail(page.summary.text())


def send(unit: Clerk, stick: Path) -> None:
    page = put_right(unit)
    page.panel.target.put(stick)
    unit.press(page.panel.send)
    assert page.panel.card.isVisibleTo(page)


def merge(centre: Clerk, stick: Path) -> IntakePage:
    page = centre.go("收件合并", IntakePage)
    page.take([stick])
    centre.rest()
    centre.press(page.merge_button)
    return page


def enrol(centre: Clerk, page: IntakePage) -> None:
    card = page.keys.cards[0]
    type_in(card.typed, card.key.fingerprint.replace(" ", ""))
    centre.press(card.act)
    assert page.keys.cards == []


def chosen_report(centre: Clerk) -> ReportsPage:
    page = centre.go("报送情况", ReportsPage)
    page.grid.setCurrentItem(page.grid.findItems("待审", Qt.MatchFlag.MatchContains)[0])
    centre.rest()
    return page


def give_back(centre: Clerk, stick: Path) -> None:
    page = chosen_report(centre)
    page.panel.remarks.choices.selectRow(0)
    type_in(page.panel.remarks.words, "请写明日期")
    centre.press(page.panel.remarks.add)
    type_in(page.panel.reason, "第1项太笼统")
    centre.press(page.panel.give_back)
    page.folder.put(stick)
    centre.press(page.export)


def correct(unit: Clerk, stick: Path) -> None:
    unit.go("校验与报送", SubmitPage).take(list(stick.glob("回执*")))
    unit.rest()
    session = unit.window.session
    with session.workspace.read() as connection:
        (remark,) = packages.find_remarks(connection, "Z01")
    session.record_wanted.emit(remark.ledger, remark.uid)
    unit.rest()
    page = unit.window.page
    form = page.form if isinstance(page, PlanPage) else page.pane.form if isinstance(page, PanesPage) else None
    assert form is not None
    assert "请写明日期" in form.banner.text.text() + "".join(row.notes_text() for row in form.fields.rows.values())
    plan = unit.go("工作要点", PlanPage)
    unit.fill(plan.form, outcome="6月3日开会")
    unit.press(plan.form.save_button)


def score(centre: Clerk) -> None:
    page = centre.go("考核评分", ScoresPage)
    page.units.selectRow([one.unit for one in page.units.rows.rows].index("Z01"))
    page.scores.selectRow([one.indicator for one in page.scores.rows.rows].index("5.1"))
    type_in(page.hand.points, "2.5")
    type_in(page.hand.reason, "制度健全")
    centre.press(page.hand.save)
    page.scores.selectRow([one.indicator for one in page.scores.rows.rows].index("5.1"))
    assert "制度健全" in page.reason.text()


def freeze(centre: Clerk, stick: Path) -> None:
    page = centre.go("考核评分", ScoresPage)
    centre.press(page.freezing.freeze)
    assert page.asking
    for reason in page.asking.reasons.values():
        type_in(reason, "演示到此为止")
    centre.press(page.asking.go)
    said = page.freezing.state.text()
    assert "台账再改也不变" in said
    assert said.count(f"{TOWN}2025年度") == 1
    page.freezing.folder.put(stick)
    centre.press(page.freezing.export)


def receive_results(unit: Clerk, stick: Path) -> None:
    unit.go("校验与报送", SubmitPage).take(list(stick.glob("考核结果*")))
    unit.rest()
    with unit.window.session.workspace.read() as connection:
        assert [note.year for note in received_results(connection)] == [STORY.year]


def print_year(centre: Clerk) -> None:
    """The ranking, a letter and the annual report; none says anything of the first example."""
    for form, ending in PRINTED.items():
        centre.window.session.memory.set(PRINT_FORM, form)
        page = centre.go("统计与打印", PrintPage)
        path = centre.home / f"{form}{ending}"
        page.save_to(path)
        centre.rest()
        text = papers.pdf_text(path) if ending == ".pdf" else papers.word_text(path)
        assert ("2025年" in text, found_in(text, NAME)) == (True, set())
        centre.go("帮助", HelpPage)


def test_a_year_in_the_windows(clerks: Callable[[str], Clerk], tmp_path: Path) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    centre, unit = clerks("中心"), clerks("单位")
    set_up_centre(centre, stick)
    set_up_unit(unit, next(stick.glob("任务下发*")))
    type_records(unit)
    type_progress(unit)
    send(unit, stick)
    enrol(centre, merge(centre, stick))
    give_back(centre, stick)
    correct(unit, stick)
    send(unit, stick)
    merge(centre, stick)
    page = chosen_report(centre)
    centre.press(page.panel.approve)
    shown = page.grid.currentItem()
    assert shown is not None
    assert shown.text() == "通过（有零报）"
    score(centre)
    freeze(centre, stick)
    receive_results(unit, stick)
    print_year(centre)
