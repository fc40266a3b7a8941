"""The Word template of a paper: the office's own file, or one made of the program's frame."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path

from models.resources import resource
from models.small_file import read_small
from models.store.base.workspace import TEMPLATES, Workspace
from reports.base.atomic import write_whole
from reports.base.paper import Block, Gap, Heading, Paper, address_paragraph, paragraph
from reports.case_papers.papers import CasePaper
from reports.word.document import write_docx
from reports.word.template import WordTemplate

_GAP = re.compile(r"【待补充：([^】]*)】")
DATE = "文书日期"


def own_template(workspace: Workspace, paper: CasePaper) -> Path:
    """Where the office's own template of a paper lies, if it has one."""
    return workspace.folder / TEMPLATES / f"{paper.label}.docx"


def template_of(workspace: Workspace, paper: CasePaper) -> WordTemplate:
    """The template in force.

    Raises:
        NoWordFileError: The office's own is no Word document.
        LargeFileError: It is far too large for one.
        OSError: It cannot be read.
    """
    path = own_template(workspace, paper)
    content = read_small(path) if path.is_file() else _framed(paper, workspace.clock.today())
    return WordTemplate(path.name, content)


def copy_template(workspace: Workspace, paper: CasePaper) -> Path:
    """Write the program's template into the workspace's folder 文书模板 for the office to change; gives the file.

    One that is there already stays as it is.

    Raises:
        NotWrittenError: It cannot be written.
    """
    path = own_template(workspace, paper)
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        content = _framed(paper, workspace.clock.today())
        write_whole(path, lambda stream: stream.write(content))
    return path


def _framed(paper: CasePaper, day: dt.date) -> bytes:
    """The frame as a Word document with places.

    Its first line is the title; of the others `#` begins a heading, `##` one below, `>` a line that is not indented,
    and `=` who signs.
    """
    title, *lines = resource("case_papers", f"{paper.id}.txt").read_text(encoding="utf-8").splitlines()
    signed = next(line for line in lines if line.startswith("="))
    blocks = tuple(_block(line) for line in lines if line != signed)
    whole = io.BytesIO()
    write_docx([Paper(paper.id, title, signed.lstrip("= "), day, blocks, f"{{{DATE}}}")], whole)
    return whole.getvalue()


def _block(line: str) -> Block:
    mark, _, words = line.partition(" ")
    if mark in ("#", "##"):
        return Heading(1 if mark == "#" else 2, words)
    runs = [Gap(part) if at % 2 else part for at, part in enumerate(_GAP.split(words if mark == ">" else line))]
    shown = [run for run in runs if run]
    return address_paragraph(*shown) if mark == ">" else paragraph(*shown)
