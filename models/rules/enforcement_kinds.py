"""What decisions of enforcement count as in a year: the columns of 行政执法统计年报, by the names of their figures.

Penalties are those of 《行政处罚法》第九条, light to heavy in the order of 大同's columns (2021); compulsory measures
and ways of enforcement those of 《行政强制法》第九、十二条.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

PENALTY, LICENCE, MEASURE, EXECUTION = "行政处罚", "行政许可", "行政强制措施", "行政强制执行"
"""Kinds of decisions that have kinds of their own."""
PENALTIES: Mapping[str, str] = {
    "warning": "警告",
    "criticism": "通报批评",
    "fine": "罚款",
    "confiscation": "没收违法所得、没收非法财物",
    "suspension": "暂扣许可证件",
    "downgrading": "降低资质等级",
    "restriction": "限制开展生产经营活动",
    "shutdown": "责令停产停业",
    "closure": "责令关闭、限制从业",
    "revocation": "吊销许可证件",
    "detention": "行政拘留",
    "other_penalty": "其他行政处罚",
}
LICENCES: Mapping[str, str] = {"granted": "准予许可", "refused": "不予许可", "revoked": "撤销许可"}
MEASURES: Mapping[str, str] = {
    "sealing": "查封场所、设施或者财物",
    "seizure": "扣押财物",
    "freezing": "冻结存款、汇款",
    "other_measure": "其他行政强制措施",
}
EXECUTIONS: Mapping[str, str] = {
    "surcharge": "加处罚款或者滞纳金",
    "transfer": "划拨存款、汇款",
    "auction": "拍卖或者依法处理",
    "clearing": "排除妨碍、恢复原状",
    "substitution": "代履行",
    "other_execution": "其他强制执行方式",
    "court": "申请法院强制执行",
}
KINDS: Mapping[str, Mapping[str, str]] = {
    PENALTY: PENALTIES,
    LICENCE: LICENCES,
    MEASURE: MEASURES,
    EXECUTION: EXECUTIONS,
}
OTHER_ACTS: Mapping[str, str] = {
    "confirmations": "行政确认",
    "payments": "行政给付",
    "rewards": "行政奖励",
    "rulings": "行政裁决",
}
"""Kinds of decisions that are counted as they are."""
_ALSO = {
    "没收": "confiscation",
    "没收违法所得": "confiscation",
    "没收非法财物": "confiscation",
    "暂扣许可证": "suspension",
    "暂扣执照": "suspension",
    "责令关闭": "closure",
    "限制从业": "closure",
    "吊销许可证": "revocation",
    "吊销执照": "revocation",
    "拘留": "detention",
    "许可": "granted",
    "变更许可": "granted",
    "延续许可": "granted",
    "不予变更": "refused",
    "不予延续": "refused",
    "查封": "sealing",
    "扣押": "seizure",
    "冻结": "freezing",
}
"""Other words for them; 变更 and 延续 count with 许可 and 不予许可."""
_PARTS = re.compile(r"[、，,；;+＋\s]+")
_OTHERS = frozenset({"other_penalty", "other_measure", "other_execution"})


def kinds_said(kind: str, detail: str) -> tuple[list[str], list[str]]:
    """The figures that a typed 具体种类 of a kind of decision names, in their order, and the words it does not know.

    >>> kinds_said("行政处罚", "没收违法所得、罚款")
    (['fine', 'confiscation'], [])
    """
    kinds = KINDS.get(kind, {})
    known = {label: name for name, label in kinds.items()} | {word: to for word, to in _ALSO.items() if to in kinds}
    whole = [label for label in known if _PARTS.search(label) and label in detail]
    rest = detail
    for label in whole:
        rest = rest.replace(label, "、")
    words = [*whole, *filter(None, _PARTS.split(rest))]
    found = {known[word] for word in words if word in known}
    return [name for name in kinds if name in found], [word for word in words if word not in known]


def counted_as(kind: str, detail: str) -> str:
    """The one figure that a decision counts in: of several kinds the heaviest, a named one before 其他; "" if none.

    A licence of which nothing is said was granted.
    """
    if kind == LICENCE and not detail:
        return "granted"
    found, _ = kinds_said(kind, detail)
    named = [name for name in found if name not in _OTHERS]
    return (named or found or [""])[-1]
