"""Commands that need no workspace."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.records.registry import ledgers
from models.resources import resource
from reports.forms import forms
from tests.office import Offices
from tests.ui.cli.conftest import Run

PLAN = resource("plans", "2020-郑东新区.txt")


def test_ledgers(run: Run) -> None:
    lines = run("ledgers").out.splitlines()
    assert [line.split("\t")[0] for line in lines] == list(ledgers())
    found = json.loads(run("ledgers", "--json").out)
    assert [(one["id"], one["name"]) for one in found] == [(one.id, one.label) for one in ledgers().values()]


def test_forms(run: Run) -> None:
    lines = run("forms").out.splitlines()
    assert [line.split("\t")[0] for line in lines] == list(forms())
    assert [one["id"] for one in json.loads(run("forms", "--json").out)] == list(forms())


def test_plan_of_2020(run: Run) -> None:
    found = json.loads(run("plan", PLAN, "--json").out)
    items = [item for chapter in found["chapters"] for item in chapter["items"]]
    assert list(found) == ["title", "year", "preamble", "closing", "chapters", "unplaced", "remarks"]
    assert (len(found["chapters"]), len(items), sum(len(item["quotas"]) for item in items)) == (10, 36, 5)
    assert list(items[0]) == [
        *("uid", "number", "printed", "title", "text", "responsible", "units", "due", "topics", "quotas", "doubts")
    ]
    assert (items[0]["printed"], found["remarks"]) == ("(一)", [])
    assert set(items[28]["quotas"][0]) >= {"who", "what", "at_least"}
    assert found["unplaced"] == []


def test_every_chapter_and_item_has_a_uid(run: Run) -> None:
    chapters = json.loads(run("plan", PLAN, "--json").out)["chapters"]
    assert [one["uid"] for one in chapters] == list(range(1, 11))
    assert [item["uid"] for one in chapters for item in one["items"]] == list(range(1, 37))


def test_what_a_corrected_text_changes(run: Run, tmp_path: Path) -> None:
    text = PLAN.read_text("utf-8").splitlines()
    gone = next(line for line in text if line.startswith("(二十)"))
    new = tmp_path / "更正.txt"
    new.write_text("\n".join(line for line in text if line != gone), "utf-8")
    lines = run("compare", PLAN, new).out.splitlines()
    assert lines[0].split("\t") == ["变化", "原项号", "新项号", "标题", "说明"]
    assert lines[20].split("\t")[:3] == ["删去", "20", "—"]
    assert lines[-1] == "不变35项，删去1项"
    found = json.loads(run("compare", PLAN, new, "--json").out)
    assert found[19] == {
        "verdict": "删去",
        "old": {"uid": 20, "number": 20, "title": found[19]["old"]["title"]},
        "new": None,
        "split_from": None,
        "merged_into": None,
    }


def test_plan_for_people(run: Run) -> None:
    said = run("plan", PLAN)
    assert "10章，36项，5个定额" in said.out
    assert "未点名" in said.out


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("missing.txt", None, "找不到文件"),
        ("plan.pdf", b"%PDF", "不是完好的 PDF"),
        ("plan.xlsx", b"PK", "不是能读的正文"),
        ("plan.docx", b"no zip", "不是完好的 docx"),
        ("plan.txt", b"\xff\xfe\x00", "不是文本文件"),
        ("plan.txt", "随便一句话。".encode(), "没有认出章和事项"),
    ],
)
def test_plan_of_something_else(run: Run, tmp_path: Path, name: str, content: bytes | None, words: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    said = run("plan", path)
    assert said.code == 1
    assert words in said.err
    assert "Traceback" not in said.err


def test_inspect(run: Run, offices: Offices) -> None:
    found = json.loads(run("inspect", offices.plan, "--json").out)
    assert (found["intact"], found["kind"], found["unit"], found["encrypted"]) == (True, "plan", "GWH", False)
    assert "任务下发包" in run("inspect", offices.plan).out


@pytest.mark.parametrize("at", [0, 20, -1])
def test_inspect_damaged(run: Run, offices: Offices, at: int) -> None:
    data = bytearray(offices.plan.read_bytes())
    data[at] ^= 1
    offices.plan.write_bytes(data)
    said = run("inspect", offices.plan, "--json")
    found = json.loads(said.out)
    assert (said.code, found["intact"]) == (1, False)
    assert found["reason"]


@pytest.mark.parametrize("name", ["missing.fzb", "."])
def test_inspect_no_file(run: Run, tmp_path: Path, name: str) -> None:
    said = run("inspect", tmp_path / name)
    assert (said.code, said.out) == (1, "")
    assert len(said.err.splitlines()) == 1
