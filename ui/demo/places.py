"""The folders of the demo, and what goes into each."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from models.errors import FazhiError

CENTRE, UNITS, SUBMITTED, ISSUED, FORMS, PASSPHRASE = "中心", "单位", "报送包", "下发包", "表格", "passphrase.txt"
OTHER_COMPUTER, ON_PAPER = "另一台电脑", "纸质材料"
MADE = (CENTRE, UNITS, SUBMITTED, ISSUED, FORMS, PASSPHRASE, OTHER_COMPUTER, ON_PAPER)
UNFINISHED = "演示没有做完.lock"


class NotEmptyError(FazhiError):
    """The demo would mix its files with somebody's own."""

    folder: Path
    template = "“{folder}”已有内容，演示不会改动它：请换一个不存在或空的文件夹。"


class DemoRunningError(FazhiError):
    """Another process is making a demo in the same folder."""

    folder: Path
    template = "另一个程序正在“{folder}”里做演示：请等它做完，或换一个文件夹。"


@dataclass(frozen=True)
class Places:
    """The demo's folders, all below `root`."""

    root: Path

    @property
    def centre(self) -> Path:
        """Folder of the centre's workspace."""
        return self.root / CENTRE

    def unit(self, name: str) -> Path:
        """Folder of the workspace of the unit called `name`."""
        return self.root / UNITS / name

    @property
    def submitted(self) -> Path:
        """What units sent to the centre, and nothing else, so that a merge of the folder takes every file."""
        return self.root / SUBMITTED

    @property
    def issued(self) -> Path:
        """What the centre sent to units: the plan and the receipts."""
        return self.root / ISSUED

    @property
    def forms(self) -> Path:
        """Folder the printed forms are written to."""
        return self.root / FORMS

    @property
    def other_computer(self) -> Path:
        """A copy of a unit's workspace, as if on another computer."""
        return self.root / OTHER_COMPUTER

    @property
    def on_paper(self) -> Path:
        """Folder with the workbook an office without the program hands in."""
        return self.root / ON_PAPER

    @property
    def passphrase(self) -> Path:
        """The file with the 密码 on its first line."""
        return self.root / PASSPHRASE


@contextmanager
def demo_folder(root: Path, tell: Callable[[str], None]) -> Iterator[Places]:
    """Make the folders below a new or empty one, to be filled; on any exception they are removed with what they hold.

    A mark stands there meanwhile, by which the next demo knows what one that was killed has left, and clears it away.

    Raises:
        NotEmptyError: The folder has something else in it, or is a file.
        DemoRunningError: Another demo is just being made there.
    """
    was_there, done = root.exists(), False
    if was_there and not (root.is_dir() and _is_free(root)):
        raise NotEmptyError(root)
    root.mkdir(parents=True, exist_ok=True)
    lock = FileLock(root / UNFINISHED, timeout=0)
    try:
        lock.acquire()
    except Timeout as busy:
        raise DemoRunningError(root) from busy
    try:
        if _left(root):
            tell("上次的演示没有做完：先清掉，再从头做")
            _clear(root)
        yield make_places(root)
        done = True
    except BaseException:
        tell("演示没有做完，正在清掉做了一半的文件")
        _clear(root)
        raise
    finally:
        lock.release()
        if done or not _left(root):
            (root / UNFINISHED).unlink(missing_ok=True)
        if not was_there and not done:
            with suppress(OSError):  # what could not be cleared away keeps its mark
                root.rmdir()


def make_places(root: Path) -> Places:
    """Make the folders that no other step makes.

    Raises:
        OSError: A folder exists already or cannot be made.
    """
    places = Places(root)
    for folder in (places.submitted, places.issued, places.forms):
        folder.mkdir(parents=True)
    return places


def _is_free(root: Path) -> bool:
    """Whether nothing is in it, or nothing but a demo that somebody stopped."""
    found = {path.name for path in root.iterdir()}
    return not found or UNFINISHED in found <= {UNFINISHED, *MADE}


def _left(root: Path) -> list[Path]:
    return [root / name for name in MADE if (root / name).exists()]


def _clear(root: Path) -> None:
    for path in _left(root):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()
