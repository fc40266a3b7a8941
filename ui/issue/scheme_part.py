"""The assessment scheme in the window: indicators beside their form, categories with bands, and what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QSplitter,
    QTabWidget,
    QWidget,
)

from models.assess.draft_scheme import empty_scheme
from models.assess.reading import SchemeReading, read_scheme
from models.assess.rule_words import RULES
from models.assess.scheme_words import (
    NO_PLAN,
    Raw,
    bands_words,
    category_sums,
    new_category,
    new_indicator,
    read_bands,
    read_number,
    weight_for,
    with_indicator_moved,
    without_categories,
)
from models.assess.shipped import shipped_scheme
from models.records.finding import Finding, Level
from models.records.office import Issue
from models.records.plan import Plan
from models.small_file import read_small
from models.store.records import documents
from models.submit.first_issue import example_plan
from models.submit.year_start import scheme_carried
from reports.filled_in.schemes.scheme_book import SchemeBook, read_scheme_book, write_scheme_book
from reports.filled_in.schemes.scheme_changes import SchemeChange, scheme_changes
from reports.filled_in.schemes.scheme_file import write_scheme
from ui.base.session import Session
from ui.issue.draft import drafted_scheme, unit_categories
from ui.issue.indicator_form import IndicatorForm
from ui.issue.scheme_preview import scheme_preview
from ui.issue.scheme_settings import SchemeSettings
from ui.issue.tabs import IssuePart
from ui.kit.choosing import ISSUING, choose_file, choose_target
from ui.kit.copying import copy_by_keys
from ui.kit.labels import column, prose, row, scrolled, small_button, with_name
from ui.kit.tables.changes_dialog import ChangesDialog
from ui.kit.tables.head import ColumnHead
from ui.kit.tables.rows_table import RowsTable

CHECK_AFTER = 300
"""Milliseconds after the last key until the scheme is checked."""
FINDING_LINES = 2
MARKS = {Level.ERROR: "■", Level.WARNING: "▲"}
FILES = "考核方案 (*.xlsx *.xls *.et *.ods *.json)"
BOOK, TEXT = "考核方案 (*.xlsx)", "考核方案 (*.json)"


class SchemePart(IssuePart):
    """Edits the scheme; what is wrong stands below and leads to its indicator."""

    SHOWS = ("plan", "scheme")

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.raw: Raw = {}
        self.name, self.total = with_name(QLineEdit(), "方案名称"), with_name(QLineEdit(), "总分")
        self.settings = SchemeSettings(session)
        self.sums = prose("")
        self.table: RowsTable[Raw] = RowsTable(
            self._heads(), "还没有指标：点“方案从哪里来”选一份，或者点“＋”从头写。", name="指标"
        )
        self.categories: RowsTable[Raw] = RowsTable(self._category_heads(), "还没有考核类别。", name="类别和等次")
        self.form, self.findings = IndicatorForm(), QListWidget()
        copy_by_keys(self.findings)
        self.form.definition.refused.connect(session.refused)
        self.tabs = QTabWidget()
        self.preview: ChangesDialog[SchemeChange] | None = None
        self._check = QTimer(self, singleShot=True, interval=CHECK_AFTER)
        self._assemble()
        self._connect()

    def _category_heads(self) -> list[ColumnHead[Raw]]:
        return [
            ColumnHead("代号", 6, lambda one: one.get("id")),
            ColumnHead("类别", 12, lambda one: one.get("name"), put=_put("name")),
            ColumnHead("等次（从高到低，最低的从0起）", 40, _bands_of, put=self._put_bands),
            ColumnHead("满分（和总分一样的不填）", 10, _total_of, put=_put_total),
        ]

    def _heads(self) -> list[ColumnHead[Raw]]:
        return [
            ColumnHead("代号", 3, lambda one: one.get("id")),
            ColumnHead("部分", 6, lambda one: one.get("chapter")),
            ColumnHead("指标", 10, lambda one: one.get("name")),
            ColumnHead("分值", 4, self._weights),
            ColumnHead("算法", 6, _rule),
        ]

    def _weights(self, one: Raw) -> object:
        """The marks, one after the other in the order of the categories where they differ."""
        weight = one.get("weight", 0)
        if isinstance(weight, dict):
            order = [str(category.get("id")) for category in self.raw.get("categories", ())]
            return "/".join(weight_for(one, category) or "—" for category in order)
        known = read_number(weight)
        return str(weight) if known is None else known

    def _assemble(self) -> None:
        self.source = small_button("方案从哪里来 ▾", "自带的示例、别的年度的、文件里的，或者从头写")
        self.source.setPopupMode(self.source.ToolButtonPopupMode.InstantPopup)
        self.source.setMenu(self._menu())
        self.save = small_button("存为文件 ▾", "存为 Excel 填好再读回来，或者存为文本")
        self.save.setPopupMode(self.save.ToolButtonPopupMode.InstantPopup)
        saving = QMenu(self)
        saving.addAction("存为 Excel…").triggered.connect(lambda: self._choose_target("xlsx", BOOK))
        saving.addAction("存为文本…").triggered.connect(lambda: self._choose_target("json", TEXT))
        self.save.setMenu(saving)
        self.total.setMaximumWidth(self.total.fontMetrics().averageCharWidth() * 10)
        top = row(prose("名称"), self.name, prose("总分"), self.total, self.source, self.save)
        top.setStretch(1, 1)
        self.tabs.setDocumentMode(True)
        rest = scrolled(self.settings, "说明和总则")
        for label, part in (("指标", self._indicators()), ("类别和等次", self._bands()), ("说明和总则", rest)):
            self.tabs.addTab(part, label)
        self.findings.setAccessibleName("方案的问题")
        self.findings.setFixedHeight(self.findings.fontMetrics().lineSpacing() * FINDING_LINES + 8)
        self.findings.setWordWrap(True)
        layout = column(top, self.tabs, self.sums, self.findings, margin=8)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _indicators(self) -> QWidget:
        left, split = QWidget(), QSplitter(Qt.Orientation.Horizontal)
        self.add, self.remove = small_button("＋ 加指标", "加在选中的后面"), small_button("－ 删去", "删去选中的指标")
        self.up, self.down = small_button("↑", "往前移一行"), small_button("↓", "往后移一行")
        inside = column(self.table, row(self.add, self.remove, self.up, self.down, None), margin=0)
        inside.setStretch(0, 1)
        left.setLayout(inside)
        area = scrolled(self.form, "选中的指标")
        self.table.setSortingEnabled(False)
        split.addWidget(left)
        split.addWidget(area)
        split.setSizes([480, 560])
        split.setStretchFactor(0, 1)
        split.setChildrenCollapsible(False)
        return split

    def _bands(self) -> QWidget:
        whole = QWidget()
        about = prose(
            "双击格子修改。各类别单独排名，等次可以不同，例如：优秀≥90（不超过30%）；良好≥80；一般≥60；不合格≥0。",
            "soft",
        )
        self.more, self.fewer = small_button("＋ 加类别", ""), small_button("－ 删去选中的", "")
        layout = column(about, self.categories, row(self.more, self.fewer, None), margin=0)
        layout.setStretch(1, 1)
        whole.setLayout(layout)
        return whole

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction("自带的示例方案").triggered.connect(lambda: self._replace(shipped_scheme(), example_plan()))
        menu.addAction("按工作要点拟一份草案").triggered.connect(self._draft)
        menu.addAction("最近一个别的年度下发的方案").triggered.connect(self.take_last_year)
        menu.addAction("文件里的方案…").triggered.connect(self._choose)
        menu.addSeparator()
        menu.addAction("从头写一份").triggered.connect(self._begin)
        return menu

    def _connect(self) -> None:
        self.table.picked.connect(lambda one: self.form.show_indicator(one, self.raw, self._plan))
        self.form.edited.connect(self._indicator_typed)
        self.name.textEdited.connect(lambda text: self._changed(name=text.strip()))
        self.total.textEdited.connect(lambda text: self._changed(total=text.strip()))
        self.settings.edited.connect(self._setting_typed)
        self.categories.typed.connect(lambda _: self._categories_typed())
        for button, act in (
            (self.add, self._add),
            (self.remove, self._remove),
            (self.up, lambda: self._move(-1)),
            (self.down, lambda: self._move(1)),
            (self.more, self._add_category),
            (self.fewer, self._remove_category),
        ):
            button.clicked.connect(act)
        self._check.timeout.connect(self.check)
        self.findings.itemActivated.connect(lambda item: self.go_to(item.data(Qt.ItemDataRole.UserRole)))
        self.findings.itemClicked.connect(lambda item: self.go_to(item.data(Qt.ItemDataRole.UserRole)))

    # Showing

    @property
    def _plan(self) -> Plan:
        return self.issue.plan if self.issue else NO_PLAN

    def show_issue(self, issue: Issue) -> None:
        """Show the issue's scheme, keeping the selection if it has not changed, and check it shortly after.

        Where nothing is new, what was found stays: it may be about a file that was not taken.
        """
        other_plan = self.issue is None or self.issue.plan != issue.plan
        super().show_issue(issue)
        if issue.scheme != self.raw or not self.table.rows.all:
            self._show(dict(issue.scheme))
        elif other_plan:
            self._show(self.raw, self.table.currentIndex().row())
        else:
            return
        self._check.start()

    def _show(self, raw: Raw, at: int = 0) -> None:
        self.raw = raw
        self.name.setText(str(raw.get("name", "")))
        self.total.setText(str(raw.get("total", "")))
        self.settings.show_scheme(raw)
        self.categories.show_rows(raw.get("categories", ()))
        indicators = raw.get("indicators", ())
        at = min(max(at, 0), len(indicators) - 1)
        self.table.blockSignals(True)  # the form is filled once, below
        self.table.show_rows(indicators)
        if at >= 0:
            self.table.selectRow(at)
        self.table.blockSignals(False)
        self.form.show_indicator(indicators[at] if at >= 0 else None, raw, self._plan)
        self._sum()

    def _sum(self) -> None:
        self.sums.setText("分值合计：" + "　".join(one.words for one in category_sums(self.raw)) if self.raw else "")

    def check(self) -> None:
        """Name everything that is wrong with the scheme as it is."""
        plan = self.issue.plan if self.issue else None
        self._show_findings(read_scheme(self.raw, plan).findings if self.raw else ())

    def _show_findings(self, found: tuple[Finding, ...]) -> None:
        self._check.stop()  # it would put others in their place
        self.findings.clear()
        for one in sorted(found, key=lambda one: one.level is not Level.ERROR):
            item = QListWidgetItem(f"{MARKS.get(one.level, '')} {one.message}")
            item.setData(Qt.ItemDataRole.UserRole, one)
            self.findings.addItem(item)
        if not found:
            self.findings.addItem("● 方案没有问题。" if self.raw else "还没有考核方案，点“方案从哪里来”。")

    def go_to(self, finding: Finding | None) -> None:
        """Show the indicator or category a finding is about."""
        part, _, rest = (finding.field if finding else "").partition("[")
        place = rest.partition("]")[0]
        self.tabs.setCurrentIndex(1 if part == "categories" else 0)
        table = self.categories if part == "categories" else self.table
        if place.isdigit() and int(place) < len(table.rows.all):
            table.selectRow(table.rows.rows.index(table.rows.all[int(place)]))

    # Changing

    def _changed(self, **changes: object) -> None:
        self.raw = {**self.raw, **changes}
        self._sum()
        self._check.start()
        self._tell(scheme=self.raw)

    def _replace(self, scheme: Raw, made_for: Plan) -> None:
        """Use another plan's scheme; its items are found in the plan here by their wording."""
        if self.issue:
            self._show(scheme_carried(scheme, made_for, self.issue.plan, self.issue.year))
            self._changed()

    def _indicator_typed(self, indicator: Raw) -> None:
        at = self.table.currentIndex().row()
        if 0 <= at < len(self.raw.get("indicators", ())):
            order = list(self.raw["indicators"])
            order[at] = indicator
            self.table.replace_current(indicator)
            self._changed(indicators=order)

    def _setting_typed(self, name: str, value: object) -> None:
        self.raw = {known: one for known, one in self.raw.items() if known != name or value is not None}
        self._changed(**({} if value is None else {name: value}))

    def _put_bands(self, category: Raw, text: str) -> Raw:
        bands = read_bands(text)
        if bands is None:
            self.session.refused.emit("等次请写成“优秀≥90；良好≥80；一般≥60；不合格≥0”，从高到低，用分号隔开。")
            return category
        return {**category, "bands": bands}

    def _categories_typed(self) -> None:
        self._changed(categories=list(self.categories.rows.all))
        self.form.show_indicator(self.table.current(), self.raw, self._plan)

    def _add_category(self) -> None:
        self.categories.show_rows([*self.categories.rows.all, new_category(self.raw)])
        self._categories_typed()

    def _remove_category(self) -> None:
        gone = self.categories.chosen()
        before = self.raw
        self._show(without_categories(before, {str(one.get("id")) for one in gone}), self.table.currentIndex().row())
        self._changed()
        self.session.undoable.emit(f"已删去{len(gone)}个类别", lambda: self._bring_back(before))

    def _add(self) -> None:
        at, order = self.table.currentIndex().row(), list(self.raw.get("indicators", ()))
        chapter = str(order[at].get("chapter", "")) if 0 <= at < len(order) else ""
        order.insert(at + 1, new_indicator(self.raw, chapter))
        self._show({**self.raw, "indicators": order}, at + 1)
        self._changed()
        self.form.names["name"].setFocus()
        self.form.names["name"].selectAll()

    def _remove(self) -> None:
        gone = {self.table.rows.rows.index(one) for one in self.table.chosen()}
        at, before = self.table.currentIndex().row(), self.raw
        left = [one for place, one in enumerate(self.raw.get("indicators", ())) if place not in gone]
        self._show({**self.raw, "indicators": left}, at)
        self._changed()
        self.session.undoable.emit(f"已删去{len(gone)}项指标", lambda: self._bring_back(before))

    def _bring_back(self, before: Raw) -> None:
        self._show(before)
        self._changed()

    def _move(self, step: int) -> None:
        at = self.table.currentIndex().row()
        if at >= 0:
            self._show(with_indicator_moved(self.raw, at, step), at + step)
            self._changed()

    # Where it comes from and goes to

    def _draft(self) -> None:
        issue = self.issue
        if issue is None or not issue.plan.items:
            self.session.refused.emit("还没有事项，请先导入工作要点正文，再按它拟草案。")
            return
        self._show(drafted_scheme(issue))
        self._changed()

    def _begin(self) -> None:
        issue = self.issue
        year = issue.year if issue else 0
        self._show(empty_scheme(year, f"{year}年度考核方案", unit_categories(issue) if issue else []))
        self._changed()

    def take_last_year(self) -> None:
        """Start from the scheme that was issued last for another year."""
        year = self.issue.year if self.issue else 0
        with self.session.workspace.read() as connection:
            found = documents.scheme_of_other_year(connection, year)
        if found is None:
            self.session.refused.emit(f"没有下发过{year}年度以外的方案，请用示例或者文件里的。")
        else:
            self._replace(found.scheme, found.plan)

    def _choose(self) -> None:
        path = choose_file(self, self.session.memory, ISSUING, "考核方案", FILES)
        if path and self.issue:
            self.take(path)

    def take(self, path: Path) -> None:
        """Use the scheme of a text file, unless it has errors; of a workbook show first what it changes."""
        plan = self.issue.plan if self.issue else None
        if path.suffix.lower() != ".json":
            self.session.jobs.run(
                lambda _: read_scheme_book(path, plan or NO_PLAN), self._ask, label="正在读取方案", owner=self
            )
            return
        self.session.jobs.run(
            lambda _: read_scheme(read_small(path), plan), self._taken, label="正在读取方案", owner=self
        )

    def _taken(self, reading: SchemeReading) -> None:
        if reading.scheme:
            self._show(scheme_as_data(reading.scheme))
            self._changed()
            return
        self._show_findings(reading.findings)
        self.session.refused.emit("文件里的方案没有采用：问题和行号列在下面，改好再选一次。")

    def _ask(self, book: SchemeBook) -> None:
        changes = scheme_changes(self.raw, book.raw, self._plan)
        if not changes:
            self.session.told.emit("工作簿里的方案和现在的一样，没有改动。")
            return
        self.preview = scheme_preview(changes, book.warnings, self.window())
        self.preview.accepted.connect(lambda: self._take(book.raw, len(changes)))
        self.preview.finished.connect(self.preview.deleteLater)
        self.preview.open()

    def _take(self, raw: Raw, count: int) -> None:
        before = self.raw
        self._bring_back(raw)
        self.session.undoable.emit(f"已采用工作簿里的{count}处改动", lambda: self._bring_back(before))

    def _choose_target(self, ending: str, kinds: str) -> None:
        name = f"{self.raw.get('name', '考核方案')}.{ending}"
        path = choose_target(self, self.session.memory, ISSUING, "考核方案", name, kinds)
        if path:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the scheme as it stands to a file that can be edited and read back."""
        raw, plan = self.raw, self._plan

        def task(_ticket: object) -> None:
            if path.suffix.lower() == ".json":
                write_scheme(path, raw, plan)
            else:
                write_scheme_book(path, raw, plan)

        said = f"方案已存为{path}，改好以后用“方案从哪里来›文件里的方案”读回来。"
        self.session.jobs.run(task, lambda _: self.session.told.emit(said), label="正在写方案", owner=self)


def scheme_as_data(scheme: object) -> Raw:
    """A scheme as plain JSON values, as in its file."""
    import msgspec

    found: Raw = msgspec.to_builtins(scheme)
    return found


def _bands_of(one: Raw) -> str:
    return bands_words(one.get("bands", ()))


def _total_of(one: Raw) -> object:
    total = one.get("total")
    return "" if total is None else str(total)


def _put_total(one: Raw, text: str) -> Raw:
    rest = {name: value for name, value in one.items() if name != "total"}
    return {**rest, "total": text.strip()} if text.strip() else rest


def _put(name: str) -> Any:
    return lambda one, text: {**one, name: text}


def _rule(one: Raw) -> str:
    kind = one.get("rule", {}).get("kind", "")
    return RULES[kind].label if kind in RULES else str(kind)
