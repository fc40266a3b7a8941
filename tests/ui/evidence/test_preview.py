"""What the preview says of a file that it cannot show: by its content, whatever it is called."""

from pathlib import Path

import pytest

from models.store.base.workspace import Workspace
from models.store.files import evidence
from ui.base.ticket import Ticket
from ui.evidence.preview import PreviewFile, read_preview
from ui.rendering.process import RenderProcesses

ENDLESS = b"<svg xmlns='http://www.w3.org/2000/svg'><image href='/dev/zero' width='9' height='9'/></svg>"
PROGRAM = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0"


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("现场.jpg", PROGRAM, "“现场.jpg”不是文本、图片或文档，可能是改了名的程序：不要打开"),
        ("现场.pdf", PROGRAM, "不要打开"),
        ("现场.jpg", "会议记录".encode(), "其实是.txt文件"),
        ("现场.gif", b"GIF89a", "读不出来"),
        ("现场.jpg", ENDLESS, "网页图形（SVG）"),
        ("现场.svg", ENDLESS, "网页图形（SVG）"),
        ("说明.txt", ENDLESS, "网页图形（SVG）"),
        ("说明.txt", b"MZ\x90\0\x03\0\0\0", "不是文本、图片或文档"),
        ("记录.log", b"\x7fELF\x02\x01\x01\0", "不是文本、图片或文档"),
        ("现场", ENDLESS, "网页图形（SVG）"),
        ("现场.pdf", b"%PDF-1.4", "读不出来"),
        ("现场.png", b"\x89PNG\r\n\x1a\n" + bytes(99), "读不出来"),
    ],
)
def test_what_shows_nothing_is_named(
    workspace: Workspace, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with workspace.write("张晓明") as tx:
        kept = evidence.add_file(tx, workspace, tmp_path / name)
    file, processes = PreviewFile(kept.digest or "", name, len(content)), RenderProcesses()
    assert words in read_preview(workspace, file, processes, Ticket(lambda *_: None)).words
    processes.close()
