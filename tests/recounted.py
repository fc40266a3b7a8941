"""The law's arithmetic over rows of exported ledgers, written anew: nothing of the program is imported here.

A row is a mapping of Chinese headings to cells. Sources: 行政诉讼法 85, 88, 89; its 解释 (2018) 48, 85, 101;
法释〔2020〕3号 2, 3, 7; 郑州市行政败诉案件过错责任追究办法 3, the example of what counts as lost.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

import chinese_calendar

Row = Mapping[str, Any]
Rows = Sequence[Row]
Figures = dict[str, Decimal | None]

JUDGED_LOST = frozenset(
    {
        *("确认违法", "全部撤销", "全部撤销并重作", "部分撤销", "部分撤销并重作", "变更", "履行法定职责"),
        *("履行给付义务", "确认无效", "行政协议履行", "行政协议补偿"),
    }
)
JUDGED_WON = frozenset({"驳回诉讼请求"})
ENDED_WON = frozenset({"驳回起诉", "准许原告主动撤诉", "准许原告因被告改变原行政行为撤诉", "终结诉讼", "调解"})
UPHOLDS = frozenset({"驳回上诉维持原判决", "驳回上诉维持原裁定", "再审维持原裁判"})
LEAVES = frozenset({"准许撤回上诉", "驳回再审申请"})
"""After these the document of the instance before is what is in force."""
GOES_ON = frozenset({"撤销原判发回重审", "裁定再审"})
NO_SUIT = re.compile("行审|行辖|行他|诉前调")
STANDING = ("在岗", "借调")


def day_of(cell: object) -> dt.date | None:
    """The day in a cell, None where it holds none."""
    return cell.date() if isinstance(cell, dt.datetime) else None


def lines(cell: object, first: str) -> Iterator[dict[str, str]]:
    """The lines of a cell that holds a list: 标签：值；标签：值, each line beginning with `first`."""
    for line in str(cell or "").split("\n"):
        if line.startswith(f"{first}："):
            yield dict(part.split("：", 1) for part in line.split("；") if "：" in part)


def iso(text: str | None) -> dt.date | None:
    """The day of a list's part."""
    return dt.date.fromisoformat(text) if text else None


def last_day(start: dt.date, days: int) -> dt.date:
    """The last day of a period that begins the day after `start` (81, 解释 48): never a day off."""
    return next_workday(start + dt.timedelta(days))


def next_workday(day: dt.date) -> dt.date:
    """`day`, or the first working day after it."""
    while not chinese_calendar.is_workday(day):
        day += dt.timedelta(1)
    return day


def workdays_later(start: dt.date, days: int) -> dt.date:
    """The day so many working days after `start`."""
    day = start
    while days:
        day += dt.timedelta(1)
        days -= chinese_calendar.is_workday(day)
    return day


def rate(part: int, whole: int) -> Decimal | None:
    """The share to four places."""
    return (Decimal(part) / whole).quantize(Decimal("0.0001"), ROUND_HALF_UP) if whole else None


class Hearing(NamedTuple):
    """A session of the court: its day, whether a leader came, whether it was the head."""

    on: dt.date
    came: bool
    head: bool


class Suit(NamedTuple):
    """One case number."""

    number: str
    before: str
    row: Row
    hearings: tuple[Hearing, ...]

    @property
    def instance(self) -> str:
        """一审, 二审, 再审审查 or 再审."""
        return str(self.row["审级"] or "")

    @property
    def started(self) -> dt.date:
        """The day of service, or the first of the number's year."""
        return day_of(self.row["签收日期"]) or dt.date(self.row["收案年度"], 1, 1)

    @property
    def ended(self) -> dt.date | None:
        """The day of the document."""
        return day_of(self.row["裁判日期"]) if self.row["裁判结果"] else None

    def outcome(self, day: dt.date) -> str:
        """How it ended, "" while it is open on the day."""
        return str(self.row["裁判结果"]) if self.ended and self.ended <= day else ""


def plain_number(cell: object) -> str:
    """A case number in one spelling."""
    return re.sub(r"\s", "", str(cell or "")).translate(str.maketrans("()", "（）"))


def suits_of(rows: Rows) -> dict[str, Suit]:
    """Each case number once: what the first report leaves empty is taken from the next, hearings are joined."""
    groups = defaultdict[str, list[Row]](list)
    for row in rows:
        if not NO_SUIT.search(str(row["案号"])):
            groups[plain_number(row["案号"])].append(row)
    found = {}
    for number, group in groups.items():
        merged = {name: next((row[name] for row in group if row[name] is not None), None) for name in group[0]}
        sessions: dict[dt.date, list[Hearing]] = defaultdict(list)
        for hearing in (one for row in group for one in _hearings(row["开庭情况"])):
            sessions[hearing.on].append(hearing)
        joined = (
            Hearing(on, any(one.came for one in some), any(one.head for one in some)) for on, some in sessions.items()
        )
        found[number] = Suit(number, plain_number(merged["前审案件"]), merged, tuple(joined))
    return found


