"""On which line of a JSON text a value stands, so that a fault in a scheme can be found in an editor."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from models.small_file import decode_json

Path = tuple[str | int, ...]

_TOKEN = re.compile(r'[\s,:]*([{}\[\]]|"|[^\s,:{}\[\]"]+)')


def lines_of(text: str) -> dict[Path, int]:
    """The line (from 1) of every value of a valid JSON text, by its path of keys and places."""
    starts = {path: start for path, start, _ in _values(text)}
    return {path: text.count("\n", 0, start) + 1 for path, start in starts.items()}


def repeated_keys(text: str) -> list[tuple[Path, int]]:
    """Path and line of every value whose key stands a second time in its object."""
    seen: set[Path] = set()
    repeated = []
    for path, start, is_key in _values(text):
        if is_key and path in seen:
            repeated.append((path, text.count("\n", 0, start) + 1))
        seen.add(path)
    return repeated


def _values(text: str) -> Iterator[tuple[Path, int, bool]]:
    """Path and position of every value, and whether it stands under a key."""
    decode = json.JSONDecoder().raw_decode
    frames: list[tuple[str, Path, list[int]]] = []
    key: str | None = None
    at = 0
    while match := _TOKEN.match(text, at):
        mark, start, at = match[1], match.start(1), match.end(1)
        if mark in "}]":
            frames.pop()
            continue
        word: str | None = None
        if mark == '"':
            word, at = decode(text, start)
        if frames and frames[-1][0] == "{" and key is None:
            key = word
            continue
        path = _path(frames, key)
        yield path, start, key is not None
        key = None
        if mark in "{[":
            frames.append((mark, path, [0]))


def _path(frames: list[tuple[str, Path, list[int]]], key: str | None) -> Path:
    if not frames:
        return ()
    _, above, count = frames[-1]
    if key is not None:
        return (*above, key)
    count[0] += 1
    return (*above, count[0] - 1)


def syntax_fault(text: str) -> json.JSONDecodeError | None:
    """Why the text is not JSON, in Chinese with the line number."""
    try:
        decode_json(text)
    except json.JSONDecodeError as fault:
        return fault
    return None
