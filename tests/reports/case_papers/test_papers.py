"""Papers of a case: filled from record, earlier instance, officers and office; what is lacking is said and marked."""

import datetime as dt
import io
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from models.records.office import Issue
from models.records.plan import Plan
from models.records.registry import ledger
from models.store.base.journal import recent_rows
from models.store.base.workspace import TEMPLATES, UNIT, Office, Workspace
from models.store.files.verify import verify_workspace
from models.store.records import records
from models.store.records.printed import PRINT
from reports.case_papers.frames import copy_template
from reports.case_papers.office_facts import office_facts, save_office_facts
from reports.case_papers.papers import PAPERS, NoSuchRowError, PaperChoice, UnknownPaperError, case_paper, paper_choices
from reports.case_papers.write import NoSuchCaseError, PaperDraft, draft_paper, lacking_words, read_case, write_paper
from reports.word.template import NoWordFileError, PlacesError
from tests.reports.forms.samples import PERIODS, UNITS, new_workspace, put_certificates, saver, suit

FACTS = {"单位地址": "示例路1号", "法定代表人": "李四", "法定代表人职务": "主任", "单位电话": "0000-12345678"}
RECONSIDERED = "示例复〔2020〕3号"
FIRST, SECOND = "（2020）豫7101行初5号", "（2020）豫71行终8号"
HEARINGS = [
    {"on": "2020-05-06", "leader": "张三", "leader_role": "正职"},
    {"on": "2020-05-20", "absence": "意外事件", "proof": "情况说明"},
]
AGENTS = [
    {"name": "张三", "kind": "本单位工作人员", "organisation": "示例一办事处"},
    {"name": "郑律师", "kind": "律师", "organisation": "示例律师事务所"},
]
ADVICE = [{"kind": "司法建议", "number": "示例法建〔2020〕1号", "sender": "示例法院", "received_on": "2020-09-01"}]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    plan = Plan(title=None, year=2020, preamble="", closing="", chapters=())
    issue = Issue(
        number=1, year=2020, centre="示例管委会", plan=plan, units=UNITS, periods=PERIODS, scheme={}, place=None
    )
    made = new_workspace(tmp_path_factory.mktemp("papers") / "w", Office(UNIT, "X01", "示例一办事处"), issue)
    save = saver(made)
    put_certificates(save)
    rows = {"hearings": HEARINGS, "agents": AGENTS, "advice": ADVICE}
    said = {"cause": "行政强制", "claim": "撤销责令拆除决定。", "brief": "占道经营"}
    first = save("case", "X01", suit(FIRST, "2020-03-02", outcome="全部撤销", judged_on="2020-07-01", **said, **rows))
    save("case", "X01", suit(SECOND, "2020-08-03", instance="二审", role="上诉人", previous=first))
    replied = {"organ": "示例县人民政府", "applicant": "赵某", "act": "责令改正通知", "received_on": "2020-09-01"}
    save("reconsideration", "X01", {"number": RECONSIDERED, **replied})
    with made.write("王经办") as tx:
        save_office_facts(tx, FACTS)
    yield made
    made.close()


def draft(office: Workspace, number: str, label: str) -> PaperDraft:
    about = read_case(office, "X01", number)
    return draft_paper(office, "X01", about, {one.label: one for one in paper_choices(about.case)}[label])


def words(path: Path) -> str:
    return "\n".join(one.text for one in docx.Document(str(path)).paragraphs)


def written(office: Workspace, made: PaperDraft, folder: Path) -> str:
    target = folder / made.file_name
    write_paper(office, "王经办", made, target)
    return words(target)


def test_what_a_case_may_want(office: Workspace) -> None:
    offered = [one.label for one in paper_choices(read_case(office, "X01", FIRST).case)]
    assert offered == [
        "答辩状",
        "负责人出庭情况说明（2020年5月6日开庭）",
        "负责人不能出庭情况说明（2020年5月20日开庭）",
        "法定代表人身份证明",
        "授权委托书（张三）",
        "授权委托书（郑律师）",
        "司法建议、检察建议复函（示例法建〔2020〕1号）",
        "败诉分析报告",
    ]
    later = [one.label for one in paper_choices(read_case(office, "X01", SECOND).case)]
    assert later[0] == "二审、再审答辩状"
    assert "授权委托书" in later
    assert "败诉分析报告" not in later


