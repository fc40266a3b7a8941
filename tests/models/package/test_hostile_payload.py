"""Payloads that are signed and whole, and lie inside: plain plans are enough, the cipher lies above."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import pytest

from models.package.content import Caps
from models.package.envelope import read_envelope
from models.package.errors import DamagedPackageError, OversizedPackageError, PackageError, ReadingStep
from models.package.payload import open_payload
from models.package.zip_layout import DEFLATED, STORED, end_records
from tests.models.package.samples import CENTRE, Part, lay_out, manifest_of, sha, spell, with_payload, zip_of

PLAN = Part("plan.json", b'{"year":2020}')
TINY = Part("plan.json", b"{}")
PHOTO = Part("evidence/" + sha(b"photo"), b"photo")
CASES = Part("records/court_case.jsonl", b'{"no":1}\n{"no":2}\n')
PARTS = [PHOTO, PLAN, CASES]
COUNTS = {"court_case": 2}

ODD_NAMES = [
    "../plan.json",
    "..\\plan.json",
    "/plan.json",
    "/etc/passwd",
    "C:/plan.json",
    "C:\\plan.json",
    "\\\\host\\share\\plan.json",
    "./plan.json",
    "plan.json/",
    "plan.json.",
    "plan.json ",
    " plan.json",
    "Plan.json",
    "PLAN.JSON",
    "plan.JSON",
    "plan.json\n",
    "plan\0.json",
    "plan.json\0.exe",
    "plan.exe",
    "plan",
    "",
    ".",
    "..",
    "~/plan.json",
    "$HOME.json",
    "%TEMP%.json",
    "plan.json:stream",
    "records/",
    "records/court_case",
    "records/court_case.json",
    "records/Court_case.jsonl",
    "records/../court_case.jsonl",
    "records//court_case.jsonl",
    "records/a/b.jsonl",
    "records\\court_case.jsonl",
    "records/court-case.jsonl",
    "records/.jsonl",
    "records/" + "a" * 65 + ".jsonl",
    "evidence/",
    "evidence/" + "a" * 63,
    "evidence/" + "a" * 65,
    "evidence/" + "A" * 64,
    "evidence/" + "a" * 64 + ".exe",
    "evidence/../" + "a" * 64,
    "a" * 65 + ".json",
    "a" * 60_000,
]


def refusal(plan: bytes, payload: bytes, caps: Caps | None = None, **changes: Any) -> PackageError:
    package = with_payload(plan, payload, CENTRE.key, **{"counts": COUNTS, **changes})
    envelope = read_envelope(io.BytesIO(package))
    with pytest.raises(PackageError) as caught:
        open_payload(envelope, caps=caps or Caps())
    return caught.value


def test_the_parts_are_good(plan: bytes) -> None:
    package = with_payload(plan, zip_of(PARTS, counts=COUNTS), CENTRE.key, counts=COUNTS)
    with open_payload(read_envelope(io.BytesIO(package))) as payload:
        assert list(payload.lines("court_case")) == [b'{"no":1}', b'{"no":2}']


@pytest.mark.parametrize("name", ODD_NAMES, ids=lambda name: repr(name)[:30])
def test_odd_names_are_refused(plan: bytes, name: str) -> None:
    error = refusal(plan, zip_of([*PARTS, Part(name, b"{}\n")], counts=COUNTS))
    assert (type(error), error.step) == (DamagedPackageError, ReadingStep.DIRECTORY)


@pytest.mark.parametrize("name", ["计划.json", "plan\u202e.json", "pl\u00e4n.json"])
def test_names_beyond_ascii_are_refused(plan: bytes, name: str) -> None:
    stand_in = "z" * len(name.encode())
    data = zip_of([Part(stand_in, b"{}")]).replace(stand_in.encode(), name.encode())
    assert refusal(plan, data).step == ReadingStep.DIRECTORY


def central(data: bytes) -> int:
    return data.index(b"PK\1\2")


def patch(data: bytes, at: int, new: bytes) -> bytes:
    return data[:at] + new + data[at + len(new) :]


LAYOUTS: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "no zip": lambda _: b"x" * 500,
    "end record only": lambda z: z[-22:],
    "end record cut": lambda z: z[:-1],
    "bytes before": lambda z: b"MZ" + z,
    "bytes behind": lambda z: z + b"\0",
    "comment": lambda z: z[:-2] + b"\5\0hello",
    "comment length only": lambda z: z[:-2] + b"\5\0",
    "second end record": lambda z: z + z[-22:],
    "disk number": lambda z: patch(z, len(z) - 18, b"\1"),
    "entries on this disk": lambda z: patch(z, len(z) - 14, b"\1"),
    "one entry too few": lambda z: patch(z, len(z) - 14, b"\3\0\3\0"),
    "one entry too many": lambda z: patch(z, len(z) - 14, b"\5\0\5\0"),
    "directory elsewhere": lambda z: patch(z, len(z) - 6, b"\0\0\0\0"),
    "directory beyond": lambda z: patch(z, len(z) - 6, b"\xfe\xff\xff\xff"),
    "ZIP64 without need": lambda z: patch(z, len(z) - 14, b"\xff" * 12),
    "encrypted in directory": lambda z: patch(z, central(z) + 8, b"\1"),
    "encrypted in entry": lambda z: patch(z, 6, b"\1"),
    "data descriptor in directory": lambda z: patch(z, central(z) + 8, b"\x08"),
    "data descriptor in entry": lambda z: patch(z, 6, b"\x08"),
    "UTF-8 flag": lambda z: patch(z, central(z) + 9, b"\x08"),
    "version made by": lambda z: patch(z, central(z) + 4, b"\x3f"),
    "time": lambda z: patch(z, central(z) + 12, b"\1"),
    "date in entry": lambda z: patch(z, 12, b"\x42"),
    "method in entry": lambda z: patch(z, 8, b"\x08"),
    "CRC in entry": lambda z: patch(z, 14, b"\0\0\0\0"),
    "packed size in entry": lambda z: patch(z, 18, b"\6"),
    "size in entry": lambda z: patch(z, 22, b"\6"),
    "name in entry": lambda z: patch(z, 30, b"Evidence"),
    "extra length in entry": lambda z: patch(z, 28, b"\4"),
    "extra length in directory": lambda z: patch(z, central(z) + 30, b"\4"),
    "comment length in directory": lambda z: patch(z, central(z) + 32, b"\4"),
    "disk in directory": lambda z: patch(z, central(z) + 34, b"\1"),
    "attributes": lambda z: patch(z, central(z) + 36, b"\1"),
    "symbolic link": lambda z: patch(z, central(z) + 38, b"\xff\xa1"),
    "offset": lambda z: patch(z, central(z) + 42, b"\1"),
    "offset far beyond": lambda z: patch(z, central(z) + 42, b"\xfe\xff\xff\xff"),
    "signature of entry": lambda z: b"PX" + z[2:],
    "signature in directory": lambda z: patch(z, central(z), b"PX"),
    "name order": lambda _: lay_out([PLAN, PHOTO, CASES, Part("manifest.json", b"{}")]),
    "name twice": lambda _: lay_out([PHOTO, Part("manifest.json", b"{}"), PLAN, PLAN]),
    "evidence deflated": lambda _: zip_of([Part(PHOTO.name, b"photo", method=DEFLATED)]),
    "records stored": lambda _: zip_of([Part(CASES.name, CASES.content, method=STORED)]),
    "unknown method": lambda _: zip_of([Part(PLAN.name, PLAN.content, method=12)]),
    "stored sizes differ": lambda _: zip_of([Part(PHOTO.name, b"photo", size=4)]),
    "packed size beyond": lambda z: patch(patch(z, central(z) + 20, b"\xf0" * 4), 18, b"\xf0" * 4),
}


@pytest.mark.parametrize("fault", LAYOUTS)
def test_other_layouts_are_refused(plan: bytes, fault: str) -> None:
    good = zip_of(PARTS, counts=COUNTS)
    error = refusal(plan, LAYOUTS[fault](good))
    assert (type(error), error.step) == (DamagedPackageError, ReadingStep.DIRECTORY)


def test_zip_of_another_program_is_refused(plan: bytes) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("plan.json", b"{}")
    assert refusal(plan, target.getvalue()).step == ReadingStep.DIRECTORY


def records(content: bytes) -> list[Part]:
    return [PHOTO, PLAN, Part(CASES.name, content)]


CONTENTS: dict[str, tuple[bytes, ReadingStep]] = {
    "no manifest": (lay_out(PARTS), ReadingStep.MANIFEST),
    "manifest not canonical": (lay_out([Part("manifest.json", b'{"kind": "plan"}')]), ReadingStep.MANIFEST),
    "manifest empty": (zip_of(PARTS, manifest={}), ReadingStep.MANIFEST),
    "manifest a list": (lay_out([Part("manifest.json", b"[]")]), ReadingStep.MANIFEST),
    "other kind": (zip_of(PARTS, manifest=manifest_of(PARTS, COUNTS, kind="receipt")), ReadingStep.MANIFEST),
    "other package": (zip_of(PARTS, manifest=manifest_of(PARTS, COUNTS, package_id="1")), ReadingStep.MANIFEST),
    "other unit": (zip_of(PARTS, manifest=manifest_of(PARTS, COUNTS, unit="ZD001")), ReadingStep.MANIFEST),
    "other key": (zip_of(PARTS, manifest=manifest_of(PARTS, COUNTS, key_id="0" * 64)), ReadingStep.MANIFEST),
    "other recipient": (zip_of(PARTS, manifest=manifest_of(PARTS, COUNTS, recipient="ZD001")), ReadingStep.MANIFEST),
    "wrong type": (zip_of(PARTS, manifest=manifest_of(PARTS, COUNTS, unit=1)), ReadingStep.MANIFEST),
    "number as text": (
        zip_of(PARTS, manifest=manifest_of(PARTS, COUNTS) | {"counts": {name: str(n) for name, n in COUNTS.items()}}),
        ReadingStep.MANIFEST,
    ),
    "other counts": (zip_of(PARTS, counts={"court_case": 3}), ReadingStep.COUNTS),
    "no counts": (zip_of(PARTS), ReadingStep.COUNTS),
    "fewer lines": (zip_of(records(b"{}\n"), counts=COUNTS), ReadingStep.COUNTS),
    "more lines": (zip_of(records(b"{}\n{}\n{}\n"), counts=COUNTS), ReadingStep.COUNTS),
    "ledger nobody counted": (zip_of([*PARTS, Part("records/z.jsonl", b"{}\n")], counts=COUNTS), ReadingStep.COUNTS),
    "ledger counted and absent": (zip_of([PHOTO, PLAN], counts=COUNTS), ReadingStep.COUNTS),
    "unfinished line": (zip_of(records(b"{}\n{}\n{}"), counts=COUNTS), ReadingStep.ENTRY),
    "entry missing": (zip_of([PLAN, CASES], manifest=manifest_of(PARTS, COUNTS)), ReadingStep.ENTRY),
    "entry extra": (zip_of(PARTS, manifest=manifest_of([PLAN, CASES], COUNTS)), ReadingStep.ENTRY),
    "evidence under another name": (
        zip_of([Part("evidence/" + "0" * 64, b"x"), CASES], counts=COUNTS),
        ReadingStep.ENTRY,
    ),
    "other content": (
        zip_of(PARTS, manifest=manifest_of([PHOTO, TINY, CASES], COUNTS)),
        ReadingStep.ENTRY,
    ),
    "wrong CRC": (zip_of([Part("plan.json", b"{}", crc=1), CASES], counts=COUNTS), ReadingStep.ENTRY),
    "size too small": (zip_of([Part("plan.json", b"{}", size=1), CASES], counts=COUNTS), ReadingStep.ENTRY),
    "size too great": (zip_of([Part("plan.json", b"{}", size=3), CASES], counts=COUNTS), ReadingStep.ENTRY),
    "no deflate": (zip_of([Part("plan.json", b"{}", packed=b"\xff\xff"), CASES], counts=COUNTS), ReadingStep.ENTRY),
    "deflate cut": (
        zip_of([Part("plan.json", b"{}", packed=TINY.packed[:-1]), CASES], counts=COUNTS),
        ReadingStep.ENTRY,
    ),
    "bytes behind": (
        zip_of([Part("plan.json", b"{}", packed=TINY.packed + b"x"), CASES], counts=COUNTS),
        ReadingStep.ENTRY,
    ),
    "far behind": (
        zip_of([Part("plan.json", b"{}", packed=TINY.packed.ljust(1 << 19)), CASES], counts=COUNTS),
        ReadingStep.ENTRY,
    ),
}


@pytest.mark.parametrize("fault", CONTENTS)
def test_lying_content_is_refused(plan: bytes, fault: str) -> None:
    payload, step = CONTENTS[fault]
    error = refusal(plan, payload)
    assert (type(error), error.step) == (DamagedPackageError, step)


@pytest.mark.parametrize(
    "caps",
    [
        Caps(notice=100),
        Caps(manifest=100),
        Caps(lines=1),
        Caps(few=1),
        Caps(values=1),
        Caps(containers=1),
        Caps(entries=3),
        Caps(directory=100),
        Caps(document=12),
        Caps(records=17),
        Caps(evidence=4),
        Caps(total=30),
        Caps(ratio=0, small=4),
        Caps(line=7),
    ],
    ids=lambda caps: next(name for name, cap in asdict(caps).items() if cap != asdict(Caps())[name]),
)
def test_every_cap_holds(plan: bytes, caps: Caps) -> None:
    assert isinstance(refusal(plan, zip_of(PARTS, counts=COUNTS), caps), OversizedPackageError)


def test_bomb_is_not_opened(plan: bytes) -> None:
    bomb = zip_of([Part("records/bomb.jsonl", b"0" * (20 << 20))])
    assert len(bomb) * 1000 < 20 << 20
    assert isinstance(refusal(plan, bomb), OversizedPackageError)


def test_bomb_that_lies_about_its_size_is_stopped(plan: bytes) -> None:
    bomb = Part("plan.json", b"0" * (20 << 20), size=1000)
    assert refusal(plan, zip_of([bomb]), counts={}).step == ReadingStep.ENTRY


def test_million_entries_are_not_read(plan: bytes) -> None:
    error = refusal(plan, end_records(1_000_000, 0, 0))
    assert (type(error), error.found) == (OversizedPackageError, "1000000")


def test_newer_manifest_is_taken(plan: bytes) -> None:
    payload = zip_of(PARTS, manifest=manifest_of(PARTS, COUNTS, weather="clear"))
    package = with_payload(plan, payload, CENTRE.key, counts=COUNTS)
    with open_payload(read_envelope(io.BytesIO(package))) as opened:
        assert opened.counts == COUNTS


def test_document_that_is_no_canonical_json_is_named(plan: bytes) -> None:
    package = with_payload(plan, zip_of([Part("plan.json", spell({}) + b" ")]), CENTRE.key, counts={})
    with open_payload(read_envelope(io.BytesIO(package))) as payload, pytest.raises(DamagedPackageError) as caught:
        payload.json("plan.json")
    assert caught.value.expected == "plan.json"


def test_a_manifest_tells_what_it_lacks(plan: bytes) -> None:
    assert "`kind`" in refusal(plan, zip_of(PARTS, manifest={})).found


def test_a_manifest_of_another_package_tells_both(plan: bytes) -> None:
    error = refusal(plan, zip_of(PARTS, manifest=manifest_of(PARTS, COUNTS, unit="ZD001")))
    assert ("ZD000" in error.expected, "ZD001" in error.found) == (True, True)
