"""One plan in many layouts: what is written is known, so what is read can be compared value for value."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from typing import NamedTuple

from models.plan_text.numerals import chinese_numeral


class Task(NamedTuple):
    """What is written of an item; `due` is what a document says, 2024-06-30 how it reads."""

    title: str
    text: str
    leads: tuple[str, ...]
    assists: tuple[str, ...]
    due: str

    @property
    def owners(self) -> str:
        """（牵头单位：…；配合单位：…）, its inside."""
        helping = f"；配合单位：{'、'.join(self.assists)}" if self.assists else ""
        return f"牵头单位：{'、'.join(self.leads)}{helping}"


TITLE = "云岭县2024年法治政府建设工作要点"
INTRO = "2024年是落实规划的关键一年，为做好全县法治政府建设工作，制定本要点。"
Chapters = Sequence[tuple[str, Sequence[Task]]]
PLAN: Chapters = (
    (
        "健全依法行政制度体系",
        (
            Task("加强合法性审核", "规范性文件应审必审，6月底前完成清理并公布结果。", ("县司法局",), (), "2024-06-30"),
            Task("落实备案审查制度", "做到有件必备、有备必审。", ("县司法局", "县政府办公室"), ("各乡镇（街道）",), ""),
            Task("推进数字化管理", "统一文件编号，年底前建成数据库。", ("县行政审批服务局",), (), "2024-12-31"),
        ),
    ),
    (
        "严格规范公正文明执法",
        (
            Task(
                "推行执法三项制度",
                "执法全过程留痕，重大决定先审后发。",
                ("县市场监管局", "县住房和城乡建设局"),
                ("各执法单位",),
                "",
            ),
            Task(
                "开展案卷评查",
                "对照评查标准逐卷打分，9月底前通报结果。",
                ("县司法局",),
                ("县文化和旅游局",),
                "2024-09-30",
            ),
        ),
    ),
    (
        "有效化解矛盾纠纷",
        (
            Task("做好行政复议工作", "推行繁简分流，提高办案质效。", ("县司法局",), ("县信访局", "县总工会"), ""),
            Task("规范行政应诉", "负责人依法出庭应诉，及时履行生效裁判。", ("县政府办公室",), ("各有关部门",), ""),
        ),
    ),
)

CIRCLED = "①②③④⑤⑥⑦⑧⑨"
Render = Callable[[Chapters], str]


def numbered(chapter: Callable[[int], str], item: Callable[[int, int, int], str], joint: str = "\n") -> Render:
    """A written plan whose marks these two make, of the chapter's place, the item's place in it and its count."""

    def render(plan: Chapters) -> str:
        lines, count = [], 0
        for at, (title, tasks) in enumerate(plan, 1):
            lines.append(f"{chapter(at)}{title}")
            for place, task in enumerate(tasks, 1):
                count += 1
                lines.append(f"{item(at, place, count)}{task.title}。{task.text}（{task.owners}）")
        return joint.join(lines)

    return render


def front(render: Render, joint: str = "\n") -> Render:
    """With title and preamble."""
    return lambda plan: joint.join((TITLE, INTRO, render(plan)))


def chinese(at: int) -> str:
    """一、"""
    return f"{chinese_numeral(at)}、"


def bracket(_chapter: int, place: int, _count: int) -> str:
    """（一）"""
    return f"（{chinese_numeral(place)}）"


def rows(plan: Chapters) -> list[list[str]]:
    """A task table's rows without head."""
    count, found = 0, []
    for title, tasks in plan:
        for task in tasks:
            count += 1
            due = {"2024-06-30": "6月底前", "2024-09-30": "9月底前", "2024-12-31": "年底前"}.get(task.due, "持续推进")
            found.append(
                [str(count), title, task.title, task.text, "、".join(task.leads), "、".join(task.assists), due]
            )
    return found


HEAD = ["序号", "类别", "工作任务", "具体措施", "牵头单位", "配合单位", "完成时限"]


def owner_lines(plan: Chapters) -> str:
    """Owners on lines of their own."""
    text = front(numbered(chinese, bracket))(plan)
    return (
        text.replace("（牵头单位", "\n牵头单位")
        .replace("；配合单位", "\n配合单位")
        .replace("）\n", "\n")
        .removesuffix("）")
    )


def charged(plan: Chapters) -> str:
    """（甲局牵头，乙局配合）"""
    lines = [TITLE, INTRO]
    for at, (title, tasks) in enumerate(plan, 1):
        lines.append(f"{chinese(at)}{title}")
        for place, task in enumerate(tasks, 1):
            helping = f"，{'、'.join(task.assists)}配合" if task.assists else ""
            lines.append(f"{place}．{task.title}。{task.text}（{'、'.join(task.leads)}牵头{helping}）")
    return "\n".join(lines)


def pages(plan: Chapters) -> str:
    """As copied from a PDF: lines of 30 characters, page numbers between them, a running head."""
    text = front(numbered(chinese, bracket))(plan)
    lines = [part for line in text.splitlines() for part in textwrap.wrap(f"\u3000\u3000{line}", 30)]
    for at in range(len(lines) - 8, 0, -8):
        lines.insert(at, f"— {at // 8} —")
    return "\n".join(lines)


