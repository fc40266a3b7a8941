"""What holds for every form; the wording of each stands in golden/ (written anew with --update-golden)."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from models.errors import FazhiError
from models.store.base import journal
from models.store.base.workspace import Workspace
from reports.base.charts import Chart
from reports.base.page import is_landscape
from reports.base.sheet import Sheet
from reports.base.wording import cell_text
from reports.forms import NotOurFormError, UnknownFormError, form, forms
from tests.reports.forms.samples import PLAIN, Make

GOLDEN = Path(__file__).parent / "golden"
UNIT_FORMS = [one.id for one in forms().values() if one.open_to(centre=False)]
CENTRE_FORMS = [one.id for one in forms().values() if one.open_to(centre=True)]
NEEDS_MORE = {
    "submission-sheet",
    "self-assessment",
    "assessment-ranking",
    "assessment-detail",
    "feedback-letter",
    "urging-letter",
    "missing-units",
    "charts",
}
"""Forms of something that an empty workspace does not have."""


WITH_GOLDEN = [("unit", one) for one in UNIT_FORMS if one not in {*PLAIN, "submission-sheet"}]
WITH_GOLDEN += [("centre", one) for one in CENTRE_FORMS if one not in PLAIN]


def spelled(sheet: Sheet) -> str:
    """A sheet and those behind it as text, for comparison."""
    heads = "|".join(f"{column.group + '/' if column.group else ''}{column.label}" for column in sheet.columns)
    facts = [f"{fact.label}：{fact.value}" for fact in sheet.facts]
    rows = ["|".join(_cells(sheet, at)) for at in range(len(sheet.rows))]
    signers = "、".join(f"{one.label}：{one.value}" for one in sheet.signers)
    first = f"{sheet.title}|{sheet.unit}|{sheet.period}|{sheet.filled_on}"
    drawn = [line for chart in sheet.charts for line in _chart(chart)]
    own = [first, *facts, *sheet.letter, heads, *rows, *drawn, signers, *sheet.notes, ""]
    return "\n".join([*own, *map(spelled, sheet.more)])


def _chart(chart: Chart) -> list[str]:
    bars = (f"{bar.label}|{'|'.join(map(str, bar.parts))}|{bar.said}" for bar in chart.bars)
    return [chart.title, "|".join(chart.series), *bars, chart.note]


def _cells(sheet: Sheet, at: int) -> list[str]:
    row = sheet.rows[at]
    texts = [cell_text(value, column.kind) for value, column in zip(row.cells, sheet.columns, strict=False)]
    return [("" if row.style == "body" else f"[{row.style}]") + texts[0], *texts[1:]]


@pytest.mark.parametrize(
    ("role", "form_id"),
    WITH_GOLDEN,
)
def test_golden(
    role: str, form_id: str, request: pytest.FixtureRequest, make: Make, pytestconfig: pytest.Config
) -> None:
    found = spelled(make(request.getfixturevalue(role), form_id))
    golden = GOLDEN / f"{role}-{form_id}.txt"
    if pytestconfig.getoption("--update-golden"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


def test_every_golden_file_is_compared() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(map("-".join, WITH_GOLDEN))


@pytest.mark.parametrize("form_id", list(forms()))
def test_an_empty_workspace_gives_an_empty_form(form_id: str, empty: Workspace, make: Make) -> None:
    if not form(form_id).open_to(centre=empty.is_centre):
        with pytest.raises(NotOurFormError):
            make(empty, form_id)
    elif form_id in NEEDS_MORE:
        with pytest.raises(FazhiError, match=r"请|不用"):
            make(empty, form_id)
    else:
        assert make(empty, form_id).unit == "新建单位"


@pytest.mark.parametrize("form_id", ["case-register", "certificates", "progress", "case-statistics"])
def test_paper_says_what_the_sheet_says(
    form_id: str, unit: Workspace, make: Make, printed: Callable[[Sheet], str]
) -> None:
    sheet = make(unit, form_id)
    words = printed(sheet)
    wanted = [sheet.title, *(column.label for column in sheet.columns), *sheet.notes]
    assert [one for one in wanted if "".join(one.split()) not in words] == []


@pytest.mark.parametrize("form_id", [one for one in UNIT_FORMS if one not in {"submission-sheet", "ministry-filing"}])
def test_ids_are_masked_unless_declared_full(form_id: str, unit: Workspace, make: Make) -> None:
    whole = re.search(r"[0-9]{17}[0-9X]", spelled(make(unit, form_id)))
    assert (whole is not None) == form(form_id).full_ids


def test_a_form_with_full_ids_is_journalled(unit: Workspace, make: Make) -> None:
    make(unit, "certificate-renewal", operator="赵经办")
    with unit.read() as connection:
        change = journal.recent_rows(connection, 1)[0]
    assert (change.operator, change.act, change.uid, change.unit) == ("赵经办", "print", "certificate-renewal", "X01")
    assert "证件换发登记表（2020年度，2行" in change.line


def test_other_forms_leave_no_trace(unit: Workspace, make: Make) -> None:
    with unit.read() as connection:
        before = journal.head_digest(connection)
    make(unit, "certificates")
    with unit.read() as connection:
        assert journal.head_digest(connection) == before


def test_an_unknown_form_names_the_known_ones() -> None:
    with pytest.raises(UnknownFormError, match="case-statistics"):
        form("nonsense")


@pytest.mark.parametrize("form_id", ["submissions", "assessment-ranking"])
def test_the_centre_s_forms_stay_there(form_id: str, unit: Workspace, make: Make) -> None:
    with pytest.raises(NotOurFormError, match="由汇总单位打印"):
        make(unit, form_id)


@pytest.mark.parametrize("form_id", CENTRE_FORMS)
def test_columns_are_squeezed_by_half_at_most(form_id: str, centre: Workspace, make: Make) -> None:
    sheet = make(centre, form_id)
    room = (297 if is_landscape(sheet) else 210) - 36
    assert sum(column.width for column in sheet.columns) <= room * 1.5


@pytest.mark.parametrize("form_id", ["progress", "case-register", "certificates", "assessment-detail", "trainings"])
def test_the_centre_prints_one_unit_s_form_too(form_id: str, centre: Workspace, make: Make) -> None:
    assert make(centre, form_id, unit="X02").unit == "示例二办事处"
