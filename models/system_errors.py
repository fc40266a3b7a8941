"""What the system refuses when files are read and written: one table of its codes, and one of the words for them."""

from __future__ import annotations

import errno
from enum import StrEnum


class Refusal(StrEnum):
    """Why the system would not read or write; `REFUSAL_WORDS` says it in Chinese."""

    MISSING = "missing"
    AWAY = "away"
    NO_ACCESS = "no-access"
    IN_USE = "in-use"
    READ_ONLY = "read-only"
    EXISTS = "exists"
    IS_FOLDER = "is-folder"
    IS_NO_FOLDER = "is-no-folder"
    LONG_NAME = "long-name"
    FULL = "full"
    TOO_LARGE = "too-large"
    PULLED = "pulled"
    CUT_OFF = "cut-off"
    CHANGED = "changed"
    UNKNOWN = "unknown"


REFUSAL_WORDS = {
    Refusal.MISSING: ("找不到文件或文件夹", "，请核对路径；在U盘上的，请插好U盘再试。"),
    Refusal.AWAY: ("要存的文件夹不见了", "：U盘可能已拔出，请重新插好再试；不是U盘的，请换一个文件夹。"),
    Refusal.NO_ACCESS: ("没有权限读写", "，请先关闭打开它的程序，或换一个位置。"),
    Refusal.IN_USE: ("正被别的程序打开着", "，请先关闭那个程序，再试一次。"),
    Refusal.READ_ONLY: ("这个位置是只读的", "，请拨开U盘上的写保护开关；刚拔过的重新插好；或换一个位置。"),
    Refusal.EXISTS: ("已经有了", "，请换一个名字。"),
    Refusal.IS_FOLDER: ("这是文件夹，不是文件", "。"),
    Refusal.IS_NO_FOLDER: ("这不是文件夹", "。"),
    Refusal.LONG_NAME: ("名字太长，或有这个磁盘不收的字", "，请换一个短的。"),
    Refusal.FULL: ("磁盘或U盘空间不足", "，请删去不用的文件，或换一个空间大的，再试一次。"),
    Refusal.TOO_LARGE: ("文件太大，这个磁盘放不下", "，请换一个NTFS或exFAT格式的U盘，或先存到电脑的文件夹里。"),
    Refusal.PULLED: ("磁盘或U盘已拔出，或接触不良", "，请重新插好、接好再试；仍然出错时换一个。"),
    Refusal.CUT_OFF: ("网络上的文件夹断开了", "，请先存到电脑的文件夹里，或接通以后再试。"),
    Refusal.CHANGED: ("写入后读回，内容不对", "：U盘可能已坏，请换一个再试。"),
    Refusal.UNKNOWN: ("原因不明", "：请检查磁盘或U盘是否已满、被写保护或已拔出，再试一次。"),
}
"""What is wrong, and what to do about it: between them may stand which file."""

