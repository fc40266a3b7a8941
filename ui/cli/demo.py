"""`demo`: a complete made-up year of one centre and its units, worked through on the bundled plan."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from ui.cli.arguments import show, tell
from ui.cli.invocation import command_line
from ui.demo.example import FIRST, example_names, read_example
from ui.demo.run import PASSPHRASE, Told, tell_year

MOST = 999
DECEMBER_UNITS = 60


def demo_arguments(parser: argparse.ArgumentParser) -> None:
    """Folder, which example, number of units, --december and the seed of the made-up data."""
    parser.add_argument("folder", metavar="文件夹", type=Path, help="不存在或空的文件夹")
    parser.add_argument(
        "--example",
        metavar="例子",
        choices=example_names(),
        default=FIRST,
        help=f"哪个例子：{'、'.join(example_names())}（{FIRST}）",
    )
    parser.add_argument(
        "--units", metavar="个数", type=_count, help="填报单位个数（收件日60，至少13；平时照例子的名册）"
    )
    parser.add_argument(
        "--december", action="store_true", help="只演示十二月收件日：迟报、未报、损坏、重复、冲突、代录、待登记各有单位"
    )
    parser.add_argument("--seed", metavar="种子", type=int, help="同一种子生成同样的姓名、日期和数字（例子的年度）")


def run_demo(args: argparse.Namespace) -> int:
    """Work the year through and say what lies where."""
    story = read_example(args.example)
    seed = story.year if args.seed is None else args.seed
    if args.december:
        from ui.demo import december

        day = december.tell_december(story, args.folder, args.units or DECEMBER_UNITS, seed, PASSPHRASE, tell)
        lines = december.december_summary(day)
    else:
        lines = summary(tell_year(story, args.folder, args.units or story.roster.units, seed, tell))
    for line in lines:
        show(line)
    return 0


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST):
        raise argparse.ArgumentTypeError(f"“{text}”要写成1到{MOST}的整数")
    return int(text)


def summary(told: Told) -> Iterator[str]:
    """Lines to print: folders made, ranking, and what to do next."""
    places = told.places
    yield f"演示完成，用时{told.seconds:.1f}秒：{told.units}个填报单位，合并记录{told.records}条，都是虚构的示例。"
    yield f"  {places.centre}\t汇总单位的工作区，含本级台账"
    yield f"  {places.unit('')}\t各填报单位的工作区"
    yield f"  {places.submitted}\t各单位的报送包；{told.returned}被退回一次后重报"
    yield f"  {places.issued}\t任务下发包、回执和考核结果包"
    yield f"  {places.forms}\t表格{told.printed}个（PDF 和 Excel）"
    yield f"  {places.passphrase}\t第一行是全部工作区的密码"
    yield from ranking(told)
    yield f"打开窗口：{command_line()}，打开已有工作区 {places.centre}（或任一单位的文件夹），输入密码。"
    again = command_line("merge", places.centre, places.submitted, "--passphrase-file", places.passphrase)
    yield f"再合并一次：{again}"


def ranking(told: Told) -> Iterator[str]:
    """The assessment in one line a unit, category by category."""
    yield f"考核结果（{told.result.name}）："
    names = {category["id"]: category["name"] for category in told.story.assessed_by["categories"]}
    for unit in told.result.units:
        rank = f"第{unit.rank}名" if unit.rank else unit.reporting or "未排名"
        yield f"  {names[unit.category]}\t{rank}\t{unit.name}\t{unit.total_text}\t{unit.grade}"
