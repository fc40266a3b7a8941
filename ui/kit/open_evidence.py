"""Opening evidence outside the program: by what its content is, and never what could run."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from models.store.files.file_kind import visible_name
from models.store.files.taken_out import copy_to_open, save_copy
from ui.base.plain_text import MessageBox
from ui.base.session import Session
from ui.kit.choosing import EVIDENCE, choose_target

WARNING = (
    "“{name}”不是文档、图片、表格或音像文件，可能是程序，这里不打开。\n"
    "确实要用，可以另存到别处，用杀毒软件检查以后再打开。"
)


def open_evidence(parent: QWidget, session: Session, digest: str, name: str) -> None:
    """Open a temporary copy that is wiped on closing; what is no document is offered to be saved instead."""
    workspace, folder, shown = session.workspace, session.temporary, visible_name(name)

    def opened(path: Path | None) -> None:
        if path is None:
            _offer_to_save(parent, session, digest, shown)
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            session.refused.emit(f"电脑上没有能打开“{path.name}”的程序。")

    session.jobs.run(
        lambda _: copy_to_open(workspace, digest, name, folder), opened, label="正在取出文件", owner=parent
    )


def _offer_to_save(parent: QWidget, session: Session, digest: str, shown: str) -> None:
    box = MessageBox("warning", "不能打开", WARNING.format(name=shown), parent)
    save = box.addButton("另存为…", MessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton("不打开", MessageBox.ButtonRole.RejectRole))
    box.exec()
    if box.clickedButton() is not save:
        return
    target = choose_target(parent, session.memory, EVIDENCE, "另存佐证材料", shown, "")
    if target:
        workspace = session.workspace
        session.jobs.run(
            lambda _: save_copy(workspace, digest, target),
            lambda _: session.told.emit(f"已另存为{target}。"),
            label="正在另存文件",
            owner=parent,
        )
