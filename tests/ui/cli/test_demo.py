from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from models.merge.intake import merge_all
from models.merge.outcome import PackageOutcome, PackageState
from models.records.ledger import Ledger
from models.records.registry import ledgers
from models.rules.identity import IdNumber, check_id_number
from models.store.base.workspace import Workspace, open_workspace
from models.store.files import evidence, verify
from models.store.records import packages, records
from models.submit.results import received_results
from reports.forms import forms
from tests.recount import recount
from ui.cli.demo import ranking, summary
from ui.cli.main import main
from ui.demo import year
from ui.demo.cases import case_chains
from ui.demo.desk import DemoDesk
from ui.demo.evidence import paper
from ui.demo.example import read_example
from ui.demo.luck import luck_for
from ui.demo.own_ledgers import OWN_LEDGERS, trainings
from ui.demo.people import people
from ui.demo.places import make_places
from ui.demo.roster import Way, offices
from ui.demo.run import PASSPHRASE, Told, tell_year
from ui.demo.year import Cycle

STORY = read_example()


def silently(_words: str) -> None:
    """Nobody listens to the progress."""


@dataclass
class Demo:
    told: Told
    centre: Workspace
    units: list[Workspace]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    root = tmp_path_factory.mktemp("demo") / "new"
    told = tell_year(STORY, root, 2, 7, silently)
    passphrase = told.places.passphrase.read_text(encoding="utf-8").splitlines()[0]
    units = [open_workspace(folder, passphrase) for folder in sorted((root / "单位").iterdir())]
    centre = open_workspace(told.places.centre, passphrase)
    yield Demo(told, centre, units)
    for workspace in (centre, *units):
        workspace.close()


@pytest.fixture
def enrolled(tmp_path: Path) -> Iterator[Cycle]:
    """A year up to the moment at which the centre may merge."""
    cycle = year.open_year(STORY, make_places(tmp_path / "demo"), 2, 7, PASSPHRASE, silently)
    year.fill_year(cycle, silently)
    year.submit_year(cycle, silently)
    year.enrol_all(cycle, silently)
    yield cycle
    cycle.close()


def merged_again(demo: Demo) -> list[PackageOutcome]:
    return merge_all(demo.centre, [demo.told.places.submitted], "复核")


def test_merging_the_same_packages_again_changes_nothing(demo: Demo) -> None:
    again = merged_again(demo)
    assert [outcome.state for outcome in again] == [PackageState.KNOWN] * 3
    assert sum(outcome.counts.added + outcome.counts.updated for outcome in again) == 0


