"""What a list shows for a value, and how it is told apart at a glance."""

from __future__ import annotations

import msgspec

from models.records.field import BoundField, Kind
from models.records.ledger import Derived
from models.records.tone import Tone
from models.rules.identity import mask_id

Column = BoundField | Derived

YES, NO = "是", "否"
RIGHT_ALIGNED = frozenset({Kind.INTEGER, Kind.MONEY})

TONES = {
    **dict.fromkeys(("有效", "在用", "在岗", "已完成", "合格", "未败诉", "胜诉", "已换发", "通过", "保留"), Tone.GOOD),
    **dict.fromkeys(("在聘", "调解成功", "满意"), Tone.GOOD),
    **dict.fromkeys(("30天内到期", "推进中", "待换发", "已申请", "暂扣", "借调", "未定", "修改"), Tone.WARN),
    **dict.fromkeys(("正在调解", "基本满意"), Tone.WARN),
    **dict.fromkeys(("已过期", "遗失", "取消资格", "不合格", "败诉", "开除", "辞退", "未通过"), Tone.BAD),
    **dict.fromkeys(("调解不成", "不满意", "已过有效期"), Tone.BAD),
    **dict.fromkeys(("辞职", "死亡", "其他离岗", "已解聘", "废止", "失效", "未印发"), Tone.CALM),
    **dict.fromkeys(
        ("未开始", "不适用", "收回", "注销", "未填有效期", "未到生效日", "未结", "调离", "退休"), Tone.CALM
    ),
}
"""Tone of the words that stand for a state; a word not named here is plain text."""

STATE_KINDS = frozenset({Kind.CHOICE, Kind.TEXT})


def has_tones(column: Column) -> bool:
    """Whether a value of this column may be a state."""
    return column.kind in STATE_KINDS and not (isinstance(column, BoundField) and not column.spec.choices)


def tone_of(column: Column, value: object) -> Tone | None:
    """The tone of a state, None for anything that is no state."""
    return TONES.get(str(value)) if has_tones(column) else None


def text_of(column: Column, value: object, *, foreign: bool = False, full: bool = False) -> str:
    """A value as a list shows it: ID numbers masked unless `full`, names of parties in other units' ledgers too."""
    if value in (None, ""):
        return ""
    privacy = column.spec.private if isinstance(column, BoundField) else ""
    if privacy == "id_number" and not full:
        return mask_id(str(value))
    if privacy == "name" and foreign:
        return _initial_only(str(value))
    if column.kind is Kind.FLAG:
        return YES if value else NO
    if column.kind is Kind.TABLE:
        return f"{_rows(value)} 条"
    return " ".join(str(value).split())


def _initial_only(name: str) -> str:
    return name[0] + "*" * min(len(name) - 1, 2)


def _rows(value: object) -> int:
    rows = msgspec.json.decode(value) if isinstance(value, str | bytes) else value
    return len(rows) if isinstance(rows, list | tuple) else 0


def readable_size(size: int | None) -> str:
    """A file size for people."""
    amount = float(size or 0)
    for unit in ("字节", "KB", "MB"):
        if amount < 1024:  # noqa: PLR2004 - a kilobyte
            return f"{amount:.0f} {unit}" if unit == "字节" else f"{amount:.1f} {unit}"
        amount /= 1024
    return f"{amount:.1f} GB"
