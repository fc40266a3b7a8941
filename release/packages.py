"""What people are given of a frozen program: an archive of its folder, on Linux a .deb too, and a list of digests.

    python3 -m release.packages [FOLDER [TARGET]]

FOLDER is what `bootstrap.py freeze` made (dist/法治台账), TARGET where everything goes (dist/发布). An archive and not
the folder itself: on a stick with FAT the folder would lose its links and which of its files are programs.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Sequence
from pathlib import Path

from release import deb

ROOT = Path(__file__).resolve().parents[1]
VERSION: str = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
DIGESTS = "SHA256SUMS.txt"
FOLDER, TARGET = ROOT / "dist/法治台账", ROOT / "dist/发布"
INSIDE = "法治台账"
"""The folder that comes out of an archive."""
X86_64 = 0x3E
MACHINES = {X86_64: ("x86_64", "amd64"), 0xB7: ("aarch64", "arm64")}
"""Processors by the number in an ELF file (System V ABI, e_machine): as Linux and as Debian call them."""


def machine_of(program: Path) -> tuple[str, str]:
    """For which processor an ELF program is, as Linux and as Debian call it.

    Raises:
        KeyError: For another one, or it is no such program.
    """
    with program.open("rb") as file:
        return MACHINES[int.from_bytes(file.read(20)[18:], "little")]


def make(folder: Path, target: Path) -> list[Path]:
    """Write all packages of a frozen program to `target`, with the digests of whatever is there."""
    target.mkdir(parents=True, exist_ok=True)
    if (folder / "fazhi.exe").exists():
        made = [write_zip(folder, target / f"fazhi-taizhang-{VERSION}-win32-amd64.zip")]
    else:
        linux, debian = machine_of(folder / "fazhi")
        made = [
            write_tar(folder, target / f"fazhi-taizhang-{VERSION}-linux-{linux}.tar.gz"),
            deb.build(folder, VERSION, debian, target),
        ]
    return [*made, write_digests(target)]


def write_zip(folder: Path, target: Path) -> Path:
    """The folder as a zip, which Windows opens by itself."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, f"{INSIDE}/{path.relative_to(folder).as_posix()}")
    return target


def write_tar(folder: Path, target: Path) -> Path:
    """The folder with its links and programs; owner and times say nothing of who made it."""

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = ""
        entry.mtime = int(os.environ.get("SOURCE_DATE_EPOCH", "0")) or entry.mtime
        return entry

    with tarfile.open(target, "w:gz") as archive:
        archive.add(folder, INSIDE, filter=plain)
    return target


def write_digests(target: Path) -> Path:
    """One line for each file, as `sha256sum -c` reads them."""
    lines = []
    for path in sorted(target.iterdir()):
        if path.is_file() and path.name != DIGESTS:
            with path.open("rb") as file:
                lines.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.name}\n")
    (target / DIGESTS).write_text("".join(lines), encoding="utf-8", newline="\n")
    return target / DIGESTS


def main(argv: Sequence[str]) -> None:
    """Write and name them."""
    folder, target = (*(Path(name) for name in argv), *(FOLDER, TARGET)[len(argv) :])
    print(*make(folder, target), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
