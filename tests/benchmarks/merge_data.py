"""What the merge benchmark merges: packages of made-up units, the same rows as workbooks, and a centre that waits."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.assess.shipped import shipped_scheme
from models.merge import keys
from models.merge.enrolment import enrol_unit
from models.merge.from_centre import PlanOffer, read_plan_package
from models.merge.intake import merge_all
from models.plan_text import read_plan_file
from models.records.office import Issue, Period
from models.records.plan import Plan
from models.records.registry import ledger
from models.resources import resource
from models.store.base.workspace import Workspace
from models.store.records import records
from models.submit.centre import export_plan, set_up_centre
from models.submit.unit import Signers, set_up_unit, submit
from ui.cli.arguments import tell
from ui.demo.cases import case_chains
from ui.demo.certificates import certificates
from ui.demo.example import read_example
from ui.demo.explanations import settle
from ui.demo.filling import save_rows
from ui.demo.people import id_number, people
from ui.demo.progress import progress
from ui.demo.roster import DemoOffice, offices, own_office

LEDGERS = ("progress", "person", "certificate", "case")
PERSONS, CERTIFICATES, CASES = 170, 300, 120
PASSPHRASE, CLERK, YEAR = "benchmark", "经办人", 2020
TODAY = dt.date(2020, 12, 16)
PERIOD = Period("2020年度", "2020年度", dt.date(2020, 12, 20))
Fields = dict[str, Any]


@dataclass(frozen=True)
class Prepared:
    """Where the centre lies before merging, the packages and the workbooks, and of how many units."""

    centre: Path
    packages: Path
    workbooks: Path
    units: int

    @property
    def records(self) -> int:
        """How many records there are in all."""
        return self.units * (36 + PERSONS + CERTIFICATES + CASES)


def prepare(root: Path, count: int) -> Prepared:
    """Make everything for `count` units below `root`."""
    made = Prepared(root / "centre", root / "packages", root / "workbooks", count)
    for folder in (made.packages, made.workbooks):
        folder.mkdir(parents=True)
    plan = read_plan_file(resource("plans", "2020-郑东新区.txt")).plan
    members = offices(read_example(), count)
    own = own_office(read_example()).unit
    units = (own, *(office.unit for office in members))
    issue = Issue(
        number=0, year=YEAR, centre="示例", plan=plan, units=units, periods=(PERIOD,), scheme=shipped_scheme()
    )
    centre = set_up_centre(made.centre, (own.code, "示例"), issue, PASSPHRASE, CLERK).workspace
    offer = read_plan_package(export_plan(centre, root, CLERK))
    fingerprints = {}
    for number, office in enumerate(members, 1):
        tell(f"[{number}/{count}] {office.unit.code}")
        fingerprints[office.unit.code] = _unit(root, made, office, number, offer, plan)
    merge_all(centre, [made.packages], CLERK)
    for code, digits in fingerprints.items():
        enrol_unit(centre, code, digits, CLERK)
    centre.close()
    return made


def _unit(root: Path, made: Prepared, office: DemoOffice, number: int, offer: PlanOffer, plan: Plan) -> str:
    """One unit's package and workbook; gives its fingerprint."""
    workspace = set_up_unit(root / "units" / office.unit.code, offer, office.unit.code, None, CLERK).workspace
    _fill(workspace, office, number, plan)
    settle(workspace, CLERK, TODAY, read_example())
    submit(workspace, made.packages, Signers(CLERK), TODAY)
    _write_workbook(workspace, made.workbooks / f"{office.unit.code}.xlsx")
    digits = keys.own_fingerprint(workspace)
    workspace.close()
    return digits


def _fill(workspace: Workspace, office: DemoOffice, number: int, plan: Plan) -> None:
    unit = office.unit.code
    with workspace.write(CLERK) as tx:
        rows = progress(office, plan, [{}], number)
        save_rows(tx, "progress", unit, [row | {"evidence": []} for row in rows])
        persons = list(officers(office, number))
        uids = save_rows(tx, "person", unit, persons)
        held = certificates(office, dict(zip(uids, persons, strict=True)), number)
        save_rows(tx, "certificate", unit, held[:CERTIFICATES])
        left = CASES
        for chain in suits(office, number):
            previous = ""
            for case in chain[:left]:
                (previous,) = save_rows(tx, "case", unit, [case | {"previous": previous}])
                left -= 1


def officers(office: DemoOffice, number: int) -> Iterator[Fields]:
    """People of as many offices as are needed, with ID numbers that occur once."""
    made = 0
    for batch in range(PERSONS):
        for person in people(office, number, 1000 * number + batch):
            birth = dt.date(1965, 1, 1) + dt.timedelta(days=7 * made)
            yield person | {"id_number": id_number(number, birth, made % 400, person["sex"]), "staffing": "行政编制"}
            made += 1
            if made == PERSONS:
                return


def suits(office: DemoOffice, number: int) -> Iterator[list[Fields]]:
    """Suits of as many years as are needed, with case numbers that occur once."""
    made = 0
    for batch in range(CASES * 9):
        for chain in case_chains(office, 1000 * number + batch):
            for case in chain:
                made += 1
                head, _, _ = case["number"].rpartition("初" if "初" in case["number"] else "终")
                kind = "初" if "初" in case["number"] else "终"
                case["number"] = f"{head}{kind}{1000 * number + made}号"
            yield chain
        if made >= CASES:
            return


def _write_workbook(workspace: Workspace, path: Path) -> None:
    """The unit's rows as an office keeps them: a sheet a ledger, a column a field."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    with workspace.read() as connection:
        for name in LEDGERS:
            declared = ledger(name)
            sheet = book.create_sheet(declared.label)
            sheet.append([field.label for field in declared.fields])
            for entry in records.entries(connection, declared):
                sheet.append([_cell(entry.fields.get(field.name)) for field in declared.fields])
    book.save(path)


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
