"""A device that fails at its n-th write, flush to the medium, or renaming."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import pytest


@dataclass
class Device:
    """Counts what reaches `.part` files; number `fails_at` fails, and with `pulled` everything after it too."""

    fails_at: int
    pulled: bool = False
    count: int = 0

    def step(self) -> None:
        self.count += 1
        if self.count == self.fails_at or (self.pulled and self.count > self.fails_at):
            raise OSError(errno.EIO, "Input/output error")

    def plug_in(self, patch: pytest.MonkeyPatch) -> None:
        """Let `.part` files lie on this device."""
        real_open = Path.open

        def opened(path: Path, mode: str = "r", **options: Any) -> Any:
            file = real_open(path, mode, **options)
            return _File(self, file) if path.suffix == ".part" and "w" in mode else file

        patch.setattr(Path, "open", opened)
        patch.setattr(os, "fsync", self._before(os.fsync))
        for name in ("replace", "unlink"):
            patch.setattr(Path, name, self._before(getattr(Path, name)))

    def _before(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(target: Path | int, *args: Any, **options: Any) -> Any:
            if isinstance(target, int) or target.suffix == ".part":
                self.step()
            return real(target, *args, **options)

        return call


class _File:
    """A file whose every write goes through the device."""

    def __init__(self, device: Device, file: Any) -> None:
        self._device, self._file = device, file

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, data: bytes) -> int:
        self._device.step()
        return int(self._file.write(data))

    def writelines(self, pieces: Iterable[bytes]) -> None:
        for piece in pieces:
            self.write(piece)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)
