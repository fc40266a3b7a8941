"""放假安排: which years are known, the yearly notice pasted and read, single days put right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QSplitter, QWidget

from models.records.tone import Tone
from models.rules.dates import date_fault, day_example, read_date
from models.rules.holiday_notice import HolidayNotice, notice_differences, read_notice
from models.rules.holidays import DEFAULT_CALENDAR, Calendar, under_centre
from models.store.base.workspace import Workspace
from models.store.records.calendar import issued_days, own_days, save_own_days
from reports.base.wording import weekday_words
from ui.base.loading import everything_changed
from ui.base.session import Session
from ui.base.tokens import SPACE, WIDE
from ui.kit.combo_box import ComboBox
from ui.kit.labels import column, group_head, main_button, prose, row, several_lines
from ui.kit.tables.head import ColumnHead
from ui.kit.tables.rows_table import RowsTable

ABOUT = (
    "答辩、上诉、复议答复等期限的最后一天遇节假日顺延，“工作日”也照它数。程序自带以前年份的放假安排；"
    "新的一年，把国务院办公厅的放假通知整段贴到右边。"
)
EXAMPLE = "把通知贴到这里，例如：\n一、元旦：1月1日至3日放假调休，共3天。1月4日（星期日）上班。\n二、春节：……"
BUILT_IN, TYPED, UNKNOWN, ISSUED = "程序自带", "已录入", "还不知道", "汇总单位下发"
TONES = {BUILT_IN: Tone.GOOD, TYPED: Tone.GOOD, UNKNOWN: Tone.WARN, ISSUED: Tone.GOOD}
NOTES = {
    BUILT_IN: "",
    TYPED: "按录入的通知计算",
    UNKNOWN: "这一年算出的期限只避开周末，是暂定的；通知公布后请录入",
    ISSUED: "随任务包或回执收到，和汇总单位算得一样",
}
OWN, CENTRE_S, OVERRULED = "本单位录入", "汇总单位", "本单位录入，不算"
OFF, WORKED = "放假", "上班"


class HolidayDay(NamedTuple):
    """One day of a table, and who put it there."""

    date: dt.date
    worked: bool
    source: str = OWN


class HolidayTables(NamedTuple):
    """The own table of days and the one the centre issued: True for a day worked."""

    own: Mapping[dt.date, bool]
    issued: Mapping[dt.date, bool]

    @property
    def counting(self) -> dict[dt.date, bool]:
        """The days that count, True if worked: the own table with the centre's over it."""
        return under_centre(self.own, self.issued)

    @property
    def idle(self) -> set[dt.date]:
        """Own days that do not count, for the centre has spoken of them otherwise."""
        counting = self.counting
        return {day for day, worked in self.own.items() if counting.get(day) is not worked}


class HolidayYear(NamedTuple):
    """What is known of a year: where from, and how many days differ from what is built in, the centre's and own ones.

    `idle` are own days that do not count, for the centre has spoken.
    """

    year: int
    state: str
    issued: int = 0
    own: int = 0
    idle: int = 0

    @property
    def words(self) -> str:
        """How the year's table differs from the one built in, in Chinese; "" if it does not."""
        changed = ((self.issued, "汇总单位改动{}天"), (self.own, "改动{}天"), (self.idle, "本单位录入的{}天不算"))
        said = (NOTES[self.state], *(words.format(count) for count, words in changed if count))
        return "，".join(one for one in said if one)


YEARS: list[ColumnHead[HolidayYear]] = [
    ColumnHead("年份", 4, lambda one: one.year),
    ColumnHead("放假安排", 9, lambda one: one.state, tone=lambda one: TONES[one.state]),
    ColumnHead("说明", 20, lambda one: one.words),
]
READ: list[ColumnHead[HolidayDay]] = [
    ColumnHead("日期", 7, lambda one: one.date),
    ColumnHead("星期", 4, lambda one: weekday_words(one.date)),
    ColumnHead(
        "安排", 6, lambda one: WORKED if one.worked else OFF, tone=lambda one: Tone.WARN if one.worked else Tone.CALM
    ),
]
DAYS: list[ColumnHead[HolidayDay]] = [*READ, ColumnHead("来源", 8, lambda one: one.source)]


