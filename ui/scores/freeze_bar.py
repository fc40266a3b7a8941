"""冻结, 解除冻结 and the results packages: one line under the ranking."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from models.clock import local_day
from models.store.records.frozen_years import Version
from ui.base.memory import Memory
from ui.kit.combo_box import ComboBox
from ui.kit.folder_box import FolderBox
from ui.kit.labels import column, main_button, prose, row, with_name

VERSION_WIDTH = 12
"""Characters."""


class FreezeBar(QWidget):
    """Shows whether the year's points are frozen; freezes them and undoes it.

    Signals:
        freeze_wanted: The points are to stand as they are.
        unfreeze_wanted: They are to follow the ledgers again, with the reason.
        export_wanted: The results packages are to be written to `folder`.
        version_wanted: The place of an earlier version that is to be looked at; -1 for what counts now.
    """

    freeze_wanted = Signal()
    unfreeze_wanted = Signal(str)
    export_wanted = Signal()
    version_wanted = Signal(int)

    def __init__(self, memory: Memory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = prose("", "soft")
        self.freeze, self.unfreeze = main_button("冻结"), QPushButton("解除冻结")
        self.reason = with_name(QLineEdit(placeholderText="解除冻结的原因（记入日志）"), "解除冻结的原因")
        self.folder, self.export = (
            FolderBox(memory, "results", label="考核结果包存到的文件夹"),
            main_button("导出考核结果包"),
        )
        self.versions = ComboBox()
        self.versions.setAccessibleName("历次版本")
        self.versions.setFixedWidth(self.versions.fontMetrics().horizontalAdvance("国") * VERSION_WIDTH)
        self.versions.activated.connect(lambda at: self.version_wanted.emit(at - 1))
        first = row(self.state, self.versions, self.freeze, self.reason, self.unfreeze)
        first.setStretch(0, 2)
        first.setStretch(3, 1)
        self.sending = QWidget()
        second = row(prose("存到"), self.folder, self.export)
        second.setStretch(1, 1)
        self.sending.setLayout(second)
        self.setLayout(column(first, self.sending, margin=0))
        self.freeze.clicked.connect(self.freeze_wanted)
        self.unfreeze.clicked.connect(lambda: self.unfreeze_wanted.emit(self.reason.text().strip()))
        self.export.clicked.connect(self.export_wanted)
        self.reason.textChanged.connect(lambda text: self.unfreeze.setEnabled(bool(text.strip())))
        self.show_frozen(None, pending=0)

    def show_versions(self, versions: Sequence[Version]) -> None:
        """Offer the results that stood at some time, the newest first."""
        self.versions.clear()
        self.versions.addItem("历次版本：现在的")
        for number, one in zip(range(len(versions), 0, -1), versions, strict=True):
            self.versions.addItem(f"第{number}版：{local_day(one.at)} {one.by} {one.change or '冻结'}")
        self.versions.setVisible(bool(versions))
        self.versions.view().setMinimumWidth(self.versions.view().sizeHintForColumn(0) + 24)

    def show_frozen(self, frozen: Version | None, pending: int) -> None:
        """Show who froze it and when, or what has to be scored before."""
        for part in (self.reason, self.unfreeze, self.sending):
            part.setVisible(frozen is not None)
        for part in (self.reason, self.sending):
            part.setEnabled(True)
        self.freeze.setVisible(frozen is None)
        self.freeze.setEnabled(True)
        self.unfreeze.setEnabled(bool(self.reason.text().strip()))
        if frozen:
            how = f"复核调整（{frozen.change}）" if frozen.change else "冻结，台账再改也不变"
            left = "；".join(f"{one.line}（{one.open}，理由：{one.reason}）" for one in frozen.accepted)
            said = f"接受了没有办完的：{left}。" if left else ""
            self.state.setText(f"● 已由{frozen.by}于{local_day(frozen.at)}{how}。{said}")
        elif pending:
            self.state.setText(f"没有冻结：还有{pending}个单位待评，评完再冻结，留着不评要写明理由。")
        else:
            self.state.setText("没有冻结：台账一改，得分就变。冻结后才能导出考核结果包。")

    def look_back(self, version: str) -> None:
        """Say that an earlier version is shown: nothing can be done to it, and not by mistake to what counts now."""
        for part in (self.freeze, self.unfreeze, self.reason, self.sending):
            part.setEnabled(False)
        self.state.setText(f"▲ 正在看{version}，只看不改；冻结、解除和导出只对现在的结果。")
