"""What was done in a year by 行政执法, as sentences beside the year before: of a statement and of the annual report."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from models.rules.enforcement_kinds import EXECUTIONS, LICENCES, MEASURES, PENALTIES
from reports.base.wording import cell_text
from reports.drafts.year_facts import last_year_note
from reports.figures.enforcement_tables import APART, COERCION, LICENCE, OTHERS, PENALTY, Line, says

_OTHERS = {
    "levies": "征收",
    "requisitions": "征用",
    "inspections": "检查",
    "confirmations": "确认",
    "payments": "给付",
    "rewards": "奖励",
    "rulings": "裁决",
    "other_acts": "其他执法行为",
}


def _amount(line: Line, name: str) -> int | Decimal:
    value = line[name].amount
    return value if isinstance(value, int | Decimal) else 0


def _parts(line: Line, labels: Mapping[str, str], unit: str) -> str:
    """警告3宗、罚款5宗: only what there was."""
    return "、".join(f"{label}{_amount(line, name)}{unit}" for name, label in labels.items() if _amount(line, name))


def penalty_sentence(now: Line, before: Line, *, held: bool) -> str:
    """What was decided and fined; "" where nothing is said of it."""
    if not says(now, PENALTY):
        return ""
    held = held and says(before, PENALTY)
    parts = _parts(now, PENALTIES, "宗")
    money, money_before = (cell_text(line["fined_wan"].amount or 0, "money") for line in (now, before))
    return (
        f"全年作出行政处罚决定{_amount(now, 'penalties')}宗"
        f"{last_year_note(str(_amount(before, 'penalties')) + '宗', held=held)}"
        f"{f'，其中{parts}' if parts else ''}；"
        f"罚没金额{money}万元{last_year_note(money_before + '万元', held=held)}"
        f"{_apart(now, 'unfined', '没有填罚没金额的单位罚款、没收{}宗，不在金额里')}。"
    )


def licence_sentence(now: Line, before: Line, *, held: bool) -> str:
    """What was applied for and decided; "" where nothing is said of it."""
    if not says(now, LICENCE):
        return ""
    held = held and says(before, LICENCE)
    asked = (("applied", "申请"), ("accepted", "受理"))
    taken = "".join(f"{label}{now[name].amount}件，" for name, label in asked if now[name].behind)
    return (
        f"全年行政许可{taken}{_parts(now, LICENCES, '件') or '没有作出决定'}"
        f"{last_year_note('准予许可' + str(_amount(before, 'granted')) + '件', held=held)}"
        f"{_apart(now, 'unaccepted', '没有填受理数的单位准予、不予许可{}件，不在受理里')}。"
    )


def _apart(now: Line, name: str, said: str) -> str:
    """What the figures hold of units that another one knows nothing of, where it knows something of others."""
    known = now[APART[name][0]].behind
    return f"；其中{said.format(_amount(now, name))}" if known and _amount(now, name) else ""


def coercion_sentence(now: Line) -> str:
    """Measures and executions; "" where nothing is said of them."""
    if not says(now, COERCION):
        return ""
    parts = _parts(now, {**MEASURES, **EXECUTIONS}, "次")
    return f"全年实施行政强制{_amount(now, 'forced')}次{f'，其中{parts}' if parts else ''}。"


def others_sentence(now: Line) -> str:
    """All other acts; "" where there was none."""
    parts = _parts(now, _OTHERS, "次")
    return f"全年实施{parts}。" if says(now, OTHERS) and parts else ""
