"""Old Word and WPS files turned into docx by a LibreOffice that the office has installed; none is brought along."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SECONDS = 90
_NAMES = ("soffice", "libreoffice")
_PLACES = (
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
    Path("C:/Program Files (x86)/LibreOffice/program/soffice.exe"),
    Path("/opt/libreoffice/program/soffice"),
)
_WPS = {".wps": ".doc", ".wpt": ".doc", ".docx": ".doc"}
"""WPS's own files and what is misnamed are old Word files inside."""


class OfficeMissingError(Exception):
    """No LibreOffice is installed."""


class NotConvertedError(Exception):
    """LibreOffice made nothing of the file."""


def office_program() -> Path | None:
    """Where LibreOffice is, None where it is not."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    return Path(found) if found else next((place for place in _PLACES if place.exists()), None)


@contextmanager
def converted_to_docx(path: Path) -> Iterator[Path]:
    """A docx of the file, there as long as the block; LibreOffice gets a copy and a profile of its own.

    Raises:
        OfficeMissingError: There is no LibreOffice.
        NotConvertedError: It made nothing of the file, or took too long.
        OSError: The file cannot be read.
    """
    program = office_program()
    if program is None:
        raise OfficeMissingError
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        suffix = path.suffix.lower()
        source = folder / f"plan{_WPS.get(suffix, suffix)}"
        shutil.copyfile(path, source)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        options = ["--headless", "--norestore", "--convert-to", "docx", "--outdir", str(folder / "out"), str(source)]
        try:
            subprocess.run(  # noqa: S603 - the office's own program, on a copy
                [str(program), profile, *options],
                check=False,
                timeout=_SECONDS,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except subprocess.TimeoutExpired:
            raise NotConvertedError from None
        made = folder / "out" / "plan.docx"
        if not made.exists():
            raise NotConvertedError
        yield made
