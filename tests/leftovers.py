"""What the first example says and a second one does not: texts that may stand nowhere in the second one's papers."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache

from models.plan_text import read_plan_file
from models.records.registry import ledgers
from models.resources import resource
from models.rules.topics import TOPICS
from ui.demo.example import FIRST, Example, read_example
from ui.demo.roster import offices

ROSTER = 60
SENTENCE = 10
"""A part of a sentence that is shorter says nothing of its own."""
_FIGURES = re.compile(r"[第条项款章节篇（）〔〕一二三四五六七八九十\d.\s]")
COMMON = {
    "附加项": "the program's own word for points outside the total",
    "执法人员的年龄": "what a check is about, the same in every profile",
    "个体工商户": "a kind of trader, named in a hint",
    "施工企业": "a kind of firm, named in a hint",
    "失信被执行人": "the national list of those who do not perform judgments",
    "按时报送": "plain words, in the handbook",
    "主动公开政府信息": "a heading of the yearly report by 国办公开办函〔2021〕30号",
    "全体执法人员": "named in a hint as who takes part in a training",
}
"""What may stand, and why; beside these topics and the choices of ledgers: national code tables, and lists in which
others may be typed."""


@cache
def forbidden(second: str) -> frozenset[str]:
    """Every text of the first example's plan, profile, scheme, roster and story that the second one's do not say."""
    own = "\n".join(_files(read_example(second)))
    allowed = {*COMMON, *_choices()}
    return frozenset(text for text in _said(read_example(FIRST)) if text not in own and text not in allowed)


def found_in(paper: str, second: str) -> set[str]:
    """Those texts that a paper says, however it breaks its lines."""
    plain = re.sub(r"\s", "", paper)
    return {one for one in forbidden(second) if one in plain}


def _choices() -> Iterator[str]:
    yield from TOPICS
    for ledger in ledgers().values():
        for field in ledger.fields:
            for one in (field, *field.columns):
                yield from one.spec.choices


def _files(example: Example) -> Iterator[str]:
    for path in (example.plan, example.scheme, example.place):
        yield resource(path).read_text("utf-8")
    (story,) = (
        text for path in resource("examples").glob("*.toml") if example.plan in (text := path.read_text("utf-8"))
    )
    yield story


def _said(example: Example) -> set[str]:
    _, scheme, place, story = _files(example)
    found = {*_strings(json.loads(scheme)), *_strings(json.loads(place)), *_strings(tomllib.loads(story))}
    plan = read_plan_file(resource(example.plan)).plan
    found |= {*(chapter.title for chapter in plan.chapters), *(item.title for item in plan.items)}
    found |= {name for item in plan.items for name in item.responsible}
    found |= {office.unit.name for office in offices(example, ROSTER)}
    whole = "\n".join([plan.preamble, plan.closing, *(item.text for item in plan.items)])
    found |= {part for part in re.split(r"[，。；、：\n]", whole) if len(part) >= SENTENCE}
    found |= {one.removesuffix("本级") for one in example.categories}
    telling = {text for text in found if re.search("[\u4e00-\u9fff]{2}", _FIGURES.sub("", text))}
    return {re.sub(r"\s", "", text) for text in (*telling, *example.profile.short_names)}


def _strings(value: object) -> Iterator[str]:
    """The texts of a file's values; of one with places for figures what stands between them."""
    if isinstance(value, str):
        yield from (part.strip("。") for part in re.split(r"\{\w\}", value))
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _strings(one)
