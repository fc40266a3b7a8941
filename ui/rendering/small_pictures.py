"""Pictures of others for a printed form, read small in a process of its own."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from ui.rendering.messages import Raster
from ui.rendering.process import NotRenderedError, RenderProcess


class SmallPictures:
    """Reads pictures one after the other; the process begins with the first of them and ends with the block."""

    def __init__(self) -> None:
        self._process: RenderProcess | None = None

    def __enter__(self) -> Self:
        """Ready to be asked."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process."""
        self._end()

    def picture(self, data: bytes, side: int) -> Raster | None:
        """The picture, at most `side` pixels wide and high; None for what is none or cannot be read."""
        self._process = self._process or RenderProcess()
        try:
            return self._process.picture(data, side)
        except NotRenderedError:
            self._end()
            return None

    def _end(self) -> None:
        if self._process:
            self._process.close()
        self._process = None
