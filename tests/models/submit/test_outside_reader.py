"""A package is read by somebody who has the format's description and public tools, and none of this program."""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from models.merge.key_change import export_identities
from models.merge.keys import own_fingerprint
from models.package.header import Header
from models.resources import resource
from models.store.files import evidence
from models.submit.centre import export_receipts
from models.submit.transfer import export_transfer, own_address
from models.submit.withdraw import withdraw_submission
from tests.models.offices import SECRET, Offices, lines, training
from tests.programs import needs

READER = Path(__file__).with_name("outside_reader.py")
GUIDE = resource("help", "报送包格式.md").read_text(encoding="utf-8")
MARK = bytes.fromhex("89 46 5a 54 5a 0d 0a 1a")


def cover(data: bytes) -> tuple[dict[str, Any], bytes]:
    """The header, whose signature holds, and the content, step by step as the description has it."""
    assert data[:8] == MARK
    length = int.from_bytes(data[8:12], "big")
    head, signature, content = data[12 : 12 + length], data[12 + length : 76 + length], data[76 + length :]
    said: dict[str, Any] = json.loads(head)
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(said["public_key"].removeprefix("ed25519:")))
    key.verify(signature, b"fazhi-taizhang/package/1\0" + head)
    assert (len(content), hashlib.sha256(content).hexdigest()) == (said["payload"]["length"], said["payload"]["sha256"])
    return said, content


def opened(path: Path, identity: str) -> tuple[dict[str, Any], zipfile.ZipFile]:
    said, content = cover(path.read_bytes())
    if said["payload"]["encryption"] == "age":
        content = pyrage.decrypt(content, [pyrage.x25519.Identity.from_str(identity)])
    return said, zipfile.ZipFile(io.BytesIO(content))


@pytest.fixture
def sent(offices: Offices, tmp_path: Path) -> Path:
    source = tmp_path / "签到表.pdf"
    source.write_bytes(b"y" * 70_000)
    with offices.a.write("张三") as tx:
        link = evidence.add_file(tx, offices.a, source)
    training(offices.a, evidence=[{"name": link.name, "digest": link.digest, "size": link.size}])
    return offices.send(offices.a, "a2.fzb").path


def test_submission_is_read_with_the_exported_key(offices: Offices, sent: Path) -> None:
    said, archive = opened(sent, export_identities(offices.centre, SECRET, "李四")[0])
    manifest = json.loads(archive.read("manifest.json"))
    for name, entry in manifest["entries"].items():
        data = archive.read(name)
        assert (len(data), hashlib.sha256(data).hexdigest()) == (entry["size"], entry["sha256"])
    names = [name for name in archive.namelist() if name.startswith("evidence/")]
    assert names == [f"evidence/{hashlib.sha256(b'y' * 70_000).hexdigest()}"]
    for ledger, count in said["counts"].items():
        kept = archive.read(f"records/{ledger}.jsonl").decode().splitlines()
        assert (len(kept), sorted(kept)) == (count, lines(offices.a)[ledger])


def run_reader(path: Path, identity: str, folder: Path) -> Any:
    """What a program that imports nothing of ours prints of a package."""
    secret = folder / "key.txt"
    secret.write_text(identity, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-I", READER, path, secret], cwd=folder, capture_output=True, check=True, encoding="utf-8"
    )
    return json.loads(done.stdout)


def test_a_reader_of_fifty_lines_reads_a_submission(offices: Offices, sent: Path, tmp_path: Path) -> None:
    said = run_reader(sent, export_identities(offices.centre, SECRET, "李四")[0], tmp_path)
    kept = {name: [json.loads(line) for line in some] for name, some in lines(offices.a).items()}
    read = {name: sorted(some, key=by_uid) for name, some in said["records"].items() if some}
    assert read == {name: sorted(some, key=by_uid) for name, some in kept.items() if some}
    assert said["files"] == {"签到表.pdf": b"y".hex() * 70_000}
    assert said["fingerprint"] == own_fingerprint(offices.a).replace(" ", "")


def by_uid(record: dict[str, Any]) -> str:
    return str(record["uid"])


