"""A small year on disk: a centre, a unit with its ledgers, and the unit's first submission on a stick."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from models.assess.draft_scheme import draft_scheme
from models.assess.shipped import shipped_scheme
from models.check.answers import is_empty_ledger, report_zero
from models.merge.from_centre import read_plan_package
from models.plan_text import read_plan_file
from models.records.office import Issue, Period, Unit
from models.records.registry import ledger
from models.resources import resource
from models.store.base.transaction import Transaction
from models.store.base.workspace import Workspace, open_workspace
from models.store.files import evidence
from models.store.records import records
from models.submit.centre import export_plan, require_issue, save_issue, set_up_centre
from models.submit.first_issue import default_periods
from models.submit.results import freeze_results
from models.submit.unit import Signers, check_workspace, set_up_unit, submit
from reports.figures.current_scores import parted_now
from reports.figures.form_data import Scope
from tests.models.offices import AS_THEY_ARE
from tests.ui.strays import shown_alone
from ui.base.memory import Memory
from ui.base.page import Page
from ui.base.session import Session
from ui.base.workers import Jobs
from ui.demo.story_time import StoryTime

P = TypeVar("P", bound=Page)
UNITS = (
    Unit("GWH", "管委会本级", "管委会本级"),
    Unit("X01", "杨桥办事处", "乡（镇）办事处"),
    Unit("X02", "圃田乡", "乡（镇）办事处"),
)
DAY = dt.date(2020, 12, 1)
CLOCK, AFTER = StoryTime(DAY).clock, StoryTime(dt.date(2020, 12, 28)).clock
"""When the unit reports, and when the centre has everything."""


def plan_of_2020() -> Issue:
    plan = read_plan_file(resource("plans", "2020-郑东新区.txt")).plan
    periods = (Period("2020年度", "2020年度", dt.date(2020, 12, 20)),)
    return Issue(
        number=0, year=2020, centre="示例管委会", plan=plan, units=UNITS, periods=periods, scheme=shipped_scheme()
    )


def fill(tx: Transaction, workspace: Workspace, proof: Path) -> None:
    file = evidence.add_file(tx, workspace, proof)
    link = [{"name": file.name, "digest": file.digest, "size": file.size}]

    def save(kept_in: str, **fields: Any) -> str:
        return records.save(tx, ledger(kept_in), workspace.unit, fields).uid

    for item in range(1, 37):
        done = {"state": "已完成", "measures": "开会部署", "completed_on": "2020-11-01", "evidence": link}
        save("progress", year=2020, item=item, **done)
    save("training", kind="中层以上法治培训", held_on="2020-05-18", topic="民法典", people=30, evidence=link)
    holder = save("person", name="王伟", sex="男", id_number="410105198801071870", staffing="行政编制", status="在岗")
    number = {"kind": "河南省行政执法证", "number": "豫A0001", "valid_to": "2020-11-20", "status": "在用"}
    save("certificate", holder=holder, explanations=[{"code": "certificate.expired", "reason": "正在换发"}], **number)


def report_empty_ledgers(workspace: Workspace) -> None:
    empty = [one for one in check_workspace(workspace, DAY) if is_empty_ledger(one)]
    with workspace.write("张三") as tx:
        report_zero(tx, workspace.unit, Period("2020年度", "2020年度"), 2020, empty, "本年没有")


@pytest.fixture(scope="session")
def made_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once, copied for every test: c (centre), u (unit), stick (plan and submission)."""
    root = tmp_path_factory.mktemp("year")
    stick = root / "stick"
    stick.mkdir()
    (root / "会议纪要.pdf").write_bytes(b"minutes" * 100)
    centre = set_up_centre(root / "c", ("GWH", "示例管委会"), plan_of_2020(), None, "李四", CLOCK).workspace
    offer = read_plan_package(export_plan(centre, root, "李四"))
    unit = set_up_unit(root / "u", offer, "X01", None, "张三", CLOCK).workspace
    with unit.write("张三") as tx:
        fill(tx, unit, root / "会议纪要.pdf")
    report_empty_ledgers(unit)
    submit(unit, stick, Signers("张三", "李审", "王长"), DAY)
    centre.close()
    unit.close()
    return root


@dataclass(frozen=True)
class Year:
    """An own copy of the year."""

    root: Path
    centre: Workspace
    unit: Workspace

    @property
    def stick(self) -> Path:
        return self.root / "stick"

    @property
    def package(self) -> Path:
        return next(self.stick.glob("报送*"))


@pytest.fixture
def year(made_year: Path, tmp_path: Path) -> Iterator[Year]:
    root = shutil.copytree(made_year, tmp_path / "year")
    made = Year(root, *(open_workspace(root / name, None, clock=CLOCK) for name in "cu"))
    yield made
    made.centre.close()
    made.unit.close()


@pytest.fixture
def next_issued(year: Year) -> Year:
    """2020 is frozen; a plan of 2021 with a draft scheme is issued."""
    centre, before = year.centre, require_issue(year.centre)
    found = parted_now(centre, Scope(2020, dt.date(2020, 12, 31), None))
    freeze_results(centre, found, before.scheme, "李四", AS_THEY_ARE)
    plan = replace(before.plan, year=2021)
    scheme = draft_scheme(plan, 2021, [unit.category for unit in before.units])
    save_issue(centre, replace(before, year=2021, plan=plan, periods=default_periods(2021), scheme=scheme), "李四")
    return year


Opener = Callable[[Workspace, Callable[[Session], P]], P]


@pytest.fixture
def open_page(qtbot: QtBot, tmp_path: Path) -> Iterator[Opener[Any]]:
    """Opens a page over a workspace, in view and read; no trouble may be left at the end."""
    sessions: list[Session] = []
    troubles: list[Any] = []

    def opener(workspace: Workspace, make: Callable[[Session], P]) -> P:
        session = Session(workspace, Memory(tmp_path / "user.json"), Jobs(), "李四")
        session.failed.connect(troubles.append)
        sessions.append(session)
        with shown_alone() as strays:
            page = make(session)
        assert strays == []
        qtbot.addWidget(page)
        page.resize(1200, 640)
        with qtbot.waitExposed(page):
            page.show()
        page.appear()
        settled(qtbot, page)
        return page

    yield opener
    qtbot.waitUntil(lambda: not any(session.jobs.running for session in sessions))
    for session in sessions:
        session.close()
    assert troubles == []


def settled(qtbot: QtBot, page: Page) -> None:
    """Wait until nothing is under way and nothing waits to be read again."""
    loader = getattr(page, "loader", None)
    qtbot.waitUntil(lambda: not page.session.jobs.running and not (loader and loader.is_waiting))


@pytest.fixture
def settle(qtbot: QtBot) -> Callable[[Page], None]:
    return lambda page: settled(qtbot, page)


def tabs_turned(page: QWidget) -> Iterator[None]:
    """The page as it opens, then with every tab in front once: some are made, and some are filled, only then."""
    yield
    turned = set[tuple[QTabWidget, int]]()
    while fresh := [one for one in _tabs(page) if one not in turned]:
        tabs, at = fresh[-1]  # the innermost first, while it is in front
        turned.add((tabs, at))
        if tabs.currentIndex() != at:
            tabs.setCurrentIndex(at)
            yield


def _tabs(page: QWidget) -> list[tuple[QTabWidget, int]]:
    """The tabs that can be turned to as it stands."""
    return [(one, at) for one in page.findChildren(QTabWidget) if one.isVisible() for at in range(one.count())]
