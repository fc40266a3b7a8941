from __future__ import annotations

import os
import sys
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from models.plan_text import PlanFileError, PlanFileFault, PlanReading, libreoffice, read_plan, read_plan_file
from models.plan_text.docx_text import docx_text
from models.plan_text.files import file_text
from models.plan_text.plan_source import NoItemsError, plan_source_text, read_items, unread_remarks

SAMPLES = Path(__file__).parent / "samples"
LEVELS = (("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."))


def saved(document: Any, folder: Path) -> PlanReading:
    path = folder / "plan.docx"
    document.save(str(path))
    return read_plan_file(path)


def number_by_word(document: Any) -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (kind, text) in enumerate(LEVELS)
    )
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))


def add_numbered(document: Any, depth: int, text: str, family: int = 77) -> None:
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = depth
    properties.get_or_add_numId().val = family


@pytest.mark.parametrize("name", ["notice", "subpoints", "general_and_bare"])
def test_paragraphs_of_a_document_read_as_text_does(tmp_path: Path, name: str) -> None:
    text = (SAMPLES / f"{name}.txt").read_text("utf-8")
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    assert saved(document, tmp_path) == read_plan(text)


def test_numbers_drawn_by_word_count(tmp_path: Path) -> None:
    document = docx.Document()
    number_by_word(document)
    for depth, text in [
        (0, "制度"),
        (1, "审查。应审尽审。"),
        (2, "文件。"),
        (1, "备案。应备尽备。"),
        (0, "执法"),
        (1, "公示。公开。"),
    ]:
        add_numbered(document, depth, text)
    plan = saved(document, tmp_path).plan
    assert [(chapter.number, chapter.title) for chapter in plan.chapters] == [(1, "制度"), (2, "执法")]
    assert [(item.title, item.text) for item in plan.items] == [
        ("审查", "应审尽审。\n1.文件。"),
        ("备案", "应备尽备。"),
        ("公示", "公开。"),
    ]


def test_numbering_that_word_starts_again(tmp_path: Path) -> None:
    document = docx.Document()
    number_by_word(document)
    again = '<w:abstractNumId w:val="77"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    document.part.numbering_part.element.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="78">{again}</w:num>'))
    for family, text in [(77, "甲"), (77, "乙"), (78, "丙"), (78, "丁")]:
        add_numbered(document, 0, text, family)
    document.save(str(tmp_path / "plan.docx"))
    assert docx_text(tmp_path / "plan.docx").text.splitlines() == ["一、甲", "二、乙", "一、丙", "二、丁"]


def test_content_controls_and_inner_tables_are_read(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).add_table(1, 1).cell(0, 0).text = "内表"
    control = "<w:sdtContent><w:p><w:r><w:t>控件</w:t></w:r></w:p></w:sdtContent>"
    document.element.body.insert(0, parse_xml(f"<w:sdt {nsdecls('w')}>{control}</w:sdt>"))
    document.save(str(tmp_path / "plan.docx"))
    assert docx_text(tmp_path / "plan.docx").text.split() == ["控件", "内表"]


