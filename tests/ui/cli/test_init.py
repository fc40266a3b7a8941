"""New workspaces, and the 密码 that opens them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from models.records.office import Issue
from models.store.base.workspace import open_workspace
from models.store.records import documents
from tests.office import Offices
from tests.ui.cli.conftest import Run

UNITS = [
    {"code": "X01", "name": "甲办事处", "category": "乡（镇）办事处"},
    {"code": "J01", "name": "乙局", "category": "局（办）"},
]


def issue_of(folder: Path) -> Issue:
    workspace = open_workspace(folder, None)
    with workspace.read() as connection:
        issue = documents.latest_document(connection, "issue", Issue)
    workspace.close()
    assert issue is not None
    return issue


def as_csv(encoding: str, head: str = "单位代码,单位名称,单位类别") -> bytes:
    return "\n".join([head, *(",".join(one.values()) for one in UNITS)]).encode(encoding)


def as_xlsx() -> bytes:
    import io

    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["某区单位名册"])  # type: ignore[union-attr]  # a new book has a sheet
    for row in (["代码", "名称", "类别"], *(list(one.values()) for one in UNITS)):
        book.active.append(row)  # type: ignore[union-attr]  # a new book has a sheet
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_encrypted_centre_and_unit(run: Run, offices: Offices, tmp_path: Path) -> None:
    (tmp_path / "密码.txt").write_text("﻿长长的密码一二三四五六\n第二行不算", encoding="utf-8")
    made = run(
        "init", tmp_path / "甲", "--unit", "X01", "--plan", offices.plan, "--passphrase-file", tmp_path / "密码.txt"
    )
    code = next(line for line in made.out.splitlines() if line.startswith("恢复码：")).removeprefix("恢复码：")
    assert (made.code, "指纹：" in made.out, "只显示这一次" in made.err) == (0, True, True)
    assert run("verify", tmp_path / "甲", "--passphrase-file", tmp_path / "密码.txt").code == 0
    (tmp_path / "密码.txt").write_text(code.lower(), encoding="utf-8")
    assert run("verify", tmp_path / "甲", "--passphrase-file", tmp_path / "密码.txt").code == 0


def test_wrong_passphrases(run: Run, offices: Offices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_PASSPHRASE", "长长的密码一二三四五六")
    assert "备用密钥：AGE-SECRET-KEY" in run("init", tmp_path / "甲", "--centre", "示例").out
    monkeypatch.delenv("FAZHI_PASSPHRASE")
    assert "没有给出密码" in run("verify", tmp_path / "甲").err
    for content, words in ((b"\n", "没有读到密码"), (b"\xff\xfe", "没有读到密码"), (b"x", "密码不对")):
        (tmp_path / "密码.txt").write_bytes(content)
        said = run("verify", tmp_path / "甲", "--passphrase-file", tmp_path / "密码.txt")
        assert (said.code, said.out, words in said.err) == (1, "", True)


@pytest.mark.parametrize("weak", ["1", "Passw0rd", "12345678", "fazhi2020"])
def test_a_weak_passphrase_makes_no_workspace(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, weak: str
) -> None:
    monkeypatch.setenv("FAZHI_PASSPHRASE", weak)
    said = run("init", tmp_path / "甲", "--centre", "示例")
    assert (said.code, said.out, said.err.startswith("密码太")) == (1, "", True)
    assert list(tmp_path.iterdir()) == []


def test_asked_twice_for_a_new_passphrase(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["长长的密码一二三四五六", "长长的密码一二三四五七"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda *_: next(typed))
    said = run("init", tmp_path / "甲", "--centre", "示例")
    assert (said.code, "两次输入的密码不一样" in said.err) == (1, True)


def test_bundled_centre(run: Run, tmp_path: Path) -> None:
    said = run("init", tmp_path / "甲", "--centre", "示例管委会", "--unencrypted")
    issue = issue_of(tmp_path / "甲")
    assert (said.code, "没有加密" in said.err, "恢复码" in said.out) == (0, True, False)
    assert (issue.centre, issue.year, len(issue.plan.items)) == ("示例管委会", 2020, 36)
    assert [unit.code for unit in issue.units] == ["GWH"]
    assert [period.id for period in issue.periods] == ["2020年上半年", "2020年度"]
    assert issue.scheme["indicators"]


def test_own_scheme_and_periods(run: Run, tmp_path: Path) -> None:
    from models.assess.shipped import shipped_scheme

    (tmp_path / "方案.json").write_text(json.dumps({**shipped_scheme(), "id": "自定"}), encoding="utf-8")
    words = ("--scheme", tmp_path / "方案.json", "--period", "一季度=2020-04-05", "--period", "全年", "--unencrypted")
    assert run("init", tmp_path / "甲", "--centre", "示例", *words).code == 0
    issue = issue_of(tmp_path / "甲")
    assert (issue.scheme["id"], [period.id for period in issue.periods]) == ("自定", ["一季度", "全年"])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("名册.json", json.dumps(UNITS, ensure_ascii=False).encode()),
        ("名册.csv", as_csv("utf-8-sig")),
        ("名册.csv", as_csv("gb18030")),
        ("名册.csv", as_csv("utf-8", "code,name,category")),
        ("名册.xlsx", as_xlsx()),
    ],
)
def test_roster(run: Run, tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    words: list[Any] = ["--units", tmp_path / name, "--unencrypted"]
    assert run("init", tmp_path / "甲", "--centre", "示例", *words).code == 0
    units = issue_of(tmp_path / "甲").units
    assert [(unit.code, unit.name) for unit in units] == [("GWH", "管委会本级"), ("X01", "甲办事处"), ("J01", "乙局")]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("名册.json", "[", "不是合格的JSON"),
        ("名册.json", "{}", "要写成"),
        ("名册.json", "[]", "没有单位"),
        ("名册.csv", "甲,乙\n1,2", "没有找到表头"),
        ("名册.csv", "代码,名称\n甲 乙,丙", "第2行的代码“甲 乙”不合用"),
        ("名册.csv", "代码,名称\nX1,", "没有名称"),
        ("名册.csv", "代码,名称\nX1,甲\nX1,乙", "代码“X1”出现了不止一次"),
        ("名册.csv", "代码,名称\nX1,甲\nX2,甲", "名称“甲”出现了不止一次"),
        ("名册.xlsx", "no workbook", "不是能识别的表格文件"),
    ],
)
def test_bad_roster(run: Run, tmp_path: Path, name: str, text: str, words: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    said = run("init", tmp_path / "甲", "--centre", "示例", "--units", tmp_path / name, "--unencrypted")
    assert (said.code, said.out, words in said.err) == (1, "", True)
    assert not (tmp_path / "甲").exists()
