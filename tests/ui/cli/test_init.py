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
from tests.pdfs import text_pdf
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
    assert issue.units == ()
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
    assert [(unit.code, unit.name) for unit in units] == [("X01", "甲办事处"), ("J01", "乙局")]


@pytest.mark.parametrize(
    ("more", "options", "code"),
    [
        ([], [], "HZ"),
        ([], ["--code", "FZB"], "FZB"),
        ([{"code": "B", "name": "县政府本级", "category": "县政府"}], [], "B"),
        ([{"code": "HZ", "name": "丙局", "category": "局（办）"}], [], "HZ2"),
    ],
)
def test_the_centre_is_the_own_unit_of_the_roster_or_none(
    run: Run, tmp_path: Path, more: list[dict[str, str]], options: list[str], code: str
) -> None:
    (tmp_path / "名册.json").write_text(json.dumps([*UNITS, *more]), "utf-8")
    words: list[Any] = ["--units", tmp_path / "名册.json", "--unencrypted", *options]
    assert run("init", tmp_path / "甲", "--centre", "示例", *words).code == 0
    workspace = open_workspace(tmp_path / "甲", None)
    assert workspace.unit == code
    assert [unit.code for unit in issue_of(tmp_path / "甲").units] == [one["code"] for one in [*UNITS, *more]]


def test_a_plan_of_another_place_is_given_to_the_units_it_names(run: Run, tmp_path: Path) -> None:
    (tmp_path / "名册.csv").write_text(
        "代码,名称,类别,曾用名\nX01,石桥镇,镇,石桥乡\nX02,柳林街道办事处,街道,\nJ01,县司法局,县直部门,\nJ02,县教育局,县直部门,\n",
        "utf-8",
    )
    (tmp_path / "要点.txt").write_text(
        "2025年法治建设工作要点\n一、总体\n"
        "1.学法。各镇每年举办培训2次。\n责任单位：司法局\n"
        "2.执法。好好做。\n责任单位：统计局\n"
        "3.普法。每个单位全年开展宣传活动4次。\n（司法局牵头，各单位配合）\n"
        "4.应诉。依法做。\n",
        "utf-8",
    )
    pdf = text_pdf(tmp_path / "要点.pdf", (tmp_path / "要点.txt").read_text("utf-8"))
    files: list[Any] = ["--units", tmp_path / "名册.csv", "--plan", pdf]
    said = run("init", tmp_path / "甲", "--centre", "某县法治办", *files, "--unencrypted")
    issue = issue_of(tmp_path / "甲")
    assert [item.units for item in issue.plan.items] == [("X01", "J01"), ("未对应",), (), ()]
    for words in ("“石桥乡”没有写用到哪一天", "未对应：第2项的“统计局”", "第4项没有写责任单位，由全部单位落实"):
        assert words in said.err
    found = json.loads(run("plan", tmp_path / "要点.txt", "--json", "--units", tmp_path / "名册.csv").out)
    owners = found["chapters"][0]["items"][2]["responsible"]
    assert [(one["name"], one["role"], one["units"]) for one in owners] == [
        ("司法局", "牵头", ["J01"]),
        ("各单位", "配合", ["X01", "X02", "J01", "J02"]),
    ]
    assert [one["units"] for one in found["chapters"][0]["items"]][:2] == [["X01", "J01"], []]
    plain = json.loads(run("plan", tmp_path / "要点.txt", "--json").out)
    assert plain["chapters"][0]["items"][0]["responsible"] == [
        {"name": "司法局", "role": "责任", "units": None, "how": None}
    ]


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
        ("名册.xlsx", "no workbook", "是文本文件（CSV 一类），不是表格文件"),
    ],
)
def test_bad_roster(run: Run, tmp_path: Path, name: str, text: str, words: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    said = run("init", tmp_path / "甲", "--centre", "示例", "--units", tmp_path / name, "--unencrypted")
    assert (said.code, said.out, words in said.err) == (1, "", True)
    assert not (tmp_path / "甲").exists()
