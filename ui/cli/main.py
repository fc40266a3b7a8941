"""The headless commands, in files by capability that are loaded only when asked for; none of them knows Qt.

The file of `plan-package`, say, has `plan_package_arguments(parser)` and `run_plan_package(args) -> int`; `args.clock`
tells what day it is. Results go to stdout, progress to stderr; the exit code is 0 when done, 1 for findings or
refusals, 2 for wrong usage.
"""

import argparse
import importlib
import os
import sys
from types import ModuleType
from typing import NamedTuple

from models.clock import SYSTEM, Clock
from models.errors import FazhiError
from models.system_errors import system_sentence
from models.version import VERSION
from ui.cli.arguments import ChineseParser, UsageError, tell
from ui.cli.invocation import command_line

DONE, REFUSED, USAGE = 0, 1, 2


class Command(NamedTuple):
    """Which file of this folder serves a command, and what the list of commands says about it."""

    module: str
    about: str


COMMANDS: dict[str, Command] = {
    "demo": Command("demo", "在一个文件夹里演示全年的流程"),
    "init": Command("set_up", "新建工作区"),
    "plan": Command("plan", "读入工作要点正文，拆分章和事项"),
    "compare": Command("compare", "比较工作要点的原文和更正后的正文，逐项说明变化"),
    "place": Command("place", "查看、导出或更换地方规定：条文、证件、败诉标准、期限"),
    "scheme": Command("scheme", "考核方案存为工作簿或文本，改好再读回来，先列出变化"),
    "start-year": Command("start_year", "开始新年度：读入新年度的正文，沿用名册、地方规定和在办的事"),
    "plan-package": Command("sending", "导出任务下发包"),
    "calendar": Command("calendar", "日历：每年要办的事，列出、记已办、改日期、停用"),
    "ledgers": Command("catalogue", "列出台账和字段"),
    "forms": Command("catalogue", "列出可打印的表"),
    "import": Command("ledgers", "从工作簿导入台账"),
    "take-back": Command("ledgers", "列出可以撤销的导入、批量修改和删除，并撤销"),
    "export": Command("ledgers", "把台账导出为工作簿"),
    "proxy": Command("proxy", "代录：登记没有程序的单位的纸质报送，列出和取消"),
    "check": Command("ledgers", "校验台账"),
    "explain": Command("explain", "列出报送前要说明的提醒，并写明理由"),
    "zero": Command("ledgers", "作零报送"),
    "submit": Command("sending", "生成报送包和报送单"),
    "inspect": Command("inspect", "查看一个包里有什么、是否可信"),
    "merge": Command("receiving", "收件并合并报送包"),
    "report": Command("receiving", "查看一个单位各次合并的报告"),
    "undo": Command("receiving", "撤销一个单位最近一次合并"),
    "conflicts": Command("conflicts", "列出待决定的冲突"),
    "decide": Command("conflicts", "决定一处冲突"),
    "twins": Command("conflicts", "列出几个单位都有的人员和案件并确认"),
    "forks": Command("conflicts", "列出同一次报送的两个不同的包并认定"),
    "quarantine": Command("receiving", "列出不可信而没有合并的文件"),
    "recover": Command("receiving", "主密钥丢失后用备用密钥打开报送包"),
    "enrol": Command("keys", "登记填报单位的密钥"),
    "revoke": Command("keys", "停用填报单位的密钥"),
    "review": Command("review", "通过或退回一次报送"),
    "receipts": Command("sending", "导出回执"),
    "receive": Command("receiving", "接收任何一种包，并说明接下来做什么"),
    "withdraw": Command("sending", "撤回最近一次报送"),
    "handover": Command("sending", "把台账移交给本单位另一台电脑"),
    "unit-key": Command("keys", "更换填报单位自己的密钥"),
    "centre-key": Command("keys", "更换汇总单位的密钥"),
    "export-key": Command("keys", "导出解密私钥，供程序之外读包"),
    "assess": Command("assess", "考核评分和排名"),
    "waive": Command("waive", "列出各单位说不适用的事项，同意或者不同意"),
    "freeze": Command("assess", "冻结考核结果，或写明原因解除"),
    "appeal": Command("assess", "复核：记下单位对一项得分的异议和结果，冻结的可以调整"),
    "results": Command("assess", "导出各单位的考核结果包"),
    "print": Command("printing", "打印表格到 PDF 或工作簿"),
    "print-all": Command("printing", "全年的表打印成一个 PDF，带目录"),
    "drafts": Command("catalogue", "列出可生成的 Word 文稿"),
    "draft": Command("printing", "生成 Word 文稿：年度报告、反馈意见书、催报单"),
    "paper": Command("case_papers", "案件的文书：答辩状、授权委托书等，写成 Word；换成本单位的模板"),
    "verify": Command("backup", "完整性检查：数据库、佐证材料和日志"),
    "backup": Command("backup", "备份工作区"),
    "restore": Command("backup", "从备份恢复工作区"),
}


class CommandMissingError(FazhiError):
    """This copy of the program does not contain a command that it lists."""

    name: str
    template = "这个版本还没有命令 {name}，请换用完整的程序。"


def main(argv: list[str], clock: Clock = SYSTEM) -> int:
    """Run one command by `clock`; a mistake of the user's becomes one sentence on stderr, never a traceback."""
    if not argv or argv[0] not in COMMANDS:
        parser = _list_parser()
        parser.parse_args(argv or ["--help"])
        parser.error("the following arguments are required: 命令")
    try:
        return _run(argv[0], argv[1:], clock)
    except UsageError as error:
        tell(error.sentence)
        return USAGE
    except FazhiError as error:
        tell(error.sentence)
    except BrokenPipeError:  # whoever reads our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        tell(system_sentence(error))
    return REFUSED


def _run(name: str, rest: list[str], clock: Clock) -> int:
    module, function = load_module(name), name.replace("-", "_")
    parser = ChineseParser(prog=command_line(name), description=COMMANDS[name].about)
    getattr(module, f"{function}_arguments")(parser)
    code: int = getattr(module, f"run_{function}")(parser.parse_args(rest, argparse.Namespace(clock=clock)))
    return code


def load_module(name: str) -> ModuleType:
    """The file of a command.

    Raises:
        CommandMissingError: This copy of the program lacks it.
    """
    target = f"{__package__}.{COMMANDS[name].module}"
    try:
        return importlib.import_module(target)
    except ModuleNotFoundError as error:
        if error.name != target:
            raise
        raise CommandMissingError(name) from error


def _list_parser() -> ChineseParser:
    width = max(len(name) for name in COMMANDS)
    listing = "\n".join(f"  {name:<{width}}  {command.about}" for name, command in COMMANDS.items())
    parser = ChineseParser(
        prog=command_line(),
        description=f"法治台账：不带命令时打开窗口；带命令时不打开窗口。\n\n命令：\n{listing}",
        epilog=f"每个命令的参数：{command_line('命令', '--help')}。退出码：0 完成，1 有问题或被拒绝，2 用法不对。",
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--version", action="version", version=f"法治台账 {VERSION}", help="显示版本")
    parser.add_argument("command", metavar="命令", nargs="?", choices=list(COMMANDS), help="上面列出的一个")
    return parser
