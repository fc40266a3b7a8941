"""The one kind of exception that has something to say to the user, and words for what the system refuses."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from typing import ClassVar, dataclass_transform


@dataclass_transform(eq_default=False)
class FazhiError(Exception):
    """Something the user can put right, or must be told; every subclass is a dataclass of its facts.

    A subclass says whose fault it is in its name (ending in Error), declares the facts as fields and its words as
    `template`, in which `{path.name}` is an attribute of the field `path`; words that depend on more override
    `sentence`. Nothing below the edge of the program writes words anywhere else.
    """

    template: ClassVar[str] = "操作没有完成。"

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        dataclass(eq=False)(cls)

    @property
    def sentence(self) -> str:
        """One plain Chinese sentence: what is wrong, where, and what to do."""
        return self.template.format(**vars(self))

    def __str__(self) -> str:
        return self.sentence


def system_sentence(error: OSError) -> str:
    """What the system refused, in words: which file, why, and what to do."""
    if error.errno not in _SYSTEM_WORDS:
        return f"读写文件时系统报告错误：{error}"
    what, advice = _SYSTEM_WORDS[error.errno]
    where = "" if error.filename is None else f"：{error.filename}"
    return f"{what}{where}{advice}"


_NO_ACCESS = ("没有权限读写", "，请换一个位置，或先关闭打开它的程序。")
_NO_ROOM = ("磁盘空间不足", "，请清理后再试。")
_DEVICE = ("磁盘或U盘读写出错", "，请重新插好、接好再试；仍然出错时换一个。")
_SYSTEM_WORDS = {
    errno.ENOENT: ("找不到文件或文件夹", "，请核对路径。"),
    errno.EACCES: _NO_ACCESS,
    errno.EPERM: _NO_ACCESS,
    errno.EROFS: ("这个位置是只读的", "，请换一个位置。"),
    errno.EEXIST: ("已经有了", "，请换一个名字。"),
    errno.EISDIR: ("这是文件夹，不是文件", "。"),
    errno.ENOTDIR: ("这不是文件夹", "。"),
    errno.ENAMETOOLONG: ("名字太长", "，请换一个短的。"),
    errno.ENOSPC: _NO_ROOM,
    errno.EDQUOT: _NO_ROOM,
    errno.EFBIG: ("文件太大，这个磁盘放不下", "，请换一个NTFS或exFAT格式的磁盘。"),
    errno.EIO: _DEVICE,
    errno.ENXIO: _DEVICE,
    errno.ENODEV: _DEVICE,
}
