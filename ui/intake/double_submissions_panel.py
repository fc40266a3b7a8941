"""Two packages of one number from one unit: what tells them apart, the benign causes first, and the clerk's word."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from models.clock import local_minute
from models.merge.double_submissions import (
    SUSPECT,
    VERDICTS,
    CopyDifference,
    DoubleSubmission,
    SubmissionCopy,
    decide_double_submission,
)
from models.merge.enrolment import KEY_WORDS
from models.merge.outcome import WORDS, PackageState
from models.records.registry import ledgers
from models.records.tone import Tone
from ui.base.session import Session
from ui.base.theme import scaled
from ui.base.tokens import ROW, SPACE
from ui.intake.facts import Shown
from ui.kit.combo_box import ComboBox
from ui.kit.labels import column, group_head, main_button, prose, row, scrolled
from ui.kit.tables.head import ColumnHead
from ui.kit.tables.rows_table import RowsTable

ABOUT = (
    "同一次报送收到了两个不同的包，签名都对，都已合并。一般不影响使用：从备份恢复后又报了一次，或者两台电脑各报了一次。"
    "请看清差别，打个电话，再认定；是谁、何时认定的记入日志。"
)
ALONE = "另一个包没有收到过：后一次报送接的不是这一个，说明单位那里还有另一个第{}次。"
USES = ("保持合并后的样子", "两包不同的字段，以第一个包为准", "两包不同的字段，以第二个包为准")
UNCHOSEN, SAME = "选中上面的一处。", "两个包的记录没有差别。"
NOTHING_BESIDE = "另一个包没有收到，无法比较。"
KEYS_PAGE = "system"
HIGH = 3
"""Lines of the list and of the table of packages, their head among them."""


PARTY_HEADS: list[ColumnHead[tuple[int, SubmissionCopy]]] = [
    ColumnHead("包", 3, lambda one: f"第{'一二三四五六七八九'[one[0]]}个"),
    ColumnHead("收到", 8, lambda one: local_minute(one[1].row.at)),
    ColumnHead("状态", 5, lambda one: WORDS[PackageState(one[1].row.state)]),
    ColumnHead("填表人", 4, lambda one: one[1].operator),
    ColumnHead("签名的密钥", 17, lambda one: f"{one[1].fingerprint}（{KEY_WORDS.get(one[1].key_state, '')}）"),
    ColumnHead("单位电脑上的时间", 8, lambda one: local_minute(one[1].created)),
    ColumnHead("记录", 9, lambda one: _counts(one[1])),
    ColumnHead("文件", 8, lambda one: Path(one[1].row.file).name),
]
DIFFERENCE_HEADS: list[ColumnHead[CopyDifference]] = [
    ColumnHead("台账", 6, lambda one: one.ledger_label),
    ColumnHead("记录", 12, lambda one: one.title),
    ColumnHead("字段", 6, lambda one: one.label or "整条记录"),
    ColumnHead("第一个包", 14, lambda one: one.texts[0]),
    ColumnHead("第二个包", 14, lambda one: one.texts[1]),
]


def _counts(party: SubmissionCopy) -> str:
    known = ledgers()
    return "，".join(f"{known[name].label}{n}" for name, n in party.counts.items() if n and name in known)


class DoubleSubmissionsPanel(QWidget):
    """The list, below it the two packages and their differences, at the bottom the decision.

    Signals:
        decided: A decision was kept; records may have changed.
    """

    decided = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        heads: list[ColumnHead[Shown]] = [
            ColumnHead("单位", 10, lambda one: session.unit_name(one.fork.unit)),
            ColumnHead("次数", 4, lambda one: f"第{one.fork.sequence}次"),
            ColumnHead("不同之处", 5, lambda one: len(one.differences) if len(one.fork.parties) > 1 else "无法比较"),
            ColumnHead("认定", 22, _said, tone=lambda one: Tone.GOOD if one.fork.said else Tone.WARN),
            ColumnHead("认定人", 5, lambda one: one.fork.said.operator if one.fork.said else ""),
            ColumnHead("时间", 8, lambda one: local_minute(one.fork.said.at) if one.fork.said else ""),
        ]
        self.table: RowsTable[Shown] = RowsTable(
            heads, "没有。每一次报送都只有一个包。", name="同一次报送的不同包", key=_what_is_decided
        )
        self.parties: RowsTable[tuple[int, SubmissionCopy]] = RowsTable(PARTY_HEADS, UNCHOSEN, name="这一处的几个包")
        self.differences: RowsTable[CopyDifference] = RowsTable(DIFFERENCE_HEADS, UNCHOSEN, name="几个包的差别")
        self.alone, self.advice = prose("", "warning"), prose("", "soft")
        self.causes, self.use, self.note = QButtonGroup(self), ComboBox(), QLineEdit()
        self.decide, self.keys = main_button("认定"), QPushButton("去“系统 › 密钥”")
        self._front: object = None
        self._assemble()
        self._connect()
        self._show(None)

    def _assemble(self) -> None:
        radios = [QRadioButton(words) for words in VERDICTS]
        for at, radio in enumerate(radios):
            self.causes.addButton(radio, at)
        self.use.addItems(USES)
        self.use.setAccessibleName("不同的字段以哪个包为准")
        self.note.setPlaceholderText("备注，例如：12月18日电话问过王伟")
        self.note.setAccessibleName("备注")
        self.differences.setMinimumHeight(scaled(ROW) * (HIGH + 1))
        for table in (self.table, self.parties):
            table.setFixedHeight(scaled(ROW) * HIGH + SPACE)
        line = row(self.use, self.note, self.decide, self.keys)
        line.setStretch(1, 1)
        about = row(group_head("这几个包"), self.alone)
        about.setStretch(1, 1)
        above = (prose(ABOUT, "soft"), self.table, about, self.parties, group_head("哪些不同"))
        layout = column(*above, self.differences, margin=0)
        layout.setStretch(len(above), 1)
        inside = QWidget()
        inside.setLayout(layout)
        decision = row(prose("认定为"), *radios, None)
        whole = column(scrolled(inside, "同一次报送的几个版本"), decision, self.advice, line, margin=SPACE)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.table.picked.connect(self._show)
        self.causes.idToggled.connect(lambda *_: self._allow())
        self.decide.clicked.connect(self._decide)
        self.keys.clicked.connect(lambda: self._session.page_wanted.emit(KEYS_PAGE))
        self.differences.opened.connect(lambda one: self._session.record_wanted.emit(one.ledger, one.uid))

    def show_forks(self, found: Sequence[Shown]) -> None:
        """Show what there is; the first that nobody has decided comes to the front."""
        self.table.show_rows(found)
        if found and self.table.current() is None:
            self.table.selectRow(0)
        self._show(self.table.current() if found else None)

    def _show(self, one: Shown | None) -> None:
        parties = one.fork.parties if one else ()
        self.parties.show_rows(list(enumerate(parties)))
        alone = one is not None and len(parties) == 1
        self.differences.empty = NOTHING_BESIDE if alone else SAME if one else UNCHOSEN
        self.differences.show_rows(one.differences if one else ())
        self.alone.setText(ALONE.format(one.fork.sequence) if one and alone else "")
        self.alone.setVisible(bool(self.alone.text()))
        self.use.setEnabled(one is not None and any(d.values for d in one.differences))
        what = _what_is_decided(one) if one else None
        if what != self._front:
            self._front = what
            self._begin()
        self._allow()

    def _begin(self) -> None:
        """Nothing is decided of this one yet; read again it keeps what was chosen and typed."""
        self.causes.setExclusive(False)
        for button in self.causes.buttons():
            button.setChecked(False)
        self.causes.setExclusive(True)
        self.use.setCurrentIndex(0)
        self.note.clear()

    def _verdict(self) -> str:
        at = self.causes.checkedId()
        return list(VERDICTS)[at] if at >= 0 else ""

    def _allow(self) -> None:
        verdict, chosen = self._verdict(), self.table.current() is not None
        for part in (*self.causes.buttons(), self.note):
            part.setEnabled(chosen)
        self.decide.setEnabled(chosen and bool(verdict) and not self._session.read_only)
        self.advice.setText(VERDICTS.get(verdict, "选了以后，这里写着接下来要做什么。" if chosen else ""))
        self.keys.setVisible(verdict == SUSPECT)

    def _decide(self) -> None:
        one = self.table.current()
        if one:
            use = {0: None, 1: 1, 2: len(one.fork.parties)}[self.use.currentIndex()]
            self._keep(one.fork, self._verdict(), self.note.text().strip(), use)

    def _keep(self, fork: DoubleSubmission, verdict: str, note: str, use: int | None) -> None:
        workspace, operator = self._session.workspace, self._session.operator
        self._session.jobs.run(
            lambda _: decide_double_submission(workspace, fork, verdict, note, operator, use=use),
            lambda done: self._kept(fork, done),
            label="正在保存",
            owner=self,
            writes=True,
        )

    def _kept(self, fork: DoubleSubmission, changed: int) -> None:
        values = f"，改了{changed}个字段" if changed else ""
        self._session.told.emit(f"已认定{self._session.unit_name(fork.unit)}第{fork.sequence}次报送的两个包{values}。")
        self.decided.emit()


def _what_is_decided(one: Shown) -> object:
    return one.fork.place, one.fork.said


def _said(one: Shown) -> str:
    return one.fork.said.words if one.fork.said else "待认定"
