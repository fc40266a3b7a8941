"""Every form on paper, set in the bundled fonts: what stands where (placed/, --update-golden), fonts, copying."""

import ctypes
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdfium2 import raw as pdfium

from models.records.office import Issue
from models.store.base.workspace import Workspace
from reports.base.sheet import Sheet
from reports.base.wording import cell_text, clean
from reports.forms import form, forms
from reports.paper.fonts import bundled_fonts
from reports.paper.missing_type import missing_type
from reports.paper.pdf import write_pdf
from tests.programs import needs
from tests.reports.forms.rare import RARE, rare_centre, rare_unit
from tests.reports.forms.samples import PLAIN, Make

PLACED = Path(__file__).parent / "golden" / "placed"
ALL = [("unit", one.id) for one in forms().values() if one.open_to(centre=False)]
ALL += [("centre", one.id) for one in forms().values() if one.open_to(centre=True)]
Printed = tuple[Sheet, Path]


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory, issue: Issue) -> Iterator[dict[str, Workspace]]:
    made = {
        "unit": rare_unit(tmp_path_factory.mktemp("ru"), issue),
        "centre": rare_centre(tmp_path_factory.mktemp("rc"), issue),
    }
    yield made
    for workspace in made.values():
        workspace.close()


@pytest.fixture(scope="module")
def kept() -> dict[tuple[str, str], Printed]:
    return {}


@pytest.fixture(params=ALL, ids="-".join)
def case(request: pytest.FixtureRequest) -> tuple[str, str]:
    role, form_id = request.param
    return role, form_id


@pytest.fixture
def printed(
    case: tuple[str, str],
    offices: dict[str, Workspace],
    kept: dict[tuple[str, str], Printed],
    make: Make,
    tmp_path_factory: pytest.TempPathFactory,
) -> Printed:
    """The form of the case with its PDF; printed once for all tests of the module."""
    if case not in kept:
        sheet = make(offices[case[0]], case[1], operator=f"赵{RARE}")
        path = tmp_path_factory.mktemp("p") / "form.pdf"
        write_pdf(sheet, path, fonts=bundled_fonts())
        kept[case] = sheet, path
    return kept[case]


def placed(path: Path) -> str:
    """Pages with size and strokes, and every piece of text where it begins, in whole points from the lower left."""
    lines = []
    for number, page in enumerate(pypdfium2.PdfDocument(path), 1):
        strokes = sum(1 for _ in page.get_objects([pdfium.FPDF_PAGEOBJ_PATH], max_depth=1))
        lines.append(f"第{number}页 {page.get_width():.0f}×{page.get_height():.0f} 线条{strokes}")
        text = page.get_textpage()
        for at in range(text.count_rects()):
            box = text.get_rect(at)
            lines.append(f"{box[0]:.0f} {box[1]:.0f} {text.get_text_bounded(*box).strip()}")
    return "\n".join(lines) + "\n"


def scrubbed(text: str) -> str:
    """Without moments, digests, fingerprints and sizes, which differ from run to run."""
    text = re.sub(r"20\d\d-\d\d-\d\d \d\d:\d\d", "（时间）", text)
    text = re.sub(r"^(\d+ \d+ )\d+\.\d+\.\d+$", r"\1（版本）", text, flags=re.MULTILINE)
    text = re.sub(r"约[\d,]+ KB", "约（大小）", text)
    text = re.sub(r"^(\d+ \d+ )[0-9a-f]{1,8}( [0-9a-f]{1,8})+$", r"\1（摘要）", text, flags=re.MULTILINE)
    return re.sub(r"^(\d+ \d+ )\d{5}( \d{5})+$", r"\1（指纹）", text, flags=re.MULTILINE)


@pytest.mark.parametrize("case", [one for one in ALL if one[1] not in PLAIN], indirect=True, ids="-".join)
def test_text_and_places_are_as_before(case: tuple[str, str], printed: Printed, pytestconfig: pytest.Config) -> None:
    now, golden = scrubbed(placed(printed[1])), PLACED / f"{'-'.join(case)}.txt"
    if pytestconfig.getoption("--update-golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(now, encoding="utf-8")
    assert now == golden.read_text(encoding="utf-8")


def test_every_golden_file_is_compared() -> None:
    assert {path.stem for path in PLACED.glob("*.txt")} == {"-".join(one) for one in ALL if one[1] not in PLAIN}


def fonts_of(path: Path) -> dict[str, bool]:
    """Name of every font that text is set in, and whether the file carries it."""
    found = {}
    for page in pypdfium2.PdfDocument(path):
        for text in page.get_objects([pdfium.FPDF_PAGEOBJ_TEXT]):
            font, name = pdfium.FPDFTextObj_GetFont(text), ctypes.create_string_buffer(100)
            pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
            found[name.value.decode()] = pdfium.FPDFFont_GetIsEmbedded(font) == 1
    return found


def test_every_font_is_embedded(printed: Printed) -> None:
    fonts = fonts_of(printed[1])
    assert fonts
    assert [name for name, embedded in fonts.items() if not embedded] == []


@needs("qpdf")
def test_the_file_is_sound(printed: Printed) -> None:
    said = subprocess.run(["qpdf", "--check", printed[1]], capture_output=True, text=True, check=False)
    assert (said.returncode, said.stderr) == (0, "")


def words_of(path: Path) -> str:
    pages = pypdfium2.PdfDocument(path)
    return "".join(_bare(page.get_textpage().get_text_range()) for page in pages)


def _bare(text: str) -> str:
    return "".join(text.split())


def said_by(sheet: Sheet) -> Iterator[str]:
    """Every text of the sheet and of those behind it, cell by cell."""
    yield from (sheet.title, *sheet.letter, *sheet.notes)
    for fact in (*sheet.facts, *sheet.signers):
        yield from (fact.label, fact.value)
    for column in sheet.columns:
        yield from (column.label, column.group)
    for row in sheet.rows:
        for value, column in zip(row.cells, sheet.columns, strict=False):
            yield cell_text(value, column.kind)
    for chart in sheet.charts:
        yield from (chart.title, chart.note, *chart.series)
        for bar in chart.bars:
            yield from (bar.label, bar.said)
    for one in sheet.more:
        yield from said_by(one)


def test_what_can_be_copied_is_what_the_data_say(printed: Printed) -> None:
    found = words_of(printed[1])
    assert [one for one in said_by(printed[0]) if _bare(clean(one)) not in found] == []


def test_rare_names_can_be_copied_from_every_form(printed: Printed) -> None:
    found = words_of(printed[1])
    assert RARE in found
    assert "〓" not in found


def test_every_character_has_type(printed: Printed) -> None:
    assert missing_type(printed[0], bundled_fonts()) == ()


@pytest.mark.parametrize("form_id", ["register-person", "ministry-filing", "certificate-renewal", "case-register"])
def test_rare_names_stand_in_the_rows(form_id: str, offices: dict[str, Workspace], make: Make) -> None:
    rows: Any = make(offices["unit"], form_id).rows
    assert any(RARE in str(cell) for row in rows for cell in row.cells)


def test_ministries_certificates_are_filed_with_full_numbers(offices: dict[str, Workspace], make: Make) -> None:
    sheet = make(offices["unit"], "ministry-filing")
    assert form("ministry-filing").full_ids
    assert sheet.rows[0].cells[1:4] == (RARE, "男", "44052418800101001X")
    assert {fact.label: fact.value for fact in sheet.facts}["未备案"] == "1本"
