import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from models.errors import FazhiError
from models.merge.outcome import PackageState
from models.records.registry import ledger
from models.store.base.tables import table_name
from models.store.base.workspace import CENTRE, UNIT, Office, Workspace, create_workspace
from models.store.records import documents, records
from models.store.records.packages import PackageRow
from reports.base.paper import Grid, Heading, Paper, Paragraph
from reports.drafts import drafts, make_draft
from reports.figures.form_data import Scope, read_form_data
from reports.figures.missing_reports import missing_reports
from reports.forms import form
from reports.layouts.form import FormRequest
from tests.reports.drafts.conftest import RARE, Papers, opened, words
from tests.reports.forms.samples import TODAY
from tests.reports.worked import issue, worked_centre


def count(workspace: Workspace, ledger_id: str, where: str = "1") -> int:
    sql = f"SELECT count(*) FROM {table_name(ledger(ledger_id))} WHERE deleted = 0 AND {where}"  # noqa: S608 - declared names
    with workspace.read() as connection:
        return int(connection.exec_driver_sql(sql).scalar_one())


def text(paper: Paper) -> str:
    return "\n".join(getattr(block, "text", "") for block in paper.blocks)


@pytest.mark.parametrize(
    ("said", "ledger_id", "where"),
    [
        (r"已完成(\d+)项次，完成率", "progress", "f_year = 2020 AND f_state = '已完成'"),
        (r"举办学法培训(\d+)次", "training", "f_held_on LIKE '2020%'"),
        (r"上年(\d+)次、", "training", "f_held_on LIKE '2019%'"),
        (r"在岗执法人员(\d+)人", "person", "f_status = '在岗'"),
        (r"在用执法证件(\d+)本", "certificate", "f_status = '在用'"),
    ],
)
def test_report_figures_are_those_of_the_ledgers(
    said: str, ledger_id: str, where: str, papers: Papers, centre: Workspace
) -> None:
    (paper,) = papers("annual-report")
    assert re.findall(said, text(paper)) == [str(count(centre, ledger_id, where))]


def test_report_counts_cases_beside_last_year(papers: Papers) -> None:
    grid = [block for block in papers("annual-report")[0].blocks if isinstance(block, Grid)][-1]
    rows = {row.cells[0]: row.cells[2:] for row in grid.rows}
    assert (rows["新收案件"], rows["败诉案件"], rows["负责人出庭率"]) == (
        ("3", "1"),
        ("2", "0"),
        ("100.00%", "100.00%"),
    )


def test_report_has_its_five_parts_and_gaps(papers: Papers) -> None:
    paper = papers("annual-report")[0]
    document = opened([paper])
    parts = [one.text for one in document.paragraphs if one.style and one.style.name == "Heading 1"]
    assert [part[:2] for part in parts] == ["一、", "二、", "三、", "四、", "五、"]
    assert "存在不足的原因分析" in paper.gaps
    assert RARE in words(document)
    assert len(document.tables[0].rows) == 1 + 10 + 1


def test_report_of_one_unit_is_in_its_words(papers: Papers) -> None:
    said = text(papers("annual-report", unit="X01")[0])
    assert all(words in said for words in ("现将示例一办事处2020年", "：进度偏慢。", "：加快。", "：召开专题会议。"))
    assert RARE not in said


def test_report_claims_no_nought_of_a_year_without_records(papers: Papers) -> None:
    assert "上年没有记录。" in text(papers("annual-report", year=2022)[0])


def test_feedback_names_losses_and_records(papers: Papers) -> None:
    first, *others = papers("feedback")
    (one,) = papers("feedback", unit="X02")
    assert len(others) == 2
    assert "示例二办事处：" in text(one)
    assert re.search(r"失[\d.]+分）：", text(one))
    assert "依据的记录：" in text(one)
    assert "待评" not in text(first)
    assert any("还没有评分" in gap for gap in one.gaps)


def test_feedback_ranks_among_all_units(papers: Papers) -> None:
    alone, among = papers("feedback", unit="X01")[0], papers("feedback")
    assert text(alone) in map(text, among)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            {},
            [
                "X01：1．2020年上半年",
                "第1次报送已退回，退回原因：措施太笼统，尚未重报",
                "2．2020年度",
                "尚未收到报送包",
            ],
        ),
        ({"unit": "X02"}, ["（应于2020年7月10日前报送）：收到的报送包没有合并（已损坏）：请重新导出再送。"]),
    ],
)
def test_urging_says_what_is_missing(asked: dict[str, Any], said: list[str], papers: Papers) -> None:
    found = text(papers("urging", **asked)[0])
    assert [one for one in said if one.removeprefix("X01：") not in found] == []


