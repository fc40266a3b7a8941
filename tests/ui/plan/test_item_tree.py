"""The tree of items: its heads are whole."""

from pytestqt.qtbot import QtBot

from ui.plan.item_tree import HEADS, WIDTHS, ItemTree


def test_heads_are_whole(qtbot: QtBot) -> None:
    tree = ItemTree()
    qtbot.addWidget(tree)
    for column in WIDTHS:
        assert tree.columnWidth(column) > tree.fontMetrics().horizontalAdvance(HEADS[column]) + 2 * 11
