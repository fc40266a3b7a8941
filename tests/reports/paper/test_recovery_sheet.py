"""恢复码密封单: every group in its box, and nothing kept."""

import datetime as dt
import io

from pypdfium2 import PdfDocument

from models.package.keys import generate_identity, group_secret, read_identity
from reports.paper.recovery_sheet import recovery_pdf, recovery_sheet

CODE = "8K2PD-9QWER-1ABCD-2EFGH-3JKMN-4PQRS"
DAY = dt.date(2026, 11, 23)


def test_every_group_has_its_box() -> None:
    identity = generate_identity()
    rows = recovery_sheet("杨桥办事处", {"恢复码": CODE, "第二密钥": identity}, DAY).rows
    boxes = [str(cell) for row in rows if row.style == "body" for cell in row.cells[1:] if cell]
    assert boxes[:6] == CODE.split("-")
    assert read_identity(" ".join(boxes[6:])) == identity
    assert boxes[6:] == group_secret(identity).split()[1:]


def test_it_fits_one_page_that_can_be_read() -> None:
    pdf = recovery_pdf("杨桥办事处", {"恢复码": CODE, "第二密钥": generate_identity()}, DAY)
    document = PdfDocument(io.BytesIO(pdf))
    text = document[0].get_textpage().get_text_range()
    assert len(document) == 1
    assert all(part in text for part in ("法治台账恢复码密封单", "封存人", "开封记录", *CODE.split("-")))