FOR_THE_CLERK = "密钥还没有登记：请与盖章报送单上的指纹“1”核对，一致后登记，再合并一次。"


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (PackageState.PENDING, "第2次报送已收到，但密钥还没有登记，暂不能计入：请把加盖公章的报送单送来"),
        (PackageState.UNTRUSTED, "第2次报送不能计入"),
        (PackageState.UNDONE, "第2次报送已收到，合并后又撤销"),
        (PackageState.WITHDRAWN, "第2次报送已由你单位撤回，尚未重报"),
        (PackageState.REFUSED, "收到的报送包没有合并（不能办理）：请重新导出再送"),
    ],
)
def test_a_unit_reads_what_it_can_do(centre: Workspace, state: PackageState, said: str) -> None:
    sent: dict[str, Any] = {"direction": "in", "kind": "submission", "period": "2020", "at": "2020-12-18"}
    row = PackageRow(id="c", unit="X02", sequence=2, state=state, reason=FOR_THE_CLERK, **sent)
    books = read_form_data(centre, Scope(2020, TODAY, None))
    unit = next(one for one in books.units if one.code == "X02")
    (found,) = missing_reports(books, unit, [row], TODAY, "2020")
    assert found.why.startswith(said)
    assert "再合并一次" not in found.why


@pytest.mark.parametrize(
    ("asked", "units"),
    [({}, 2), ({"unit": "X01"}, 1), ({"period": "2020"}, 2), ({"period": "2020年上半年"}, 2)],
)
def test_urging_goes_to_those_concerned(asked: dict[str, Any], units: int, papers: Papers) -> None:
    assert len(papers("urging", **asked)) == units


@pytest.mark.parametrize(
    ("draft_id", "role", "words"),
    [
        ("annual-report", UNIT, ""),
        ("annual-report", CENTRE, ""),
        ("urging", CENTRE, "不用催报"),
        ("feedback", CENTRE, "没有可用的考核方案"),
        ("feedback", UNIT, "由汇总单位打印"),
        ("nothing", UNIT, "annual-report"),
    ],
)
def test_an_empty_workspace_is_told_what_is_missing(tmp_path: Path, draft_id: str, role: str, words: str) -> None:
    workspace, _ = create_workspace(tmp_path / "w", Office(role, "GWH", "新建单位"), None)
    request = FormRequest(year=2020, today=TODAY)
    if words:
        with pytest.raises(FazhiError, match=words):
            make_draft(workspace, draft_id, request)
    else:
        assert any("工作要点" in gap for gap in make_draft(workspace, draft_id, request)[0].gaps)
    workspace.close()


def test_registry_names_all_drafts() -> None:
    assert list(drafts()) == ["annual-report", "enforcement-statement", "feedback", "ranking", "urging"]


def chapter_rates(paper: Paper) -> dict[Any, Any]:
    grid = next(block for block in paper.blocks if isinstance(block, Grid))
    assert grid.columns[-1].label == "上年完成率"
    return {row.cells[0]: row.cells[-1] for row in grid.rows}


def test_last_year_s_completion_stands_beside_by_chapter(tmp_path: Path) -> None:
    workspace = worked_centre(tmp_path)
    plan = issue().plan
    first = msgspec.structs.replace(plan.chapters[0], title=f" {plan.chapters[0].title}。")
    before = msgspec.structs.replace(issue(), year=2019, plan=msgspec.structs.replace(plan, chapters=(first,)))
    with workspace.write("王经办") as tx:
        documents.save_document(tx, "issue", 2, before)
        for unit in ("X01", "X02"):
            records.save(tx, ledger("progress"), unit, {"year": 2019, "item": 2, "state": "已完成"})
    (paper,) = make_draft(workspace, "annual-report", FormRequest(year=2020, today=TODAY))
    rates = chapter_rates(paper)
    whole = len(first.items) * 3
    assert rates[plan.chapters[0].title] == rates["合计"]
    assert float(rates["合计"]) == pytest.approx(2 / whole, abs=1e-4)
    assert rates[plan.chapters[1].title] == "—"
    workspace.close()


def test_a_unit_that_ended_is_none_of_those_concerned(tmp_path: Path) -> None:
    """It owes nothing any more: it is not counted, nor named among those that said nothing."""
    workspace = worked_centre(tmp_path)
    given = issue()
    *others, last = given.units
    gone = msgspec.structs.replace(last, ended=TODAY, successors=(others[-1].code,))
    with workspace.write("王经办") as tx:
        documents.save_document(tx, "issue", 2, msgspec.structs.replace(given, number=2, units=(*others, gone)))
    request = FormRequest(year=2020, today=TODAY)
    (paper,) = make_draft(workspace, "annual-report", request)
    assert f"涉及{len(others)}个单位共" in text(paper)
    for name in ("first-duties", "enforcement-zhejiang"):
        silent = [note for note in form(name).make(workspace, request).notes if note.startswith("没有")]
        assert not any(last.name in note for note in silent)
    workspace.close()


