"""Packages bent in one place and signed again, so that what lies behind the signature is reached. Run by hand.

    python -m tests.benchmarks.fuzz_resigned [--inputs 1000000] [--seed 1]

Every input is judged twice: by the program, and by a second reader written from the rules with nothing but the standard
library. A crash, an acceptance of what the second reader refuses, and growing memory are what is looked for.
"""

import argparse
import hashlib
import io
import json
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import msgspec

from models.merge.records import merge_lines
from models.package.content import Caps
from models.package.envelope import read_envelope
from models.package.errors import PackageError
from models.package.payload import open_payload
from models.records.entry import Entry
from models.records.registry import ledger
from models.records.version import REST, advance_vector
from models.store.base.workspace import CENTRE, Office, Workspace, create_workspace
from models.store.files.verify import verify_workspace
from tests.benchmarks.fuzz_bend import bend_bytes, bend_value, spell
from tests.models.package.samples import (
    CENTRE as SIGNER,
)
from tests.models.package.samples import (
    Part,
    lay_out,
    make_plan,
    manifest_of,
    put_together,
    sha,
    take_apart,
    with_payload,
    zip_of,
)
from ui.cli.arguments import tell

LEDGER = "training"
UNIT = "A01"
FILES = {"evidence/" + sha(b"photo"): b"photo", "plan.json": b'{"title":"\xe5\xb9\xb4","year":2020}'}
BATCH = 500
"""Records merged in one transaction."""
MOST_INTEGER, MOST_DEPTH = 2**63 - 1, 16


def record(number: int) -> dict[str, Any]:
    """A training that any centre takes."""
    who = ("2020-05-01T08:00:00Z", "张三")
    vector, stamp = advance_vector({}, "w1")
    fields = {
        "topic": f"民法典{number}", "held_on": "2020-05-01", "people": 30, "kind": "全员法治培训",
        "evidence": [{"name": "签到表.pdf", "digest": "0" * 64, "size": 5}],
        "explanations": [{"code": "training.proof", "reason": "原件另存"}],
    }  # fmt: skip
    entry = Entry(
        uid=f"{number:032x}", unit=UNIT, created=who, changed=who, deleted=False, vector=vector, stamps={REST: stamp},
        fields=fields,
    )  # fmt: skip
    made: dict[str, Any] = msgspec.to_builtins(entry)
    return made


RECORDS = [record(number) for number in range(2)]
LINES = [spell(one) for one in RECORDS]
KEY = SIGNER.key


class LaxError(Exception):
    """The program took what the second reader refuses."""


