"""Every form of indicator that a scheme file can say, each with points worked out by hand from the records below.

`PROVEN` says what is to come out: by unit and indicator the points, "" being the unit's total and 等次 its grade.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from models.assess.scheme_words import outside_total

Raw = dict[str, Any]
TOWN, BUREAU = "乡镇", "局办"
UNITS = {"A01": TOWN, "A02": TOWN, "B01": BUREAU}
GRADE = "等次"
BANDS: list[Raw] = [
    {"grade": "优秀", "at_least": "90"},
    {"grade": "良好", "at_least": "80"},
    {"grade": "一般", "at_least": "0"},
]


def complaint(received: str, due: str, handled: str) -> Raw:
    return {"received_on": received, "about": f"{received}{handled}", "due": due, "handled_on": handled}


def training(day: str, hours: int, people: int, **more: Any) -> Raw:
    return {"kind": "中心组学法", "held_on": day, "topic": day, "hours": hours, "people": people, **more}


def document(number: int, reviewed: str, filed: str) -> Raw:
    return {"title": f"办法{number}", "issued_on": "2020-03-01", "reviewed_on": reviewed, "filed_on": filed}


def proposal(number: str, answered: str) -> Raw:
    return {
        "kind": "政协委员提案",
        "number": number,
        "about": number,
        "received_on": "2020-02-01",
        "due": "2020-05-01",
        "answered_on": answered,
    }


def progress(item: int, state: str, reason: str | None = None) -> Raw:
    return {"year": 2020, "item": item, "state": state, "not_applicable": reason}


RECORDS: dict[str, dict[str, list[Raw]]] = {
    "A01": {
        "complaint": [
            complaint("2020-05-06", "2020-06-05", "2020-05-20"),
            complaint("2020-05-07", "2020-06-05", "2020-06-01"),
            complaint("2020-05-08", "2020-06-05", "2020-06-05"),
            complaint("2020-05-09", "2020-06-05", "2020-07-01"),
            complaint("2019-05-09", "2019-06-05", "2019-07-01"),
            complaint("2019-05-10", "2019-06-05", "2019-07-01"),
        ],
        "training": [
            training("2020-02-03", 4, 20, exam=True),
            training("2020-05-03", 8, 30),
            training("2020-08-03", 3, 10),
            *(training(f"2019-0{month}-03", 2, 5) for month in range(1, 6)),
        ],
        "document": [
            document(1, "2020-02-01", "2020-03-02"),
            document(2, "2020-02-01", "2020-03-02"),
            document(3, "2020-02-01", "2020-03-02"),
            document(4, "2020-02-01", "2020-09-01"),
            document(5, "2020-04-01", "2020-09-01"),
        ],
        "proposal": [proposal("1", "2020-04-01"), proposal("2", "2020-06-01")],
        "progress": [
            progress(1, "已完成"),
            progress(2, "不适用", "本单位没有执法职能"),
            progress(3, "不适用", "没有事项"),
            progress(4, "未开始"),
        ],
    },
    "A02": {
        "complaint": [
            complaint("2020-05-06", "2020-06-05", "2020-07-20"),
            complaint("2020-05-07", "2020-06-05", "2020-07-01"),
        ]
    },
    "B01": {},
}
"""A01: of 4 complaints 1 late (2 the year before), 15 hours and 60 people in 3 trainings (5 trainings the year before),
of 5 documents 4 reviewed and 3 filed in time, of 2 proposals 1 answered in time; A02: 2 of 2 complaints late."""
AGREED = ("A01", 2)
"""The centre agreed that this item does not apply; of item 3 it said nothing."""


class Form(NamedTuple):
    """A form of indicator: how a scheme says it, points given by hand, and what comes out."""

    name: str
    indicators: list[Raw]
    proven: dict[str, dict[str, str]]
    hand: Mapping[tuple[str, str], str] = MappingProxyType({})
    scheme: Mapping[str, Any] = MappingProxyType({})
    bands: list[Raw] = BANDS
    late: bool = False
    """A period is over, and nobody reported."""

    def as_scheme(self) -> Raw:
        """The scheme file; what the weights add up to is converted to 100 points."""
        inside = sum(int(one["weight"]) for one in self.indicators if not outside_total(one))
        total = {} if inside in (100, 300) else {"total": str(inside)}
        categories = [{"id": one, "name": one, "bands": self.bands, **total} for one in (TOWN, BUREAU)]
        about = {"id": "f", "name": self.name, "year": 2020, "categories": categories, "indicators": self.indicators}
        return {"total": "100", **about, **self.scheme}


def one(rule: Raw, weight: str = "10", at: str = "1", **more: Any) -> Raw:
    return {"id": at, "name": f"指标{at}", "chapter": "一级指标", "weight": weight, "rule": rule, **more}


def rate(numerator: str, denominator: str, **more: Any) -> Raw:
    return {"kind": "rate", "numerator": numerator, "denominator": denominator, **more}


def alone(name: str, rule: Raw, points: str, unit: str = "A01", **more: Any) -> Form:
    return Form(name, [one(rule, **more)], {unit: {"1": points}})


IN_TIME = rate("complaints_in_time", "complaints_owed")
MANUAL: Raw = {"kind": "manual"}
LATE: Raw = {"kind": "compare", "measure": "late_complaints"}
FORMS = (
    Form("三级指标", [one(MANUAL, section="二级指标")], {"A01": {"1": "8"}}, {("A01", "1"): "8"}),
    Form("评分人", [one(MANUAL, scorer="区司法局")], {"A01": {"1": "7.5"}}, {("A01", "1"): "7.5"}),
    Form(
        "类别满分50分，折算成100分",  # (16 + 24) / 50 * 100
        [one(MANUAL, "20"), one(MANUAL, "30", "2")],
        {"A01": {"1": "16", "2": "24", "": "80", GRADE: "良好"}},
        {("A01", "1"): "16", ("A01", "2"): "24"},
    ),
    alone("规范性文件的比率", rate("documents_reviewed", "documents"), "8"),  # 4 of 5
    alone("规范性文件按期报备的比率", rate("documents_filed_in_time", "documents_owed"), "6"),  # 3 of 5
    alone("投诉举报的比率", IN_TIME, "7.5"),  # 3 of 4
    alone("建议提案的比率", rate("proposals_in_time", "proposals_owed"), "5"),  # 1 of 2
    alone("培训的比率", rate("trainings_examined", "trainings"), "3.33"),  # 1 of 3
    alone(
        "学时合计，按比例", {"kind": "quota", "ledger": "training", "summed": "hours", "at_least": 20}, "7.5"
    ),  # 15 of 20
    alone(  # 3 hours short, half a point each
        "学时合计，缺一个扣多少",
        {"kind": "quota", "ledger": "training", "summed": "hours", "at_least": 18, "each": "0.5"},
        "8.5",
    ),
    alone("人次合计", {"kind": "quota", "ledger": "training", "summed": "people", "at_least": 80}, "7.5"),  # 60 of 80
    alone("件数", {"kind": "quota", "ledger": "complaint", "at_least": 5}, "8"),  # 4 of 5
    alone("每低1个百分点扣0.1分", {**IN_TIME, "target": "0.9", "each": "0.1"}, "8.5"),  # 15 points below 90 %
    alone("每低10个百分点扣1分，不足按比例", {**IN_TIME, "target": "0.9", "each": "1", "every": "10"}, "8.5"),
    alone(
        "每低10个百分点扣1分，不足按一档",
        {**IN_TIME, "target": "0.9", "each": "1", "every": "10", "part": "begun"},
        "8",
    ),
    alone(
        "每低10个百分点扣1分，不足不扣", {**IN_TIME, "target": "0.9", "each": "1", "every": "10", "part": "full"}, "9"
    ),
    # late complaints 1, 2 and 0: on average 1, in its category 1.5
    Form(
        "和全部单位的平均比", [one({**LATE, "each": "2"})], {"A01": {"1": "10"}, "A02": {"1": "8"}, "B01": {"1": "10"}}
    ),
    Form("和同类单位的平均比", [one({**LATE, "to": "category", "each": "2"})], {"A01": {"1": "10"}, "A02": {"1": "9"}}),
    Form("比平均差就不得分", [one(LATE)], {"A01": {"1": "10"}, "A02": {"1": "0"}}),
    Form(  # 3 of 4 and 0 of 2: together 50 %
        "比率和平均比",
        [one({**LATE, "measure": "complaints_in_time", "out_of": "complaints_owed", "better": "high", "each": "0.1"})],
        {"A01": {"1": "10"}, "A02": {"1": "5"}},
    ),
    alone("和上年比，少了", {**LATE, "to": "last_year", "each": "1"}, "10"),  # 1, 2 the year before
    alone(  # 3 trainings, 5 the year before
        "和上年比，该多的少了",
        {"kind": "compare", "measure": "trainings", "to": "last_year", "better": "high", "each": "1"},
        "8",
    ),
    Form(
        "优秀不超过一半",
        [one(MANUAL, "100")],
        {"A01": {"": "95", GRADE: "优秀"}, "A02": {"": "92", GRADE: "良好"}},
        {("A01", "1"): "95", ("A02", "1"): "92"},
        bands=[{**BANDS[0], "most": "0.5"}, *BANDS[1:]],
    ),
    Form(
        "人工认定的一票降等",
        [one(MANUAL, "100"), one({"kind": "veto", "at_most": "一般"}, "0", "2")],
        {"A01": {"": "95", "2": "0", GRADE: "一般"}},
        {("A01", "1"): "95", ("A01", "2"): "1"},
    ),
    Form(
        "总分以外的扣分",  # 1 late complaint: 2 points; A02 2: 4, but 3 at the most
        [
            one(MANUAL, "100"),
            one({"kind": "deduction", "measure": "late_complaints", "each": "2", "outside": True}, "3", "2"),
        ],
        {"A01": {"2": "-2", "": "88"}, "A02": {"2": "-3", "": "87"}},
        {("A01", "1"): "90", ("A02", "1"): "90"},
    ),
    Form(
        "总分以外的人工扣分",
        [one(MANUAL, "100"), one({"kind": "manual", "deducts": True}, "5", "2")],
        {"A01": {"2": "-3", "": "87"}},
        {("A01", "1"): "90", ("A01", "2"): "-3"},
    ),
    Form(
        "自评、实地考评和满意度各占多少",  # 90 * 20 % + 80 * 50 % + 70 * 30 %
        [one(MANUAL, "100", str(at), part=part) for at, part in enumerate(("自评", "实地考评", "满意度"), 1)],
        {"A01": {"": "79", GRADE: "一般"}},
        {("A01", "1"): "90", ("A01", "2"): "80", ("A01", "3"): "70"},
        scheme={
            "total": "100",
            "parts": [
                {"name": "自评", "share": "0.2"},
                {"name": "实地考评", "share": "0.5"},
                {"name": "满意度", "share": "0.3"},
            ],
        },
    ),
    Form(
        "未报不得分",
        [one({"kind": "deduction", "measure": "late_complaints", "each": "1"})],
        {"A01": {"1": "0"}},
        late=True,
    ),
    Form(
        "未报也照台账计算",
        [one({"kind": "deduction", "measure": "late_complaints", "each": "1"})],
        {"A01": {"1": "9"}},
        scheme={"unreported": "counted"},
        late=True,
    ),
    Form(
        "不适用，汇总单位同意的才算", [one({"kind": "completion"}, items=[1, 2, 3, 4])], {"A01": {"1": "3.33"}}
    ),  # 1 of 3
    Form(
        "不适用，单位说了就算",  # 1 of 2
        [one({"kind": "completion"}, items=[1, 2, 3, 4])],
        {"A01": {"1": "5"}},
        scheme={"waived": "claimed"},
    ),
    Form(
        "事项不适用，定额也不算",
        [one(MANUAL, "90"), one({"kind": "quota", "ledger": "risk", "at_least": 4}, "10", "2", items=[2])],
        {"A01": {"2": "不适用", "": "100"}},
        {("A01", "1"): "90"},
    ),
)
