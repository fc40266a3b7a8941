"""操作日志: the changes of a year or a month as the journal has them, for those who audit them."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Iterator

from models.clock import STAMP, moment
from models.store.base import journal
from models.store.base.workspace import Workspace
from reports.base.sheet import Fact, Row
from reports.figures.form_data import Scope, read_form_data
from reports.figures.journal_words import change_text, has_words
from reports.layouts.filled import Filled, number_values, text_values
from reports.layouts.filling import fill_form, line_row
from reports.layouts.form import Form, FormRequest

ID = "journal"
MOST = 5000
"""Lines that are printed; of more the newest."""
SHOWN, DECEMBER = 16, 12
"""Characters of the digest that stand on paper: enough to find out by."""
VALUES = (*number_values("number"), *text_values("at", "operator", "act", "ledger", "record"))


def make(workspace: Workspace, request: FormRequest) -> Filled:
    """The changes of the year, or of the month asked for, oldest first; at a centre of one unit where one is asked."""
    books = read_form_data(workspace, Scope(request.year, request.today, request.unit))
    sought = request.words.casefold().split()
    rows, count = deque[Row](maxlen=MOST), 0
    with workspace.read() as connection:
        last, digest = journal.last_seq(connection), journal.head_digest(connection)
        for change in journal.rows_between(connection, *_span(request)):
            texts = change_text(change, books.unit_name, books.issue)
            if request.unit in (None, change.unit) and has_words(texts, sought):
                rows.append(line_row(change.seq, *texts))
                count += 1
    facts = (
        Fact("范围", "，".join(_scope(request))),
        Fact("条数", f"{count}条" + (f"，这里是最近的{MOST}条" if count > MOST else "")),
        Fact("打印时日志末条", f"第{last}号，校验码 {digest[:SHOWN]}"),
    )
    return fill_form(ID, books, request, VALUES, list(rows), facts=facts)


def _span(request: FormRequest) -> tuple[str, str]:
    """The first moment of the year or month, and that of the next."""
    month = request.month
    begins = dt.date(request.year, month or 1, 1)
    ends = dt.date(request.year, month + 1, 1) if 0 < month < DECEMBER else dt.date(request.year + 1, 1, 1)
    first, last = (moment(day, dt.time()).astimezone(dt.UTC).strftime(STAMP) for day in (begins, ends))
    return first, last


def _scope(request: FormRequest) -> Iterator[str]:
    yield f"{request.year}年{request.month}月" if request.month else f"{request.year}年"
    if request.words:
        yield f"含“{'”“'.join(request.words.split())}”的"


_NOTE = "谁在什么时候做了什么，按年或按月、按搜索的字打印，供检查、审计用。"
FORMS = (Form(ID, "操作日志", "both", make, note=_NOTE, letter=True, by_month=True, by_words=True, whole_year=True),)
