"""The second example, another place and year from plan to results: it says nothing of the first one."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing
from itertools import chain
from pathlib import Path

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from models.assess.draft_scheme import draft_scheme
from models.clock import SYSTEM
from models.records.plan import Quota
from models.records.registry import ledgers
from models.store.base import keyring
from models.store.base.workspace import Workspace, open_workspace
from models.store.records import packages, records
from models.submit.centre import require_issue_of, save_issue
from models.submit.results import received_results, unfreeze_results
from reports.forms import FormRequest, forms, make_form
from tests.leftovers import COMMON, forbidden, found_in
from tests.opened_figures import unexplained
from tests.recount import Program, Recount, recount
from tests.ui import papers
from ui.base.memory import Memory
from ui.base.session import Session
from ui.base.workers import Jobs
from ui.demo.example import read_example
from ui.demo.run import PASSPHRASE, Told, tell_year
from ui.window.main_window import MainWindow

NAME = "county-2025"
STORY = read_example(NAME)
LAST = 24
OPENED = 2500
"""Figures that an office's forms open, at the least."""
"""The number of the plan's last item."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The year of a reduced roster, worked through once; of the registers, which show ledgers only, one is printed."""
    only = [name for name in forms() if not name.startswith("register-") or name == "register-case"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyring, "MEMORY_KIB", 64)
        patch.setattr(keyring, "ITERATIONS", 1)
        yield tell_year(STORY, tmp_path_factory.mktemp("county") / "new", 2, 7, lambda _words: None, only)


@pytest.fixture(scope="module")
def offices(told: Told) -> Iterator[list[Workspace]]:
    """The centre's workspace and those of the units."""
    with ExitStack() as opened:
        folders = [told.places.centre, *sorted(told.places.unit("").iterdir())]
        yield [opened.enter_context(closing(open_workspace(folder, PASSPHRASE))) for folder in folders]


def options(told: Told) -> tuple[str, ...]:
    return "--passphrase-file", str(told.places.passphrase)


def faults(found: Iterator[papers.Paper]) -> dict[str, str]:
    """Leftovers, and numbers of items that the plan does not have, each with a paper that says it."""
    wrong: dict[str, str] = {}
    for name, text in found:
        strange = {one for one in re.findall(r"第(\d+)项", text) if int(one) > LAST}
        wrong |= dict.fromkeys(found_in(text, NAME) | {f"第{one}项" for one in strange}, name)
    return wrong


def test_there_are_texts_to_look_for() -> None:
    known = {"河南", "豫", "郑东新区", "管委会", "局（办）", "河南省行政执法条例", "河南省行政执法证", "青禾办事处"}
    assert known | {"持续优化法治化营商环境", "2020年度依法行政考核方案（示例）"} <= forbidden(NAME)
    assert all(COMMON.values())
    assert found_in("郑东新\n区的\n管委会", NAME) == {"郑东", "郑东新区", "管委会"}


def test_no_form_and_no_package_says_anything_of_the_first_example(told: Told) -> None:
    assert faults(chain(papers.printed(told.places), papers.packages(told.places))) == {}


def test_every_figure_is_what_the_records_come_to_that_it_opens(offices: list[Workspace]) -> None:
    for workspace in offices[:3]:
        asked = FormRequest(year=STORY.year, today=workspace.clock.today())
        kept = [one for one in forms().values() if one.open_to(centre=workspace.is_centre) and not one.letter]
        sheets = [make_form(workspace, one.id, asked) for one in kept if not one.own]
        assert sum(bool(of) for sheet in sheets for row in sheet.rows for of in row.behind) > OPENED
        assert [said for sheet in sheets for said in unexplained(workspace, sheet)] == []


def test_no_workbook_of_the_centre_does(offices: list[Workspace], tmp_path: Path) -> None:
    assert faults(papers.written(offices[0], tmp_path)) == {}


@pytest.fixture
def fresh(told: Told, tmp_path: Path) -> Path:
    """A unit that has just begun and left every record empty: of it the checks have most to say."""
    (plan,) = (path for path in told.places.issued.iterdir() if path.name.startswith("任务下发"))
    papers.say("init", tmp_path / "fresh", "--unit", "Z01", "--plan", plan, *options(told))
    with closing(open_workspace(tmp_path / "fresh", PASSPHRASE)) as workspace, workspace.write("张晓明") as tx:
        for ledger in ledgers().values():
            if ledger.desk == "unit":
                records.save(tx, ledger, "Z01", {})
    return tmp_path / "fresh"


