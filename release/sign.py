"""The release key, and program packages (.fzp) that it signs; run by the Python of .venv.

    .venv/bin/python -m release.sign new KEYFILE                    make a key; its public half is printed
    .venv/bin/python -m release.sign pack KEYFILE FOLDER PLATFORM   sign the program in FOLDER, say linux-x86_64,
                                                                    into dist/发布 with the digest

The public half goes into the program with `bootstrap.py freeze --release-key`; KEYFILE stays with whoever publishes,
on no computer that has a network. A program believes the key that it was built with and no other.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from models.package.keys import generate_signing_key, signing_key_from_bytes, signing_key_to_bytes
from models.package.program import SUFFIX, write_program
from models.store.base.private_file import create_private
from models.store.base.whole_file import write_file
from models.version import VERSION
from release.packages import TARGET, write_digests


def new_key(path: Path) -> str:
    """Write a new secret key, which only this user may read; gives its public half.

    Raises:
        FileExistsError: There is one already.
    """
    if path.exists():
        raise FileExistsError(path)
    key = generate_signing_key()
    with create_private(path) as file:
        file.write(signing_key_to_bytes(key))
    return key.public_key


def pack(key_file: Path, folder: Path, platform: str, target: Path = TARGET) -> Path:
    """Write the signed package of the program in `folder` into the folder `target`, and its digest; gives the file."""
    key = signing_key_from_bytes(key_file.read_bytes())
    target.mkdir(parents=True, exist_ok=True)
    made = target / f"fazhi-taizhang-{VERSION}-{platform}{SUFFIX}"
    write_file(made, lambda file: write_program(folder, VERSION, platform, key, file))
    write_digests(target)
    return made


def main(argv: Sequence[str]) -> int:
    """Do what is asked for; gives the exit code."""
    match argv:
        case ["new", path]:
            print(new_key(Path(path)))
        case ["pack", key_file, folder, platform]:
            print(pack(Path(key_file), Path(folder), platform))
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
