"""`inspect`: what a package says of itself, and whether its bytes hold."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from models.package.inspect import Inspection, inspect_package
from models.package.suites import fingerprint
from models.package.trust import KIND_NAMES
from models.records.registry import ledgers
from ui.cli.arguments import add_json, show, show_json


def inspect_arguments(parser: argparse.ArgumentParser) -> None:
    """The package file and --json; no workspace is needed."""
    parser.add_argument("package", metavar="文件", type=Path, help="任务包、报送包、回执等")
    add_json(parser)


def run_inspect(args: argparse.Namespace) -> int:
    """Show what the package says of itself; 1 if it is damaged or cannot be read."""
    with args.package.open("rb") as stream:
        found = inspect_package(stream)
    said = _as_json(args.package, found)
    if args.json:
        show_json(said)
    else:
        _show(said)
    return 0 if found.error is None else 1


def _as_json(path: Path, found: Inspection) -> dict[str, Any]:
    said: dict[str, Any] = {"file": str(path), "intact": found.error is None, "reason": found.verdict}
    header = found.header
    if header is None:
        return said
    return {
        **said,
        "kind": header.kind,
        "unit": header.unit,
        "recipient": header.recipient,
        "period": header.period,
        "sequence": header.sequence,
        "created": header.created,
        "program": header.program,
        "counts": header.counts,
        "encrypted": header.payload.encryption != "none",
        "fingerprint": fingerprint(header.public_key),
        "digest": found.digest,
    }


def _show(said: dict[str, Any]) -> None:
    show(f"{said['file']}：{said['reason']}")
    if "kind" not in said:
        return
    names = ledgers()
    counts = [f"{names[key].label if key in names else key}{count}条" for key, count in said["counts"].items()]
    for label, value in (
        ("种类", KIND_NAMES[said["kind"]]),
        ("单位", said["unit"]),
        ("报送期", said["period"]),
        ("次序", said["sequence"]),
        ("生成时间", said["created"]),
        ("内容", "、".join(counts)),
        ("加密", "是" if said["encrypted"] else "否"),
        ("指纹", said["fingerprint"]),
        ("摘要", said["digest"]),
    ):
        if value != "":
            show(f"{label}\t{value}")