def test_without_last_year_s_plan_it_is_said(papers: Papers) -> None:
    (paper,) = papers("annual-report")
    assert set(chapter_rates(paper).values()) == {"—"}
    assert "没有2019年度的工作要点，上年完成率无从计算。" in text(paper)


def test_a_letter_is_called_the_same_as_a_draft_and_as_a_form() -> None:
    pairs = (("feedback", "feedback-letter"), ("urging", "urging-letter"))
    assert all(drafts()[draft].label == form(letter).label for draft, letter in pairs)


def test_the_statement_says_what_the_yearly_figures_say(papers: Papers, centre: Workspace) -> None:
    """What a sheet and decisions say stands as sentences; what nobody says is a gap, not 0."""
    before = papers("enforcement-statement", unit="X02")[0]
    assert len([gap for gap in before.gaps if "台账里没有数字" in gap]) == 4
    figures = {"warning": 3, "fine": 5, "fined": "12000", "applied": 9, "granted": 8, "inspections": 40}
    with centre.write("王经办") as tx:
        records.save(tx, ledger("enforcement_year"), "X02", {"year": 2020, **figures})
    said = text(papers("enforcement-statement", unit="X02")[0])
    for words_said in (
        "全年作出行政处罚决定8宗，其中警告3宗、罚款5宗；罚没金额1.20万元。",
        "全年行政许可申请9件，准予许可8件。",
        "全年实施检查40次。",
    ):
        assert words_said in said
    assert "现有在编在岗执法人员2人，持证1人，持证率50.00%。" in text(papers("enforcement-statement", unit="X01")[0])


def test_the_report_speaks_plainly_of_enforcement_and_complaints(papers: Papers, centre: Workspace) -> None:
    """Sources stand in notes below, not inside sentences."""
    with centre.write("王经办") as tx:
        decided = {"number": "示例罚〔2020〕9号", "kind": "行政处罚", "detail": "罚款", "amount": "3000"}
        records.save(tx, ledger("enforcement"), "GWH", {**decided, "decided_on": "2020-08-03"})
        said = {"about": "扰民", "received_on": "2020-05-06", "handled_on": "2020-05-20"}
        records.save(tx, ledger("complaint"), "GWH", said)
    (paper,) = papers("annual-report", unit="GWH")
    whole = text(paper)
    assert "全年作出行政处罚决定1宗，其中罚款1宗；罚没金额0.30万元。" in whole
    assert "全年收到投诉举报1件，已办结1件。" in whole
    body = [one.text for one in paper.blocks if isinstance(one, Paragraph) and one.role == "body"]
    assert [one for one in body if re.search(r"台账\d+条", one)] == []


def test_the_report_counts_what_the_first_one_responsible_did(papers: Papers, centre: Workspace) -> None:
    deed = {"item": 33, "kind": "第一责任人履职", "on": "2020-05-06", "content": "…"}
    with centre.write("王经办") as tx:
        for more in ({"way": "听取汇报", "sessions": 2}, {"way": "带头学法"}, {"way": "调研"}):
            records.save(tx, ledger("work"), "GWH", deed | more)
        records.save(tx, ledger("work"), "GWH", deed | {"kind": "述法", "subject": "主任"})
    (paper,) = papers("annual-report", unit="GWH")
    duties = "主要负责人履行第一责任人职责4次（带头学法1次、听取汇报2次、其他1次）"
    assert f"{duties}，述法1人次（含班子成员），组织中心组学法0次" in text(paper)


def test_a_place_puts_the_parts_of_the_report_in_its_own_order(papers: Papers, centre: Workspace) -> None:
    with centre.read() as connection:
        kept = documents.issue_of_year(connection, 2020)
    assert kept
    place = msgspec.structs.replace(kept.profile, report_parts=("第一责任人",))
    with centre.write("王经办") as tx:
        documents.save_document(tx, documents.ISSUE, kept.number, msgspec.structs.replace(kept, place=place))
    paper = papers("annual-report")[0]
    heads = [block.text for block in paper.blocks if isinstance(block, Heading) and block.level == 1]
    with centre.write("王经办") as tx:
        documents.save_document(tx, documents.ISSUE, kept.number, kept)
    assert [head[:10] for head in heads[:2]] == ["2020年党政主要负", "2020年推进法治政"]
