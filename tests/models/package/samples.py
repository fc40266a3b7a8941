"""Small packages to spoil: a plain plan from the centre, a sealed submission from unit A."""

import hashlib
import io
import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from models.package.content import method_of
from models.package.envelope import DOMAIN_TAG, MAGIC, write_package
from models.package.header import Header, Kind
from models.package.keys import generate_identity, recipient_of
from models.package.payload_writer import PayloadWriter
from models.package.suites import ED25519, SigningKey, key_id, sign
from models.package.zip_layout import ZipEntry, central_header, end_records, local_header

LINES = {"certificate": (b'{"name":"\xe5\xbc\xa0\xe4\xb8\x89"}', b'{"id":"41010119800101001X"}'), "court_case": ()}
PHOTO = b"\x89PNG" + bytes(range(256)) * 3
SCAN = b"%PDF-1.7 stamped"

RawHeader = dict[str, Any]


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def key_named(name: str) -> SigningKey:
    """The same key for a name in every process: cases are named after it."""
    return SigningKey(ED25519, hashlib.sha256(name.encode()).digest())


@dataclass(frozen=True)
class Office:
    code: str
    identity: str = field(default_factory=generate_identity)

    @property
    def key(self) -> SigningKey:
        return key_named(self.code)

    @property
    def key_id(self) -> str:
        return key_id(self.key.public_key)


CENTRE, UNIT_A, UNIT_B = Office("ZD000"), Office("ZD001"), Office("ZD002")


def header_of(office: Office, **changes: Any) -> Header:
    common: dict[str, Any] = {
        "suite": ED25519,
        "kind": "submission",
        "package_id": "0f" * 16,
        "unit": office.code,
        "public_key": office.key.public_key,
        "key_id": office.key_id,
        "recipient": CENTRE.key_id,
        "period": "2020-annual",
        "workspace": "a1" * 16,
        "sequence": 3,
        "previous": "b2" * 32,
        "roster": 2,
        "program": "0.1.0",
        "created": "2020-12-30T17:05:00+08:00",
        "journal_head": "c3" * 32,
    }
    return Header(**{**common, **changes})


def build(office: Office, writer: PayloadWriter, *, kind: Kind, recipients: tuple[str, ...], **changes: Any) -> bytes:
    payload, target = io.BytesIO(), io.BytesIO()
    info = writer.seal(payload, recipients)
    payload.seek(0)
    header = header_of(office, kind=kind, payload=info, counts=writer.counts, **changes)
    write_package(target, header, office.key, payload)
    return target.getvalue()


def make_plan(**changes: Any) -> bytes:
    cover: dict[str, Any] = {"package_id": "0f" * 16, "unit": CENTRE.code, "key_id": CENTRE.key_id}
    with PayloadWriter(kind="plan", **cover) as writer:
        writer.add_json("plan.json", {"year": 2020, "title": "要点"})
        return build(CENTRE, writer, kind="plan", recipients=(), **{"recipient": "", **changes})


def make_submission(office: Office = UNIT_A, evidence: tuple[bytes, ...] = (PHOTO, SCAN), **changes: Any) -> bytes:
    cover: dict[str, Any] = {"package_id": "0f" * 16, "unit": office.code, "key_id": office.key_id}
    with PayloadWriter(kind="submission", recipient=CENTRE.key_id, **cover) as writer:
        for ledger, lines in LINES.items():
            writer.add_lines(ledger, lines)
        writer.add_json("cover.json", {"operator": "李四"})
        for content in evidence:
            writer.add_evidence(sha(content), io.BytesIO(content))
        return build(office, writer, kind="submission", recipients=(recipient_of(CENTRE.identity),), **changes)


def small_submission() -> bytes:
    """A sealed submission of about 2 KB: two records, no evidence."""
    return make_submission(evidence=())


def take_apart(data: bytes) -> tuple[RawHeader, bytes]:
    """Header as JSON and payload of a package."""
    start = len(MAGIC) + 4
    end = start + int.from_bytes(data[len(MAGIC) : start], "big")
    return json.loads(data[start:end]), data[end + 64 :]


def put_together(head: bytes, payload: bytes, key: SigningKey) -> bytes:
    """A package with these header bytes, whatever they are, properly signed."""
    return MAGIC + len(head).to_bytes(4, "big") + head + sign(key, DOMAIN_TAG + head) + payload


def spell(raw: Any) -> bytes:
    return json.dumps(raw, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def spoil(data: bytes, change: Callable[[RawHeader], None], key: SigningKey) -> bytes:
    """The package with one thing in its header changed, signed again."""
    raw, payload = take_apart(data)
    change(raw)
    return put_together(spell(raw), payload, key)


def with_payload(data: bytes, payload: bytes, key: SigningKey, **changes: Any) -> bytes:
    """The package around other payload bytes, signed again."""

    raw, _ = take_apart(data)
    raw["payload"] |= {"length": len(payload), "sha256": sha(payload)}
    return put_together(spell(raw | changes), payload, key)


def deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@dataclass
class Part:
    """An entry to be laid out, with whatever lies about it were set after it was made."""

    name: str
    content: bytes
    packed: bytes = b""
    method: int = -1
    crc: int = -1
    size: int = -1

    def __post_init__(self) -> None:
        self.method = method_of(self.name) if self.method < 0 else self.method
        self.packed = self.packed or (deflate(self.content) if self.method else self.content)
        self.crc = zlib.crc32(self.content) if self.crc < 0 else self.crc
        self.size = len(self.content) if self.size < 0 else self.size


def lay_out(parts: list[Part]) -> bytes:
    """A zip of these parts in this order, in the packages' layout."""
    body, directory = bytearray(), bytearray()
    for part in parts:
        entry = ZipEntry(part.name, part.method, part.crc, len(part.packed), part.size, len(body))
        body += local_header(entry) + part.packed
        directory += central_header(entry)
    return bytes(body + directory) + end_records(len(parts), len(directory), len(body))


def manifest_of(parts: list[Part], counts: dict[str, int], **changes: Any) -> RawHeader:
    entries = {part.name: {"sha256": sha(part.content), "size": len(part.content)} for part in parts}
    cover = {"kind": "plan", "package_id": "0f" * 16, "unit": CENTRE.code, "key_id": CENTRE.key_id, "recipient": ""}
    return {**cover, "counts": counts, "entries": entries, **changes}


def zip_of(parts: list[Part], *, manifest: RawHeader | None = None, counts: dict[str, int] | None = None) -> bytes:
    """A payload of these parts and a manifest that tells the truth about them, unless another is given."""
    told = manifest_of(parts, counts or {}) if manifest is None else manifest
    return lay_out(sorted([*parts, Part("manifest.json", spell(told))], key=lambda part: part.name))
