"""Tiny files that stand for evidence: a photo, a notice, minutes. Each says that it is an example."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from models.store.base.transaction import Transaction
from models.store.base.workspace import Workspace
from models.store.files import evidence
from reports.paper.fonts import bundled_fonts
from ui.demo.luck import Luck, luck_for
from ui.demo.roster import DemoOffice

Link = dict[str, Any]
WIDTH, HEIGHT = 96, 64


def add_files(tx: Transaction, workspace: Workspace, office: DemoOffice, seed: int) -> list[Link]:
    """Keep the office's files; gives what records link to, photos last."""
    luck = luck_for(seed, office.unit.code, "evidence")
    found, names = [], office.story.files
    for name in (*names.texts, *names.papers, *names.photos):
        digest, size = evidence.add_stream(tx, workspace, io.BytesIO(_content(name, office, luck)))
        found.append({"name": name, "digest": digest, "size": size})
    return found


def _content(name: str, office: DemoOffice, luck: Luck) -> bytes:
    if name.endswith(".png"):
        return photo(luck)
    words = f"{office.unit.name}：{name.rpartition('.')[0]}。本文件由演示命令生成，内容是虚构的。"
    return paper(words) if name.endswith(".pdf") else f"{words}\r\n".encode("utf-8-sig")


def photo(luck: Luck) -> bytes:
    """A small grey PNG with lines like a sheet that people have signed."""
    rows = [bytes([0]) + bytes(luck.choice((238, 246, 252)) for _ in range(WIDTH)) for _ in range(HEIGHT)]
    for line in range(8, HEIGHT, 8):
        length = luck.randint(WIDTH // 4, WIDTH - 8)
        rows[line] = bytes([0]) + bytes([60]) * length + bytes([250]) * (WIDTH - length)
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def paper(words: str) -> bytes:
    """A PDF of one small page; it brings its font along, so that it can be read where none for Chinese is installed."""
    from reportlab.pdfgen.canvas import Canvas

    stream, font = io.BytesIO(), bundled_fonts().body.primary
    canvas = Canvas(stream, invariant=1, initialFontName=font)  # type: ignore[arg-type]  # the stub says float
    text = canvas.beginText(40, 780)
    text.setFont(font, 12, 16)
    for at in range(0, len(words), 24):
        text.textLine(words[at : at + 24])
    canvas.drawText(text)
    canvas.save()
    return stream.getvalue()
