"""工作台›日历: what is due on a day of every year, with its source; done, changed, added, switched off, printed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import msgspec
from PySide6.QtWidgets import QPushButton, QWidget

from models.due.due_dates import Due
from models.due.reminders import (
    LABEL,
    Origin,
    OwnCalendar,
    Reminder,
    change_own_calendar,
    due_of,
    place_reminders,
    save_own_calendar,
    with_done,
    with_own_day,
    without_own_day,
)
from models.records.place import CalendarDay
from models.records.tone import Tone
from models.rules.dates import read_month_day
from reports.forms.month_sheet import ID as MONTH_SHEET
from ui.base.loading import Loader
from ui.base.places import print_for
from ui.base.session import Session
from ui.base.tokens import SPACE
from ui.kit.labels import column, prose, row
from ui.kit.tables.head import ColumnHead
from ui.kit.tables.rows_table import RowsTable

ABOUT = {
    True: "双击日期、事项改，只管本单位；要随任务包下发的，在“任务下发›地方规定›日历”里改。标†的没有查到条文。",
    False: "双击日期、事项改，只在本单位算，汇总单位再下发也不变。标†的没有查到条文，请按当地要求核对。",
}
DONE, OPEN, OFF, ON = "已办", "取消已办", "停用", "启用"


class CalendarTab(QWidget):
    """The reminders in order of their day; `changed` is called once something is written."""

    def __init__(self, session: Session, changed: Callable[[], None]) -> None:
        super().__init__()
        self.session, self._changed, self._wanted = session, changed, ""
        self.table: RowsTable[Reminder] = RowsTable(
            [
                ColumnHead("日期", 7, lambda one: one.on, put=self._put_day),
                ColumnHead("还有几天", 7, self._words, tone=self._tone),
                ColumnHead("要办的事", 13, lambda one: one.day.what, put=self._put_what),
                ColumnHead("依据", 12, lambda one: one.day.source),
                ColumnHead("来源", 5, lambda one: one.origin.value),
                ColumnHead("情况", 5, _standing),
            ],
            "日历是空的。",
            name=LABEL,
            key=lambda one: one.key,
        )
        self.done, self.off = QPushButton(DONE), QPushButton(OFF)
        self.add, self.back, self.print = QPushButton("＋ 加一条"), QPushButton("恢复下发的"), QPushButton("打印本月…")
        self.back.setToolTip("本单位改过的照下发的算，自己加的删去")
        self.print.setToolTip("这个月要办的事，到“统计与打印”里看和打印；月份可以另选")
        layout = column(
            prose(ABOUT[session.workspace.is_centre], "soft"),
            self.table,
            row(self.done, self.off, self.add, self.back, None, self.print),
            margin=SPACE,
        )
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.loader = Loader(self, session, place_reminders, self.show_reminders)
        self.table.picked.connect(lambda _: self._allow())
        self.done.clicked.connect(self._turn_done)
        self.off.clicked.connect(self._turn_off)
        self.add.clicked.connect(self._add)
        self.back.clicked.connect(self._go_back)
        self.print.clicked.connect(self.print_month)
        self._allow()

    def show_reminders(self, found: list[Reminder]) -> None:
        """Fill the table; the row in front stays in front, or the one that was asked for before it was read."""
        self.table.show_rows(found)
        added = next((one.key for one in found if one.origin is Origin.OWN and one.day.what == self._wanted), "")
        self.table.select(added or self._wanted)
        self._wanted = ""
        self._allow()

    def show_due(self, due: Due) -> None:
        """Bring the reminder of a due row to the front, once it is read where it is not there yet."""
        self._wanted = "" if self.table.select(due.uid) else due.uid
        self.table.setFocus()

    def _due(self, one: Reminder) -> Due | None:
        return None if one.done or one.day.off else due_of(one, self.session.today())

    def _words(self, one: Reminder) -> str:
        due = self._due(one)
        return due.words if due else ""

    def _tone(self, one: Reminder) -> Tone | None:
        due = self._due(one)
        return due.tone if due else None

    def _allow(self) -> None:
        one = self.table.current()
        writes = one is not None and not self.session.read_only
        self.done.setText(OPEN if one and one.done else DONE)
        self.off.setText(ON if one and one.day.off else OFF)
        self.done.setEnabled(writes and one is not None and not one.day.off)
        self.off.setEnabled(writes)
        self.back.setEnabled(writes and one is not None and one.origin is not Origin.ISSUED)
        self.add.setEnabled(not self.session.read_only)

    # Changes

    def _change(self, make: Callable[[OwnCalendar], OwnCalendar], told: str) -> None:
        self.session.change(
            lambda tx: change_own_calendar(tx, make), lambda before: self._offer_undo(told, before), owner=self
        )

    def _offer_undo(self, told: str, before: OwnCalendar) -> None:
        self.session.undoable.emit(told, lambda: self._put_back(before))
        self._again()

    def _put_back(self, before: OwnCalendar) -> None:
        self.session.change(lambda tx: save_own_calendar(tx, before), lambda _: self._again(), owner=self)

    def _again(self) -> None:
        self.loader.reload()
        self._changed()

    def _turn_done(self) -> None:
        one = self.table.current()
        if one:
            said = "" if one.done else f"{self.session.today()} {self.session.operator}"
            self._change(lambda own: with_done(own, one, said), f"“{one.day.what}”{OPEN if one.done else DONE}")

    def _turn_off(self) -> None:
        one = self.table.current()
        if one:
            day = msgspec.structs.replace(one.day, off=not one.day.off)
            self._change(lambda own: with_own_day(own, day, day.what), f"“{day.what}”{OFF if day.off else ON}了")

    def _add(self) -> None:
        named = {one.day.what for one in self.table.rows.all}
        what = next(name for name in ("要办的事", *(f"要办的事{at}" for at in range(2, 99))) if name not in named)
        on = self.session.today() + dt.timedelta(days=1)
        day = CalendarDay(what=what, on=on.strftime("%m-%d"))
        self._wanted = what
        self._change(lambda own: with_own_day(own, day, what), f"加了“{what}”，双击改名称和日期")

    def _go_back(self) -> None:
        one = self.table.current()
        if one:
            self._change(lambda own: without_own_day(own, one.day.what), f"“{one.day.what}”不再由本单位定")

    def _put_day(self, one: Reminder, text: str) -> Reminder:
        month_day = read_month_day(text)
        if month_day is None:
            no_day = re.fullmatch(r"[0-9]{1,2}\D[0-9]{1,2}", text.strip()) is not None
            why = "没有这一天，请改正" if no_day else "不能用，请写成12-20的样子"
            self.session.refused.emit(f"“{text}”{why}。")
        elif month_day != one.day.on:
            day = msgspec.structs.replace(one.day, on=month_day)
            self._change(lambda own: with_own_day(own, day, day.what), f"“{day.what}”改到每年{month_day}")
        return one

    def _put_what(self, one: Reminder, text: str) -> Reminder:
        if one.origin is not Origin.OWN:
            self.session.refused.emit("下发的改不了名称：可以停用，另加一条。")
        elif not text or text in {other.day.what for other in self.table.rows.all}:
            self.session.refused.emit(f"已经有“{text}”了，请换个名称。" if text else "要办的事不能空着。")
        else:
            day = msgspec.structs.replace(one.day, what=text)
            self._change(lambda own: with_own_day(own, day, one.day.what), f"改成“{text}”")
        return one

    # On paper

    def print_month(self) -> None:
        """Show the month's sheet in 统计与打印, where it is printed."""
        today = self.session.today()
        print_for(self.session, MONTH_SHEET, year=today.year, month=today.month)


def _standing(one: Reminder) -> str:
    return OFF if one.day.off else f"{DONE}：{one.done}" if one.done else ""
