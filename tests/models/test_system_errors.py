"""What the system refuses is said in words."""

import errno
from pathlib import Path

import pytest

from models.store.base.whole_file import NotWrittenError
from models.system_errors import REFUSAL_WORDS, Refusal, refusal_of, system_sentence

SAID = [
    (FileNotFoundError(errno.ENOENT, "", "表.xlsx"), "找不到文件或文件夹：表.xlsx，请核对路径"),
    (OSError(errno.ENOSPC, "", "备份"), "磁盘或U盘空间不足：备份，请删去不用的文件"),
    (OSError(errno.ENOTCONN, "Transport endpoint is not connected"), "磁盘或U盘已拔出，或接触不良，请重新插好"),
    (OSError("没有名字的错误"), "读写文件时系统报告错误：没有名字的错误"),
]
CODES = [
    (errno.ENOSPC, Refusal.FULL),
    (errno.EROFS, Refusal.READ_ONLY),
    (errno.EIO, Refusal.PULLED),
    (errno.ENXIO, Refusal.PULLED),
    (errno.ENODEV, Refusal.PULLED),
    (errno.ENOTCONN, Refusal.PULLED),
    (errno.ECONNABORTED, Refusal.PULLED),
    (errno.EFBIG, Refusal.TOO_LARGE),
    (errno.EACCES, Refusal.NO_ACCESS),
    (errno.ENOENT, Refusal.MISSING),
    (errno.ESTALE, Refusal.CUT_OFF),
    (errno.EINVAL, Refusal.UNKNOWN),
]


@pytest.mark.parametrize(("error", "words"), SAID, ids=["找不到", "磁盘满", "拔出", "别的"])
def test_what_the_system_refuses_is_a_sentence(error: OSError, words: str) -> None:
    assert system_sentence(error).startswith(words)


@pytest.mark.parametrize(("number", "expected"), CODES)
def test_refusal_of(number: int, expected: Refusal) -> None:
    assert refusal_of(OSError(number, "?")) is expected


@pytest.mark.parametrize(
    ("windows", "expected"),
    [
        (112, Refusal.FULL),
        (19, Refusal.READ_ONLY),
        (32, Refusal.IN_USE),
        (1006, Refusal.PULLED),
        (1167, Refusal.PULLED),
        (64, Refusal.CUT_OFF),
        (21, Refusal.PULLED),
        (223, Refusal.TOO_LARGE),
        (433, Refusal.PULLED),
        (206, Refusal.LONG_NAME),
        (123, Refusal.LONG_NAME),
        (3, Refusal.LONG_NAME),
    ],
)
def test_windows_says_more_than_its_errno(windows: int, expected: Refusal) -> None:
    problem = OSError(errno.EACCES, "?", "D:\\" + "某" * 260)
    problem.winerror = windows  # type: ignore[attr-defined,unused-ignore]  # Windows only
    assert refusal_of(problem) is expected


def test_every_refusal_has_words() -> None:
    assert set(REFUSAL_WORDS) == set(Refusal)
    for refusal in Refusal:
        said = NotWrittenError(Path("一.fzb"), refusal).sentence
        assert said.startswith("“一.fzb”没有写成。")
        assert said.endswith("。")
