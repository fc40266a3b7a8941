"""The command `paper`."""

from __future__ import annotations

from pathlib import Path

import docx

from models.records.registry import ledger
from models.store.base.workspace import open_workspace
from models.store.records import records
from tests.office import Offices
from tests.reports.forms.samples import suit
from tests.ui.cli.conftest import Run

NUMBER = "（2020）豫7101行初5号"


def test_papers_are_listed_and_written(run: Run, offices: Offices, tmp_path: Path) -> None:
    workspace = open_workspace(offices.unit, None)
    with workspace.write("李四") as tx:
        records.save(
            tx, ledger("case"), workspace.unit, suit(NUMBER, "2020-03-02", agents=[{"name": "甲"}, {"name": "乙"}])
        )
    workspace.close()
    assert "answer\t答辩状\t程序自带的模板" in run("paper", offices.unit).out
    assert "authorisation\t授权委托书（乙）\t--row 2" in run("paper", offices.unit, NUMBER).out
    assert run("paper", offices.unit, "--fact", "单位地址=示例路1号").code == 0
    target = tmp_path / "授权委托书.docx"
    done = run("paper", offices.unit, NUMBER, "授权委托书", target, "--row", "2")
    assert (done.code, done.out) == (0, f"{target}\n")
    assert "执法人员台账里没有：代理人性别、代理人身份证号" in done.err
    text = "".join(one.text for one in docx.Document(str(target)).paragraphs)
    assert "受委托人：乙" in text
    assert "住所地：示例路1号" in text
    assert run("paper", offices.unit, "--template", "答辩状").out.endswith("答辩状.docx\n")
    assert "answer\t答辩状\t本单位的模板" in run("paper", offices.unit).out


def test_what_cannot_be_written_is_told(run: Run, offices: Offices, tmp_path: Path) -> None:
    for words, code, told in (
        (("不存在", "答辩状", tmp_path / "a.docx"), 1, "本单位没有案号是“不存在”的案件"),
        (("不存在", "起诉状", tmp_path / "a.docx"), 1, "没有叫“起诉状”的文书"),
        (("不存在", "答辩状"), 2, "请写明文书存到哪里"),
        (("不存在", "答辩状", tmp_path / "a.txt"), 2, ".docx"),
        (("--fact", "单位地址"), 2, "--fact 请写成 名称=内容"),
    ):
        refused = run("paper", offices.unit, *words)
        assert (refused.code, told in refused.err) == (code, True), refused
