"""What a form looks like, as data an office can edit: title, columns, notes, signers; one JSON file per layout.

The program's own files stand in resources/forms/. One of the same name in the workspace's folder 表格样式 goes before
it. Which values there are, and what they mean, is the business of `reports.forms`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec

from models.errors import FazhiError
from models.records.due_rule import ENDING, SOON
from models.records.registry import field_label
from models.resources import resource
from models.store.base.workspace import LAYOUTS
from reports.base.sheet import Align, Orientation

SIGNERS = ("填表人", "审核人", "单位负责人", "联系电话")
_NARROWEST, _WIDEST = 5, 400  # mm
_DECLARED = {"{将到期}": ENDING, "{天数}": str(SOON)}
"""What the program's own files cite of the declarations."""


class LayoutColumn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A column: `key` names the value, `width` is millimetres, `group` its common head; {} is what it repeats for.

    Where it has no `label` of its own, `of` names the declared field whose label it takes: person.sex, or
    case.hearings.on for a column of a table field. A layout that was read has its labels.
    """

    key: str
    label: str = ""
    of: str = ""
    width: float
    group: str = ""
    align: Align = ""
    shown: bool = True


class LayoutRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A line of a statistical table: a `section`, a `figure` with its words, or `each` outcome of a kind."""

    section: str = ""
    label: str = ""
    unit: str = ""
    figure: str = ""
    each: str = ""


