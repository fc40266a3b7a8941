"""The roster as a part of an issue: its units, edited in place or by a workbook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtWidgets import QPushButton, QWidget

from models.records.office import NEW_UNIT, Issue, Unit
from models.records.unit_names import OWN, ending_words, with_owners
from reports.filled_in.task_words import names_in
from reports.filled_in.unit_words import FORMER_HOW, read_ending, read_former, undated_words
from ui.base.session import Session
from ui.issue.draft import unused_code
from ui.issue.tabs import IssuePart
from ui.kit.choosing import ISSUING, choose_file, choose_target
from ui.kit.labels import column, prose, row
from ui.kit.tables.head import ColumnHead
from ui.kit.tables.rows_table import RowsTable


class UnitsPart(IssuePart):
    """The tab with the roster of units: code, name, category and contact, edited in place."""

    SHOWS = ("units",)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        heads: list[ColumnHead[Unit]] = [
            ColumnHead("代码", 5, lambda unit: unit.code, put=_put("code")),
            ColumnHead("名称", 14, lambda unit: unit.name, put=_put("name")),
            ColumnHead("类别", 9, lambda unit: unit.category, put=_put("category")),
            ColumnHead("联系人", 6, lambda unit: unit.contact, put=_put("contact")),
            ColumnHead("电话", 9, lambda unit: unit.phone, put=_put("phone")),
            ColumnHead("其他称呼", 9, lambda unit: "、".join(unit.aliases), put=_put_aliases),
            ColumnHead("曾用名", 10, lambda unit: unit.past_words, put=self._put_former),
            ColumnHead("并入、分设、撤销", 10, self._ending, put=self._put_ending),
        ]
        self.table: RowsTable[Unit] = RowsTable(heads, "还没有单位。", name="单位")
        self.add, self.remove = QPushButton("＋ 加单位"), QPushButton("－ 删去选中的")
        self.own = QPushButton("＋ 加本级")
        self.own.setToolTip("汇总单位自己也填报、参加考核的，加上它自己的一行；名称要以“本级”结尾")
        self.load, self.save = QPushButton("从 Excel 读入…"), QPushButton("存为 Excel…")
        about = prose(
            "双击格子修改。代码定了不要再改：改名只改名称，程序会记下曾用名；并入、分设、撤销的写在最后一栏，不要删掉。"
            "“其他称呼”写正文里的简称，或它属于的一类（如“行政执法单位”）。",
            "soft",
        )
        layout = column(about, self.table, row(self.add, self.own, self.remove, self.load, self.save, None), margin=8)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.table.typed.connect(lambda _: self._told())
        self.add.clicked.connect(self._add)
        self.own.clicked.connect(self._add_own)
        self.remove.clicked.connect(self._remove)
        self.load.clicked.connect(self._choose)
        self.save.clicked.connect(self._choose_target)

    def _ending(self, unit: Unit) -> str:
        return ending_words(unit, {one.code: one for one in self.table.rows.all}) if unit.is_gone else ""

    def _put_ending(self, unit: Unit, text: str) -> Unit:
        ending = read_ending(text, [one for one in self.table.rows.all if one is not unit])
        if isinstance(ending, str):
            self.session.refused.emit(f"{ending}。")
            return unit
        return msgspec.structs.replace(unit, ended=ending.day, successors=ending.heirs)

    def _put_former(self, unit: Unit, text: str) -> Unit:
        former = read_former(text)
        if former is None:
            self.session.refused.emit(f"曾用名“{text}”读不出，{FORMER_HOW}。")
            return unit
        return msgspec.structs.replace(unit, former=former.dated, undated=former.undated)

    def show_issue(self, issue: Issue) -> None:
        """List the roster's units, in its order."""
        super().show_issue(issue)
        self.table.show_rows(issue.units)
        self._offer_own()

    def was_saved(self, issue: Issue) -> None:
        """Take over the former names that saving added to renamed units."""
        super().was_saved(issue)
        for at, unit in enumerate(self.table.rows.rows):
            kept = issue.unit(unit.code)
            if kept and kept != unit:
                self.table.rows.replace(at, kept)

    def _offer_own(self) -> None:
        """Only a roster without the centre itself can get it."""
        self.own.setVisible(all(unit.code != self.session.workspace.unit for unit in self.table.rows.all))

    def _told(self) -> None:
        self._offer_own()
        if self.issue:
            units = tuple(self.table.rows.all)
            self._tell(units=units, plan=with_owners(self.issue.plan, units, self.issue.units))

    def _add(self) -> None:
        self._put_new(Unit(unused_code(self.table.rows.all), NEW_UNIT, self._next_category()))

    def _add_own(self) -> None:
        self._put_new(Unit(self.session.workspace.unit, OWN, OWN))

    def _put_new(self, fresh: Unit) -> None:
        self.table.show_rows([*self.table.rows.all, fresh])
        name = self.table.rows.index(self.table.rows.rows.index(fresh), 1)
        self.table.setCurrentIndex(name)
        self.table.edit(name)
        self._told()

    def _next_category(self) -> str:
        """That of the unit before; behind the own unit, which is the only one of its kind, the scheme's first other."""
        units, own = self.table.rows.all, self.session.workspace.unit
        if units and units[-1].code != own:
            return units[-1].category
        mine = {unit.category for unit in units}
        scheme = self.issue.scheme.get("categories", ()) if self.issue else ()
        return next((one["name"] for one in scheme if one["name"] not in mine), "")

    def _remove(self) -> None:
        gone = self.table.chosen()
        self.table.show_rows([unit for unit in self.table.rows.all if unit not in gone])
        self._told()

    def _choose(self) -> None:
        path = choose_file(self, self.session.memory, ISSUING, "单位名册", "名册 (*.xlsx *.csv *.json)")
        if path:
            self.take(path)

    def _choose_target(self) -> None:
        path = choose_target(self, self.session.memory, ISSUING, "单位名册", "单位名册.xlsx", "工作簿 (*.xlsx)")
        if path:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the roster as it stands here to a workbook."""
        units = tuple(self.table.rows.all)

        def task(_ticket: object) -> None:
            from reports.filled_in.units_book import write_units

            write_units(path, units)

        said = f"名册已存为{path}，改好后可以再读入。"
        self.session.jobs.run(task, lambda _: self.session.told.emit(said), label="正在写名册", owner=self)

    def take(self, path: Path) -> None:
        """Add the units of a file; a code known already is replaced."""

        def task(_ticket: object) -> tuple[Unit, ...]:
            from reports.filled_in.units_file import read_units

            return read_units(path)

        self.session.jobs.run(task, self._taken, label="正在读取名册", owner=self)

    def _taken(self, units: tuple[Unit, ...]) -> None:
        known = {unit.code: unit for unit in self.table.rows.all}
        merged = known | {unit.code: _with_past(unit, known.get(unit.code)) for unit in units}
        self.table.show_rows(list(merged.values()))
        self._told()
        if said := undated_words(units):
            self.session.told.emit(said)


def _with_past(unit: Unit, before: Unit | None) -> Unit:
    """A file may say nothing of former and other names, or of an end: what is known stays."""
    if before is None:
        return unit
    known = {one.name for one in unit.former}
    former = (*(one for one in before.former if one.name not in known), *unit.former)
    dated = {one.name for one in former}
    undated = dict.fromkeys(name for name in (*before.undated, *unit.undated) if name not in dated)
    end = unit if unit.is_gone else before
    return msgspec.structs.replace(
        unit,
        former=tuple(sorted(former, key=lambda one: one.until)),
        undated=tuple(undated),
        aliases=unit.aliases or before.aliases,
        successors=end.successors,
        ended=end.ended,
    )


def _put_aliases(unit: Unit, text: str) -> Unit:
    return msgspec.structs.replace(unit, aliases=names_in(text))


def _put(name: str) -> Callable[[Unit, str], Unit]:
    return lambda unit, text: msgspec.structs.replace(unit, **{name: text})
