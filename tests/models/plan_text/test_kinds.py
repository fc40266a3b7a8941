"""Each kind of text that a reader once got wrong, in several forms; every form of a kind must read the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from models.plan_text import PlanReading, read_plan

TITLE = "云岭县2024年重点任务"
FRAME = "坚持以新发展理念为指导，全面贯彻上级部署。"
NOTICE = "各乡镇人民政府，县政府各部门："


def shape(reading: PlanReading) -> list[tuple[str, list[str]]]:
    return [(chapter.title, [item.title for item in chapter.items]) for chapter in reading.plan.chapters]


def roles(line: str) -> tuple[str, str]:
    item = read_plan(f"{TITLE}方案\n一、任务\n（一）清理文件。全面清理。{line}\n（二）备案。应备尽备。").plan.items[0]
    leading = [name for name in item.responsible if name not in item.assists]
    return " ".join(leading), " ".join(item.assists)


def front(text: str) -> tuple[str | None, int | None]:
    plan = read_plan(f"{text}\n一、任务\n（一）清理文件。全面清理。\n（二）备案。应备尽备。").plan
    return plan.title, plan.year


def depths() -> Iterable[tuple[str, list[tuple[str, list[str]]]]]:
    """Owners stand at the third level; the second has none, the last chapter has nobody at all."""
    wanted = [("行动：管网", ["改造燃气管道", "改造供水管道"]), ("行动：园区", ["改造老旧厂房"])]
    for one, two, three in (
        (("一、", "二、"), ("（一）", "（二）"), ("1.", "2.", "3.")),
        (("一、", "二、"), ("（三）", "（五）"), ("1、", "2、", "3、")),
        (("第一部分 ", "第二部分 "), ("一、", "二、"), ("（一）", "（二）", "（一）")),
        (("（一）", "（二）"), ("1.", "2."), ("①", "②", "①")),
        (("一、", "二、"), ("1.", "2."), ("（1）", "（2）", "（1）")),
        (("第一章　", "第二章　"), ("（一）", "（二）"), ("1．", "2．", "3．")),
    ):
        for owner in ("（牵头单位：县水务局）", "\n责任单位：县水务局", "（县水务局负责）"):
            tasks = [f"{mark}{words}。{owner}" for mark, words in zip(three, wanted[0][1] + wanted[1][1], strict=True)]
            lines = [f"{one[0]}行动", f"{two[0]}管网", *tasks[:2], f"{two[1]}园区", tasks[2]]
            lines += [f"{one[1]}工作保障", f"{two[0]}统筹推进", FRAME]
            yield "\n".join([f"{TITLE}方案", *lines]), wanted


def plain_depths() -> Iterable[tuple[str, list[tuple[str, list[str]]]]]:
    """Nobody is named: the level below the chapters is the item, whatever is numbered below it."""
    for two, three in (
        (("（一）", "（二）"), ("1.", "2.")),
        (("1.", "2."), ("（1）", "（2）")),
        (("1.1", "1.2"), ("①", "②")),
    ):
        mark = "1." if two[0] == "1.1" else "一、"
        yield (
            f"{TITLE}方案\n{mark}任务\n{two[0]}清理文件。\n{three[0]}全面清理。\n{three[1]}公布结果。\n{two[1]}备案审查。做好备案。",
            [("任务", ["清理文件", "备案审查"])],
        )
    for chapters in (
        ("一、清理。全面清理。", "二、备案。应备尽备。"),
        ("1、清理。全面清理。", "2、备案。应备尽备。"),
        ("第一条 清理：全面清理各类文件。", "第二条 备案：按时报送各类文件。"),
    ):
        yield "\n".join([f"{TITLE}方案", *chapters]), [("（未分章）", ["清理", "备案"])]


def owned_chapters() -> Iterable[tuple[str, list[tuple[str, list[str]]]]]:
    """The topmost level alone says who has to do it: it is the item."""
    for owner in ("（牵头单位：县司法局）", "（县司法局负责）", "\n责任单位：县司法局"):
        for one, two in (
            (("一、", "二、"), ("1.", "2.")),
            (("一、", "二、"), ("（一）", "（二）")),
            (("1.", "2."), ("（1）", "（2）")),
        ):
            lines = [
                f"{mark}{words}。{owner}\n{two[0]}制定计划。\n{two[1]}抓好落实。"
                for mark, words in zip(one, ("清理", "备案"), strict=True)
            ]
            yield "\n".join([f"{TITLE}方案", *lines]), [("（未分章）", ["清理", "备案"])]


def frames() -> Iterable[tuple[str, list[tuple[str, list[str]]]]]:
    """What only says why and in what spirit is no item."""
    for heading in (
        "总体要求",
        "指导思想",
        "指导思想和工作目标",
        "基本原则",
        "总体要求和主要目标",
        "总体要求和目标任务",
        "前言",
        "充分认识这项工作的重要意义",
        "评查范围",
        "适用对象",
        "检查依据",
    ):
        for inside in ("", "（一）指导思想\n", "（一）指导思想。\n（二）基本原则。\n"):
            yield (
                f"{TITLE}方案\n一、{heading}\n{inside}{FRAME}\n二、任务\n（一）清理文件。全面清理。\n（二）备案。应备尽备。",
                [("任务", ["清理文件", "备案"])],
            )


def supports() -> Iterable[tuple[str, list[tuple[str, list[str]]]]]:
    """保障 that names nobody and is not divided, beside chapters that are, is no item; one that charges somebody is."""
    body = f"{TITLE}方案\n一、任务\n（一）清理文件。全面清理。\n（二）备案。应备尽备。"
    for heading in ("组织领导", "加强组织领导", "保障措施", "工作要求", "组织实施", "强化组织保障"):
        yield f"{body}\n二、{heading}\n成立工作领导小组，确保落到实处。", [("任务", ["清理文件", "备案"])]
        charged = f"{body}\n二、{heading}\n各乡镇要成立工作专班。"
        yield charged, [("任务", ["清理文件", "备案"]), (heading, [heading])]


def introduced_lists() -> Iterable[tuple[str, list[tuple[str, list[str]]]]]:
    """What a list follows is the beginning of a text, not its heading."""
    for first, second in (("第一条　", "第二条　"), ("（一）", "（二）"), ("1.", "2.")):
        for words in ("有下列情形的，应当报告", "检查内容如下"):
            lines = [f"{first}{words}：", "①无证执法的；", "②违反程序的。", f"{second}备案。"]
            clause = words.partition("，")[0]
            told = f"{clause if clause != words else words}…"
            yield (
                "\n".join([f"{TITLE}办法", "第一章　任务", *lines]),
                [("任务", [told, "备案。" if "条" in first else "备案"])],
            )


def marks() -> Iterable[tuple[str, list[tuple[str, list[str]]]]]:
    """Marks of every kind, also where a year follows the number at once."""
    for first, second in (
        ("1．", "2．"),
        ("1﹒", "2﹒"),
        ("１．", "２．"),
        ("⒈", "⒉"),
        ("①", "②"),
        ("❶", "❷"),
        ("(1)", "(2)"),
        ("1）", "2）"),
        ("⑴", "⑵"),
        ("㈠", "㈡"),
        ("（⼀）", "（⼆）"),
        ("1 、", "2 、"),
        ("（ 一 ）", "（ 二 ）"),
        ("1.1 ", "1.2 "),
        ("第一条　", "第二条　"),
    ):
        chapter = "1. " if first.startswith("1.1") else "一、"
        yield (
            f"{TITLE}方案\n{chapter}任务\n{first}2024年底前完成清理\n{second}2025年3月底前公布结果",
            [("任务", ["2024年底前完成清理", "2025年3月底前公布结果"])],
        )


def decimals() -> Iterable[tuple[str, list[tuple[str, list[str]]]]]:
    """1.1 under 1, with or without a dot, a blank or a mark behind it."""
    wanted = [("规范执法", ["推行公示", "加强培训"]), ("化解纠纷", ["做好调解", "办好复议"])]
    for chapter in ("{}. ", "{} ", "{}、", "{}．"):
        for item in ("{}.{}", "{}.{} ", "{}．{}　", "{}.{}、", "{}.{}．"):
            lines = [f"{TITLE}方案"]
            for one, (heading, tasks) in enumerate(wanted, 1):
                lines.append(f"{chapter.format(one)}{heading}")
                lines += [f"{item.format(one, two)}{task}。认真做好各项工作。" for two, task in enumerate(tasks, 1)]
            yield "\n".join(lines), wanted


def paragraphs() -> Iterable[tuple[str, list[tuple[str, list[str]]]]]:
    """Everything in one paragraph, headings with and without a stop."""
    wanted = [("规范执法", ["推行公示", "加强培训"]), ("化解纠纷", ["做好调解", "办好复议"])]
    for stop in ("", "。", "：", " "):
        for item in (("1、", "2、"), ("（一）", "（二）"), ("1.", "2."), ("①", "②"), ("(1)", "(2)")):
            parts = []
            for mark, (chapter, tasks) in zip(("一、", "二、"), wanted, strict=True):
                parts.append(f"{mark}{chapter}{stop}")
                parts += [
                    f"{number}{task}。统一、规范做好第一、二季度工作。"
                    for number, task in zip(item, tasks, strict=True)
                ]
            yield f"{TITLE}方案\n为做好工作，制定本方案。{''.join(parts)}", wanted


def broken_words() -> Iterable[tuple[str, list[tuple[str, list[str]]]]]:
    """A line of a PDF begins with the second half of 统一: it is no chapter."""
    for word in ("统一、规范", "唯一、明确", "单一、固定", "专一、细致", "同一、稳定", "归一、整齐", "合一、协调"):
        first, rest = word[0], word[1:]
        full = "认真细致地做好有关各项工作并持续抓好落实不断提高质量和水平建立"
        lines = [f"{TITLE}方案", "一、任务", f"（一）清理文件。{full}{full[:-8]}{first}", f"{rest}的制度，{full}抓实"]
        yield "\n".join([*lines, "做细各项工作。", "（二）备案。应备尽备。"]), [("任务", ["清理文件", "备案"])]


def unnumbered() -> Iterable[tuple[str, list[tuple[str, list[str]]]]]:
    """Chapter headings without a number."""
    wanted = [("规范执法", ["推行公示", "加强培训"]), ("化解纠纷", ["做好调解", "办好复议"])]
    again = {"1.": ("3.", "4."), "1、": ("3、", "4、"), "（一）": ("（三）", "（四）"), "一、": ("三、", "四、")}
    for item in (("1.", "2."), ("1、", "2、"), ("（一）", "（二）"), ("①", "②"), ("一、", "二、")):
        for second in {item, again.get(item[0], item)}:
            lines = [TITLE + "方案"]
            for place, (chapter, tasks) in enumerate(wanted):
                numbers = second if place else item
                lines += [
                    chapter,
                    *(f"{number}{task}。认真做好各项工作。" for number, task in zip(numbers, tasks, strict=True)),
                ]
            yield "\n".join(lines), wanted


def sectioned_tables() -> Iterable[tuple[str, list[tuple[str, list[str]]]]]:
    """A table in plain text with lines between its rows that are no rows: they name the chapters."""
    heads = ["序号", "重点任务", "具体举措", "牵头单位", "完成时限"]
    rows = [
        ["1", "清理文件", "全面清理。", "县司法局", "6月底"],
        ["2", "备案", "应备尽备。", "县司法局", "持续推进"],
        ["3", "评查", "逐卷评查。", "县司法局", "12月"],
    ]
    for gap in ("\t", " | ", "｜"):
        for first, second in (
            ("一、规范", "二、监督"),
            ("（一）规范", "（二）监督"),
            ("规范", "监督"),
            ("第一章 规范", "第二章 监督"),
        ):
            told = [gap.join(one) for one in (heads, *rows)]
            lines = [f"{TITLE}分解表", told[0], first, told[1], told[2], second, told[3]]
            yield "\n".join(lines), [("规范", ["清理文件", "备案"]), ("监督", ["评查"])]


def open_brackets() -> Iterable[tuple[str, list[tuple[str, list[str]]]]]:
    """A line ends inside a bracket: the next one goes on, however short it is and however it begins."""
    wanted = [("任务", ["清理文件", "备案", "评查"])]
    told = "认真细致地做好有关各项工作并持续抓好落实"
    for left, right in ("（）", "()", "【】", "［］"):
        for break_at in (
            "责任单位：县司法局；\n配合单位：县财政局",
            "责任单位：\n县司法局；配合单位：县财政局",
            "责任单位：县司法局；配合\n单位：县财政局",
        ):
            tasks = [f"{at}.{task}。{told}。{left}{break_at}{right}" for at, task in enumerate(wanted[0][1], 1)]
            yield "\n".join([f"{TITLE}方案", "一、任务", *tasks]), wanted


def ends() -> Iterable[tuple[str, list[tuple[str, list[str]]]]]:
    """What follows the last item is none of it."""
    for end in (
        "国务院办公厅\n2024年5月16日\n（此件公开发布）",
        "云岭县司法局\n二〇二四年五月十六日",
        "云岭县水务局、云岭县财政局\n2024年5月16日",
        "附件：1.任务清单\n2.统计表",
        "附件1\n任务清单\n1.清理文件\n2.备案",
        "云岭县数字政府行动计划（2024-2026年）\n为做好数字政府工作，制定本计划。\n一、目标",
        "本方案自2024年开始执行，由县司法局负责解释。\n云岭县司法局",
        "各乡镇、各单位要于11月20日前报送落实本方案的情况。",
    ):
        yield (
            f"{TITLE}方案\n一、任务\n（一）清理文件。全面清理。\n（二）备案。应备尽备。\n（三）评查。逐卷评查。\n{end}",
            [("任务", ["清理文件", "备案", "评查"])],
        )


def pages() -> Iterable[tuple[str, list[tuple[str, list[str]]]]]:
    """The number of the page stands before its first words, which go on in the middle of a sentence."""
    wanted = [("工作计划", ["清理文件", "备案", "评查"])]
    told = "认真细致地做好有关各项工作" * 6
    parts = [
        f"一、工作计划1.清理文件。{told}，做到有据",
        f"可查，不留死角。2.备案。{told}，做到有件",
        f"必备、有备必审。3.评查。{told}。",
    ]
    for number in ("{}、", "{}．", "{}.", "{} 、", "第{}页", "—{}—"):
        for title in (f"{TITLE}方案", f"{TITLE}方案" * 3):
            first, *others = parts
            told_pages = [f"{title}{first}", *others]
            yield "\n".join(number.format(at) + words for at, words in enumerate(told_pages, 1)), wanted


def documents() -> Iterable[tuple[str, list[tuple[str, list[str]]]]]:
    """A second document begins in the paragraph in which the first one ends."""
    first = f"{TITLE}方案为做好工作，制定本方案。一、任务（一）清理文件。全面清理。（二）备案。应备尽备。"
    second = "一、宣传（一）进校园。每校一次。（二）进社区。每处一次。"
    signed = "云岭县司法局2024年5月16日"
    for seam in ("", "　　", signed, f"{signed}（此件公开发布）", "附件：", "附件1", f"{signed}附件2："):
        for title in ("云岭县普法工作要点为深入开展普法，制定本要点。", "云岭县普法工作要点"):
            yield f"{first}{seam}{title}{second}", [("任务", ["清理文件", "备案"])]
    notice = f"云岭县人民政府关于印发重点任务方案的通知{NOTICE}现将方案印发给你们，请认真执行。"
    yield f"{notice}云岭县人民政府2024年5月16日{first}", [("任务", ["清理文件", "备案"])]


SHAPES: dict[str, Callable[[], Iterable[tuple[str, list[tuple[str, list[str]]]]]]] = {
    one.__name__: one
    for one in (
        depths,
        plain_depths,
        owned_chapters,
        frames,
        marks,
        decimals,
        paragraphs,
        broken_words,
        unnumbered,
        supports,
        introduced_lists,
        sectioned_tables,
        open_brackets,
        ends,
        pages,
        documents,
    )
}


@pytest.mark.parametrize("kind", SHAPES)
def test_every_form_of_a_kind_reads_the_same(kind: str) -> None:
    forms = list(SHAPES[kind]())
    assert len(forms) > 5
    assert [(text, shape(read_plan(text))) for text, _ in forms] == forms


LEAD, HELP = "县司法局 县水务局", "县财政局"
ROLES = [
    *(
        (f"（{role}{body}：县司法局、县水务局；配合单位：县财政局）", LEAD, HELP)
        for role in ("牵头", "责任", "负责", "主办", "承办", "落实")
        for body in ("单位", "部门", "科室")
    ),
    *(
        (f"（牵头单位：县司法局、县水务局，{role}单位：县财政局）", LEAD, HELP)
        for role in ("配合", "支撑", "协助", "参与", "指导", "协办")
    ),
    *((f"（县司法局、县水务局牵头，县财政局{role}）", LEAD, HELP) for role in ("配合", "参与", "指导", "协助")),
    ("（县司法局牵头，县水务局按职责分工负责，县财政局配合）", LEAD, HELP),
    *(
        (f"（县司法局、县水务局{joint}{others}负责）", f"{LEAD} {others}", "")
        for joint in ("等和", "等及", "、", "以及")
        for others in ("各有关乡镇人民政府", "各地区", "各省级人民政府")
    ),
    *(
        (f"（县司法局、县水务局会同{others}{role}）", LEAD, others)
        for others in ("有关部门", "县财政局", "各乡镇")
        for role in ("负责", "牵头")
    ),
    ("（县司法局、县水务局等有关部门及各乡镇按职责分工负责）", f"{LEAD} 有关部门 各乡镇", ""),
    ("（负责部门：县司法局、县水务局；适用范围：全县，以下均适用）", LEAD, ""),
    ("（6月底完成并持续推进，牵头考核单位：县司法局、县水务局）", LEAD, ""),
    ("（责任单位：县司法局、县水务局，各乡镇人民政府）", f"{LEAD} 各乡镇人民政府", ""),
    ("（责任单位：县司法局、县水务局、云智专班）", f"{LEAD} 云智专班", ""),
    ("（牵头单位：县文化和旅游局、县住房和城乡建设局）", "县文化和旅游局 县住房和城乡建设局", ""),
    ("（县司法局和县水务局负责，责任人：张某）", LEAD, ""),
    ("【牵头单位：县司法局　县水务局】", LEAD, ""),
    *(
        (f"{left}牵头单位：县司法局、县水务局；配合单位：县财政局{right}", LEAD, HELP)
        for left, right in ("（）", "()", "【】", "[]", "［］", "〔〕", "｛｝", "{}", "〖〗", "﹝﹞", "「」")
    ),
    ("（责任单位：县司法局、县水务局会同县财政局）", LEAD, HELP),
    ("〔县司法局等县直各部门（单位）按职责分工负责，以下均需各乡镇落实〕", "县司法局 县直各部门（单位）", ""),
    ("\n责任单位：组织办、督促科、推进办公室", "组织办 督促科 推进办公室", ""),
    ("\n责任单位：县司法局、县水务局\n配合单位：县财政局\n责任领导：张某", LEAD, HELP),
    ("（县司法局、县水务局）", LEAD, ""),
    ("（县司法局、县水务局，6月底前）", LEAD, ""),
    ("（县司法局、县水务局，持续推进）。", LEAD, ""),
    ("（县司法局、小红帽）", "", ""),
    ("报县委依法治县办（县司法局）。", "", ""),
    ("（包括县司法局自身）", "", ""),
    ("做到谁执法谁普法（谁执法谁负责）。", "", ""),
]


def test_owners_are_told_by_the_form_of_their_bracket() -> None:
    assert [(line, *roles(line)) for line, _, _ in ROLES] == ROLES


def test_what_a_label_names_is_never_passed_over() -> None:
    for words in ("组织开展", "另行通知", "成立由县司法局组成的专班", "王某某局长"):
        reading = read_plan(f"{TITLE}方案\n一、任务\n（一）清理。全面清理。\n责任单位：{words}\n（二）备案。应备尽备。")
        assert [doubt.words for _, doubt, _ in reading.doubtful] == [words]


def test_a_chapter_called_after_a_unit_charges_it() -> None:
    units = ["县发展改革委", "县市场监督管理局", "各乡镇人民政府"]
    for marks in ("一、 二、 三、", "（一） （二） （三）", "第一章　 第二章　 第三章　"):
        for one, two in (("1．", "2．"), ("①", "②")):
            lines = [
                f"{mark}{unit}\n{one}清理文件。\n{two}会同县财政局做好备案。（县水务局配合）"
                for mark, unit in zip(marks.split(" "), units, strict=True)
            ]
            items = read_plan("\n".join([f"{TITLE}分工", *lines])).plan.items
            assert [item.responsible for item in items] == [
                names for unit in units for names in ((unit,), (unit, "县水务局"))
            ]
            assert [item.assists for item in items] == [(), ("县水务局",)] * 3
    mixed = read_plan(f"{TITLE}分工\n一、县司法局\n1．清理文件。\n二、做好备案\n1．应备尽备。").plan.items
    assert [item.responsible for item in mixed] == [(), ()]


def test_names_alone_are_owners_where_most_items_end_with_them() -> None:
    tasks = [
        "完善清单（县委编办，县司法局）",
        "推行承诺（县司法局、各乡镇）",
        "开展评查（县司法局）",
        "用好“检法”（检察院）机制",
    ]
    lines = [f"{at}．{task}" for at, task in enumerate(tasks, 1)]
    found = read_plan("\n".join([f"{TITLE}分解", "一、任务", *lines])).plan.items
    assert [(item.title, " ".join(item.responsible)) for item in found] == [
        ("完善清单", "县委编办 县司法局"),
        ("推行承诺", "县司法局 各乡镇"),
        ("开展评查", "县司法局"),
        ("用好“检法”（检察院）机制", ""),
    ]
    single = read_plan(f"{TITLE}方案\n一、任务\n1．{tasks[0]}\n2．备案。\n3．评查。").plan.items[0]
    assert single.title == tasks[0]


def test_a_name_like_no_unit_is_offered_as_doubtful() -> None:
    reading = read_plan(
        f"{TITLE}方案\n一、任务\n（一）清理。全面清理。（责任单位：县司法局、小红帽）\n（二）备案。应备尽备。"
    )
    item, doubt, original = reading.doubtful[0]
    assert (item.number, item.responsible) == (1, ("县司法局", "小红帽"))
    assert doubt == ("小红帽", "责任单位“小红帽”不像单位名称，请核对。")
    assert original == "清理。全面清理。（责任单位：县司法局、小红帽）"


CITED = "根据《2022年全省工作要点》（云办发〔2022〕12号）和《实施纲要（2021—2025年）》，制定本意见。"
FRONTS = [
    ("云岭县2024年法治工作要点", "云岭县2024年法治工作要点", 2024),
    (f"云岭县法治工作实施方案\n{CITED}", "云岭县法治工作实施方案", None),
    (
        f"云岭县人民政府办公室\n关于推行合法性审核\n机制的意见\n云政办〔2019〕5号\n{NOTICE}\n{CITED}",
        "云岭县人民政府办公室关于推行合法性审核机制的意见",
        2019,
    ),
    (f"云岭县人民政府关于推行审核的意见云政〔2019〕5号{NOTICE}\n{CITED}", "云岭县人民政府关于推行审核的意见", 2019),
    (f"关于印发《云岭县法治工作要点》的通知\n云政办〔2019〕5号\n{NOTICE}\n{CITED}", "云岭县法治工作要点", 2019),
    (f"{NOTICE}\n{CITED}县司法局制定了《2024年任务分解表》，现印发给你们，请落实：", "2024年任务分解表", 2024),
    ("云岭县法治工作规划（2021—2025年）\n2021年是开局之年。", "云岭县法治工作规划（2021—2025年）", None),
    ("云岭县法治工作规划\n（2021—2025年）", "云岭县法治工作规划（2021—2025年）", None),
    (f"云岭县法治工作要点\n二〇二四年是关键一年。{CITED}", "云岭县法治工作要点", 2024),
    ("云岭县法治工作要点\n（2024年1月15日）", "云岭县法治工作要点", 2024),
    (
        "云岭县法治工作规划（2021—2025年）重点任务2024年度分工",
        "云岭县法治工作规划（2021—2025年）重点任务2024年度分工",
        2024,
    ),
    ("云岭县2024年法治工作方案 为推进法治工作，制定本方案。", "云岭县2024年法治工作方案", 2024),
    ("云岭县2024年法治工作要点　　根据上级部署，制定本要点。", "云岭县2024年法治工作要点", 2024),
    ("云 岭 县 工 作 规 则\n云政〔2004〕18号", "云岭县工作规则", 2004),
    (f"{CITED}2024年度法治工作安排如下。", None, 2024),
    (
        f"关于印发支持普法若干政策的通知\n（云政办〔2024〕5号）\n{NOTICE}\n云岭县人民政府\n2024年9月2日\n支持普法若干政策",
        "支持普法若干政策",
        2024,
    ),
]


def test_another_document_of_the_file_is_named() -> None:
    other = "云岭县普法工作要点\n一、宣传\n（一）进校园。每校一次。\n（二）进社区。每处一次。"
    for seam in ("\n", "\n附件1\n", "\n云岭县司法局\n2024年5月16日\n"):
        reading = read_plan(f"{TITLE}方案\n一、任务\n（一）清理文件。全面清理。\n（二）备案。应备尽备。{seam}{other}")
        assert any("云岭县普法工作要点" in remark for remark in reading.remarks), seam
    assert not read_plan(f"{TITLE}方案\n一、任务\n（一）清理。\n附件：1.任务清单\n2.统计表").remarks


def test_title_and_year_are_the_documents_own() -> None:
    assert [(text, *front(text)) for text, _, _ in FRONTS] == FRONTS
