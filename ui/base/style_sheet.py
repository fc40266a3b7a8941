"""The window's rules of style, made of the tokens; nothing else in the program names a colour or writes such a rule.

Widgets ask for a look by a property: `role` of a label, `card` of a frame, `main`, `slim` and `bare` of a button,
`flush` of a list that fills its card, `tone` of what is said.
"""

from __future__ import annotations

from models.records.tone import Tone
from ui.base.tokens import CARD_ROUND, GAP, ROUND, SPACE, STEP, WIDE, Colours, contrast

RING = 2
"""Pixels of the focus ring; what has it loses as much of its inset, so that nothing moves."""
INSET, ABOVE = 9, 5
"""Pixels beside and above the text of a control, inside its line of one pixel."""


def style_sheet(of: Colours) -> str:
    """All rules for these colours."""
    return "".join((_controls(of), _boxes(of), _lists(of), _frames(of), _shell(of), _words(of)))


def _controls(of: Colours) -> str:
    inputs = "QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox"
    focused = ", ".join(f"{one}:focus" for one in inputs.split(", "))
    return f"""
{inputs} {{ border: 1px solid {of.edge}; border-radius: {ROUND}px; background: {of.card}; color: {of.ink};
  selection-background-color: {of.accent}; selection-color: {of.accent_ink}; }}
QLineEdit {{ padding: {ABOVE}px {INSET - 2}px; }}
QPlainTextEdit, QTextEdit {{ padding: {ABOVE - 3}px {INSET - 4}px; }}
{focused} {{ border: {RING}px solid {of.accent}; }}
QLineEdit:focus {{ padding: {ABOVE - 1}px {INSET - 3}px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: {ABOVE - 4}px {INSET - 5}px; }}
QLineEdit:read-only, QPlainTextEdit:read-only, QTextEdit:read-only {{ background: {of.ground}; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QSpinBox:disabled {{
  background: {of.ground}; color: {of.faded}; }}
QPushButton, QToolButton {{ padding: {ABOVE}px {STEP}px; border: 1px solid {of.edge}; border-radius: {ROUND}px;
  background: {of.card}; color: {of.ink}; min-height: 1em; }}
QToolButton {{ padding: {ABOVE}px {SPACE}px; }}
QToolButton[slim="true"] {{ padding: {ABOVE}px {GAP}px; }}
QToolButton::menu-indicator, QPushButton::menu-indicator {{ image: none; width: 0; }}
QPushButton:hover, QToolButton:hover, QToolButton:checked {{ background: {of.accent_soft}; border-color: {of.accent}; }}
QPushButton:focus {{ border: {RING}px solid {of.accent}; padding: {ABOVE - 1}px {STEP - 1}px; }}
QToolButton:focus {{ border: {RING}px solid {of.accent}; padding: {ABOVE - 1}px {SPACE - 1}px; }}
QPushButton:disabled, QToolButton:disabled {{ color: {of.faded}; background: {of.ground}; border-color: {of.line}; }}
QPushButton[tile="true"] {{ border: 1px solid {of.line}; border-radius: {CARD_ROUND}px; padding: 0; }}
QPushButton[tile="true"]:hover {{ border-color: {of.accent}; background: {of.card}; }}
QPushButton[tile="true"]:focus {{ border: {RING}px solid {of.accent}; }}
QPushButton[main="true"] {{ color: {of.accent_ink}; background: {of.accent}; border-color: {of.accent};
  font-weight: 600; }}
QPushButton[main="true"]:hover {{ background: {of.accent_deep}; }}
QPushButton[main="true"]:disabled {{ color: {of.faded}; background: {of.ground}; border-color: {of.line}; }}
QPushButton[main="true"]:focus {{ border: {RING}px solid {of.ink}; }}
QToolButton[bare="true"] {{ border-color: transparent; background: transparent; }}
QToolButton[bare="true"]:hover {{ background: {of.accent_soft}; }}
QToolButton[bare="true"]:focus {{ border: {RING}px solid {of.accent}; }}
"""


