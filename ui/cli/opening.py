"""Opening a workspace for a command: which folder, with which 密码, by which 经办人."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.errors import FazhiError
from models.login import login_name
from models.rules.passphrase import passphrase_fault
from models.small_file import decode_text, read_small
from models.store.base.workspace import Workspace, is_encrypted, open_workspace
from ui.base.as_of import as_of_words, clock_words
from ui.cli.arguments import tell

PASSPHRASE, OPERATOR = "FAZHI_PASSPHRASE", "FAZHI_OPERATOR"


class NoPassphraseError(FazhiError):
    """A 密码 is needed, and there is nobody to ask."""

    template = f"没有给出密码：请用 --passphrase-file 指定密码文件（第一行），或设环境变量 {PASSPHRASE}。"


class WeakPassphraseError(FazhiError):
    """A new 密码 is too easy to guess; `fault` says why."""

    fault: str
    template = "密码{fault}没有建立工作区。"


class PassphrasesDifferError(FazhiError):
    """The two inputs of a new 密码 differ; no workspace was made."""

    template = "两次输入的密码不一样，没有建立工作区：请重新运行命令。"


class PassphraseFileError(FazhiError):
    """The file of the 密码 holds none."""

    path: Path
    template = "密码文件“{path}”里没有读到密码：请把密码写在第一行，存为UTF-8文本。"


class WrongRoleError(FazhiError):
    """The command belongs to the other role."""

    centre: bool

    @property
    def sentence(self) -> str:
        """Says whether the command needs a centre's or a unit's workspace."""
        wanted, found = ("汇总单位", "填报单位") if self.centre else ("填报单位", "汇总单位")
        return f"这是{found}的工作区，这个命令要在{wanted}的工作区里用。"


def add_workspace(parser: argparse.ArgumentParser) -> None:
    """Add the workspace folder and the options of `add_person`."""
    parser.add_argument("workspace", metavar="工作区", type=Path, help="工作区文件夹")
    add_person(parser)


def add_person(parser: argparse.ArgumentParser) -> None:
    """Add --passphrase-file and --operator (经办人)."""
    parser.add_argument("--passphrase-file", metavar="文件", type=Path, help=f"密码在第一行；也可用变量 {PASSPHRASE}")
    parser.add_argument("--operator", metavar="姓名", help=f"经办人；也可用变量 {OPERATOR}，都没有时用登录名")


@contextmanager
def opened(args: argparse.Namespace, *, centre: bool | None = None) -> Iterator[Workspace]:
    """The workspace the arguments name, closed at the end.

    Args:
        args: With what `add_workspace` added.
        centre: Whether it has to be a centre's or a unit's; None for either.

    Raises:
        WrongRoleError: It belongs to the other role.
    """
    encrypted = is_encrypted(args.workspace)
    workspace = open_workspace(args.workspace, passphrase_of(args) if encrypted else None, clock=args.clock)
    for words in filter(None, (as_of_words(workspace.clock), clock_words(workspace))):
        tell(words)
    try:
        if centre not in (None, workspace.is_centre):
            raise WrongRoleError(centre=bool(centre))
        yield workspace
    finally:
        workspace.close()


def passphrase_of(args: argparse.Namespace, *, new: bool = False) -> str:
    """The 密码 from file or variable, or asked for; a new one is asked for twice.

    Raises:
        PassphraseFileError: The file's first line is empty or no text.
        NoPassphraseError: Nothing given, and nobody there to ask.
        PassphrasesDifferError: A new one was typed in two ways.
        WeakPassphraseError: A new one is too easy to guess.
    """
    given = given_passphrase(args)
    if given is None:
        if not sys.stdin.isatty():
            raise NoPassphraseError
        given = getpass.getpass("密码：", sys.stderr)
        if new and getpass.getpass("再输一次：", sys.stderr) != given:
            raise PassphrasesDifferError
        if not given:
            raise NoPassphraseError
    if new and (fault := passphrase_fault(given)):
        raise WeakPassphraseError(fault)
    return given


def passphrase_again(args: argparse.Namespace, workspace: Workspace) -> str | None:
    """The 密码 once more, for what must not be done at a screen left open; None where there is none.

    Raises:
        PassphraseFileError, NoPassphraseError: As `passphrase_of`.
    """
    return passphrase_of(args) if workspace.encrypted else None


def given_passphrase(args: argparse.Namespace) -> str | None:
    """The 密码 from file or variable, None where neither is given.

    Raises:
        PassphraseFileError: The file's first line is empty or no text.
    """
    if args.passphrase_file is None:
        return os.environ.get(PASSPHRASE) or None
    try:
        lines = decode_text(read_small(args.passphrase_file)).splitlines()
    except UnicodeDecodeError as problem:
        raise PassphraseFileError(args.passphrase_file) from problem
    if not lines or not lines[0]:
        raise PassphraseFileError(args.passphrase_file)
    return str(lines[0])


def operator_of(args: argparse.Namespace) -> str:
    """Who works: as given, or by the variable, or who is logged in."""
    return args.operator or os.environ.get(OPERATOR) or login_name()