EXPECTED = (
    (
        FIRST,
        "答辩状",
        (
            "答辩人：示例一办事处，住所地：示例路1号",
            "诉讼请求为：撤销责令拆除决定。现答辩如下",
            "【待补充：统一社会信用代码】",
        ),
    ),
    (SECOND, "二审、再审答辩状", ("行政诉讼二审答辩状", f"2020年7月1日作出的{FIRST}", "（全部撤销）")),
    (FIRST, "负责人出庭情况说明（2020年5月6日开庭）", ("定于2020年5月6日", "姓名：张三；职务：科员")),
    (FIRST, "负责人不能出庭情况说明（2020年5月20日开庭）", ("理由：意外事件", "证明材料：情况说明")),
    (FIRST, "法定代表人身份证明", ("李四同志在我单位任主任职务", "公民身份号码：360426199101010071")),
    (FIRST, "授权委托书（张三）", ("公民身份号码：120103198806018241", "职务：科员", "工作单位：示例一办事处")),
    (FIRST, "授权委托书（郑律师）", ("工作单位：示例律师事务所", "【待补充：代理人身份证号】")),
    (FIRST, "司法建议、检察建议复函（示例法建〔2020〕1号）", ("示例法院：", "2020年9月1日收到")),
    (
        RECONSIDERED,
        "行政复议答复书",
        ("申请人：赵某", "2020年9月1日收到示例县人民政府送达的", "不服被申请人的责令改正通知"),
    ),
    (FIRST, "败诉分析报告", ("2020年7月1日，示例铁路运输法院作出", "前审情况：没有前审", "意外事件")),
)


def test_every_paper_is_filled_and_marks_what_is_lacking(office: Workspace, tmp_path: Path) -> None:
    assert {case_paper(label.split("（")[0]) for _, label, _ in EXPECTED} == set(PAPERS)
    for number, label, wanted in EXPECTED:
        made = draft(office, number, label)
        text = written(office, made, tmp_path)
        assert all(one in text for one in wanted), (label, text)
        assert "{" not in text
        lacking = [name for names in made.lacking.values() for name in names]
        assert all(f"【待补充：{name}】" in text for name in lacking)
        assert "2021年1月8日" in text.splitlines()[-1]


def test_a_paper_of_another_kind_of_case_is_refused(office: Workspace) -> None:
    about = read_case(office, "X01", RECONSIDERED)
    assert [one.label for one in paper_choices(about.case)] == ["行政复议答复书"]
    with pytest.raises(UnknownPaperError, match="可选 行政复议答复书"):
        draft_paper(office, "X01", about, PaperChoice(case_paper("appearance"), 0, "负责人出庭情况说明"))


def test_what_is_lacking_is_said_by_where_it_is_typed(office: Workspace) -> None:
    assert lacking_words(draft(office, FIRST, "授权委托书（郑律师）").lacking) == [
        "本单位情况里没有：统一社会信用代码。",
        "执法人员台账里没有：代理人性别、代理人身份证号、代理人职务、代理人电话。",
    ]


def test_id_numbers_stand_where_they_are_needed_alone_and_are_journalled(office: Workspace, tmp_path: Path) -> None:
    with_ids = {one.id for one in PAPERS if one.full_ids}
    assert with_ids == {"legal-representative", "authorisation"}
    for number, label, _ in EXPECTED:
        made = draft(office, number, label)
        assert ("身份证号" in "".join(made.places)) is (made.choice.paper.id in with_ids)
    before = journalled(office)
    written(office, draft(office, FIRST, "授权委托书（张三）"), tmp_path)
    written(office, draft(office, FIRST, "答辩状"), tmp_path)
    assert journalled(office)[len(before) :] == [f"授权委托书（{FIRST}，含完整身份证号）"]
    assert not verify_workspace(office)


def journalled(office: Workspace) -> list[str]:
    with office.read() as connection:
        return [one.line for one in reversed(recent_rows(connection, 1000)) if one.act == PRINT]


