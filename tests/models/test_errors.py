"""What the system refuses is said in words."""

import errno

import pytest

from models.errors import system_sentence


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (FileNotFoundError(errno.ENOENT, "", "表.xlsx"), "找不到文件或文件夹：表.xlsx，请核对路径。"),
        (OSError(errno.ENOSPC, "", "备份"), "磁盘空间不足：备份，请清理后再试。"),
        (OSError("没有名字的错误"), "读写文件时系统报告错误：没有名字的错误"),
    ],
    ids=["找不到", "磁盘满", "别的"],
)
def test_what_the_system_refuses_is_a_sentence(error: OSError, words: str) -> None:
    assert system_sentence(error) == words