def _boxes(of: Colours) -> str:
    boxes = "QCheckBox", "QTableView", "QListWidget", "QTreeWidget"
    marks, checked, unused = (
        ", ".join(f"{one}::indicator{state}" for one in boxes) for state in ("", ":checked", ":disabled")
    )
    tick = "white" if contrast(of.accent, "#ffffff") > contrast(of.accent, "#000000") else "black"
    return f"""
QComboBox {{ padding: {ABOVE}px 0 {ABOVE}px {INSET - 2}px; combobox-popup: 0; }}
QComboBox:focus, QComboBox:on {{ border: {RING}px solid {of.accent};
  padding: {ABOVE - 1}px 0 {ABOVE - 1}px {INSET - 3}px; }}
QComboBox:editable {{ padding-left: {INSET - 2}px; }}
QComboBox::drop-down {{ border: none; width: 22px; }}
QComboBox::down-arrow {{ image: url(icons:chevron.svg); width: 12px; height: 12px; }}
QComboBox QLineEdit, QComboBox QLineEdit:focus {{ border: none; padding: 0; background: transparent; }}
QComboBox QAbstractItemView {{ background: {of.card}; border: 1px solid {of.edge}; outline: none;
  selection-background-color: {of.accent_soft}; selection-color: {of.ink}; }}
QComboBox QAbstractItemView::item {{ min-height: 1.5em; padding: 0 {SPACE}px; }}
QComboBox QAbstractItemView::item:selected {{ background: {of.accent_soft}; color: {of.ink}; }}
QSpinBox {{ padding: {ABOVE}px {INSET - 2}px; }}
QSpinBox:focus {{ padding: {ABOVE - 1}px {INSET - 3}px; }}
QSpinBox::up-button, QSpinBox::down-button {{ border: none; width: 20px; }}
QSpinBox::up-arrow {{ image: url(icons:up.svg); width: 10px; height: 10px; }}
QSpinBox::down-arrow {{ image: url(icons:chevron.svg); width: 10px; height: 10px; }}
{marks} {{ width: 14px; height: 14px; border: 1px solid {of.soft_ink}; border-radius: {GAP}px;
  background: {of.card}; }}
{checked} {{ background: {of.accent}; border-color: {of.accent}; image: url(icons:check_{tick}.svg); }}
{unused} {{ background: {of.ground}; border-color: {of.edge}; }}
QRadioButton::indicator {{ width: 14px; height: 14px; border: 1px solid {of.soft_ink}; border-radius: 8px;
  background: {of.card}; }}
QRadioButton::indicator:checked {{ border: 5px solid {of.accent}; width: 6px; height: 6px; }}
QCheckBox:focus, QRadioButton:focus {{ color: {of.accent}; }}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {of.head}; }}
QCalendarWidget QToolButton, QCalendarWidget QSpinBox {{ color: {of.ink}; background: {of.head}; border: none; }}
QCalendarWidget QTableView::item {{ padding: 0; border: none; }}
QCalendarWidget QHeaderView::section {{ padding: 0; }}
QMenu {{ background: {of.card}; border: 1px solid {of.edge}; padding: {GAP}px; }}
QMenu::item {{ padding: {ABOVE}px {WIDE}px {ABOVE}px {STEP}px; border-radius: {GAP}px; color: {of.ink}; }}
QMenu::item:selected {{ background: {of.accent_soft}; }}
QMenu::item:disabled {{ color: {of.faded}; }}
QMenu::separator {{ height: 1px; background: {of.line}; margin: {GAP}px {SPACE}px; }}
QToolTip {{ color: {of.ink}; background: {of.tip}; border: 1px solid {of.edge}; padding: {GAP}px; }}
"""


