"""The first start: who, 密码, recovery code."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QScrollArea, QStackedWidget, QWidget

from models.clock import Clock
from models.merge.from_centre import PlanOffer
from models.records.office import Issue
from models.store.base.whole_file import NotWrittenError
from models.store.base.workspace import CENTRE, Workspace, confirm_recovery_code
from models.submit.centre import set_up_centre
from models.submit.first_issue import OFFICE
from models.submit.unit import set_up_unit
from ui.base.plain_text import Label
from ui.base.theme import set_look
from ui.base.ticket import Ticket
from ui.base.workers import Jobs, Trouble
from ui.kit.labels import column, main_button, prose, row, scrolled, stand_below, title
from ui.kit.passphrase_fields import PassphraseFields
from ui.kit.recovery_code import RecoveryCode
from ui.kit.tab_order import chain_tab_stops, tab_stops_in
from ui.start.door_card import door_card, in_the_middle
from ui.start.first_steps import CentreStep, Fault, UnitStep

Made = tuple[Workspace, dict[str, str]]
WAY = "1 单位和位置", "›", "2 密码", "›", "3 恢复码"
RECOVERY, SECOND = "恢复码", "备用密钥（汇总单位的电脑坏了，用它打开各单位的报送包）"


class WizardPage(QWidget):
    """Sets a workspace up in three steps: who, 密码, recovery code.

    Signals:
        finished: The new workspace and its first 经办人.
        abandoned: Back to the first page; nothing was made.
    """

    finished = Signal(object, str)
    abandoned = Signal()

    def __init__(self, role: str, jobs: Jobs, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._clock = jobs, clock
        self.who = CentreStep(jobs, clock) if role == CENTRE else UnitStep(jobs)
        self.secret = PassphraseFields(may_be_none=True)
        self.code: RecoveryCode | None = None
        self._made: Workspace | None = None
        self.head, self.complaint = title(self.who.head), prose("", "error")
        self.steps = QStackedWidget()
        for step in (self.who, self.secret):
            self._add(step)
        self.back, self.forward = QPushButton("返回"), main_button("下一步")
        self.back.clicked.connect(self._back)
        self.forward.clicked.connect(self.go_on)
        self.complaint.hide()
        self.way = [Label(words) for words in WAY]
        card = door_card(row(*self.way, None), self.head, self.steps, acts=(self.forward, self.back), grow=2)
        self.setLayout(in_the_middle(card, grows=True))
        self._turn(0)
        for line in [*self.who.lines, self.secret.first, self.secret.second]:
            line.returnPressed.connect(self._enter)
        self.who.changed.connect(self._clear)
        self.secret.changed.connect(self._clear)

    def _add(self, step: QWidget) -> None:
        holder = QWidget()
        holder.setLayout(column(step, None, margin=0))
        self.steps.addWidget(scrolled(holder, self._heads()[self.steps.count()]))

    def _back(self) -> None:
        if self.steps.currentIndex() == 0:
            self.abandoned.emit()
        else:
            self._turn(0)

    def _turn(self, at: int) -> None:
        self.steps.setCurrentIndex(at)
        self.head.setText(self._heads()[at])
        for place, step in enumerate(self.way):
            set_look(step, "role", "step" if place == 2 * at else "soft")
        self.setFocus()
        self._clear()

    # No focus proxy: Tab would come to it past the step, and to one of a step that is not in front.
    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Put the cursor into the step in front."""
        steps = self.who, self.secret.first, self.code.out if self.code else self.forward
        steps[self.steps.currentIndex()].setFocus(reason)

    def _heads(self) -> tuple[str, ...]:
        return self.who.head, "设一个密码", "抄下恢复码"

    def _clear(self) -> None:
        self.complaint.clear()
        self.complaint.hide()

    def _enter(self) -> None:
        """Enter goes to the next field while something is missing, from the last one or a whole step onward."""
        step: CentreStep | UnitStep | PassphraseFields = (self.who, self.secret)[self.steps.currentIndex()]
        if step.fault()[0] and self.focusWidget() not in (self.who.lines[-1], self.secret.second):
            self.focusNextChild()
        else:
            self.go_on()

    def go_on(self) -> None:
        """Go to the next step, or show what is still missing in this one."""
        at = self.steps.currentIndex()
        if at == 0:
            self._step(self.who.fault(), lambda: self._turn(1))
        elif at == 1:
            self._step(self.secret.fault(), self._make)
        elif self.code and self._made:
            words = "" if self.code.written.isChecked() else "抄好恢复码后打勾，才能继续。"
            self._step((words, self.code.written), self._finish)

    def _step(self, fault: Fault, then: Callable[[], None]) -> None:
        self._clear()
        words, field = fault
        if words:
            self._complain(words, field)
        else:
            then()

    def _complain(self, words: str, field: QWidget) -> None:
        """Below the field it is about, with the cursor in the field."""
        stand_below(self.complaint, field)
        self.complaint.setText(words)
        self.complaint.show()
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        scroll = self.steps.currentWidget()
        if isinstance(scroll, QScrollArea):
            QTimer.singleShot(0, scroll, lambda: scroll.ensureWidgetVisible(self.complaint))

    def _make(self) -> None:
        who, passphrase, clock = self.who, self.secret.passphrase(), self._clock
        folder, operator = who.folder.folder(), who.operator.text().strip()
        self.forward.setEnabled(False)
        if isinstance(who, UnitStep):
            offer, unit = who.offer, who.code()
            if offer is not None:
                self._run(lambda _: _made_unit(folder, offer, unit, passphrase, operator, clock))
        else:
            issue, is_draft = who.first_issue(), not who.is_example()
            self._run(lambda _: _made_centre(folder, issue, passphrase, operator, clock, is_draft=is_draft))

    def _run(self, task: Callable[[Ticket], Made]) -> None:
        self._jobs.run(task, self._show_code, self._refuse, label="正在建立工作区", owner=self, writes=True)

    def _refuse(self, trouble: Trouble) -> None:
        """What was refused is the place: nothing else that was asked can fail."""
        self.forward.setEnabled(True)
        self._turn(0)
        self._complain(trouble.sentence, self.who.folder.line)

    def _show_code(self, made: Made) -> None:
        self._made, codes = made
        self.forward.setEnabled(True)
        if not any(codes.values()):
            self._finish()
            return
        shown = {name: code for name, code in codes.items() if code}
        self.code = RecoveryCode(self._made.name, shown, self._made.clock.today())
        self.code.changed.connect(self._clear)
        self._add(self.code)
        chain_tab_stops([*tab_stops_in(self.code), self.forward, self.back])
        self._turn(2)
        self.back.hide()
        self.forward.setText("开始使用")

    def _finish(self) -> None:
        if self.code and self._made:
            with suppress(NotWrittenError):  # it is asked for again
                confirm_recovery_code(self._made)
        self.finished.emit(self._made, self.who.operator.text().strip())


def _made_centre(
    folder: Path, issue: Issue, passphrase: str | None, operator: str, clock: Clock, *, is_draft: bool
) -> Made:
    office = OFFICE, issue.centre
    made = set_up_centre(folder, office, issue, passphrase, operator, clock, is_draft=is_draft)
    return made.workspace, {RECOVERY: made.recovery_code, SECOND: made.second_identity}


def _made_unit(folder: Path, offer: PlanOffer, unit: str, passphrase: str | None, operator: str, clock: Clock) -> Made:
    made = set_up_unit(folder, offer, unit, passphrase, operator, clock)
    return made.workspace, {RECOVERY: made.recovery_code}
