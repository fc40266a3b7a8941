"""Where the demo puts what."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.errors import FazhiError


@dataclass(eq=False)
class NotEmptyError(FazhiError):
    """The demo would mix its files with somebody's own."""

    folder: Path

    @property
    def sentence(self) -> str:
        """Says what to do."""
        return f"“{self.folder}”已有内容，演示不会改动它：请换一个不存在或空的文件夹。"


@dataclass(frozen=True)
class Places:
    """The folders below the one that was asked for."""

    root: Path

    @property
    def centre(self) -> Path:
        """The centre's workspace."""
        return self.root / "中心"

    def unit(self, name: str) -> Path:
        """A unit's workspace."""
        return self.root / "单位" / name

    @property
    def submitted(self) -> Path:
        """What units sent to the centre, and nothing else, so that a merge of the folder takes every file."""
        return self.root / "报送包"

    @property
    def issued(self) -> Path:
        """What the centre sent to units: the plan and the receipts."""
        return self.root / "下发包"

    @property
    def forms(self) -> Path:
        """Printed forms."""
        return self.root / "表格"

    @property
    def passphrase(self) -> Path:
        """The file with the 密码 on its first line."""
        return self.root / "passphrase.txt"


def make_places(root: Path) -> Places:
    """Make the folders below a new or empty one.

    Raises:
        NotEmptyError: The folder has something in it, or is a file.
    """
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise NotEmptyError(root)
    places = Places(root)
    for folder in (places.submitted, places.issued, places.forms):
        folder.mkdir(parents=True)
    return places
