"""The first step of setting up: who this workspace is for."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import msgspec
from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from models.clock import Clock
from models.file_names import plain_name
from models.login import below_home
from models.merge.from_centre import PlanOffer, read_plan_package
from models.records.office import Issue
from models.store.base.errors import WorkspaceExistsError
from models.submit.centre_start import empty_start
from models.submit.first_issue import first_issue
from ui.base.plain_text import Label
from ui.base.workers import Jobs
from ui.form.choice_editor import ChoiceBox
from ui.kit.choosing import RECEIVING, choose_file
from ui.kit.labels import prose, title, with_name
from ui.start.begin_field import EXAMPLE, BeginField

Fault = tuple[str, QWidget]
"""What keeps from going on, "" for nothing, and the input it is about."""
FILTER = "任务包 (*.fzb)"
NO_UNITS = "这个任务包的名册里还没有填报单位：请汇总单位在“任务下发”里录好名册，重新下发任务包。"


class FolderField(QWidget):
    """Where the workspace is to lie; proposed from a name until a person chooses."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line, self._own = with_name(QLineEdit(), "存放位置"), False
        self.line.textEdited.connect(self._keep)
        choose = with_name(QPushButton("选择…"), "选择存放位置")
        choose.clicked.connect(self._choose)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line, 1)
        layout.addWidget(choose)

    def _keep(self) -> None:
        self._own = True

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "选择放工作区的位置")
        if name:
            self._own = True
            chosen = Path(name)
            self.line.setText(str(chosen / "法治台账工作区" if any(chosen.iterdir()) else chosen))

    def propose(self, name: str) -> None:
        """A folder named after the office, in the documents folder."""
        if not self._own:
            documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
            self.line.setText(str(Path(documents) / "法治台账" / (plain_name(name) if name else "工作区")))

    def folder(self) -> Path:
        """The folder typed or chosen, with `~` resolved; it need not exist."""
        return below_home(self.line.text().strip())

    def complaint(self) -> str:
        """A Chinese sentence if the folder is not empty, else ""."""
        folder = self.folder()
        with suppress(OSError):  # what cannot be looked into is told where the folder is made
            if folder.is_dir() and any(folder.iterdir()):
                return WorkspaceExistsError(folder).sentence
        return ""


class CentreStep(QWidget):
    """A centre's first step: name of the office, 经办人, folder."""

    changed = Signal()
    head = "新建汇总单位的工作区"

    def __init__(self, jobs: Jobs, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.name, self.operator, self.folder = QLineEdit(), QLineEdit(), FolderField()
        self.begin = BeginField(jobs, clock)
        self.name.setPlaceholderText("例如 某某县司法局")
        self.operator.setPlaceholderText("您的姓名，以后可以换人")
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow("汇总单位名称", self.name)
        form.addRow("经办人", self.operator)
        form.addRow("存放位置", self.folder)
        form.addRow("从哪里开始", self.begin)
        self.name.textChanged.connect(lambda: self.folder.propose(self.office()))
        for field in (self.name, self.operator, self.folder.line):
            field.textChanged.connect(self.changed)
        self.begin.changed.connect(self.changed)
        self.folder.propose("")
        self.lines = (self.name, self.operator)
        self.setFocusProxy(self.name)

    def office(self) -> str:
        """The office's name without blanks around it; "" until it is typed."""
        return self.name.text().strip()

    def fault(self) -> Fault:
        """The first thing still missing, in Chinese, and its input."""
        wanted = (
            (bool(self.office()), "请填写汇总单位名称。", self.name),
            (bool(self.operator.text().strip()), "请填写经办人。", self.operator),
            (self.begin.is_ready(), "请先选择文件，或者换一种开始的办法。", self.begin.file),
        )
        return _first(wanted, self.folder)

    def is_example(self) -> bool:
        """Whether the example was chosen, which counts at once; all else is a draft."""
        return self.begin.chosen() == EXAMPLE

    def first_issue(self) -> Issue:
        """What the centre starts with.

        Raises:
            OSError: A file of the program is missing.
        """
        if self.is_example():
            return first_issue(self.office())
        return msgspec.structs.replace(self.begin.found or empty_start(self._clock.today().year), centre=self.office())


class UnitStep(QWidget):
    """A unit's first step: plan package, fingerprint, own unit, 经办人, folder."""

    changed = Signal()
    head = "新建填报单位的工作区"

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.offer: PlanOffer | None = None
        self.file, self.about = QPushButton("选择任务包（.fzb）…"), Label("还没有选择")
        self.print_label = title("—")
        self.same = QCheckBox("和通知上（或电话里）的指纹一致")
        self.unit, self.operator, self.folder = ChoiceBox(), QLineEdit(), FolderField()
        self.operator.setPlaceholderText("您的姓名，以后可以换人")
        self.complaint_label = prose("", "error")
        self.complaint_label.hide()
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow("任务包", self.file)
        form.addRow("", self.about)
        form.addRow("", self.complaint_label)
        form.addRow("汇总单位指纹", self.print_label)
        form.addRow("", self.same)
        form.addRow("本单位", self.unit)
        form.addRow("经办人", self.operator)
        form.addRow("存放位置", self.folder)
        self.file.setAutoDefault(True)
        self.file.clicked.connect(self._choose)
        self.unit.typed.textChanged.connect(lambda: self.folder.propose(self.office()))
        self.folder.propose("")
        for changed in (self.unit.typed.textChanged, self.operator.textChanged, self.same.toggled):
            changed.connect(self.changed)
        self.lines = (self.operator,)
        self.setFocusProxy(self.file)

    def _choose(self) -> None:
        path = choose_file(self, None, RECEIVING, "选择任务包", FILTER)
        if path:
            self.read(path)

    def read(self, path: Path) -> None:
        """Look into a plan package."""
        self._jobs.run(
            lambda _: read_plan_package(path),
            self._show,
            lambda trouble: self._complain(trouble.sentence),
            label="正在读任务包",
            owner=self,
        )

    def _show(self, offer: PlanOffer) -> None:
        self.same.setChecked(self.same.isChecked() and self.print_label.text() == offer.fingerprint)
        self.offer = offer
        self._complain("")
        self.about.setText(f"{offer.issue.centre}，{offer.issue.year} 年，第 {offer.issue.number} 号任务")
        self.print_label.setText(offer.fingerprint)
        self.unit.offer([unit.name for unit in offer.units])
        self.changed.emit()

    def _complain(self, words: str) -> None:
        self.complaint_label.setText(words)
        self.complaint_label.setVisible(bool(words))

    def office(self) -> str:
        """Name of the own unit."""
        return self.unit.currentText().strip()

    def code(self) -> str:
        """Code of the own unit, "" where none of the roster is chosen."""
        units = self.offer.units if self.offer else ()
        return next((unit.code for unit in units if unit.name == self.office()), "")

    def fault(self) -> Fault:
        """The first thing still missing, in Chinese, and its input."""
        wanted = (
            (self.offer is not None, "请先选择汇总单位发来的任务包。", self.file),
            (self.same.isChecked(), "请核对指纹，一致后打勾；不一致就不要继续，联系汇总单位。", self.same),
            (bool(self.offer and self.offer.units), NO_UNITS, self.file),
            (bool(self.code()), "请从名册里选择本单位。", self.unit),
            (bool(self.operator.text().strip()), "请填写经办人。", self.operator),
        )
        return _first(wanted, self.folder)


def _first(wanted: tuple[tuple[bool, str, QWidget], ...], folder: FolderField) -> Fault:
    faults = ((words, field) for there, words, field in wanted if not there)
    return next(faults, (folder.complaint(), folder.line))
