"""`plan`: official text split into chapters and items."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import msgspec

from models.plan_text import PlanReading
from models.plan_text.plan_source import read_plan_source
from models.records.office import Unit
from models.records.plan import Item
from models.records.unit_names import codes_owing, names_in_roster
from reports.filled_in.task_words import owner_words, responsible_words, topic_words
from reports.filled_in.units_file import read_units
from ui.cli.arguments import add_json, show, show_json, tell
from ui.rendering.pdf_text import pdf_pages


def plan_arguments(parser: argparse.ArgumentParser) -> None:
    """The plan's text file and --json; no workspace is needed."""
    parser.add_argument("text", metavar="文件", type=Path, help="工作要点正文，docx、txt、doc、wps 或 pdf")
    parser.add_argument("--units", metavar="名册", type=Path, help="单位名册；给了就看责任单位各对应到名册里的哪些单位")
    add_json(parser)


def run_plan(args: argparse.Namespace) -> int:
    """Show the plan; 1 when no item was found."""
    reading = read_plan_source(args.text, pdf_pages)
    for remark in reading.remarks:
        tell(remark)
    units = read_units(args.units) if args.units else None
    if args.json:
        show_json(_as_json(reading, units))
    else:
        _show(reading, units)
    return 0 if reading.plan.items else 1


def _as_json(reading: PlanReading, units: tuple[Unit, ...] | None) -> dict[str, Any]:
    """The plan with every key there, whatever its value; who owes what is null without a roster."""
    plan = reading.plan
    chapters = [
        {
            "uid": chapter.uid,
            "number": chapter.number,
            "title": chapter.title,
            "items": [_item(item, reading, units) for item in chapter.items],
        }
        for chapter in plan.chapters
    ]
    return {
        "title": plan.title,
        "year": plan.year,
        "preamble": plan.preamble,
        "closing": plan.closing,
        "chapters": chapters,
        "unplaced": list(reading.unplaced),
        "remarks": list(reading.remarks),
    }


def _item(item: Item, reading: PlanReading, units: tuple[Unit, ...] | None) -> dict[str, Any]:
    """An item; `due` is a day, or the words of a limit that names none."""
    note = reading.notes[item.number]
    return {
        "uid": item.uid,
        "number": item.number,
        "printed": note.printed,
        "title": item.title,
        "text": item.text,
        "responsible": [_owner(item, name, units) for name in item.responsible],
        "units": None if units is None else codes_owing(item, units),
        "due": item.due.isoformat() if item.due else note.limit or None,
        "topics": list(item.subjects),
        "quotas": [msgspec.to_builtins(quota) for quota in item.quotas],
        "doubts": [doubt._asdict() for doubt in note.doubts],
    }


def _owner(item: Item, name: str, units: tuple[Unit, ...] | None) -> dict[str, Any]:
    owner = None if units is None else names_in_roster(units).resolve(name)
    found = {"units": list(owner.codes), "how": owner.how} if owner else {"units": None, "how": None}
    return {"name": name, "role": item.role_of(name), **found}


def _show(reading: PlanReading, units: tuple[Unit, ...] | None) -> None:
    plan, unplaced = reading.plan, reading.unplaced
    quotas = sum(len(item.quotas) for item in plan.items)
    title = plan.title or "（原文没有标题）"
    show(f"{title}：{len(plan.chapters)}章，{len(plan.items)}项，{quotas}个定额，{len(unplaced)}行未归入")
    for chapter in plan.chapters:
        show(f"{chapter.number}、{chapter.title}")
        for item in chapter.items:
            show(f"  {item.number}. {item.title}（{responsible_words(item)}）主题：{topic_words(item)}")
            if units is not None:
                show(f"     对应：{owner_words(item, units)}")
            for quota in item.quotas:
                show(f"     {quota.who}：{quota.what}{quota.wanted}")
    for item, doubt, _ in reading.doubtful:
        show(f"疑问：第{item.number}项“{item.title}”：{doubt.reason}")
    for line in unplaced:
        show(f"未归入：{line}")
