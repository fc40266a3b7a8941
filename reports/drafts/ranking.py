"""考核情况通报: how the units of each category came out, with the table of the ranking, to be gone on with in Word."""

from __future__ import annotations

from collections.abc import Iterator

from models.assess.score import UnitScore
from models.store.base.workspace import Workspace
from reports.base.paper import Block, Gap, Grid, Heading, Paper, address_paragraph, note_paragraph, paragraph
from reports.base.sheet import Column, Row
from reports.base.wording import long_date
from reports.drafts.draft import WordDraft
from reports.figures.current_scores import standing_of
from reports.figures.form_data import Scope
from reports.figures.ranking import category_rows, ranking_name, ranking_notes
from reports.figures.scores import Assessed
from reports.layouts.form import FormRequest

ID = "ranking"
COLUMNS = (
    Column("rank", "名次", 16, "text", "center"),
    Column("unit", "单位", 62),
    Column("total", "总分", 20, "number"),
    Column("grade", "等次", 20, "text", "center"),
    Column("note", "说明", 42),
)


def make(workspace: Workspace, request: FormRequest) -> list[Paper]:
    """The one notice, of all units.

    Raises:
        NoSchemeError: There is nothing to score by.
    """
    found = standing_of(workspace, Scope(request.year, request.today, None))
    year, on = found.result.year, long_date(found.result.on)
    blocks = (
        address_paragraph("各有关单位："),
        paragraph(
            f"根据{found.result.name}，对{len(found.result.units)}个单位{year}年度法治政府建设工作进行了考核。"
            f"考核以{on}的台账和报送为准，现将结果通报如下。"
        ),
        *_categories(found),
        *(note_paragraph(one) for one in ranking_notes(found)),
        Heading(1, "下步要求"),
        paragraph(Gap("对排名靠后和失分集中的工作提出要求")),
    )
    return [Paper(ID, f"关于{ranking_name(found)}情况的通报", workspace.name, request.today, blocks)]


def _categories(found: Assessed) -> Iterator[Block]:
    for category in found.scheme.categories:
        units = [one for one in found.result.units if one.category == category.id]
        if units:
            rows = [one for one in category_rows(found, category) if one.style == "body"]
            yield Heading(1, category.name)
            yield paragraph(_summary(units))
            yield Grid(COLUMNS, tuple(Row((*row.cells[:4], row.cells[-1])) for row in rows))


def _summary(units: list[UnitScore]) -> str:
    grades = dict.fromkeys(one.grade_text for one in units)
    counts = "、".join(f"{grade}{sum(one.grade_text == grade for one in units)}个" for grade in grades)
    first = "、".join(f"{one.name}（{one.total:.2f}分）" for one in units if one.rank == 1)
    return f"共{len(units)}个单位：{counts}。" + (f"第1名为{first}。" if first else "")


_NOTE = "分类排名、等次，写成可以接着修改的通报。"
DRAFTS = (WordDraft(ID, "考核情况通报", "centre", make, note=_NOTE, whole_year=True),)
