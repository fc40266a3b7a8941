"""What is refused is said in words."""

import inspect
import pkgutil
import string
from collections.abc import Iterator
from importlib import import_module

import pytest

import models
import reports
import ui.cli
from models.errors import FazhiError


def errors(of: type[FazhiError] = FazhiError) -> Iterator[type[FazhiError]]:
    for one in of.__subclasses__():
        yield one
        yield from errors(one)


@pytest.fixture(scope="module", autouse=True)
def all_modules() -> None:
    """Every class of errors is known once its module was imported."""
    for package in (models, reports, ui.cli):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations." not in module.name:
                import_module(module.name)


def test_every_sentence_is_read_and_not_called() -> None:
    assert [one.__name__ for one in errors() if callable(one.sentence)] == []


def test_a_template_speaks_of_facts_that_are_there() -> None:
    told = {
        one.__name__: {name.partition(".")[0] for _, name, _, _ in string.Formatter().parse(one.template) if name}
        - set(inspect.signature(one).parameters)
        for one in errors()
    }
    assert len(told) > 80
    assert [name for name, strange in told.items() if strange] == []