def _hearings(cell: object) -> Iterator[Hearing]:
    for one in lines(cell, "开庭日期"):
        on = iso(one["开庭日期"])
        if on and one.get("庭审方式", "开庭") == "开庭":
            came = bool(one.get("出庭负责人") or one.get("推选出庭的记录"))
            yield Hearing(on, came, came and one.get("负责人类别") == "正职")


def in_force(suit: Suit, appealed: frozenset[str], day: dt.date, *, doubt: bool) -> bool:
    """Whether the document of an instance is in effect on the day; `doubt` is the answer where nobody can tell."""
    typed, received = day_of(suit.row["生效日期"]), day_of(suit.row["收到文书日期"])
    if typed:
        return typed <= day
    if suit.number in appealed:
        return False
    if received is None or received > day:
        return doubt and received is None
    days = _appeal_days(suit)
    return days is None or last_day(received, days) < day


def _appeal_days(suit: Suit) -> int | None:
    """Judgments 15 days, rulings that may be appealed against 10 (85, 解释 101); None where nothing is open."""
    if suit.instance != "一审":
        return None
    outcome = suit.row["裁判结果"]
    return 15 if outcome in JUDGED_LOST | JUDGED_WON else 10 if outcome == "驳回起诉" else None


class Case(NamedTuple):
    """A whole case on a day: its instances, whether it goes on, and 败诉, 未败诉 or 未定."""

    steps: tuple[Suit, ...]
    is_open: bool
    verdict: str
    since: dt.date | None


def cases_on(suits: Mapping[str, Suit], day: dt.date, *, doubt: bool = False) -> dict[str, Case]:
    """The whole cases known on the day, by the number of their first instance; `doubt` as for `in_force`."""
    known = {number: suit for number, suit in suits.items() if suit.started <= day}
    followed = {suit.before for suit in known.values()}
    appealed = frozenset(suit.before for suit in suits.values() if suit.instance == "二审")
    found: dict[str, Case] = {}
    for leaf in sorted((suit for number, suit in known.items() if number not in followed), key=lambda one: one.started):
        steps = [leaf]
        while steps[0].before in known and known[steps[0].before] not in steps:
            steps.insert(0, known[steps[0].before])
        last = leaf.outcome(day)
        verdict = _verdict(steps, appealed, day, doubt=doubt)
        since = [day_of(step.row["生效日期"]) or step.ended for step in steps if step.outcome(day)]
        found[steps[0].number] = Case(
            tuple(steps), not last or last in GOES_ON, verdict, max(filter(None, since), default=None)
        )
    return found


def _verdict(steps: list[Suit], appealed: frozenset[str], day: dt.date, *, doubt: bool) -> str:
    asked = [step for step in steps if step.outcome(day) or step.instance != "再审审查"]
    if not asked or not asked[-1].outcome(day):
        return "未定"
    if asked[-1].row["败诉人工认定"]:
        return str(asked[-1].row["败诉人工认定"])
    effective = False
    for place, step in enumerate(reversed(asked)):
        outcome = step.outcome(day)
        effective = effective or in_force(step, appealed, day, doubt=doubt)
        if outcome in UPHOLDS and not effective:
            return "未定"
        if outcome in UPHOLDS | LEAVES or (place and outcome == "裁定再审"):
            continue
        if effective and outcome in JUDGED_LOST:
            return "败诉"
        return "未败诉" if effective and outcome in JUDGED_WON | ENDED_WON else "未定"
    return "未定"


def litigation(rows: Rows, year: int, day: dt.date) -> Figures:
    """The year's figures of cases, of instances, of lost cases and of leaders in court."""
    suits, eve = suits_of(rows), dt.date(year - 1, 12, 31)
    before, now = cases_on(suits, eve), cases_on(suits, day)
    carried = {root for root, one in before.items() if one.is_open}
    fresh = now.keys() - before.keys()
    again = {
        root for root in now.keys() - carried - fresh if any(step.started.year == year for step in now[root].steps)
    }
    pending = {root for root in carried | fresh | again if now[root].is_open}
    decided = [
        one.verdict
        for root, one in now.items()
        if one.verdict != "未定" and not (root in before and before[root].verdict == one.verdict)
    ]
    heard = [some for one in suits.values() if one.started <= day and (some := sessions(one, year, day))]
    came, head = (sum(any(getattr(one, name) for one in some) for some in heard) for name in ("came", "head"))
    counts = {
        "上年结转": len(carried),
        "本年新收": len(fresh),
        "进入后续审级": len(again),
        "本年审结": len(carried | fresh | again) - len(pending),
        "期末未结": len(pending),
        "认定胜败": len(decided),
        "败诉": decided.count("败诉"),
        "开庭案件": len(heard),
        "负责人出庭": came,
        "正职出庭": head,
        "开庭次数": sum(map(len, heard)),
        **_by_instance(suits.values(), year, day),
    }
    rates = {
        "败诉率": rate(decided.count("败诉"), len(decided)),
        "出庭率": rate(came, len(heard)),
        "正职出庭率": rate(head, len(heard)),
    }
    return {name: Decimal(value) for name, value in counts.items()} | rates


