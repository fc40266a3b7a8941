from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from models.store.files.file_kind import kind_of, name_for, visible_name


def packed(*names: str) -> bytes:
    with io.BytesIO() as whole:
        with zipfile.ZipFile(whole, "w") as book:
            for name in names:
                book.writestr(name, "")
        return whole.getvalue()


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (b"%PDF-1.7\n", ".pdf"),
        (b"\xff\xd8\xff\xe0", ".jpg"),
        (b"\x89PNG\r\n\x1a\n", ".png"),
        (b"GIF89a", ".gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", ".webp"),
        (b"BM\x36\x00\x00\x00\x00\x00\x00\x00", ".bmp"),
        (b"II*\x00", ".tif"),
        (b"\x00\x00\x00\x18ftypmp42", ".mp4"),
        (b"ID3\x03", ".mp3"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc"),
        (packed("[Content_Types].xml", "word/document.xml"), ".docx"),
        (packed("xl/workbook.xml"), ".xlsx"),
        (packed("ppt/presentation.xml"), ".pptx"),
        (packed("OFD.xml"), ".ofd"),
        (packed("照片/1.jpg"), ".zip"),
        ("会议纪要\r\n一、".encode(), ".txt"),
        ("会议纪要".encode("gb18030"), ".txt"),
        (b"[Desktop Entry]\nExec=sh\n", ".txt"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", ".txt"),
        (b"", ".txt"),
        (b"MZ\x90\x00\x03\x00\x00\x00", None),
        (b"\x7fELF\x02\x01\x01\x00", None),
        (b"L\x00\x00\x00\x01\x14\x02\x00", None),
        (packed("word/document.xml", "word/vbaProject.bin"), None),
        (b"PK\x03\x04damaged", None),
        (b"#!/bin/sh\x00", None),
    ],
)
def test_the_content_tells(tmp_path: Path, content: bytes, ending: str | None) -> None:
    (tmp_path / "照片.jpg").write_bytes(content)
    kind = kind_of(tmp_path / "照片.jpg")
    assert (kind.endings[0] if kind else None) == ending


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("整改照片.jpg", "整改照片.jpg"),
        ("整改照片.jpg\u202egpj.exe", "整改照片.jpggpj.exe"),
        ("a\u200b\x00\x1b\nb.pdf", "ab.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\a.pdf", "a.pdf"),
        ("a:b*c?.pdf", "a：b＊c？.pdf"),
        ("AUX.pdf", "AUX_.pdf"),
        (" . ", "未命名"),
        ("", "未命名"),
        (None, "未命名"),
        (7, "未命名"),
    ],
)
def test_a_name_hides_nothing(name: object, shown: str) -> None:
    assert visible_name(name) == shown


@pytest.mark.parametrize(
    ("name", "content", "handed"),
    [
        ("照片.JPG", b"\xff\xd8\xff", "照片.JPG"),
        ("照片.jpeg", b"\xff\xd8\xff", "照片.jpeg"),
        ("照片.exe", b"\xff\xd8\xff", "照片.exe.jpg"),
        ("run.bat", b"echo 1", "run.bat.txt"),
        ("x.desktop", b"[Desktop Entry]", "x.desktop.txt"),
        ("台账.et", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "台账.et"),
    ],
)
def test_the_ending_is_that_of_the_content(tmp_path: Path, name: str, content: bytes, handed: str) -> None:
    (tmp_path / "x").write_bytes(content)
    kind = kind_of(tmp_path / "x")
    assert kind is not None
    assert name_for(name, kind) == handed
