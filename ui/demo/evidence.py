"""Tiny files that stand for evidence: a photo, a notice, minutes. Each says that it is an example."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from models.store.base.transaction import Transaction
from models.store.base.workspace import Workspace
from models.store.files import evidence
from ui.demo.example import example
from ui.demo.luck import Luck, luck_for
from ui.demo.roster import Office

Link = dict[str, Any]
WIDTH, HEIGHT = 96, 64
METRICS = b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93"


def add_files(tx: Transaction, workspace: Workspace, office: Office, seed: int) -> list[Link]:
    """Keep the office's files; gives what records link to, photos last."""
    luck = luck_for(seed, office.unit.code, "evidence")
    found, names = [], example().files
    for name in (*names.texts, *names.papers, *names.photos):
        digest, size = evidence.add_stream(tx, workspace, io.BytesIO(_content(name, office, luck)))
        found.append({"name": name, "digest": digest, "size": size})
    return found


def _content(name: str, office: Office, luck: Luck) -> bytes:
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
    """A PDF of one small page; its font is one that readers of Chinese PDFs bring along."""
    lines = [words[at : at + 24] for at in range(0, len(words), 24)]
    shown = " ".join(f"<{line.encode('utf-16-be').hex()}> Tj T*" for line in lines)
    text = f"BT /F 12 Tf 16 TL 40 780 Td {shown} ET".encode()
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo 8 0 R/FontDescriptor 7 0 R>>",
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]%s>>" % METRICS,
        b"<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>",
    )
    return _assembled(objects)


def _assembled(objects: tuple[bytes, ...]) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
