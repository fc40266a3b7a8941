"""argparse that speaks Chinese: its headings, its -h, and what it says of a wrong command line."""

import argparse
import datetime as dt
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from models.errors import FazhiError
from models.records.field import BoundField
from models.records.ledger import Ledger
from models.records.registry import ledgers
from models.rules.dates import date_fault, read_date


def _no_such_choice(found: re.Match[str]) -> str:
    known = found[2].replace("'", "").replace(", ", "、")
    return f"没有“{found[1]}”这一项，可以用的是 {known}"


PHRASES: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"^argument (.+?): ", r"参数 \1："),
    (r"the following arguments are required: (.+)", r"缺少参数 \1"),
    (r"unrecognized arguments: (.+)", r"不认识的参数 \1"),
    (r"invalid choice: '?(.*?)'? \(choose from (.+)\)", _no_such_choice),
    (r"invalid \w+ value: '?(.*?)'?$", r"“\1”不是合适的值"),
    (r"expected one argument", "后面要跟一个值"),
    (r"expected at least one argument", "后面至少要跟一个值"),
    (r"not allowed with argument (.+)", r"不能和 \1 一起用"),
    (r"one of the arguments (.+) is required", r"\1 中要写一个"),
)


class ChineseParser(argparse.ArgumentParser):
    """A parser whose help and complaints are Chinese; exit code 2 for a wrong command line, as argparse has it."""

    def __init__(self, prog: str | None = None, description: str | None = None, epilog: str | None = None) -> None:
        super().__init__(prog=prog, description=description, epilog=epilog, add_help=False)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def format_usage(self) -> str:
        """The one line that shows how the command is written."""
        return super().format_usage().replace("usage: ", "用法：", 1)

    def format_help(self) -> str:
        """The help text, with 用法 for argparse's "usage" and the colons of Chinese behind its headings."""
        return re.sub(r"^(\S+):$", r"\1：", super().format_help().replace("usage: ", "用法：", 1), flags=re.MULTILINE)

    def error(self, message: str) -> NoReturn:
        """Say in one sentence what is wrong with the command line, and leave with 2."""
        self.exit(2, harmless(f"用法不对：{in_chinese(message).removesuffix('。')}。\n{self.format_usage()}"))


class UsageError(FazhiError):
    """The command line asks for something that cannot be: exit code 2."""

    words: str
    template = "{words}"


def in_chinese(message: str) -> str:
    """Argparse's complaint in Chinese; what is not known is passed on as it is."""
    for pattern, words in PHRASES:
        message = re.sub(pattern, words, message)
    return message


def harmless(text: str) -> str:
    """The text with everything spelt out by its number that a terminal would obey or turn round: others may say it."""
    return text.translate(_OBEYED)


_ORDERS = (*range(0x20), *range(0x7F, 0xA0), 0x61C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A))
_OBEYED = {code: f"\\u{code:04x}" for code in _ORDERS if chr(code) not in "\n\t"}
"""C0 and C1 controls (ECMA-48), and what directs and separates text (Unicode UAX 9); valid in JSON as well."""


def tell(text: str) -> None:
    """Progress and complaints, on stderr so that stdout holds results only."""
    print(harmless(text), file=sys.stderr, flush=True)


def show(text: str) -> None:
    """Print a line to stdout at once; what goes wrong is for stderr."""
    print(harmless(text), flush=True)


def show_json(value: object) -> None:
    """A result as JSON, on stdout and alone there."""
    show(json.dumps(value, ensure_ascii=False, indent=2))


def add_json(parser: argparse.ArgumentParser) -> None:
    """Let the command print JSON."""
    parser.add_argument("--json", action="store_true", help="结果以 JSON 输出")


def add_year(parser: argparse.ArgumentParser) -> None:
    """Let the command be about a year other than today's."""
    parser.add_argument("--year", metavar="年度", type=int, help="不写时为当前任务的年度")


def add_ledger(parser: argparse.ArgumentParser) -> None:
    """Let the command be about one ledger, named by id or by its Chinese name."""
    parser.add_argument("ledger", metavar="台账", type=ledger_named, help="台账代号或名称，见命令 ledgers")


def add_ledgers(parser: argparse.ArgumentParser) -> None:
    """Let the command be about one ledger or several."""
    parser.add_argument("ledgers", metavar="台账", nargs="+", type=ledger_named, help="一本或几本，代号或名称")


def add_target(parser: argparse.ArgumentParser) -> None:
    """Let the command write one file, under a name of its own choice if need be."""
    parser.add_argument("target", metavar="目标", type=Path, help="文件夹（自动取名）或文件")


def require_ending(target: Path, *endings: str, why: str = "") -> None:
    """Refuse a name that hides what the file is.

    Raises:
        UsageError: It ends otherwise.
    """
    if target.suffix.lower() not in endings:
        raise UsageError(f"“{target}”要以 {' 或 '.join(endings)} 结尾{why}。")


def ledger_named(text: str) -> Ledger:
    """The ledger with this id or name, for argparse.

    Raises:
        argparse.ArgumentTypeError: There is none.
    """
    found = next((one for one in ledgers().values() if text in (one.id, one.label)), None)
    if found is None:
        known = "、".join(f"{one.id}（{one.label}）" for one in ledgers().values())
        raise argparse.ArgumentTypeError(f"没有“{text}”这本台账，可以用的是 {known}")
    return found


def field_named(ledger: Ledger, text: str) -> BoundField | None:
    """The field of a ledger with this name or label."""
    return ledger.by_name.get(text) or ledger.by_label.get(text)


def day(text: str) -> dt.date:
    """A date in any usual spelling, for argparse.

    Raises:
        argparse.ArgumentTypeError: It is none.
    """
    found = read_date(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"“{text}”{date_fault(text, '年-月-日')}")
    return found
