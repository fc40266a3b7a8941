"""The one kind of exception that has something to say to the user, and words for what the system refuses."""

from __future__ import annotations

import errno


class FazhiError(Exception):
    """Something the user can put right, or must be told.

    A subclass says whose fault it is in its name (ending in Error), keeps the facts as attributes and makes its words
    from them in `sentence`; nothing below the edge of the program writes words anywhere else.
    """

    @property
    def sentence(self) -> str:
        """One plain Chinese sentence: what is wrong, where, and what to do."""
        return "，".join(str(part) for part in self.args) or "操作没有完成。"

    def __str__(self) -> str:
        return self.sentence


def system_sentence(error: OSError) -> str:
    """What the system refused, in words: which file, why, and what to do."""
    for kind, words in _SYSTEM_WORDS.items():
        if error.errno == kind:
            return words.format(error.filename or "")
    return f"读写文件时系统报告错误：{error}"


_SYSTEM_WORDS = {
    errno.ENOENT: "找不到文件或文件夹：{}，请核对路径。",
    errno.EACCES: "没有权限读写：{}，请换一个位置，或先关闭打开它的程序。",
    errno.EPERM: "没有权限读写：{}，请换一个位置，或先关闭打开它的程序。",
    errno.EROFS: "这个位置是只读的：{}，请换一个位置。",
    errno.EEXIST: "已经有了：{}，请换一个名字。",
    errno.EISDIR: "这是文件夹，不是文件：{}。",
    errno.ENOTDIR: "这不是文件夹：{}。",
    errno.ENOSPC: "磁盘空间不足：{}，请清理后再试。",
}
