"""argparse that speaks Chinese: its headings, its -h, and what it says of a wrong command line."""

import argparse
import re
import sys
from typing import NoReturn

PHRASES = (
    (r"^argument (.+?): ", r"参数 \1："),
    (r"the following arguments are required: (.+)", r"缺少参数 \1"),
    (r"unrecognized arguments: (.+)", r"不认识的参数 \1"),
    (r"invalid choice: '?(.*?)'? \(choose from (.+)\)", r"没有“\1”这一项，可以用的是 \2"),
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
        """The whole explanation."""
        return super().format_help().replace("usage: ", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        """Say in one sentence what is wrong with the command line, and leave with 2."""
        self.exit(2, f"用法不对：{in_chinese(message)}。\n{self.format_usage()}")


def in_chinese(message: str) -> str:
    """Argparse's complaint in Chinese; what is not known is passed on as it is."""
    for pattern, words in PHRASES:
        message = re.sub(pattern, words, message)
    return message


def tell(text: str) -> None:
    """Progress and complaints, on stderr so that stdout holds results only."""
    print(text, file=sys.stderr, flush=True)
