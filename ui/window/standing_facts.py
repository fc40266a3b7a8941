"""What the footer says while nothing else is to be said: which workspace it is, and how it is kept."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models.store.base.workspace import Workspace
from ui.base.as_of import as_of_words
from ui.base.plain_text import Label, plain_tip
from ui.kit.elided_label import ElidedLabel


def standing_facts(workspace: Workspace) -> list[QWidget]:
    """The workspace's folder, whether it is encrypted, and which day counts as today where it is not the computer's."""
    place = ElidedLabel(f"工作区：{workspace.folder.name}")
    place.setToolTip(plain_tip(str(workspace.folder)))
    secured = Label("● 已加密" if workspace.encrypted else "▲ 未加密")
    secured.setProperty("role", "soft" if workspace.encrypted else "warning")
    secured.setToolTip(
        "数据库和佐证材料都加密保存。" if workspace.encrypted else "这个工作区没有密码，谁拿到文件都能看。"
    )
    place.setProperty("role", "soft")
    words = as_of_words(workspace.clock)
    day = Label(f"◆ {words}")
    day.setToolTip("到期、超期和填报日期都按这一天算，不按电脑上的日期。")
    return [place, secured, *([day] if words else [])]
