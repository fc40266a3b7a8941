"""What the process that reads files of others may not do, once its libraries are loaded."""

from __future__ import annotations

import sys
from pathlib import Path

MEMORY = 1 << 30
"""Bytes of address space, over what the process has when it begins."""

PROCESSOR = 600
"""Seconds at work, after which a process ends that nobody is left to end."""


def lock_down() -> None:
    """Give up whatever reading a file does not need; there is no way back.

    On Linux and macOS the process opens no file and no socket from here on, starts no other process, writes no file,
    and on Linux has `MEMORY` bytes. Windows has no such limits without a job object: there the caps on pixels, the time
    limit, and that it is a process of its own, which can be ended, are all there is.
    """
    if sys.platform == "win32":
        return
    import resource

    if sys.platform == "linux":
        most = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR, PROCESSOR))
    for what in (resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE, resource.RLIMIT_NPROC):
        resource.setrlimit(what, (0, 0))
