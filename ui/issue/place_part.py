"""地方规定: what the place adds to national law, as it travels with the plan; the whole of it from and to a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtWidgets import QLineEdit, QMenu, QTabWidget, QWidget

from models.records.office import Issue
from models.records.place import PlaceProfile
from models.records.place_file import place_text, read_place
from models.records.shipped_places import shipped_files
from models.small_file import read_small
from ui.base.session import Session
from ui.issue.place_reports import ReportsTable
from ui.issue.place_tables import (
    BoundsTable,
    CalendarTable,
    KindsTable,
    LostTable,
    PlaceShare,
    PlaceTable,
    RulesTable,
    TermsTable,
    WorkTable,
)
from ui.issue.tabs import IssuePart
from ui.kit.choosing import ISSUING, choose_file, choose_target
from ui.kit.labels import column, prose, row, small_button, with_name

KINDS = "地方规定 (*.json)"
NOT_OWN = "▲ 这份任务没有带地方规定，现在按“{0}”检查；核对后保存，就随任务包下发。"
STOP = "、"


class PlacePart(IssuePart):
    """Name and chain of the place above its tables."""

    SHOWS = ("place",)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.name, self.chain = with_name(QLineEdit(), "名称"), with_name(QLineEdit(), "层级")
        self.categories = with_name(QLineEdit(), "单位类别")
        self.chain.setPlaceholderText("国家、某某省、某某市、某某县")
        self.source = small_button("从哪里来 ▾", "换成自带的一份，或者文件里的")
        self.save = small_button("存为文件…", "存下来交给别的汇总单位，或者留底")
        self.about, self.note = prose("", "warning"), prose("", "soft")
        self.rules, self.kinds, self.lost = RulesTable(session), KindsTable(session), LostTable(session)
        self.terms, self.calendar, self.work = TermsTable(session), CalendarTable(session), WorkTable(session)
        self.bounds, self.reports = BoundsTable(session), ReportsTable(session)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self._assemble()

    def _assemble(self) -> None:
        self.shares: tuple[PlaceShare, ...] = (
            self.rules,
            self.kinds,
            self.lost,
            self.terms,
            self.calendar,
            self.work,
            self.bounds,
            self.reports,
        )
        self.tables: dict[str, PlaceTable[Any]] = {
            "条文": self.rules,
            "证件": self.kinds,
            "败诉标准": self.lost,
            "期限": self.terms,
            "日历": self.calendar,
            "工作类别": self.work,
            "数量上限": self.bounds,
            "年度报告": self.reports,
        }
        for label, table in self.tables.items():
            self.tabs.addTab(table, label)
            table.edited.connect(self._table_typed)
        menu = QMenu(self)
        for path in shipped_files():
            menu.addAction(path.stem).triggered.connect(lambda _=False, one=path: self.take(one))
        menu.addSeparator()
        menu.addAction("文件里的…").triggered.connect(self._choose)
        self.source.setMenu(menu)
        self.source.setPopupMode(self.source.ToolButtonPopupMode.InstantPopup)
        self.save.clicked.connect(self._choose_target)
        for line in (self.name, self.chain, self.categories):
            line.editingFinished.connect(self._head_typed)
        head = row(prose("名称"), self.name, prose("层级"), self.chain, prose("单位类别"), self.categories)
        for at, share in ((1, 2), (3, 3), (5, 3)):
            head.setStretch(at, share)
        head.addWidget(self.source)
        head.addWidget(self.save)
        layout = column(head, self.about, self.note, self.tabs, margin=8)
        layout.setStretch(3, 1)
        self.setLayout(layout)

    def show_issue(self, issue: Issue) -> None:
        """Show the place of the issue, and say where the issue has none of its own."""
        super().show_issue(issue)
        place = issue.profile
        self._show_source(issue)
        self.note.setText(place.note)
        self.note.setVisible(bool(place.note))
        self.name.setText(place.name)
        self.chain.setText(STOP.join(place.chain))
        self.categories.setText(STOP.join(place.categories))
        for one in self.shares:
            one.show_place(place)

    def _show_source(self, issue: Issue) -> None:
        """Say by which place it is checked where the issue has none of its own."""
        self.about.setText(NOT_OWN.format(issue.profile.name))
        self.about.setVisible(issue.profile is not issue.place)

    def _head_typed(self) -> None:
        if self.issue:
            chain, categories = _words(self.chain.text()), _words(self.categories.text())
            name = self.name.text().strip()
            self._use(msgspec.structs.replace(self.issue.profile, name=name, chain=chain, categories=categories))

    def _table_typed(self) -> None:
        if self.issue:
            place = self.issue.profile
            for one in self.shares:
                place = one.change(place)
            self._use(place)

    def _use(self, place: PlaceProfile) -> None:
        if self.issue and place != self.issue.profile:
            self._tell(place=place)
            self._show_source(self.issue)

    def _choose(self) -> None:
        path = choose_file(self, self.session.memory, ISSUING, "地方规定", KINDS)
        if path:
            self.take(path)

    def take(self, path: Path) -> None:
        """Take the whole profile of a file."""

        def task(_ticket: object) -> PlaceProfile:
            return read_place(read_small(path))

        self.session.jobs.run(task, self._taken, label="正在读取地方规定", owner=self)

    def _taken(self, place: PlaceProfile) -> None:
        before = self.issue.place if self.issue else None
        self._tell(place=place)
        if self.issue:
            self.show_issue(self.issue)
        self.session.undoable.emit(f"已换成“{place.name}”，核对后请保存", lambda: self._put_back(before))

    def _put_back(self, before: object) -> None:
        self._tell(place=before)
        if self.issue:
            self.show_issue(self.issue)

    def _choose_target(self) -> None:
        name = f"{self.issue.profile.name if self.issue else '地方规定'}.json"
        path = choose_target(self, self.session.memory, ISSUING, "地方规定", name, KINDS)
        if path:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the profile as it stands here to a file."""
        if self.issue is None:
            return
        text, said = place_text(self.issue.profile), f"地方规定已存为{path}，可以再读入。"

        def task(_ticket: object) -> None:
            from reports.base.atomic import write_whole

            write_whole(path, lambda stream: stream.write(text))

        self.session.jobs.run(task, lambda _: self.session.told.emit(said), label="正在写地方规定", owner=self)


def _words(text: str) -> tuple[str, ...]:
    plain = text.replace("，", STOP).replace(",", STOP)
    return tuple(word.strip() for word in plain.split(STOP) if word.strip())