def test_a_spoiled_package_leaves_the_others_merging(enrolled: Cycle) -> None:
    first, second = sorted(enrolled.places.submitted.iterdir())
    spoiled = bytearray(first.read_bytes())
    spoiled[len(spoiled) // 2] ^= 0xFF
    first.write_bytes(spoiled)
    states = {outcome.file: outcome.state for outcome in merge_all(enrolled.workspace, [first, second], "经办人")}
    assert states == {str(first): PackageState.DAMAGED, str(second): PackageState.MERGED}


def test_every_workspace_is_whole(demo: Demo) -> None:
    assert [verify.verify_workspace(workspace) for workspace in (demo.centre, *demo.units)] == [[], [], []]


@pytest.mark.parametrize("ledger", [one for one in ledgers().values() if one.desk == "unit"], ids=lambda one: one.id)
def test_every_ledger_is_kept_or_reported_empty(demo: Demo, ledger: Ledger) -> None:
    for workspace in demo.units:
        with workspace.read() as connection:
            zero = {entry.fields["ledger"] for entry in records.entries(connection, ledgers()["zero_report"])}
            kept = records.count(connection, ledger) > 0
        assert kept or not ledger.reported or ledger.id in zero
        assert ledger.id not in zero or (ledger.reported and not kept)


@pytest.mark.parametrize("name", OWN_LEDGERS)
def test_the_story_tells_something_of_a_ledger(demo: Demo, name: str) -> None:
    for workspace in demo.units:
        with workspace.read() as connection:
            assert records.count(connection, ledgers()[name]) > 0


def test_the_centre_holds_what_units_sent(demo: Demo) -> None:
    with demo.centre.read() as connection:
        for workspace in demo.units:
            with workspace.read() as own:
                sent = list(records.lines(own, ledgers()["progress"], workspace.unit))
            assert list(records.lines(connection, ledgers()["progress"], workspace.unit)) == sent


def test_evidence_reaches_the_centre(demo: Demo) -> None:
    assert all(evidence.has_file(demo.centre, digest) for digest in evidence.all_digests(demo.units[0]))


def test_one_submission_came_back_and_was_sent_again(demo: Demo) -> None:
    with demo.centre.read() as connection:
        rows = packages.find_packages(connection, direction="in", kind="submission")
    reviews = [row.review for row in sorted(rows, key=lambda row: (row.unit, row.sequence))]
    assert reviews == ["returned", "approved", "approved"]


def test_units_received_their_receipts(demo: Demo) -> None:
    for workspace in demo.units:
        with workspace.read() as connection:
            rows = packages.find_packages(connection, direction="out", kind="submission")
        assert rows[-1].review == "approved"


def test_units_received_their_results(demo: Demo) -> None:
    for workspace in demo.units:
        with workspace.read() as connection:
            (note,) = received_results(connection)
        assert note.score == demo.told.result.of(workspace.unit)


def test_the_slack_unit_scores_less(demo: Demo) -> None:
    totals = {unit.unit: unit.total for unit in demo.told.result.units}
    assert totals["J01"] < totals["X01"]
    assert all(unit.rank for unit in demo.told.result.units)


@pytest.mark.parametrize("ending", [".pdf", ".xlsx"])
def test_every_form_is_printed(demo: Demo, ending: str) -> None:
    printed = {path.name for path in demo.told.places.forms.rglob(f"*{ending}")}
    nobody_missing = ("urging-letter", "missing-units")
    assert printed == {f"{form.label}{ending}" for form in forms().values() if form.id not in nobody_missing}


def test_the_album_shows_photos_and_not_their_names(demo: Demo) -> None:
    printed = sorted(demo.told.places.forms.rglob("执法人员照片册.pdf"))
    drawn = [[one for page in PdfDocument(path) for one in page.get_objects([FPDF_PAGEOBJ_IMAGE])] for path in printed]
    assert len(drawn) == 3
    assert all(drawn)


def test_the_summary_names_every_place(demo: Demo) -> None:
    told = demo.told
    words = "\n".join(summary(told))
    assert all(str(path) in words for path in told.places.root.iterdir())
    assert sum("示例" in line for line in ranking(told)) >= 2


def test_the_passphrase_stands_alone_on_the_first_line(demo: Demo) -> None:
    assert demo.told.places.passphrase.read_bytes().partition(b"\n")[0] == PASSPHRASE.encode()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "台账.xlsx").write_bytes(b"")
    assert main(["demo", str(tmp_path)]) == 1
    assert capsys.readouterr().err == f"“{tmp_path}”已有内容，演示不会改动它：请换一个不存在或空的文件夹。\n"
    assert [path.name for path in tmp_path.iterdir()] == ["台账.xlsx"]


@pytest.mark.parametrize("count", ["0", "-1", "1000", "六", "2.5"])
def test_the_number_of_units_is_a_small_whole_one(tmp_path: Path, count: str) -> None:
    with pytest.raises(SystemExit) as left:
        main(["demo", str(tmp_path / "new"), f"--units={count}"])
    assert left.value.code == 2


def test_data_follow_the_seed() -> None:
    office = offices(STORY, 6)[0]
    kinds = (
        lambda seed: people(office, 1, seed),
        lambda seed: list(case_chains(offices(STORY, 6)[4], seed)),
        lambda seed: list(trainings(DemoDesk(office, luck_for(seed, office.unit.code, "training"), [{}, {}]))),
    )
    for made in kinds:
        assert made(5) == made(5)
        assert made(5) != made(6)


def test_id_numbers_are_right_and_nobodys() -> None:
    numbers = [
        person["id_number"] for place, office in enumerate(offices(STORY, 60)) for person in people(office, place, 1)
    ]
    assert len(set(numbers)) == len(numbers)
    assert all(isinstance(check_id_number(number), IdNumber) and number.startswith("99") for number in numbers)


def test_case_numbers_occur_once() -> None:
    numbers = [case["number"] for office in offices(STORY, 60) for chain in case_chains(office, 1) for case in chain]
    assert len(set(numbers)) == len(numbers) > 60


def test_some_names_have_rare_characters() -> None:
    names = "".join(
        person["name"] for place, office in enumerate(offices(STORY, 6)) for person in people(office, place, 2020)
    )
    assert set(names) & set("𬭎䶮㛃")


@pytest.mark.parametrize("count", [1, 2, 6, 60, 999])
def test_units_are_told_apart_and_marked(count: int) -> None:
    found = offices(STORY, count)
    assert len({office.unit.name for office in found}) == len({office.unit.code for office in found}) == count
    assert all(office.unit.name.startswith("示例") for office in found)
    assert sum(office.vague for office in found) == 1
    assert {office.unit.category for office in found} <= set(STORY.categories[1:])
    assert any(office.way is Way.SLACK for office in found)


def test_papers_can_be_read_without_any_font_installed() -> None:
    assert b"/FontFile2" in paper("示例青禾办事处：整改报告（示例）。")


def test_every_figure_is_recounted_alike(demo: Demo) -> None:
    places = demo.told.places
    figures = recount(places.centre, ["--passphrase-file", str(places.passphrase)])
    assert [one for one in figures if not one.same] == []
    assert len(figures) > 100
