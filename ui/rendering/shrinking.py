"""Photos made smaller in a process of its own: whoever made them, they are read before anybody has looked at them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from models.store.files.photos import SmallerPhoto, is_large_photo, shrink_photo
from ui.rendering.process import NotRenderedError, RenderProcess, Stopping


def shrink_photos(paths: Iterable[Path], ticket: Stopping, seconds: float = 60) -> dict[Path, SmallerPhoto]:
    """The large photos that can be made smaller, by path; a photo that its reader does not survive is none of them.

    Raises:
        OSError: A file cannot be read at all.
        CancelledError: The ticket was cancelled.
    """
    made = dict[Path, SmallerPhoto]()
    process: RenderProcess | None = None
    for path in filter(is_large_photo, paths):
        process = process or RenderProcess(seconds)
        try:
            photo = shrink_photo(path, lambda data, by=process: by.shrink(data, ticket))  # type: ignore[misc]
        except NotRenderedError:
            process.close()
            photo = process = None
        if photo:
            made[path] = photo
    if process:
        process.close()
    return made