def test_no_message_and_no_draft_does(told: Told, fresh: Path, tmp_path: Path) -> None:
    folders = [told.places.centre, *told.places.unit("").iterdir(), fresh]
    for at, folder in enumerate(folders):
        (tmp_path / str(at)).mkdir()
        assert faults(papers.told(folder, tmp_path / str(at), options(told))) == {}
    assert (tmp_path / "0" / "annual-report.docx").exists()
    assert (tmp_path / "0" / "feedback.docx").exists()
    assert papers.say("check", fresh, *options(told)).count("\n") > 80


@pytest.mark.parametrize("at", [0, 2], ids=["centre", "unit"])
def test_no_page_of_the_window_does(at: int, offices: list[Workspace], qtbot: QtBot, tmp_path: Path) -> None:
    copy = open_workspace(shutil.copytree(offices[at].folder, tmp_path / "copy"), PASSPHRASE)
    session = Session(copy, Memory(tmp_path / "user.json"), Jobs(), "张晓明")
    window = MainWindow(session)
    qtbot.addWidget(window)

    def idle() -> None:
        qtbot.waitUntil(lambda: not session.jobs.running)

    with qtbot.waitExposed(window):
        window.show()
    assert faults(papers.shown(window, idle)) == {}
    idle()
    session.close()


def test_every_figure_is_recounted_alike(told: Told) -> None:
    figures = recount(told.places.centre, options(told))
    assert [one for one in figures if not one.same] == []
    assert len(figures) > 100


WORDED = (
    Quota("全县", "普法", 300, "场", together=True),
    Quota("各乡镇", "普法", 40, "人次", every=3, together=True),
    Quota("各部门", "普法", 2, "场", every=6, together=True),
    Quota("各单位", "普法", 1, "场"),
    Quota("各单位", "普法", 4, "场", every=3),
    Quota("各部门", "养护树木", 3),
)
"""Quotas that several units meet together, that each meets for itself, and one that a person has to judge."""


def test_points_on_the_plans_quotas_are_recounted_alike(told: Told, tmp_path: Path) -> None:
    """By the scheme that the program proposes for the plan, with quotas of every kind in it."""
    with closing(open_workspace(shutil.copytree(told.places.centre, tmp_path / "w"), PASSPHRASE)) as centre:
        issue = require_issue_of(centre, None)
        unfreeze_results(centre, issue.year, "另算", "张三")
        chapters = tuple(
            replace(
                one, items=tuple(replace(item, quotas=item.quotas + WORDED * (item.uid == LAST)) for item in one.items)
            )
            for one in issue.plan.chapters
        )
        plan = replace(issue.plan, chapters=chapters)
        scheme = draft_scheme(plan, issue.year, [unit.category for unit in issue.units], issue.profile)
        save_issue(centre, replace(issue, plan=plan, scheme=scheme), "张三")
    counted = Recount(Program(tmp_path / "w", tmp_path, options(told), SYSTEM))
    figures = [*counted.quotas(), *counted.points()]
    assert [one for one in figures if not one.same] == []
    of_plan = {one.of: one.recounted for one in figures if one.name == "得分 3.1"}
    joint = {one.of: one.recounted for one in figures if one.name == f"定额 第{LAST}项普法"}
    assert len(set(of_plan.values())) > 1
    assert None in of_plan.values()
    assert all(joint[f"{who}合计"] for who in ("全县", "各部门"))


def test_the_year_ends_with_results_for_all(told: Told, offices: list[Workspace]) -> None:
    centre, *units = offices
    with centre.read() as connection:
        sent = packages.find_packages(connection, direction="in", kind="submission")
    assert sorted(row.review for row in sent) == ["approved", "approved", "returned"]
    assert all(one.rank for one in told.result.units)
    for unit in units:
        with unit.read() as connection:
            assert [note.score for note in received_results(connection)] == [told.result.of(unit.unit)]
