"""恢复码密封单: the codes that open a workspace, on paper, in boxes of five for typing; sealed in an envelope."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Mapping

from models.package.keys import group_secret
from reports.base.sheet import Column, Fact, Row, Sheet

BOXES = 6
"""Groups in a line."""
OPENINGS = 4
NOTES = (
    "谁有这张纸，谁就能打开工作区里的全部数据：签字后装入信封，封口盖章，和公章一样锁好，不要和电脑放在一起。",
    "忘记密码时，在打开工作区的页面里照格子依次输入；大小写、空格和短横线不影响。没有字母 O，圆圈都是零。",
    "换密码时会给出新的恢复码，这一张同时作废，请销毁。每次开封在上面登记，用完换密码，重新密封。",
)
_HEAD = "AGE-SECRET-KEY-1"


def recovery_sheet(office: str, codes: Mapping[str, str], today: dt.date) -> Sheet:
    """The sheet with the named codes of an office; it is the only place where they stand, so it is never kept."""
    boxes = tuple(Column(f"box{at}", f"第{at}格", 24, align="center") for at in range(1, BOXES + 1))
    rows = [row for name, code in codes.items() for row in _rows(name, code)]
    opened = [Row(("开封记录（日期、原因、开封人、见证人）", *[""] * BOXES), "section")]
    opened += [Row((f"第{at}次", *[""] * BOXES)) for at in range(1, OPENINGS + 1)]
    return Sheet(
        form_id="recovery",
        title="法治台账恢复码密封单",
        unit=office,
        period="密封保管",
        filled_on=today,
        columns=(Column("line", "行", 18, align="center"), *boxes),
        rows=(*rows, *opened),
        notes=NOTES,
        signers=tuple(Fact(label, "") for label in ("封存人", "保管人", "见证人", "封存日期")),
        orientation="portrait",
    )


def _rows(name: str, code: str) -> list[Row]:
    head = f"，前面先输入 {_HEAD}" if code.startswith(_HEAD) else ""
    groups = [one for one in re.split("[ -]+", group_secret(code).removeprefix(_HEAD)) if one]
    found = [Row((f"{name}（{len(groups)}组{head}）", *[""] * BOXES), "section")]
    for at in range(0, len(groups), BOXES):
        part = groups[at : at + BOXES]
        found.append(Row((f"第{at // BOXES + 1}行", *part, *[""] * (BOXES - len(part)))))
    return found


def recovery_pdf(office: str, codes: Mapping[str, str], today: dt.date) -> bytes:
    """The sheet as PDF, in memory only."""
    from reports.paper.pdf import write_pdf

    stream = io.BytesIO()
    write_pdf(recovery_sheet(office, codes, today), stream)
    return stream.getvalue()