def _lists(of: Colours) -> str:
    lists = "QTableView, QListWidget, QTreeWidget"
    return f"""
{lists} {{ border: 1px solid {of.line}; border-radius: {ROUND}px; background: {of.card}; outline: none;
  gridline-color: {of.line}; alternate-background-color: {of.head};
  selection-background-color: {of.accent_soft}; selection-color: {of.ink}; }}
QTableView:focus, QListWidget:focus, QTreeWidget:focus {{ border: {RING}px solid {of.accent}; }}
QTableView[flush="true"], QListWidget[flush="true"], QTreeWidget[flush="true"] {{
  border: {RING}px solid transparent; border-radius: 0; }}
QTableView[flush="true"]:focus, QListWidget[flush="true"]:focus, QTreeWidget[flush="true"]:focus {{
  border-color: {of.accent}; }}
QTableView::item {{ padding: 0 {SPACE}px; border: none; border-bottom: 1px solid {of.line}; }}
QTableView::item:selected {{ background: {of.accent_soft}; color: {of.ink}; }}
QHeaderView {{ background: {of.head}; border: none; }}
QHeaderView::section:horizontal {{ color: {of.soft_ink}; }}
QHeaderView::section {{ background: {of.head}; border: none;
  border-bottom: 1px solid {of.line}; padding: {ABOVE + 2}px {SPACE + 3}px; }}
QHeaderView::section:vertical {{ padding: 0 {SPACE}px; }}
QTableCornerButton::section {{ background: {of.head}; border: none; border-bottom: 1px solid {of.line}; }}
QListWidget::item, QTreeWidget::item {{ padding: {GAP}px {SPACE}px; border: none; color: {of.ink}; }}
QListWidget::item:selected, QTreeWidget::item:selected {{ background: {of.accent_soft}; color: {of.ink}; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollBar {{ background: transparent; border: none; }}
QScrollBar:vertical {{ width: 12px; margin: 0; }}
QScrollBar:horizontal {{ height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {of.thumb}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {of.soft_ink}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: none; background: none; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
"""


def _frames(of: Colours) -> str:
    tones = "".join(
        f"""QFrame[tone="{tone.value}"] {{ background: {one.ground}; border: 1px solid {one.ink};
  border-radius: {ROUND}px; }}
QLabel[tone="{tone.value}"] {{ color: {one.ink}; border: none; background: transparent; }}
QLabel[sheet="{tone.value}"] {{ color: {one.ink}; background: {one.ground}; border: 1px solid {one.ink}; }}
"""
        for tone, one in of.tones.items()
    )
    return f"""
QFrame[card="true"] {{ background: {of.card}; border: 1px solid {of.line}; border-radius: {CARD_ROUND}px; }}
QDialog {{ background: {of.card}; }}
QFrame[line="true"] {{ background: {of.line}; border: none; max-height: 1px; min-height: 1px; }}
QScrollArea[desk="true"] {{ background: {of.line}; }}
QSplitter::handle {{ background: transparent; }}
QTabWidget::pane {{ background: {of.card}; border: 1px solid {of.line}; border-radius: {CARD_ROUND}px; }}
QTabBar {{ background: transparent; qproperty-drawBase: 0; }}
QTabBar::tab {{ padding: {ABOVE + 1}px {STEP}px; border: none; border-bottom: {RING}px solid transparent;
  background: transparent; color: {of.soft_ink}; }}
QTabBar::tab:selected {{ border-bottom-color: {of.accent}; color: {of.accent}; font-weight: 600; }}
QTabBar::tab:hover, QTabBar::tab:focus {{ background: {of.accent_soft}; }}
{tones}"""


def _shell(of: Colours) -> str:
    return f"""
QWidget#header {{ background: {of.card}; border-bottom: 1px solid {of.line}; }}
QStatusBar {{ background: {of.card}; border-top: 1px solid {of.line}; color: {of.soft_ink}; }}
QStatusBar::item {{ border: none; }}
QListWidget#navigation {{ border: none; border-right: 1px solid {of.line}; border-radius: 0; background: {of.card};
  padding: {SPACE}px; }}
QListWidget#navigation:focus {{ border: none; border-right: 1px solid {of.line}; }}
QStatusBar QPushButton, QStatusBar QToolButton {{ padding: 1px {SPACE}px; }}
QStatusBar QPushButton:focus, QStatusBar QToolButton:focus {{ padding: 0 {SPACE - 1}px; }}
"""


def _words(of: Colours) -> str:
    return f"""
QLabel[role="group"] {{ color: {of.accent}; font-weight: 600; padding: {SPACE}px 0 {GAP}px 0; }}
QLabel[role="step"] {{ color: {of.accent}; font-weight: 600; }}
QLabel[role="soft"] {{ color: {of.soft_ink}; }}
QLabel[role="error"] {{ color: {of.tones[Tone.BAD].ink}; }}
QLabel[role="warning"] {{ color: {of.tones[Tone.WARN].ink}; }}
"""
