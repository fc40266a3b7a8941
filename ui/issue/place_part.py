"""地方规定: what the place adds to national law, as it travels with the plan."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtWidgets import QPushButton, QWidget

from models.records.ledgers.certificate import NATIONAL_KINDS
from models.records.office import Issue
from models.records.place import CertificateKind, PlaceProfile
from models.rules.number_pattern import DIGIT, LETTER, pattern_example, pattern_fault, plain_pattern
from ui.base.session import Session
from ui.issue.tabs import IssuePart
from ui.kit.labels import column, prose, row
from ui.kit.tables.head import ColumnHead
from ui.kit.tables.rows_table import RowsTable

KINDS_ABOUT = (
    f"证件编号的样子：一位数字写一个{DIGIT}，一个字母写一个{LETTER}，不变的字照写，如“A########”；空着不查。"
    "编号不像的，单位填写和校验时提醒，可以说明原因；已登记的不改。"
)
NEW_KIND = "新的证件种类"
OWN_COPY = "这份任务没有带地方规定，现在按“{0}”检查；保存以后就随任务包下发。"


class PlacePart(IssuePart):
    """The tab with the kinds of certificates of the place."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        kinds: list[ColumnHead[CertificateKind]] = [
            ColumnHead("证件种类", 16, lambda one: one.name, put=self._put_name),
            ColumnHead("编号的样子", 14, lambda one: one.pattern, put=self._put_pattern),
            ColumnHead("例如", 14, lambda one: pattern_example(one.pattern)),
        ]
        self.about = prose("", "soft")
        self.kinds = RowsTable(kinds, "", name="证件种类")
        self.add, self.remove = QPushButton("＋ 加一种"), QPushButton("－ 删去选中的")
        layout = column(self.about, prose(KINDS_ABOUT, "soft"), self.kinds, row(self.add, self.remove, None), margin=8)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.kinds.typed.connect(lambda _: self._told())
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)

    def show_issue(self, issue: Issue) -> None:
        """Show the place of the issue; kinds known everywhere stand last, for they may have a pattern too."""
        super().show_issue(issue)
        place = issue.profile
        self.about.setText(place.name if place is issue.place else OWN_COPY.format(place.name))
        others = [CertificateKind(name) for name in NATIONAL_KINDS if name not in place.certificate_kinds]
        self.kinds.show_rows([*place.certificates, *others])

    def _put_name(self, one: CertificateKind, text: str) -> CertificateKind:
        names = [kind.name for kind in self.kinds.rows.all if kind is not one]
        if not text or text in names or one.name in NATIONAL_KINDS:
            self.session.refused.emit(f"“{text}”不能用：种类不能空着，不能重复，全国通用的不能改名。")
            return one
        return msgspec.structs.replace(one, name=text)

    def _put_pattern(self, one: CertificateKind, text: str) -> CertificateKind:
        if fault := pattern_fault(text):
            self.session.refused.emit(f"“{text}”不能用。{fault}")
            return one
        return msgspec.structs.replace(one, pattern=plain_pattern(text))

    def _add(self) -> None:
        fresh = CertificateKind(NEW_KIND)
        if NEW_KIND in {kind.name for kind in self.kinds.rows.all}:
            return
        self.kinds.show_rows([fresh, *self.kinds.rows.all])
        self.kinds.setCurrentIndex(self.kinds.rows.index(0, 0))
        self.kinds.edit(self.kinds.rows.index(0, 0))
        self._told()

    def _remove(self) -> None:
        gone = [kind for kind in self.kinds.chosen() if kind.name not in NATIONAL_KINDS]
        self.kinds.show_rows([kind for kind in self.kinds.rows.all if kind not in gone])
        self._told()

    def _told(self) -> None:
        kinds = tuple(kind for kind in self.kinds.rows.all if kind.pattern or kind.name not in NATIONAL_KINDS)
        self._change(lambda place: msgspec.structs.replace(place, certificates=kinds))

    def _change(self, act: Callable[[PlaceProfile], PlaceProfile]) -> None:
        if self.issue:
            self._tell(place=act(self.issue.profile))
