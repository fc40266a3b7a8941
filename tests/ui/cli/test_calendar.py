"""The command `calendar`, and the month on paper."""

from __future__ import annotations

import json
from pathlib import Path

from tests.office import Offices
from tests.ui.cli.conftest import Run

TALK = "组织本年度述法"


def line(out: str, what: str) -> list[str]:
    return next(one for one in out.splitlines() if one.split("\t")[1] == what).split("\t")


def test_days_are_listed_done_set_and_switched_off(run: Run, offices: Offices, tmp_path: Path) -> None:
    listed = run("calendar", offices.unit)
    assert (listed.code, "标†的没有查到条文" in listed.err) == (0, True)
    assert line(listed.out, TALK)[2:] == ["下发", "†没有查到条文，请按当地要求核对"]
    assert "已办（" in line(run("calendar", offices.unit, "--done", TALK).out, TALK)[-1]
    assert "已办" not in line(run("calendar", offices.unit, "--not-done", TALK).out, TALK)[-1]
    assert line(run("calendar", offices.unit, "--set", f"{TALK}=12-15").out, TALK)[0].endswith("12-15")
    assert line(run("calendar", offices.unit, "--off", TALK).out, TALK)[-1] == "停用"
    assert line(run("calendar", offices.unit, "--reset", TALK).out, TALK)[0].endswith("12-31")
    assert line(run("calendar", offices.unit, "--set", "总结=03-05").out, "总结")[2] == "本单位"
    target = tmp_path / "月历.pdf"
    assert run("print", offices.unit, "month-sheet", target, "--month", "3").code == 0
    assert target.read_bytes().startswith(b"%PDF")


def test_what_the_centre_sets_travels_with_the_plan(run: Run, offices: Offices, tmp_path: Path) -> None:
    file, package = tmp_path / "地方.json", tmp_path / "p.fzb"
    run("place", offices.centre, "--out", file)
    place = json.loads(file.read_text(encoding="utf-8"))
    place["日历"][-1]["停用"] = True
    place["日历"].append({"事项": "报告证件管理情况", "月日": "12-20", "谁办": "填报单位", "待核": True})
    file.write_text(json.dumps(place, ensure_ascii=False), encoding="utf-8")
    assert run("place", offices.centre, "--use", file).code == 0
    assert run("plan-package", offices.centre, package).code == 0
    assert run("receive", offices.unit, package).code == 0
    found = run("calendar", offices.unit).out
    assert line(found, "报告证件管理情况")[2:] == ["下发", "†没有查到条文，请按当地要求核对"]
    assert line(found, TALK)[-1] == "停用"
    assert "报告证件管理情况" not in run("calendar", offices.centre).out


def test_what_the_calendar_has_not_is_told(run: Run, offices: Offices) -> None:
    assert "日历里没有“述职”" in run("calendar", offices.unit, "--done", "述职").err
    assert "请写成 事项=12-20 的样子" in run("calendar", offices.unit, "--set", "总结=13-05").err
