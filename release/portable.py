"""The program as a folder that old systems run too: frozen in a root of Debian 11 with a Python that is built there.

    python3 bootstrap.py freeze --portable

Needs root, debootstrap and the mirror of Debian that it is set up for (`--mirror` names another). The root stays in the
`--work` folder, and what is done in it is not done again.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bootstrap import ROOT, BootstrapError, say, step, told
from release import packages
from release.symbols import beyond, highest

OLD, SOURCES = "bullseye", "bookworm"
"""The Debian whose C library is asked for, and the one whose Python is built: Debian 11 and 12."""
PROMISED = {"GLIBC": "2.28", "GLIBCXX": "3.4.25"}
"""What UOS 20 has, which is made of Debian 10; Kylin V10 has glibc 2.31."""
WORK = Path("/var/cache/fazhi-taizhang/portable")
PYTHON = Path("opt/python/bin/python3.11")
TREE, DONE = Path("build/program"), Path("dist/法治台账")
PLATFORMS = {"amd64": "x86_64", "arm64": "aarch64"}
TOOLS = "gcc libc6-dev make dpkg-dev libssl-dev zlib1g-dev libffi-dev libbz2-dev liblzma-dev libexpat1-dev uuid-dev"
BUILD_PYTHON = f"""
set -eux
export DEBIAN_FRONTEND=noninteractive
mirror=$(awk '$1 == "deb" {{ print $2; exit }}' /etc/apt/sources.list)
echo "deb-src $mirror {SOURCES} main" > /etc/apt/sources.list.d/python.list
apt-get update -q
apt-get install -qqy --no-install-recommends {TOOLS}
mkdir -p /build/python
cd /build/python
apt-get source -q python3.11
cd python3.11-*/
sed -i '1i #define Py_BUILD_CORE_MODULE' Modules/pyexpat.c  # which one of the corrections to it needs
# glibc 2.29 and 2.30 have newer makings of these; the older ones are still there.
case $(uname -m) in aarch64) first=2.17 ;; *) first=2.2.5 ;; esac
for name in exp exp2 log log2 pow; do
    printf '__asm__(".symver %s,%s@GLIBC_%s");\\n' "$name" "$name" "$first"
done > /build/older.h
export ac_cv_func_sem_clockwait=no ac_cv_func_pthread_cond_clockwait=no
export CFLAGS="-include /build/older.h"
export LDFLAGS=-Wl,-rpath,/opt/python/lib
./configure -q --prefix=/opt/python --enable-shared --without-ensurepip --with-system-expat
make -s -j "$(nproc)"
make -s install
/{PYTHON} -c "import bz2, ctypes, hashlib, lzma, pyexpat, ssl, zlib"
touch /build/python-made
"""


def main(argv: Sequence[str]) -> None:
    """Build the folder below `dist/` and check it.

    Raises:
        BootstrapError: A step failed, or a file asks for a newer C library than promised.
    """
    parser = argparse.ArgumentParser(prog="bootstrap.py freeze --portable")
    parser.add_argument("--mirror", default="", help="Debian 的软件源 mirror of Debian")
    parser.add_argument("--work", type=Path, default=WORK, help="放 Debian 11 根目录的文件夹 where the root is made")
    parser.add_argument("--arch", choices=PLATFORMS, default=_architecture(), help="处理器 processor")
    parser.add_argument("--release-key", default="", help="发布公钥 public half of the release key")
    asked = parser.parse_args(argv)
    if os.geteuid() != 0 or shutil.which("debootstrap") is None:
        raise BootstrapError("要用 root 运行，并先安装 debootstrap。Run it as root, with debootstrap installed.")
    root = asked.work / asked.arch
    make_root(root, asked.arch, asked.mirror)
    build_python(root)
    trust_what_is_trusted_here(root)
    copy_tree(root / TREE)
    freezing = [f"/{PYTHON}", f"/{TREE}/bootstrap.py", "freeze", "--release-key", asked.release_key]
    step("在 Debian 11 里打包 freezing", [*inside(root), *freezing])
    target = ROOT / "dist" / f"法治台账-linux-{PLATFORMS[asked.arch]}"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(root / TREE / DONE, target, symlinks=True)
    check(target)
    made = packages.make(target, ROOT / "dist/发布")
    say(f"程序在 the program is in: {target}，{'、'.join(path.name for path in made)}")


def _architecture() -> str:
    machine = os.uname().machine if hasattr(os, "uname") else ""
    return next((name for name, known in PLATFORMS.items() if known == machine), "amd64")


def inside(root: Path) -> list[str | Path]:
    """How a command runs in a root, with processes of its own to see."""
    return ["unshare", "--fork", "--pid", f"--mount-proc={root / 'proc'}", "chroot", root]


def make_root(root: Path, architecture: str, mirror: str) -> None:
    """Debian 11 and nothing else, unless it is there."""
    done = root / "build/root-made"
    if done.exists():
        return
    shutil.rmtree(root, ignore_errors=True)
    root.parent.mkdir(parents=True, exist_ok=True)
    where = [mirror] if mirror else []
    options = ["--variant=minbase", "--include=ca-certificates", f"--arch={architecture}"]
    step(f"Debian 11 ({architecture})", ["debootstrap", *options, OLD, root, *where])
    done.parent.mkdir()
    done.touch()


def trust_what_is_trusted_here(root: Path) -> None:
    """Let pip in the root believe the certificates that it believes outside: apt puts its own there."""
    certificates = Path("etc/ssl/certs/ca-certificates.crt")
    shutil.copy(Path("/") / certificates, root / certificates)


def build_python(root: Path) -> None:
    """CPython from the sources of Debian 12, with its corrections, unless it is there."""
    if not (root / "build/python-made").exists():
        step("编译 Python building it", [*inside(root), "sh", "-c", BUILD_PYTHON])


def copy_tree(target: Path) -> None:
    """Put the program's sources into the root anew; what was installed for them stays."""
    target.mkdir(parents=True, exist_ok=True)
    for path in target.iterdir():
        if path.is_dir() and path.name != ".venv":
            shutil.rmtree(path)
        elif path.is_file():
            path.unlink()
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in filter(None, os.fsdecode(listed).split("\0")):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, target / name)


def check(folder: Path) -> None:
    """Say the highest symbol versions of the folder.

    Raises:
        BootstrapError: One is beyond what is promised.
    """
    for family, files in highest(folder).items():
        say(f"{family} {'.'.join(map(str, max(files.values(), default=(0,))))}（{len(files)} 个文件 files）")
    wrong = beyond(folder, **PROMISED)
    if wrong:
        raise BootstrapError("有文件要更新的 C 库 these ask for a newer C library:\n" + "\n".join(wrong))


if __name__ == "__main__":
    sys.exit(told(lambda: main(sys.argv[1:])))
