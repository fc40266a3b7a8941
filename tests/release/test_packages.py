"""What people are given of a frozen program: archives, the .deb, digests, and signed updates."""

import hashlib
import shutil
import stat
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from models.package.program import read_program
from models.package.suites import parse_public_key
from models.version import VERSION
from release import deb, packages, sign

ELF = b"\x7fELF\x02\x01" + bytes(12)
posix = pytest.mark.skipif(sys.platform == "win32", reason="links and rights of files")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What PyInstaller leaves on Linux, in small."""
    made = tmp_path / "dist/法治台账"
    (made / "_internal/lib").mkdir(parents=True)
    for name in deb.PROGRAMS:
        (made / name).write_bytes(ELF + b"\x3e\0" + bytes(44))
        (made / name).chmod(0o755)
    (made / "_internal/lib/a.so").write_bytes(b"a")
    (made / "_internal/a.so").symlink_to("lib/a.so")
    return made


@posix
def test_the_archive_keeps_links_and_programs(folder: Path, tmp_path: Path) -> None:
    with tarfile.open(packages.write_tar(folder, tmp_path / "a.tar.gz")) as archive:
        kinds = {
            entry.name: (entry.issym(), entry.mode & 0o111 != 0, entry.uname) for entry in archive if not entry.isdir()
        }
    assert kinds == {
        "法治台账/法治台账": (False, True, ""),
        "法治台账/fazhi": (False, True, ""),
        "法治台账/_internal/lib/a.so": (False, False, ""),
        "法治台账/_internal/a.so": (True, True, ""),
    }


def test_windows_gets_a_zip_and_its_digest(tmp_path: Path) -> None:
    folder, target = tmp_path / "法治台账", tmp_path / "发布"
    (folder / "_internal").mkdir(parents=True)
    for name in ("法治台账.exe", "fazhi.exe", "_internal/a.dll"):
        (folder / name).write_bytes(name.encode())
    made, digests = packages.make(folder, target)
    with zipfile.ZipFile(made) as archive:
        assert sorted(archive.namelist()) == ["法治台账/_internal/a.dll", "法治台账/fazhi.exe", "法治台账/法治台账.exe"]
    digest = hashlib.sha256(made.read_bytes()).hexdigest()
    assert digests.read_bytes().decode() == f"{digest}  fazhi-taizhang-{VERSION}-win32-amd64.zip\n"


@posix
@pytest.mark.parametrize(("number", "expected"), [(b"\x3e\0", ("x86_64", "amd64")), (b"\xb7\0", ("aarch64", "arm64"))])
def test_a_package_is_for_the_processor_of_its_program(
    number: bytes, expected: tuple[str, str], tmp_path: Path
) -> None:
    (tmp_path / "fazhi").write_bytes(ELF + number)
    assert packages.machine_of(tmp_path / "fazhi") == expected


@posix
@pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="no dpkg")
def test_the_deb_has_everything_and_no_scripts(folder: Path, tmp_path: Path) -> None:
    *_, made, digests = packages.make(folder, target := tmp_path / "发布")
    assert made.name == f"fazhi-taizhang_{VERSION}_amd64.deb"
    subprocess.run(["sha256sum", "--quiet", "-c", digests], cwd=target, check=True)
    subprocess.run(["dpkg-deb", "--raw-extract", made, tmp_path / "out"], check=True)
    out = tmp_path / "out"
    assert sorted(path.name for path in (out / "DEBIAN").iterdir()) == ["control", "md5sums"]
    subprocess.run(["md5sum", "--quiet", "-c", out / "DEBIAN/md5sums"], cwd=out, check=True)
    assert (out / "opt/fazhi-taizhang/_internal/a.so").readlink() == Path("lib/a.so")
    assert (out / "usr/bin/fazhi").readlink() == Path("/opt/fazhi-taizhang/fazhi")
    programs = {path.name for path in out.rglob("*") if path.is_file() and path.stat().st_mode & stat.S_IXUSR}
    assert programs == set(deb.PROGRAMS)
    desktop = (out / "usr/share/applications/fazhi-taizhang.desktop").read_text(encoding="utf-8")
    assert f"Exec={Path('/opt/fazhi-taizhang') / deb.PROGRAMS[0]}\n" in desktop


@posix
def test_a_signed_update_is_believed_by_whom_the_key_was_given(folder: Path, tmp_path: Path) -> None:
    key = tmp_path / "发布密钥"
    public = sign.new_key(key)
    parse_public_key(public)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        sign.new_key(key)
    made = sign.pack(key, folder, "linux-x86_64", tmp_path / "发布")
    assert made.name == f"fazhi-taizhang-{VERSION}-linux-x86_64.fzp"
    assert (tmp_path / "发布" / packages.DIGESTS).read_text(encoding="utf-8").endswith(f"  {made.name}\n")
    contents = read_program(made, public)
    assert (set(contents.files), contents.links) == (
        {*deb.PROGRAMS, "_internal/lib/a.so"},
        {"_internal/a.so": "lib/a.so"},
    )
