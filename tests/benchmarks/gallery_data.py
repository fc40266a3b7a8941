"""Made-up offices of any size, every text as short or as long as people plausibly write it."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from models.assess.shipped import shipped_scheme
from models.merge import keys
from models.plan_text import read_plan_file
from models.records.field import BoundField, Kind
from models.records.ledger import Ledger
from models.records.ledgers.certificate import MINISTRY
from models.records.office import Issue, Period, Unit
from models.records.registry import ledgers
from models.resources import resource
from models.store.base.transaction import Transaction
from models.store.base.workspace import CENTRE, UNIT, Office, Workspace
from models.store.records import records
from tests.reports.forms.samples import new_workspace, send_report

YEAR, DAY = 2020, dt.date(2021, 1, 8)
SHORT, LONG = "short", "long"
CATEGORIES = ("乡（镇）办事处", "局（办）", "管委会本级")
PROSE = (
    "召开党工委（扩大）会议专题研究，制定《2020年依法行政工作实施方案（试行）》并印发各村（社区）、各中队执行；"
    "对照清单逐项整改，共梳理权责事项1,286项，办理“一件事”联办事项43件，群众满意率98.7%。"
)
NAMES = {SHORT: "王一", LONG: "阿卜杜热合曼·买买提依明𠮷𬱖䶮"}
MOST_ITEMS = 36
TABLE_ROWS = {SHORT: 1, LONG: 4}


def value(field: BoundField, at: int, length: str, uids: dict[str, list[str]]) -> Any:
    """A value of the field for record `at` (from 1), as JSON."""
    if field.kind is Kind.REFERENCE:
        known = uids.get(field.spec.to) or [""]
        return known[at % len(known)]
    if field.kind is Kind.TABLE:
        rows = range(TABLE_ROWS[length])
        return [{one.name: value(one, at + row, length, uids) for one in field.columns} for row in rows]
    return PLAIN[field.kind](field, at, length)


def _date(_field: BoundField, at: int, _length: str) -> str:
    return str(dt.date(YEAR, 1, 1) + dt.timedelta(days=at * 7 % 360))


def _money(_field: BoundField, _at: int, length: str) -> str:
    return "0.50" if length == SHORT else "1234567890.12"


def _flag(_field: BoundField, at: int, _length: str) -> bool:
    return at % 2 == 0


def _count(field: BoundField, at: int, length: str) -> int:
    return {"year": YEAR, "item": at}.get(field.name, at % 10 if length == SHORT else 10_000 + at)


def _choice(field: BoundField, at: int, length: str) -> str:
    by_length = sorted(field.spec.choices, key=len)
    return by_length[0] if length == SHORT else by_length[-1 - at % min(2, len(by_length))]


def _text(field: BoundField, at: int, length: str) -> str:
    """Words of the field's own kind."""
    spec, short = field.spec, length == SHORT
    special = {
        "id_number": f"41012219{at % 100:02}0101{at % 10_000:04}",
        "case_number": f"（2020）豫{'01行初' if short else '0191行赔初'}{at}号",
        "phone": "3718888" if short else f"0371-6788{at % 10_000:04}-8801",
        "name": NAMES[length],
    }
    if spec.format in special or spec.private in special:
        return special.get(spec.format) or special[spec.private]
    if short:
        return f"{at}"
    return PROSE * spec.lines if spec.lines > 1 else f"{at}号{PROSE}"[: max(spec.width * 2, 12)]


PLAIN: dict[Kind, Callable[[BoundField, int, str], Any]] = {
    Kind.DATE: _date,
    Kind.INTEGER: _count,
    Kind.MONEY: _money,
    Kind.FLAG: _flag,
    Kind.CHOICE: _choice,
    Kind.TEXT: _text,
}


def fill(tx: Transaction, unit: str, count: int, length: str, first: int = 1) -> None:
    """Give a unit `count` records of every ledger that units keep, referring to one another; no record to itself."""
    uids: dict[str, list[str]] = {}
    every = [one for one in ledgers().values() if one.desk == "unit"]
    for declared in sorted(every, key=_references):
        most = MOST_ITEMS if declared.id == "progress" else count
        for at in range(first, first + min(count, most)):
            entry = records.save(tx, declared, unit, _fields(declared, at, length, uids))
            uids.setdefault(declared.id, []).append(entry.uid)


def _references(declared: Ledger) -> int:
    return sum(field.kind is Kind.REFERENCE and field.spec.to != declared.id for field in declared.fields)


def _fields(declared: Ledger, at: int, length: str, uids: dict[str, list[str]]) -> dict[str, Any]:
    used = [field for field in declared.fields if field.spec.to != declared.id and field.name != "explanations"]
    given = {field.name: value(field, at, length, uids) for field in used}
    if "evidence" in given:
        given["evidence"] = [{"name": "会议纪要.pdf", "digest": "a" * 64, "size": 2048}]
    if declared.id == "progress":
        given["item"] = (at - 1) % MOST_ITEMS + 1
    if declared.id == "certificate":
        kept = {"status": "在用", "renewal": "已换发", "renewed_on": f"{YEAR}-03-01", "valid_to": f"{YEAR + 5}-02-28"}
        given |= {**kept, "kind": MINISTRY, "filed_on": None if at % 2 else f"{YEAR}-06-01"}
    return given


def issue(count: int, length: str) -> Issue:
    """The shipped plan for `count` units, one of them the centre's own."""
    plan = read_plan_file(resource("plans", "2020-郑东新区.txt")).plan
    if plan is None:
        raise SystemExit("the shipped plan cannot be read")
    names = (_unit_name(at, length) for at in range(1, count + 1))
    others = tuple(Unit(f"X{at:03}", name, CATEGORIES[at % 2]) for at, name in enumerate(names, 1))
    return Issue(
        number=1,
        year=YEAR,
        centre="管委会",
        plan=plan,
        units=(Unit("GWH", "管委会本级", CATEGORIES[2]), *others),
        periods=(Period("2020H1", "2020年上半年", dt.date(2020, 7, 10)), Period("2020", "2020年度", DAY)),
        scheme=shipped_scheme(),
    )


def _unit_name(at: int, length: str) -> str:
    return f"{at}局" if length == SHORT else f"示例市城市管理综合行政执法局高新技术产业开发区第{at}分局𬭎中队"


def one_unit(folder: Path, count: int, length: str) -> Workspace:
    """A unit with `count` records in every ledger, its report sent."""
    given = issue(1, length)
    workspace = new_workspace(folder, Office(UNIT, "X001", given.units[1].name), given)
    with workspace.write(NAMES[length]) as tx:
        fill(tx, "X001", count, length)
    with workspace.write(NAMES[length]) as tx:
        _, recipient = keys.make_keys(tx)
    send_report(workspace, recipient, folder.with_suffix(".fzb"))
    return workspace


def centre(folder: Path, count: int, length: str) -> Workspace:
    """A centre of `count` units with a record of each in every ledger."""
    given = issue(count, length)
    name = "管委会" if length == SHORT else "示例国家级高新技术产业开发区管理委员会法治建设领导小组办公室"
    workspace = new_workspace(folder, Office(CENTRE, "GWH", name), given)
    with workspace.write(NAMES[length]) as tx:
        for at, unit in enumerate(given.units[1:], 1):
            fill(tx, unit.code, 1, length, first=at)
    return workspace
