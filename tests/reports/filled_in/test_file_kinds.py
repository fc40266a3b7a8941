"""Files that are no workbook, or none that can be read: each says what it is and what to do."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from reports.filled_in.errors import (
    LockedWorkbookError,
    NotAWorkbookError,
    OldWorkbookError,
    OtherFileError,
    TextTableError,
    WebPageError,
    WorkbookError,
)
from reports.filled_in.read_workbook import read_rows
from reports.filled_in.xls_cells import OLE

BOOKS = Path(__file__).parents[2] / "data" / "workbooks"
XLS = next(BOOKS.glob("*.xls")).read_bytes()


def archive(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as one:
        for name in names:
            one.writestr(name, "x")
    return made.getvalue()


def with_first_record(kind: int, body: bytes) -> bytes:
    """A container whose workbook begins with another version, or with a record more in the place of its second."""
    at = XLS.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    if kind == 0x0809:
        return XLS[: at + 4] + body + XLS[at + 4 + len(body) :]
    return XLS[: at + 20] + struct.pack("<HH", kind, len(body)) + body + XLS[at + 24 + len(body) :]


def with_code_page(page: bytes) -> bytes:
    """An xls whose letters are of full width, as all are since Excel 97, and which says that they are not."""
    at = XLS.index(b"\x42\x00\x02\x00\xb0\x04")
    return XLS[: at + 4] + page + XLS[at + 6 :]


TABLE = "<table><tr><td>姓名</td><td>年龄</td></tr></table>"
KINDS: dict[str, tuple[bytes, type[WorkbookError], str]] = {
    "html": (f"<html>{TABLE}</html>".encode(), WebPageError, "网页"),
    "html with its namespaces": (
        f'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><meta charset=gb2312>{TABLE}'.encode("gbk"),
        WebPageError,
        "另存为“Excel 工作簿（*.xlsx）”",
    ),
    "doctype": (b"\xef\xbb\xbf <!DOCTYPE html>" + TABLE.encode(), WebPageError, "网页"),
    "a bare table": (TABLE.encode(), WebPageError, "网页"),
    "xml of 2003": (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', WebPageError, "网页"),
    "mhtml": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", WebPageError, "网页"),
    "csv": ("姓名,年龄\n张三,30\n".encode(), TextTableError, "CSV"),
    "csv of Windows": ("姓名,年龄\r\n张三,30\r\n".encode("gbk"), TextTableError, "身份证号"),
    "tabs": ("姓名\t年龄\n".encode("utf-8-sig"), TextTableError, "文本"),
    "tabs in UTF-16": ("姓名\t年龄\n".encode("utf-16"), TextTableError, "文本"),
    "one line": ("某镇执法人员名册".encode("gbk"), TextTableError, "文本"),
    "Excel 95": (with_first_record(0x0809, b"\x00\x05"), OldWorkbookError, "很旧的格式"),
    "Excel 5": (with_first_record(0x0809, b"\x00\x05\x05\x00"), OldWorkbookError, "另存为 xlsx"),
    "Excel 4": (b"\x09\x04\x06\x00\x00\x00\x10\x00" + bytes(100), OldWorkbookError, "很旧的格式"),
    "Excel 3": (b"\x09\x02\x06\x00\x00\x00\x10\x00" + bytes(100), OldWorkbookError, "很旧的格式"),
    "Excel 2": (b"\x09\x00\x04\x00\x02\x00\x10\x00" + bytes(100), OldWorkbookError, "很旧的格式"),
    "a false code page": (with_code_page(b"\xe4\x04"), OldWorkbookError, "另存为 xlsx"),
    "locked xls": (with_first_record(0x002F, b"\x00" * 6), LockedWorkbookError, "取消密码"),
    "locked xls, stronger": (with_first_record(0x002F, b"\x01\x00" + b"\x07" * 52), LockedWorkbookError, "取消密码"),
    "locked xls of BIFF8": (with_first_record(0x002F, b"\x00\x00\x01\x00\x01\x00"), LockedWorkbookError, "打开密码"),
    "locked xlsx of WPS": (OLE + "EncryptedPackage".encode("utf-16-le") * 2, LockedWorkbookError, "另存"),
    "locked xlsx": (OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le"), LockedWorkbookError, "取消密码"),
    "docx": (archive("[Content_Types].xml", "word/document.xml"), OtherFileError, "Word 文档"),
    "doc": (OLE + bytes(504) + "WordDocument".encode("utf-16-le"), OtherFileError, "Word 文档"),
    "zip": (archive("台账.xlsx"), OtherFileError, "压缩包"),
    "rar": (b"Rar!\x1a\x07" + bytes(50), OtherFileError, "压缩包"),
    "pdf": (b"%PDF-1.7\n", OtherFileError, "PDF"),
    "png": (b"\x89PNG\r\n\x1a\n", OtherFileError, "图片"),
    "nothing": (b"", NotAWorkbookError, "损坏"),
    "noise": (bytes(range(256)) * 4, NotAWorkbookError, "损坏"),
    "half a zip": (archive("xl/workbook.xml")[:40], NotAWorkbookError, "损坏"),
}


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_says_what_it_is_and_what_to_do(tmp_path: Path, name: str) -> None:
    content, fault, words = KINDS[name]
    (tmp_path / "登记表.xls").write_bytes(content)
    with pytest.raises(WorkbookError) as caught:
        read_rows(tmp_path / "登记表.xls")
    assert type(caught.value) is fault
    assert words in caught.value.sentence
    assert "登记表.xls" in caught.value.sentence