def test_a_work_table_gives_items_units_and_dates(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("岭南县2021年法治工作任务分解表")
    rows = [
        ["序号", "类别", "工作任务", "具体措施", "牵头单位", "配合单位", "完成时限"],
        ["1", "制度", "清理文件", "全面清理。\n公布结果。", "县司法局", "各乡镇", "6月底前"],
        ["2", "制度", "审查文件", "应审尽审。", "县司法局", "", "长期"],
        ["3", "执法", "评查案卷", "全年评查不少于2次。", "县司法局\n县城管局", "", "2021年11月"],
    ]
    table = document.add_table(len(rows), len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(1, 1).merge(table.cell(2, 1)).text = "制度"
    plan = saved(document, tmp_path).plan
    assert [(chapter.title, len(chapter.items)) for chapter in plan.chapters] == [("制度", 2), ("执法", 1)]
    assert plan.items[0].text == "全面清理。\n公布结果。\n完成时限：6月底前"
    assert [item.responsible for item in plan.items] == [
        ("县司法局", "各乡镇"),
        ("县司法局",),
        ("县司法局", "县城管局"),
    ]
    assert [str(item.due) for item in plan.items] == ["2021-06-30", "None", "2021-11-30"]
    assert plan.items[2].quotas[0].who == "县司法局、县城管局"


def test_another_table_loses_nothing(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("一、制度")
    document.add_paragraph("（一）审查。应审尽审。")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "联络员", "张某"
    assert saved(document, tmp_path).plan.items[0].text == "应审尽审。\n联络员 张某"


def test_tracked_words_read_as_accepted(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("一、制度")
    paragraph = document.add_paragraph("（一）审查。应审")._p
    paragraph.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="1" w:author="a"><w:r><w:t>尽审。</w:t></w:r></w:ins>'))
    deleted = "<w:r><w:delText>旧文</w:delText></w:r>"
    paragraph.append(parse_xml(f'<w:del {nsdecls("w")} w:id="2" w:author="a">{deleted}</w:del>'))
    assert saved(document, tmp_path).plan.items[0].text == "应审尽审。"


def test_words_in_a_text_box_are_kept(tmp_path: Path) -> None:
    document = docx.Document()
    inside = "<w:txbxContent><w:p><w:r><w:t>盒中文字</w:t></w:r></w:p></w:txbxContent>"
    box = f"<w:r {nsdecls('w')}><w:pict>{inside}</w:pict></w:r>"
    document.add_paragraph("一、制度")._p.append(parse_xml(box))
    assert document.element.body.find(f".//{qn('w:txbxContent')}") is not None
    assert "盒中文字" in str(saved(document, tmp_path))


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("plan.xlsx", b"PK", PlanFileFault.KIND),
        ("plan.pdf", b"%PDF-1.7", PlanFileFault.NOT_PDF),
        ("plan.doc", b"\xd0\xcf\x11\xe0", PlanFileFault.NO_OFFICE),
        ("plan.docx", b"\xd0\xcf\x11\xe0", PlanFileFault.NO_OFFICE),
        ("plan.docx", b"", PlanFileFault.NOT_WORD),
        ("plan.txt", b"\x00\x01\x02", PlanFileFault.NOT_TEXT),
        ("plan.txt", b"\xff\xff\xff", PlanFileFault.NOT_TEXT),
    ],
)
def test_other_files_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, fault: PlanFileFault
) -> None:
    monkeypatch.setattr(libreoffice, "office_program", lambda: None)
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(PlanFileError) as caught:
        read_plan_file(path)
    assert (caught.value.path, caught.value.fault) == (path, fault)


@pytest.mark.parametrize("member", ["[Content_Types].xml", "word/document.xml"])
@pytest.mark.parametrize("content", [None, b"<broken"])
def test_a_spoiled_document_is_refused(tmp_path: Path, member: str, content: bytes | None) -> None:
    good, bad = tmp_path / "good.docx", tmp_path / "bad.docx"
    docx.Document().save(str(good))
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        for name in source.namelist():
            if name != member:
                target.writestr(name, source.read(name))
            elif content:
                target.writestr(name, content)
    with pytest.raises(PlanFileError):
        read_plan_file(bad)


def test_a_missing_file_is_the_environments_fault(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_plan_file(tmp_path / "none.docx")


def test_styles_based_on_each_other_end(tmp_path: Path) -> None:
    document: Any = docx.Document()
    first, second = (document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH) for name in ("A", "B"))
    first.base_style, second.base_style = second, first
    document.add_paragraph("一、学法", style="A")
    document.save(str(tmp_path / "plan.docx"))
    assert docx_text(tmp_path / "plan.docx").text == "一、学法"


def run(words: str, tag: str = "r", properties: str = "") -> str:
    inside = f"<w:r>{properties}<w:t>{words}</w:t></w:r>"
    return inside if tag == "r" else f"<w:{tag}>{inside}</w:{tag}>"


MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
RUBY = f"<w:r><w:ruby><w:rt>{run('shen')}</w:rt><w:rubyBase>{run('审')}</w:rubyBase></w:ruby></w:r>"
ENDLESS = "<w:pPr><w:rPr><w:del w:id='9' w:author='a'/></w:rPr></w:pPr>"
PARAGRAPHS = [
    ("moved", run("（一）审查。") + run("走了", "moveFrom") + run("来了。", "moveTo"), "（一）审查。来了。"),
    (
        "hidden",
        run("（一）审查。") + run("看不见", properties="<w:rPr><w:vanish/></w:rPr>") + run("看得见。"),
        "（一）审查。看得见。",
    ),
    ("not hidden", run("看得见。", properties='<w:rPr><w:vanish w:val="0"/></w:rPr>'), "看得见。"),
    ("phonetic", run("（一）") + RUBY + run("查。"), "（一）审查。"),
    ("equation", f"{run('得分=')}<m:oMath {MATH}><m:r><m:t>a+b</m:t></m:r></m:oMath>{run('。')}", "得分=a+b。"),
    ("control", f"<w:sdt><w:sdtContent>{run('（一）审查。')}</w:sdtContent></w:sdt>", "（一）审查。"),
    ("link", f"<w:hyperlink>{run('（一）审查。')}</w:hyperlink>", "（一）审查。"),
    ("field", f"<w:r><w:instrText>PAGE</w:instrText></w:r>{run('（一）审查。')}", "（一）审查。"),
]


def test_what_a_paragraph_shows_is_read(tmp_path: Path) -> None:
    document: Any = docx.Document()
    for at, (_, inside, _) in enumerate(PARAGRAPHS):
        document.element.body.insert(at, parse_xml(f"<w:p {nsdecls('w')}>{inside}</w:p>"))
    document.save(str(tmp_path / "plan.docx"))
    assert docx_text(tmp_path / "plan.docx").text.splitlines() == [shown for _, _, shown in PARAGRAPHS]


def test_a_text_without_items_is_refused(tmp_path: Path) -> None:
    (tmp_path / "空.txt").write_text("2021年工作要点", "utf-8")
    with pytest.raises(NoItemsError, match="没有认出事项"):
        read_items(tmp_path / "空.txt", lambda _: None)


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        (run("（一）审查。") + run("看不见", properties="<w:rPr><w:vanish/></w:rPr>"), "隐藏的文字（3个字：“看不见”）"),
        (run("（一）审查。") + run("走了", "del"), "没有接受的修订"),
        (run("（一）审查。") + run("来了", "ins"), "没有接受的修订"),
        (run("（一）审查。") + "<w:r><w:footnoteReference w:id='2'/></w:r>", "有脚注"),
        (run("（一）审查。"), ""),
    ],
)
def test_what_a_file_has_beside_its_text_is_said(tmp_path: Path, inside: str, said: str) -> None:
    document: Any = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{inside}</w:p>"))
    document.save(str(tmp_path / "plan.docx"))
    remarks = list(unread_remarks(plan_source_text(tmp_path / "plan.docx", lambda _: None)))
    assert [said in remark for remark in remarks] == ([True] if said else [])


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next(tmp_path: Path) -> None:
    document: Any = docx.Document()
    for at, inside in enumerate((ENDLESS + run("（一）审查。"), run("应审尽审。"), ENDLESS + run("没了", "del"))):
        document.element.body.insert(at, parse_xml(f"<w:p {nsdecls('w')}>{inside}</w:p>"))
    document.save(str(tmp_path / "plan.docx"))
    assert docx_text(tmp_path / "plan.docx").text.splitlines() == ["（一）审查。应审尽审。"]