class LayoutParagraph(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A paragraph of a letter; `when` names the case it is for, "" for all. {单位} and the like are filled in."""

    text: str
    when: str = ""


class Layout(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One form's look. `example`: no official form was found, so its title says 示例. `advice`: by kind of fault."""

    title: str
    columns: tuple[LayoutColumn, ...] = ()
    example: bool = False
    code: str = ""
    orientation: Orientation = "auto"
    letter: tuple[LayoutParagraph, ...] = ()
    rows: tuple[LayoutRow, ...] = ()
    advice: dict[str, str] = {}
    notes: tuple[str, ...] = ()
    signers: tuple[str, ...] = SIGNERS
    seal: bool = True

    @property
    def keys(self) -> tuple[str, ...]:
        """The values it has columns for, shown or not."""
        return tuple(column.key for column in self.columns)


class LayoutError(FazhiError):
    """The office's: a layout was edited into something that cannot be filled in."""

    file: str
    place: str
    what: str

    @property
    def sentence(self) -> str:
        """Says which file, where in it, what is wrong, and what to do."""
        where = f"{self.place}，" if self.place else ""
        return f"表格样式文件“{self.file}”不能用：{where}{self.what}。请改正，或者删掉这个文件改用程序自带的样式。"


def shipped_layout(layout_id: str) -> Layout:
    """The program's own layout.

    Raises:
        LayoutError: It is gone, or was edited in place, and wrongly.
    """
    path = resource("forms", f"{layout_id}.json")
    if not path.is_file():
        raise LayoutError(f"resources/forms/{path.name}", "", "程序自带的这个文件没有了，请重新安装程序")
    text = path.read_bytes()
    for slot, words in _DECLARED.items():
        text = text.replace(slot.encode(), words.encode())
    return read_layout(text, f"resources/forms/{path.name}")


def office_layout(folder: Path, layout_id: str, own: Layout) -> Layout | None:
    """The layout the office keeps in its workspace's `folder`; None where it keeps none. `own` is the program's.

    Raises:
        LayoutError: It cannot be read, or names a value the form does not have.
    """
    path = folder / LAYOUTS / f"{layout_id}.json"
    name = f"{LAYOUTS}/{path.name}"
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise LayoutError(name, "", "文件读不出来") from problem
    layout = read_layout(text, name)
    _check_keys(layout, own, name)
    return layout


def read_layout(text: bytes, name: str) -> Layout:
    """A layout from a file's bytes; UTF-8, with or without a mark at the beginning.

    Raises:
        LayoutError: It is no layout.
    """
    text = text.removeprefix(b"\xef\xbb\xbf")
    try:
        layout = msgspec.json.decode(text, type=Layout)
    except msgspec.ValidationError as problem:
        raise LayoutError(name, *_told(str(problem))) from problem
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise LayoutError(name, _line(text, str(problem)), "不是完整的 JSON（看看逗号、引号、括号）") from problem
    columns = tuple(_labelled(column, number, name) for number, column in enumerate(layout.columns, 1))
    layout = msgspec.structs.replace(layout, columns=columns)
    _check(layout, name)
    return layout


def _labelled(column: LayoutColumn, number: int, name: str) -> LayoutColumn:
    """The column with its own label, or else that of the field it is `of`."""
    if not (column.label or column.of):
        raise LayoutError(name, f"columns 第{number}项", "缺少“label”")
    try:
        label = column.label or field_label(column.of)
    except LookupError as problem:
        raise LayoutError(name, f"columns 第{number}项 of", f"台账里没有“{column.of}”这一栏") from problem
    return msgspec.structs.replace(column, label=label, of="")


def _check(layout: Layout, name: str) -> None:
    if not layout.title.strip():
        raise LayoutError(name, "title", "表名是空的")
    if layout.columns and not any(column.shown for column in layout.columns):
        raise LayoutError(name, "columns", "没有一栏是显示的")
    seen: set[str] = set()
    for number, column in enumerate(layout.columns, 1):
        place = f"columns 第{number}栏（{column.label or column.key}）"
        if column.key in seen:
            raise LayoutError(name, place, f"“{column.key}”这一栏重复了")
        if not _NARROWEST <= column.width <= _WIDEST:
            raise LayoutError(name, place, f"宽度要在{_NARROWEST}到{_WIDEST}毫米之间，现在是{column.width:g}")
        seen.add(column.key)


def parts_of(key: str) -> tuple[str, ...]:
    """The values that a column adds up: warning+criticism; the key alone where it is one value."""
    return tuple(part.strip() for part in key.split("+"))


def _check_keys(layout: Layout, own: Layout, name: str) -> None:
    """Every column is one of the form's own values, or several of those it can add up."""
    known = {*own.keys, *(part for key in own.keys for part in parts_of(key))}
    for number, column in enumerate(layout.columns, 1):
        if not {*parts_of(column.key)} <= known:
            place = f"columns 第{number}栏（{column.label or column.key}）"
            raise LayoutError(name, place, f"没有“{column.key}”这个值，可用的有{'、'.join(own.keys)}")


_SAYINGS = (
    (r"Object missing required field `(.+)`", r"缺少“\1”"),
    (r"Object contains unknown field `(.+)`", r"不认识“\1”"),
    (r"Expected `(.+?)`, got `(.+?)`", r"要写成 \1，写成了 \2"),
    (r"Invalid enum value \W*(\w*)\W*", r"不能写“\1”"),
)
_WORDS = {
    "str": "文字",
    "float": "数",
    "int": "数",
    "bool": " true 或 false",
    "object": "{…}",
    "array": "[…]",
    "null": "空",
}


def _told(problem: str) -> tuple[str, str]:
    """What msgspec complains of, as place and words: `$.columns[3].width` is columns 第4项 width."""
    said, _, path = problem.partition(" - at `$")
    for pattern, words in _SAYINGS:
        found = re.fullmatch(pattern, said)
        if found:
            said = re.sub(pattern, words, said)
            break
    said = re.sub(r"\b(str|float|int|bool|object|array|null)\b(\s*\|\s*null)?", lambda one: _WORDS[one[1]], said)
    place = re.sub(r"\[(\d+)\]", lambda one: f" 第{int(one[1]) + 1}项 ", path.strip("`").replace("key in ", ""))
    return place.replace(".", "").strip(), said


def _line(text: bytes, problem: str) -> str:
    """The line a decoder's byte position stands in."""
    found = re.search(r"byte (\d+)", problem)
    at = int(found[1]) if found else len(text)
    return f"第{text[:at].count(10) + 1}行"


def layout_text(layout: Layout) -> str:
    """The layout as a file people edit: a column, row or note a line."""
    data: dict[str, Any] = {name: msgspec.to_builtins(getattr(layout, name)) for name in _ORDER}
    data = {name: value for name, value in data.items() if value or name in _ALWAYS}
    parts = [f"  {_json(key)}: {_spread(value)}" for key, value in data.items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _spread(value: Any) -> str:
    if (
        isinstance(value, list | tuple)
        and value
        and not all(isinstance(one, str) and len(one) <= _SHORT for one in value)
    ):
        return "[\n" + ",\n".join(f"    {_json(one)}" for one in value) + "\n  ]"
    if isinstance(value, dict) and value:
        return "{\n" + ",\n".join(f"    {_json(key)}: {_json(one)}" for key, one in value.items()) + "\n  }"
    return _json(value)


_SHORT = 8
_ALWAYS = frozenset({"example", "signers", "seal"})
_ORDER = ("title", "example", "code", "orientation", "letter", "columns", "rows", "advice", "notes", "signers", "seal")


def _json(value: Any) -> str:
    import json

    if isinstance(value, dict):
        value = {key: int(one) if isinstance(one, float) and one.is_integer() else one for key, one in value.items()}
    return json.dumps(value, ensure_ascii=False)
