"""台账要求: of which ledgers an empty one wants a 零报送, and periods that are not law."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from models.check.unit import is_reported
from models.records.ledger import Ledger
from models.records.office import Issue
from models.records.registry import ledgers
from models.rules.terms import LONGEST, TERMS, Term, days_of
from ui.base.session import Session
from ui.issue.tabs import IssuePart
from ui.kit.labels import column, prose
from ui.kit.tables.head import ColumnHead
from ui.kit.tables.rows_table import RowsTable

YES, NO = "是", "否"
WORDS = {"是": True, "要": True, "1": True, "否": False, "不": False, "不要": False, "0": False, "": False}


class Demand(NamedTuple):
    """One ledger, the numbers of the items it proves, and whether an empty one has to be stated."""

    ledger: Ledger
    proves: str
    reported: bool


class DemandSetting(NamedTuple):
    """A statutory period and the number of days the centre has set for it."""

    term: Term
    days: int


class DemandsPart(IssuePart):
    """The tab with two tables, ledgers to report and periods in days."""

    SHOWS = ("plan", "reported", "terms")

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        demands: list[ColumnHead[Demand]] = [
            ColumnHead("台账", 12, lambda one: one.ledger.label),
            ColumnHead("证明第几项", 11, lambda one: one.proves),
            ColumnHead("空着要零报送", 8, lambda one: YES if one.reported else NO, put=self._put_demand),
        ]
        settings: list[ColumnHead[DemandSetting]] = [
            ColumnHead("期限", 20, lambda one: one.term.label),
            ColumnHead("天数", 6, lambda one: one.days, put=self._put_days),
            ColumnHead("怎么算", 13, lambda one: "工作日" if one.term.in_workdays else "自然日，遇节假日顺延"),
            ColumnHead("随程序附带", 8, lambda one: f"{one.term.days}{one.term.unit}"),
        ]
        self.demands = RowsTable(demands, "", name="空着要作零报送的台账", key=lambda one: one.ledger.id)
        self.settings = RowsTable(settings, "", name="提醒的天数", key=lambda one: one.term.id)
        about = "双击最后一列改成是或否。写“是”的，任务用得上它的单位空着就要作零报送并写明理由；写“否”的空着不用管。"
        terms = "双击天数修改。这几个天数不是程序认定的法定期限，请按现行规定核对；超过的只提醒，不拦报送。"
        layout = column(prose(about, "soft"), self.demands, prose(terms, "soft"), self.settings, margin=8)
        layout.setStretch(1, 3)
        layout.setStretch(3, 1)
        self.setLayout(layout)
        self.demands.typed.connect(lambda _: self._told())
        self.settings.typed.connect(lambda _: self._told())

    def show_issue(self, issue: Issue) -> None:
        """Show which ledgers units report, and the periods in days."""
        super().show_issue(issue)
        kept = [one for one in ledgers().values() if one.desk == "unit" and one.topics]
        self.demands.show_rows([Demand(one, _proved(one, issue), is_reported(one, issue.reported)) for one in kept])
        self.settings.show_rows([DemandSetting(term, days_of(term, issue.terms)) for term in TERMS.values()])

    def _put_demand(self, row: Demand, text: str) -> Demand:
        if text not in WORDS:
            self.session.refused.emit(f"“{text}”认不出来，请写是或否。")
            return row
        return row._replace(reported=WORDS[text])

    def _put_days(self, row: DemandSetting, text: str) -> DemandSetting:
        if not (text.isascii() and text.isdigit() and 0 < int(text) <= LONGEST):
            self.session.refused.emit(f"“{text}”不能用，请写1到{LONGEST}的整数。")
            return row
        return row._replace(days=int(text))

    def _told(self) -> None:
        reported = tuple(one.ledger.id for one in self.demands.rows.all if one.reported)
        terms = {one.term.id: one.days for one in self.settings.rows.all if one.days != one.term.days}
        self._tell(reported=reported, terms=terms)


def _proved(ledger: Ledger, issue: Issue) -> str:
    """Numbers of the items of this plan."""
    return "、".join(str(item.number) for item in issue.plan.items if ledger.proves(item)) or "没有一项"
