"""Packages that no honest program writes: any lines under any header, signed by whom one likes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from models.merge import keys
from models.merge.report import SUBMISSION
from models.package.envelope import write_package
from models.package.header import Header
from models.package.keys import recipient_of
from models.package.payload_writer import PayloadWriter
from models.package.sealed_temp import SealedTemp
from models.package.suites import SigningKey, key_id
from models.records.entry import Entry, new_uid
from models.store.base.workspace import Workspace


def craft(sender: Workspace, path: Path, lines: Mapping[str, list[bytes]], **other: Any) -> Path:
    """A submission of `sender` with these lines by ledger; `other` names what is otherwise: header fields, `key`,
    `recipients`, `note`, `documents`.
    """
    key: SigningKey = other.pop("key", None) or keys.signing_key(sender)
    roster = keys.current_roster(sender)
    assert roster
    recipients = other.pop("recipients", roster.recipients)
    note = other.pop("note", {"recipient": recipient_of(keys.age_identity(sender))})
    documents = other.pop("documents", {SUBMISSION: note})
    cover: dict[str, Any] = {
        "kind": other.pop("kind", "submission"),
        "package_id": other.pop("package_id", None) or new_uid(),
        "unit": other.pop("unit", sender.unit),
        "key_id": key_id(key.public_key),
        "recipient": other.pop("recipient", key_id(keys.centre_key(sender))),
    }
    with SealedTemp() as sealed, PayloadWriter(**cover) as writer, path.open("wb") as file:
        for name, value in documents.items():
            writer.add_json(name, value)
        for ledger_id, some in lines.items():
            writer.add_lines(ledger_id, some)
        info = writer.seal(sealed, recipients)
        said: dict[str, Any] = {"suite": key.suite, "public_key": key.public_key, "workspace": sender.id, "sequence": 9}
        said |= {"program": "0.1.0", "period": "2020年度", "payload": info, "counts": dict(writer.counts), **other}
        write_package(file, Header(**cover, **said), key, sealed.window(0, sealed.length))
    return path


def line(entry: Entry) -> bytes:
    return entry.line().encode()
