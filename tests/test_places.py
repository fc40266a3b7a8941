"""The program speaks of no place: what the shipped profiles and the example name stands in those files only."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
import pytest

from models.records.place import NATIONAL, PlaceProfile
from models.records.place_file import read_place
from models.records.shipped_example import shipped_examples
from models.records.shipped_places import shipped_files

ROOT = Path(__file__).parents[1]
TEXTS = {".py", ".md", ".json", ".toml", ".txt", ".xml", ".svg", ".html"}
EXAMPLES = [f"resources/{name}" for one in shipped_examples() for name in (one.plan, one.scheme, one.place)]
OWN = {
    *EXAMPLES,
    *(path.relative_to(ROOT).as_posix() for path in (*ROOT.glob("resources/examples/*"), *shipped_files())),
}
"""The examples' own files, and the profiles."""
READER = "the reader of official texts has to know the statutory words for organs"
COURTS = "national code table: 法院代字 begin with the province's short name"
LEFT = {
    ("models/plan_text/front.py", "管委会"): READER,
    ("models/plan_text/named_units.py", "管委会"): READER,
    ("models/plan_text/named_units.py", "乡（镇）办事处"): READER,
    ("models/plan_text/named_units.py", "局（办）"): READER,
    ("models/plan_text/named_units.py", "乡镇（街道）"): READER,
    ("models/rules/organ_names.py", "管委会"): READER,
    ("models/rules/case_number.py", "豫"): COURTS,
    ("models/rules/case_number.py", "赣"): COURTS,
}
"""What may stand, and why."""


class Spoken(msgspec.Struct, frozen=True):
    """Of the example's file what its papers are made of."""

    area_code: str
    website: str
    categories: tuple[str, ...]


@cache
def named() -> frozenset[str]:
    """Names of places, statutes, certificates and kinds of units that the shipped files bring."""
    paths = {*shipped_files(), *(ROOT / "resources" / one.place for one in shipped_examples())}
    places = [read_place(path.read_bytes()) for path in paths]
    found = {word for place in places for word in _words(place)}
    for path in (ROOT / "resources/examples").glob("*.toml"):
        spoken = msgspec.toml.decode(path.read_bytes(), type=Spoken)
        found |= {spoken.area_code, spoken.website, *spoken.categories}
    return frozenset(found | {word.removesuffix("本级") for word in found if word.endswith("本级")})


def _words(place: PlaceProfile) -> set[str]:
    laws = {rule.law for rule in place.rules} | ({place.lost.law} if place.lost else set())
    laws |= {one.law for one in (*place.terms, *place.calendar) if one.law} - {one.law for one in NATIONAL.calendar}
    return {*place.chain[1:], *place.short_names, *laws, *place.certificate_kinds, *place.categories}


def spoken_in(path: Path) -> set[str]:
    """The names a file says."""
    text = path.read_text("utf-8")
    return {word for word in named() if word in text}


def program_files() -> list[Path]:
    """Every text of the program but the example's and the profiles."""
    every = (path for part in ("models", "reports", "ui", "resources") for path in (ROOT / part).rglob("*"))
    texts = (path for path in every if path.suffix in TEXTS and path.is_file())
    return sorted(path for path in texts if path.relative_to(ROOT).as_posix() not in OWN)


def test_there_are_names_to_look_for() -> None:
    assert {"河南", "郑州", "郑东新区", "豫", "管委会", "河南省行政执法条例", "河南省行政执法证"} <= named()


def test_no_place_is_named_outside_the_profiles_and_the_example() -> None:
    found = {(path.relative_to(ROOT).as_posix(), word) for path in program_files() for word in spoken_in(path)}
    assert found == set(LEFT)


@pytest.mark.parametrize(
    "line", ['help="河南省行政执法条例第二十条"', "“（2020）豫0191行初1号”", "例如 郑东新区管委会", "0371-67880001"]
)
def test_the_search_finds_a_name(line: str, tmp_path: Path) -> None:
    path = tmp_path / "somewhere.py"
    path.write_text(line, encoding="utf-8")
    assert spoken_in(path)
