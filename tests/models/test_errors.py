"""What is refused is said in words."""

import errno
import inspect
import pkgutil
import string
from collections.abc import Iterator
from importlib import import_module

import pytest

import models
import reports
import ui.cli
from models.errors import FazhiError, system_sentence


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


def errors(of: type[FazhiError] = FazhiError) -> Iterator[type[FazhiError]]:
    for one in of.__subclasses__():
        yield one
        yield from errors(one)


def test_a_template_speaks_of_facts_that_are_there() -> None:
    for package in (models, reports, ui.cli):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations." not in module.name:
                import_module(module.name)
    told = {
        one.__name__: {name.partition(".")[0] for _, name, _, _ in string.Formatter().parse(one.template) if name}
        - set(inspect.signature(one).parameters)
        for one in errors()
    }
    assert len(told) > 80
    assert [name for name, strange in told.items() if strange] == []
