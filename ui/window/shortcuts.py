"""The list of shortcuts under Ctrl+/."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QWidget

from ui.base.plain_text import Label
from ui.base.tokens import MARGIN, SPACE, WIDE
from ui.kit.labels import column, prose, scrolled

ROOM = 0.9
"""Part of the screen that a list of shortcuts takes at most."""

SHORTCUTS = (
    ("Enter", "到下一个字段"),
    ("Alt+Enter", "在长文本里换行"),
    ("Ctrl+S", "保存"),
    ("Ctrl+Enter", "保存并新增下一条"),
    ("Ctrl+N", "新增一条"),
    ("Ctrl+D", "这一栏照抄上一条的"),
    ("Ctrl+Shift+D", "空着的各栏都照抄上一条的（编号、身份证号这类不抄）"),
    ("Ctrl+↑ / Ctrl+↓", "上一条、下一条"),
    ("Delete", "删除列表里选中的记录（进回收站，可撤销）"),
    ("Esc", "关掉打开的日历、说明；离开字段；在列表里清除搜索和筛选"),
    ("Ctrl+Z", "撤销：先撤没有保存的，再一步一步撤保存、导入、批量修改和删除"),
    ("Ctrl+F", "搜索"),
    ("Ctrl+K", "到处查找：各台账的记录、页面"),
    ("Ctrl+C", "复制选中的记录，可粘贴到 Excel"),
    ("Ctrl+V", "在列表里：把从 Excel 复制的内容导入，先预览"),
    ("Ctrl+V", "在佐证材料里：贴上截图或复制的文件"),
    ("F1", "当前字段的说明；不在字段里时打开手册"),
    ("F2", "给当前字段的警告写说明"),
    ("Ctrl+H", "这条记录的修改历史"),
    ("Alt+1 … Alt+9", "切换左边的页面"),
    ("F6", "到窗口下边的消息，再按一次回来"),
    ("Ctrl+L", "锁定"),
    ("Ctrl+/", "这张表"),
)


def show_shortcuts(parent: QWidget) -> None:
    """Show the list of shortcuts in a dialog until it is closed."""
    dialog = QDialog(parent)
    dialog.setWindowTitle("快捷键")
    inside = QWidget()
    grid = QGridLayout(inside)
    grid.setHorizontalSpacing(MARGIN)
    grid.setVerticalSpacing(SPACE)
    for at, (key, act) in enumerate(SHORTCUTS):
        head = Label(key)
        font = head.font()
        font.setBold(True)
        head.setFont(font)
        grid.addWidget(head, at, 0)
        grid.addWidget(prose(act), at, 1)
    grid.setColumnStretch(1, 1)
    buttons = QDialogButtonBox()
    buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
    buttons.rejected.connect(dialog.reject)
    dialog.setLayout(column(scrolled(inside, "快捷键"), buttons))
    wanted = inside.sizeHint() + QSize(MARGIN + 2 * WIDE, buttons.sizeHint().height() + 2 * MARGIN)
    dialog.resize(wanted.boundedTo(parent.screen().availableSize() * ROOM))
    dialog.open()
