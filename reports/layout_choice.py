"""Which layout a form is printed by: the program's own, or the office's file, with the columns its clerk chose."""

from __future__ import annotations

from pathlib import Path

import msgspec

from models.store import documents
from models.store.workspace import LAYOUTS, Workspace
from reports.atomic import write_whole
from reports.layout import Layout, office_layout, written

_KIND = "columns-"


class Choice(msgspec.Struct, frozen=True, omit_defaults=True):
    """Columns by key: `shown` in this order, `hidden` not at all. A column in neither is as the layout has it."""

    shown: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


def chosen(workspace: Workspace, layout_id: str, own: Layout) -> Layout:
    """The layout in force; `own` is the program's.

    Raises:
        LayoutError: The office's file cannot be used.
    """
    layout = office_layout(workspace.folder, layout_id, own) or own
    with workspace.read() as connection:
        choice = documents.latest(connection, f"{_KIND}{layout_id}", Choice)
    return _by_choice(layout, choice) if choice else layout


def keep_layout(workspace: Workspace, operator: str, layout_id: str, choice: Choice) -> None:
    """Remember the columns chosen for a form; `Choice()` forgets them.

    Raises:
        WorkspaceBusyError: Another writer holds the workspace.
    """
    with workspace.write(operator) as tx:
        documents.put(tx, f"{_KIND}{layout_id}", 1, choice)


def copy_layout(workspace: Workspace, layout_id: str, layout: Layout) -> Path:
    """Write the layout into the workspace's folder 表格样式, for the office to edit; gives the file.

    Raises:
        TargetBusyError: The file is open elsewhere, or the folder takes no writing.
    """
    path = workspace.folder / LAYOUTS / f"{layout_id}.json"
    path.parent.mkdir(exist_ok=True)
    text = written(layout).encode()
    write_whole(path, lambda stream: stream.write(text))
    return path


def _by_choice(layout: Layout, choice: Choice) -> Layout:
    """The columns chosen, in their order, then those nobody has chosen about."""
    known = {column.key: column for column in layout.columns}
    wanted = [key for key in choice.shown if key in known]
    order = [*wanted, *(key for key in layout.keys if key not in wanted)]
    hidden = set(choice.hidden)
    columns = [
        msgspec.structs.replace(known[key], shown=key not in hidden and (key in wanted or known[key].shown))
        for key in order
    ]
    return msgspec.structs.replace(layout, columns=tuple(columns)) if any(one.shown for one in columns) else layout
