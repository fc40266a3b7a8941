"""A newer version of the program from a package on a stick: unpacked beside the old one, tried, and then chosen."""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, replace
from enum import StrEnum
from pathlib import Path

import msgspec

from models.package.program import BadProgramError, ProgramContents, read_program, unpack_program
from models.program.versions import CHOICE, LATER, NUMBER, Choice, base_of, clean_environment, read_choice
from models.resources import resource
from models.store.base.whole_file import NotWrittenError, give_folder_name, make_folder, write_file
from models.store.files.disk_space import require_space
from models.version import VERSION

UNPACKED = re.compile(rf"\.{NUMBER.pattern}\.part")
PATIENCE = 120
"""Seconds that a version gets to say its number: a slow disk, and a scanner that reads all of it first."""


class Updating(StrEnum):
    """How this program gets newer."""

    PACKAGE = "package"
    SOURCE = "source"
    NO_KEY = "no key"
    ADMINISTRATOR = "administrator"


UPDATING_WORDS = {
    Updating.PACKAGE: "新版本的更新包（.fzp）用U盘拷来，在这里选它：先核对发布方的签名，"
    "再装在旧版本旁边，下次打开就是新的。",
    Updating.SOURCE: "这个程序从源码运行：用新的源码替换，再运行同一条命令。",
    Updating.NO_KEY: "这个程序打包时没有带发布公钥，核对不了更新包：请把新版本放到另一个文件夹使用。",
    Updating.ADMINISTRATOR: "这个程序由管理员安装，这里改动不了：请管理员安装新版本的软件包。",
}


def release_key() -> str:
    """The public key that signs this program's updates, "" for a build that was given none."""
    with suppress(OSError):
        return resource("release_key.txt").read_text(encoding="ascii").strip()
    return ""


def how_to_update(folder: Path | None, key: str) -> Updating:
    """How a program in this folder (None from source), which believes this key, gets newer."""
    if folder is None:
        return Updating.SOURCE
    if not _is_writable(base_of(folder)):
        return Updating.ADMINISTRATOR
    return Updating.PACKAGE if key else Updating.NO_KEY


def _is_writable(folder: Path) -> bool:
    probe = folder / ".写得了"
    try:
        probe.touch()
        probe.unlink()
    except OSError:
        return False
    return True


def this_platform() -> str:
    """What a package must be for, such as `linux-x86_64`."""
    return f"{sys.platform}-{platform.machine().lower()}"


def install(
    package: Path,
    folder: Path,
    key: str,
    running: str = VERSION,
    progress: Callable[[int, int], object] = lambda *_: None,
) -> str:
    """Put the program of a package beside the one that runs in `folder` and choose it; gives its number.

    Raises:
        BadProgramError: Not signed by `key`, for another system, not newer than `running`, or it does not start here.
        NoDiskSpaceError: It does not fit.
        OSError: It cannot be read or written; what is chosen stays chosen.
    """
    contents = read_program(package, key)
    _require_fit(package, contents, running)
    base = base_of(folder)
    require_space(base, sum(file.size for file in contents.files.values()), "新版本", one_file=False)
    place = base / LATER / contents.version
    part = place.with_name(f".{contents.version}.part")
    for left in (part, place):
        shutil.rmtree(left, ignore_errors=True)
    make_folder(part, 0o777)
    try:
        unpack_program(package, contents, part, progress)
        _require_start(package, part, contents.version)
        give_folder_name(part, place)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    before = folder.name if folder != base else ""
    _choose(base, Choice(contents.version, before, running))
    return contents.version


def _require_fit(package: Path, contents: ProgramContents, running: str) -> None:
    if contents.platform != this_platform():
        systems = f"{contents.platform}，这里是{this_platform()}"
        raise BadProgramError(package, f"它是给别的系统的（{systems}）。请换对应的更新包，")
    if _numbers(contents.version) <= _numbers(running):
        raise BadProgramError(package, f"它是{contents.version}，不比正在用的{running}新。")


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def _require_start(package: Path, folder: Path, version: str) -> None:
    """Let it say its number: it may be for a newer system than this."""
    program = folder / f"fazhi{Path(sys.executable).suffix if sys.platform == 'win32' else ''}"
    try:
        said = subprocess.run(  # noqa: S603 - signed by whom this program believes
            [program, "--version"], capture_output=True, timeout=PATIENCE, check=True, env=clean_environment()
        )
    except (OSError, subprocess.SubprocessError) as problem:
        raise BadProgramError(package, "它在这台电脑上启动不了。请向发布方询问，") from problem
    if version not in said.stdout.decode("utf-8", "replace"):
        raise BadProgramError(package, f"它说自己不是{version}。请核对它的来历，")


def _choose(base: Path, choice: Choice) -> None:
    data = msgspec.json.encode(asdict(choice))
    write_file(base / LATER / CHOICE, lambda file: file.write(data))


def go_back(folder: Path) -> None:
    """Choose what was chosen before the last update; the program has to be started anew.

    Raises:
        NotWrittenError: It cannot be written; nothing has changed.
    """
    base = base_of(folder)
    _choose(base, Choice(read_choice(base).before))


def mark_opened(folder: Path | None) -> None:
    """Keep that the chosen version, which runs in `folder`, has opened a workspace; versions before the last one go."""
    if folder is None or base_of(folder) == folder:
        return
    base = base_of(folder)
    choice = read_choice(base)
    if choice.chosen != folder.name or choice.opened:
        return
    with suppress(OSError, NotWrittenError):
        _choose(base, replace(choice, opened=True))
        for path in (base / LATER).iterdir():
            is_ours = NUMBER.fullmatch(path.name) or UNPACKED.fullmatch(path.name)
            if is_ours and path.name not in (choice.chosen, choice.before):
                shutil.rmtree(path, ignore_errors=True)
