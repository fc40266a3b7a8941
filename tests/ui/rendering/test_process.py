"""Files of others that are made to harm: each is refused in a moment, and the next is shown."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ui.base.ticket import CancelledError, Ticket
from ui.rendering import process as process_module
from ui.rendering.command import PROGRAM
from ui.rendering.messages import Raster
from ui.rendering.pdf_text import pdf_pages
from ui.rendering.process import NotRenderedError, RenderProcess, RenderProcesses

SVG = (
    b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><image href='/dev/zero' width='9' height='9'/></svg>"
)
SIDE = 100


def png(width: int, height: int, lines: int) -> bytes:
    """A PNG that says it is so large and brings so many lines."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(1)
    lined = b"".join(packer.compress(bytes(1 + width * 3)) for _ in range(lines)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lined) + chunk(b"IEND", b"")


def gif(frames: int) -> bytes:
    """A GIF with so many frames of one pixel."""
    head = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    return head + b"\x2c\0\0\0\0\1\0\1\0\0\x02\x02\x44\x01\0" * frames + b";"


def jpeg(**more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 200), "red").save(out, "JPEG", **more)
    return out.getvalue()


def pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, the first its catalog; the reader finds its way without a table."""
    body = b"".join(b"%d 0 obj %s endobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer <</Root 1 0 R>>\n%%EOF"


def one_page(content: bytes, box: bytes = b"0 0 200 200", more: bytes = b"", *others: bytes) -> bytes:
    stream = b"<</Length %d>> stream\n%s\nendstream" % (len(content), content)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R %s>>" % (box, more)
    return pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream, *others)


def chinese_pdf() -> bytes:
    """A page whose typeface it does not bring."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, (200, 100))
    canvas.setFont("STSong-Light", 40)
    canvas.drawString(20, 40, "法治台账")
    canvas.save()
    return out.getvalue()


def first_page(process: RenderProcess, data: bytes) -> Raster:
    process.open_pdf(data)
    process.page_size(0)
    return process.page(0, 1)


def dark(raster: Raster) -> int:
    return sum(value < 128 for value in raster.data)


@pytest.fixture(scope="module")
def process() -> Iterator[RenderProcess]:
    made = RenderProcess()
    yield made
    made.close()


@pytest.mark.parametrize(
    "data",
    [
        SVG,
        b"",
        b"GIF89a",
        jpeg()[:300],
        b"\xff\xd8\xff" + jpeg()[40:],
        png(50_000, 50_000, 10),
        png(9, 9, 0),
        b"P6 9 9 255 " + bytes(9 * 9 * 3),
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    ],
    ids=["svg", "nothing", "head", "cut", "no-head", "50000x50000", "no-lines", "ppm", "postscript"],
)
def test_what_is_no_picture_is_refused(process: RenderProcess, data: bytes) -> None:
    with pytest.raises(NotRenderedError):
        process.picture(data, SIDE)
    assert process.picture(jpeg(), SIDE).is_whole


@pytest.mark.parametrize("data", [gif(5_000), png(9_000, 9_000, 9_000)], ids=["5000 frames", "81 million pixels"])
def test_a_large_picture_is_shown_small(process: RenderProcess, data: bytes) -> None:
    assert process.picture(data, SIDE).width <= SIDE


@pytest.mark.parametrize(("orientation", "size"), [(1, (100, 50)), (6, (50, 100))])
def test_a_photo_is_the_right_way_up(process: RenderProcess, orientation: int, size: tuple[int, int]) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    found = process.picture(jpeg(exif=exif), SIDE)
    assert (found.width, found.height) == size
    assert found.data[0] - found.data[1] > 150


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.4",
        pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"),
        one_page(b"", b"0 0 0 0")[:60],
        b"%PDF-1.4\n" + b"[" * 500_000,
    ],
    ids=["head", "a page that is its own parent", "cut", "500,000 deep"],
)
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    process = RenderProcess()
    with pytest.raises(NotRenderedError):
        first_page(process, data)
    process.close()


