"""The making of one instance of a suit: numbers of courts that do not exist, days that follow each other by law."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from models.rules.periods import answer_due, appeal_due
from ui.demo.luck import Luck, later, workday
from ui.demo.people import LEADERS, anyone
from ui.demo.roster import DemoOffice

Fields = dict[str, Any]
ACTS = {
    "行政处罚": ("行政处罚决定书", "不服行政处罚"),
    "行政强制执行": ("强制拆除决定书", "强制拆除违法建设"),
    "政府信息公开": ("政府信息公开申请答复书", "政府信息公开答复"),
    "不履行职责": ("对投诉举报的处理", "不履行法定职责"),
    "行政确认": ("行政确认决定书", "不服行政确认"),
    "行政许可": ("不予许可决定书", "不服行政许可"),
    "行政协议": ("征收补偿安置协议", "履行行政协议"),
}


@dataclass
class Docket:
    """Makes the court cases of one office, numbering them in order."""

    office: DemoOffice
    luck: Luck
    lawyer: str
    taken: int = 0
    kinds: list[str] = field(default_factory=lambda: list(ACTS))

    @property
    def year(self) -> int:
        """The year that is told."""
        return self.office.story.year

    def number(self, year: int, instance: str) -> str:
        """The next case number; units of one court never share one."""
        self.taken += 1
        place = 1000 * (int(self.office.unit.code[1:]) if self.office.unit.code[1:].isdigit() else 99)
        place += 500 * self.office.unit.code.startswith(self.office.story.roster.letters[1]) + self.taken
        return f"（{year}）{self.office.story.courts[instance][1]}{place}号"

    def suit(self) -> Fields:
        """The fields that all instances of one made-up suit share."""
        kind = self.kinds[self.luck.randrange(len(self.kinds))]
        act, cause = ACTS[kind]
        organisation = self.luck.random() < 0.3  # noqa: PLR2004 - three in ten plaintiffs are firms
        plaintiff = f"示例{self.luck.choice('甲乙丙丁戊')}商贸有限公司" if organisation else anyone(self.luck)
        return {
            "suit": "行政诉讼",
            "procedure": "普通程序",
            "plaintiffs": plaintiff,
            "plaintiff_count": 1,
            "plaintiff_kind": "法人或其他组织" if organisation else "公民",
            "defendants": self.office.unit.name,
            "organ_kind": "原行政行为机关",
            "handler": anyone(self.luck),
            "agents": [{"name": self.lawyer, "kind": "律师", "organisation": "示例律师事务所"}],
            "act": act,
            "act_number": f"示例罚决〔{self.year}〕{self.luck.randint(1, 300)}号" if kind == "行政处罚" else "",
            "act_kind": kind,
            "field": self.office.trade,
            "cause": cause,
            "claim": f"请求撤销或者确认违法：{act}。",
            "brief": f"原告认为{act}事实不清、程序不当，诉至法院。本案为演示用的虚构案件。",
            "judge": anyone(self.luck),
            "clerk": anyone(self.luck),
        }

    def first(self, served: dt.date, **more: Any) -> Fields:
        """A first instance served on a day, answered in time and still open."""
        limit = answer_due(served).due
        court, _ = self.office.story.courts["一审"]
        return {
            **self.suit(),
            "number": self.number(served.year, "一审"),
            "year": served.year,
            "instance": "一审",
            "court": court,
            "role": "被告",
            "served_on": served.isoformat(),
            "answered_on": min(later(served, self.luck, 6, 13), limit).isoformat(),
            **more,
        }

    def second(self, first: Fields, served: dt.date, *, role: str, **more: Any) -> Fields:
        """The appeal against a first instance; the place of that one's uid is left open."""
        court, _ = self.office.story.courts["二审"]
        same = (
            *("suit", "procedure", "plaintiffs", "plaintiff_count", "plaintiff_kind", "defendants", "organ_kind"),
            *("handler", "agents", "act", "act_number", "act_kind", "field", "cause", "claim", "brief"),
        )
        return {
            **{name: first[name] for name in same},
            "number": self.number(served.year, "二审"),
            "year": served.year,
            "instance": "二审",
            "court": court,
            "role": role,
            "judge": anyone(self.luck),
            "clerk": anyone(self.luck),
            "served_on": served.isoformat(),
            **more,
        }

    def hearing(self, case: Fields, *, absent: bool = False, excused: bool = True) -> dt.date:
        """Hold a session some weeks after service; a leader comes, or says why not, or simply stays away."""
        day = later(dt.date.fromisoformat(case["served_on"]), self.luck, 32, 50)
        session: Fields = {"on": day.isoformat(), "kind": "开庭", "staff": case["handler"]}
        if not absent:
            session |= {"leader": anyone(self.luck), "leader_role": self.luck.choice(LEADERS)}
        elif excused:
            session |= {"absence": "需要履行他人不能代替的公务", "proof": "关于负责人不能出庭的情况说明（加盖公章）"}
        case["hearings"] = [*case.get("hearings", ()), session]
        return day

    def judge(self, case: Fields, outcome: str, after: dt.date, *, appealed: bool = False) -> dt.date:
        """End the instance some weeks after a day; gives the day on which the document was received."""
        judged = later(after, self.luck, 15, 30)
        received = later(judged, self.luck, 3, 8)
        ruling = outcome.startswith("准许") or outcome in ("驳回起诉", "撤销原判发回重审", "驳回上诉维持原裁定")
        case |= {
            "outcome": outcome,
            "document_kind": "调解书" if outcome == "调解" else "裁定" if ruling else "判决",
            "judged_on": judged.isoformat(),
            "received_on": received.isoformat(),
        }
        if case["instance"] == "二审" or outcome == "调解" or outcome.startswith("准许"):
            case["effective_on"] = None if outcome == "撤销原判发回重审" else received.isoformat()
        elif not appealed:
            limit = appeal_due(received, "裁定" if ruling else "判决").due
            case["effective_on"] = workday(limit + dt.timedelta(days=1)).isoformat()
        return received
