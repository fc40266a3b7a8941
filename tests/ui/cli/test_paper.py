"""Word drafts and the year's forms in one file."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pypdfium2
import pytest

from models.store.base.workspace import open_workspace
from reports.drafts import drafts
from tests.office import Offices, put
from tests.ui.cli.conftest import Run


def test_drafts(run: Run) -> None:
    assert [line.split("\t")[0] for line in run("drafts").out.splitlines()] == list(drafts())
    assert [one["id"] for one in json.loads(run("drafts", "--json").out)] == list(drafts())


@pytest.mark.parametrize(
    ("side", "draft", "code", "words"),
    [
        ("centre", "annual-report", 0, "现将示例管委会2020年法治政府建设情况报告如下"),
        ("unit", "法治政府建设年度报告", 0, "现将示例一局2020年法治政府建设情况报告如下"),
        ("centre", "催报单", 1, "不用催报"),
        ("centre", "feedback", 1, "没有可用的考核方案"),
        ("unit", "urging", 1, "由汇总单位打印"),
        ("unit", "nothing", 2, "annual-report、enforcement-statement、feedback、ranking、urging"),
    ],
)
def test_draft(run: Run, offices: Offices, tmp_path: Path, side: str, draft: str, code: int, words: str) -> None:
    target = tmp_path / "文稿.docx"
    said = run("draft", getattr(offices, side), draft, target)
    assert said.code == code
    whole = "\n".join(one.text for one in docx.Document(str(target)).paragraphs) if code == 0 else said.err
    assert words in whole
    assert target.exists() == (code == 0)


def test_draft_of_one_unit(run: Run, offices: Offices, tmp_path: Path) -> None:
    target = tmp_path / "催报单.docx"
    said = run("draft", offices.centre, "urging", target, "--unit", "X01", "--period", "2020年度")
    assert "共1份，要补写的地方3处" in said.err
    assert "示例一局：" in [one.text for one in docx.Document(str(target)).paragraphs]


@pytest.mark.parametrize(
    ("side", "missing"), [("centre", ["考核得分汇总与排名", "单位考核明细"]), ("unit", ["自评表", "报送单"])]
)
def test_print_all(run: Run, offices: Offices, tmp_path: Path, side: str, missing: list[str]) -> None:
    target = tmp_path / "汇编.pdf"
    said = run("print-all", getattr(offices, side), target)
    assert (said.code, said.out) == (0, f"{target}\n")
    assert [one for one in missing if f"没有编入《{one}》" not in said.err] == []
    document = pypdfium2.PdfDocument(target)
    assert f"{len(document)}页。" in said.err
    assert "2020年度法治政府建设台账汇编" in document[0].get_textpage().get_text_range()


@pytest.mark.parametrize("argv", [("print-all", "汇编.docx"), ("draft", "annual-report", "报告.pdf")])
def test_the_ending_says_what_a_file_is(run: Run, offices: Offices, tmp_path: Path, argv: tuple[str, ...]) -> None:
    command, *words, name = argv
    said = run(command, offices.unit, *words, tmp_path / name)
    assert (said.code, list(tmp_path.glob(name))) == (2, [])
    assert "结尾" in said.err


@pytest.mark.parametrize(("command", "target"), [(("print", "学法培训登记簿"), "表.pdf"), (("print-all",), "汇编.pdf")])
def test_a_character_without_a_font_prints_only_when_asked(
    run: Run, offices: Offices, tmp_path: Path, command: tuple[str, ...], target: str
) -> None:
    workspace = open_workspace(offices.unit, None)
    put(workspace, "training", {"kind": "其他", "held_on": "2020-02-01", "topic": "\U0003ffff字讲座", "people": 3})
    workspace.close()
    path = tmp_path / target
    refused = run(command[0], offices.unit, *command[1:], path)
    assert (refused.code, path.exists()) == (1, False)
    assert "U+3FFFF" in refused.err
    assert run(command[0], offices.unit, *command[1:], path, "--substitute").code == 0
    words = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))
    assert "〓字讲座" in "".join(words.split())
