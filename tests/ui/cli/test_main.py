import argparse
import errno
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from models.errors import FazhiError
from models.store.base.whole_file import NotWrittenError
from models.system_errors import Refusal
from reports.filled_in.errors import MissingWorkbookError
from ui.cli import main as cli
from ui.cli.arguments import UsageError, in_chinese


class LostKeyError(FazhiError):
    @property
    def sentence(self) -> str:
        return "密钥不见了，请用恢复码。"


def command(outcome: int | BaseException) -> ModuleType:
    """A command module that ends as told."""

    def run(args: argparse.Namespace) -> int:
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    def declare(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--year", type=int, required=True)

    module = ModuleType("ui.cli.sample")
    vars(module).update(run_sample=run, sample_arguments=declare)
    return module


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setitem(cli.COMMANDS, "sample", cli.Command("sample", "样例"))
    return monkeypatch


@pytest.mark.parametrize(
    ("outcome", "code", "words"),
    [
        (0, 0, ""),
        (1, 1, ""),
        (LostKeyError(), 1, "密钥不见了，请用恢复码。\n"),
        (
            FileNotFoundError(errno.ENOENT, "x", "甲.xlsx"),
            1,
            "找不到文件或文件夹：甲.xlsx，请核对路径；在U盘上的，请插好U盘再试。\n",
        ),
        (
            OSError(errno.ENOSPC, "x", "乙.fzb"),
            1,
            "磁盘或U盘空间不足：乙.fzb，请删去不用的文件，或换一个空间大的，再试一次。\n",
        ),
        (OSError(errno.ENOSPC, "x"), 1, "磁盘或U盘空间不足，请删去不用的文件，或换一个空间大的，再试一次。\n"),
        (OSError(errno.EIO, "x"), 1, "磁盘或U盘已拔出，或接触不良，请重新插好、接好再试；仍然出错时换一个。\n"),
        (
            NotWrittenError(Path("表.pdf"), Refusal.IN_USE),
            1,
            "“表.pdf”没有写成。正被别的程序打开着，请先关闭那个程序，再试一次。\n",
        ),
        (MissingWorkbookError(Path("甲.xlsx")), 1, "没有找到文件“甲.xlsx”。请确认U盘已插好、文件没有被移走或改名。\n"),
        (UsageError("写错了。"), 2, "写错了。\n"),
        (OSError("设备没有响应"), 1, "读写文件时系统报告错误：设备没有响应\n"),
    ],
)
def test_outcome_becomes_code_and_sentence(
    register: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    outcome: int | BaseException,
    code: int,
    words: str,
) -> None:
    register.setitem(sys.modules, "ui.cli.sample", command(outcome))
    assert cli.main(["sample", "--year", "2020"]) == code
    assert capsys.readouterr() == ("", words)


def test_bug_is_not_hidden(register: pytest.MonkeyPatch) -> None:
    register.setitem(sys.modules, "ui.cli.sample", command(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        cli.main(["sample", "--year", "2020"])


def test_listed_command_without_module(register: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["sample"]) == cli.REFUSED
    assert "还没有命令 sample" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["nonsense"], "用法不对：参数 命令：没有“nonsense”这一项，可以用的是 demo、init、plan、"),
        (["--nonsense"], "用法不对：不认识的参数 --nonsense"),
        (["--"], "用法不对：缺少参数 命令"),
        (["sample"], "用法不对：缺少参数 --year"),
        (["sample", "--year"], "用法不对：参数 --year：后面要跟一个值"),
        (["sample", "--year", "二〇"], "用法不对：参数 --year：“二〇”不是合适的值"),
        (["sample", "--year", "2020", "--moon"], "用法不对：不认识的参数 --moon"),
    ],
)
def test_wrong_usage(
    register: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], argv: list[str], words: str
) -> None:
    register.setitem(sys.modules, "ui.cli.sample", command(0))
    with pytest.raises(SystemExit, match=str(cli.USAGE)):
        cli.main(argv)
    assert words in capsys.readouterr().err


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        cli.main(["--help"])
    shown = capsys.readouterr().out
    assert [name for name in cli.COMMANDS if f"  {name} " not in shown] == []
    assert re.findall(r"^\S+[:：]$", shown, re.MULTILINE) == ["命令：", "参数：", "选项："]


def test_unknown_complaint_passes_through() -> None:
    assert in_chinese("something new") == "something new"


def test_reader_who_leaves_early_is_no_fault() -> None:
    command = [sys.executable, "main.py", "ledgers", "--json"]
    root = Path(__file__).parents[3]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as left:
        assert left.stdout
        assert left.stderr
        left.stdout.close()
        assert (left.stderr.read(), left.wait()) == (b"", 0)