def test_a_reader_of_fifty_lines_reads_plan_and_receipt(offices: Offices, tmp_path: Path) -> None:
    receipt = next(path for path in export_receipts(offices.centre, offices.folder, "李四") if "A01" in path.name)
    identity = export_identities(offices.a, SECRET, "张三")[0]
    found = [run_reader(path, identity, tmp_path)["cover"]["kind"] for path in (offices.folder / "plan.fzb", receipt)]
    assert found == ["plan", "receipt"]


def test_the_reader_believes_no_changed_byte(offices: Offices, sent: Path, tmp_path: Path) -> None:
    data = bytearray(sent.read_bytes())
    data[40] ^= 1
    sent.write_bytes(data)
    with pytest.raises(subprocess.CalledProcessError):
        run_reader(sent, export_identities(offices.centre, SECRET, "李四")[0], tmp_path)


@needs("age", "unzip")
def test_age_and_unzip_open_a_submission(offices: Offices, sent: Path, tmp_path: Path) -> None:
    """The last lines of the description, with Debian's own tools."""
    length = int.from_bytes(sent.read_bytes()[8:12], "big")
    (tmp_path / "content.age").write_bytes(sent.read_bytes()[76 + length :])
    (tmp_path / "key.txt").write_text(export_identities(offices.centre, SECRET, "李四")[0], encoding="utf-8")
    subprocess.run(["age", "-d", "-i", "key.txt", "-o", "content.zip", "content.age"], cwd=tmp_path, check=True)
    subprocess.run(["unzip", "-q", "content.zip", "-d", "out"], cwd=tmp_path, check=True)
    (proof,) = (tmp_path / "out" / "evidence").iterdir()
    assert (proof.name, proof.read_bytes()) == (hashlib.sha256(b"y" * 70_000).hexdigest(), b"y" * 70_000)
    assert (tmp_path / "out/records/training.jsonl").read_text("utf-8").splitlines() == lines(offices.a)["training"]


def test_description_names_every_key_of_the_header(offices: Offices, sent: Path) -> None:
    said, _ = cover(sent.read_bytes())
    table = GUIDE.split("## 封面")[1].split("## 内容")[0]
    described = set(re.findall(r"`([a-z_]+)`", table))
    assert set(said) <= described
    assert set(Header.__struct_fields__) - {"extra"} == set(said)


def test_description_names_every_entry(offices: Offices, sent: Path) -> None:
    receipt = next(path for path in export_receipts(offices.centre, offices.folder, "李四") if "A01" in path.name)
    handover = export_transfer(offices.a, offices.folder / "h.fzb", "张三", [own_address(offices.a)])
    statement = withdraw_submission(offices.a, offices.folder / "w.fzb", "填错了", "张三")[0]
    of_unit, of_centre = (export_identities(one, SECRET, "张三")[0] for one in (offices.a, offices.centre))
    files = {
        sent: of_centre,
        statement: of_centre,
        receipt: of_unit,
        handover: of_unit,
        offices.folder / "plan.fzb": "",
    }
    for path, identity in files.items():
        said, archive = opened(path, identity)
        assert f"`{said['kind']}`" in GUIDE
        assert {name for name in map(described, archive.namelist()) if f"`{name}`" not in GUIDE} == set()


def described(name: str) -> str:
    """The name of an entry as the description writes it."""
    kind = re.sub("^evidence/.*", "evidence/摘要", name)
    return re.sub("^records/.*[.]jsonl$", "records/台账代号.jsonl", kind)


def test_description_names_every_key_of_a_record(offices: Offices) -> None:
    table = GUIDE.split("一条记录是一个 JSON 对象")[1]
    made = json.loads(training(offices.a).line())
    assert set(made) <= set(re.findall(r"`([a-z_]+)`", table))


def test_fingerprint_is_computed_as_described(sent: Path) -> None:
    from models.package.suites import fingerprint, key_id

    said, _ = cover(sent.read_bytes())
    key = said["public_key"].encode()
    number = int.from_bytes(hashlib.sha256(b"fazhi-taizhang/fingerprint\0" + key).digest(), "big") % 10**20
    assert fingerprint(said["public_key"]).replace(" ", "") == f"{number:020d}"
    assert key_id(said["public_key"]) == hashlib.sha256(b"fazhi-taizhang/key-id\0" + key).hexdigest() == said["key_id"]