FORM = (
    b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>/Length 5>> stream\n/F Do\nendstream"
)
PAGES = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>"
HARMFUL = {
    "huge page": one_page(b"0 0 m 9 9 l S", b"0 0 10000000 10000000"),
    "a form within itself": one_page(b"/F Do", b"0 0 200 200", b"/Resources<</XObject<</F 5 0 R>>>>", FORM),
    "200,000 saved states": one_page(b"q " * 200_000),
    "100,000 objects": one_page(b"", b"0 0 9 9", b"", *[b"<</A[1 2 3]>>"] * 100_000),
    "2,000,000,000 pages": pdf(*PAGES, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"),
}


@pytest.mark.parametrize("name", HARMFUL)
def test_a_pdf_made_to_harm_ends_in_a_moment(name: str) -> None:
    """It is shown, or refused with the process still there: it used up neither its time nor its memory."""
    process = RenderProcess(seconds=60)
    with suppress(NotRenderedError):
        assert first_page(process, HARMFUL[name]).is_whole
    assert process.picture(jpeg(), SIDE).is_whole
    process.close()


def test_a_typeface_that_is_not_brought_is_there(process: RenderProcess) -> None:
    process.open_pdf(chinese_pdf())
    assert sum(value < 128 for value in process.page(0, 1).data) > 1000
    assert [hit.page for hit in process.find("台账")] == [0]


@pytest.fixture
def asleep(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes that never answer."""
    monkeypatch.setattr(process_module, "command", lambda: [sys.executable, "-S", "-c", "import time; time.sleep(600)"])


@pytest.mark.usefixtures("asleep")
@pytest.mark.parametrize("act", ["time", "cancelled", "next", "closed", "before"])
def test_nobody_waits_for_a_file_that_never_ends(act: str) -> None:
    processes, ticket = RenderProcesses(seconds=0.1 if act == "time" else 600), Ticket(lambda *_: None)
    endings: dict[str, Callable[[], object]] = {
        "cancelled": ticket.cancel,
        "next": lambda: processes.next(Ticket(lambda *_: None)),
        "closed": processes.close,
    }
    one = processes.next(ticket)
    if act == "before":
        ticket.cancel()
    timer = threading.Timer(0.1, endings.get(act, lambda: None))
    timer.start()
    with pytest.raises((NotRenderedError, CancelledError)):
        one.picture(jpeg(), SIDE, ticket)
    timer.join()
    processes.close()
    with pytest.raises(NotRenderedError):
        processes.next(Ticket(lambda *_: None))


def test_a_process_that_lies_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    lie = "import sys\nfrom ui.rendering.messages import Raster, write_message\n"
    lie += "for one in ('ready', Raster(9999, 9999, b'x')): write_message(sys.stdout.buffer, one)"
    monkeypatch.setattr(process_module, "command", lambda: [sys.executable, "-c", lie])
    monkeypatch.chdir(PROGRAM.parent)
    liar = RenderProcess()
    with pytest.raises(NotRenderedError):
        liar.picture(jpeg(), SIDE)
    with pytest.raises(NotRenderedError):
        liar.open_pdf(b"")
    liar.close()


def test_the_words_of_a_pdf_are_given() -> None:
    assert pdf_pages(chinese_pdf()) == ["法治台账"]
    assert pdf_pages(one_page(b"")) == [""]
    assert pdf_pages(b"no PDF") is None


FORBIDDEN = ["open('/etc/hosts')", "socket.socket()", "open('left', 'w')", "os.dup(0)"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
@pytest.mark.parametrize("act", FORBIDDEN + ["bytearray(1 << 31)"] * (sys.platform == "linux"))
def test_the_process_is_locked_down(act: str) -> None:
    code = f"import os, socket\nfrom ui.rendering.limits import lock_down\nlock_down()\ntry:\n    {act}\n"
    code += "except (OSError, MemoryError):\n    print('refused')"
    told = subprocess.run([sys.executable, "-c", code], cwd=PROGRAM.parent, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "refused"