def test_wrong_names_are_sentences(office: Workspace) -> None:
    about = read_case(office, "X01", FIRST)
    with pytest.raises(NoSuchCaseError, match="没有案号是“（2020）豫1行初1号”的案件"):
        read_case(office, "X01", "（2020）豫1行初1号")
    with pytest.raises(UnknownPaperError, match="可选 答辩状、"):
        case_paper("起诉状")
    with pytest.raises(NoSuchRowError, match="写第3行，这件案件只有2行"):
        draft_paper(office, "X01", about, PaperChoice(case_paper("authorisation"), 2, "授权委托书"))


# The office's own templates

SPLIT = (
    f"<w:p {nsdecls('w')}><w:r><w:t>答辩人：</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{{</w:t></w:r>"
    '<w:proofErr w:type="spellStart"/><w:r><w:rPr><w:b/><w:lang w:eastAsia="zh-CN"/></w:rPr><w:t>单位</w:t></w:r>'
    '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:r><w:t>名称</w:t></w:r><w:bookmarkEnd w:id="0"/>'
    '<w:proofErr w:type="spellEnd"/><w:r><w:t xml:space="preserve">} 案号：{案</w:t></w:r><w:r><w:rPr><w:i/></w:rPr>'
    "<w:t>号}</w:t><w:tab/><w:t>；案由｛案由｝，{行政管理领域}。</w:t></w:r></w:p>"
)
"""A line as Word keeps it once somebody has typed, corrected and coloured parts of it."""


def own(office: Workspace, name: str, build: Callable[[Document], object]) -> Path:
    path = office.folder / TEMPLATES / f"{name}.docx"
    path.parent.mkdir(exist_ok=True)
    made = docx.Document()
    build(made)
    made.save(str(path))
    return path


def built(made: Document) -> None:
    made.element.body.insert(0, parse_xml(SPLIT))
    made.add_table(1, 1).cell(0, 0).text = "{受诉法院}"
    made.sections[0].header.paragraphs[0].text = "{单位名称}文书"
    made.add_paragraph("{ 诉讼请求 }")


@pytest.fixture
def clean_folder(office: Workspace) -> Iterator[Workspace]:
    yield office
    for path in (office.folder / TEMPLATES).glob("*"):
        path.unlink()


def test_places_that_word_split_are_filled(clean_folder: Workspace, tmp_path: Path) -> None:
    own(clean_folder, "答辩状", built)
    made = draft(clean_folder, FIRST, "答辩状")
    assert made.template.places == ("单位名称", "案号", "案由", "行政管理领域", "受诉法院", "诉讼请求")
    target = tmp_path / "答辩状.docx"
    write_paper(clean_folder, "王经办", made, target)
    found = docx.Document(str(target))
    first = found.paragraphs[0]
    gap = "【待补充：行政管理领域】"
    assert first.text == f"答辩人：示例一办事处 案号：{FIRST}\t；案由行政强制，{gap}。"
    looks = {run.text: (run.bold, run.italic, run.font.highlight_color is not None) for run in first.runs if run.text}
    assert looks["示例一办事处"] == (True, None, False)
    assert looks[FIRST] == (None, None, False)
    assert looks["\t；案由"] == (None, True, False)
    assert looks[gap] == (None, True, True)
    assert found.tables[0].cell(0, 0).text == "示例铁路运输法院"
    assert found.sections[0].header.paragraphs[0].text == "示例一办事处文书"
    assert found.paragraphs[-1].text == "撤销责令拆除决定"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("案号是{按号}。", "正文里“案号是{按号}。”这一段的“{按号}”程序不认识：是不是“{案号}”？"),
        ("{什么东西}", "这一段的“{什么东西}”程序不认识：请照手册里的名称改，或者删去花括号。"),
        ("号码{代理人身份证号}", "的“{代理人身份证号}”只有《授权委托书》能用，请删去。"),
        ("案号{案号", "这一段的花括号不成对：要填的写成“{案号}”的样子，不要填的请删去花括号。"),
        ("{}", "的“{}”程序不认识"),
    ],
)
def test_a_place_nobody_can_fill_is_told_before_anything_is_written(
    clean_folder: Workspace, line: str, told: str
) -> None:
    own(clean_folder, "答辩状", lambda made: made.add_paragraph(line))
    with pytest.raises(PlacesError) as refused:
        draft(clean_folder, FIRST, "答辩状")
    assert str(refused.value).startswith("模板“答辩状.docx”有1处要改，没有写文书")
    assert told in str(refused.value)


