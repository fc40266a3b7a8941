"""A unit roster as a workbook that `reports.filled_in.units_file` reads back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from models.records.office import Unit
from reports.filled_in.text_book import write_texts

HEADS = (("单位代码", 12), ("单位名称", 30), ("单位类别", 18), ("联系人", 12), ("联系电话", 16), ("曾用名", 40))


def write_units(path: Path, units: Iterable[Unit]) -> None:
    """Write one line a unit; every cell is text, so that codes keep their zeros.

    Raises:
        NotWrittenError: It cannot be written: open in another program, no space, a stick that was pulled.
    """
    write_texts(path, "单位名册", dict(HEADS), map(_line, units))


def _line(unit: Unit) -> list[str]:
    former = "；".join(f"{one.name}（至{one.until}）" for one in unit.former)
    return [unit.code, unit.name, unit.category, unit.contact, unit.phone, former]
