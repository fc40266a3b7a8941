"""Which layout a form is printed by: the program's own, or the office's file, with the columns its clerk chose."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from models.errors import FazhiError
from models.store.base.workspace import LAYOUTS, Workspace
from models.store.records import documents
from reports.base.atomic import write_whole
from reports.layouts.layout import Layout, layout_text, office_layout

_KIND = "columns-"
_LONGEST = 60
_SLOT = re.compile(r"\{[^{}]*\}|[{}]")


class LayoutChoice(msgspec.Struct, frozen=True, omit_defaults=True):
    """Columns by key: `shown` in this order, `hidden` not at all. A column in neither is as the layout has it.

    `labels` are the heads renamed, `title` the form's name ("" as the layout has it), `official` takes 示例 off a form
    whose look the office has confirmed.
    """

    shown: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    labels: dict[str, str] = {}
    title: str = ""
    official: bool = False


class ChoiceError(FazhiError):
    """The office's: a name was chosen that cannot be printed."""

    why: str
    template = "没有记住：{why}。"


def layout_in_force(workspace: Workspace, layout_id: str, own: Layout) -> Layout:
    """The layout in force; `own` is the program's.

    Raises:
        LayoutError: The office's file cannot be used.
    """
    return _by_choice(layout_before_choice(workspace, layout_id, own), choice_of(workspace, layout_id))


def layout_before_choice(workspace: Workspace, layout_id: str, own: Layout) -> Layout:
    """The office's file, or else the program's own, before anything was chosen in the window.

    Raises:
        LayoutError: The office's file cannot be used.
    """
    return office_layout(workspace.folder, layout_id, own) or own


def choice_of(workspace: Workspace, layout_id: str) -> LayoutChoice:
    """The layout choice last saved for this layout id; the defaults if none was."""
    with workspace.read() as connection:
        return documents.latest_document(connection, f"{_KIND}{layout_id}", LayoutChoice) or LayoutChoice()


def has_own_layout(workspace: Workspace, layout_id: str) -> bool:
    """Whether the office keeps a layout of its own."""
    return (workspace.folder / LAYOUTS / f"{layout_id}.json").is_file()


def keep_layout(
    workspace: Workspace, operator: str, layout_id: str, choice: LayoutChoice, own: Layout | None = None
) -> None:
    """Remember what was chosen for a form; `Choice()` forgets it. Names may have the {…} that `own` has, no others.

    Raises:
        ChoiceError: A name is empty or far too long, or has {…} in it that is not the program's.
        WorkspaceBusyError: Another writer holds the workspace.
    """
    _check(choice, own)
    with workspace.write(operator) as tx:
        documents.save_document(tx, f"{_KIND}{layout_id}", 1, choice)


def copy_layout(workspace: Workspace, layout_id: str, layout: Layout) -> Path:
    """Write the layout into the workspace's folder 表格样式, for the office to edit; gives the file.

    Raises:
        NotWrittenError: It cannot be written: open in another program, no space, a stick that was pulled.
    """
    path = workspace.folder / LAYOUTS / f"{layout_id}.json"
    path.parent.mkdir(exist_ok=True)
    text = layout_text(layout).encode()
    write_whole(path, lambda stream: stream.write(text))
    return path


def _check(choice: LayoutChoice, own: Layout | None) -> None:
    kept = {column.key: column.label for column in own.columns} if own else {}
    names = [(choice.title, own.title if own else "")]
    names += [(words, kept.get(key, "")) for key, words in choice.labels.items()]
    for words, before in names:
        if len(words) > _LONGEST:
            raise ChoiceError(f"“{words[:10]}…”太长了，最多{_LONGEST}个字")
        if wrong := sorted(set(_SLOT.findall(words)) - set(_SLOT.findall(before))):
            raise ChoiceError(f"“{words}”里的{'、'.join(wrong)}程序不认识，请删去")
    if not all(words.strip() for words in choice.labels.values()):
        raise ChoiceError("有一栏的名称是空的，请写上名称，或者去掉这一栏的勾")


def _by_choice(layout: Layout, choice: LayoutChoice) -> Layout:
    """The columns chosen, in their order, then those nobody has chosen about; names and mark as chosen."""
    title = choice.title.strip() or layout.title
    layout = msgspec.structs.replace(layout, title=title, example=layout.example and not choice.official)
    known = {column.key: column for column in layout.columns}
    wanted = [key for key in choice.shown if key in known]
    order = [*wanted, *(key for key in layout.keys if key not in wanted)]
    hidden = set(choice.hidden)
    columns = [
        msgspec.structs.replace(
            known[key],
            shown=key not in hidden and (key in wanted or known[key].shown),
            label=choice.labels.get(key, "").strip() or known[key].label,
        )
        for key in order
    ]
    return msgspec.structs.replace(layout, columns=tuple(columns)) if any(one.shown for one in columns) else layout
