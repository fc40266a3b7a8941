"""`calendar`: what is due on a day of every year, listed, done, set and switched off."""

from __future__ import annotations

import argparse
from collections.abc import Callable

import msgspec

from models.due.reminders import (
    OwnCalendar,
    Reminder,
    change_own_calendar,
    place_reminders,
    with_done,
    with_own_day,
    without_own_day,
)
from models.records.place import CalendarDay
from models.rules.dates import read_month_day
from models.store.base.workspace import Workspace
from ui.cli.arguments import UsageError, show, tell
from ui.cli.opening import add_workspace, opened, operator_of

Change = Callable[[OwnCalendar], OwnCalendar]


def calendar_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace and one change; without one the days are listed."""
    add_workspace(parser)
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--done", metavar="事项", default="", help="今年的已经办了")
    one.add_argument("--not-done", metavar="事项", default="", help="取消已办")
    one.add_argument("--set", metavar="事项=月日", default="", help="改日期，没有的就加一条，例如 报送年终总结=12-20")
    one.add_argument("--off", metavar="事项", default="", help="本单位不再提醒")
    one.add_argument("--reset", metavar="事项", default="", help="本单位改过的照下发的算，自己加的删去")


def run_calendar(args: argparse.Namespace) -> int:
    """Change what is asked for, then list every day."""
    with opened(args) as workspace:
        change = _change(args, place_reminders(workspace))
        if change:
            with workspace.write(operator_of(args)) as tx:
                change_own_calendar(tx, change)
        _list(workspace)
    return 0


def _change(args: argparse.Namespace, known: list[Reminder]) -> Change | None:
    today = args.clock.today()
    if args.set:
        return _setting(args.set, known)
    if args.done:
        one = _named(args.done, known)
        return lambda own: with_done(own, one, f"{today} {operator_of(args)}")
    if args.not_done:
        one = _named(args.not_done, known)
        return lambda own: with_done(own, one, "")
    if args.off:
        day = msgspec.structs.replace(_named(args.off, known).day, off=True)
        return lambda own: with_own_day(own, day, day.what)
    if args.reset:
        what = _named(args.reset, known).day.what
        return lambda own: without_own_day(own, what)
    return None


def _setting(text: str, known: list[Reminder]) -> Change:
    what, _, said = (part.strip() for part in text.rpartition("="))
    on = read_month_day(said)
    if not what or on is None:
        raise UsageError(f"“{text}”请写成 事项=12-20 的样子。")
    before = next((one.day for one in known if one.day.what == what), CalendarDay(what=what, on=on))
    day = msgspec.structs.replace(before, on=on, off=False)
    return lambda own: with_own_day(own, day, what)


def _named(what: str, known: list[Reminder]) -> Reminder:
    found = next((one for one in known if one.day.what == what), None)
    if found is None:
        raise UsageError(f"日历里没有“{what}”，有的是{'、'.join(one.day.what for one in known)}。")
    return found


def _list(workspace: Workspace) -> None:
    found = place_reminders(workspace)
    for one in found:
        state = "停用" if one.day.off else f"已办（{one.done}）" if one.done else ""
        show(f"{one.on}\t{one.day.what}\t{one.origin.value}\t{one.day.source}\t{state}".rstrip())
    tell(f"共{len(found)}条；标†的没有查到条文，请按当地要求核对。")
