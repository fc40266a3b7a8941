"""The status area's progress bar with 取消."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar, QPushButton, QWidget

from ui.base.plain_text import Label
from ui.base.workers import Job, Jobs
from ui.kit.labels import row

SHOW_AFTER = 300
"""Milliseconds a task may take before a bar appears: quick ones should not flicker."""


class Busy(QWidget):
    """Label, progress and 取消 of the first running job that has a label."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.label, self.bar, self.cancel = Label(), QProgressBar(), QPushButton("取消")
        self.bar.setMaximumWidth(160)
        self.bar.setTextVisible(False)
        self.cancel.clicked.connect(self._cancel)
        self.setLayout(row(self.label, self.bar, self.cancel))
        self._later = QTimer(self, singleShot=True, interval=SHOW_AFTER)
        self._later.timeout.connect(self._appear)
        jobs.changed.connect(self._look)
        jobs.progressed.connect(self._progress)
        self.hide()

    def _look(self) -> None:
        if self._jobs.visible is None:
            self._later.stop()
            self.hide()
        elif not self.isVisible() and not self._later.isActive():
            self._later.start()

    def _appear(self) -> None:
        job = self._jobs.visible
        if job:
            self._show(job, job.label, 0, 0)
            self.show()

    def _progress(self, job: Job, text: str, done: int, total: int) -> None:
        if job is self._jobs.visible:
            self._show(job, text, done, total)

    def _show(self, job: Job, text: str, done: int, total: int) -> None:
        self.label.setText(text)
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.cancel.setVisible(job.cancellable)
        self.cancel.setEnabled(True)

    def _cancel(self) -> None:
        if self._jobs.visible:
            self._jobs.visible.ticket.cancel()
            self.cancel.setEnabled(False)