def one_paragraph(plan: Chapters) -> str:
    """Everything in one line, the title apart."""
    return f"{TITLE}\n{INTRO}" + numbered(chinese, bracket, "")(plan)


def letter(plan: Chapters) -> str:
    """With the notice that issues it, annexes, signature."""
    return "\n".join(
        (
            "云岭县人民政府办公室",
            "关于印发《云岭县2024年法治政府建设",
            "工作要点》的通知",
            "云政办〔2024〕7号",
            "各乡镇人民政府，县政府各部门：",
            f"《{TITLE}》已经县政府同意，现印发给你们，请贯彻《法治政府建设实施纲要（2021—2025年）》，认真执行。",
            "附件：1.任务分解表",
            "2.统计表",
            "云岭县人民政府办公室",
            "2024年3月5日",
            "（此件公开发布）",
            front(numbered(chinese, bracket))(plan),
            "各乡镇、各单位要于2024年11月30日前报送落实本要点的情况。",
            "附件1",
            "联系人名单",
            "1.张某",
        )
    )


def table(gap: str) -> Render:
    """A table with its cells parted by `gap`."""
    return lambda plan: "\n".join((TITLE, *(gap.join(cell or " " for cell in row) for row in (HEAD, *rows(plan)))))


def framed(plan: Chapters) -> str:
    """A table as markdown writes it."""
    lines = [f"| {' | '.join(row)} |" for row in (HEAD, ["---"] * len(HEAD), *rows(plan))]
    return "\n".join((TITLE, *lines))


def wide(plan: Chapters) -> str:
    """A table with wide blanks between its cells; an empty one is “—”."""
    return "\n".join((TITLE, *("   ".join(cell or "—" for cell in row) for row in (HEAD, *rows(plan)))))


def cells(plan: Chapters) -> str:
    """A table copied cell by cell, empty cells gone."""
    return "\n".join((TITLE, *(cell for row in (HEAD, *rows(plan)) for cell in row if cell)))


def alike(plan: Chapters) -> str:
    """With the look-alikes of PDFs and full-width digits."""
    text = front(numbered(lambda at: f"{chinese_numeral(at)}、", lambda _a, place, _c: f"{place}﹒"))(plan)
    return text.translate(str.maketrans("一二工行文力生用水", "⼀⼆⼯⾏⽂⼒⽣⽤⽔")).replace("2024", "２０２４")


def measures(plan: Chapters) -> str:
    """一、（一）1.: the owners stand at 1., below parts that only head them."""
    lines, count = [TITLE, INTRO], 0
    for at, (title, tasks) in enumerate(plan, 1):
        lines += [f"{chinese(at)}综合部分", f"（一）{title}"]
        for task in tasks:
            count += 1
            lines.append(f"{count}.{task.title}。{task.text}（{task.owners}）")
    return "\n".join(lines)


WRITTEN: dict[str, Render] = {
    "一、（一）": front(numbered(chinese, bracket)),
    "counting through": front(numbered(chinese, lambda _a, _p, count: f"（{chinese_numeral(count)}）")),
    "第一章 一、": front(numbered(lambda at: f"第{chinese_numeral(at)}章　", lambda _a, place, _c: chinese(place))),
    "第一部分 （一）": front(numbered(lambda at: f"第{chinese_numeral(at)}部分 ", bracket)),
    "1. 1.1": front(numbered(lambda at: f"{at}. ", lambda at, place, _c: f"{at}.{place} ")),
    "1 1.1": front(numbered(lambda at: f"{at} ", lambda at, place, _c: f"{at}.{place} ")),
    "（一） 1．": front(numbered(lambda at: f"（{chinese_numeral(at)}）", lambda _a, place, _c: f"{place}．")),
    "一、 ①": front(numbered(chinese, lambda _a, place, _c: CIRCLED[place - 1])),
    "一、 （1）": front(numbered(chinese, lambda _a, place, _c: f"（{place}）")),
    "1、 (1)": front(numbered(lambda at: f"{at}、", lambda _a, place, _c: f"({place})")),
    "no number 1.": front(numbered(lambda _at: "", lambda _a, place, _c: f"{place}.")),
    "no number, counting through": front(numbered(lambda _at: "", lambda _a, _p, count: f"{count}.")),
    "owners on lines": owner_lines,
    "甲局牵头": charged,
    "pages of a PDF": pages,
    "one paragraph": one_paragraph,
    "blank lines": lambda plan: front(numbered(chinese, bracket))(plan).replace("\n", "\n\n\u3000\u3000"),
    "notice and annexes": letter,
    "look-alikes": alike,
    "halfwidth": lambda plan: front(numbered(chinese, bracket))(plan).translate(str.maketrans("（），；：", "(),;:")),
}
TABLES: dict[str, Render] = {
    "tabs": table("\t"),
    "strokes": table(" | "),
    "markdown": framed,
    "wide blanks": wide,
    "a cell a line": cells,
}
