"""What the files of a folder ask of the system's C and C++ libraries: the highest symbol version of each.

    python3 -m release.symbols FOLDER GLIBC GLIBCXX

Ends with 1, naming the files, where one asks for more than the two versions promised.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterator
from pathlib import Path

Version = tuple[int, ...]

MAGIC = b"\x7fELF\x02\x01"
"""64 bits, little-endian: x86-64, arm64 and LoongArch alike."""
FILE_HEADER = struct.Struct("<16x24xQ10xHHH")
"""Of the file: place of the section headers, length of each, how many; the last number is not needed."""
SECTION = struct.Struct("<II16xQQII16x")
"""Name, kind, place, length, link, how many things are in it."""
NEEDS = struct.Struct("<HHIII")
"""Of one library: version, how many symbol versions, its name, where they begin, where the next library begins."""
NEED = struct.Struct("<IHHII")
"""Of one symbol version: hash, flags, number, its name, where the next begins."""
NEEDED_VERSIONS = 0x6FFFFFFE
"""The kind of section that lists them (SHT_GNU_verneed)."""
FAMILIES = ("GLIBC", "GLIBCXX")
SPECIAL = {"GLIBC_ABI_DT_RELR": (2, 36), "GLIBC_PRIVATE": (sys.maxsize,)}
"""Versions that are no numbers: since when there is one, and one that only the same build of the library has."""


def needed_versions(data: bytes) -> Iterator[str]:
    """The symbol versions that an ELF file asks of other libraries, such as `GLIBC_2.17`; none for another file.

    Raises:
        struct.error, IndexError, ValueError: It begins like one and is cut off.
    """
    if not data.startswith(MAGIC):
        return
    start, length, count, _ = FILE_HEADER.unpack_from(data)
    sections = [SECTION.unpack_from(data, start + number * length) for number in range(count)]
    for _, kind, place, _, link, libraries in sections:
        if kind == NEEDED_VERSIONS:
            yield from _of_section(data, place, libraries, sections[link][2])


def _of_section(data: bytes, place: int, libraries: int, names: int) -> Iterator[str]:
    for _ in range(libraries):
        _, versions, _, first, following = NEEDS.unpack_from(data, place)
        at = place + first
        for _ in range(versions):
            _, _, _, name, step = NEED.unpack_from(data, at)
            yield data[names + name : data.index(b"\0", names + name)].decode("ascii")
            at += step
        place += following


def highest(folder: Path) -> dict[str, dict[Path, Version]]:
    """For each family the highest version that each file below `folder` asks for, where it asks for any."""
    found: dict[str, dict[Path, Version]] = {family: {} for family in FAMILIES}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            for name in needed_versions(path.read_bytes()):
                family, _, number = name.partition("_")
                if family in found:
                    asked = SPECIAL.get(name) or version_of(number)
                    found[family][path] = max(asked, found[family].get(path, (0,)))
    return found


def version_of(text: str) -> Version:
    """`2.31` as numbers, which compare as versions do."""
    return tuple(map(int, text.split(".")))


def beyond(folder: Path, **promised: str) -> list[str]:
    """A line for each file that asks for more than what is `promised` of a family (GLIBC="2.31")."""
    return [
        f"{family}_{'.'.join(map(str, version))} {path.relative_to(folder)}"
        for family, files in highest(folder).items()
        for path, version in files.items()
        if version > version_of(promised[family])
    ]


def main(folder: str, glibc: str, glibcxx: str) -> int:
    """Print the heights; gives the exit code."""
    for family, files in highest(Path(folder)).items():
        top = max(files.values(), default=(0,))
        asking = [path.name for path, version in files.items() if version == top]
        print(f"{family} {'.'.join(map(str, top))}: {len(files)} 个文件 files, {'、'.join(asking[:3])}")
    wrong = beyond(Path(folder), GLIBC=glibc, GLIBCXX=glibcxx)
    print(*wrong, sep="\n", end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