def years_around(today: dt.date, own: Mapping[dt.date, bool], issued: Mapping[dt.date, bool]) -> list[HolidayYear]:
    """The years a deadline may fall into, and those that have days of their own or the centre's; the newest first."""
    wanted = {today.year + step for step in (-1, 0, 1, 2)} | {day.year for day in (*own, *issued)}
    return [_year(year, HolidayTables(own, issued)) for year in sorted(wanted, reverse=True)]


def _year(year: int, tables: HolidayTables) -> HolidayYear:
    counting = tables.counting
    issued = sum(day.year == year for day in tables.issued)
    idle = sum(day.year == year for day in tables.idle)
    own = sum(day.year == year for day in counting) - issued
    return HolidayYear(year, _state(year, tables), issued, own, idle)


def _state(year: int, tables: HolidayTables) -> str:
    if DEFAULT_CALENDAR.published(year):
        return BUILT_IN
    if Calendar(tables.issued).published(year):
        return ISSUED
    return TYPED if Calendar(tables.counting).published(year) else UNKNOWN


class HolidaysTab(QWidget):
    """Years and the days typed so far on the left, the notice on the right."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.tables = HolidayTables({}, {})
        self.notice = HolidayNotice(None, {})
        self.years: RowsTable[HolidayYear] = RowsTable(YEARS, "", name="各年份")
        self.days: RowsTable[HolidayDay] = RowsTable(DAYS, "还没有录入。程序自带的年份不用录入。", name="已录入的日子")
        self.text = several_lines("放假通知")
        self.text.refused.connect(session.refused)
        self.text.setPlaceholderText(EXAMPLE)
        self.found = prose("", "soft")
        self.preview = RowsTable(READ, "贴入通知后，读出的日子列在这里，核对后存入。", name="读出的日子")
        self.keep, self.remove = main_button("存入"), QPushButton("删除选中的")
        self.date, self.kind = QLineEdit(placeholderText=f"如 {session.today():%Y%m%d}"), ComboBox()
        self.kind.addItems([OFF, WORKED])
        self.add = QPushButton("加这一天")
        self._name()
        self._assemble()
        self._connect()

    def _name(self) -> None:
        self.date.setMinimumWidth(self.date.fontMetrics().horizontalAdvance(self.date.placeholderText()) + WIDE)
        self.date.setAccessibleName("日期")
        self.kind.setAccessibleName("放假还是上班")

    def _assemble(self) -> None:
        left, right, split = QWidget(), QWidget(), QSplitter(Qt.Orientation.Horizontal)
        single = row(self.date, self.kind, self.add, None, self.remove)
        listed = group_head("录入的日子" if self._session.workspace.is_centre else "录入和下发的日子")
        down = column(group_head("知道哪些年份"), self.years, listed, self.days, single, margin=0)
        down.setStretch(1, 2)
        down.setStretch(3, 3)
        left.setLayout(down)
        beside = column(group_head("贴入放假通知"), self.text, self.found, self.preview, row(self.keep, None), margin=0)
        beside.setContentsMargins(SPACE, 0, 0, 0)
        beside.setStretch(1, 2)
        beside.setStretch(3, 3)
        right.setLayout(beside)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([600, 600])
        split.setChildrenCollapsible(False)
        layout = column(prose(ABOUT, "soft"), split)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.text.textChanged.connect(self._read)
        self.keep.clicked.connect(self._keep_notice)
        self.add.clicked.connect(self._add_day)
        self.date.returnPressed.connect(self._add_day)
        self.remove.clicked.connect(self._remove_days)
        self.days.selectionModel().selectionChanged.connect(self._look)
        self.days.rows.modelReset.connect(self._look)
        self._read()

    def reload(self) -> None:
        """Read both tables again in a worker."""
        self._session.jobs.run(lambda _: _read_tables(self._session.workspace), self._show, owner=self)

    def _show(self, tables: HolidayTables) -> None:
        self.tables = tables
        self.years.show_rows(years_around(self._session.today(), *tables))
        self.days.show_rows(table_days(tables))

    def _look(self) -> None:
        may = not self._session.read_only
        self.remove.setEnabled(may and any(one.source != CENTRE_S for one in self.days.chosen()))
        self.add.setEnabled(may)
        self.keep.setEnabled(may and bool(self.notice.days))

    def _read(self) -> None:
        """Show what the pasted notice says, and what in it is new."""
        self.notice = read_notice(self.text.toPlainText())
        notice = self.notice
        self.preview.show_rows(_rows(notice.days))
        self.found.setText(notice_text(notice, self.tables) if self.text.toPlainText().strip() else "")
        self._look()

    def _keep_notice(self) -> None:
        year = self.notice.year
        others = {day: worked for day, worked in self._own.items() if day.year != year or day in self.notice.days}
        self._keep({**others, **self.notice.days}, f"已存入{year}年的放假安排，期限按它重新算过。")
        self.text.clear()

    def _add_day(self) -> None:
        day = read_date(self.date.text())
        if day is None:
            self._session.refused.emit(f"日期{date_fault(self.date.text(), day_example(self._session.today()))}")
            return
        self._keep({**self._own, day: self.kind.currentText() == WORKED}, f"已记下：{day}{self.kind.currentText()}。")
        self.date.clear()

    def _remove_days(self) -> None:
        gone = {one.date for one in self.days.chosen() if one.source != CENTRE_S}
        left = {day: worked for day, worked in self._own.items() if day not in gone}
        self._keep(left, f"已删除{len(gone)}天，这些天按程序自带的安排或周末算。")

    def _keep(self, days: dict[dt.date, bool], said: str) -> None:
        before = dict(self._own)

        def done(_: object) -> None:
            self._shown_again()
            self._session.undoable.emit(said.rstrip("。"), lambda: self._put_back(before))

        self._session.change(lambda tx: save_own_days(tx, days), done, owner=self)

    def _put_back(self, before: dict[dt.date, bool]) -> None:
        self._session.change(lambda tx: save_own_days(tx, before), lambda _: self._shown_again(), owner=self)

    @property
    def _own(self) -> Mapping[dt.date, bool]:
        return self.tables.own

    def _shown_again(self) -> None:
        self.reload()
        everything_changed(self._session)


def _read_tables(workspace: Workspace) -> HolidayTables:
    with workspace.read() as connection:
        return HolidayTables(own_days(connection), issued_days(connection))


def table_days(tables: HolidayTables) -> list[HolidayDay]:
    """Every day of both tables in order, once where both say the same; else the centre's stands above the own one."""
    idle = tables.idle
    centre = [HolidayDay(day, worked, CENTRE_S) for day, worked in tables.issued.items()]
    differing = ((day, worked) for day, worked in tables.own.items() if day in idle or day not in tables.issued)
    own = [HolidayDay(day, worked, OVERRULED if day in idle else OWN) for day, worked in differing]
    return sorted([*centre, *own], key=lambda one: one.date)


