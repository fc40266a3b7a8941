"""接收: files of any kind through one door, one after the other; what each was, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from models.errors import FazhiError
from models.merge import receive
from models.merge.from_centre import RefusedPackageError
from models.merge.transfer import StrangerPcError
from models.package.errors import UntrustedPackageError
from models.store.base.workspace import Workspace
from models.submit.plan_changes import coming_changes

TRUSTED_BY_HAND = ("plan", "handover")
"""Kinds whose signer a person may compare: a centre with a new key, another PC of the own unit."""


@dataclass(frozen=True)
class Received:
    """A file offered for receiving: what it is, what became of it, and whether a fingerprint is to be compared.

    Attributes:
        path: The file.
        about: What it is, whose, and where it was not taken what happens next; "" where it is no whole package.
        words: What it brought, or why it was not taken.
        taken: Whether it was taken.
        compare: A fingerprint compared by a person would let it in.
        changes: What a corrected plan would change for the unit, which has not agreed yet.
    """

    path: Path
    about: str
    words: str
    taken: bool
    compare: bool = False
    changes: tuple[str, ...] = ()


def receive_all(
    workspace: Workspace, paths: Iterable[Path], operator: str, trust: str = "", *, agreed: bool = False
) -> list[Received]:
    """Take in every file; one that is refused does not stop the others. `trust` is a fingerprint just compared.

    A plan that changes what the unit owes waits until it is `agreed`.
    """
    return [_receive(workspace, path, operator, trust, agreed=agreed or bool(trust)) for path in paths]


def _receive(workspace: Workspace, path: Path, operator: str, trust: str, *, agreed: bool) -> Received:
    try:
        arrival = receive.identify_package(workspace, path)
    except FazhiError as problem:
        return Received(path, "", problem.sentence, taken=False)
    try:
        if not agreed and (changes := coming_changes(workspace, path)):
            return Received(path, arrival.sentence, "还没有接收。", taken=False, changes=changes)
        words = receive.take_in_package(workspace, path, operator, trust)
    except StrangerPcError:
        said = "输入的指纹与签名的密钥不一致，没有接收。" if trust else "还没有接收：那台电脑的密钥没有核对过。"
        return Received(path, arrival.sentence, said, taken=False, compare=True)
    except FazhiError as problem:
        compare = arrival.ours and arrival.kind in TRUSTED_BY_HAND and _is_untrusted(problem)
        return Received(path, arrival.sentence, problem.sentence, taken=False, compare=compare)
    return Received(path, arrival.what, words, taken=True)


def _is_untrusted(problem: FazhiError) -> bool:
    return isinstance(problem, RefusedPackageError) and isinstance(problem.problem, UntrustedPackageError)
