"""代录 in the window: what units without the program handed in on paper, registered, and then typed or imported."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from models.merge.states import proxy_state
from models.records.office import Issue, period_label
from models.records.registry import ledgers
from models.store.base.workspace import Workspace
from models.store.records import documents
from models.submit.proxy import OnPaper, ProxyState, cancel_proxy, read_proxies, register_proxy
from ui.base.loading import Loader, everything_changed
from ui.base.page import Page
from ui.base.pages import page_named
from ui.base.places import OWN
from ui.base.session import Session
from ui.base.tokens import SPACE
from ui.form.unsaved import bring_back, unsaved_forms
from ui.intake.proxy_form import ProxyForm
from ui.intake.proxy_session import ProxySession
from ui.kit.labels import column, prose, row, scrolled, small_button
from ui.kit.tables.head import ColumnHead
from ui.kit.tables.rows_table import RowsTable

EMPTY = (
    "没有代录的报送。\n单位没有用本程序、只交了纸质材料或 Excel 的，在右边登记它的纸质依据，再录入或导入。\n"
    "代录的内容到处都标明“代录（未签名）”；单位以后交来签名的报送包，确认后代替代录。"
)


@dataclass(frozen=True)
class Proxies:
    """What a worker reads for the panel: the plan (None before the first) and the registrations, oldest first."""

    issue: Issue | None
    found: list[ProxyState]
    years: tuple[int, ...]


def read_panel(workspace: Workspace, year: int | None) -> Proxies:
    """The registrations for periods of the year, or of the one that is assessed now; runs in a worker."""
    with workspace.read() as connection:
        issue = documents.assessed_issue(connection, year, workspace.clock.today())
        years = documents.issued_years(connection)
        of = (None, issue.year) if issue else (None,)
        found = [one for one in read_proxies(workspace) if documents.year_of_period(connection, one.row.period) in of]
    return Proxies(issue, found, tuple(years))


def _state(one: ProxyState) -> str:
    return "还没有录入" if one.is_empty else proxy_state(one.row)


class ProxyPanel(QWidget):
    """The reports on paper and the form that registers them; or in their place the ledgers of the unit typed for.

    Signals:
        counted: How many reports on paper count.
        years_read: The years something was issued for, and the one whose periods are shown.
    """

    counted = Signal(int)
    years_read = Signal(object, int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.issue: Issue | None = None
        self.form = ProxyForm(session)
        self.about = prose("", "soft")
        self.table: RowsTable[ProxyState] = RowsTable(
            self._heads(), EMPTY, name="代录的报送", key=lambda one: one.row.id
        )
        self.stack, self.typing = QStackedWidget(), QWidget()
        self.back, self.whose = small_button("← 返回代录", "保存并回到代录的清单"), prose("", "warning")
        self.desk: Page | None = None
        self._assemble()
        self._connect()
        self.loader = Loader(self, session, lambda office: read_panel(office, session.year), self.show_proxies)

    def _heads(self) -> list[ColumnHead[ProxyState]]:
        return [
            ColumnHead("单位", 9, lambda one: self.session.unit_name(one.row.unit)),
            ColumnHead("状态", 7, _state, tone=lambda one: proxy_state(one.row).tone),
            ColumnHead("收到日期", 6, lambda one: one.row.received_on),
            ColumnHead("报送期", 5, lambda one: period_label(self.issue, one.row.period)),
            ColumnHead("记录", 3, lambda one: one.total),
            ColumnHead("零报送", 3, lambda one: len(one.zeros)),
            ColumnHead("纸质依据（未签名）", 12, lambda one: one.paper.basis),
        ]

    def _assemble(self) -> None:
        area = scrolled(self.form, "代录的依据")
        left = QWidget()
        inside = column(self.table, self.about, margin=0)
        inside.setStretch(0, 1)
        left.setLayout(inside)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(area)
        split.setSizes([760, 420])
        split.setStretchFactor(0, 1)
        split.setChildrenCollapsible(False)
        head = row(self.back, self.whose)
        head.setStretch(1, 1)
        self.place = column(head, margin=0)
        self.typing.setLayout(self.place)
        self.stack.addWidget(split)
        self.stack.addWidget(self.typing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACE, 0, 0)
        layout.addWidget(self.stack)

    def _connect(self) -> None:
        self.table.picked.connect(self._pick)
        self.table.opened.connect(self.type_for)
        self.form.registered.connect(self.register)
        self.form.typing_wanted.connect(self._type)
        self.form.cancelled.connect(self.cancel)
        self.back.clicked.connect(self.close_typing)

    def reload(self) -> None:
        """Read the registrations again in a worker; the panel keeps showing the old ones meanwhile."""
        self.loader.reload()

    def show_proxies(self, read: Proxies) -> None:
        """Fill form and table from what a worker has read, and emit `counted`."""
        self.issue = read.issue
        own = self.session.workspace.unit
        units = [(one.code, one.name) for one in read.issue.units if one.code != own] if read.issue else []
        self.form.show_choices(units, [(one.id, one.label) for one in read.issue.periods] if read.issue else [])
        self.table.show_rows(read.found)
        self.counted.emit(len(read.found))
        self.years_read.emit(read.years, read.issue.year if read.issue else 0)

    def _pick(self, one: ProxyState) -> None:
        self.form.show_proxy(one)
        known = ledgers()
        parts = [f"{known[name].label}{count}条" for name, count in one.counts.items()]
        parts += [f"零报送：{'、'.join(known[name].label for name in one.zeros if name in known)}"] * bool(one.zeros)
        scans = f"扫描件：{'、'.join(str(scan.name) for scan in one.paper.scans)}。" if one.paper.scans else ""
        said = "，".join(parts) if parts else "还没有录入任何内容，不算已报，请点“录入和导入…”"
        self.about.setText(f"{self.session.unit_name(one.row.unit)}：{said}。{scans}")

    # Acting

    def register(self, unit: str, period: str, basis: str, received: dt.date, scans: list[Path]) -> None:
        """Register a report on paper, or correct what was said of it."""
        workspace, operator = self.session.workspace, self.session.operator
        paper = OnPaper(basis, received, scans)
        self.session.jobs.run(
            lambda _: register_proxy(workspace, unit, period, paper, operator),
            lambda _: self._registered(unit),
            self.form.complain,
            label="正在登记",
            owner=self,
            writes=True,
        )

    def _registered(self, unit: str) -> None:
        self.form.settle()
        self.session.told.emit(
            f"已登记{self.session.unit_name(unit)}的代录，标明“未签名”。接着录入或导入它的台账，或者作零报送：有了内容才算已报。"
        )
        everything_changed(self.session)
        self.reload()

    def cancel(self, unit: str, period: str, reason: str) -> None:
        """Cancel the registration of `unit` for `period`, and with it the records typed, in a worker."""
        workspace, operator = self.session.workspace, self.session.operator
        self.session.jobs.run(
            lambda _: cancel_proxy(workspace, unit, period, reason, operator),
            lambda count: self._cancelled(unit, count),
            self.form.complain,
            label="正在取消",
            owner=self,
            writes=True,
        )

    def _cancelled(self, unit: str, count: int) -> None:
        self.form.settle()
        self.about.clear()
        self.session.told.emit(f"已取消{self.session.unit_name(unit)}的代录，{count}条记录移入回收站。")
        everything_changed(self.session)
        self.reload()

    # Typing

    def _type(self) -> None:
        chosen = self.table.current()
        if chosen is None:
            self.session.refused.emit("先在左边选一份代录，或者登记一份。")
        else:
            self.type_for(chosen)

    def type_for(self, one: ProxyState) -> None:
        """Open the ledgers of a unit for typing, importing, 校验 and 零报送."""
        self.close_typing()
        unit, name = one.row.unit, self.session.unit_name(one.row.unit)
        self.desk = page_named(OWN).make(ProxySession(self.session, unit, one.row.period, self))
        inside = self.desk.layout()
        if inside:
            inside.setContentsMargins(0, 0, 0, 0)  # this page has its margin already
        self.place.addWidget(self.desk)
        self.place.setStretch(1, 1)
        self.whose.setText(f"正在为“{name}”代录，记录归{name}所有，标明未签名。纸质依据：{one.paper.basis}")
        self.stack.setCurrentWidget(self.typing)
        self.desk.appear()

    def settle(self) -> bool:
        """Save what is typed; False where it cannot be read."""
        return self.desk is None or self.desk.leave()

    def show_ledger(self, ledger_id: str) -> None:
        """Bring what is typed into a ledger to the front."""
        if self.desk is not None:
            self.desk.show_ledger(ledger_id)

    def close_typing(self) -> None:
        """Save what is typed, and back to the list."""
        if not self.settle():
            return
        for form in unsaved_forms(self.desk, self.session.jobs) if self.desk else ():
            self.show_ledger(form.ledger.id)
            bring_back(form)
            self.session.refused.emit(f"填的内容没有保存，还在表单里：{form.why}不要了就放弃修改。")
            return
        if self.desk is not None:
            acting = self.desk.session
            self.place.removeWidget(self.desk)
            self.desk.deleteLater()
            acting.deleteLater()
            self.desk = None
            self.reload()
        self.stack.setCurrentIndex(0)
