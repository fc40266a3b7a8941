"""The frozen program as a Debian package, for UOS, Kylin and Debian: into /opt, with its place in the menu.

It has no scripts: nothing of it runs as root but dpkg itself, and removing it leaves nothing behind. Workspaces,
backups and settings are the user's and stay.
"""

from __future__ import annotations

import gzip
import hashlib
import shutil
import subprocess
import tempfile
from email.utils import formatdate
from pathlib import Path

from release.symbols import highest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "fazhi-taizhang"
HOME = Path("opt", PACKAGE)
PROGRAMS = ("法治台账", "fazhi")
NEEDS = ("libegl1", "libfontconfig1", "libgl1", "libstdc++6", "libxcb1")
"""What every desktop has and the frozen folder leaves to the system, beside the C library."""
OLDEST = (2, 17)
"""The first C library of Debian on arm64."""
MAINTAINER = "法治台账 <noreply@localhost.localdomain>"
OVERRIDES = """\
# The program comes whole, with its own Python and libraries, so that it runs where nothing can be installed: /opt is
# the place for such (Filesystem Hierarchy Standard 3.13).
fazhi-taizhang: dir-or-file-in-opt
fazhi-taizhang: embedded-library
fazhi-taizhang: custom-library-search-path
# What is bundled is as its makers built it; under the LGPL people may put their own in its place.
fazhi-taizhang: unstripped-binary-or-object
fazhi-taizhang: shared-library-lacks-prerequisites
fazhi-taizhang: library-not-linked-against-libc
fazhi-taizhang: hardening-no-pie
fazhi-taizhang: national-encoding *licenses*
# Modules of a library, which nobody starts.
fazhi-taizhang: script-not-executable *pypinyin*
fazhi-taizhang: unusual-interpreter *pypinyin*
# Whoever builds it publishes it: there is no address of a maintainer for all.
fazhi-taizhang: bogus-mail-host *
fazhi-taizhang: bogus-mail-host-in-debian-changelog *
"""
MANUAL = """\
.TH FAZHI 1
.SH NAME
fazhi \\- commands of the yearly rule-of-law ledgers (法治台账)
.SH SYNOPSIS
.B fazhi
COMMAND ...
.SH DESCRIPTION
.B fazhi \\-\\-help
lists all commands;
.B fazhi
COMMAND
.B \\-\\-help
explains one. Without a command it opens the window.
"""
COPYRIGHT = "Copyright: 2026 法治台账的贡献者 (its contributors)\n\n"
DESKTOP = f"""\
[Desktop Entry]
Type=Application
Name=法治台账
GenericName=法治政府建设年度台账
Comment=记台账、留佐证、校验、报送、合并、考核
Exec=/{HOME}/法治台账
Icon={PACKAGE}
Terminal=false
Categories=Office;
StartupWMClass={PACKAGE}
"""
CONTROL = """\
Package: {package}
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {kilobytes}
Depends: {depends}
Section: misc
Priority: optional
Description: offline yearly rule-of-law ledgers of Chinese government offices
 An offline desktop program: offices keep their ledgers and evidence encrypted
 on one computer and hand in signed packages, which the central office
 verifies, merges, assesses and prints.
"""
CHANGELOG = """\
{package} ({version}) stable; urgency=low

  * What changed stands in /{home}/_internal/CHANGELOG.md.

 -- {maintainer}  {when}
"""


def build(program: Path, version: str, architecture: str, target: Path) -> Path:
    """Write the package of a frozen program for Debian's `architecture` into the folder `target`; gives it.

    Raises:
        subprocess.CalledProcessError: dpkg-deb could not make it.
    """
    made = target / f"{PACKAGE}_{version}_{architecture}.deb"
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder, "tree")
        lay_out(program, version, tree)
        describe(tree, version, architecture)
        command = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(tree), str(made)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return made


def lay_out(program: Path, version: str, tree: Path) -> None:
    """Put everything where it goes below `tree`; every file may be read by all and written by root alone."""
    shutil.copytree(program, tree / HOME, symlinks=True)
    share = tree / "usr/share"
    said = {"package": PACKAGE, "version": version, "home": HOME, "maintainer": MAINTAINER}
    changelog = CHANGELOG.format(**said, when=formatdate((ROOT / "CHANGELOG.md").stat().st_mtime))
    texts = {
        share / "applications" / f"{PACKAGE}.desktop": DESKTOP.encode(),
        share / "icons/hicolor/scalable/apps" / f"{PACKAGE}.svg": (ROOT / "resources/icons/fazhi.svg").read_bytes(),
        share / "lintian/overrides" / PACKAGE: OVERRIDES.encode(),
        share / "doc" / PACKAGE / "copyright": COPYRIGHT.encode() + (ROOT / "LICENSE").read_bytes(),
        share / "man/man1/fazhi.1.gz": gzip.compress(MANUAL.encode(), mtime=0),
        share / "doc" / PACKAGE / "changelog.gz": gzip.compress(changelog.encode(), mtime=0),
    }
    for path, content in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (tree / "usr/bin").mkdir()
    (tree / "usr/bin/fazhi").symlink_to(f"/{HOME}/fazhi")
    programs = {tree / HOME / name for name in PROGRAMS}
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path in programs else 0o644)


def describe(tree: Path, version: str, architecture: str) -> None:
    """Write what dpkg is told of the package, and the digests by which it checks its files."""
    files = sorted(path for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    library = max(highest(tree)["GLIBC"].values(), default=OLDEST)
    control = CONTROL.format(
        package=PACKAGE,
        version=version,
        architecture=architecture,
        maintainer=MAINTAINER,
        kilobytes=sum(path.stat().st_size for path in files) // 1024,
        depends=", ".join((f"libc6 (>= {'.'.join(map(str, library))})", *NEEDS)),
    )
    (tree / "DEBIAN").mkdir(mode=0o755)
    (tree / "DEBIAN/control").write_text(control, encoding="utf-8")
    sums = [f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(tree)}\n" for path in files]  # noqa: S324 - dpkg's own check
    (tree / "DEBIAN/md5sums").write_text("".join(sums), encoding="utf-8")
