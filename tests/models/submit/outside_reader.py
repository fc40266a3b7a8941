"""Reads a package by resources/help/报送包格式.md alone: none of this program, run by itself as `python -I`.

Arguments: the package, and a file with the private key for one that is encrypted. Prints JSON.
"""

import hashlib
import io
import json
import sys
import zipfile
from pathlib import Path

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def verify(key: str, signature: bytes, tag: str, message: bytes) -> None:
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key.removeprefix("ed25519:")))
    public.verify(signature, tag.encode() + b"\0" + message)


data = Path(sys.argv[1]).read_bytes()
assert data[:8] == bytes.fromhex("89465a545a0d0a1a")
length = int.from_bytes(data[8:12], "big")
head, signature, content = data[12 : 12 + length], data[12 + length : 76 + length], data[76 + length :]
cover = json.loads(head)
verify(cover["public_key"], signature, "fazhi-taizhang/package/1", head)
assert len(content) == cover["payload"]["length"]
assert hashlib.sha256(content).hexdigest() == cover["payload"]["sha256"]
if cover["payload"]["encryption"] == "age":
    secret = Path(sys.argv[2]).read_text(encoding="utf-8").split()[0]
    content = pyrage.decrypt(content, [pyrage.x25519.Identity.from_str(secret)])
archive = zipfile.ZipFile(io.BytesIO(content))
manifest = json.loads(archive.read("manifest.json"))
assert {*manifest["entries"], "manifest.json"} == set(archive.namelist())
for name, entry in manifest["entries"].items():
    read = archive.read(name)
    assert (len(read), hashlib.sha256(read).hexdigest()) == (entry["size"], entry["sha256"])
assert all(cover[name] == manifest[name] for name in ("kind", "package_id", "unit", "key_id", "recipient", "counts"))
records = {
    ledger: [json.loads(line) for line in archive.read(f"records/{ledger}.jsonl").splitlines()]
    for ledger in cover["counts"]
}
links = [link for found in records.values() for one in found for link in one["fields"].get("evidence", [])]
files = {link["name"]: archive.read("evidence/" + link["digest"]).hex() for link in links}
if "roster.json" in archive.namelist():
    roster = json.loads(archive.read("roster.json"))
    said = json.dumps(roster["roster"], ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    for key, text in roster["signatures"].items():
        verify(key, bytes.fromhex(text), "fazhi-taizhang/roster/1", said)
number = int.from_bytes(hashlib.sha256(b"fazhi-taizhang/fingerprint\0" + cover["public_key"].encode()).digest(), "big")
sys.stdout.write(
    json.dumps({"cover": cover, "fingerprint": f"{number % 10**20:020d}", "records": records, "files": files})
)
