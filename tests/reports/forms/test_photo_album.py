from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest

from models.records.office import Issue
from models.records.registry import ledger
from models.store.base.workspace import UNIT, Office, Workspace
from models.store.files import evidence
from models.store.records import records
from reports.paper.fonts import bundled_fonts
from reports.paper.pdf import write_pdf
from tests.reports.forms.samples import Make, new_workspace


class Pixels(NamedTuple):
    width: int = 3
    height: int = 4
    data: bytes = bytes((200, 30, 30)) * 12


@pytest.fixture
def office(tmp_path: Path, issue: Issue) -> Iterator[Workspace]:
    workspace = new_workspace(tmp_path / "w", Office(UNIT, "X01", "示例一办事处"), issue)
    photo = tmp_path / "张三.jpg"
    photo.write_bytes(b"a photo")
    with workspace.write("王经办") as tx:
        link = evidence.add_file(tx, workspace, photo)
        kept = {"name": link.name, "digest": link.digest, "size": link.size}
        someone = {"name": "张三", "status": "在岗", "photo": "张三.jpg", "evidence": [kept]}
        uid = records.save(tx, ledger("person"), "X01", someone).uid
        for number, until in (("1", "2020-06-30"), ("2", "2024-06-30")):
            card = {"holder": uid, "kind": "全国统一行政执法证", "number": number, "status": "在用", "valid_to": until}
            records.save(tx, ledger("certificate"), "X01", card)
        other = {"name": "李四", "status": "在岗", "photo": "李四.jpg", "staffing": "工勤人员"}
        records.save(tx, ledger("person"), "X01", other)
        records.save(tx, ledger("person"), "X01", {"name": "王五", "status": "退休"})
    yield workspace
    workspace.close()


def test_officers_stand_with_photo_and_certificates(office: Workspace, make: Make) -> None:
    asked: list[bytes] = []

    def read(data: bytes, _side: int) -> Pixels:
        asked.append(data)
        return Pixels()

    sheet = make(office, "photo-album", picture=read)
    assert asked == [b"a photo"]
    assert [(row.cells[1], row.cells[2], row.picture is None) for row in sheet.rows] == [
        ("张三.jpg", "张三", False),
        ("李四.jpg", "李四", True),
    ]
    assert "收录的2人里有1人属于按规定不得持证的编制，持证率表不计这些人。" in sheet.notes
    assert sheet.rows[0].cells[4:7] == ("1\n2", "2020-06-30\n2024-06-30", "已过期\n有效")


def test_a_photo_is_drawn_and_without_a_reader_its_name_stands(office: Workspace, make: Make) -> None:
    def colours(**more: object) -> set[tuple[int, ...]]:
        out = io.BytesIO()
        write_pdf(make(office, "photo-album", **more), out, fonts=bundled_fonts())
        page = pypdfium2.PdfDocument(out.getvalue())[0]
        return {colour for _, colour in page.render(scale=0.5).to_pil().getcolors(1 << 20)}

    assert (200, 30, 30) in colours(picture=lambda *_: Pixels())
    assert (200, 30, 30) not in colours()
