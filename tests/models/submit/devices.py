"""A device that fails at its n-th write, flush to the medium, or renaming."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


@dataclass
class Device:
    """Counts what reaches `.part` files; number `fails_at` fails, and with `pulled` everything after it too."""

    fails_at: int
    pulled: bool = False
    code: int = errno.EIO
    count: int = 0

    def step(self) -> None:
        self.count += 1
        if self.count == self.fails_at or (self.pulled and self.fails_at and self.count > self.fails_at):
            raise OSError(self.code, os.strerror(self.code))

    def plug_in(self, patch: pytest.MonkeyPatch) -> None:
        """Let files that are written whole lie on this device."""
        for name in ("write", "fsync"):
            patch.setattr(os, name, self._before(getattr(os, name)))
        for name in ("replace", "unlink"):
            patch.setattr(Path, name, self._before(getattr(Path, name)))

    def _before(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(target: Path | int, *args: Any, **options: Any) -> Any:
            if isinstance(target, int) or target.suffix == ".part":
                self.step()
            return real(target, *args, **options)

        return call
