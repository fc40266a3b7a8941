"""The command `place`: what local law the plan is issued with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.records.place_file import place_text, read_place
from tests.office import Offices
from tests.places import ZHENGDONG
from tests.ui.cli.conftest import Run


def test_the_profile_is_shown(run: Run, offices: Offices) -> None:
    said = run("place", offices.centre)
    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[0] == "河南省郑州市郑东新区（国家→河南省→郑州市→郑东新区）"
    assert "执法资格考试\t《河南省行政执法条例》第二十一条" in lines
    assert json.loads(run("place", offices.centre, "--json").out) == json.loads(place_text(ZHENGDONG))


def test_another_is_taken_and_travels(run: Run, offices: Offices, tmp_path: Path) -> None:
    said = run("place", offices.centre, "--use", "国家")
    assert (said.code, said.out) == (0, "已换成“国家”，保存为第2号。\n")
    package = tmp_path / "p.fzb"
    assert run("plan-package", offices.centre, package).code == 0
    assert run("receive", offices.unit, package).code == 0
    assert "执法资格考试\t没有地方规定，只提醒或者不查" in run("place", offices.unit).out


def test_it_goes_to_a_file_and_comes_back(run: Run, offices: Offices, tmp_path: Path) -> None:
    file = tmp_path / "地方.json"
    assert run("place", offices.centre, "--out", file).out == f"{file}\n"
    assert read_place(file.read_bytes()) == ZHENGDONG
    file.write_bytes(file.read_bytes().replace("河南省".encode(), "某某省".encode()))
    assert run("place", offices.centre, "--use", file).code == 0
    assert "证件\t某某省行政执法证\t编号不查" in run("place", offices.centre).out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("{unit}", "--use", "国家"), 2, "填报单位不能改"),
        (("{centre}", "--use", "{bad}"), 1, "地方规定不能用：最外层里不认识“a”"),
        (("{centre}", "--use", "{none}"), 1, "没有.json"),
    ],
)
def test_what_cannot_be_done_is_said(
    run: Run, offices: Offices, tmp_path: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text('{"名称": "甲", "层级": ["国家"], "a": 1}', encoding="utf-8")
    places = {"unit": offices.unit, "centre": offices.centre, "bad": bad, "none": tmp_path / "没有.json"}
    said = run("place", *(one.format(**places) for one in arguments))
    assert (said.code, said.out) == (code, "")
    assert words in said.err
