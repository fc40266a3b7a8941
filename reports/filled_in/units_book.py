"""A unit roster as a workbook that `reports.filled_in.units_file` reads back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from models.records.office import Unit
from models.records.unit_names import ending_words
from reports.filled_in.text_book import write_texts

HEADS = {
    "单位代码": 12,
    "单位名称": 30,
    "单位类别": 18,
    "联系人": 12,
    "联系电话": 16,
    "其他称呼": 30,
    "曾用名": 40,
    "并入、分设、撤销": 40,
}


def write_units(path: Path, units: Iterable[Unit]) -> None:
    """Write one line a unit; every cell is text, so that codes keep their zeros.

    Raises:
        NotWrittenError: It cannot be written: open in another program, no space, a stick that was pulled.
    """
    every = list(units)
    names = {unit.code: unit for unit in every}
    write_texts(
        path,
        "单位名册",
        HEADS,
        (
            [
                unit.code,
                unit.name,
                unit.category,
                unit.contact,
                unit.phone,
                "、".join(unit.aliases),
                unit.past_words,
                ending_words(unit, names) if unit.is_gone else "",
            ]
            for unit in every
        ),
    )
