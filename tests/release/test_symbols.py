"""How new a C library files ask for: real libraries, checked against binutils where they are."""

import re
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest

from release import symbols

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what Linux has")
QT = Path(PySide6.__file__).parent / "Qt/lib/libQt6Core.so.6"


def test_real_libraries_say_what_they_ask_for(tmp_path: Path) -> None:
    (tmp_path / "libQt6Core.so").symlink_to(QT)  # a link is not looked at twice
    shutil.copy(QT, tmp_path / "a.so")
    (tmp_path / "note.txt").write_text("GLIBC_9.99", encoding="utf-8")
    found = symbols.highest(tmp_path)
    assert [set(files) for files in found.values()] == [{tmp_path / "a.so"}] * 2
    glibc, glibcxx = (".".join(map(str, *files.values())) for files in found.values())
    assert symbols.beyond(tmp_path, GLIBC=glibc, GLIBCXX=glibcxx) == []
    assert symbols.beyond(tmp_path, GLIBC="2.1", GLIBCXX="3.4") == [f"GLIBC_{glibc} a.so", f"GLIBCXX_{glibcxx} a.so"]


@pytest.mark.skipif(not shutil.which("readelf"), reason="no binutils")
@pytest.mark.parametrize("path", [QT, Path(sys.executable).resolve()], ids=lambda path: path.name)
def test_binutils_say_the_same(path: Path) -> None:
    said = subprocess.run(["readelf", "-W", "-V", path], capture_output=True, text=True, check=True).stdout
    needs = said.partition("Version needs section")[2]
    assert set(symbols.needed_versions(path.read_bytes())) == set(re.findall(r"Name: (\S+)", needs))


def elf(name: bytes) -> bytes:
    """The smallest file that asks for one version of one library."""
    names = b"\0" + name + b"\0"
    needs = struct.pack("<HHIII", 1, 1, 0, 16, 0) + struct.pack("<IHHII", 0, 0, 2, 1, 0)
    body = names + needs
    sections = struct.pack("<II16xQQII16x", 0, 3, 64, len(names), 0, 0)
    sections += struct.pack("<II16xQQII16x", 0, symbols.NEEDED_VERSIONS, 64 + len(names), len(needs), 0, 1)
    head = struct.pack("<16s24xQ10xHHH", symbols.MAGIC, 64 + len(body), 64, 2, 0)
    return head + body + sections


@pytest.mark.parametrize(
    ("name", "family", "version"),
    [
        (b"GLIBC_2.4", "GLIBC", (2, 4)),
        (b"GLIBC_ABI_DT_RELR", "GLIBC", (2, 36)),
        (b"GLIBC_PRIVATE", "GLIBC", (sys.maxsize,)),
        (b"GLIBCXX_3.4.28", "GLIBCXX", (3, 4, 28)),
    ],
)
def test_versions_are_numbers(name: bytes, family: str, version: symbols.Version, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(elf(name))
    assert symbols.highest(tmp_path)[family] == {tmp_path / "a": version}


def test_one_beyond_the_promise_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("2.4", "2.31", "2.34"):
        (tmp_path / f"lib{name}.so").write_bytes(elf(f"GLIBC_{name}".encode()))
    assert symbols.main(str(tmp_path), "2.31", "3.4.28") == 1
    assert capsys.readouterr().out.splitlines()[-1] == "GLIBC_2.34 lib2.34.so"
    assert symbols.main(str(tmp_path), "2.34", "3.4.28") == 0


def test_a_cut_off_file_is_no_silence() -> None:
    with pytest.raises((struct.error, ValueError, IndexError)):
        list(symbols.needed_versions(elf(b"GLIBC_2.4")[:-70]))