def test_merged_cells_stand_in_every_row_they_cover(tmp_path: Path) -> None:
    document: Any = docx.Document()
    document.add_paragraph("岭南县2021年法治工作任务分解表")
    rows = [
        ["类别", "序号", "任务清单", "责任清单", "责任清单", "时限"],
        ["类别", "序号", "任务清单", "牵头单位", "配合单位", "时限"],
        ["制度", "1", "清理文件", "县司法局", "各乡镇", "6月底前"],
        ["制度", "2", "审查文件", "县司法局", "各乡镇", "持续推进"],
        ["执法", "3", "评查案卷", "县司法局", "", "9月底前"],
    ]
    table = document.add_table(len(rows), len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    for first, last in (((0, 3), (0, 4)), ((0, 0), (1, 0)), ((0, 2), (1, 2)), ((2, 0), (3, 0)), ((2, 4), (3, 4))):
        table.cell(*first).merge(table.cell(*last)).text = rows[first[0]][first[1]]
    reading = saved(document, tmp_path)
    assert [(one.title, [item.title for item in one.items]) for one in reading.plan.chapters] == [
        ("制度", ["清理文件", "审查文件"]),
        ("执法", ["评查案卷"]),
    ]
    assert [(item.leads, item.assists, str(item.due)) for item in reading.plan.items] == [
        (("县司法局",), ("各乡镇",), "2021-06-30"),
        (("县司法局",), ("各乡镇",), "None"),
        (("县司法局",), (), "2021-09-30"),
    ]
    assert reading.notes[2].limit == "持续推进"


@pytest.mark.skipif(os.name == "nt", reason="a script cannot stand for the program there")
@pytest.mark.parametrize(
    ("name", "works"), [("plan.doc", True), ("plan.wps", True), ("plan.docx", True), ("plan.rtf", False)]
)
def test_old_files_go_through_libreoffice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, works: bool
) -> None:
    made, program = tmp_path / "made.docx", tmp_path / "soffice"
    document: Any = docx.Document()
    document.add_paragraph("一、学法")
    document.save(str(made))
    lines = (
        f"#!{sys.executable}",
        "import pathlib, shutil, sys",
        "out = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1])",
        "out.mkdir()",
        f"shutil.copy({str(made)!r}, out / 'plan.docx')" if works else "sys.exit(1)",
    )
    program.write_text("\n".join(lines))
    program.chmod(0o755)
    monkeypatch.setattr(libreoffice, "office_program", lambda: program)
    path = tmp_path / name
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    if works:
        assert read_plan_file(path).plan.items[0].title == "学法"
    else:
        with pytest.raises(PlanFileError) as caught:
            read_plan_file(path)
        assert caught.value.fault is PlanFileFault.NOT_CONVERTED


@pytest.mark.parametrize(
    ("pages", "fault"),
    [(None, PlanFileFault.NOT_PDF), ([], PlanFileFault.SCANNED), (["1", "\n 2"], PlanFileFault.SCANNED)],
)
def test_pdfs_without_words_are_refused(tmp_path: Path, pages: list[str] | None, fault: PlanFileFault) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(PlanFileError) as caught:
        file_text(path, lambda _: pages)
    assert caught.value.fault is fault
    words = ["一、全面学法", "（一）学法。领导干部会前学法。"]
    assert file_text(path, lambda _: words).text.splitlines() == words


def test_figures_that_a_pdf_sets_apart_are_closed_up(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"%PDF-1.7")
    lines = [
        "1 学法。每年举办 2 次，每次 1.5 小时，",
        "达到 95% 以上，于 2019 年 2",
        "月底前完成（第 3 季度）。",
        "1 备案。A 类 3 件",
    ]
    closed = [
        "1 学法。每年举办2次，每次1.5小时，",
        "达到95%以上，于2019年2",
        "月底前完成（第3季度）。",
        "1 备案。A 类3件",
    ]
    assert file_text(path, lambda _: lines).text.splitlines() == closed
