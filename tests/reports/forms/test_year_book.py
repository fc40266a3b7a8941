import io
from collections.abc import Callable
from pathlib import Path

import msgspec
import pypdfium2
import pytest

from models.records.registry import ledger
from models.store.base.workspace import CENTRE, Office, Workspace, create_workspace
from models.store.records import documents, records
from reports.forms import forms
from reports.forms.year_book import print_year, year_forms
from reports.layouts.form import FormRequest
from reports.paper.fonts import bundled_fonts
from reports.paper.missing_type import MissingTypeError
from tests.reports.forms.samples import TODAY
from tests.reports.worked import worked_centre, worked_unit

REQUEST = FormRequest(year=2020, today=TODAY, operator="王经办")


APART = [one.label for one in forms().values() if one.style or one.album]


@pytest.mark.parametrize(("made", "left_out"), [(worked_centre, APART), (worked_unit, [*APART, "报送单"])])
def test_the_year_is_every_form_and_the_charts(
    tmp_path: Path, made: Callable[[Path], Workspace], left_out: list[str]
) -> None:
    workspace = made(tmp_path)
    found = year_forms(workspace, REQUEST)
    bound = [one for one in forms().values() if not (one.letter or one.label in APART)]
    mine = [one.id for one in bound if one.open_to(centre=workspace.is_centre)]
    empty = {one.id for one in forms().values() if one.label in found.empty}
    assert {sheet.form_id for sheet in found.sheets} == {*mine, "charts"} - {"submission-sheet"} - empty
    assert found.sheets[-1].form_id == "charts"
    assert [one.label for one in found.left_out] == left_out
    workspace.close()


def test_the_style_that_the_place_asks_for_is_bound(tmp_path: Path) -> None:
    workspace = worked_unit(tmp_path)
    with workspace.write("王经办") as tx:
        kept = documents.issue_of_year(tx.connection, REQUEST.year)
        assert kept
        place = msgspec.structs.replace(kept.profile, enforcement_style="山西")
        documents.save_document(tx, documents.ISSUE, kept.number, msgspec.structs.replace(kept, place=place))
    found = year_forms(workspace, REQUEST)
    assert {sheet.form_id for sheet in found.sheets if sheet.form_id.startswith("enforcement-")} == {
        "enforcement-shanxi"
    }
    assert [one.label for one in found.left_out] == ["执法人员照片册", "报送单"]
    workspace.close()


def test_what_is_left_out_is_said_below_the_contents(tmp_path: Path) -> None:
    workspace, _ = create_workspace(tmp_path / "w", Office(CENTRE, "GWH", "新建单位"), None)
    out = io.BytesIO()
    parts, left_out = print_year(workspace, REQUEST, out, fonts=bundled_fonts())
    pages = ["".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(out.getvalue())]
    end = next(at for at, page in enumerate(pages, 1) if "没有编入的登记簿" in page)
    first = "".join(pages[:end])
    assert [one.label for one in left_out if f"没有编入《{one.label}》" not in first] == []
    assert "没有记录、没有编入的登记簿：落实情况登记簿、" in first
    assert all("".join(part.sheet.title.split()) in first for part in parts[1:])
    assert left_out
    workspace.close()


def test_a_character_without_a_font_is_named_before_printing(tmp_path: Path) -> None:
    workspace = worked_unit(tmp_path)
    with workspace.write("王经办") as tx:
        records.save(tx, ledger("training"), "X01", {"kind": "其他", "held_on": "2020-02-01", "topic": "\U0003ffff"})
    out = io.BytesIO()
    with pytest.raises(MissingTypeError, match="U\\+3FFFF，在《学法培训登记簿》第"):
        print_year(workspace, REQUEST, out, fonts=bundled_fonts())
    assert out.getvalue() == b""
    assert print_year(workspace, REQUEST, out, fonts=bundled_fonts(), substitute=True)[0]
    workspace.close()