def main() -> None:
    """Bend, sign, read, count."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        centre, _ = create_workspace(Path(folder) / "centre", Office(CENTRE, "GWH", "示例"), None)
        Fuzzer(Random(args.seed), centre).run(args.inputs)  # noqa: S311 - the same damage every time
        faults = verify_workspace(centre)
        centre.close()
    if faults:
        raise SystemExit(f"the centre is damaged: {faults}")


class Fuzzer:
    """What is bent, what came of it, and the records that wait to be merged."""

    def __init__(self, chance: Random, centre: Workspace) -> None:
        self.chance, self.centre = chance, centre
        self.plan = make_plan()
        self.good = zip_of(self._parts(list(LINES)), counts={LEDGER: len(LINES)})
        self.counts: Counter[str] = Counter()
        self.lines: list[bytes] = []

    def run(self, inputs: int) -> None:
        """Bend that many inputs and tell what came of them."""
        work: tuple[Callable[[], bytes], ...] = (self.header, self.zip, self.manifest, self.records, self.document)
        start, early = time.perf_counter(), (0, 0)
        for number in range(inputs):
            self._once(work[number % len(work)])
            if number == inputs // 10:
                early = _resources()
            if number % (inputs // 10 or 1) == 0:
                tell(f"{number} {dict(self.counts)} {_resources()}")
        self._merge()
        took = time.perf_counter() - start
        tell(f"{inputs} inputs in {took:.0f} s: {dict(sorted(self.counts.items()))}")
        tell(f"KiB of memory and open files after a tenth {early}, at the end {_resources()}")

    def _once(self, make: Callable[[], bytes]) -> None:
        package = make()
        name = make.__name__
        try:
            envelope = read_envelope(io.BytesIO(package))
            with open_payload(envelope, caps=Caps(records=1 << 24, document=1 << 24)) as payload:
                title, lines = payload.json("plan.json"), list(payload.lines(LEDGER))
        except PackageError as refused:
            self.counts[f"{name} refused: {refused.step}"] += 1
            return
        except Exception:
            Path(tempfile.gettempdir(), f"{sha(package)[:16]}.fzb").write_bytes(package)
            raise
        self.counts[f"{name} taken"] += 1
        judge(package, title)
        self.lines += lines
        if len(self.lines) >= BATCH:
            self._merge()

    def _merge(self) -> None:
        """Merge what was taken so far, one line a package as it were, and undo it all."""
        with self.centre.write("李四") as tx:
            for line in self.lines:
                counts = merge_lines(tx, ledger(LEDGER), UNIT, [line], "fuzz")
                good = counts.added + counts.updated + counts.unchanged + counts.conflicts
                self.counts["records merged" if good else "records refused"] += 1
                if good + len(counts.refused) != 1:
                    raise LaxError(line)
                if good:
                    judge_record(line)
            tx.abandoned = True
        self.lines.clear()

    def header(self) -> bytes:
        """A header bent as a value or as bytes; the payload is good."""
        raw, payload = take_apart(self.plan)
        return put_together(self._bend(raw), payload, KEY)

    def zip(self) -> bytes:
        """A payload bent as bytes, of the length and digest that the header says."""
        counts = {LEDGER: len(RECORDS)}
        return with_payload(self.plan, bend_bytes(self.chance, self.good), KEY, counts=counts)

    def manifest(self) -> bytes:
        """A manifest bent in a payload that is laid out as it should be."""
        parts = self._parts(list(LINES))
        counts = {LEDGER: len(RECORDS)}
        bent = Part("manifest.json", self._bend(manifest_of(parts, counts)))
        return with_payload(self.plan, lay_out(_sorted([*parts, bent])), KEY, counts=counts)

    def records(self) -> bytes:
        """Bent records in a package that tells the truth about them."""
        lines = list(LINES)
        at = self.chance.randrange(len(lines))
        lines[at] = self._bend(RECORDS[at])
        counts = {LEDGER: b"\n".join(lines).count(b"\n") + 1}
        return with_payload(self.plan, zip_of(self._parts(lines), counts=counts), KEY, counts=counts)

    def document(self) -> bytes:
        """A bent document in a package that tells the truth about it."""
        parts = [Part("plan.json", self._bend(json.loads(FILES["plan.json"])))]
        return with_payload(self.plan, zip_of(parts), KEY, counts={})

    def _bend(self, value: Any) -> bytes:
        if self.chance.randrange(2):
            return spell(bend_value(self.chance, value))
        return bend_bytes(self.chance, spell(value))

    def _parts(self, lines: list[bytes]) -> list[Part]:
        records = Part(f"records/{LEDGER}.jsonl", b"".join(line + b"\n" for line in lines))
        return [*(Part(name, content) for name, content in FILES.items()), records]


def _sorted(parts: list[Part]) -> list[Part]:
    return sorted(parts, key=lambda part: part.name)


def judge(package: bytes, document: Any) -> None:
    """The second reader: raises LaxError where the package should have been refused."""
    raw, payload = take_apart(package)
    start = 12 + int.from_bytes(package[8:12], "big")
    strict(package[12:start])
    if (len(payload), sha(payload)) != (raw["payload"]["length"], raw["payload"]["sha256"]):
        raise LaxError(raw["payload"])
    with zipfile.ZipFile(io.BytesIO(payload)) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
        if len(content) != len(archive.infolist()):
            raise LaxError(archive.namelist())
    manifest = strict(content.pop("manifest.json"))
    told = {name: (entry["sha256"], entry["size"]) for name, entry in manifest["entries"].items()}
    if told != {name: (sha(data), len(data)) for name, data in content.items()}:
        raise LaxError(told)
    for name, data in content.items():
        _judge_entry(name, data, manifest["counts"])
    for name in ("kind", "package_id", "unit", "key_id", "recipient", "counts"):
        if manifest[name] != raw[name]:
            raise LaxError(name)
    if document != strict(content["plan.json"]):
        raise LaxError(document)


def _judge_entry(name: str, data: bytes, counts: dict[str, int]) -> None:
    folder, _, rest = name.rpartition("/")
    if folder == "evidence" and hashlib.sha256(data).hexdigest() != rest:
        raise LaxError(name)
    if folder == "records" and counts.get(rest.removesuffix(".jsonl")) != data.count(b"\n"):
        raise LaxError(name)
    if folder not in ("", "evidence", "records"):
        raise LaxError(name)


def judge_record(line: bytes) -> None:
    """Raises LaxError where a merged line is no record of this unit."""
    raw = strict(line)
    whole = {"uid": str, "unit": str, "created": list, "changed": list, "deleted": bool, "vector": dict, "fields": dict}
    if any(type(raw[name]) is not kind for name, kind in whole.items()) or raw["unit"] != UNIT:
        raise LaxError(line)
    if len(raw["uid"]) != 32 or any(type(count) is not int or count < 1 for count in raw["vector"].values()):
        raise LaxError(line)
    if type(raw["fields"].get("people", 0)) not in (int, type(None)):
        raise LaxError(line)


def strict(data: bytes) -> Any:
    """The value of canonical JSON, by the standard library; LaxError if it is not."""
    try:
        value = json.loads(data.decode(), parse_float=_refuse, parse_constant=_refuse)
    except ValueError as problem:
        raise LaxError(data) from problem
    if spell(value) != data or not _fits(value, MOST_DEPTH):
        raise LaxError(data)
    return value


def _refuse(text: str) -> Any:
    raise LaxError(text)


def _fits(value: Any, depth: int) -> bool:
    if isinstance(value, dict | list):
        inside = [*value, *value.values()] if isinstance(value, dict) else value
        return depth > 0 and all(_fits(one, depth - 1) for one in inside)
    if isinstance(value, str):
        return "\0" not in value
    return not isinstance(value, int) or abs(value) <= MOST_INTEGER


def _resources() -> tuple[int, int]:
    """KiB of memory in use, and open files; zeros where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0, 0
    resident = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(resident.split()[1]), len(list(Path("/proc/self/fd").iterdir()))


if __name__ == "__main__":
    main()
