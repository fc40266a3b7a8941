"""What is refused is said in words."""

import inspect
import pkgutil
import string
from collections.abc import Iterator
from importlib import import_module

import models
import reports
import ui.cli
from models.errors import FazhiError


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
