"""What a new centre issues: plan, units, periods and scheme, from files or as shipped."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from models.assess.reading import read_scheme
from models.errors import FazhiError
from models.plan_text.plan_source import read_items
from models.records.finding import Finding, Level
from models.records.office import Issue, Period, Unit
from models.records.place import NATIONAL, PlaceProfile
from models.records.plan import Plan
from models.records.shipped_example import first_example
from models.records.shipped_places import only_place_before
from models.records.unit_names import with_owners
from models.resources import resource
from models.small_file import read_small
from models.submit.first_issue import default_periods, scheme_for
from models.submit.report_days import guessed_days, periods_by_text
from reports.filled_in.units_file import CODE, read_units
from ui.cli.arguments import day, tell
from ui.cli.place import named_place
from ui.rendering.pdf_text import pdf_pages

ISSUE_OPTIONS = ("units", "period", "scheme", "place")


class BadSchemeError(FazhiError):
    """The scheme cannot be used; `findings` say why."""

    findings: Sequence[Finding]

    @property
    def sentence(self) -> str:
        """Strings together the message of every error found in the scheme."""
        faults = "".join(one.message for one in self.findings if one.level is Level.ERROR)
        return f"考核方案不能用：{faults}"


def add_issue_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of a centre's first plan: own unit code, roster, periods and scheme."""
    parser.add_argument("--code", metavar="代码", type=_code, help="汇总单位的代码，不写时是名册里“…本级”的代码")
    parser.add_argument("--units", metavar="文件", type=Path, help="单位名册，json、csv 或 xlsx：代码、名称、类别")
    add_period(parser, "可写多次；不写时为上半年和全年")
    parser.add_argument(
        "--scheme",
        metavar="文件",
        type=Path,
        help="考核方案 json，不写时按工作要点拟一份草案，自带的要点用它的示例方案",
    )
    parser.add_argument(
        "--place", metavar="名称或文件", help="地方规定，不写时只按国家规定，自带的要点用它的地方；见命令 place"
    )


def add_period(parser: argparse.ArgumentParser, about: str) -> None:
    """Option of the reporting periods, several times."""
    parser.add_argument("--period", metavar="报送期=截止日期", type=_period, action="append", help=about)


def new_issue(args: argparse.Namespace) -> Issue:
    """The first issue of a centre, of the example where no plan is named; its number is given when it is kept.

    Raises:
        NoItemsError, PlanTextError, BadSchemeError, UnitsFileError, BadPlaceError: A file is not what it should be.
    """
    reading = read_items(args.plan or resource(first_example().plan), pdf_pages)
    for remark in reading.remarks:
        tell(remark)
    year = reading.plan.year or args.clock.today().year
    units, place = read_units(args.units) if args.units else (), _place(args)
    issue = Issue(
        number=0,
        year=year,
        centre=args.centre.strip(),
        plan=with_owners(reading.plan, units),
        units=units,
        periods=tuple(args.period or periods_by_text(reading.plan, year, default_periods(year))),
        scheme=_scheme(args.scheme, reading.plan, year, units, place or NATIONAL),
        place=place,
    )
    for guess in guessed_days(issue) if args.plan else ():
        tell(guess)
    return issue


def _place(args: argparse.Namespace) -> PlaceProfile | None:
    if args.place:
        return named_place(args.place)
    return None if args.plan else only_place_before()


def _scheme(path: Path | None, plan: Plan, year: int, units: Sequence[Unit], place: PlaceProfile) -> dict[str, Any]:
    """The scheme as packages can carry it: shares and points as text, for they know no fractions."""
    source = read_small(path) if path else scheme_for(plan, year, (unit.category for unit in units), place)
    reading = read_scheme(source, plan)
    if reading.scheme is None:
        raise BadSchemeError(reading.findings)
    for finding in reading.findings if path else ():
        tell(finding.message)
    found: dict[str, Any] = msgspec.to_builtins(reading.scheme)
    return found


def _code(text: str) -> str:
    if not CODE.fullmatch(text):
        raise argparse.ArgumentTypeError(f"代码“{text}”只能有字母、数字和 _ . -")
    return text


def _period(text: str) -> Period:
    name, equals, due = text.partition("=")
    if not name or (equals and not due):
        raise argparse.ArgumentTypeError(f"“{text}”请写成 报送期=截止日期，日期写成 年-月-日")
    return Period(name, name, day(due) if due else None)
