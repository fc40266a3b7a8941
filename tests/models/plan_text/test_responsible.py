from __future__ import annotations

import pytest

from models.plan_text.responsible import StatedOwners, take_responsible

UNDERSTOOD = [
    ("责任单位：甲局、乙局；配合单位：丙局", "甲局 乙局 丙局"),
    ("配合单位：丙局、丁局；牵头单位：甲局", "甲局 丙局 丁局"),
    ("（责任单位:甲局,各乡(镇)办事处）", "甲局 各乡（镇）办事处"),
    ("【牵头部门：甲局　乙局】", "甲局 乙局"),
    ("牵头单位：发展和改革局", "发展和改革局"),
    ("责任单位：各镇（街道、开发区）、甲局。", "各镇（街道、开发区） 甲局"),
    ("（甲局牵头，乙局、丙局配合）", "甲局 乙局 丙局"),
    ("（各镇街、甲局负责）", "各镇街 甲局"),
]

KEPT = [
    ("责任单位：甲局、乙局等部门", "甲局 乙局"),
    ("责任单位：甲局；完成时限：6月底", "甲局"),
    ("责任单位：甲局、各有关单位按职责分工负责", "甲局 各有关单位"),
    ("（甲局牵头，乙局按职责分工负责）", "甲局 乙局"),
]

NO_UNITS = [
    "落实“谁执法谁普法”（谁执法谁负责）",
    "明确责任单位和完成时限。",
    "健全责任机制（含乡镇）。",
    "落实主体责任：压实各级责任。",
]


@pytest.mark.parametrize(("line", "names"), UNDERSTOOD)
def test_understood_lines_leave_the_text(line: str, names: str) -> None:
    stated = take_responsible(["加强监督。", line])
    assert (stated.names, stated.kept) == (tuple(names.split()), ("加强监督。",))


@pytest.mark.parametrize(("line", "names"), UNDERSTOOD)
def test_they_leave_the_end_of_a_sentence_too(line: str, names: str) -> None:
    stated = take_responsible([f"加强监督。{line}"])
    assert (stated.names, stated.kept) == (tuple(names.split()), ("加强监督。",))


@pytest.mark.parametrize(("line", "names"), KEPT)
def test_lines_that_say_more_stay(line: str, names: str) -> None:
    stated = take_responsible([line])
    assert (stated.names, stated.kept) == (tuple(names.split()), (line,))


@pytest.mark.parametrize("line", NO_UNITS)
def test_no_units(line: str) -> None:
    assert take_responsible([line]) == StatedOwners((), (line,), ())


def test_the_stop_after_a_bracket_stays() -> None:
    assert take_responsible(["加强监督（责任单位：甲局）。"]).kept == ("加强监督。",)


@pytest.mark.parametrize(
    ("line", "foremost", "leads", "assists"),
    [
        ("牵头单位：甲局；配合单位：乙局", "甲局", "甲局", "乙局"),
        ("责任单位：甲局、乙局", "甲局 乙局", "", ""),
        ("责任单位：甲局；参与单位：乙局", "甲局", "", "乙局"),
        ("责任单位：甲局牵头，各单位配合", "甲局", "甲局", "各单位"),
        ("责任单位：甲局牵头、各单位配合", "甲局", "甲局", "各单位"),
        ("责任单位：甲局、乙局共同牵头，丙局、丁局配合，戊局", "甲局 乙局", "甲局 乙局", "丙局 丁局"),
        ("（甲局牵头，乙局、丙局配合）", "甲局", "甲局", "乙局 丙局"),
        ("（甲局主办，乙局负责，丙局协助）", "甲局", "甲局", "丙局"),
    ],
)
def test_roles(line: str, foremost: str, leads: str, assists: str) -> None:
    stated = take_responsible([line])
    wanted = [tuple(words.split()) for words in (foremost, leads, assists)]
    assert [stated.foremost, stated.leads, stated.assists] == wanted
    assert stated.kept == ()
