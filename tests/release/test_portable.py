"""The steps of a portable build, in order, and what is not done twice; the root is an empty folder."""

import os
import subprocess
from pathlib import Path

import pytest

import bootstrap
from release import portable


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[list[str]]:
    """Commands that would have been run; `debootstrap` leaves certificates, freezing a program."""
    done: list[list[str]] = []

    def run(_: str, command: list[str | Path], *_hint: str) -> None:
        words = [str(word) for word in command]
        done.append(words)
        if words[0] == "debootstrap":
            root = Path(words[words.index("bullseye") + 1])
            (root / "etc/ssl/certs").mkdir(parents=True)
        if "freeze" in words:
            root = Path(words[words.index("chroot") + 1])
            (root / portable.TREE / portable.DONE).mkdir(parents=True, exist_ok=True)

    monkeypatch.setattr(portable, "step", run)
    monkeypatch.setattr(portable, "ROOT", tmp_path / "tree")
    monkeypatch.setattr(portable, "trust_what_is_trusted_here", lambda _: None)
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/sbin/{name}")
    monkeypatch.setattr("release.packages.make", lambda *_: [])
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree/main.py").write_text("", encoding="utf-8")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path / "tree", check=True)
    subprocess.run(["git", "add", "main.py"], cwd=tmp_path / "tree", check=True)
    return done


def test_a_root_a_python_and_the_freezing_in_it(steps: list[list[str]], tmp_path: Path) -> None:
    argv = ["--work", str(tmp_path), "--arch", "arm64", "--mirror", "a mirror", "--release-key", "ed25519:aa"]
    portable.main(argv)
    root = tmp_path / "arm64"
    assert steps[0][1:] == [
        "--variant=minbase",
        "--include=ca-certificates",
        "--arch=arm64",
        "bullseye",
        str(root),
        "a mirror",
    ]
    assert (steps[1][-3:-1], "apt-get source -q python3.11" in steps[1][-1]) == (["sh", "-c"], True)
    assert steps[2][-4:] == ["/build/program/bootstrap.py", "freeze", "--release-key", "ed25519:aa"]
    assert (root / portable.TREE / "main.py").exists()
    (root / "build/python-made").touch()
    stale, kept = root / portable.TREE / "models/stale.py", root / portable.TREE / ".venv/kept"
    for path in (stale, kept):
        path.parent.mkdir(parents=True)
        path.touch()
    portable.main(argv)
    assert len(steps) == 4, "the root and its Python are there already"
    assert (stale.exists(), kept.exists()) == (False, True)


def test_a_newer_library_ends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portable, "highest", lambda _: {})
    monkeypatch.setattr(portable, "beyond", lambda _, **__: ["GLIBC_2.36 a.so"])
    with pytest.raises(bootstrap.BootstrapError, match=r"GLIBC_2\.36 a\.so"):
        portable.check(tmp_path)


def test_who_is_not_root_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(bootstrap.BootstrapError, match="要用 root 运行"):
        portable.main([])
