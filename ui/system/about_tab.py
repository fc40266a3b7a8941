"""关于: which version this is, how a newer one comes, on what it runs, and where the data lie."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from models.version import VERSION
from ui.base.input_method import input_method_of, missing_input_method
from ui.base.session import Session
from ui.kit.labels import column, group_head, prose, row, scrolled, title
from ui.system.program_update import here

ABOUT = (
    "法治政府建设年度工作的离线台账程序，全程不联网，不收集任何信息。",
    "不能用来处理国家秘密。程序里的密钥只证明数据完整、来自哪个单位，不是经认证的电子签名；盖章的报送单才是正式文本。",
    "许可证：木兰宽松许可证第2版。字体：思源宋体、思源黑体（SIL 开放字体许可证）。窗口用 Qt（LGPL）。",
)


def program_facts(session: Session) -> list[tuple[str, str]]:
    """What a helper on the telephone asks first, as (label, value) in Chinese."""
    workspace = session.workspace
    role = "汇总单位" if workspace.is_centre else "填报单位"
    return [
        ("版本", VERSION),
        ("系统", f"{platform.system()} {platform.release()}，{platform.machine()}"),
        ("运行环境", f"Python {platform.python_version()}，Qt {qVersion()}"),
        ("中文输入", input_words()),
        (
            "工作区",
            f"{workspace.name}（{role}，代码 {workspace.unit}，{'已加密' if workspace.encrypted else '未加密'}）",
        ),
        ("工作区文件夹", str(workspace.folder)),
        ("个人设置", str(session.user.path)),
    ]


def input_words() -> str:
    """A Chinese line saying by which input method Chinese is typed, or what is missing for it."""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    lacking = missing_input_method(sys.platform, os.environ, folder)
    if lacking:
        return lacking.sentence
    return f"{input_method_of(os.environ)}，插件已找到" if input_method_of(os.environ) else "由系统输入法处理"


class AboutTab(QWidget):
    """Version, system and folders, which can be copied as one text."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facts = program_facts(session)
        self.copy = QPushButton("复制以上内容")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text()))
        lines = [prose(f"{label}：{words}") for label, words in self.facts]
        said = [prose(words, "soft") for words in ABOUT]
        self.updating = here(session)
        asked = group_head("求助时报这些")
        parts = (title("法治台账"), *said, asked, *lines, row(self.copy, None), self.updating, None)
        inside = QWidget()
        inside.setLayout(column(*parts))
        self.setLayout(column(scrolled(inside, "关于"), margin=0))

    def text(self) -> str:
        """What the copy button puts on the clipboard: one fact a line, label：value."""
        return "\n".join(f"{label}：{words}" for label, words in self.facts)