def _rows(days: Mapping[dt.date, bool]) -> list[HolidayDay]:
    return [HolidayDay(day, worked) for day, worked in sorted(days.items())]


def notice_text(notice: HolidayNotice, tables: HolidayTables) -> str:
    """One Chinese sentence on what was read from the notice, and what to do if it is not complete."""
    if notice.year is None:
        return "▲ 没有读出年份：请连同标题“关于××××年部分节假日安排的通知”一起贴入。"
    if not notice.days:
        return "▲ 没有读出放假或上班的日子：请把通知正文整段贴入。"
    said = f"{notice.year}年：放假{len(notice.off)}天，调休上班{len(notice.worked)}天"
    if not notice.is_whole:
        return f"▲ {said}；没有找到元旦或国庆节，可能没有贴全，存入后这一年仍算“还不知道”。"
    if notice.odd:
        odd = notice.odd[0]
        return f"▲ {said}；但通知里{odd.month}月{odd.day}日写的星期和{odd.year}年的日历对不上，请核对年份再存。"
    new = len(notice_differences(notice, Calendar(tables.counting)))
    if new and notice.year in {day.year for day in tables.issued if Calendar(tables.issued).published(day.year)}:
        return f"▲ {said}；和汇总单位下发的有{new}天不同，这一年以下发的为准：存入不起作用，请告诉汇总单位。"
    return f"● {said}；和现在的算法不同的有{new}天。" if new else f"● {said}；和现在的算法完全一样，不用存。"
