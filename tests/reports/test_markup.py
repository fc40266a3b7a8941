"""What looks like markup or a formula is printed and filed as the text it is."""

from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from reports.base.paper import Grid, Heading, Paper, paragraph
from reports.base.sheet import Column, Row
from reports.excel.workbook import write_workbook
from reports.word.document import write_docx
from tests.reports.conftest import DAY

IMAGE = "<img src='/dev/zero'/>"


@pytest.mark.parametrize("text", [IMAGE, "<font size='99'>甲</font>", "&lt;b&gt;", '=HYPERLINK("file:///etc")'])
def test_text_is_written_as_it_is(make_sheet: Any, opened: Any, tmp_path: Path, text: str) -> None:
    sheet = make_sheet(0, unit=text, columns=(Column("a", text, 160),), rows=(Row((text,)),), notes=(text,))
    printed = "".join(opened(sheet)[0].get_textpage().get_text_range().split())
    assert printed.count("".join(text.split())) == 4

    write_workbook(sheet, tmp_path / "a.xlsx")
    (page,) = openpyxl.load_workbook(tmp_path / "a.xlsx", rich_text=True).worksheets
    cells = [cell for line in page.iter_rows() for cell in line if text in str(cell.value)]
    assert {(cell.data_type, cell.hyperlink) for cell in cells} == {("s", None)}

    grid = Grid((Column("a", text, 60),), (Row((text,)),))
    write_docx([Paper("test", text, text, DAY, (Heading(1, text), paragraph(text), grid))], tmp_path / "a.docx")
    body = docx.Document(str(tmp_path / "a.docx")).element.body
    assert "".join(node.text or "" for node in body.iter() if str(node.tag).endswith("}t")).count(text) >= 5
    assert not list(body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}fldSimple"))
