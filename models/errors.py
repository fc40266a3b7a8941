"""The one kind of exception that has something to say to the user."""

from __future__ import annotations

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