def test_many_faults_are_counted_and_a_table_is_named(clean_folder: Workspace) -> None:
    def many(made: Document) -> None:
        made.add_table(1, 1).cell(0, 0).text = "{法院}"
        for at in range(7):
            made.add_paragraph(f"{{甲{at}}}")

    own(clean_folder, "答辩状", many)
    with pytest.raises(PlacesError) as refused:
        draft(clean_folder, FIRST, "答辩状")
    assert "表格里“{法院}”" in str(refused.value)
    assert str(refused.value).endswith("另有3处。")


@pytest.mark.parametrize("content", [b"", b"no Word file", b"PK\x03\x04 half of one"])
def test_what_is_no_word_file_is_told(clean_folder: Workspace, content: bytes) -> None:
    own(clean_folder, "答辩状", lambda _: None).write_bytes(content)
    with pytest.raises(NoWordFileError, match=r"模板“答辩状\.docx”不是完好的 docx 文件"):
        draft(clean_folder, FIRST, "答辩状")


def test_the_program_s_template_can_be_taken_and_says_the_same(clean_folder: Workspace, tmp_path: Path) -> None:
    label = "授权委托书（张三）"
    before = written(clean_folder, draft(clean_folder, FIRST, label), tmp_path)
    path = copy_template(clean_folder, case_paper("授权委托书"))
    assert path == clean_folder.folder / TEMPLATES / "授权委托书.docx"
    assert "受委托人：{代理人姓名}，性别：{代理人性别}" in words(path)
    assert written(clean_folder, draft(clean_folder, FIRST, label), tmp_path) == before
    path.write_bytes(b"mine")
    assert copy_template(clean_folder, case_paper("授权委托书")).read_bytes() == b"mine"


def test_the_same_paper_is_the_same_bytes(office: Workspace, tmp_path: Path) -> None:
    for name in ("一.docx", "二.docx"):
        write_paper(office, "王经办", draft(office, FIRST, "答辩状"), tmp_path / name)
    one, other = ((tmp_path / name).read_bytes() for name in ("一.docx", "二.docx"))
    assert one == other
    assert docx.Document(io.BytesIO(one)).core_properties.created.date() == dt.date(2021, 1, 8)


def test_people_of_the_same_name_are_not_guessed(office: Workspace, tmp_path: Path) -> None:
    uid = saver(office)("person", "X01", {"name": "郑律师", "sex": "男", "status": "在岗", "post": "顾问"})
    assert "职务：顾问" in written(office, draft(office, FIRST, "授权委托书（郑律师）"), tmp_path)
    other = saver(office)("person", "X01", {"name": "郑律师", "sex": "女", "status": "在岗"})
    assert any("同名" in one for one in draft(office, FIRST, "授权委托书（郑律师）").lacking)
    with office.write("王经办") as tx:
        records.delete(tx, ledger("person"), [uid, other])


def test_office_facts_are_kept_and_forgotten(office: Workspace) -> None:
    assert office_facts(office) == FACTS
    assert list(itertools.islice(office_facts(office), 1)) == ["单位地址"]


def test_a_pasted_line_break_does_not_split_the_paper(office: Workspace) -> None:
    pasted = FACTS | {"单位地址": "示例路1号\r\n 示例大厦3楼\n"}
    with office.write("王经办") as tx:
        save_office_facts(tx, pasted)
    try:
        saver(office)("case", "X01", suit("（2020）豫7101行初77号", "2020-03-02", cause="行政强制\n拆除"))
        places = draft(office, "（2020）豫7101行初77号", "答辩状").places
        assert places["单位地址"].words == "示例路1号 示例大厦3楼"
        assert places["案由"].words == "行政强制 拆除"
    finally:
        with office.write("王经办") as tx:
            save_office_facts(tx, FACTS)
