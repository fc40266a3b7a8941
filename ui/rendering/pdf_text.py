"""The words of a PDF that somebody else made, read in a process of its own."""

from __future__ import annotations

from ui.rendering.process import NotRenderedError, RenderProcess


def pdf_pages(data: bytes) -> list[str] | None:
    """The text of each page; None for what is no PDF, needs a password, or takes too long."""
    process = RenderProcess()
    try:
        process.open_pdf(data)
        return process.texts()
    except NotRenderedError:
        return None
    finally:
        process.close()
