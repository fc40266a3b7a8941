"""Kinds of text as they come out of PDFs, web pages and tables; every form of a kind must read the same."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable

import pytest

from models.plan_text import read_plan
from tests.models.plan_text.test_kinds import FRAME, NOTICE, TITLE, front, shape


def page_starts() -> Iterable[tuple[str, list[tuple[str, list[str]]]]]:
    """Pages begin with a number set off by strokes, whatever stands above the first; below stands what a site adds."""
    wanted = [("任务", ["清理文件", "备案"]), ("监督", ["评查"])]
    told = "认真细致地做好有关各项工作" * 4
    for left, right in (("- ", " - "), ("— ", " — "), ("—", "—"), ("第 ", " 页 "), ("－", "－ ")):
        for first in ("下面是为大家整理的方案，供大家参考。\n", ""):
            for end in (
                "相关热词搜索：计划 工作",
                "【打印此页】 【关闭窗口】",
                "上一篇：普法计划",
                "责任编辑：王某",
                "分享到：",
            ):
                lines = [f"{first}{left}1{right}{TITLE}方案", "一、任务", f"1.清理文件。{told}，做到"]
                lines += [
                    f"{left}2{right}有据可查。",
                    "2.备案。应备尽备。",
                    f"{left}3{right}二、监督",
                    "3.评查。逐卷评查。",
                    end,
                ]
                yield "\n".join(lines), wanted


def marked_cells() -> Iterable[tuple[str, list[tuple[str, list[str]]]]]:
    """A table copied cell by cell without a column of numbers; owners and day stand behind the small points."""
    wanted = [("规范：清理", ["清理文件", "备案"]), ("监督：评查", ["逐卷评查"])]
    heads = ["具体措施", "责任单位", "完成时限"]
    for task in ("重点任务", "工作任务", "主要任务", "任务清单\n重点任务"):
        for gap in ("\n", "\n\n"):
            for small in (("①", "②"), ("（1）", "（2）")):
                rows = [["一、规范"], ["（一）清理"]]
                rows += [["1.清理文件", f"{small[0]}全面清理。", f"{small[1]}公布结果。", "县司法局、各乡镇", "6月底"]]
                rows += [["2.备案", f"{small[0]}应备尽备。", "县司法局", "持续推进"], ["二、监督"], ["（一）评查"]]
                rows += [["3.逐卷评查", "县司法局"]]
                cells = [task, *heads, *(cell for row in rows for cell in row)]
                yield gap.join([f"{TITLE}台账", *cells]), wanted


def notes_below() -> Iterable[tuple[str, list[tuple[str, list[str]]]]]:
    """Numbered notes below a table, and cells of several lines in it."""
    for note in ("注：", "说明：", "备注：", "填表说明："):
        for marks in (("1.", "2."), ("1、", "2、"), ("①", "②")):
            for cell in ('"县委编办\n县司法局"', "县委编办、县司法局"):
                lines = [f"{TITLE}清单", "序号\t重点任务\t牵头单位\t完成时限", f"1\t清理文件\t{cell}\t6月底"]
                lines += [
                    "2\t备案\t县司法局\t12月",
                    f"{note}{marks[0]}按月报送。",
                    f"{marks[1]}未尽事项由牵头单位协调。",
                ]
                yield "\n".join(lines), [("（未分章）", ["清理文件", "备案"])]


def contents() -> Iterable[tuple[str, list[tuple[str, list[str]]]]]:
    """1.1.1 below 1.1 below 一、, behind a table of contents; a line of a PDF begins with the end of a word."""
    wanted = [("任务：清理", ["清理各类文件", "备案"]), ("任务：监督", ["评查"])]
    for dots in ("......", "…………", "······"):
        for head in ("目录", "目    录", "目　录"):
            for chapter, part, item in (
                ("二、", "2.1 ", "2.1.1 "),
                ("二、", "2.1　", "2.1.1"),
            ):
                lines = [head, f"{chapter}任务{dots}1", f"{part}清理{dots}1", f"{part.replace('1', '2')}监督{dots}2"]
                lines += [f"{TITLE}方案", "一、总体要求", FRAME, f"{chapter}任务", f"{part}清理"]
                lines += [
                    f"{item}清理各类文",
                    "— 1 —",
                    "件。全面清理。",
                    "责任单位：县司法局",
                    f"{item.replace('1.1', '1.2')}备案。应备尽备。",
                ]
                lines += [
                    "责任单位：县司法局",
                    f"{part.replace('1', '2')}监督",
                    f"{item.replace('1.1', '2.1')}评查。逐卷评查。",
                ]
                yield "\n".join([*lines, "责任单位：县司法局"]), wanted


def shifted_rows() -> Iterable[tuple[str, list[tuple[str, list[str]]]]]:
    """A first cell merged over rows lets the rows below it begin one column too far left; items counted twice."""
    wanted = [("清理", ["清理文件", "备案"]), ("监督", ["评查"])]
    for gap, end in (("|", "|"), (" | ", " |"), ("\t", "\t")):
        for mark in ("{}.", "{}、", "{}．"):
            rows = [["工作任务", "具体要求", "责任部门"], ["一、清理", f"{mark.format(1)}清理文件", "财务科"]]
            rows += [[f"{mark.format(2)}备案", "办公室", ""], ["二、监督", f"{mark.format(3)}评查", "办公室"]]
            yield "\n".join([f"{TITLE}清单", *(gap.join(row) + end for row in rows)]), wanted
            twice = [f"（{'一二'[at]}）{mark.format(at + 1)}{task}。逐项办理。" for at, task in enumerate(wanted[0][1])]
            yield "\n".join([f"{TITLE}方案", "一、清理", *twice]), wanted[:1]


@pytest.mark.parametrize("kind", [page_starts, marked_cells, notes_below, contents, shifted_rows])
def test_every_form_of_a_kind_reads_the_same(
    kind: Callable[[], Iterable[tuple[str, list[tuple[str, list[str]]]]]],
) -> None:
    forms = list(kind())
    assert [(text, shape(read_plan(text))) for text, _ in forms] == forms


def test_a_title_on_several_lines_is_one() -> None:
    title = "云岭县人民政府2024年法治政府建设重点工作安排"
    signed = "云岭县人民政府办公室\n2024年3月1日\n"
    letter = f"{NOTICE}\n《{title}》已经同意，现印发给你们。\n{signed}"
    for before in (letter, signed, "", "附件\n", "附件1：\n", "首页 > 公开\n"):
        for places in ((7,), (12,), (7, 16)):
            lines = [title[start:end] for start, end in itertools.pairwise((0, *places, len(title)))]
            told = before + "\n".join(lines)
            assert (told, *front(told)) == (told, title, 2024)
