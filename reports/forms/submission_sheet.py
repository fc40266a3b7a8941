"""报送单: the stamped paper beside a submission; it carries the package's digest and the unit's fingerprint."""

from __future__ import annotations

import datetime as dt

from models.errors import FazhiError
from models.merge import keys
from models.package.header import Header, decode_header
from models.store.base.workspace import Workspace
from models.store.records import packages
from models.store.records.packages import OUT, PackageRow
from reports.base.sheet import Fact, Row
from reports.figures.form_data import Scope, read_form_data
from reports.figures.submission import LedgerContent, all_files, contents, signed_counts
from reports.layouts.filled import Filled, number_values, text_values
from reports.layouts.filling import fill_form, line_row, scope_label, total_row
from reports.layouts.form import Form, FormRequest

ID, LABEL = "submission-sheet", "报送单"
_GROUP = 8

VALUES = (*number_values("number"), *text_values("ledger"), *number_values("records", "deleted", "files", "size"))


class NotSubmittedError(FazhiError):
    """There is no submission yet that the sheet could go with."""

    template = "还没有生成报送包，不能打印报送单：请先在“校验与报送”中通过校验并生成报送包。"


def make(workspace: Workspace, request: FormRequest) -> Filled:
    """The sheet of the last submission, or of the last one for the period asked.

    Raises:
        NotSubmittedError: There is none.
    """
    books = read_form_data(workspace, Scope(request.year, request.today, request.unit))
    with workspace.read() as connection:
        row = _last(
            packages.find_packages(connection, direction=OUT, kind="submission", state=packages.WRITTEN), request.period
        )
        header = decode_header(row.header.encode())
        exact = contents(connection, header)
    content = exact or signed_counts(header)
    fingerprint = keys.own_fingerprint(workspace)
    return fill_form(
        ID,
        books,
        request,
        VALUES,
        _rows(content, known=exact is not None),
        facts=_identity(row, header, fingerprint, scope_label(books, request, row.period)),
        qr=f"FZ1 {row.unit} {row.sequence} {row.digest} {fingerprint.replace(' ', '')}",
    )


def _last(rows: list[PackageRow], period: str) -> PackageRow:
    mine = [row for row in rows if period in ("", row.period)]
    if not mine:
        raise NotSubmittedError
    return packages.in_order(mine)[-1]


def _rows(content: list[LedgerContent], *, known: bool) -> list[Row]:
    filled = [one for one in content if one.records or one.deleted]
    rows = [
        line_row(number, one.ledger.label, one.records, one.deleted, *_files(one.evidence, known=known))
        for number, one in enumerate(filled, 1)
    ]
    sums = sum(one.records for one in filled), sum(one.deleted for one in filled)
    return [*rows, total_row("合计", None, *sums, *_files(all_files(filled), known=known))]


def _files(files: dict[str, int], *, known: bool) -> tuple[int | None, int | None]:
    return (len(files), -(-sum(files.values()) // 1024)) if known else (None, None)


def _identity(row: PackageRow, header: Header, fingerprint: str, label: str) -> tuple[Fact, ...]:
    return (
        Fact("单位代码", row.unit),
        Fact("报送期", label),
        Fact("报送次数", f"第{row.sequence}次"),
        Fact("生成时间", _moment(header.created)),
        Fact("报送包大小", f"约{-(-header.payload.length // 1024):,} KB"),
        Fact("程序版本", header.program),
        Fact("报送包文件", row.file.replace("\\", "/").rsplit("/", 1)[-1]),
        Fact("报送包摘要", _grouped(row.digest)),
        Fact("密钥指纹", fingerprint),
    )


def _moment(created: str) -> str:
    """Beijing time of a UTC stamp."""
    if not created:
        return ""
    return dt.datetime.fromisoformat(created).astimezone(dt.timezone(dt.timedelta(hours=8))).strftime("%Y-%m-%d %H:%M")


def _grouped(digest: str) -> str:
    return " ".join(digest[at : at + _GROUP] for at in range(0, len(digest), _GROUP))


FORMS = (Form(ID, LABEL, "unit", make, note="最近一次报送的内容、摘要和密钥指纹，盖章后随报送包交给汇总单位。"),)