_BY_ERRNO = {
    errno.ENOENT: Refusal.MISSING,
    errno.EACCES: Refusal.NO_ACCESS,
    errno.EPERM: Refusal.NO_ACCESS,
    errno.EBUSY: Refusal.IN_USE,
    errno.ETXTBSY: Refusal.IN_USE,
    errno.EROFS: Refusal.READ_ONLY,
    errno.EEXIST: Refusal.EXISTS,
    errno.EISDIR: Refusal.IS_FOLDER,
    errno.ENOTDIR: Refusal.IS_NO_FOLDER,
    errno.ENAMETOOLONG: Refusal.LONG_NAME,
    errno.EILSEQ: Refusal.LONG_NAME,
    errno.ENOSPC: Refusal.FULL,
    errno.EDQUOT: Refusal.FULL,
    errno.EFBIG: Refusal.TOO_LARGE,
    errno.EIO: Refusal.PULLED,
    errno.ENXIO: Refusal.PULLED,
    errno.ENODEV: Refusal.PULLED,
    errno.ENOTCONN: Refusal.PULLED,
    errno.ECONNABORTED: Refusal.PULLED,
    errno.ESHUTDOWN: Refusal.PULLED,
    getattr(errno, "ENOMEDIUM", 123): Refusal.PULLED,
    getattr(errno, "EREMOTEIO", 121): Refusal.PULLED,
    errno.ESTALE: Refusal.CUT_OFF,
    errno.ETIMEDOUT: Refusal.CUT_OFF,
    errno.EHOSTDOWN: Refusal.CUT_OFF,
    errno.EHOSTUNREACH: Refusal.CUT_OFF,
    errno.ENETUNREACH: Refusal.CUT_OFF,
    errno.ECONNRESET: Refusal.CUT_OFF,
}
"""A stick that a program mounts (exFAT, NTFS) is a broken connection once it is gone: ENOTCONN, ECONNABORTED."""
_BY_WINDOWS = {
    19: Refusal.READ_ONLY,  # ERROR_WRITE_PROTECT
    21: Refusal.PULLED,  # ERROR_NOT_READY
    23: Refusal.PULLED,  # ERROR_CRC
    31: Refusal.PULLED,  # ERROR_GEN_FAILURE
    32: Refusal.IN_USE,  # ERROR_SHARING_VIOLATION
    33: Refusal.IN_USE,  # ERROR_LOCK_VIOLATION
    53: Refusal.CUT_OFF,  # ERROR_BAD_NETPATH
    55: Refusal.PULLED,  # ERROR_DEV_NOT_EXIST
    59: Refusal.CUT_OFF,  # ERROR_UNEXP_NET_ERR
    64: Refusal.CUT_OFF,  # ERROR_NETNAME_DELETED
    111: Refusal.LONG_NAME,  # ERROR_BUFFER_OVERFLOW: the file name is too long
    112: Refusal.FULL,  # ERROR_DISK_FULL
    123: Refusal.LONG_NAME,  # ERROR_INVALID_NAME
    206: Refusal.LONG_NAME,  # ERROR_FILENAME_EXCED_RANGE
    223: Refusal.TOO_LARGE,  # ERROR_FILE_TOO_LARGE
    433: Refusal.PULLED,  # ERROR_NO_SUCH_DEVICE
    483: Refusal.PULLED,  # ERROR_DEVICE_HARDWARE_ERROR
    1006: Refusal.PULLED,  # ERROR_FILE_INVALID: the volume has been altered from outside
    1117: Refusal.PULLED,  # ERROR_IO_DEVICE
    1167: Refusal.PULLED,  # ERROR_DEVICE_NOT_CONNECTED
}
"""Where Windows says more than the errno that Python makes of it (Microsoft, System Error Codes)."""
_NOT_FOUND = (2, 3)
LONGEST_PATH = 259
"""Characters that Windows takes for a path unless it was told otherwise; a longer one it does not find."""


def refusal_of(error: OSError) -> Refusal:
    """Why the system refused, by Windows error code or errno; UNKNOWN if neither is known."""
    windows = getattr(error, "winerror", None)
    if windows in _NOT_FOUND and len(str(error.filename or "")) > LONGEST_PATH:
        return Refusal.LONG_NAME
    return _BY_WINDOWS.get(windows or 0) or _BY_ERRNO.get(error.errno or 0, Refusal.UNKNOWN)


def refusal_sentence(refusal: Refusal, where: object = None) -> str:
    """Why, which file where that is known, and what to do, as one Chinese sentence."""
    what, advice = REFUSAL_WORDS[refusal]
    return f"{what}{'' if where is None else f'：{where}'}{advice}"


def system_sentence(error: OSError) -> str:
    """What the system refused, in words: which file, why, and what to do."""
    refusal = refusal_of(error)
    if refusal is Refusal.UNKNOWN:
        return f"读写文件时系统报告错误：{error}"
    return refusal_sentence(refusal, error.filename)
