"""What may lie on a disk when the power goes: a log of what was done, without what was not forced out.

The model is that of Pillai et al., "All File Systems Are Not Created Equal" (OSDI 2014), at its strictest: a file's
bytes are there once the file was flushed, a name once its folder was; the rest is there or not, each for itself, writes
cut at sectors. A renaming is one step.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.models.power.disk_log import DONE, Record

SECTOR = 512
LEFT_OUT = ("-shm",)
"""Memory that processes share, which is mapped and means nothing to the next ones."""


@dataclass(eq=False)
class File:
    """A file, whatever its names; `start` is what was in it before the log begins."""

    start: bytes = b""


@dataclass(eq=False)
class Folder:
    """A folder: `now` is what it holds at this moment of the log, `start` what it held before."""

    now: dict[str, File | Folder] = field(default_factory=dict)
    start: dict[str, File | Folder] = field(default_factory=dict)


@dataclass(eq=False)
class Step:
    """Something done that the disk may lack.

    Attributes:
        names: Entries of folders that change together: folder, name, and what is there then (None: nothing).
        file: What is written to, or cut to `size`.
        forced: Number of the record that forced it out, None where none did.
    """

    names: tuple[tuple[Folder, str, File | Folder | None], ...] = ()
    file: File | None = None
    offset: int = 0
    data: bytes = b""
    size: int | None = None
    forced: int | None = None
    number: int = 0


Keep = Callable[[Step], Step | None]
"""Which part of a step that was not forced out is on the disk, None for nothing of it."""
POLICIES: dict[str, Keep] = {
    "nothing but what was forced out": lambda _: None,
    "names without their bytes": lambda step: step if step.names else None,
    "bytes without their names": lambda step: step if step.file else None,
}


def some(chance: random.Random) -> Keep:
    """Keeps a random part: each step or not, and of a write some of its sectors."""

    def keep(step: Step) -> Step | None:
        if chance.random() < 0.5:
            return None
        sectors = len(step.data) // SECTOR
        if step.names or sectors < 2 or chance.random() < 0.5:
            return step
        cut = chance.randrange(1, sectors) * SECTOR
        return Step(file=step.file, offset=step.offset, data=step.data[:cut], number=step.number)

    return keep


class Disk:
    """A folder as it is now, and the steps of a log of what is done to it then.

    `told` are the numbers of records by which success was told.
    """

    def __init__(self, home: Path) -> None:
        self._home, self._inodes = str(home.resolve()), dict[str, File]()
        self.root = self._read(home)
        self.steps: list[Step] = []
        self.told: list[int] = []
        self.length = 0

    def play(self, log: Iterable[Record]) -> None:
        """Take in what was done."""
        for record in log:
            self.length += 1
            self._take(self.length, record)

    def moments(self) -> Iterator[int]:
        """Numbers of records behind which the power may go: before what was done is forced out, and behind it."""
        forced = {step.forced for step in self.steps if step.forced is not None}
        yield from sorted({0, *(number - 1 for number in forced), *forced, *self.told, self.length})

    def told_until(self, moment: int) -> int:
        """How often success had been told when the power went."""
        return sum(number <= moment for number in self.told)

    def put_up(self, moment: int, keep: Keep, folder: Path) -> tuple[int, ...]:
        """Lay out the disk in a new folder, the power going behind record `moment`; gives which steps it has."""
        names: dict[Folder, dict[str, File | Folder]] = {}
        content: dict[File, bytearray] = {}
        have: list[int] = []
        for step in self.steps:
            if step.number > moment:
                break
            there = step if step.forced is not None and step.forced <= moment else keep(step)
            if there is not None:
                _apply(there, names, content)
                have += (step.number, len(there.data))
        _lay_out(self.root, folder, names, content)
        return tuple(have)

    def _read(self, place: Path) -> Folder:
        found: dict[str, File | Folder] = {}
        for path in place.iterdir():
            node = self._read(path) if path.is_dir() else File(path.read_bytes())
            if isinstance(node, File):
                self._inodes[str(path.stat().st_ino)] = node
            found[path.name] = node
        return Folder(dict(found), found)

    def _take(self, number: int, record: Record) -> None:
        kind, facts = record.kind, record.facts
        if kind == DONE:
            self.told.append(number)
        elif kind in "WT":
            size = int(facts[1]) if kind == "T" else None
            offset = int(facts[1]) if kind == "W" else 0
            file = self._inodes[facts[0]]
            self.steps.append(Step(file=file, offset=offset, data=record.data, size=size, number=number))
        elif kind == "F":
            self._force(number, lambda step: step.file is self._inodes[facts[0]])
        elif kind == "Y":
            folder = self._folder(facts[0])
            self._force(number, lambda step: any(one is folder for one, _, _ in step.names))
        else:
            self._name(number, kind, facts)

    def _force(self, number: int, is_meant: Callable[[Step], bool]) -> None:
        for step in self.steps:
            if step.forced is None and is_meant(step):
                step.forced = number

    def _name(self, number: int, kind: str, facts: Sequence[str]) -> None:
        folder, name = self._place(facts[-1] if kind == "C" else facts[0])
        new: File | Folder | None = None
        names: tuple[tuple[Folder, str, File | Folder | None], ...] = ()
        if kind == "C":
            new = self._inodes[facts[0]] = File()
        elif kind == "M":
            new = Folder()
        elif kind == "R":
            target, called = self._place(facts[1])
            names = ((target, called, folder.now[name]),)
        for one, called, node in ((folder, name, new), *names):
            if node is None:
                one.now.pop(called, None)
            else:
                one.now[called] = node
        self.steps.append(Step(names=((folder, name, new), *names), number=number))

    def _place(self, path: str) -> tuple[Folder, str]:
        above, _, name = path.rpartition("/")
        return self._folder(above), name

    def _folder(self, path: str) -> Folder:
        here: File | Folder = self.root
        for name in filter(None, path.removeprefix(self._home).split("/")):
            assert isinstance(here, Folder)
            here = here.now[name]
        assert isinstance(here, Folder)
        return here


def _apply(step: Step, names: dict[Folder, dict[str, File | Folder]], content: dict[File, bytearray]) -> None:
    for folder, name, node in step.names:
        inside = names.setdefault(folder, dict(folder.start))
        if node is None:
            inside.pop(name, None)
        else:
            inside[name] = node
    if step.file is not None:
        data = content.setdefault(step.file, bytearray(step.file.start))
        end = step.offset + len(step.data) if step.size is None else step.size
        data.extend(bytes(max(0, end - len(data))))
        if step.size is None:
            data[step.offset : end] = step.data
        else:
            del data[end:]


def _lay_out(
    folder: Folder, place: Path, names: dict[Folder, dict[str, File | Folder]], content: dict[File, bytearray]
) -> None:
    place.mkdir()
    for name, node in names.get(folder, folder.start).items():
        if isinstance(node, Folder):
            _lay_out(node, place / name, names, content)
        elif not name.endswith(LEFT_OUT):
            (place / name).write_bytes(content.get(node, node.start))
