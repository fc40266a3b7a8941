"""How certificate numbers look travels with the plan: a unit then asks, and no record is touched."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from models.merge.from_centre import receive_from_centre
from models.store.base.workspace import Workspace
from models.store.records.stored_context import StoredContext
from models.submit.centre import current_issue, export_plan, save_issue
from models.submit.unit import check_workspace
from models.submit.warnings import all_warnings
from tests.models.offices import TODAY, Offices, lines, put
from tests.places import PROVINCIAL, with_numbers

CODE = "certificate.number_pattern"


def issued(centre: Workspace, folder: Path, pattern: str) -> Path:
    """The plan package of the next issue, with this pattern."""
    issue = current_issue(centre)
    assert issue
    number = save_issue(
        centre, msgspec.structs.replace(issue, place=with_numbers({PROVINCIAL: pattern})), "李四"
    ).number
    return export_plan(centre, folder / f"p{number}.fzb", "李四")


@pytest.mark.parametrize(("pattern", "asked"), [("豫A########", 1), ("豫A###", 0), ("豫A*", 0)])
def test_a_unit_checks_as_the_centre_says(offices: Offices, pattern: str, asked: int) -> None:
    put(offices.a, "certificate", kind=PROVINCIAL, number="豫A001", status="在用")
    before = lines(offices.a)
    assert CODE not in {one.code for one in check_workspace(offices.a, TODAY)}
    receive_from_centre(offices.a, issued(offices.centre, offices.folder, pattern), "张三")
    found = [one for one in check_workspace(offices.a, TODAY) if one.code == CODE]
    assert [(one.title, one.field) for one in found] == [("豫A001", "number")] * asked
    assert lines(offices.a) == before


def test_a_form_at_the_unit_knows_the_pattern(offices: Offices) -> None:
    receive_from_centre(offices.a, issued(offices.centre, offices.folder, "豫A####"), "张三")
    with offices.a.read() as connection:
        assert StoredContext(connection, TODAY).place.numbers == {PROVINCIAL: "豫A####"}


def test_the_centre_s_warnings_follow_the_pattern(offices: Offices) -> None:
    put(offices.centre, "certificate", kind=PROVINCIAL, number="豫A001", status="在用", explanations=EXPLAINED)
    for pattern, reasons in (("豫A###", []), ("豫A####", ["旧式编号"]), ("", [])):
        issued(offices.centre, offices.folder, pattern)
        found = all_warnings(offices.centre, TODAY).findings
        assert [one.explained for one in found if one.code == CODE] == reasons


EXPLAINED = [{"code": CODE, "reason": "旧式编号"}]
