"""学法培训: feeds the quotas of items 29 and 31 by kind and unit."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from models.records.field import Field
from models.records.ledger import Ledger
from models.records.record import Record

KINDS = (
    "中心组学法",
    "法治专题讲座",
    "中层以上法治培训",
    "法制干部培训",
    "执法人员培训",
    "应诉培训",
    "规范性文件培训",
    "全员法治培训",
    "其他",
)


class Training(Record, frozen=True, kw_only=True):
    """One training held (docs: ledgers, row training)."""

    kind: Annotated[str | None, Field("类别", required=True, choices=KINDS, width=14, help="定额按类别计数。")] = None
    held_on: Annotated[dt.date | None, Field("日期", required=True)] = None
    place: Annotated[str | None, Field("地点", width=14, listed=False)] = None
    topic: Annotated[str | None, Field("主题", required=True, width=26)] = None
    lecturer: Annotated[str | None, Field("主讲人", width=10)] = None
    audience: Annotated[str | None, Field("培训对象", width=16)] = None
    people: Annotated[int | None, Field("人数", width=6)] = None
    hours: Annotated[int | None, Field("学时", width=6)] = None
    exam: Annotated[bool | None, Field("组织考试", width=8, listed=False)] = None
    organiser: Annotated[str | None, Field("组织单位", width=16, listed=False)] = None


LEDGER = Ledger(
    id="training",
    label="学法培训",
    record=Training,
    order=50,
    title="topic",
    items=(7, 26, 29, 31),
    key=("kind", "held_on", "topic"),
    year_of="held_on",
    hint="记下每一次学法和培训，第29、31项的定额由这里自动计数。",
)
