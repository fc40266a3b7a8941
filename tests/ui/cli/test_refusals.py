"""A user's mistake is one Chinese sentence on stderr, nothing on stdout, and never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.office import Offices
from tests.ui.cli.conftest import Run

UNIT_SIDE = (
    "submit {unit} {here}/x.fzb",
    "withdraw {unit} {here} 填错",
    "handover {unit} {here}",
    "unit-key {unit} 电脑被盗",
)
CENTRE_SIDE = (
    "merge {centre} {plan}",
    "enrol {centre} X01 12345",
    "revoke {centre} X01",
    "review {centre} X01 --approve",
    "receipts {centre} {here}",
    "undo {centre} X01",
    "twins {centre}",
    "quarantine {centre}",
    "centre-key {centre} 更换",
    "plan-package {centre} {here}",
)
BOTH = (
    "assess {unit}",
    "check {unit}",
    "verify {unit}",
    "zero {unit} case 没有",
    "export {unit} case {here}/x.xlsx",
    "import {unit} case {here}/x.xlsx",
    "print {unit} progress {here}/x.pdf",
    "backup {unit} {here}",
    "receive {unit} {plan}",
    "conflicts {unit}",
    "place {unit}",
    "decide {unit} training x topic --take 1",
    "export-key {unit}",
)


def spelled(words: str, offices: Offices, here: Path) -> list[str]:
    return [word.format(**offices._asdict(), here=here) for word in words.split(" ")]


@pytest.mark.parametrize("words", [*UNIT_SIDE, *CENTRE_SIDE, *BOTH])
def test_no_workspace_there(run: Run, offices: Offices, tmp_path: Path, words: str) -> None:
    argv = spelled(words, offices, tmp_path)
    said = run(argv[0], tmp_path / "没有", *argv[2:])
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("“")
    assert "里没有工作区" in said.err


@pytest.mark.parametrize("words", [*UNIT_SIDE, *CENTRE_SIDE])
def test_wrong_role(run: Run, offices: Offices, tmp_path: Path, words: str) -> None:
    swapped = words.replace("{unit}", "{x}").replace("{centre}", "{unit}").replace("{x}", "{centre}")
    said = run(*spelled(swapped, offices, tmp_path))
    assert (said.code, said.out) == (1, "")
    assert "的工作区，这个命令要在" in said.err


@pytest.mark.parametrize(
    ("words", "code", "complaint"),
    [
        ("check {unit} --unit X09", 1, "要在汇总单位的工作区"),
        ("check {centre} --unit X09", 1, "名册里没有“X09”"),
        ("check {unit} --passphrase-file", 2, "--passphrase-file：后面要跟一个值"),
        ("check", 2, "缺少参数 工作区"),
        ("check {unit} --moon", 2, "不认识的参数 --moon"),
        ("zero {unit} moon 没有", 2, "没有“moon”这本台账"),
        ("zero {unit} score 没有", 2, "不用作零报送"),
        ("zero {unit} case score 没有", 2, "不用作零报送"),
        ("zero {unit} case", 2, "缺少参数 理由"),
        ("zero {unit} case 没有 还是没有", 2, "没有“没有”这本台账"),
        ("zero {unit} case 没有 --period 2030", 1, "没有“2030”这个报送期"),
        ("submit {unit} {here}/x.fzb --period 2030", 1, "没有“2030”这个报送期"),
        ("submit {unit} {plan}/x.fzb", 1, "没有写成"),
        ("print {unit} moon {here}/x.pdf", 2, "没有代号为“moon”的表"),
        ("print {unit} progress {here}/x.doc", 2, "要以 .pdf 或 .xlsx 结尾"),
        ("print {unit} progress {here}/no/x.pdf", 1, "要存的文件夹不见了"),
        ("print {unit} progress {plan}/x.xlsx", 1, "这不是文件夹"),
        ("export {unit} moon {here}/x.xlsx", 2, "没有“moon”这本台账"),
        ("export {unit} case {here}/x.csv", 2, "要以 .xlsx 结尾"),
        ("export {unit} case {here}/no/x.xlsx", 1, "要存的文件夹不见了"),
        ("import {unit} case {here}/no.xlsx", 1, "没有找到文件"),
        ("import {unit} case {plan}", 1, "不是能识别的表格文件"),
        ("import {unit} moon {plan}", 2, "没有“moon”这本台账"),
        ("backup {unit} {here}/no/b.fzbak", 1, "要存的文件夹不见了"),
        ("restore {here}/no.fzbak {here}/w", 1, "找不到文件或文件夹"),
        ("restore {plan} {here}/w", 1, "不是完整的备份"),
        ("receive {unit} {here}/no.fzb", 1, "读不出来"),
        ("receipts {centre} {plan}", 1, "已经有了"),
        ("enrol {centre} X09 12345", 1, "名册里没有“X09”"),
        ("enrol {centre} X01 12345", 1, "没有指纹为“12345”的待登记密钥"),
        ("revoke {centre} X01", 1, "没有已登记的密钥"),
        ("merge {centre}", 2, "缺少参数 来源"),
        ("receive {centre} {plan}", 1, "本汇总单位发出的任务下发包。请交给各填报单位"),
        ("undo {centre} X01", 1, "没有可以撤销的合并"),
        ("decide {unit} training x topic", 2, "--take --value 中要写一个"),
        ("decide {unit} training x topic --take 1", 1, "没有待决定的冲突"),
        ("decide {unit} training x exam --value 也许", 2, "请写成 是 或 否"),
        ("decide {unit} training x evidence --value 1", 2, "明细表"),
        ("withdraw {unit} {here} 填错", 1, "还没有报送过"),
        ("handover {unit} {here}", 1, "还不知道移交给哪台电脑"),
        ("handover {unit} {here} --to age1x", 1, "不是接收码"),
        ("twins {centre} --confirm 1", 2, "要一起写"),
        ("twins {centre} --confirm 1 --as 调动", 1, "清单变了"),
        ("recover {centre} {plan} {plan}", 2, "里没有备用密钥"),
        ("assess {centre} --unit X09", 1, "名册里没有“X09”"),
        ("init {unit} --centre 甲", 1, "不是空的"),
        ("init {here}/w", 2, "--centre --unit 中要写一个"),
        ("init {here}/w --unit X01", 2, "--plan"),
        ("init {here}/w --unit X01 --plan {plan} --units {plan}", 2, "--units 只用于汇总单位"),
        ("init {here}/w --unit X09 --plan {plan} --unencrypted", 1, "没有代码为“X09”的单位"),
        ("init {here}/w --unit X01 --plan {here}/no.fzb --unencrypted", 1, "读不出来"),
        ("init {here}/w --centre 甲 --units {here}/no.csv", 1, "找不到文件"),
        ("init {here}/w --centre 甲 --units {plan}", 1, "要用 json、csv 或 xlsx"),
        ("init {here}/w --centre 甲 --scheme {plan}", 1, "考核方案不能用"),
        ("init {here}/w --centre 甲 --plan {plan}", 1, "不是能读的正文"),
        ("init {here}/w --centre 甲 --code 甲 --unencrypted", 2, "只能有字母、数字"),
        ("init {here}/w --centre 甲 --period =2020", 2, "请写成 报送期=截止日期"),
        ("init {here}/w --centre 甲", 1, "没有给出密码"),
    ],
)
def test_one_sentence(run: Run, offices: Offices, tmp_path: Path, words: str, code: int, complaint: str) -> None:
    said = run(*spelled(words, offices, tmp_path))
    assert (said.code, said.out) == (code, "")
    assert complaint in said.err
    assert len(said.err.splitlines()) == 1 or "用法：" in said.err
    assert not (tmp_path / "w").exists()
