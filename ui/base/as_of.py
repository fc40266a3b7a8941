"""The sentence shown when a workspace has a day of its own or the computer's clock is wrong. Knows no Qt."""

from __future__ import annotations

import datetime as dt

from models.clock import Clock, is_ahead, local_minute
from models.store.base.journal import last_moment
from models.store.base.workspace import Workspace
from reports.base.wording import long_date


def as_of_words(clock: Clock) -> str:
    """Which day counts as today, "" where it is the computer's."""
    return f"演示数据：今天按{long_date(clock.as_of)}算" if clock.as_of else ""


def clock_words(workspace: Workspace) -> str:
    """What is wrong with the computer's clock: it is before what was kept last; "" where nothing is."""
    with workspace.read() as connection:
        last = last_moment(connection)
    now = workspace.clock.now()
    if not last or not is_ahead(dt.datetime.fromisoformat(last), now):
        return ""
    return (
        f"电脑的日期时间不对：现在是 {now:%Y-%m-%d %H:%M}，可这里最后一次改动是 {local_minute(last)} 的。"
        "请先把电脑的日期时间改对（到期提醒、报送是否按时都按它算）；本来就对时不用管，已有的数据没有受影响。"
    )
