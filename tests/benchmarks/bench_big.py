"""Export and merge of a gigabyte of evidence, beside the bare library calls on the same bytes. Run by hand.

    python -m tests.benchmarks.bench_big [--mib 1024] [--rounds 1]

The bare calls are those that the reading order needs: age, SHA-256, copying, fsync; the reading back is told apart.
"""

import argparse
import hashlib
import multiprocessing
import os
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import BinaryIO

import pyrage

from models.merge.outcome import PackageState
from models.package.envelope import read_envelope
from models.store.base.workspace import EVIDENCE, EVIDENCE_IDENTITY, open_workspace
from models.store.files import evidence
from tests.models.offices import SECRET, UNITS, Offices, copy_of, prepare, training
from ui.cli.arguments import tell

FILE_MIB, CHUNK = 16, 1 << 20


def main() -> None:
    """Prepare, measure each step in a process of its own, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--mib", type=int, default=1024)
    parser.add_argument("--rounds", type=int, default=1)
    args = parser.parse_args()
    found: dict[str, list[tuple[float, int]]] = {name: [] for name in STEPS}
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "offices"
        made = prepare(Path(home) / "prepared")
        for _ in range(args.rounds):
            copy_of(made, folder).close()
            _in_own_process(fill, folder, args.mib)
            for name, step in STEPS.items():
                found[name].append(_in_own_process(step, folder))
            shutil.rmtree(folder)
    seconds = {name: statistics.median(took for took, _ in each) for name, each in found.items()}
    for name, each in found.items():
        tell(f"{name:12} {seconds[name]:7.2f} s   peak {max(peak for _, peak in each) / 1024:5.0f} MB")
    ours = seconds["export"] - seconds["read back"]
    tell(f"export without reading back to bare {ours / seconds['bare export']:.2f}")
    tell(f"merge to bare {seconds['merge'] / seconds['bare merge']:.2f}")


def _in_own_process(step: Callable[..., float], *args: object) -> tuple[float, int]:
    """Seconds and the peak memory (KiB) of a step."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_measured, step, *args).result()


def _measured(step: Callable[..., float], *args: object) -> tuple[float, int]:
    return step(*args), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def fill(folder: Path, mib: int) -> float:
    """Give unit A a record with that much evidence."""
    offices = _opened(folder)
    source, links = folder / "扫描件.pdf", []
    for _ in range(mib // FILE_MIB):
        source.write_bytes(os.urandom(FILE_MIB << 20))
        with offices.a.write("张三") as tx:
            link = evidence.add_file(tx, offices.a, source)
        links.append({"name": link.name, "digest": link.digest, "size": link.size})
    source.unlink()
    training(offices.a, evidence=links)
    offices.close()
    return 0


def export(folder: Path) -> float:
    """Our export."""
    offices = _opened(folder)
    start = time.perf_counter()
    offices.send(offices.a, "a2.fzb")
    took = time.perf_counter() - start
    offices.close()
    return took


def read_back(folder: Path) -> float:
    """The package read again and checked, as an export does at its end."""
    start = time.perf_counter()
    with (folder / "a2.fzb").open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        read_envelope(file)
    return time.perf_counter() - start


def merge(folder: Path) -> float:
    """Our merge."""
    offices = _opened(folder)
    start = time.perf_counter()
    outcome = offices.merge(folder / "a2.fzb")[0]
    took = time.perf_counter() - start
    offices.close()
    if outcome.state is not PackageState.MERGED:
        raise SystemExit(outcome.reason)
    return took


def bare_export(folder: Path) -> float:
    """Open each file at rest, hash it, seal all of them, hash that, copy it, fsync."""
    offices = _opened(folder)
    identity = pyrage.x25519.Identity.from_str(offices.a.secret(EVIDENCE_IDENTITY) or "")
    offices.close()
    start = time.perf_counter()
    with tempfile.TemporaryFile() as plain, tempfile.TemporaryFile() as sealed:
        for path in sorted((folder / "A01" / EVIDENCE).rglob("*.age")):
            with path.open("rb") as file:
                pyrage.decrypt_io(file, plain, [identity])
        _hash(plain)
        plain.seek(0)
        pyrage.encrypt_io(plain, sealed, [identity.to_public()])
        _hash(sealed)
        sealed.seek(0)
        with (folder / "bare.part").open("wb") as file:
            shutil.copyfileobj(sealed, file, CHUNK)
            os.fsync(file.fileno())
        _hash(sealed)
    took = time.perf_counter() - start
    (folder / "bare.key").write_text(str(identity))
    return took


def bare_merge(folder: Path) -> float:
    """Hash the file and what is in it, open it, hash each file, seal it at rest, fsync."""
    identity = pyrage.x25519.Identity.from_str((folder / "bare.key").read_text())
    start = time.perf_counter()
    with (folder / "bare.part").open("rb") as sealed, tempfile.TemporaryFile() as plain:
        _hash(sealed)
        _hash(sealed)
        sealed.seek(0)
        pyrage.decrypt_io(sealed, plain, [identity])
        _hash(plain)
        size = plain.tell()
        for number, offset in enumerate(range(0, size, FILE_MIB << 20)):
            with tempfile.TemporaryFile() as one, (folder / f"bare{number}").open("wb") as kept:
                plain.seek(offset)
                one.write(plain.read(FILE_MIB << 20))
                one.seek(0)
                pyrage.encrypt_io(one, kept, [identity.to_public()])
                os.fsync(kept.fileno())
    return time.perf_counter() - start


def _opened(folder: Path) -> Offices:
    return Offices(folder, *(open_workspace(folder / name, SECRET) for name in ("centre", *UNITS)))


def _hash(file: BinaryIO) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(CHUNK):
        digest.update(piece)
    return digest.hexdigest()


STEPS: dict[str, Callable[[Path], float]] = {
    "export": export,
    "read back": read_back,
    "bare export": bare_export,
    "merge": merge,
    "bare merge": bare_merge,
}


if __name__ == "__main__":
    main()