def sessions(suit: Suit, year: int, day: dt.date) -> list[Hearing]:
    """The sessions of the year, up to the day."""
    return [one for one in suit.hearings if one.on.year == year and one.on <= day]


def _by_instance(suits: Iterable[Suit], year: int, day: dt.date) -> dict[str, int]:
    known = [one for one in suits if one.started <= day]
    ended = [one for one in known if one.ended and one.ended.year == year and one.ended <= day]
    new = [one for one in known if one.started.year == year]
    judgments = JUDGED_LOST | JUDGED_WON | {"驳回上诉维持原判决", "再审维持原裁判"}
    others = frozenset({"调解", "其他"})
    return {
        "案号：本年新收": len(new),
        **{f"案号：{name}": sum(one.instance == name for one in new) for name in ("一审", "二审", "再审审查", "再审")},
        "案号：本年审结": len(ended),
        "案号：期末未结": sum(not one.outcome(day) for one in known),
        "判决": sum(one.outcome(day) in judgments for one in ended),
        "裁定": sum(one.outcome(day) not in judgments | others for one in ended),
        "调解和其他": sum(one.outcome(day) in others for one in ended),
    }


def certificates(people: Rows, held: Rows, year: int, day: dt.date) -> Figures:
    """The figures of one unit: officers, of them with a certificate, certificates in use, valid, expired; no card."""
    here = {one["记录编号"] for one in people if one["人员状态"] in STANDING}
    in_use = [one for one in held if one["证件状态"] == "在用"]
    until = [(day_of(one["有效期起"]) or day, day_of(one["有效期止"]) or dt.date.min) for one in in_use]
    had = {holder_of(one, people) for one in held if _held_in(one, year, day)}
    of_year = here | {one["记录编号"] for one in people if (day_of(one["离岗日期"]) or dt.date.min).year >= year}
    counts = {
        "在岗": len(here),
        "其中持证": len({holder_of(one, people) for one in in_use} & here),
        "合计": len(in_use),
        "有效": sum(begins <= day <= ends for begins, ends in until),
        "已过期": sum(dt.date.min < ends < day for _, ends in until),
        "无证件": len(of_year - had),
        **_changes(held, year, day),
    }
    return {name: Decimal(value) for name, value in counts.items()}


def _changes(held: Rows, year: int, day: dt.date) -> dict[str, int]:
    """Cards that came by 申领 in the year, and exchanges: of an old and a new card that both say so, one."""
    exchanged = [
        one
        for one in held
        if one["换发情况"] == "已换发" and (on := day_of(one["换发日期"])) and on.year == year and on <= day
    ]
    numbers = {one["证件编号"] for one in exchanged}
    begun = ((one, day_of(one["发证日期"]) or day_of(one["有效期起"])) for one in held)
    return {
        "新领": sum(on is not None and on.year == year and on <= day and not _for_another(one) for one, on in begun),
        "换发": sum(one["原证件编号"] not in numbers for one in exchanged),
    }


def _for_another(one: Row) -> bool:
    """Whether the card stands for an older or a lost one."""
    kinds = {line.get("办理事项") for line in lines(one["变动记录"], "办理日期")}
    renewed = one["换发情况"] == "已换发" or bool(kinds & {"换发", "遗失补办"})
    return bool(one["原证件编号"]) or (renewed and one["证件状态"] != "已换发")


def holder_of(certificate: Row, people: Rows) -> str:
    """The 记录编号 of the holder, who is told by name, or by name〔身份证号〕 or name〔记录编号〕 among namesakes."""
    said, _, key = str(certificate["持证人"]).rstrip("〕").partition("〔")
    own = (one for one in people if one["姓名"] == said and key in ("", one["身份证号"], one["记录编号"]))
    return next((str(one["记录编号"]) for one in own), said)


def _held_in(certificate: Row, year: int, day: dt.date) -> bool:
    begun = day_of(certificate["发证日期"]) or day_of(certificate["有效期起"]) or day
    ends = [
        iso(one["办理日期"])
        for one in lines(certificate["变动记录"], "办理日期")
        if one.get("办理事项") in ("收回", "注销", "取消资格", "换发")
    ]
    gone = certificate["证件状态"] in ("收回", "注销", "取消资格", "已换发")
    last = max([one for one in (*ends, day_of(certificate["换发日期"])) if one], default=None) if gone else None
    return begun <= day and (last is None or last.year >= year)


def trainings(rows: Rows, kind: str, year: int, day: dt.date) -> int:
    """Trainings of a kind that were held in the year by the day."""
    return sum(
        one["类别"] == kind and (on := day_of(one["日期"])) is not None and on.year == year and on <= day
        for one in rows
    )
